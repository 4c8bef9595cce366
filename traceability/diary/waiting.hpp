// Days to wait between a spray or a treatment and the harvest of what it was given to. Pure.
#pragma once

#include "traceability/diary/entry.hpp"

namespace chophien::traceability::diary {

/// A spray or treatment closes its place for so many days.
struct Closing {
    EntryId entry;
    std::string input;  ///< what was given
    When when;
    Day opens_on{};  ///< the first day a harvest is allowed again

    friend bool operator==(const Closing&, const Closing&) = default;
};

/// The day counts as the first: sprayed on the 1st with seven days to wait, the plot opens on the 8th.
Day opens_on(Day given, int days);

/// The harvest fell into the closed days. On the day of the spray itself a harvest is early enough only when
/// the clock says of both that it came before; a day without an hour tells no such thing.
bool is_too_early(const Closing& closing, const When& harvest);

}  // namespace chophien::traceability::diary
