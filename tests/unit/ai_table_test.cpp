#include "traceability/ai_table.hpp"

#include "tests/unit/bracketed.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/refusals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace chophien::traceability {
namespace {

using tests::elements_from;

TEST(AiTable, TheTableKnowsGroupsOfIdentifiers) {
    EXPECT_NE(find_identifier("3103"), nullptr);
    EXPECT_NE(find_identifier("99"), nullptr);
    for (const auto* none : {"", "0", "1", "05", "3106", "310", "31030", "8x", "7260", "ab"})
        EXPECT_EQ(find_identifier(none), nullptr) << none;
    EXPECT_TRUE(find_identifier("01")->fixed_length);
    EXPECT_FALSE(find_identifier("10")->fixed_length);
    EXPECT_TRUE(is_qualifier("8020"));
    EXPECT_FALSE(is_qualifier("01"));
}

struct Judgement {
    const char* ai;
    const char* value;
    const Refusal* why;  // null when right
};

class Values : public testing::TestWithParam<Judgement> {};

TEST_P(Values, AreJudgedByTheTable) {
    const auto [ai, value, why] = GetParam();
    const auto judged = check_element({ai, value});
    EXPECT_EQ(judged ? "" : judged.error().why->code, why == nullptr ? "" : why->code)
        << "(" << ai << ")" << value;
}

INSTANTIATE_TEST_SUITE_P(
    AiTable,
    Values,
    testing::Values(
        Judgement{"00", "189360000000000018", nullptr},
        Judgement{"00", "189360000000000019", &wrong_check_digit},
        Judgement{"01", "8936000000011", &value_too_short},
        Judgement{"01", "0X936000000011", &not_a_digit},
        Judgement{"01", "", &empty_value},
        Judgement{"05", "1", &unknown_identifier},
        Judgement{"10", "A_b-1", nullptr},
        Judgement{"10", "A B", &foreign_sign},
        Judgement{"10", "123456789012345678901", &value_too_long},
        Judgement{"17", "280229", nullptr},
        Judgement{"17", "280200", nullptr},
        Judgement{"17", "270229", &wrong_date},
        Judgement{"7007", "260715260720", nullptr},
        Judgement{"7007", "260715", nullptr},
        Judgement{"7007", "2607152607", &value_too_short},
        Judgement{"7003", "2607152460", &wrong_date},
        Judgement{"8008", "26071512", nullptr},
        Judgement{"8008", "2607151260", &wrong_date},
        Judgement{"422", "704", nullptr},
        Judgement{"422", "999", &wrong_value},
        Judgement{"7030", "999X", nullptr},
        Judgement{"4307", "VN", nullptr},
        Judgement{"4307", "vn", &wrong_value},
        Judgement{"3910", "7041000", nullptr},
        Judgement{"4309", "02790858483015297971", nullptr},
        Judgement{"8003", "08936000000011", nullptr},
        Judgement{"8003", "18936000000018", &wrong_value},
        Judgement{"8006", "089360000000110102", nullptr},
        Judgement{"8006", "089360000000110201", &wrong_value},
        Judgement{"8007", "BE71096123456769", nullptr},
        Judgement{"8007", "BE71096123456760", &wrong_value},
        Judgement{"8010", "893-1", &wrong_company_prefix},
        Judgement{"8010", "8936A#1/2", nullptr},
        Judgement{"8010", "8936a", &foreign_sign},
        Judgement{"8011", "012", &wrong_value},
        Judgement{"8013", "1987654Ad4X4bL5ttr2310c2K", nullptr},
        Judgement{"8013", "1987654Ad4X4bL5ttr2310c2L", &wrong_check_digit},
        Judgement{"7258", "2/3", nullptr},
        Judgement{"7258", "3/2", &wrong_value},
        Judgement{"4330", "000100-", nullptr},
        Judgement{"4330", "000100+", &wrong_value},
        Judgement{"8030", "a-_=", nullptr},
        Judgement{"8030", "a+", &foreign_sign}
    )
);

struct Company {
    const char* elements;
    const Refusal* why;
};

class Companies : public testing::TestWithParam<Company> {};

TEST_P(Companies, AreJudgedByTheTable) {
    const auto [text, why] = GetParam();
    const auto judged = check_together(elements_from(text));
    EXPECT_EQ(judged ? "" : judged.error().why->code, why == nullptr ? "" : why->code) << text;
}

INSTANTIATE_TEST_SUITE_P(
    AiTable,
    Companies,
    testing::Values(
        Company{"(01)08936000000011(10)L1(21)S1", nullptr},
        Company{"(10)L1", &companion_missing},
        Company{"(02)08936000000011(37)5(00)189360000000000018", nullptr},
        Company{"(02)08936000000011(37)5", &companion_missing},
        Company{"(02)08936000000011(01)08936000000011", &forbidden_pair},
        Company{"(01)08936000000011(250)X", &companion_missing},
        Company{"(01)08936000000011(21)S(250)X", nullptr},
        Company{"(01)08936000000011(3102)000100(3103)001000", &forbidden_pair},
        Company{"(01)08936000000011(3925)12599(3103)001000", nullptr},
        Company{"(01)08936000000011(3925)12599", &companion_missing},
        Company{"(400)A(400)A", nullptr},
        Company{"(400)A(400)B", &repeated_identifier},
        Company{"(8030)SIG(01)08936000000011", &companion_missing},
        Company{"(8030)SIG(01)08936000000011(21)S", nullptr},
        Company{"(8030)SIG(8003)08936000000011", &value_too_short},
        Company{"(8030)SIG(8003)08936000000011C", nullptr}
    )
);

TEST(AiTable, CurrenciesAndCountriesAreThoseOfToday) {
    EXPECT_TRUE(find_content_rule("currency")->holds("704"));
    EXPECT_TRUE(find_content_rule("currency")->holds("978"));
    EXPECT_FALSE(find_content_rule("currency")->holds("705"));
    EXPECT_FALSE(find_content_rule("currency")->holds("000"));
    EXPECT_TRUE(find_content_rule("country")->holds("704"));
    EXPECT_FALSE(find_content_rule("country")->holds("900"));
    EXPECT_TRUE(find_content_rule("country2")->holds("VN"));
    EXPECT_FALSE(find_content_rule("country2")->holds("vn"));
    EXPECT_FALSE(find_content_rule("country2")->holds("ZZ"));
}

TEST(AiTable, TheSharedCombinationsAreJudgedRight) {
    const auto file = tests::shared_vectors("gs1/vectors/ai-combination-rules.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/ai-combination-rules.json");
    int seen = 0;
    for (const auto& vector : file->at("vectors")) {
        const auto elements = elements_from(vector.at("bracketed_ai").get<std::string>());
        const auto judged = check_together(elements);
        const std::string rule = vector.at("rule");
        // The file judges one rule at a time: a refusal for another rule says nothing about this one.
        const auto& why = rule == "no_conflicting_repeats" ? repeated_identifier
                          : rule == "mutually_exclusive"   ? forbidden_pair
                          : rule == "required_companions"  ? companion_missing
                                                           : value_too_short;
        if (vector.at("valid").get<bool>())
            EXPECT_TRUE(judged || !(judged.error() == why)) << vector << judged.error().why->code;
        else
            EXPECT_FALSE(judged) << vector;
        ++seen;
    }
    EXPECT_GE(seen, 40);
}

TEST(AiTable, TheSharedContentRulesAreJudgedRight) {
    const auto file = tests::shared_vectors("gs1/vectors/field-validators.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/field-validators.json");
    const std::map<std::string, std::string> names{
        {"csum", "check"},
        {"csumalpha", "pair"},
        {"hasnondigit", "nondigit"},
        {"hh", "hour"},
        {"hhmi", "time"},
        {"hyphen", "hyphen"},
        {"iban", "iban"},
        {"iso3166", "country"},
        {"iso3166999", "country999"},
        {"iso5218", "sex"},
        {"latitude", "latitude"},
        {"longitude", "longitude"},
        {"mediatype", "medium"},
        {"mi", "minute"},
        {"nonzero", "nonzero"},
        {"nozeroprefix", "number"},
        {"pcenc", "percent"},
        {"pieceoftotal", "piece"},
        {"posinseqslash", "place"},
        {"ss", "second"},
        {"winding", "winding"},
        {"yesno", "yesno"},
        {"yymmd0", "day0"},
        {"yymmdd", "day"},
        {"yyyymmdd", "longday"},
        {"zero", "zero"}};
    int seen = 0;
    for (const auto& vector : file->at("vectors")) {
        const auto name = names.find(vector.at("validator"));
        if (name == names.end())
            continue;  // prefixes look into GS1's register there; sets of signs are judged below
        const std::string input = vector.at("input");
        EXPECT_EQ(find_content_rule(name->second)->holds(input), vector.at("valid").get<bool>()) << vector;
        ++seen;
    }
    EXPECT_GE(seen, 500);
    for (const auto& vector : file->at("vectors")) {
        if (vector.at("validator") != "cset82") continue;
        const std::string input = vector.at("input");
        EXPECT_EQ(std::ranges::all_of(input, is_sign_of_set_82), vector.at("valid").get<bool>()) << vector;
    }
}

}  // namespace
}  // namespace chophien::traceability
