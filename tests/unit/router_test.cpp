#include "server/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::server {
namespace {

using testing::ElementsAre;
using testing::Pair;

Result<Nothing> nothing(db::Transaction&, const Caller&, const Nothing&) { return Nothing{}; }

constexpr Route line(Verb verb, std::string_view path, std::string_view operation) {
    return route<&nothing>(
        {.verb = verb, .path = path, .operation = operation, .may = Permission::anyone, .summary = "…"}
    );
}

constexpr std::array table{
    line(Verb::get, "/", "front"),
    line(Verb::get, "/v1/products", "list"),
    line(Verb::post, "/v1/products", "create"),
    line(Verb::get, "/v1/products/mine", "mine"),
    line(Verb::get, "/v1/products/{product}", "show"),
    line(Verb::del, "/v1/products/{product}/publication", "withdraw"),
    line(Verb::get, "/batches/{batch}.csv", "batch_csv"),
    line(Verb::get, "/batches/{name}", "batch"),
    line(Verb::get, "/01/{gtin}/10/{lot}", "lot"),
    line(Verb::get, "/01/{gtin}/21/{serial}", "unit"),
};

class RouterTest : public testing::Test {
protected:
    std::string operation(Verb verb, std::vector<std::string> segments) {
        const auto match = router_.match(verb, segments);
        return match.route == nullptr ? "none" : std::string(match.route->line.operation);
    }

    const std::array<std::span<const Route>, 1> tables_{std::span<const Route>(table)};
    Router router_{tables_};
};

TEST_F(RouterTest, FindsTheRouteOfAVerbAndPath) {
    EXPECT_EQ(operation(Verb::get, {}), "front");
    EXPECT_EQ(operation(Verb::get, {"v1", "products"}), "list");
    EXPECT_EQ(operation(Verb::post, {"v1", "products"}), "create");
    EXPECT_EQ(operation(Verb::get, {"01", "09506000134352", "10", "ABC"}), "lot");
    EXPECT_EQ(operation(Verb::get, {"01", "09506000134352", "21", "ABC"}), "unit");
}

TEST_F(RouterTest, AnswersHeadByGetsRoute) { EXPECT_EQ(operation(Verb::head, {"v1", "products"}), "list"); }

TEST_F(RouterTest, PrefersALiteralSegmentAndFallsBackToThePlaceholder) {
    EXPECT_EQ(operation(Verb::get, {"v1", "products", "mine"}), "mine");
    EXPECT_EQ(operation(Verb::get, {"v1", "products", "yours"}), "show");
    EXPECT_EQ(operation(Verb::del, {"v1", "products", "mine", "publication"}), "withdraw");
}

TEST_F(RouterTest, PrefersASuffixAndTakesItOffTheValue) {
    const std::vector<std::string> segments{"batches", "b1.csv"};
    const auto match = router_.match(Verb::get, segments);
    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.route->line.operation, "batch_csv");
    EXPECT_THAT(match.parameters, ElementsAre(Pair("batch", "b1")));
    EXPECT_EQ(operation(Verb::get, {"batches", "b1"}), "batch");
    EXPECT_EQ(operation(Verb::get, {"batches", ".csv"}), "batch");
}

TEST_F(RouterTest, NamesPlaceholdersInTheirOrder) {
    const std::vector<std::string> segments{"01", "09506000134352", "10", "A/B"};
    const auto match = router_.match(Verb::get, segments);
    EXPECT_THAT(match.parameters, ElementsAre(Pair("gtin", "09506000134352"), Pair("lot", "A/B")));
}

TEST_F(RouterTest, TellsAnUnknownPathFromAnUnknownMethod) {
    const std::vector<std::string> unknown{"v1", "nothing"};
    EXPECT_TRUE(router_.match(Verb::get, unknown).allowed.empty());
    const std::vector<std::string> products{"v1", "products"};
    const auto match = router_.match(Verb::patch, products);
    EXPECT_EQ(match.route, nullptr);
    EXPECT_EQ(match.allowed, "GET, HEAD, POST");
    EXPECT_EQ(operation(Verb::get, {"v1", "products", ""}), "none");
    EXPECT_EQ(operation(Verb::get, {"v1"}), "none");
}

TEST(RouterStartTest, TwoRoutesForOneVerbAndPathAreABug) {
    static constexpr std::array twice{line(Verb::get, "/a", "one"), line(Verb::get, "/a", "two")};
    const std::array<std::span<const Route>, 1> tables{std::span<const Route>(twice)};
#ifdef NDEBUG
    EXPECT_THROW(Router{tables}, Bug);
#else
    EXPECT_DEATH(Router{tables}, "one route");
#endif
}

}  // namespace
}  // namespace chophien::server
