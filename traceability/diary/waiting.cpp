#include "traceability/diary/waiting.hpp"

namespace chophien::traceability::diary {

Day opens_on(Day given, int days) { return given + std::chrono::days(days); }

bool is_too_early(const Closing& closing, const When& harvest) {
    if (harvest.day < closing.when.day || harvest.day >= closing.opens_on) return false;
    const bool hours_known = !harvest.day_only && !closing.when.day_only;
    return !(hours_known && harvest.at < closing.when.at);
}

}  // namespace chophien::traceability::diary
