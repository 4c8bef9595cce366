// Search as clients and browsers ask it.
#include "tests/api/fixture.hpp"

namespace chophien::api {
namespace {

using testing::Contains;
using testing::HasSubstr;

struct SearchApi : Api {
    SearchApi() {
        const auto coop = given.cooperative();
        for (const auto* name : {"Cà phê rang mộc", "Cà phê bột", "Trà sen"}) on_sale(coop, name, 5);
    }

    std::vector<std::string> names(const std::string& target) {
        std::vector<std::string> found;
        const auto got = get(target);
        EXPECT_EQ(got.status, 200) << got.text;
        for (const auto& item : got.body.at("data"))
            found.push_back(item.contains("name") ? item.at("name") : item.at("text"));
        return found;
    }
};

TEST_F(SearchApi, KeptAnswersGoWhenTheIndexMovesOn) {
    EXPECT_EQ(names("/v1/products?q=ca%20phe").size(), 2U);
    EXPECT_EQ(names("/v1/products?q=ca%20phe").size(), 2U);
    on_sale(given.cooperative("HTX khác"), "Cà phê hạt", 5);
    EXPECT_EQ(names("/v1/products?q=ca%20phe").size(), 3U);
}

TEST_F(SearchApi, FacetsStandBesideTheProducts) {
    const auto got = get("/v1/products?q=ca%20phe&facets=set,available&limit=1");
    ASSERT_EQ(got.status, 200) << got.text;
    EXPECT_EQ(got.body.at("products"), 2);
    EXPECT_EQ(got.body.at("data").size(), 1U);
    EXPECT_EQ(got.body.at("facets").at(0).at("facet"), "set");
    EXPECT_EQ(got.body.at("facets").at(0).at("values").at(0), (Json{{"value", "13"}, {"products", 2}}));
    EXPECT_FALSE(get("/v1/products?q=ca%20phe").body.contains("facets"));
}

TEST_F(SearchApi, SuggestsWordsAndProducts) {
    const auto suggested = names("/v1/suggestions?q=ca%20ph");
    EXPECT_EQ(suggested.front(), "cà phê");
    EXPECT_THAT(suggested, Contains("Cà phê bột"));
    EXPECT_EQ(get("/v1/suggestions").pointers(), std::vector<std::string>{"/q"});
}

TEST_F(SearchApi, OddQuestionsAreAnsweredOrRefusedPlainly) {
    const std::string long_word(10'000, 'x');
    EXPECT_EQ(get("/v1/products?q=" + long_word).pointers(), std::vector<std::string>{"/q"});
    EXPECT_EQ(get("/v1/suggestions?q=" + long_word).pointers(), std::vector<std::string>{"/q"});
    EXPECT_EQ(get("/v1/products?q=a%00b").status, 400);
    EXPECT_EQ(get("/v1/products?q=a%0Ab").pointers(), std::vector<std::string>{"/q"});
    std::string facets = "set";
    for (int times = 0; times < 1'000; ++times) facets += ",set";
    EXPECT_EQ(get("/v1/products?facets=" + facets).pointers(), std::vector<std::string>{"/facets"});
    EXPECT_EQ(get("/v1/products?facets=colour").code(), "catalog/unknown-filter");
    for (const std::string odd :
         {"%22",
          "%25",
          "*",
          "%22ca%20phe",
          "ca%20phe%22",
          "%27%20OR%201%3D1",
          "-ca",
          "ca%20AND%20phe",
          "%E6%8A%B9"})
        EXPECT_EQ(get("/v1/products?q=" + odd).status, 200) << odd;
    EXPECT_EQ(get("/v1/products?q=ca%20phe&after=nonsense").code(), "catalog/wrong-cursor");
}

TEST_F(SearchApi, ThePageNarrowsDown) {
    const auto page = get("/products?q=ca%20phe", {.accept = "text/html"});
    ASSERT_EQ(page.status, 200);
    EXPECT_THAT(page.text, HasSubstr("2 sản phẩm · thu hẹp"));
    EXPECT_THAT(page.text, HasSubstr("/products?q=ca%20phe&amp;set=13"));
    EXPECT_THAT(page.text, HasSubstr("Cà phê, ca cao (2)"));
    const auto respelled = get("/products?q=ca%20phhe", {.accept = "text/html"});
    EXPECT_THAT(respelled.text, HasSubstr("đang hiện kết quả của"));
}

}  // namespace
}  // namespace chophien::api
