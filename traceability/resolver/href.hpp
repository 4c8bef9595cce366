// The address a link leads to: checked when it is recorded, filled in when it is followed. Pure.
#pragma once

#include "core/result.hpp"
#include "traceability/resolver/anchor.hpp"

#include <span>
#include <string>
#include <string_view>

namespace chophien::traceability {

inline constexpr std::size_t most_href_signs = 1000;

/// What is wrong with an address: it must be https, name a host without user or password, have no signs that
/// a URI may not have and no slot before its path (so that no key can choose the host), and every {slot} must
/// be one its anchor knows. Nothing when it is right.
std::optional<Violation> wrong_href(
    std::string_view href, std::span<const std::string> slots, std::string pointer
);

/// The address with its slots filled, percent-encoded.
std::string filled(std::string_view href, const SlotValues& values);

/// The address with the asker's own query on its end, before a fragment.
std::string with_query(std::string href, std::string_view query);

/// What an asker's query says to the resolver, and what is to be handed on.
struct ResolverQuery {
    std::optional<std::string> link_type;  ///< decoded; "" when it is named without a value
    std::string context;
    std::string handed_on;
};

/// The name linkType counts in any letter case; the first of several counts.
ResolverQuery resolver_query(std::string_view query);

}  // namespace chophien::traceability
