#include "server/request_parser.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <optional>

namespace {

using namespace chophien::server;

struct Outcome {
    Parsed parsed;
    RequestHead head;
    const EdgeRefusal* why = nullptr;
};

Outcome parse(std::string_view bytes, const HeadLimits& limits = {}) {
    Outcome outcome{};
    std::size_t scanned = 0;
    outcome.parsed = parse_head(bytes, scanned, limits, outcome.head, outcome.why);
    return outcome;
}

const EdgeRefusal* refusal_of(std::string_view bytes, const HeadLimits& limits = {}) {
    const auto outcome = parse(bytes, limits);
    EXPECT_EQ(outcome.parsed, Parsed::refused) << bytes;
    return outcome.why;
}

std::string get_with(std::string_view lines) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n";
}

TEST(RequestHead, IsReadInPlace) {
    const std::string bytes =
        "POST /v1/orders?x=1 HTTP/1.1\r\nhost: cho.vn:8080\r\nACCEPT:\t text/html \r\nAccept-Language: vi\r\n"
        "Accept-Encoding: gzip\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nCookie: "
        "a=b\r\n"
        "Idempotency-Key: k1\r\nIf-Match: \"1\"\r\nIf-None-Match: *\r\nTraceparent: 00-1\r\nX-Request-Id: "
        "r1\r\n"
        "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\nX-Forwarded-Proto: https\r\nUser-Agent: "
        "Chợ\r\n"
        "Empty:\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\nbody";
    const auto [parsed, head, why] = parse(bytes);
    ASSERT_EQ(parsed, Parsed::complete);
    EXPECT_EQ(head.verb, Verb::post);
    EXPECT_EQ(head.target, "/v1/orders?x=1");
    EXPECT_EQ(head.host, "cho.vn:8080");
    EXPECT_EQ(head.accept, "text/html");
    EXPECT_EQ(head.accept_language, "vi");
    EXPECT_EQ(head.authorization, "Bearer t");
    EXPECT_EQ(head.content_type, "application/json");
    EXPECT_EQ(head.cookie, "a=b");
    EXPECT_EQ(head.idempotency_key, "k1");
    EXPECT_EQ(head.if_match, "\"1\"");
    EXPECT_EQ(head.if_none_match, "*");
    EXPECT_EQ(head.traceparent, "00-1");
    EXPECT_EQ(head.request_id, "r1");
    EXPECT_EQ(head.forwarded_for, "2.2.2.2");
    EXPECT_EQ(head.forwarded_proto, "https");
    EXPECT_EQ(head.framing, Framing::sized);
    EXPECT_EQ(head.content_length, 12U);
    EXPECT_TRUE(head.accepts_gzip && head.expects_continue && head.keep_alive);
    EXPECT_EQ(head.size, bytes.size() - 4);
}

TEST(RequestHead, TargetsComeInThreeForms) {
    const auto absolute = parse("GET http://cho.vn/a?b HTTP/1.1\r\nHost: other\r\n\r\n");
    EXPECT_EQ(absolute.head.target, "/a?b");
    EXPECT_EQ(absolute.head.host, "cho.vn");
    EXPECT_EQ(parse("GET HTTPS://cho.vn HTTP/1.1\r\nHost: a\r\n\r\n").head.target, "/");
    EXPECT_EQ(parse("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").head.target, "*");
}

TEST(RequestHead, KeepAliveFollowsVersionAndConnection) {
    EXPECT_TRUE(parse(get_with("")).head.keep_alive);
    EXPECT_FALSE(parse(get_with("Connection: x, Close\r\n")).head.keep_alive);
    EXPECT_FALSE(parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").head.keep_alive);
}

TEST(RequestHead, EmptyLinesBeforeItAreSkipped) {
    const auto outcome = parse("\r\n\r\n" + get_with(""));
    EXPECT_EQ(outcome.parsed, Parsed::complete);
    EXPECT_EQ(outcome.head.size, 4 + get_with("").size());
    EXPECT_EQ(parse("\r").parsed, Parsed::incomplete);
    EXPECT_EQ(parse("\r\n\r").parsed, Parsed::incomplete);
    EXPECT_EQ(refusal_of("\r\n\r\n\r\n\r\n\r\nGET"), &malformed_request);
}

TEST(RequestHead, WhatIsMalformedIsRefused) {
    for (const std::string_view bytes : {
             "GET /\r\n\r\n",
             "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
             " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET / HTTP/11\r\nHost: a\r\n\r\n",
             "GET / http/1.1\r\nHost: a\r\n\r\n",
             "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET http://a?b HTTP/1.1\r\nHost: a\r\n\r\n",
             "GET / HTTP/1.1\r\n\r\n",
             "GET / HTTP/1.1\r\nHost:\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
             "GET / HTTP/1.1\nHost: a\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
             "\x16\x03\x01\x02",
         })
        EXPECT_EQ(refusal_of(bytes), &malformed_request) << bytes;
    for (const std::string_view lines : {
             "Host: a\r\n",
             "X : b\r\n",
             ": b\r\n",
             "X\r\n",
             " folded\r\n",
             "X: a\rb\r\n",
             "X: a\x01\r\n",
             "X: a\x7f\r\n",
             "Content-Length: 1\r\nContent-Length: 1\r\n",
             "Content-Length: 1, 1\r\n",
             "Content-Length: +1\r\n",
             "Content-Length: -1\r\n",
             "Content-Length: 0x1\r\n",
             "Content-Length:\r\n",
             "Content-Length: 1234567890123456789\r\n",
             "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
             "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: gzip, chunked\r\n",
             "Transfer-Encoding: identity\r\n",
             "Authorization: a\r\nauthorization: b\r\n",
             "Idempotency-Key: a\r\nIdempotency-Key: a\r\n",
         })
        EXPECT_EQ(refusal_of(get_with(lines)), &malformed_request) << lines;
    EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), &malformed_request);
    const std::string_view nul("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 35);
    EXPECT_EQ(refusal_of(nul), &malformed_request);
}

TEST(RequestHead, WhatIsNotSpokenIsNamed) {
    EXPECT_EQ(refusal_of("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), &unknown_method);
    EXPECT_EQ(refusal_of("get / HTTP/1.1\r\nHost: a\r\n\r\n"), &unknown_method);
    EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), &unknown_version);
    EXPECT_EQ(refusal_of(get_with("Expect: the-best\r\n")), &expectation_failed);
}

TEST(RequestHead, LimitsHoldBeforeAndAfterItsEnd) {
    const HeadLimits limits{.head_bytes = 256, .target_bytes = 64, .fields = 5};
    const std::string long_target(65, 'a');
    EXPECT_EQ(refusal_of("GET /" + long_target + " HTTP/1.1\r\nHost: a\r\n\r\n", limits), &uri_too_long);
    EXPECT_EQ(refusal_of("GET /" + long_target + std::string(40, 'a'), limits), &uri_too_long);
    EXPECT_EQ(refusal_of(get_with("X: " + std::string(300, 'x') + "\r\n"), limits), &headers_too_large);
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nX: " + std::string(300, 'x'), limits), &headers_too_large);
    EXPECT_EQ(refusal_of(get_with("A:\r\nB:\r\nC:\r\nD:\r\nE:\r\n"), limits), &headers_too_large);
    EXPECT_EQ(parse(get_with("A:\r\nB:\r\nC:\r\nD:\r\n"), limits).parsed, Parsed::complete);
}

std::string noise() {
    return *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>({
        {4, rc::gen::elementOf(std::string("aZ09-_/.:, "))},
        {2, rc::gen::elementOf(std::string("\r\n\t;=\"#?%"))},
        {1, rc::gen::arbitrary<char>()},
    }));
}

/// A request close to a right one, so that mistakes are met one at a time.
std::string nearly_right() {
    static const std::vector<std::string> lines{
        "Host: cho.vn\r\n",
        "Content-Length: 3\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Accept: */*\r\n",
        "X-A: b\r\n",
        "Connection: close\r\n",
        "Content-Length: 3x\r\n",
        "X-A : b\r\n",
        " folded\r\n",
        "X: \xff\r\n",
        "Cookie: a=1; b=2\r\n",
    };
    std::string bytes = *rc::gen::element<std::string>(
        "GET / HTTP/1.1\r\n",
        "POST /v1/orders?a=b HTTP/1.1\r\n",
        "GET http://cho.vn/x HTTP/1.1\r\n",
        "GET / HTTP/1.0\r\n",
        "PUT /\xc3\xa0 HTTP/1.1\r\n"
    );
    if (*rc::gen::inRange(0, 4) > 0) bytes += lines[0];
    for (int count = *rc::gen::inRange(0, 4); count > 0; --count) bytes += *rc::gen::elementOf(lines);
    bytes += "\r\n";
    for (int slips = *rc::gen::inRange(0, 3); slips > 0; --slips) {
        const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
        switch (*rc::gen::inRange(0, 3)) {
            case 0:
                bytes[at] = *rc::gen::arbitrary<char>();
                break;
            case 1:
                bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 4));
                break;
            default:
                bytes.insert(
                    at,
                    *rc::gen::element<std::string>("\r", "\n", " ", ":", "\r\n", "\t", std::string(1, '\0'))
                );
        }
        if (bytes.empty()) break;
    }
    return bytes;
}

RC_GTEST_PROP(RequestHead, WhatIsAcceptedBeastReadsTheSameWay, ()) {
    const auto bytes = nearly_right() + "abc";
    const auto [parsed, head, why] = parse(bytes);
    RC_CLASSIFY(parsed == Parsed::complete);
    if (parsed == Parsed::refused) RC_ASSERT(why != nullptr);
    if (parsed != Parsed::complete || bytes.starts_with("\r\n"))
        return;  // Beast knows no empty lines before a request

    namespace http = boost::beast::http;
    http::request_parser<http::string_body> beast;
    boost::system::error_code ec;
    const auto used = beast.put(boost::asio::buffer(bytes), ec);
    RC_ASSERT(!ec || ec == http::error::need_more);
    RC_ASSERT(beast.is_header_done());
    if (head.framing == Framing::none) RC_ASSERT(used == head.size);
    RC_ASSERT(
        beast.get().method_string() ==
        boost::string_view(name_of(head.verb).data(), name_of(head.verb).size())
    );
    const std::string target(beast.get().target());
    // "http://cho.vn" asks for "/".
    RC_ASSERT(target.ends_with(head.target) || (head.target == "/" && !target.starts_with('/')));
    RC_ASSERT(beast.chunked() == (head.framing == Framing::chunked));
    const auto length = beast.content_length();
    RC_ASSERT((length ? *length : 0) == (head.framing == Framing::sized ? head.content_length : 0));
    if (!head.http_1_0) RC_ASSERT(beast.keep_alive() == head.keep_alive);
    const auto cookie = beast.get()[http::field::cookie];
    RC_ASSERT(std::string_view(cookie.data(), cookie.size()) == head.cookie);
}

RC_GTEST_PROP(RequestHead, HowItIsCutMakesNoDifference, ()) {
    const auto bytes = nearly_right();
    const auto whole = parse(bytes);
    std::size_t scanned = 0;
    RequestHead head;
    const EdgeRefusal* why = nullptr;
    auto parsed = Parsed::incomplete;
    for (std::size_t size = 0; parsed == Parsed::incomplete && size < bytes.size();) {
        size = std::min(bytes.size(), size + *rc::gen::inRange<std::size_t>(1, 9));
        parsed = parse_head(std::string_view(bytes).substr(0, size), scanned, {}, head, why);
    }
    RC_ASSERT(parsed == whole.parsed);
    RC_ASSERT(why == whole.why);
    if (parsed == Parsed::complete)
        RC_ASSERT(head.size == whole.head.size && head.target == whole.head.target);
}

RC_GTEST_PROP(RequestHead, NoiseIsNeverReadBeyondItsEnd, ()) {
    // On the heap and without a terminator, so that the address sanitizer sees one byte too many.
    const auto text = noise();
    const std::vector<char> bytes(text.begin(), text.end());
    const auto [parsed, head, why] = parse({bytes.data(), bytes.size()});
    if (parsed == Parsed::complete) RC_ASSERT(head.size <= bytes.size());
    RC_ASSERT((parsed == Parsed::refused) == (why != nullptr));
}

struct Body {
    Parsed parsed = Parsed::incomplete;
    std::string text;
    std::size_t used = 0;
    const EdgeRefusal* why = nullptr;
};

Body take(BodyParser parser, std::string_view bytes, std::size_t step = 1) {
    Body body;
    while (body.parsed == Parsed::incomplete && body.used < bytes.size()) {
        std::size_t used = 0;
        body.parsed = parser.take(bytes.substr(body.used, step), used, body.text, body.why);
        body.used += used;
    }
    return body;
}

TEST(ChunkedBody, IsPutTogetherAndLeavesWhatFollows) {
    const auto body = take(
        BodyParser(Framing::chunked, 0, 100),
        "4;a=b\r\nviet\r\n00003 ;x=\"y\"\r\nnam\r\n0\r\nTrailer: x\r\n\r\nGET /"
    );
    EXPECT_EQ(body.parsed, Parsed::complete);
    EXPECT_EQ(body.text, "vietnam");
    EXPECT_EQ(
        body.used,
        std::string_view("4;a=b\r\nviet\r\n00003 ;x=\"y\"\r\nnam\r\n0\r\nTrailer: x\r\n\r\n").size()
    );
}

TEST(ChunkedBody, WhatIsMalformedOrTooLargeIsRefused) {
    for (const std::string_view bytes : {
             "\r\n",
             "g\r\n",
             "-1\r\n",
             "0x4\r\n",
             "4\nviet",
             "4\r\nvietX",
             "4\r\nviet\rX",
             "4\r\rviet",
             "0\r\n\rX",
             "0\r\n bad\r\n\r\n",
             "4;\x01\r\n",
             "0\r\nA: \x01\r\n",
             "0\r\nA: b\rX",
         })
        EXPECT_EQ(take(BodyParser(Framing::chunked, 0, 100), bytes).why, &malformed_request) << bytes;
    EXPECT_EQ(take(BodyParser(Framing::chunked, 0, 3), "4\r\nviet\r\n").why, &body_too_large);
    EXPECT_EQ(take(BodyParser(Framing::chunked, 0, 5), "4\r\nviet\r\n2\r\nxx").why, &body_too_large);
    EXPECT_EQ(take(BodyParser(Framing::chunked, 0, 3), "100000000\r\n").why, &body_too_large);
    EXPECT_EQ(
        take(BodyParser(Framing::chunked, 0, 3), "1;" + std::string(20'000, 'x')).why, &headers_too_large
    );
    EXPECT_EQ(
        take(BodyParser(Framing::chunked, 0, 3), "0\r\nA: " + std::string(20'000, 'x')).why,
        &headers_too_large
    );
    EXPECT_EQ(take(BodyParser(Framing::chunked, 0, 3), std::string(20'000, '0')).why, &headers_too_large);
}

RC_GTEST_PROP(ChunkedBody, HowItIsCutMakesNoDifference, (const std::vector<std::string>& pieces)) {
    std::string wire, text;
    for (const auto& piece : pieces) {
        if (piece.empty()) continue;
        std::array<char, 20> size;
        std::snprintf(size.data(), size.size(), "%zX\r\n", piece.size());
        wire += size.data() + piece + "\r\n";
        text += piece;
    }
    wire += "0\r\n\r\n";
    const auto step = *rc::gen::inRange<std::size_t>(1, wire.size() + 2);
    const auto body = take(BodyParser(Framing::chunked, 0, text.size()), wire + "next", step);
    RC_ASSERT(body.parsed == Parsed::complete);
    RC_ASSERT(body.text == text);
    RC_ASSERT(body.used == wire.size());
}

TEST(SizedBody, TakesItsBytesAndNoMore) {
    const auto body = take(BodyParser(Framing::sized, 4, 100), "vietnam", 3);
    EXPECT_EQ(body.parsed, Parsed::complete);
    EXPECT_EQ(body.text, "viet");
    EXPECT_EQ(body.used, 4U);
}

}  // namespace
