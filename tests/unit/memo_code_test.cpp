#include "payments/memo_code.hpp"

#include "core/crockford.hpp"
#include "core/result.hpp"
#include "tests/unit/bugs.hpp"
#include "tests/unit/shared_vectors.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>

namespace chophien::payments {
namespace {

using Codes = std::vector<std::string>;

TEST(MemoCode, EndsWithItsCheckSign) {
    EXPECT_EQ(memo_check_sign("0000001"), 'Y');
    EXPECT_EQ(memo_check_sign("7K2M9QX"), '3');
    EXPECT_EQ(memo_check_sign("9999999"), 'X');
    EXPECT_EQ(memo_code(1), "HTX0000001Y");
    EXPECT_EQ(memo_code(memo_codes + 1), "HTX0000001Y");
    EXPECT_BUG((memo_check_sign("U")));
}

struct Line {
    const char* memo;
    Codes codes;
};

class Lines : public testing::TestWithParam<Line> {};

TEST_P(Lines, TellTheirCodes) { EXPECT_EQ(memo_codes_in(GetParam().memo), GetParam().codes); }

INSTANTIATE_TEST_SUITE_P(
    MemoCode,
    Lines,
    testing::Values(
        Line{"", {}},
        Line{"HTX", {}},
        Line{"HTX7K2M9QX", {}},
        Line{"HTX7K2M9QX3", {"HTX7K2M9QX3"}},
        Line{"HTX7K2M9QX4", {}},
        Line{"MBVCB.123456.htx 7k2m-9qx3.CT tu 0011 toi 0022", {"HTX7K2M9QX3"}},
        Line{"Thanh toán HTX7K2M9QX3 và HTXA0B1C2D1 ạ", {"HTX7K2M9QX3", "HTXA0B1C2D1"}},
        Line{"HTX7K2M9QX3 HTX7K2M9QX3", {"HTX7K2M9QX3"}},
        Line{"HTXI234567M htxAOB1C2Dl", {"HTX1234567M", "HTXA0B1C2D1"}},
        Line{"HTHTX7K2M9QX3", {"HTX7K2M9QX3"}},
        Line{"HTX AN HTX7K2M9QX3", {"HTX7K2M9QX3"}},
        Line{"HTXUUUUUUUU", {}}
    )
);

TEST(MemoCode, OnlyTheBeginningOfAVeryLongLineIsRead) {
    EXPECT_EQ(memo_codes_in(std::string(4000, '.') + "HTX7K2M9QX3"), Codes{"HTX7K2M9QX3"});
    EXPECT_EQ(memo_codes_in(std::string(5000, '.') + "HTX7K2M9QX3"), Codes{});
}

RC_GTEST_PROP(MemoCodeProperty, IsFoundAgainWhateverBanksDoToIt, (std::uint64_t random)) {
    const auto code = memo_code(random);
    RC_ASSERT(code.size() == memo_code_signs);
    std::string line;
    for (const char sign : code) {
        line += *rc::gen::arbitrary<bool>() ? sign : static_cast<char>(std::tolower(sign));
        if (*rc::gen::inRange(0, 3) == 0) line += *rc::gen::elementOf(std::string(" .-/,"));
    }
    const auto found = memo_codes_in("MBVCB 12 " + line + " 99");
    RC_ASSERT(std::ranges::find(found, code) != found.end());
}

RC_GTEST_PROP(MemoCodeProperty, EveryChangedSignIsFound, (std::uint64_t random)) {
    auto code = memo_code(random);
    const auto right = code;
    const auto at = *rc::gen::inRange<std::size_t>(3, code.size());
    const auto by = *rc::gen::inRange<std::size_t>(1, 32);
    code[at] = crockford::capitals[(crockford::capitals.find(code[at]) + by) % 32];
    RC_ASSERT(code != right);
    RC_ASSERT(memo_codes_in(code).empty());
}

TEST(MemoCode, TheSharedMemosAreReadRight) {
    const auto file = tests::shared_vectors("payments/vectors/bank-feed.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("payments/vectors/bank-feed.json");
    int seen = 0;
    for (const auto& vector : file->at("vectors")) {
        if (vector.at("kind") == "memo_check") {
            const std::string data = vector.at("input").at("data");
            EXPECT_EQ("HTX" + data + memo_check_sign(data), vector.at("expect").at("code")) << vector;
            EXPECT_EQ(memo_code(crockford::read(data).value()), vector.at("expect").at("code")) << vector;
            ++seen;
        }
        if (vector.at("kind") == "memo_find") {
            const std::string memo = vector.at("input").at("memo");
            EXPECT_EQ(memo_codes_in(memo), vector.at("expect").at("codes").get<Codes>()) << vector;
            ++seen;
        }
    }
    EXPECT_GE(seen, 17);
}

}  // namespace
}  // namespace chophien::payments
