// HTTP/1.1 on the way in (RFC 9112), strict where leniency lets two servers disagree about where a request
// ends.
//
// Written by hand rather than over Beast's parser: a head that lies whole in the buffer needs one pass and no
// copies, and each refusal can be named. tests/unit/request_parser_test.cpp holds it against Beast: what is
// accepted here, Beast accepts with the same meaning.
#pragma once

#include "server/edge_refusals.hpp"
#include "server/site.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chophien::server {

struct HeadLimits {
    std::size_t head_bytes = 16 * 1024;   ///< request line and headers together
    std::size_t target_bytes = 8 * 1024;  ///< path and query
    std::size_t fields = 100;
};

enum class Parsed : std::uint8_t { complete, incomplete, refused };

/// Reads one request head from the front of `bytes` into `head`, whose views then point into `bytes`.
/// `scanned` counts bytes known to hold no end of head; start it at 0 and hand it back with the same bytes
/// and more. When refused, `why` is set: malformed_request, headers_too_large, uri_too_long, unknown_method,
/// unknown_version or expectation_failed. Beyond RFC 9112 it refuses: bare LF, folded lines, a Host missing
/// or doubled, Content-Length together with or besides Transfer-Encoding, codings other than chunked, and
/// doubles of headers that decide.
Parsed parse_head(
    std::string_view bytes,
    std::size_t& scanned,
    const HeadLimits& limits,
    RequestHead& head,
    const EdgeRefusal*& why
);

/// Takes a body out of the stream, chunked or sized. Chunk extensions and trailers are read, bounded and
/// dropped.
class BodyParser {
public:
    /// A sized body must already be known to be within the limit.
    BodyParser(Framing framing, std::uint64_t content_length, std::size_t most_bytes);

    /// Moves body bytes from the front of `bytes` to the end of `into`; `used` says how many bytes of the
    /// stream that took. Refuses malformed_request, body_too_large.
    Parsed take(std::string_view bytes, std::size_t& used, std::string& into, const EdgeRefusal*& why);

private:
    enum class State : std::uint8_t {
        size_first,
        size,
        extension,
        size_line_feed,
        data,
        data_return,
        data_line_feed,
        trailer_start,
        trailer,
        trailer_line_feed,
        last_line_feed,
        done
    };

    Parsed take_chunked(
        std::string_view bytes, std::size_t& used, std::string& into, const EdgeRefusal*& why
    );

    State state_;
    Framing framing_;
    std::uint64_t left_;  // bytes still to come of the body, or of this chunk
    std::size_t most_bytes_;
    std::size_t overhead_ = 0;  // bytes of extensions and trailers so far
};

}  // namespace chophien::server
