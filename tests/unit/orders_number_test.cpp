// Order numbers and follow codes survive how people write them, and nothing else passes for them.
#include "core/crockford.hpp"
#include "orders/number.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>

namespace chophien::orders {
namespace {

using std::chrono::year;

const Day day = year(2026) / 11 / 21;

TEST(OrderNumber, IsYearEightSignsAndACheckSign) {
    EXPECT_EQ(order_number(day, 0).substr(0, 13), "26-0000-0000-");
    EXPECT_EQ(order_number(day, 1).substr(0, 13), "26-0000-0001-");
    EXPECT_EQ(order_number(day, ~std::uint64_t{0}).substr(0, 13), "26-ZZZZ-ZZZZ-");
    EXPECT_EQ(order_number(year(2109) / 1 / 1, 5).substr(0, 3), "09-");
    EXPECT_EQ(order_number(day, 7).size(), 14U);
}

RC_GTEST_PROP(OrderNumber, IsReadBackFromAnySpelling, (std::uint64_t random)) {
    const auto number = order_number(day, random);
    RC_ASSERT(order_number_from(number) == number);
    std::string sloppy = " ";
    for (const char sign : number) {
        if (sign == '-') continue;
        sloppy += *rc::gen::element<std::string>("", " ", "-");
        if (sign == '0') {
            sloppy += *rc::gen::element('0', 'o', 'O');
        } else if (sign == '1') {
            sloppy += *rc::gen::element('1', 'l', 'I');
        } else {
            sloppy += *rc::gen::element(sign, static_cast<char>(std::tolower(sign)));
        }
    }
    RC_ASSERT(order_number_from(sloppy) == number);
}

RC_GTEST_PROP(OrderNumber, WithOneWrongSignIsNoNumber, (std::uint64_t random)) {
    auto number = order_number(day, random);
    std::size_t at = *rc::gen::inRange<std::size_t>(0, number.size());
    RC_PRE(number[at] != '-');
    const char other = crockford::capitals[*rc::gen::inRange<std::size_t>(0, 32)];
    RC_PRE(other != number[at]);
    number[at] = other;
    RC_ASSERT(!order_number_from(number));
}

TEST(OrderNumber, IsNothingElse) {
    for (const std::string text :
         {"", "-", "26", "26-0000-0000", "26-0000-0000-00", "26-U000-0000-0", "26_0000_0000_0"})
        EXPECT_FALSE(order_number_from(text)) << text;
    EXPECT_FALSE(order_number_from(order_number(day, 3) + std::string(100, ' ')))
        << "longer than anybody types";
}

TEST(FollowCode, IsNewEachTimeAndReadInAnySpelling) {
    std::set<std::string> codes;
    for (int count = 0; count < 1000; ++count) codes.insert(new_follow_code());
    EXPECT_EQ(codes.size(), 1000U);
    const auto& code = *codes.begin();
    EXPECT_EQ(code.size(), 19U);
    std::string sloppy;
    for (const char sign : code)
        if (sign != '-') sloppy += sign == '0' ? 'o' : static_cast<char>(std::tolower(sign));
    EXPECT_EQ(follow_digest(code), follow_digest(sloppy));
    EXPECT_NE(follow_digest(code), follow_digest(*codes.rbegin()));
}

TEST(FollowCode, ThatIsNoneMeetsNoStoredDigest) {
    const auto none = follow_digest("");
    for (const std::string text :
         {"1234", "7QF3-K2M9-X4T8-N0P", "7QF3-K2M9-X4T8-N0PQ-1", "uuuu-uuuu-uuuu-uuuu"})
        EXPECT_EQ(follow_digest(text), none) << text;
    for (int count = 0; count < 100; ++count) EXPECT_NE(follow_digest(new_follow_code()), none);
}

}  // namespace
}  // namespace chophien::orders
