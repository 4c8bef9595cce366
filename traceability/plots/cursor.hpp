// Where a list by last change goes on: "2026-11-21T01:00:00.000000Z~plc_…".
#pragma once

#include "accounts/cursor.hpp"
#include "core/clock.hpp"
#include "core/id.hpp"
#include "core/json/reader.hpp"
#include "traceability/plots/refusals.hpp"

#include <optional>
#include <string>

namespace chophien::traceability::plots {

template <class Of>
struct ChangeCursor {
    Instant at{};
    Id<Of> id{};
};

template <class Of>
std::string cursor_text(const ChangeCursor<Of>& cursor) {
    return text_of(cursor.at) + '~' + text_of(cursor.id);
}

/// After a cursor; without one from an instant on; without that from the beginning. Refuses:
/// wrong_place_cursor.
template <class Of>
Result<ChangeCursor<Of>> change_cursor(
    const std::optional<std::string>& after, const std::optional<Instant>& since
) {
    if (!after) return ChangeCursor<Of>{since.value_or(Instant{}), {}};
    const auto cut = after->find('~');
    if (cut != std::string::npos) {
        const auto at = instant_from(after->substr(0, cut));
        const auto id = id_from<Of>(after->substr(cut + 1));
        if (at && id) return ChangeCursor<Of>{*at, *id};
    }
    return refuse(wrong_place_cursor);
}

}  // namespace chophien::traceability::plots
