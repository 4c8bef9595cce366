// Which language, which media type and whether gzip: what the Accept headers ask for (RFC 9110 §12.5, RFC
// 4647 §3.4).
#pragma once

#include <cstdint>
#include <string_view>

namespace chophien::server {

enum class Language : std::uint8_t { vi, en };
enum class Media : std::uint8_t { json, html };

/// Look-up: "en-GB" asks for en. English when the header prefers it; Vietnamese for everything else: no
/// header, no match, a tie with "*". Between equal weights the one named first wins.
Language language_of(std::string_view accept_language);

/// HTML when the header prefers it, as browsers do; JSON for everything else: no header, "*/*", a tie, no
/// match.
Media media_of(std::string_view accept);

/// gzip is named with a weight above 0, or "*" is and gzip is not refused.
bool accepts_gzip(std::string_view accept_encoding);

std::string_view code_of(Language language);  ///< "vi", "en"

}  // namespace chophien::server
