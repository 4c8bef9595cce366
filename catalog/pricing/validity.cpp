#include "catalog/pricing/validity.hpp"

#include <algorithm>

namespace chophien::catalog::pricing {

namespace {

// Clocks of buyers' and sellers' machines differ a little; "now" typed there may be past here.
constexpr std::chrono::minutes slack{1};
constexpr std::chrono::days furthest{3653};

}  // namespace

Standing standing_of(const Validity& validity, Instant now) {
    if (now >= validity.until) return Standing::ended;
    return now < validity.from ? Standing::upcoming : Standing::in_force;
}

std::optional<Instant> next_turn(const Validity& validity, Instant now) {
    if (validity.until <= now) return std::nullopt;
    if (validity.from > now) return validity.from;
    return validity.until == never ? std::nullopt : std::optional(validity.until);
}

Validity validity_of(
    std::optional<Instant> from, std::optional<Instant> until, Instant now, std::vector<Violation>& faults
) {
    const Validity validity{std::max(from.value_or(now), now), until.value_or(never)};
    if (from && *from < now - slack)
        faults.push_back(
            {"/valid_from",
             "in_the_past",
             "Không áp giá ngược về quá khứ.",
             "Prices do not begin in the past."}
        );
    if (from && *from > now + furthest)
        faults.push_back({"/valid_from", "too_far", "Quá xa: tối đa mười năm.", "At most ten years ahead."});
    check_end(validity, now, faults);
    return validity;
}

void check_end(const Validity& validity, Instant now, std::vector<Violation>& faults) {
    if (validity.until <= validity.from || validity.until <= now)
        faults.push_back(
            {"/valid_until",
             "not_after_the_beginning",
             "Phải sau lúc bắt đầu và sau lúc này.",
             "It must be after the beginning and after now."}
        );
    else if (validity.until != never && validity.until > now + furthest)
        faults.push_back({"/valid_until", "too_far", "Quá xa: tối đa mười năm.", "At most ten years ahead."});
}

std::optional<Instant> shown_end(const Validity& validity) {
    return validity.until == never ? std::nullopt : std::optional(validity.until);
}

}  // namespace chophien::catalog::pricing
