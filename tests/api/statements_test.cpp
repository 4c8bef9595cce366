// What the statements behind the API ask of the database: on a market with some thousand rows, no read goes
// through a whole table.
#include "catalog/importing.hpp"
#include "catalog/mirror.hpp"
#include "catalog/pricing/resolving.hpp"
#include "catalog/seasons.hpp"
#include "core/feed.hpp"
#include "tests/api/fixture.hpp"

#include <fmt/format.h>

#include <deque>
#include <map>
#include <variant>

namespace chophien::api {
namespace {

constexpr int products = 400;
constexpr int baskets = 120;

class Statements : public Api {
protected:
    Statements() {
        given.database.listen([this](const db::Statement& statement, std::span<const db::Value> values) {
            const std::scoped_lock lock(mutex_);
            auto& [name, kept] = heard_[std::string(statement.sql)];
            name = statement.name;
            kept.clear();
            for (const auto& value : values)
                kept.push_back(std::visit([](const auto& one) { return owned(one); }, value));
        });
    }

    void fill(const Caller& coop) {
        std::string csv = "product_name,ocop_set,pack_size,unit,price_vnd,stock\n";
        for (int number = 0; number < products; ++number)
            csv += fmt::format("Chè Shan tuyết số {},13,Gói {} g,gói,120000,1000\n", number, 100 + number);
        const auto imported = given.transact([&](db::Transaction& tx) {
            return catalog::import_at_once(tx, coop.organisation, coop.person, csv);
        });
        ASSERT_TRUE(imported);
        ASSERT_EQ(imported->created, products);
    }

    /// Every read that goes through more than a hundred rows of a table because no index leads to them.
    std::vector<std::string> whole_table_reads() {
        std::vector<std::string> found;
        std::map<std::string, std::pair<std::string, std::vector<db::Value>>> heard;
        {
            const std::scoped_lock lock(mutex_);
            heard = heard_;
        }
        std::deque<std::string>
            questions;  // a session knows its prepared statements by where their texts are
        const auto session = given.database.connect();
        for (const auto& statistics :
             {"products", "offers", "orders", "order_lines", "changes", "ledger_leg"})
            session->execute(std::string("ANALYZE TABLE ") + statistics);
        for (const auto& [text, spoken] : heard) {
            const auto& [name, values] = spoken;
            const auto begin = text.find_first_not_of(" \n(");
            const auto verb = text.substr(begin == std::string::npos ? 0 : begin, 6);
            if (verb == "INSERT" && text.find("SELECT") == std::string::npos) continue;
            if (name == "payments.debits_less_credits" || name.starts_with("payments.prove")) continue;
            const auto& question = questions.emplace_back("EXPLAIN " + text);
            session->query({"test.explain", question}, values, [&](const db::Row& row) {
                const bool whole = !row.is_null(3) && row.text(3) == "ALL" && !row.text(2).starts_with('<');
                if (whole && !row.is_null(8) && std::stoll(std::string(row.text(8))) > 100)
                    found.push_back(fmt::format("{} reads {}", name, row.is_null(2) ? "?" : row.text(2)));
            });
            ++explained;
        }
        return found;
    }

    unsigned explained = 0;

private:
    static db::Value owned(std::string_view text) { return std::string(text); }

    static db::Value owned(const auto& value) { return value; }

    std::mutex mutex_;
    std::map<std::string, std::pair<std::string, std::vector<db::Value>>> heard_;
};

TEST_F(Statements, OfTheApiFindTheirRowsByAnIndex) {
    const auto coop = given.cooperative();
    const auto ann = given.consumer();
    const auto boss = given.operator_();
    fill(coop);
    ASSERT_EQ(
        send(
            server::Verb::put,
            "/v1/bank-account",
            {.body = R"({"bank_bin":"970436","account":"0011004123456","name":"CHO PHIEN"})",
             .token = given.token_of(boss)}
        )
            .status,
        200
    );
    const auto listed = get("/v1/products?q=che&limit=20");
    ASSERT_EQ(listed.status, 200) << listed.text;
    std::vector<std::string> offers;
    for (const auto& item : listed.body.at("data"))
        offers.push_back(
            get("/v1/products/" + item.at("id").get<std::string>()).body.at("offers").at(0).at("id")
        );
    Json basket;
    for (int number = 0; number < baskets; ++number) {
        auto wish = Api::basket(offers[static_cast<std::size_t>(number) % offers.size()], "1");
        wish["payment_method"] = number % 2 == 0 ? "bank_transfer" : "cash_on_delivery";
        const auto placed = post("/v1/baskets", wish, as(ann));
        ASSERT_EQ(placed.status, 201) << placed.text;
        basket = placed.body;
    }
    const std::string order = basket.at("orders").at(0).at("id");
    EXPECT_EQ(post("/v1/orders/" + order + "/confirmation", Json::object(), as(coop)).status, 200);
    const auto lot = post(
        "/v1/lots",
        {{"offer", offers[0]},
         {"harvested_on", "2026-11-01"},
         {"quantity", {{"value", "40"}, {"unit", "gói"}}},
         {"place", {{"province", "04"}, {"name", "Nà Chì"}}}},
        as(coop)
    );
    ASSERT_EQ(lot.status, 201) << lot.text;
    const std::string lot_id = lot.body.at("id");
    const std::string product = listed.body.at("data").at(0).at("id");

    for (const std::string target :
         {"/v1/products?province=04&stars_min=3",
          "/v1/products?group=drink&limit=5",
          "/v1/products?q=che%20shan&province=04",
          "/v1/products?limit=100"})
        EXPECT_EQ(get(target).status, 200) << target;
    for (const std::string target :
         {"/v1/products/mine",
          "/v1/offers/mine",
          "/v1/sales",
          "/v1/sales?state=placed",
          "/v1/orders",
          "/v1/lots",
          "/v1/people",
          "/v1/statement?from=2026-11-01&to=2026-11-30",
          "/v1/organisations/mine"})
        EXPECT_EQ(get(target, as(coop)).status, 200) << target;
    for (const auto& target :
         {"/v1/orders/" + order,
          "/v1/lots/" + lot_id,
          "/v1/lots/" + lot_id + "/trace",
          "/v1/products/mine/" + product,
          "/v1/offers/" + offers[0] + "/stock-movements"})
        EXPECT_EQ(get(target, as(coop)).status, 200) << target;
    for (const std::string target :
         {"/v1/payment-exceptions", "/v1/market/organisations", "/v1/audit", "/v1/ledger/accounts"})
        EXPECT_EQ(get(target, as(boss)).status, 200) << target;
    EXPECT_EQ(get("/v1/ledger/transfers?about=" + order, as(boss)).status, 200);
    EXPECT_EQ(get("/v1/credit", as(ann)).status, 200);
    EXPECT_EQ(post("/v1/orders/" + order + "/cancellation", {{"reason", "đổi ý"}}, as(ann)).status, 200);
    for (const std::string page : {"/", "/products?q=che", "/tracking"})
        EXPECT_EQ(get(page, {.accept = "text/html"}).status, 200) << page;
    EXPECT_EQ(get("/products/" + product, {.accept = "text/html"}).status, 200);

    sequence_changes(given.database);
    while (given.transact([](db::Transaction& tx) { return catalog::follow_market(tx); })) {
    }
    const auto mirrored = get("/v1/catalog-changes?limit=50");
    ASSERT_TRUE(mirrored.body.at("more")) << "the mirror has its rows, too";
    const std::string seller = mirrored.body.at("data").at(0).at("seller");
    for (const auto& target :
         {"/v1/catalog-changes?after=" + mirrored.body.at("cursor").get<std::string>(),
          "/v1/catalog-changes?seller=" + seller,
          std::string("/v1/catalog-changes?updated_since=2026-11-01T00:00:00Z")})
        EXPECT_EQ(get(target).status, 200) << target;
    for (const auto& target :
         {std::string("/v1/exports/products"),
          std::string("/v1/takedowns"),
          "/v1/products/" + product + "/history"})
        EXPECT_EQ(get(target, as(coop)).status, 200) << target;
    EXPECT_EQ(get("/v1/takedowns?state=appealed", as(boss)).status, 200);
    EXPECT_EQ(
        post("/v1/products/" + product + "/takedown", {{"ground", "other"}, {"reason", "x"}}, as(boss))
            .status,
        201
    );

    EXPECT_THAT(whole_table_reads(), testing::IsEmpty());
    EXPECT_GT(explained, 60U);
}

TEST_F(Statements, OfPricesAndSeasonsFindTheirRowsByAnIndex) {
    const auto coop = given.cooperative();
    const auto ann = given.consumer();
    fill(coop);
    std::vector<std::string> offers;
    const auto own = get("/v1/offers/mine?limit=100", as(coop));
    for (const auto& item : own.body.at("data")) offers.push_back(item.at("id"));
    ASSERT_EQ(offers.size(), 100U);
    const Json price{{"amount", 100'000}, {"currency", "VND"}};
    const auto token = given.token_of(coop);
    std::string list;
    for (int number = 0; number < 3; ++number) {
        const auto made = post("/v1/price-lists", {{"name", "Sỉ"}, {"audience", "everyone"}}, as(coop));
        ASSERT_EQ(made.status, 201) << made.text;
        list = made.body.at("id");
        for (const auto& offer : offers)
            ASSERT_EQ(
                send(
                    server::Verb::put,
                    "/v1/price-lists/" + list + "/prices/" + offer,
                    {.body = Json{{"tiers", Json::array({{{"from", "2"}, {"price", price}}})}}.dump(),
                     .token = token}
                )
                    .status,
                200
            );
    }
    std::string promotion;
    for (int number = 0; number < 3; ++number) {
        const auto made = post(
            "/v1/promotions",
            {{"name", "Giảm"},
             {"percent", 10},
             {"uses_limit", 100},
             {"valid_until", text_of(given.clock.now() + std::chrono::hours(24))},
             {"offers", offers}},
            as(coop)
        );
        ASSERT_EQ(made.status, 201) << made.text;
        promotion = made.body.at("id");
    }
    const auto placed = post("/v1/baskets", Api::basket(offers[0], "2"), as(ann));
    ASSERT_EQ(placed.status, 201) << placed.text;
    const std::string order = placed.body.at("orders").at(0).at("id");
    EXPECT_EQ(post("/v1/orders/" + order + "/cancellation", {{"reason", "đổi ý"}}, as(ann)).status, 200);
    for (const auto& target :
         {std::string("/v1/price-lists"),
          "/v1/price-lists/" + list,
          std::string("/v1/promotions"),
          "/v1/promotions/" + promotion,
          std::string("/v1/closures")})
        EXPECT_EQ(get(target, as(coop)).status, 200) << target;
    const std::string product = get("/v1/products?limit=1").body.at("data").at(0).at("id");
    EXPECT_EQ(get("/v1/products/" + product).status, 200);
    EXPECT_EQ(get("/v1/products/" + product + "/prices", as(ann)).status, 200);
    for (const auto& target : {"/v1/price-lists/" + list, "/v1/promotions/" + promotion})
        EXPECT_EQ(send(server::Verb::del, target, as(coop)).status, 200) << target;
    given.clock.advance(std::chrono::hours(25));
    given.transact([](db::Transaction& tx) {
        catalog::pricing::turn_prices(tx, 5);
        catalog::turn_seasons(tx, 5);
    });
    EXPECT_THAT(whole_table_reads(), testing::IsEmpty());
    EXPECT_GT(explained, 30U);
}

}  // namespace
}  // namespace chophien::api
