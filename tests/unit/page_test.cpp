#include "server/page.hpp"

#include "server/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

namespace {

using namespace chophien::server;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string inflated(std::string_view small) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(small.data()));
    stream.avail_in = static_cast<uInt>(small.size());
    std::string whole;
    int state = Z_OK;
    while (state == Z_OK) {
        std::array<char, 4096> part;
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        state = inflate(&stream, Z_NO_FLUSH);
        whole.append(part.data(), part.size() - stream.avail_out);
    }
    EXPECT_EQ(state, Z_STREAM_END);
    inflateEnd(&stream);
    return whole;
}

HttpResponse listing(std::size_t bytes) {
    return {
        .status = 200, .content_type = "application/json", .headers = {}, .body = std::string(bytes, 'x')};
}

TEST(Page, MayBeARedirectOrAChoiceButNothingThatIsNotToBeStored) {
    const HttpResponse moved{
        .status = 307,
        .content_type = "text/plain",
        .headers = {{"Location", "/lots/1"}, {"Cache-Control", "public, max-age=60"}},
        .body = "/lots/1"};
    ASSERT_TRUE(Page::may_be(moved));
    const auto page = Page::of(moved);
    EXPECT_EQ(page->status(), 307);
    EXPECT_THAT(std::string(page->identity().head()), HasSubstr("Location: /lots/1\r\n"));
    EXPECT_THAT(std::string(page->identity().head()), Not(HasSubstr("ETag")));
    for (const int status : {201, 204, 304, 400, 404, 500}) {
        auto other = moved;
        other.status = status;
        EXPECT_FALSE(Page::may_be(other)) << status;
    }
    auto secret = moved;
    secret.headers = {{"cache-control", "private, no-store"}};
    EXPECT_FALSE(Page::may_be(secret));
}

TEST(Page, HasItsHeadersReadyAndBothForms) {
    auto response = listing(5000);
    response.headers = {{"Link", "</v1>; rel=next"}, {"Cache-Control", "max-age=5"}};
    const auto page = Page::of(response);
    ASSERT_NE(page->gzip(), nullptr);
    const auto& identity = page->identity();
    EXPECT_THAT(std::string(identity.head()), HasSubstr("Content-Length: 5000\r\n"));
    EXPECT_THAT(std::string(identity.head()), HasSubstr("Link: </v1>; rel=next\r\n"));
    EXPECT_THAT(std::string(identity.head()), HasSubstr("Cache-Control: max-age=5\r\n"));
    EXPECT_THAT(
        std::string(identity.head()), HasSubstr("Vary: Accept-Encoding, Accept-Language, Accept\r\n")
    );
    EXPECT_THAT(std::string(identity.head()), EndsWith("X-Content-Type-Options: nosniff\r\n\r\n"));
    EXPECT_EQ(identity.bytes.substr(identity.head_size), response.body);

    const auto& gzip = *page->gzip();
    EXPECT_THAT(std::string(gzip.head()), HasSubstr("Content-Encoding: gzip\r\n"));
    EXPECT_EQ(inflated(std::string_view(gzip.bytes).substr(gzip.head_size)), response.body);
    EXPECT_EQ(gzip.etag, gzip_etag(identity.etag));
    EXPECT_THAT(gzip.not_modified, HasSubstr("ETag: " + gzip.etag + "\r\n"));
    EXPECT_THAT(gzip.not_modified, HasSubstr("Cache-Control: max-age=5\r\n"));
    EXPECT_THAT(gzip.not_modified, Not(HasSubstr("Link")));
    EXPECT_GE(page->bytes(), identity.bytes.size() + gzip.bytes.size());
}

TEST(Page, ETagFollowsTypeAndBodyOrIsTheResponsesOwn) {
    auto response = listing(10);
    const auto etag = Page::of(response)->identity().etag;
    EXPECT_EQ(etag.size(), 18U);
    EXPECT_EQ(Page::of(response)->identity().etag, etag);
    response.content_type = "text/plain";
    EXPECT_NE(Page::of(response)->identity().etag, etag);
    response.headers = {{"etag", "\"v7\""}};
    EXPECT_EQ(Page::of(response)->identity().etag, "\"v7\"");
    response.headers = {{"ETag", "W/\"v7\""}};
    EXPECT_EQ(Page::of(response)->identity().etag.size(), 18U);
}

TEST(Page, IsNotCompressedInVain) {
    EXPECT_EQ(Page::of(listing(1024))->gzip(), nullptr);
    auto picture = listing(5000);
    picture.content_type = "image/png";
    EXPECT_EQ(Page::of(picture)->gzip(), nullptr);
    EXPECT_TRUE(worth_gzip("text/html; charset=utf-8", 2000));
    EXPECT_TRUE(worth_gzip("application/problem+json", 2000));
    EXPECT_TRUE(worth_gzip("image/svg+xml", 2000));
    EXPECT_FALSE(worth_gzip("application/pdf", 2000));
}

TEST(EntityTags, AreComparedWeaklyInLists) {
    EXPECT_TRUE(names_etag("*", "\"a\""));
    EXPECT_TRUE(names_etag("\"a\"", "\"a\""));
    EXPECT_TRUE(names_etag("W/\"a\"", "\"a\""));
    EXPECT_TRUE(names_etag("\"x,y\", W/\"b\" ,\"a\"", "\"a\""));
    EXPECT_FALSE(names_etag("\"ab\"", "\"a\""));
    EXPECT_FALSE(names_etag("a", "\"a\""));
    EXPECT_FALSE(names_etag("\"a", "\"a\""));
    EXPECT_FALSE(names_etag("", "\"a\""));
    EXPECT_EQ(without_gzip_marks("W/\"a-gz\", \"b\", \"c-gz\""), "W/\"a\", \"b\", \"c\"");
}

RC_GTEST_PROP(Gzip, InflatesToWhatItWas, (const std::string& text)) {
    const auto whole = text + std::string(2000, 'a') + text;
    RC_ASSERT(inflated(gzipped(whole)) == whole);
}

TEST(Answer, NamesItsLengthAndCompressesWhenAsked) {
    const Question plain{.verb = Verb::get, .accepts_gzip = false};
    const Question gzip{.verb = Verb::get, .accepts_gzip = true};
    auto response = listing(3000);
    response.headers = {{"ETag", "\"v1\""}};
    const auto whole = answer_from(response, plain);
    EXPECT_THAT(whole.head, HasSubstr("Content-Length: 3000\r\n"));
    EXPECT_THAT(whole.head, HasSubstr("Vary: Accept-Encoding\r\n"));
    EXPECT_EQ(whole.body, response.body);
    const auto small = answer_from(response, gzip);
    EXPECT_THAT(small.head, HasSubstr("Content-Encoding: gzip\r\n"));
    EXPECT_THAT(small.head, HasSubstr("ETag: \"v1-gz\"\r\n"));
    EXPECT_THAT(small.head, HasSubstr("Content-Length: " + std::to_string(small.body.size()) + "\r\n"));
    EXPECT_EQ(inflated(small.body), response.body);
}

TEST(Answer, IsNotModifiedOnlyForReadsThatNameItsTag) {
    auto response = listing(10);
    response.headers = {{"ETag", "\"v1\""}};
    const auto status = [&](Verb verb, std::string tags) {
        return answer_from(response, {.verb = verb, .if_none_match = std::move(tags)}).status;
    };
    EXPECT_EQ(status(Verb::get, "\"v1\""), 304);
    EXPECT_EQ(status(Verb::head, "\"v1\""), 304);
    EXPECT_EQ(status(Verb::get, "\"v2\""), 200);
    EXPECT_EQ(status(Verb::post, "\"v1\""), 200);
    const auto answer = answer_from(response, {.verb = Verb::get, .if_none_match = "*"});
    EXPECT_THAT(answer.head, Not(HasSubstr("Content-Length")));
    EXPECT_EQ(answer.body, "");
}

TEST(Answer, AHeaderThatWouldSplitItIsAFault) {
    auto response = listing(10);
    response.headers = {{"Location", "/a\r\nSet-Cookie: b"}};
    EXPECT_EQ(answer_from(response, {}).status, 500);
}

TEST(Answer, EdgeRefusalsSpeakBothLanguages) {
    for (const auto* why : edge_refusals) {
        const auto vi = answer_from(*why, {.request_id = "r1"});
        const auto en = answer_from(*why, {.english = true, .request_id = "r1"});
        EXPECT_EQ(vi.status, why->status);
        EXPECT_THAT(vi.body, HasSubstr(std::string(why->refusal.title.vi)));
        EXPECT_THAT(en.body, HasSubstr(std::string(why->refusal.title.en)));
        EXPECT_THAT(en.head, HasSubstr("Content-Language: en\r\n"));
        EXPECT_THAT(vi.body, HasSubstr("\"instance\":\"r1\""));
        EXPECT_THAT(vi.body, HasSubstr("\"code\":\"" + std::string(why->refusal.code) + "\""));
    }
}

}  // namespace
