// Which products and sellers a change set of the feed may speak of.
#pragma once

#include "core/changes.hpp"
#include "core/id.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace chophien::catalog {

namespace detail {

// A tag is the id's number under two steps that can be taken back (core/changes.hpp).
inline constexpr Tag tag_factor = 0x9E3779B97F4A7C15U;

constexpr Tag inverse_of(Tag odd) {
    Tag inverse = odd;
    for (int doubling = 0; doubling < 6; ++doubling) inverse *= 2 - odd * inverse;
    return inverse;
}

}  // namespace detail

/// The number of the id of that kind that the tag names, if it names one: other things' tags come out as
/// numbers that are no id's of that kind, most of them with the top bit set, which an id's never is.
template <class Of>
constexpr std::uint64_t number_in(Tag name) {
    return (name * detail::inverse_of(detail::tag_factor)) ^ tag(Of::prefix);
}

constexpr bool may_be_number(std::uint64_t number) { return number >> 63U == 0; }

/// All ids of that kind which the change sets may speak of, in order, each once.
template <class Of>
std::vector<Id<Of>> ids_in(std::span<const ChangeSet> sets) {
    std::vector<Id<Of>> ids;
    for (const auto& set : sets)
        for (const auto name : set.touched)
            if (const auto number = number_in<Of>(name); may_be_number(number)) ids.push_back({number});
    std::ranges::sort(ids);
    const auto again = std::ranges::unique(ids);
    ids.erase(again.begin(), again.end());
    return ids;
}

}  // namespace chophien::catalog
