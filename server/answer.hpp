// An answer on its way out: everything but status line, Date, X-Request-Id and Connection already written.
#pragma once

#include "server/edge_refusals.hpp"
#include "server/page.hpp"
#include "server/site.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace chophien::server {

struct Answer {
    int status = 200;
    std::string head;                     ///< from the first header of its own to the blank line
    std::string body;                     ///< what is sent: empty for HEAD, 204 and 304
    std::shared_ptr<const Page> page{};   ///< then the others are not looked at
    std::function<std::string()> rest{};  ///< of a body that is sent piece by piece (http.hpp)
    bool chunked = false;                 ///< what is sent is framed as chunks (RFC 9112 §7.1)
};

/// Writes the headers, compresses what is worth it, and turns a 200 whose ETag the question names into a 304.
/// A header that could split the answer (control characters) is a bug of ours: it becomes a 500.
Answer answer_from(HttpResponse response, const Question& question);

/// RFC 9457 problem+json in the question's language.
Answer answer_from(const EdgeRefusal& why, const Question& question);

}  // namespace chophien::server
