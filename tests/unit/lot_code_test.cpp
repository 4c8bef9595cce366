#include "traceability/lot_code.hpp"

#include "tests/unit/bugs.hpp"
#include "traceability/refusals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability {
namespace {

using namespace std::chrono;

TEST(LotCode, ShowsTheDayOfHarvestAndANumber) {
    EXPECT_EQ(lot_code({2026y / July / 15, 1}), "260715N01");
    EXPECT_EQ(lot_code({2026y / July / 15, 999'999'999}), "260715N999999999");
    EXPECT_EQ(lot_code({2005y / January / 2, 120}), "050102N120");
}

TEST(LotCode, DaysOfOtherCenturiesAndNumbersOutOfRangeAreBugs) {
    EXPECT_BUG((lot_code({1999y / December / 31, 1})));
    EXPECT_BUG((lot_code({2026y / February / 30, 1})));
    EXPECT_BUG((lot_code({2026y / July / 15, 0})));
    EXPECT_BUG((lot_code({2026y / July / 15, 1'000'000'000})));
}

TEST(LotCode, OnlyCodesOfOurFormTellDayAndNumber) {
    EXPECT_EQ(harvest_lot_from("260715N01"), (HarvestLot{2026y / July / 15, 1}));
    for (const auto* other :
         {"",
          "LOT1",
          "260715N",
          "260715N1",
          "260715N00",
          "260715N001",
          "260230N01",
          "261315N01",
          "260715-01",
          "260715n01",
          "+60715N01",
          "260715N+1",
          "260715N9999999999"})
        EXPECT_FALSE(harvest_lot_from(other)) << other;
}

TEST(LotCode, TypedCodesKeepTheirSigns) {
    EXPECT_EQ(lot_code_from("  Lo-01/2026\t").value(), "Lo-01/2026");
    EXPECT_EQ(lot_code_from("12345678901234567890").value().size(), 20U);
    EXPECT_EQ(lot_code_from("!\"%&'()*+,-./:;<=>?_").value(), "!\"%&'()*+,-./:;<=>?_");
}

TEST(LotCode, TypedCodesOutsideTheStandardAreRefusedWithTheReason) {
    for (const auto* wrong :
         {"", "   ", "LÔ 01", "LO 01", "123456789012345678901", "A#1", "A^1", "a\nb", "\xff\xfe"}) {
        const auto code = lot_code_from(wrong);
        ASSERT_FALSE(code) << wrong;
        EXPECT_EQ(code.error(), wrong_lot_code);
        EXPECT_FALSE(code.error().vi.empty());
        EXPECT_FALSE(code.error().en.empty());
    }
    EXPECT_NE(lot_code_from("LÔ01").error().vi.find("\"Ô\""), std::string::npos);
    EXPECT_NE(lot_code_from("LO 01").error().en.find("hyphen"), std::string::npos);
}

RC_GTEST_PROP(LotCodeProperty, WhatIsWrittenIsReadBackAndFitsALabel, ()) {
    const auto day = sys_days(2000y / January / 1) + days(*rc::gen::inRange(0, 36'525));
    const HarvestLot lot{Day(day), *rc::gen::inRange<std::uint32_t>(1, 1'000'000'000)};
    const auto code = lot_code(lot);
    RC_ASSERT(harvest_lot_from(code) == std::optional(lot));
    RC_ASSERT(lot_code_from(code).value() == code);
    RC_ASSERT(code.find_first_not_of("0123456789N") == std::string::npos);
}

RC_GTEST_PROP(LotCodeProperty, NoTextBreaksTheReader, (const std::string& typed)) {
    const auto code = lot_code_from(typed);
    if (code) {
        RC_ASSERT(!code->empty() && code->size() <= lot_code_signs);
        RC_ASSERT(std::all_of(code->begin(), code->end(), is_sign_of_set_82));
    } else {
        RC_ASSERT(code.error() == wrong_lot_code);
    }
}

}  // namespace
}  // namespace chophien::traceability
