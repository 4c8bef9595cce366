#include "core/log.hpp"

#include "core/clock.hpp"
#include "core/json/writer.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace chophien::log {

namespace {

std::shared_ptr<spdlog::logger>& sink() {
    static std::shared_ptr<spdlog::logger> only;
    return only;
}

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warn:
            return "warn";
        case Level::error:
            return "error";
    }
    return "error";
}

}  // namespace

void open(const std::string& path, Level least) {
    constexpr std::size_t file_bytes = 32U << 20U;
    constexpr std::size_t files = 5;
    std::shared_ptr<spdlog::sinks::sink> to;
    if (path.empty())
        to = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
        to = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, file_bytes, files);
    sink() = std::make_shared<spdlog::logger>("chophien", to);
    sink()->set_pattern("%v");
    sink()->set_level(level_of(least));
    sink()->flush_on(spdlog::level::warn);
}

void write(Level level, std::string_view event, Facts facts) {
    const auto& logger = sink();
    if (!logger || !logger->should_log(level_of(level))) return;
    std::string line = "{\"at\":";
    json::write(line, SystemClock().now());
    line += ",\"level\":";
    json::write(line, name_of(level));
    line += ",\"event\":";
    json::write(line, event);
    for (const auto& [name, value] : facts) {
        line += ',';
        json::write(line, name);
        line += ':';
        json::write(line, value);
    }
    line += '}';
    logger->log(level_of(level), line);
}

}  // namespace chophien::log
