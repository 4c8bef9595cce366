// The application without a socket: requests in, answers out, on a real database.
#pragma once

#include "server/application.hpp"
#include "tests/given/market.hpp"
#include "tests/given/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace chophien::api {

using Json = nlohmann::json;
using accounts::Caller;

struct Sent {
    std::string body{};
    std::string token{};
    std::string key{};
    std::string if_match{};
    std::string accept{};
    std::string language{};
    std::string content_type = "application/json";
    std::string client = "203.0.113.7";
    std::vector<std::pair<std::string, std::string>> gs1{};  ///< headers whose names begin with GS1-
};

struct Got {
    int status = 0;
    std::string type;
    std::string text;
    int pieces = 0;  ///< in which the text came
    Json body;
    std::vector<std::pair<std::string, std::string>> headers;

    std::string header(std::string_view name) const;

    /// Of a refusal: its stable code.
    std::string code() const { return body.is_object() ? body.value("code", "") : ""; }

    /// Of a refusal: the pointers of its violations.
    std::vector<std::string> pointers() const;
};

class Api : public testing::Test {
protected:
    Api() {
        search.changed = [this] { application.searches_changed(); };
    }

    Got send(server::Verb verb, const std::string& target, const Sent& sent = {});

    Got get(const std::string& target, const Sent& sent = {}) {
        return send(server::Verb::get, target, sent);
    }

    Got post(const std::string& target, const Json& body, Sent sent = {}) {
        sent.body = body.dump();
        return send(server::Verb::post, target, sent);
    }

    Got patch(const std::string& target, const Json& body, Sent sent) {
        sent.body = body.dump();
        return send(server::Verb::patch, target, sent);
    }

    Sent as(const Caller& caller) { return {.token = given.token_of(caller)}; }

    /// A published product with one offer of so much stock, through the API: {product, offer}.
    std::pair<std::string, std::string> on_sale(const Caller& seller, const std::string& name, int stock);

    static Json basket(const std::string& offer, const std::string& quantity);

    /// Before a search: what was written is in the index by then, as it is a moment later when a server runs.
    void look_again() { search.now(); }

    given::Market given;
    given::SearchIndex search{given};
    server::Application application{
        given.database,
        given.metrics,
        {.workers = 2, .rate_limit = false, .sole_node = true, .search = &search.keeper->index()}};
};

}  // namespace chophien::api
