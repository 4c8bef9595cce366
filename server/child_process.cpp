#include "server/child_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace chophien::server {
namespace {

std::string whole(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class Descriptor {
public:
    Descriptor(const char* path, int how) : number_(::open(path, how | O_CLOEXEC, 0600)) {
        if (number_ < 0) throw std::system_error(errno, std::generic_category(), path);
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor() { ::close(number_); }

    int number() const { return number_; }

private:
    int number_;
};

}  // namespace

std::string program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::istringstream places(
        std::string(path ? path : "") + ":/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
    );
    for (std::string place; std::getline(places, place, ':');) {
        auto candidate = fmt::format("{}/{}", place, name);
        if (place.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

pid_t start_child(std::vector<std::string> arguments, const std::filesystem::path& output) {
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    const Descriptor out(output.c_str(), O_WRONLY | O_CREAT | O_APPEND);
    const Descriptor in("/dev/null", O_RDONLY);

    const pid_t parent = ::getpid();
    sigset_t all, before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);  // no handler of ours may run in the child
    const pid_t child = ::fork();
    if (child == 0) {  // from here to execv only what is safe in the child of a process with threads
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != parent) ::_exit(126);  // it ended before the line above
        ::umask(0077);
        ::dup2(in.number(), 0);
        ::dup2(out.number(), 1);
        ::dup2(out.number(), 2);
        ::close_range(3, ~0U, 0);  // listening sockets and the lock, wherever they came from
        for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2})
            ::signal(number, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    const int error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (child < 0) throw std::system_error(error, std::generic_category(), arguments.front());
    return child;
}

siginfo_t wait_for_child(pid_t child) {
    siginfo_t end{};
    while (::waitid(P_PID, id_t(child), &end, WEXITED) != 0 && errno == EINTR) {
    }
    return end;
}

std::string how_it_ended(const siginfo_t& end) {
    return fmt::format("{} {}", end.si_code == CLD_EXITED ? "exit" : "signal", end.si_status);
}

bool is_alive(pid_t process) {
    const auto stat = whole(fmt::format("/proc/{}/stat", process));
    const auto name_end = stat.rfind(')');  // the name itself may hold brackets
    return name_end != std::string::npos && name_end + 2 < stat.size() && stat[name_end + 2] != 'Z';
}

std::vector<std::string> command_line_of(pid_t process) {
    std::vector<std::string> arguments;
    std::istringstream all(whole(fmt::format("/proc/{}/cmdline", process)));
    for (std::string argument; std::getline(all, argument, '\0');) arguments.push_back(std::move(argument));
    return arguments;
}

std::vector<pid_t> processes_where(const std::function<bool(const std::vector<std::string>&)>& as_asked) {
    std::vector<pid_t> found;
    std::error_code error;
    for (std::filesystem::directory_iterator each("/proc", error), end; !error && each != end;
         each.increment(error)) {
        const auto name = each->path().filename().native();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const auto process = pid_t(std::strtol(name.c_str(), nullptr, 10));
        if (as_asked(command_line_of(process))) found.push_back(process);
    }
    return found;
}

}  // namespace chophien::server
