// What nearly every file includes and seldom changes; compiled once.
#pragma once

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

// Those of core that every module builds on; whoever changes one of these compiles nearly everything anyway.
#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/id.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"
