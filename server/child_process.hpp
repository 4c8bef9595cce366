// Programs the server runs beside itself, and what /proc says of processes that an earlier server ran.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace chophien::server {

/// Where the program is: PATH, then the sbin directories, which a normal user's PATH leaves out on Debian.
/// Empty when it is not installed.
std::string program(std::string_view name);

/// Runs arguments[0] (an absolute path), its output appended to a file and its input empty. It is asked to
/// end (SIGTERM) when the calling *thread* ends, however that comes; it does not feel the terminal's Ctrl-C,
/// and inherits no open file. The caller waits for it. Throws std::system_error when the file or the process
/// cannot be made.
pid_t start_child(std::vector<std::string> arguments, const std::filesystem::path& output);

/// Waits for the child and forgets it.
siginfo_t wait_for_child(pid_t child);

/// "exit 1" or "signal 9".
std::string how_it_ended(const siginfo_t& end);

/// Whether the process still runs; one that ended and was not waited for has closed its files and does not.
bool is_alive(pid_t process);

/// The command line of a running process; empty when there is none or it may not be seen.
std::vector<std::string> command_line_of(pid_t process);

/// The processes whose command line is as asked.
std::vector<pid_t> processes_where(const std::function<bool(const std::vector<std::string>&)>& as_asked);

}  // namespace chophien::server
