// Identifiers: 64 bits, time-ordered, made by the node that needs one, so that ten nodes insert without a hot
// spot.
//
//     bit 63      62 … 22                        21 … 12      11 … 0
//     always 0    milliseconds since 2026-01-01  node number  sequence within the millisecond
#pragma once

#include "core/clock.hpp"
#include "core/crockford.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace chophien {

/// An identifier of one kind of thing. `Kind::prefix` is its word in texts: ord_0cx3k9…
template <class Of>
struct Id {
    std::uint64_t number = 0;

    static constexpr std::string_view prefix = Of::prefix;

    explicit operator bool() const { return number != 0; }

    friend auto operator<=>(const Id&, const Id&) = default;
};

/// prefix_ and thirteen small signs of Crockford's base 32.
template <class Of>
std::string text_of(Id<Of> id) {
    return std::string(Of::prefix) + '_' + crockford::written(id.number, 13, crockford::smalls);
}

/// Reads what text_of writes, and the sloppier spellings Crockford allows. Nothing for another kind's id.
template <class Of>
std::optional<Id<Of>> id_from(std::string_view text) {
    if (text.size() != Of::prefix.size() + 14 || !text.starts_with(Of::prefix) ||
        text[Of::prefix.size()] != '_')
        return std::nullopt;
    const auto number = crockford::read(text.substr(Of::prefix.size() + 1));
    if (!number || *number == 0 || *number >> 63U != 0) return std::nullopt;
    return Id<Of>{*number};
}

/// Makes ids that rise within this node. Two nodes never make the same as long as their numbers differ
/// (core/node.hpp leases them). Thread-safe.
class IdSource {
public:
    static constexpr unsigned nodes = 1024;

    IdSource(const Clock& clock, unsigned node);

    /// Never blocks: when a millisecond's 4,096 are used up, or the clock steps back, the next millisecond is
    /// borrowed.
    std::uint64_t next();

    template <class Of>
    Id<Of> next() {
        return Id<Of>{next()};
    }

    /// Moves on to another node number, when a lease was lost.
    void become(unsigned node);

private:
    const Clock& clock_;
    std::mutex mutex_;
    std::uint64_t node_;
    std::uint64_t last_ = 0;  // milliseconds and sequence of the newest id, without the node
};

/// The instant an id was made, to the millisecond.
Instant made_at(std::uint64_t id);

/// The least of all ids made at that instant or later.
std::uint64_t first_id_at(Instant instant);

}  // namespace chophien

template <class Of>
struct std::hash<chophien::Id<Of>> {
    std::size_t operator()(chophien::Id<Of> id) const noexcept {
        return std::hash<std::uint64_t>{}(id.number);
    }
};
