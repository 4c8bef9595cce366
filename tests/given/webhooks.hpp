// A receiver of reports that remembers them and answers as it is told; and sentences about subscriptions.
#pragma once

#include "server/webhook_courier.hpp"
#include "tests/given/epcis.hpp"
#include "traceability/epcis/named_queries.hpp"
#include "traceability/epcis/subscription.hpp"

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace chophien::given {

class RecordingClient final : public server::WebhookClient {
public:
    std::vector<server::Letter> challenges;
    std::vector<server::Letter> reports;  ///< all that were sent, taken or not
    std::deque<int> answers;              ///< to the next reports; 200 when empty
    bool echoes = true;

    server::Posted post(const server::Letter& letter) override {
        const auto body = Json::parse(letter.body);
        if (body.at("type") == "SubscriptionChallenge") {
            challenges.push_back(letter);
            return {.status = 200, .body = echoes ? body.at("challenge").get<std::string>() : "hello"};
        }
        reports.push_back(letter);
        if (answers.empty()) return {.status = 200};
        const int status = answers.front();
        answers.pop_front();
        return {.status = status, .trouble = status == 0 ? "the connection was refused" : ""};
    }

    /// The serials of one report.
    static std::vector<std::string> serials_of(const server::Letter& letter) {
        std::vector<std::string> serials;
        const auto body = Json::parse(letter.body);
        for (const auto& event : body.at("epcisBody").at("queryResults").at("resultsBody").at("eventList")) {
            const auto name = event.at("epcList").at(0).get<std::string>();
            serials.push_back(name.substr(name.rfind('/') + 1));
        }
        return serials;
    }

    /// Of each report that was sent.
    std::vector<std::vector<std::string>> serials() const {
        std::vector<std::vector<std::string>> all;
        for (const auto& letter : reports) all.push_back(serials_of(letter));
        return all;
    }

    static std::string header(const server::Letter& letter, std::string_view name) {
        for (const auto& [own, value] : letter.headers)
            if (own == name) return value;
        return {};
    }
};

inline const Json stream_wish{
    {"dest", "https://receiver.example.com/epcis"}, {"signatureToken", "13df38d8275b13f0"}, {"stream", true}};

inline void name_query(
    Market& market, const accounts::Caller& who, const std::string& name, const Json& query
) {
    granted(market.transact([&](db::Transaction& tx) {
        return epcis::name_query(tx, who, {{"name", name}, {"query", query}}, {});
    }));
}

inline epcis::Subscription subscribed(
    Market& market, const accounts::Caller& who, const std::string& query, const Json& wish = stream_wish
) {
    return granted(market.transact([&](db::Transaction& tx) {
        return epcis::subscribe(tx, who, query, wish, {});
    }));
}

}  // namespace chophien::given
