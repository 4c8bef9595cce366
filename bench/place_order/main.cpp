// Orders a second through the whole server, beside the same SQL driven bare.
//
//     place_order [SECONDS [ROUNDS]]
//
// One basket is two lines of two cooperatives, paid from the buyer's credit: stock reserved, two orders, one
// ledger transfer, the idempotency record and the change-feed row in one transaction. The statements are
// captured from real placements, then sent again by 32 threads with a connection each and nothing else around
// them. Both sides use the same private database and take turns in one run. The clients of the server live in
// the same process, so their work counts against it.

#include "accounts/founding.hpp"
#include "accounts/signing_in.hpp"
#include "accounts/tax_code.hpp"
#include "accounts/verifying.hpp"
#include "bench/place_order/capture.hpp"
#include "catalog/offers.hpp"
#include "core/db/migrations.hpp"
#include "core/log.hpp"
#include "payments/ledger.hpp"
#include "server/application.hpp"
#include "server/embedded_database.hpp"
#include "server/http_server.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <sys/socket.h>
#include <thread>

namespace {

using namespace chophien;
using Clock = std::chrono::steady_clock;
using bench::Script;
using bench::Sent;

constexpr int connections = 32;
constexpr int buyers = 64;
constexpr int sellers = 40;

struct Percentiles {
    double per_second = 0;
    double p50_ms = 0;
    double p99_ms = 0;
};

Percentiles percentiles_of(std::vector<std::vector<float>>& all, double seconds) {
    std::vector<float> times;
    for (auto& part : all) times.insert(times.end(), part.begin(), part.end());
    std::ranges::sort(times);
    if (times.empty()) return {};
    const auto at = [&](double share) {
        return static_cast<double>(times[static_cast<std::size_t>(share * double(times.size() - 1))]);
    };
    return {double(times.size()) / seconds, at(0.5), at(0.99)};
}

// Runs `once(thread)` over and over on every thread for that long.
template <class Make>
Percentiles drive(double seconds, Make&& make) {
    std::vector<std::vector<float>> times(connections);
    std::atomic<bool> go{false};
    std::atomic<bool> end{false};
    std::vector<std::thread> threads;
    std::atomic<int> ready{0};
    for (int number = 0; number < connections; ++number)
        threads.emplace_back([&, number] {
            auto once = make(number);
            ++ready;
            go.wait(false);
            while (!end) {
                const auto began = Clock::now();
                once();
                times[std::size_t(number)].push_back(
                    std::chrono::duration<float, std::milli>(Clock::now() - began).count()
                );
            }
        });
    while (ready < connections) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    go = true;
    go.notify_all();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    end = true;
    for (auto& thread : threads) thread.join();
    return percentiles_of(times, seconds);
}

class Bench {
public:
    Bench()
        : folder_(std::filesystem::temp_directory_path() / fmt::format("chophien-bench-{}", getpid())),
          embedded_({.data_directory = folder_}),
          database_(
              {.socket = embedded_.socket(),
               .user = embedded_.user(),
               .password = embedded_.password(),
               .name = embedded_.database()},
              clock_,
              ids_,
              metrics_
          ) {
        const std::array modules{
            embedded::core(),
            embedded::accounts(),
            embedded::catalog(),
            embedded::payments(),
            embedded::traceability(),
            embedded::orders()};
        database_.listen([this](const db::Statement& statement, std::span<const db::Value> values) {
            if (!capturing_) return;
            Sent sent{std::string(statement.name), std::string(statement.sql), {}};
            for (const auto& value : values) {
                const auto* view = std::get_if<std::string_view>(&value);
                sent.values.push_back(view == nullptr ? value : db::Value{std::string(*view)});
            }
            const std::scoped_lock lock(capture_);  // the feed's follower is heard too
            captured_.push_back(std::move(sent));
        });
        db::migrate(database_, db::migrations_in(modules));
        fill();
        application_ = std::make_unique<server::Application>(
            database_,
            metrics_,
            server::Application::Options{
                .io_threads = 1, .workers = 32, .rate_limit = false, .sole_node = true}
        );
        http_ = std::make_unique<server::HttpServer>(server::HttpOptions{}, *application_);
        http_->start();
        follower_ = std::make_unique<FeedFollower>(
            database_,
            std::vector<FeedFollower::Listener>{[this](const auto& sets) { application_->changed(sets); }}
        );
        application_->follow(*follower_);
    }

    ~Bench() {
        follower_.reset();
        http_->stop();
        application_->drain();
        embedded_.stop();
        std::filesystem::remove_all(folder_);
    }

    Percentiles through_the_server(double seconds) {
        return drive(seconds, [&](int number) {
            auto client = std::make_shared<httplib::Client>("127.0.0.1", http_->port());
            client->set_keep_alive(true);
            client->set_tcp_nodelay(true);
            return [this, number, client, count = 0]() mutable {
                const auto status =
                    place(*client, number, std::size_t(number) + std::size_t(count) * connections);
                ++count;
                if (status != 201) ++failed_;
            };
        });
    }

    Percentiles bare(double seconds) {
        // One script for each buyer, over the same spread of offers as the server's orders: the same rows
        // meet, no more, no less.
        std::vector<Script> scripts;
        for (std::size_t number = 0; number < buyers; ++number) {
            // Two captures alike: a retry makes one longer, and balances are moved in the order of accounts'
            // ids, which are as good as random.
            auto first = capture(number);
            auto second = capture(number);
            for (int tries = 0; !Script::alike(first, second) && tries < 50; ++tries)
                (tries % 2 == 0 ? first : second) = capture(number);
            scripts.emplace_back(std::move(first), std::move(second));
        }
        statements_ = scripts.front().statements();
        return drive(seconds, [&](int number) {
            auto use = std::make_shared<db::ThreadUse>();
            std::shared_ptr<db::Session> session = database_.connect();
            return [this, use, session, &scripts, turn = std::size_t(number)]() mutable {
                for (;;) {
                    try {
                        scripts[turn++ % scripts.size()].run(*session, ids_, clock_.now());
                        return;
                    } catch (const db::Error& error) {
                        if (!error.transient()) throw;
                        session->rollback();
                    }
                }
            };
        });
    }

    std::size_t statements() const { return statements_; }

    std::size_t failed() const { return failed_; }

private:
    void fill() {
        database_.transact("bench.fill", [&](db::Transaction& tx) {
            const auto operator_ = sure(accounts::found_operator(tx, "Chợ", {"op", "Người điều hành", "-"}));
            const auto authority = sure(accounts::found_authority(
                tx, "Cơ quan thẩm định", std::nullopt, {"authority", "Cán bộ", "-"}, *operator_
            ));
            for (int number = 0; number < sellers; ++number) {
                auto seller =
                    organisation(tx, accounts::OrganisationKind::cooperative, fmt::format("HTX {}", number));
                seller.verified = true;
                sure(accounts::decide_verification(
                    tx, authority, {seller.organisation, accounts::Decision::verified, {}}
                ));
                const auto product = catalog::create(
                    tx, seller, {.name = fmt::format("Cà phê số {}", number), .set = 13, .province = "14"}
                );
                catalog::CreateOffer wish;
                wish.product = product->id;
                wish.pack = "Gói 500 g";
                wish.unit = unit_from("gói");
                wish.price = vnd(120'000);
                wish.stock = whole(100'000'000);
                offers_.push_back(text_of(catalog::create_offer(tx, seller, wish)->id));
                sure(catalog::publish(tx, seller, {product->id}));
            }
            for (int number = 0; number < buyers; ++number) {
                const auto buyer = organisation(
                    tx, accounts::OrganisationKind::consumer, fmt::format("Người mua {}", number)
                );
                tokens_.push_back(accounts::issue_token(tx, buyer.person).text);
                payments::Transfer credit;
                credit.kind = "opening";
                credit.key = "bench:" + std::to_string(number);
                credit.legs = {
                    {{payments::Code::bank, "bench"},
                     {payments::Code::buyer_credit, text_of(buyer.person)},
                     vnd(90'000'000'000'000)}};
                credit.effective_on = tx.today();
                sure(payments::post(tx, credit));
            }
        });
    }

    template <class T>
    static T sure(Result<T> result) {
        if (!result) throw std::runtime_error(std::string(result.error().why->code));
        return std::move(*result);
    }

    accounts::Caller organisation(
        db::Transaction& tx, accounts::OrganisationKind kind, const std::string& name
    ) {
        accounts::Particulars says;
        says.name = name;
        says.province = "14";
        if (kind == accounts::OrganisationKind::cooperative) {
            for (auto nine = 100'000'000 + 97 * logins_; !says.tax_code; ++nine)
                if (const auto digit = accounts::tax_code_check_digit(fmt::format("{:09}", nine)))
                    says.tax_code = fmt::format("{:09}{}", nine, *digit);
            says.registration_number = fmt::format("BENCH-{}", logins_);
        }
        return sure(accounts::found(tx, kind, says, {fmt::format("login{}", ++logins_), name, "-"}, {}));
    }

    std::vector<Sent> capture(std::size_t number) {
        httplib::Client client("127.0.0.1", http_->port());
        place(client, 0, number);  // the token and the statements are known from now on
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        {
            const std::scoped_lock lock(capture_);
            captured_.clear();
        }
        capturing_ = true;
        const auto status = place(client, 0, number);
        capturing_ = false;
        if (status != 201) throw std::runtime_error(fmt::format("a placement answered {}", status));
        std::vector<Sent> own;
        const std::scoped_lock lock(capture_);
        for (auto& sent : captured_)
            if (!sent.name.ends_with("_changes") && !sent.name.ends_with("feed_head") &&
                sent.name != "core.give_position" && sent.name != "core.changes_after")
                own.push_back(std::move(sent));
        return own;
    }

    int place(httplib::Client& client, int buyer, std::size_t number) {
        const auto& first = offers_[number % offers_.size()];
        const auto& second = offers_[(number + 1 + number / offers_.size()) % offers_.size()];
        const auto body = fmt::format(
            R"({{"lines":[{{"offer":"{}","quantity":"1"}},{{"offer":"{}","quantity":"2"}}],"recipient":{{"name":"Chị Lan",)"
            R"("phone":"0912345678","address":"Số 5, bản Mòng","commune":"Chiềng Mung","province":"14"}},)"
            R"("payment_method":"buyer_credit"}})",
            first,
            first == second ? offers_[(number + 3) % offers_.size()] : second
        );
        const httplib::Headers headers{
            {"Authorization", "Bearer " + tokens_[(std::size_t(buyer) + number) % tokens_.size()]},
            {"Idempotency-Key", fmt::format("bench-{}", ids_.next())}};
        const auto reply = client.Post("/v1/baskets", headers, body, "application/json");
        if (reply && reply->status != 201 && shown_++ == 0) fmt::print("{}\n", reply->body);
        return reply ? reply->status : 0;
    }

    std::filesystem::path folder_;
    SystemClock clock_;
    IdSource ids_{clock_, 0};
    Metrics metrics_;
    db::ThreadUse driver_;
    server::EmbeddedDatabase embedded_;
    db::Database database_;
    std::unique_ptr<server::Application> application_;
    std::unique_ptr<server::HttpServer> http_;
    std::unique_ptr<FeedFollower> follower_;
    std::vector<std::string> offers_;
    std::vector<std::string> tokens_;
    std::atomic<bool> capturing_{false};
    std::mutex capture_;
    std::vector<Sent> captured_;
    std::atomic<std::size_t> failed_{0};
    std::atomic<int> shown_{0};
    std::size_t statements_ = 0;
    unsigned logins_ = 0;
};

double median(std::vector<double> numbers) {
    std::ranges::sort(numbers);
    return numbers[numbers.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const double seconds = argc > 1 ? std::stod(argv[1]) : 4;
    const int rounds = argc > 2 ? std::stoi(argv[2]) : 3;
    Bench bench;
    std::vector<double> ours;
    std::vector<double> theirs;
    bench.through_the_server(1);
    for (int round = 0; round < rounds; ++round) {
        const auto server = bench.through_the_server(seconds);
        const auto bare = bench.bare(seconds);
        ours.push_back(server.per_second);
        theirs.push_back(bare.per_second);
        fmt::print(
            "place an order   server {:8.0f}/s p50 {:6.2f} ms p99 {:6.2f} ms   bare SQL ({} statements) "
            "{:8.0f}/s p50 {:6.2f} ms p99 {:6.2f} ms\n",
            server.per_second,
            server.p50_ms,
            server.p99_ms,
            bench.statements(),
            bare.per_second,
            bare.p50_ms,
            bare.p99_ms
        );
    }
    fmt::print(
        "RATIO place_order {:.2f} (median of {} rounds; bar 0.60); {} requests failed\n",
        median(ours) / median(theirs),
        rounds,
        bench.failed()
    );
    return bench.failed() == 0 ? 0 : 1;
}
