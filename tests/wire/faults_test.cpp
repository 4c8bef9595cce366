// kill -9 in the middle of a stream of orders, of the server and of its database: no acknowledged order is
// lost, none is doubled, stock and orders agree, the books balance.

#include "tests/wire/running_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <signal.h>
#include <thread>

namespace chophien::wire {
namespace {

using namespace std::chrono_literals;

constexpr int stock = 100'000;
constexpr int buyers = 8;

// Buyers who order without end, each try with a key of its own, and remember what was acknowledged.
class Stream {
public:
    Stream(int port, std::vector<std::string> offers) : port_(port), offers_(std::move(offers)) {
        for (int buyer = 0; buyer < buyers; ++buyer) threads_.emplace_back([this, buyer] { buy(buyer); });
    }

    ~Stream() { end(); }

    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    std::size_t acknowledged() {
        const std::scoped_lock lock(mutex_);
        return baskets_.size();
    }

    void end() {
        ending_ = true;
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }

    // Key → basket, of what was acknowledged; keys of what was sent and never answered.
    std::map<std::string, std::string> baskets_;
    std::set<std::string> unanswered_;

private:
    void buy(int buyer) {
        for (int number = 0; !ending_; ++number) {
            const auto key = "stream-" + std::to_string(buyer) + "-" + std::to_string(number);
            Client client(port_);
            const auto reply = client.post("/v1/baskets", basket_of(offers_), key);
            {
                const std::scoped_lock lock(mutex_);
                if (reply.status == 201)
                    baskets_[key] = reply.body.at("id");
                else
                    unanswered_.insert(key);
            }
            if (reply.status == 0) std::this_thread::sleep_for(20ms);
        }
    }

    int port_;
    std::vector<std::string> offers_;
    std::atomic<bool> ending_{false};
    std::mutex mutex_;
    std::vector<std::thread> threads_;
};

class Faults : public testing::Test {
protected:
    void open(const RunningServer& server) {
        const auto authority = open_market(server);
        stalls_.push_back(
            open_stall(server, authority, "HTX Cà phê Mường Ảng", "Cà phê Arabica Mường Ảng", stock)
        );
        stalls_.push_back(open_stall(server, authority, "HTX Chè Tà Xùa", "Chè shan tuyết Tà Xùa", stock));
    }

    std::vector<std::string> offers() const { return {stalls_[0].offer, stalls_[1].offer}; }

    static void wait_for(Stream& stream, std::size_t orders) {
        for (int tries = 0; stream.acknowledged() < orders && tries < 600; ++tries)
            std::this_thread::sleep_for(50ms);
        ASSERT_GE(stream.acknowledged(), orders);
    }

    // Every acknowledged key answers the same basket again; every unanswered one makes its basket once.
    void settle(const RunningServer& server, Stream& stream) {
        Client client(server.port());
        std::set<std::string> all;
        for (const auto& [key, basket] : stream.baskets_) {
            const auto again = Client::good(client.post("/v1/baskets", basket_of(offers()), key));
            EXPECT_EQ(again.at("id"), basket) << "an acknowledged order was lost";
            all.insert(basket);
        }
        for (const auto& key : stream.unanswered_)
            all.insert(
                Client::good(client.post("/v1/baskets", basket_of(offers()), key)).at("id").get<std::string>()
            );
        EXPECT_EQ(all.size(), stream.baskets_.size() + stream.unanswered_.size());
        for (const auto& stall : stalls_) {
            Client seller(server.port());
            seller.log_in(stall.login);
            EXPECT_EQ(sales_of(seller), all.size()) << "an order was doubled or lost";
            const auto mine = Client::good(seller.get("/v1/products/mine"));
            const auto& offer = mine.at("data").at(0).at("offers").at(0);
            EXPECT_EQ(offer.at("reserved"), std::to_string(all.size()));
            EXPECT_EQ(offer.at("on_hand"), std::to_string(stock));
        }
        Client operator_(server.port());
        operator_.log_in(server.login("operator"));
        EXPECT_TRUE(Client::good(operator_.get("/v1/ledger/proof")).at("balanced"));
    }

    static std::size_t sales_of(Client& seller) {
        std::size_t count = 0;
        std::string after;
        do {
            const auto page =
                Client::good(seller.get("/v1/sales?limit=100" + (after.empty() ? "" : "&after=" + after)));
            count += page.at("data").size();
            after = page.at("page").value("next", "");
        } while (!after.empty());
        return count;
    }

    DataDirectory data_;
    std::vector<Stall> stalls_;
};

TEST_F(Faults, KillingTheServerLosesAndDoublesNoOrder) {
    auto first = std::make_unique<RunningServer>(data_);
    open(*first);
    Stream stream(first->port(), offers());
    wait_for(stream, 200);
    first->kill_hard();
    stream.end();
    const RunningServer second(data_);
    settle(second, stream);
}

TEST_F(Faults, KillingTheDatabaseLosesAndDoublesNoOrder) {
    const RunningServer server(data_);
    open(server);
    Stream stream(server.port(), offers());
    for (const std::size_t orders : {100U, 300U}) {
        wait_for(stream, orders);
        const auto database = server.database_pid();
        ASSERT_GT(database, 0);
        ASSERT_EQ(kill(database, SIGKILL), 0);
        std::this_thread::sleep_for(300ms);
    }
    wait_for(stream, 500);
    stream.end();
    settle(server, stream);
}

TEST_F(Faults, ASecondServerOnTheSameDirectoryIsRefused) {
    const RunningServer server(data_);
    EXPECT_THROW(RunningServer{data_}, std::runtime_error);
    Client client(server.port());
    EXPECT_EQ(client.get("/readyz").status, 200);
}

TEST_F(Faults, StoppingWhileBusyAnswersWhatIsInHandAndEndsCleanly) {
    RunningServer server(data_);
    open(server);
    Stream stream(server.port(), offers());
    wait_for(stream, 50);
    EXPECT_EQ(server.stop(), 0);
    stream.end();
    const RunningServer again(data_);
    settle(again, stream);
}

TEST_F(Faults, OneKeySentFiftyTimesAtOnceMakesOneOrder) {
    const RunningServer server(data_);
    open(server);
    std::mutex mutex;
    std::set<std::string> baskets;
    std::vector<std::thread> threads;
    for (int number = 0; number < 50; ++number)
        threads.emplace_back([&] {
            Client client(server.port());
            for (int tries = 0; tries < 200; ++tries) {
                const auto reply = client.post("/v1/baskets", basket_of(offers()), "the-one-key");
                if (reply.status == 201) {
                    const std::scoped_lock lock(mutex);
                    baskets.insert(reply.body.at("id").get<std::string>());
                    return;
                }
                EXPECT_EQ(reply.status, 409) << reply.text;
                std::this_thread::sleep_for(10ms);
            }
            ADD_FAILURE() << "never answered";
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(baskets.size(), 1U);
    Client seller(server.port());
    seller.log_in(stalls_[0].login);
    EXPECT_EQ(sales_of(seller), 1U);
}

}  // namespace
}  // namespace chophien::wire
