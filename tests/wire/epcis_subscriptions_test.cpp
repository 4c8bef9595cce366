// Subscriptions with the real binary: reports reach a receiver on this machine under the development setting,
// and a WebSocket client, while events are captured.
#include "core/crypto.hpp"
#include "tests/wire/running_server.hpp"
#include "tests/wire/websocket_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace chophien::wire {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json captured_unit(const std::string& serial) {
    return {
        {"@context", "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-20T08:00:00+07:00"},
        {"epcisBody",
         {{"eventList",
           Json::array(
               {{{"type", "ObjectEvent"},
                 {"eventTime", "2020-04-04T20:33:31.116-06:00"},
                 {"eventTimeZoneOffset", "-06:00"},
                 {"action", "OBSERVE"},
                 {"bizStep", "shipping"},
                 {"epcList", {"https://id.gs1.org/01/08938505974019/21/" + serial}}}}
           )}}}};
}

std::vector<std::string> serials_in(const std::string& document) {
    std::vector<std::string> serials;
    const auto body = Json::parse(document);
    for (const auto& event : body.at("epcisBody").at("queryResults").at("resultsBody").at("eventList")) {
        const auto name = event.at("epcList").at(0).get<std::string>();
        serials.push_back(name.substr(name.rfind('/') + 1));
    }
    return serials;
}

/// A server of somebody else: echoes challenges, keeps reports, answers as told.
class Receiver {
public:
    Receiver() {
        server_.Post("/callback", [this](const httplib::Request& request, httplib::Response& response) {
            const std::scoped_lock lock(mutex_);
            const auto body = Json::parse(request.body);
            if (body.at("type") == "SubscriptionChallenge") {
                response.set_content(body.at("challenge").get<std::string>(), "text/plain");
                return;
            }
            const auto signature = crypto::hmac_sha256("13df38d8275b13f0", request.body);
            EXPECT_EQ(request.get_header_value("GS1-Signature"), crypto::hex(crypto::bytes_of(signature)));
            reports_.push_back(request.body);
            came_.notify_all();
        });
        server_.Post("/elsewhere", [this](const httplib::Request&, httplib::Response& response) {
            ++redirected;
            response.set_redirect("/callback", 307);
        });
        port = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
    }

    ~Receiver() {
        server_.stop();
        thread_.join();
    }

    std::vector<std::string> wait_for(std::size_t reports) {
        std::unique_lock lock(mutex_);
        came_.wait_for(lock, 60s, [&] { return reports_.size() >= reports; });
        return reports_;
    }

    int port = 0;
    std::atomic<int> redirected = 0;

private:
    httplib::Server server_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable came_;
    std::vector<std::string> reports_;
};

class EpcisSubscriptionsOnTheWire : public testing::Test {
protected:
    void open(const RunningServer& server) {
        const auto authority = open_market(server);
        const auto stall =
            open_stall(server, authority, "HTX Cà phê Mường Ảng", "Cà phê Arabica Mường Ảng", 10);
        Client again(server.port());
        token_ =
            Client::good(
                again.post("/v1/tokens", {{"login", stall.login.first}, {"password", stall.login.second}})
            ).at("token");
        client_ = std::make_unique<Client>(server.port());
        client_->log_in(stall.login);
        Client::good(
            client_->post("/epcis/queries", {{"name", "shipped"}, {"query", {{"EQ_bizStep", {"shipping"}}}}})
        );
    }

    Client::Reply subscribe(const std::string& dest) {
        return client_->post(
            "/epcis/queries/shipped/subscriptions",
            {{"dest", dest}, {"signatureToken", "13df38d8275b13f0"}, {"stream", true}}
        );
    }

    void capture(const std::string& serial) {
        ASSERT_EQ(client_->post("/epcis/capture", captured_unit(serial)).status, 202);
    }

    DataDirectory data_;
    std::unique_ptr<Client> client_;
    std::string token_;
};

TEST_F(EpcisSubscriptionsOnTheWire, ReachAReceiverAndAWebSocket) {
    RunningServer server(data_, {"--local-webhooks", "on"});
    open(server);
    Receiver receiver;
    const auto made = Client::good(subscribe(fmt::format("http://127.0.0.1:{}/callback", receiver.port)));
    WebSocketClient socket(server.port(), "/epcis/queries/shipped/events?stream=true", token_);
    EXPECT_EQ(socket.response["GS1-EPCIS-Version"], "2.0.0");
    capture("S1");
    EXPECT_THAT(serials_in(socket.message()), ElementsAre("S1"));
    auto reports = receiver.wait_for(1);
    ASSERT_FALSE(reports.empty());
    EXPECT_THAT(serials_in(reports.front()), ElementsAre("S1"));
    capture("S2");
    EXPECT_THAT(serials_in(socket.message()), ElementsAre("S2"));
    reports = receiver.wait_for(2);
    ASSERT_EQ(reports.size(), 2U);
    EXPECT_THAT(serials_in(reports.back()), ElementsAre("S2"));
    EXPECT_EQ(
        Json::parse(reports.back()).at("epcisBody").at("queryResults").at("subscriptionID"),
        made.at("subscriptionID")
    );
    std::thread stopping([&] { EXPECT_EQ(server.stop(), 0); });
    EXPECT_THAT(socket.message(), IsEmpty());
    EXPECT_EQ(socket.code, 1001U);
    stopping.join();
}

TEST_F(EpcisSubscriptionsOnTheWire, DoNotFollowRedirectsAndTellWhy) {
    const RunningServer server(data_, {"--local-webhooks", "on"});
    open(server);
    Receiver receiver;
    const auto made = Client::good(subscribe(fmt::format("http://127.0.0.1:{}/elsewhere", receiver.port)));
    const auto path = "/epcis/queries/shipped/subscriptions/" + made.at("subscriptionID").get<std::string>();
    std::string trouble;
    for (int tries = 0; trouble.empty() && tries < 600; ++tries) {
        trouble = Client::good(client_->get(path)).value("trouble", "");
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_THAT(trouble, HasSubstr("307"));
    EXPECT_EQ(receiver.redirected, 1);
}

TEST_F(EpcisSubscriptionsOnTheWire, DoNotReachThisMachineWithoutTheSetting) {
    const RunningServer server(data_);
    open(server);
    EXPECT_EQ(subscribe("http://127.0.0.1:9/callback").status, 400);
    EXPECT_EQ(subscribe("https://localhost/callback").status, 400);
    EXPECT_THROW(
        WebSocketClient(server.port(), "/epcis/queries/shipped/events?stream=true", "nobody's"),
        boost::system::system_error
    );
}

}  // namespace
}  // namespace chophien::wire
