// Which addresses are GS1 Digital Links, and what every answer at an address of the resolver carries: any web
// page of any origin may read it.
#pragma once

#include "server/target.hpp"

#include <string_view>

namespace chophien::server {

struct HttpResponse;
enum class Verb : std::uint8_t;

inline constexpr std::string_view resolver_description_path = "/.well-known/gs1resolver";

/// A path, with or without its query, whose first segment is a primary key ("/01/…") or an early word for
/// one.
bool is_link_path(std::string_view target);

/// is_link_path, or the resolver's description.
bool is_open_path(std::string_view path);

/// First segment and rest of a link's path, undecoded, for the router: what a link's parts mean is its own
/// grammar's to say (a broken escape is text there, a %2F no slash). Refuses: bad_target ("." or ".." as a
/// segment, encoded or not).
Result<Target> link_target(std::string_view path);

/// Adds the headers of cross-origin reading, unless they are there; of OPTIONS the methods too.
void open_to_all(HttpResponse& response, Verb verb);

}  // namespace chophien::server
