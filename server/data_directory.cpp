#include "server/data_directory.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace chophien::server {
namespace {

namespace fs = std::filesystem;

fs::path made(const fs::path& wish) {
    std::error_code error;
    const auto path = fs::weakly_canonical(fs::absolute(wish), error);
    if (error) fail_at(wish, error.value());
    if (!fs::exists(path, error)) {
        fs::create_directories(path.parent_path(), error);
        if (error) fail_at(path, error.value());
        if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail_at(path, errno);
    }
    if (!fs::is_directory(path, error)) fail_at(path, ENOTDIR);
    if (::access(path.c_str(), W_OK | X_OK) != 0) fail_at(path, errno);
    return path;
}

}  // namespace

void fail_at(const fs::path& path, int error) {
    const auto reason = std::generic_category().message(error);
    throw std::runtime_error(
        fmt::format("Không dùng được {0}: {1}. / Cannot use {0}: {1}.", path.native(), reason)
    );
}

DataDirectory::DataDirectory(const fs::path& wish) : path_(made(wish)) {
    const auto file = path_ / "lock";
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) fail_at(file, errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(lock_);
        if (error != EWOULDBLOCK) fail_at(file, error);
        std::string holder;
        std::ifstream(file) >> holder;
        throw std::runtime_error(fmt::format(
            "Thư mục dữ liệu {0} đang được một máy chủ khác dùng (tiến trình {1}). / "
            "The data directory {0} is in use by another server (process {1}).",
            path_.native(),
            holder
        ));
    }
    const auto mine = fmt::format("{}\n", ::getpid());
    if (::ftruncate(lock_, 0) != 0 || ::pwrite(lock_, mine.data(), mine.size(), 0) < 0) {
        const int error = errno;
        ::close(lock_);
        fail_at(file, error);
    }
}

// The file stays: removing it would let two servers lock two files of one name.
DataDirectory::~DataDirectory() { ::close(lock_); }

}  // namespace chophien::server
