// A market with a product, a lot and its printed codes, links of their owner, and a resolver before them.
#pragma once

#include "tests/api/fixture.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/resolver/market_links.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace chophien::api {

inline constexpr const char* browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

struct Resolver : Api {
    Caller coop = given.cooperative("HTX Đồi Xanh");
    given::Goods tea =
        given::sells(given, coop, {.name = "Chè Shan tuyết", .set = 11, .pack = "Hộp", .unit = "hộp"});
    traceability::LotView lot = given::lot_of(given, coop, tea.offer, given::amount("40", "XBX"));
    std::string gtin = "/01/" + lot.gtin;
    std::string product_page = "/products/" + text_of(tea.product);
    std::string lot_page = "/lots/" + text_of(lot.id);

    Resolver() { application.set_public_url("https://cho.example"); }

    std::string unit() { return given::codes_of(given, given::prints(given, coop, lot.id, 1)).front(); }

    /// Of the cooperative, unless another asks.
    Got adds(Json link, const Sent& sent) {
        if (!link.contains("title")) link["title"] = "Một trang";
        return post("/v1/links", link, sent);
    }

    Got adds(const Json& link) { return adds(link, as(coop)); }

    void added(const Json& link) {
        const auto got = adds(link);
        ASSERT_EQ(got.status, 201) << link << got.text;
    }

    std::string leads(const std::string& target, const Sent& sent = {}) {
        const auto got = get(target, sent);
        return got.status == 307 ? got.header("Location") : std::to_string(got.status) + " " + got.text;
    }

    Json linkset(const std::string& target) {
        const auto got = get(target + "?linkType=linkset");
        EXPECT_EQ(got.status, 200) << target << got.text;
        return got.body.is_object() ? got.body.value("linkset", Json::array()) : Json::array();
    }
};

}  // namespace chophien::api
