// The client that brings reports, against receivers that are slow, large, elsewhere or inside.
#include "server/webhook.hpp"
#include "tests/wire/edge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace chophien::server;
using namespace chophien::server::wire;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

struct EdgeWebhook : Edge {
    Posted post(const std::string& url, WebhookLimits limits = {.local = true}) {
        return webhook_client(limits)->post({url, {{"GS1-Signature", "abc"}}, "the body"});
    }

    std::string here(std::string_view host = "127.0.0.1") {
        return "http://" + std::string(host) + ':' + std::to_string(server->port()) + "/callback?a=b";
    }
};

TEST_F(EdgeWebhook, PostsTheBodyAndReadsTheAnswer) {
    std::string signature;
    site.on_worker = [&](HttpRequest request, Reply reply) {
        signature = request.gs1_headers.at(0).second;
        reply(
            {.status = 202, .content_type = "text/plain", .headers = {}, .body = DrivenSite::echo_of(request)}
        );
    };
    serve();
    const auto posted = post(here());
    EXPECT_EQ(posted.status, 202);
    EXPECT_TRUE(posted.is_success());
    EXPECT_EQ(posted.body, "POST /callback [a=b] the body");
    EXPECT_EQ(signature, "abc");
    EXPECT_EQ(post(here("localhost")).status, 202);
}

TEST_F(EdgeWebhook, ConnectsToNoAddressInside) {
    serve();
    for (const auto* host : {"127.0.0.1", "localhost"}) {
        const auto url = "https://" + std::string(host) + ':' + std::to_string(server->port()) + '/';
        const auto posted = post(url, {});
        EXPECT_EQ(posted.status, 0);
        EXPECT_THAT(posted.trouble, HasSubstr("is not a public one"));
    }
    EXPECT_EQ(server->counts().accepted, 0U);
    for (const auto* url :
         {"https://10.255.255.1/", "https://169.254.169.254/", "https://[fe80::1]/", "https://0/"}) {
        EXPECT_THAT(post(url).trouble, HasSubstr("is not a public one")) << url;
        EXPECT_THAT(post(url, {}).trouble, HasSubstr("is not a public one")) << url;
    }
}

TEST_F(EdgeWebhook, SpeaksNothingButHttpsWhereItMatters) {
    serve();
    const auto posted = post(here(), {});
    EXPECT_EQ(posted.status, 0);
    EXPECT_THAT(posted.trouble, Not(IsEmpty()));
    EXPECT_EQ(post("file:///etc/passwd").status, 0);
    EXPECT_EQ(post("gopher://127.0.0.1/").status, 0);
    EXPECT_EQ(server->counts().accepted, 0U);
}

TEST_F(EdgeWebhook, FollowsNoRedirect) {
    std::atomic<int> asked = 0;
    site.on_worker = [&](HttpRequest, Reply reply) {
        ++asked;
        reply({.status = 307, .content_type = {}, .headers = {{"Location", "/callback"}}, .body = {}});
    };
    serve();
    EXPECT_EQ(post(here()).status, 307);
    EXPECT_EQ(asked, 1);
}

TEST_F(EdgeWebhook, GivesUpOnWhoDoesNotAnswer) {
    std::vector<Reply> held;
    std::mutex mutex;
    site.on_worker = [&](HttpRequest, Reply reply) {
        const std::scoped_lock lock(mutex);
        held.push_back(std::move(reply));
    };
    serve();
    const auto posted = post(here(), {.total = 300ms, .local = true});
    EXPECT_EQ(posted.status, 0);
    EXPECT_THAT(posted.trouble, HasSubstr("timed out"));
    const std::scoped_lock lock(mutex);
    held.clear();
}

TEST_F(EdgeWebhook, KeepsNoMoreOfAnAnswerThanItNeeds) {
    site.on_worker = [](HttpRequest, Reply reply) {
        reply(
            {.status = 200,
             .content_type = "application/octet-stream",
             .headers = {},
             .body = std::string(3'000'000, 'x')}
        );
    };
    serve();
    const auto posted = post(here());
    EXPECT_EQ(posted.status, 200);
    EXPECT_EQ(posted.body.size(), WebhookLimits{}.answer_bytes);
}

}  // namespace
