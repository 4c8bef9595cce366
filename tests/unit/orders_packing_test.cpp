// A packing list covers an order exactly, or says everything that is wrong with it.
#include "orders/packing.hpp"

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
    EXPECT_TRUE(same(std::vector<LinePacking>{{1, {{{8}, whole(6)}, {{7}, whole(4)}}}}, packed));
    EXPECT_FALSE(same(std::vector<LinePacking>{{1, {{{8}, whole(5)}, {{7}, whole(5)}}}}, packed));
    EXPECT_FALSE(same(std::vector<LinePacking>{{1, {{{7}, whole(4)}}}}, packed));
    EXPECT_FALSE(same(std::vector<LinePacking>{{2, {{{8}, whole(6)}, {{7}, whole(4)}}}}, packed));
}

}  // namespace
}  // namespace chophien::orders
