#include "payments/settlement.hpp"
#include "tests/unit/shared_vectors.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using namespace std::chrono;
using accounts::OrganisationKind;

constexpr Day today = 2026y / November / 21;

struct Divided {
    OrganisationKind seller;
    std::int64_t goods, delivery;
    std::int64_t commission, vat, vat_withheld, pit_withheld, left;
};

TEST(Settlement, DividesAnOrdersMoney) {
    using enum OrganisationKind;
    const Divided table[] = {
        // seller         goods  delivery  commission   VAT  VAT kept  PIT kept   seller
        {cooperative, 400'000, 30'000, 20'000, 2'000, 0, 0, 408'000},
        {household, 250'000, 25'000, 12'500, 1'250, 2'500, 1'250, 257'500},
        {household, 1'000'000, 0, 50'000, 5'000, 10'000, 5'000, 930'000},
        {cooperative_union, 0, 30'000, 0, 0, 0, 0, 30'000},
        {household, 1, 0, 0, 0, 0, 0, 1},
        {household, 10, 0, 1, 0, 0, 0, 9},    // 0.5 of commission rounds up
        {household, 99, 0, 5, 1, 1, 0, 92},   // 0.99 of VAT up, 0.495 of PIT down
        {household, 100, 0, 5, 1, 1, 1, 92},  // 0.5 up, three times
        {cooperative, 333'333, 1, 16'667, 1'667, 0, 0, 315'000},
    };
    for (const auto& row : table) {
        const auto split = split_of(vnd(row.goods), vnd(row.delivery), rates_on(today, row.seller));
        const Split expected{
            vnd(row.commission), vnd(row.vat), vnd(row.vat_withheld), vnd(row.pit_withheld), vnd(row.left)};
        EXPECT_EQ(split, expected) << row.goods << " + " << row.delivery;
    }
}

TEST(Settlement, WithholdsOnlyForHouseholds) {
    for (const auto& [kind, name] : json::Names<OrganisationKind>::of) {
        const auto rates = rates_on(today, kind);
        EXPECT_EQ(rates.goods_vat_bps, kind == OrganisationKind::household ? 100 : 0) << name;
        EXPECT_EQ(rates.goods_pit_bps, kind == OrganisationKind::household ? 50 : 0) << name;
    }
}

TEST(Settlement, NamesTheRowsOfDataItWasReckonedBy) {
    EXPECT_EQ(
        rates_on(today, OrganisationKind::cooperative).rows, "commission-2026 commission-vat-2026 hold-2026"
    );
    EXPECT_EQ(
        rates_on(2026y / June / 30, OrganisationKind::household).rows,
        "commission-2026 commission-vat-2026 hold-2026 withholding-2025-07"
    );
    EXPECT_EQ(
        rates_on(2026y / July / 1, OrganisationKind::household).rows,
        "commission-2026 commission-vat-2026 hold-2026 withholding-2026-07"
    );
}

RC_GTEST_PROP(Settlement, LosesAndMakesNothing, ()) {
    const auto goods = *rc::gen::inRange<std::int64_t>(0, Money::limit);
    const auto delivery = *rc::gen::inRange<std::int64_t>(0, 10'000'000);
    const auto kind = *rc::gen::element(OrganisationKind::cooperative, OrganisationKind::household);
    const auto split = split_of(vnd(goods), vnd(delivery), rates_on(today, kind));
    const auto legs = release_legs({Code::escrow, "o"}, "s", split);
    Money sum;
    for (const auto& leg : legs) {
        RC_ASSERT(leg.amount.minor > 0);
        RC_ASSERT(leg.debit == (Account{Code::escrow, "o"}));
        sum = sum + leg.amount;
    }
    RC_ASSERT(sum == vnd(goods + delivery));
    RC_ASSERT(split.seller.minor >= delivery);
}

std::map<std::string, std::int64_t> credits_of(const std::vector<Leg>& legs) {
    std::map<std::string, std::int64_t> credits;
    for (const auto& leg : legs) credits[std::string(line_of(leg.credit.code).name)] += leg.amount.minor;
    return credits;
}

// In the vectors the delivery goes to a carrier; here the seller passes it on, so it is left out on both
// sides.
TEST(Settlement, ReleasesAsTheVectorsDo) {
    const auto vectors = tests::shared_vectors("payments/vectors/ledger-scenarios.json");
    if (!vectors) GTEST_SKIP() << tests::no_vectors("payments/vectors/ledger-scenarios.json");
    int seen = 0;
    for (const auto& vector : vectors->at("vectors")) {
        const auto kind = vector.at("kind").get<std::string>();
        const auto& input = vector.at("input");
        if (kind == "rate") {
            const auto result = scaled_half_up(input.at("amount"), input.at("bps"), 10'000);
            EXPECT_EQ(result, vector.at("expect").at("result").get<std::int64_t>()) << vector.at("id");
            ++seen;
        }
        if (kind == "allocate") {
            const auto shares =
                split(input.at("total"), input.at("weights").get<std::vector<std::int64_t>>());
            EXPECT_EQ(shares, vector.at("expect").at("shares").get<std::vector<std::int64_t>>())
                << vector.at("id");
            ++seen;
        }
        if (kind != "prepaid_split") continue;
        for (const auto& seller : input.at("sellers")) {
            const auto household = seller.at("kind") == "household";
            auto rates =
                rates_on(today, household ? OrganisationKind::household : OrganisationKind::cooperative);
            rates.commission_bps = input.at("commission_bps").get<std::int64_t>();
            rates.commission_vat_bps = input.at("vat_on_commission_bps").get<std::int64_t>();
            const auto legs =
                release_legs({Code::escrow, "o"}, "s", split_of(vnd(seller.at("goods")), vnd(0), rates));
            std::map<std::string, std::int64_t> expected;
            for (const auto& step : vector.at("steps")) {
                if (step.at("event") != "release " + seller.at("suborder").get<std::string>()) continue;
                for (const auto& leg : step.at("legs")) {
                    const auto account = leg[1].get<std::string>();
                    const auto code = account.substr(0, account.find(':'));
                    if (code != "carrier_payable") expected[code] += leg[2].get<std::int64_t>();
                }
            }
            EXPECT_EQ(credits_of(legs), expected) << vector.at("id") << " " << seller.at("id");
            ++seen;
        }
    }
    EXPECT_GT(seen, 4);
}

}  // namespace
}  // namespace chophien::payments
