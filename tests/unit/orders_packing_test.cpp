// A packing list covers an order exactly, or says everything that is wrong with it.
#include "orders/packing.hpp"
#include "orders/pricing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace chophien::orders {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Line line(std::int32_t number, Decimal quantity, std::string_view unit = "KGM") {
    Line made;
    made.line = number;
    made.quantity = quantity;
    made.unit = unit_from(unit);
    return made;
}

std::vector<std::string> wrong(const std::vector<LinePacking>& packing, const std::vector<Line>& lines) {
    std::vector<std::string> found;
    for (const auto& one : wrong_with(packing, lines))
        found.push_back(one.pointer + ' ' + std::string(one.code));
    return found;
}

const std::vector<Line> order{line(1, whole(10)), line(2, whole(3), "XBX")};

TEST(Packing, CoversEveryLineExactly) {
    EXPECT_THAT(wrong({{1, {{{7}, whole(4)}, {{8}, whole(6)}}}, {2, {{{9}, whole(3)}}}}, order), IsEmpty());
    EXPECT_THAT(wrong({{2, {{{9}, whole(3)}}}, {1, {{{7}, whole(10)}}}}, order), IsEmpty()) << "in any order";
}

TEST(Packing, NamesAllThatIsWrongAtOnce) {
    EXPECT_THAT(
        wrong({{1, {{{7}, whole(4)}, {{7}, whole(5)}}}, {5, {{{7}, whole(1)}}}}, order),
        ElementsAre(
            "/lines/0/lots/1/lot repeated",
            "/lines/0/lots not_covered",
            "/lines/1/line unknown_line",
            "/lines line_left_out"
        )
    );
    EXPECT_THAT(
        wrong(
            {{1, {{{7}, whole(10)}}}, {2, {{{9}, *decimal_from("1.5")}, {{8}, *decimal_from("1.5")}}}}, order
        ),
        ElementsAre("/lines/1/lots/0/quantity not_whole", "/lines/1/lots/1/quantity not_whole")
    );
    EXPECT_THAT(
        wrong({{1, {{{7}, whole(10)}}}, {1, {{{7}, whole(10)}}}, {2, {{{9}, whole(4)}}}}, order),
        ElementsAre("/lines/1/line repeated", "/lines/2/lots not_covered")
    );
}

RC_GTEST_PROP(Packing, OfAnySplitOfTheQuantitiesIsRightAndOneThousandthMoreIsNot, ()) {
    const auto pieces = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 100'000))
    );
    LinePacking packing{1, {}};
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
        packing.lots.push_back({{at + 1}, Decimal{pieces[at]}});
        sum += pieces[at];
    }
    RC_ASSERT(wrong_with(std::vector{packing}, std::vector{line(1, Decimal{sum})}).empty());
    RC_ASSERT(wrong_with(std::vector{packing}, std::vector{line(1, Decimal{sum + 1})}).size() == 1U);
}

TEST(Packing, IsTheSameWithTheSameLotsAndQuantities) {
    const std::vector<PackedLot> packed{{1, {7}, "", "", whole(4)}, {1, {8}, "", "", whole(6)}};
    EXPECT_TRUE(same(std::vector<LinePacking>{{1, {{{8}, whole(6)}, {{7}, whole(4)}}}}, packed, {}));
    EXPECT_FALSE(same(std::vector<LinePacking>{{1, {{{8}, whole(5)}, {{7}, whole(5)}}}}, packed, {}));
    EXPECT_FALSE(same(std::vector<LinePacking>{{1, {{{7}, whole(4)}}}}, packed, {}));
    EXPECT_FALSE(same(std::vector<LinePacking>{{2, {{{8}, whole(6)}, {{7}, whole(4)}}}}, packed, {}));
}

// Four chickens of about 1.8 kg, within 15 %: 6.12 to 8.28 kg at 120,000 đ.
Line chickens() {
    auto made = line(1, whole(4), "H87");
    made.price = vnd(120'000);
    made.pricing_unit = unit_from("KGM");
    made.usual_weight = *decimal_from("7.2");
    made.tolerance_percent = 15;
    made.total = vnd(993'600);
    return made;
}

TEST(Packing, WhatIsPaidByWeightIsWeighedWithinItsToleranceAndNothingElseIs) {
    const auto weight = [](std::string_view kilograms) {
        return std::vector<LinePacking>{{1, {{{7}, whole(4)}}, decimal_from(kilograms)}};
    };
    EXPECT_THAT(wrong(weight("6.12"), {chickens()}), IsEmpty()) << "the lower end is inside";
    EXPECT_THAT(wrong(weight("8.28"), {chickens()}), IsEmpty()) << "and so is the upper";
    EXPECT_THAT(wrong(weight("6.119"), {chickens()}), ElementsAre("/lines/0/weight outside_tolerance"));
    EXPECT_THAT(wrong(weight("8.281"), {chickens()}), ElementsAre("/lines/0/weight outside_tolerance"));
    EXPECT_THAT(wrong({{1, {{{7}, whole(4)}}}}, {chickens()}), ElementsAre("/lines/0/weight weight_missing"));
    EXPECT_THAT(
        wrong({{1, {{{7}, whole(4)}}, whole(7)}}, {line(1, whole(4))}),
        ElementsAre("/lines/0/weight not_weighed")
    );
}

TEST(Packing, AWeighedLineComesToItsWeightTimesItsPrice) {
    const auto weights = weighed(
        std::vector<LinePacking>{{1, {{{7}, whole(4)}}, decimal_from("7.005")}}, std::vector<Line>{chickens()}
    );
    ASSERT_EQ(weights.size(), 1U);
    EXPECT_EQ(weights[0].weight, *decimal_from("7.005"));
    EXPECT_EQ(weights[0].total, vnd(840'600));
}

RC_GTEST_PROP(Packing, NoWeightInsideTheToleranceCostsMoreThanWasAgreed, ()) {
    auto made = chickens();
    made.price = vnd(*rc::gen::inRange(1, 10'000'000));
    made.usual_weight = Decimal{*rc::gen::inRange<std::int64_t>(10, 1'000'000)};
    made.tolerance_percent = *rc::gen::inRange(1, 31);
    const auto band = *made.band();
    made.total = *line_total(made.price, band.most);
    const Decimal weight{*rc::gen::inRange(band.least.thousandths, band.most.thousandths + 1)};
    if (weight.thousandths == 0) return;
    const auto weights =
        weighed(std::vector<LinePacking>{{1, {{{7}, whole(4)}}, weight}}, std::vector<Line>{made});
    RC_ASSERT(weights.at(0).total <= made.total);
}

}  // namespace
}  // namespace chophien::orders
