// Which of several links the asker means: context, then language (RFC 4647 lookup), then media type. Pure.
#pragma once

#include "traceability/resolver/link.hpp"

#include <string_view>
#include <vector>

namespace chophien::traceability {

struct Wishes {
    std::string_view context{};  ///< of the query; empty when not asked for
    std::string_view accept_language{};
    std::string_view accept{};
};

/// What fits the wishes best of `links`, in their order. Nobody is turned away: a step that nothing fits
/// leaves all. Links without a language, or "und", serve those whose languages are not there in the same
/// media type; links without a context, those whose context is not.
std::vector<const Link*> fitting(std::vector<const Link*> links, const Wishes& wishes);

/// Those of `links` that no header could ever tell from the first.
std::vector<const Link*> like_the_first(const std::vector<const Link*>& links);

/// The weight an Accept header gives a media type, in thousandths: the most precise range that covers it.
/// 1000 for everything when the header is empty.
int weight_of(std::string_view accept, std::string_view media_type);

/// The weight of a media type that the header names itself, not by a range; 0 when it does not.
int named_weight(std::string_view accept, std::string_view media_type);

}  // namespace chophien::traceability
