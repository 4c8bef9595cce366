#include "core/money.hpp"

#include "core/result.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace chophien {
namespace {

__extension__ using Wide = __int128;

rc::Gen<std::int64_t> amount() { return rc::gen::inRange<std::int64_t>(0, Money::limit + 1); }

TEST(Money, IsShownAsInVietnam) {
    const std::vector<std::pair<std::int64_t, std::string>> table{
        {0, "0 đ"},
        {7, "7 đ"},
        {999, "999 đ"},
        {1'000, "1.000 đ"},
        {125'000, "125.000 đ"},
        {1'234'567, "1.234.567 đ"},
        {-1, "-1 đ"},
        {-999, "-999 đ"},
        {-1'000, "-1.000 đ"},
        {-1'234'567, "-1.234.567 đ"},
        {Money::limit, "100.000.000.000.000 đ"},
    };
    for (const auto& [minor, text] : table) EXPECT_EQ(shown(vnd(minor)), text);
}

TEST(Money, RoundsHalfUp) {
    struct Line {
        std::int64_t total;
        std::int64_t numerator;
        std::int64_t denominator;
        std::int64_t wanted;
    };

    for (const auto& [total, numerator, denominator, wanted] : std::vector<Line>{
             {0, 5, 2, 0},
             {1, 1, 2, 1},  // 0.5
             {3, 1, 2, 2},  // 1.5
             {1, 1, 3, 0},  // 0.33
             {2, 1, 3, 1},  // 0.67
             {125'000, 5, 100, 6'250},
             {12'345, 8, 100, 988},   // 987.6
             {10, 1'250, 1'000, 13},  // 12.5
             {Money::limit, 1, 1, Money::limit},
         })
        EXPECT_EQ(scaled_half_up(total, numerator, denominator), wanted)
            << total << " × " << numerator << " ÷ " << denominator;
}

TEST(Money, ScalingSaysWhenTheResultIsTooLarge) {
    EXPECT_EQ(scaled_half_up(INT64_MAX, 2, 1), std::nullopt);
    EXPECT_EQ(scaled_half_up(INT64_MAX, INT64_MAX, INT64_MAX), INT64_MAX);
}

RC_GTEST_PROP(Money, ScalingIsNeverOffByMoreThanHalf, ()) {
    const auto total = *amount();
    const auto numerator = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    const auto denominator = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const auto scaled = scaled_half_up(total, numerator, denominator);
    RC_PRE(scaled.has_value());
    const Wide off = Wide{2} * (Wide{*scaled} * denominator - Wide{total} * numerator);
    RC_ASSERT(off <= denominator);  // half up: the exact half goes up
    RC_ASSERT(off > -Wide{denominator});
}

RC_GTEST_PROP(Money, PartsOfASplitAddUpToTheWhole, ()) {
    const auto total = *amount();
    auto weights = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(amount()));
    weights.push_back(*rc::gen::inRange<std::int64_t>(1, Money::limit));
    const auto parts = split(total, weights);
    RC_ASSERT(parts.size() == weights.size());
    RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
}

RC_GTEST_PROP(Money, NoPartOfASplitIsOffByAWholeUnit, ()) {
    const auto total = *amount();
    const auto weights = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 1'000'000))
    );
    Wide sum = 0;
    for (const auto weight : weights) sum += weight;
    const auto parts = split(total, weights);
    for (std::size_t at = 0; at < parts.size(); ++at) {
        const Wide off = Wide{parts[at]} * sum - Wide{total} * weights[at];
        RC_ASSERT(off < sum);
        RC_ASSERT(off > -sum);
    }
}

TEST(Money, ASplitGivesTheOddDongToTheLargestRemainderAndOnATieToTheEarlier) {
    EXPECT_EQ(split(10, {1, 1, 1}), (std::vector<std::int64_t>{4, 3, 3}));
    EXPECT_EQ(split(100, {1, 2, 4}), (std::vector<std::int64_t>{14, 29, 57}));
    EXPECT_EQ(split(5, {0, 1, 0}), (std::vector<std::int64_t>{0, 5, 0}));
    EXPECT_EQ(split(0, {3, 4}), (std::vector<std::int64_t>{0, 0}));
}

#ifdef NDEBUG
TEST(Money, SumsThatDoNotFitAreBugs) {
    EXPECT_THROW(vnd(INT64_MAX) + vnd(1), Bug);
    EXPECT_THROW(vnd(INT64_MIN) - vnd(1), Bug);
    EXPECT_THROW(split(1, {0, 0}), Bug);
    EXPECT_THROW(split(1, {-1, 2}), Bug);
}
#else
TEST(MoneyDeathTest, SumsThatDoNotFitAreBugs) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(vnd(INT64_MAX) + vnd(1), "");
    EXPECT_DEATH(split(1, {0, 0}), "");
}
#endif

}  // namespace
}  // namespace chophien
