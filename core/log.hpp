// Structured logs: one JSON line an event. spdlog stays behind log.cpp.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace chophien::log {

enum class Level { debug, info, warn, error };

using Facts = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Where to: an empty path is the standard error stream. Called once, at the start; before it, events go
/// nowhere.
void open(const std::string& path, Level least);

void write(Level level, std::string_view event, Facts facts);

inline void debug(std::string_view event, Facts facts = {}) { write(Level::debug, event, facts); }

inline void info(std::string_view event, Facts facts = {}) { write(Level::info, event, facts); }

inline void warn(std::string_view event, Facts facts = {}) { write(Level::warn, event, facts); }

inline void error(std::string_view event, Facts facts = {}) { write(Level::error, event, facts); }

}  // namespace chophien::log
