#include "server/page.hpp"

#include "core/crypto.hpp"
#include "core/result.hpp"

#include <fmt/format.h>
#include <zlib.h>

namespace chophien::server {

namespace {

constexpr std::size_t least_worth_gzip = 1024;
constexpr int gzip_level = 5;
constexpr int gzip_window = 15 + 16;  // 32 kB window, gzip frame
constexpr int gzip_memory = 8;
constexpr std::string_view gzip_mark = "-gz\"";

std::string content_etag(const HttpResponse& response) {
    const auto digest = crypto::sha256(fmt::format("{}\n{}", response.content_type, response.body));
    return fmt::format("\"{}\"", crypto::hex(crypto::bytes_of(digest).substr(0, 8)));
}

/// RFC 9110 §15.4.5: a 304 repeats what guides caches and leaves out what describes the body.
bool belongs_to_304(std::string_view name) {
    for (const std::string_view kept :
         {"Access-Control-Allow-Origin", "Cache-Control", "Content-Location", "Expires", "Vary"})
        if (equal_ignoring_case(name, kept)) return true;
    return false;
}

}  // namespace

bool Page::may_be(const HttpResponse& response) {
    return (response.status == 200 || response.status == 300 || response.status == 307) &&
           header_of(response, "Cache-Control").find("no-store") == std::string_view::npos;
}

std::shared_ptr<const Page> Page::of(const HttpResponse& response) {
    ensure(may_be(response), "a page is an answer that may be kept");
    std::string shared;
    std::string cached;
    bool varies = false;
    bool cache_control = false;
    for (const auto& [name, value] : response.headers) {
        if (equal_ignoring_case(name, "ETag")) continue;
        auto line = fmt::format("{}: {}\r\n", name, value);
        if (equal_ignoring_case(name, "Vary")) {
            varies = true;
            line = fmt::format("Vary: Accept-Encoding, {}\r\n", value);
        }
        if (equal_ignoring_case(name, "Cache-Control")) cache_control = true;
        (belongs_to_304(name) ? cached : shared) += line;
    }
    if (!varies) cached += "Vary: Accept-Encoding, Accept-Language, Accept\r\n";
    if (!cache_control) cached += "Cache-Control: no-cache\r\n";

    const auto own = header_of(response, "ETag");
    const auto etag = own.starts_with('"') ? std::string(own) : content_etag(response);
    const auto fill = [&](Form& form, std::string form_etag, std::string_view coding, std::string_view body) {
        form.bytes = fmt::format(
            "Content-Type: {}\r\nContent-Length: {}\r\n{}{}{}{}X-Content-Type-Options: nosniff\r\n\r\n",
            response.content_type,
            body.size(),
            coding,
            response.status == 200 ? fmt::format("ETag: {}\r\n", form_etag) : std::string(),
            cached,
            shared
        );
        form.head_size = form.bytes.size();
        form.bytes += body;
        form.bytes.shrink_to_fit();
        form.not_modified = fmt::format("ETag: {}\r\n{}\r\n", form_etag, cached);
        form.etag = std::move(form_etag);
    };

    auto page = std::make_shared<Page>();
    page->status_ = response.status;
    fill(page->identity_, etag, "", response.body);
    if (worth_gzip(response.content_type, response.body.size()))
        if (const auto small = gzipped(response.body); !small.empty())
            fill(page->gzip_, gzip_etag(etag), "Content-Encoding: gzip\r\n", small);
    for (const auto* form : {&page->identity_, &page->gzip_})
        page->bytes_ += form->bytes.capacity() + form->etag.capacity() + form->not_modified.capacity();
    page->bytes_ += sizeof(Page);
    return page;
}

bool names_etag(std::string_view list, std::string_view etag) {
    if (list == "*") return true;
    const auto opaque = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    // A comma may stand inside a tag, so members are found by their quotes.
    while (!list.empty()) {
        const auto open = list.find('"');
        if (open == std::string_view::npos) return false;
        const auto close = list.find('"', open + 1);
        if (close == std::string_view::npos) return false;
        if (list.substr(open, close - open + 1) == opaque(etag)) return true;
        list.remove_prefix(close + 1);
    }
    return false;
}

std::string gzip_etag(std::string_view etag) {
    if (!etag.starts_with('"') || etag.size() < 2) return std::string(etag);
    return fmt::format("{}{}", etag.substr(0, etag.size() - 1), gzip_mark);
}

std::string without_gzip_marks(std::string_view tags) {
    std::string plain(tags);
    for (auto at = plain.find(gzip_mark); at != std::string::npos; at = plain.find(gzip_mark, at))
        plain.erase(at, gzip_mark.size() - 1);
    return plain;
}

bool worth_gzip(std::string_view content_type, std::size_t bytes) {
    if (bytes <= least_worth_gzip) return false;
    const auto type = trimmed(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") || type.ends_with("/json") || type.ends_with("+json") ||
           type.ends_with("/xml") || type.ends_with("+xml") || type.ends_with("/javascript") ||
           type.ends_with("/yaml");
}

std::string gzipped(std::string_view bytes) {
    z_stream stream{};
    const bool opened =
        deflateInit2(&stream, gzip_level, Z_DEFLATED, gzip_window, gzip_memory, Z_DEFAULT_STRATEGY) == Z_OK;
    ensure(opened, "zlib opens a stream");
    std::string small(bytes.size(), '\0');
    // zlib's input pointer is not const unless ZLIB_CONST is set for every includer; it does not write
    // through it.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(small.data());
    stream.avail_out = static_cast<uInt>(small.size());
    // Room for the input's own size and no more: running out means gzip gains nothing.
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    const auto size = static_cast<std::size_t>(stream.total_out);
    deflateEnd(&stream);
    if (!done) return {};
    small.resize(size);
    small.shrink_to_fit();
    return small;
}

}  // namespace chophien::server
