#include "core/proportion.hpp"

#include "core/result.hpp"

namespace chophien {

namespace {

__extension__ using Wide = __int128;

}  // namespace

std::int64_t proportion_of(std::int64_t total, std::int64_t part, std::int64_t whole) {
    ensure(whole > 0 && part >= 0 && part <= whole && total >= 0, "a part is between nothing and all");
    return static_cast<std::int64_t>(Wide{total} * part / whole);
}

}  // namespace chophien
