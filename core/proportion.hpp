// A part of what there is. Pure.
#pragma once

#include <cstdint>

namespace chophien {

/// total × part ÷ whole, rounded down, in 128-bit arithmetic: what is shared out never adds up to more than
/// there is. The part is at most the whole, the whole is over zero, nothing is below it.
std::int64_t proportion_of(std::int64_t total, std::int64_t part, std::int64_t whole);

}  // namespace chophien
