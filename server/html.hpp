// What every HTML answer has in common.
#pragma once

#include "core/result.hpp"
#include "server/http.hpp"
#include "server/negotiation.hpp"

namespace chophien::server {

/// On text/html: a Content-Security-Policy without any script, no framing, no referrer to other sites. Others
/// stay as they are.
void add_page_headers(HttpResponse& response);

/// The problem's status and words as a page, for people whose browser asked.
HttpResponse problem_as_page(const Refused& refused, const HttpResponse& problem, Language language);

}  // namespace chophien::server
