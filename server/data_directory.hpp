// The one directory a server keeps things in, and the lock that makes it one server's.
#pragma once

#include <filesystem>

namespace chophien::server {

class DataDirectory {
public:
    /// Makes the directory with mode 0700 when missing, and holds DIR/lock (flock) for the life of this
    /// object; the file names our pid. Throws std::runtime_error, one line in Vietnamese and English, when
    /// another server holds the directory (with its pid) or when it cannot be made or written.
    explicit DataDirectory(const std::filesystem::path& wish);
    DataDirectory(const DataDirectory&) = delete;
    DataDirectory& operator=(const DataDirectory&) = delete;
    ~DataDirectory();

    /// Absolute, without symbolic links: the same for every name of the same directory.
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int lock_ = -1;
};

/// Throws std::runtime_error that names the path and the system's reason (an errno), in Vietnamese and
/// English.
[[noreturn]] void fail_at(const std::filesystem::path& path, int error);

}  // namespace chophien::server
