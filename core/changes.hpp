// The change feed. Whatever changes appends one row to `changes` in the same transaction; caches, search,
// webhooks and the pull feed all read that one feed and nothing else.
//
// Nothing is lost, however late or out of order transactions commit: a row gets its position only once it is
// committed and visible, by a sequencer that holds the one row of `feed_head` (any node may sequence; the row
// lock, or the cluster's certification, lets one at a time). Positions rise in the order they become visible,
// so a reader that remembers the last position it handled never has to look back.
#pragma once

#include "core/clock.hpp"
#include "core/id.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chophien {

/// What an answer shows and a change touches: a 64-bit name for one thing or one list of things.
using Tag = std::uint64_t;

/// FNV-1a of a name: tag("products").
constexpr Tag tag(std::string_view name) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char sign : name) hash = (hash ^ static_cast<unsigned char>(sign)) * 1099511628211U;
    return hash;
}

template <class Of>
constexpr Tag tag(Id<Of> id) {
    return (tag(Of::prefix) ^ id.number) * 0x9E3779B97F4A7C15U;
}

/// One thing that happened: kind "order.placed", about "ord_…", and what readers need to know of it as JSON.
struct Change {
    std::string kind;
    std::string about;
    std::string data = "{}";  ///< a JSON object
};

/// All that one transaction changed, as a reader gets it.
struct ChangeSet {
    std::uint64_t position = 0;  ///< several sets may share one; they come together, in id order
    std::uint64_t id = 0;
    Instant at;
    std::vector<Change> changes;
    std::vector<Tag> touched;
};

std::string stored(const std::vector<Change>& changes, const std::vector<Tag>& touched);
void restore(std::string_view text, ChangeSet& into);

}  // namespace chophien
