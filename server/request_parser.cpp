#include "server/request_parser.hpp"

#include "server/negotiation.hpp"

#include <algorithm>
#include <array>

namespace chophien::server {

namespace {

constexpr std::string_view end_of_line = "\r\n";
constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::size_t most_leading_bytes = 8;   // empty lines before a request line (RFC 9112 §2.2)
constexpr std::size_t request_line_slack = 32;  // method, blanks and version around the target
constexpr std::size_t most_length_digits = 18;  // fits 64 bits
constexpr std::size_t most_chunk_size_digits = 8;
constexpr std::size_t most_chunk_overhead = 8 * 1024;  // extensions and trailers of one body

using Table = std::array<bool, 256>;

constexpr Table token_letters = [] {
    Table table{};
    for (char letter = 'a'; letter <= 'z'; ++letter) table[static_cast<unsigned char>(letter)] = true;
    for (char letter = 'A'; letter <= 'Z'; ++letter) table[static_cast<unsigned char>(letter)] = true;
    for (char letter = '0'; letter <= '9'; ++letter) table[static_cast<unsigned char>(letter)] = true;
    for (const char letter : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(letter)] = true;
    return table;
}();

constexpr Table value_letters = [] {
    Table table{};
    for (std::size_t letter = 0x20; letter < 256; ++letter) table[letter] = letter != 0x7f;
    table['\t'] = true;
    return table;
}();

// Bytes above 0x7f pass: whether they make UTF-8 is the router's to judge (target.hpp).
constexpr Table target_letters = [] {
    Table table{};
    for (std::size_t letter = 0x21; letter < 256; ++letter) table[letter] = letter != 0x7f && letter != '#';
    return table;
}();

constexpr Table host_letters = [] {
    Table table{};
    for (std::size_t letter = 'a'; letter <= 'z'; ++letter) table[letter] = table[letter - 'a' + 'A'] = true;
    for (std::size_t letter = '0'; letter <= '9'; ++letter) table[letter] = true;
    for (const char letter : std::string_view("-._:[]")) table[static_cast<unsigned char>(letter)] = true;
    return table;
}();

bool in(const Table& table, char letter) { return table[static_cast<unsigned char>(letter)]; }

bool all_in(const Table& table, std::string_view text) {
    return std::all_of(text.begin(), text.end(), [&](char letter) { return in(table, letter); });
}

/// What a second line of the same header means.
enum class Doubled : std::uint8_t { keep_first, keep_last, refuse };

struct KnownField {
    std::string_view name;
    std::string_view RequestHead::*value;
    Doubled doubled;
};

constexpr std::array known_fields{
    KnownField{"host", &RequestHead::host, Doubled::refuse},
    KnownField{"accept", &RequestHead::accept, Doubled::keep_first},
    KnownField{"accept-language", &RequestHead::accept_language, Doubled::keep_first},
    KnownField{"authorization", &RequestHead::authorization, Doubled::refuse},
    KnownField{"content-type", &RequestHead::content_type, Doubled::refuse},
    KnownField{"cookie", &RequestHead::cookie, Doubled::keep_first},
    KnownField{"idempotency-key", &RequestHead::idempotency_key, Doubled::refuse},
    KnownField{"if-match", &RequestHead::if_match, Doubled::refuse},
    KnownField{"if-none-match", &RequestHead::if_none_match, Doubled::refuse},
    KnownField{"traceparent", &RequestHead::traceparent, Doubled::keep_first},
    KnownField{"x-request-id", &RequestHead::request_id, Doubled::keep_first},
    KnownField{"x-forwarded-for", &RequestHead::forwarded_for, Doubled::keep_last},
    KnownField{"x-forwarded-proto", &RequestHead::forwarded_proto, Doubled::keep_last},
    KnownField{"upgrade", &RequestHead::upgrade, Doubled::keep_first},
    KnownField{"sec-websocket-key", &RequestHead::websocket_key, Doubled::refuse},
    KnownField{"sec-websocket-version", &RequestHead::websocket_version, Doubled::keep_first},
};

class HeadParser {
public:
    HeadParser(const HeadLimits& limits, RequestHead& head) : limits_(limits), head_(head) {}

    const EdgeRefusal* request_line(std::string_view line) {
        const auto method_end = line.find(' ');
        const auto target_end = line.rfind(' ');
        if (method_end == std::string_view::npos || method_end == 0 || method_end == target_end)
            return &malformed_request;
        const auto method = line.substr(0, method_end);
        const auto target = line.substr(method_end + 1, target_end - method_end - 1);
        if (!all_in(token_letters, method) || target.empty() || !all_in(target_letters, target))
            return &malformed_request;
        if (target.size() > limits_.target_bytes) return &uri_too_long;
        if (const auto* why = version(line.substr(target_end + 1))) return why;
        const auto verb = verb_from(method);
        if (!verb) return &unknown_method;
        head_.verb = *verb;
        return target_form(target);
    }

    const EdgeRefusal* field(std::string_view line) {
        std::size_t colon = 0;
        while (colon < line.size() && in(token_letters, line[colon])) ++colon;
        // A blank before the colon and a folded line both fail here.
        if (colon == 0 || colon == line.size() || line[colon] != ':') return &malformed_request;
        const auto name = line.substr(0, colon);
        const auto value = trimmed(line.substr(colon + 1));
        if (!all_in(value_letters, value)) return &malformed_request;

        for (std::size_t index = 0; index < known_fields.size(); ++index) {
            const auto& known = known_fields[index];
            if (known.name.size() != name.size() || !equal_ignoring_case(known.name, name)) continue;
            const bool again = (seen_ >> index & 1U) != 0;
            if (again && known.doubled == Doubled::refuse) return &malformed_request;
            if (!again || known.doubled == Doubled::keep_last) head_.*known.value = value;
            seen_ |= 1U << index;
            return nullptr;
        }
        if (constexpr std::string_view gs1 = "gs1-";
            name.size() > gs1.size() && equal_ignoring_case(name.substr(0, gs1.size()), gs1)) {
            head_.gs1_headers.emplace_back(name, value);
            return nullptr;
        }
        switch (name.size()) {
            case 6:
                return equal_ignoring_case(name, "expect") ? expect(value) : nullptr;
            case 10:
                return equal_ignoring_case(name, "connection") ? connection(value) : nullptr;
            case 14:
                return equal_ignoring_case(name, "content-length") ? content_length(value) : nullptr;
            case 15:
                if (equal_ignoring_case(name, "accept-encoding")) head_.accepts_gzip |= accepts_gzip(value);
                return nullptr;
            case 17:
                return equal_ignoring_case(name, "transfer-encoding") ? transfer_encoding(value) : nullptr;
            default:
                return nullptr;
        }
    }

    const EdgeRefusal* whole() {
        const bool host_sent = (seen_ & 1U) != 0;
        if (!host_sent && !head_.http_1_0) return &malformed_request;
        if (host_sent && (head_.host.empty() || !all_in(host_letters, head_.host))) return &malformed_request;
        if (!absolute_host_.empty()) head_.host = absolute_host_;
        if (length_seen_ && chunked_) return &malformed_request;
        if (chunked_) head_.framing = Framing::chunked;
        if (length_seen_ && head_.content_length > 0) head_.framing = Framing::sized;
        if (head_.http_1_0) head_.expects_continue = false;
        return nullptr;
    }

private:
    const EdgeRefusal* version(std::string_view text) {
        if (text == "HTTP/1.1") return nullptr;
        if (text == "HTTP/1.0") {
            head_.http_1_0 = true;
            head_.keep_alive = false;
            return nullptr;
        }
        const bool other = text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' &&
                           text[5] >= '0' && text[5] <= '9' && text[7] >= '0' && text[7] <= '9';
        return other ? &unknown_version : &malformed_request;
    }

    const EdgeRefusal* target_form(std::string_view target) {
        if (target.front() == '/' || (target == "*" && head_.verb == Verb::options)) {
            head_.target = target;
            return nullptr;
        }
        for (const std::string_view scheme : {"http://", "https://"}) {
            if (!equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
            target.remove_prefix(scheme.size());
            const auto end = std::min(target.find_first_of("/?"), target.size());
            absolute_host_ = target.substr(0, end);
            head_.target = target.substr(end);
            if (head_.target.empty()) head_.target = "/";
            const bool clean = !absolute_host_.empty() && all_in(host_letters, absolute_host_);
            return clean && head_.target.front() == '/' ? nullptr : &malformed_request;
        }
        return &malformed_request;
    }

    const EdgeRefusal* expect(std::string_view value) {
        if (!equal_ignoring_case(value, "100-continue")) return &expectation_failed;
        head_.expects_continue = true;
        return nullptr;
    }

    const EdgeRefusal* connection(std::string_view value) {
        while (!value.empty()) {
            const auto comma = value.find(',');
            const auto option = trimmed(value.substr(0, comma));
            if (!all_in(token_letters, option)) return &malformed_request;
            if (equal_ignoring_case(option, "close")) head_.keep_alive = false;
            if (equal_ignoring_case(option, "upgrade")) head_.connection_upgrade = true;
            value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
        }
        return nullptr;
    }

    const EdgeRefusal* content_length(std::string_view value) {
        if (length_seen_ || value.empty() || value.size() > most_length_digits) return &malformed_request;
        length_seen_ = true;
        for (const char digit : value) {
            if (digit < '0' || digit > '9') return &malformed_request;
            head_.content_length = head_.content_length * 10 + static_cast<std::uint64_t>(digit - '0');
        }
        return nullptr;
    }

    const EdgeRefusal* transfer_encoding(std::string_view value) {
        if (chunked_ || head_.http_1_0 || !equal_ignoring_case(value, "chunked")) return &malformed_request;
        chunked_ = true;
        return nullptr;
    }

    const HeadLimits& limits_;
    RequestHead& head_;
    std::string_view absolute_host_;
    std::uint32_t seen_ = 0;  // one bit for each of known_fields
    bool length_seen_ = false;
    bool chunked_ = false;
};

static_assert(known_fields.size() <= 32 && known_fields[0].name == "host");

/// What can be said of a head whose end has not come.
const EdgeRefusal* trouble_in_part(std::string_view part, const HeadLimits& limits) {
    if (part.empty()) return nullptr;
    // A TLS hello on the plain port, say: no need to wait for an end that will not come.
    if (!in(token_letters, part.front())) return &malformed_request;
    const bool in_request_line = part.find(end_of_line) == std::string_view::npos;
    if (in_request_line && part.size() > limits.target_bytes + request_line_slack) return &uri_too_long;
    if (part.size() >= limits.head_bytes) return in_request_line ? &uri_too_long : &headers_too_large;
    return nullptr;
}

}  // namespace

Parsed parse_head(
    std::string_view bytes,
    std::size_t& scanned,
    const HeadLimits& limits,
    RequestHead& head,
    const EdgeRefusal*& why
) {
    std::size_t start = 0;
    while (start < most_leading_bytes && bytes.substr(start, 2) == end_of_line) start += 2;
    if (bytes.substr(start) == "\r") return Parsed::incomplete;
    const auto overlap = std::min(scanned, end_of_head.size() - 1);
    const auto found = bytes.find(end_of_head, std::max(start, scanned - overlap));
    if (found == std::string_view::npos) {
        scanned = bytes.size();
        why = trouble_in_part(bytes.substr(start), limits);
        return why != nullptr ? Parsed::refused : Parsed::incomplete;
    }
    const auto lines_end = found + end_of_line.size();
    head = RequestHead{};
    head.size = lines_end + end_of_line.size();

    HeadParser parser(limits, head);
    std::size_t fields = 0;
    for (std::size_t at = start; at < lines_end;) {
        const auto end = bytes.find('\n', at);  // found at lines_end - 1 at the latest
        // A bare LF leaves no CR before it; a bare CR fails as a letter of whatever it stands in.
        if (end == at || bytes[end - 1] != '\r') {
            why = &malformed_request;
            return Parsed::refused;
        }
        const auto line = bytes.substr(at, end - 1 - at);
        why = at == start ? parser.request_line(line) : parser.field(line);
        if (why == nullptr && at != start && ++fields > limits.fields) why = &headers_too_large;
        if (why != nullptr) return Parsed::refused;
        at = end + 1;
    }
    if (head.size - start > limits.head_bytes) {
        why = &headers_too_large;
        return Parsed::refused;
    }
    why = parser.whole();
    return why != nullptr ? Parsed::refused : Parsed::complete;
}

BodyParser::BodyParser(Framing framing, std::uint64_t content_length, std::size_t most_bytes)
    : state_(framing == Framing::chunked ? State::size_first : State::data),
      framing_(framing),
      left_(framing == Framing::sized ? content_length : 0),
      most_bytes_(most_bytes) {}

Parsed BodyParser::take(
    std::string_view bytes, std::size_t& used, std::string& into, const EdgeRefusal*& why
) {
    used = 0;
    if (framing_ == Framing::chunked) return take_chunked(bytes, used, into, why);
    used = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    into.append(bytes.substr(0, used));
    left_ -= used;
    return left_ == 0 ? Parsed::complete : Parsed::incomplete;
}

Parsed BodyParser::take_chunked(
    std::string_view bytes, std::size_t& used, std::string& into, const EdgeRefusal*& why
) {
    const auto refused = [&](const EdgeRefusal& reason) {
        why = &reason;
        return Parsed::refused;
    };
    const auto hexadecimal = [](char letter) {
        if (letter >= '0' && letter <= '9') return letter - '0';
        const char folded = static_cast<char>(letter | 0x20);
        return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
    };
    while (state_ != State::done && used < bytes.size()) {
        if (state_ == State::data) {
            const auto part = bytes.substr(used, static_cast<std::size_t>(left_));
            into.append(part);
            used += part.size();
            left_ -= part.size();
            if (left_ == 0) state_ = State::data_return;
            continue;
        }
        const char letter = bytes[used++];
        if (state_ == State::extension || state_ == State::trailer || state_ == State::size)
            if (++overhead_ > most_chunk_overhead + into.size()) return refused(headers_too_large);
        switch (state_) {
            case State::size_first:
            case State::size: {
                const int digit = hexadecimal(letter);
                if (digit >= 0) {
                    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
                    if (left_ >> (4 * most_chunk_size_digits) != 0) return refused(body_too_large);
                    state_ = State::size;
                } else if (state_ == State::size && letter == '\r') {
                    state_ = State::size_line_feed;
                } else if (state_ == State::size && (letter == ';' || letter == ' ' || letter == '\t')) {
                    state_ = State::extension;
                } else {
                    return refused(malformed_request);
                }
                break;
            }
            case State::extension:
                if (letter == '\r') {
                    state_ = State::size_line_feed;
                } else if (!in(value_letters, letter)) {
                    return refused(malformed_request);
                }
                break;
            case State::size_line_feed:
                if (letter != '\n') return refused(malformed_request);
                if (left_ > most_bytes_ - std::min(most_bytes_, into.size())) return refused(body_too_large);
                state_ = left_ == 0 ? State::trailer_start : State::data;
                break;
            case State::data_return:
                if (letter != '\r') return refused(malformed_request);
                state_ = State::data_line_feed;
                break;
            case State::data_line_feed:
                if (letter != '\n') return refused(malformed_request);
                state_ = State::size_first;
                break;
            case State::trailer_start:
                if (letter == '\r') {
                    state_ = State::last_line_feed;
                } else if (in(token_letters, letter)) {
                    state_ = State::trailer;
                } else {
                    return refused(malformed_request);
                }
                break;
            case State::trailer:
                if (letter == '\r') {
                    state_ = State::trailer_line_feed;
                } else if (!in(value_letters, letter)) {
                    return refused(malformed_request);
                }
                break;
            case State::trailer_line_feed:
                if (letter != '\n') return refused(malformed_request);
                state_ = State::trailer_start;
                break;
            case State::last_line_feed:
                if (letter != '\n') return refused(malformed_request);
                state_ = State::done;
                break;
            case State::data:
            case State::done:
                break;
        }
    }
    return state_ == State::done ? Parsed::complete : Parsed::incomplete;
}

}  // namespace chophien::server
