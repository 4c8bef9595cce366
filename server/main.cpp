// chophien serve: reads the settings, starts the service, waits for the signal to end.

#include "core/log.hpp"
#include "server/service.hpp"
#include "server/settings.hpp"

#include <chrono>
#include <cstdio>
#include <exception>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

extern char** environ;

namespace {

using namespace chophien;

// Signals wait for main alone: they are blocked before the first thread starts, and so in every thread.
sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

int serve(const server::Settings& settings) {
    const auto signals = ending_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);
    log::open(settings.log_file_for(isatty(STDERR_FILENO) == 1).string(), settings.log_level);
    server::Service service(settings);
    std::fputs(service.welcome().c_str(), stdout);
    std::fflush(stdout);
    for (;;) {
        const timespec second{1, 0};
        const int got = sigtimedwait(&signals, nullptr, &second);
        if (got == SIGINT || got == SIGTERM) break;
        if (got == SIGHUP) service.reload_certificate();
        if (const auto failure = service.failure()) {
            std::fprintf(stderr, "%s\n", failure->c_str());
            return 1;
        }
    }
    std::fputs("\nĐang dừng… / Stopping…\n", stdout);
    std::fflush(stdout);
    return 0;
}

// Files of many megabytes go through here. Left to itself, glibc's allocator learns to keep memory of that
// size for the next one; told a size, it gives it back.
void give_large_memory_back() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

}  // namespace

int main(int argc, char** argv) {
    give_large_memory_back();
    const auto parsed = server::parse_settings(argc, argv, server::environment_of(environ));
    if (const auto* end = std::get_if<server::ExitWith>(&parsed)) {
        std::fputs(end->text.c_str(), end->code == 0 ? stdout : stderr);
        return end->code;
    }
    try {
        return serve(std::get<server::Settings>(parsed));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "chophien: %s\n", fault.what());
        log::error("not started", {{"why", fault.what()}});
        return 1;
    }
}
