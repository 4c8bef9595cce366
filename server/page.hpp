// One public page as the bytes that go out: made once, sent many times, never changed.
#pragma once

#include "server/http.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace chophien::server {

class Page {
public:
    /// One representation: the end of the head, from the first header of its own to the blank line, and the
    /// body, in one run. Status line, Date and Connection come before it and are the connection's to write.
    struct Form {
        std::string bytes;
        std::size_t head_size = 0;
        std::string etag;
        std::string not_modified;  ///< the same for a 304

        std::string_view head() const { return std::string_view(bytes).substr(0, head_size); }
    };

    /// May these bytes be kept: a 200, a choice (300) or a redirect (307) that no header says not to store.
    static bool may_be(const HttpResponse& response);

    /// Takes an answer that may be one: content type, body and headers. Only a 200 has an ETag. Its ETag is
    /// the response's own when that is strong, else the first 16 hexadecimal digits of SHA-256 over type and
    /// body; the gzip form's has "-gz" before the closing quote. Adds Vary: Accept-Encoding, Accept-Language,
    /// Accept unless the response has a Vary of its own (then Accept-Encoding joins it) and Cache-Control:
    /// no-cache (kept but asked about each time) unless it has one.
    static std::shared_ptr<const Page> of(const HttpResponse& response);

    int status() const { return status_; }

    const Form& identity() const { return identity_; }

    /// Null when gzip does not make it smaller.
    const Form* gzip() const { return gzip_.bytes.empty() ? nullptr : &gzip_; }

    const Form& form_for(bool accepts_gzip) const {
        return accepts_gzip && !gzip_.bytes.empty() ? gzip_ : identity_;
    }

    /// What it costs in memory.
    std::size_t bytes() const { return bytes_; }

private:
    Form identity_;
    Form gzip_;
    std::size_t bytes_ = 0;
    int status_ = 200;
};

/// Does a list of entity tags (If-None-Match; "*" for any) name this one? Weak comparison (RFC 9110
/// §8.8.3.2).
bool names_etag(std::string_view list, std::string_view etag);

/// `"abc"` → `"abc-gz"`. Weak tags stay as they are.
std::string gzip_etag(std::string_view etag);
/// A header's tags without the mark of our gzip forms, so that the application knows only its own.
std::string without_gzip_marks(std::string_view tags);

/// Worth compressing: text, JSON, XML, SVG and their kin over 1 kB.
bool worth_gzip(std::string_view content_type, std::size_t bytes);
/// zlib level 5. Empty when that is no smaller.
std::string gzipped(std::string_view bytes);

}  // namespace chophien::server
