// The words of CBV 2.0 in their three spellings, and units that measure the same.
#include "core/csv.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <gtest/gtest.h>

#include <map>

namespace chophien::traceability::epcis {
namespace {

using tests::no_vectors;
using tests::shared_text;

TEST(EpcisVocabulary, EveryStandardWordHasItsSpellingsAndANumberOfItsOwn) {
    const std::map<std::string, Vocabulary> files{
        {"biz-steps", Vocabulary::biz_step},
        {"dispositions", Vocabulary::disposition},
        {"business-transaction-types", Vocabulary::biz_transaction},
        {"source-destination-types", Vocabulary::source_destination},
        {"error-reasons", Vocabulary::error_reason},
        {"sensor-components", Vocabulary::component},
        {"sensor-alert-types", Vocabulary::sensor_alert},
        {"measurement-types", Vocabulary::measurement},
    };
    for (const auto& [file, list] : files) {
        const auto text = shared_text("gs1/vocab/" + file + ".csv");
        if (!text) GTEST_SKIP() << no_vectors("gs1/vocab");
        csv::Reader reader(*text);
        std::vector<std::string> row;
        (void)reader.next(row);
        std::size_t words = 0;
        while (*reader.next(row)) {
            ++words;
            const auto number = number_of(list, row[0]);
            ASSERT_TRUE(number) << row[0];
            EXPECT_EQ(word_of(list, *number), row[0]);
            EXPECT_EQ(word_behind(list, row[1]), row[0]);
            EXPECT_EQ(word_behind(list, web_uri_of(list, row[0])), row[0]);
            EXPECT_EQ(urn_of_word(list, row[0]), row[2]);
            if (!row[2].empty()) {
                EXPECT_EQ(word_behind(list, row[2]), row[0]);
                EXPECT_EQ(web_uri_of(list, row[0]), row[1]);
            }
        }
        EXPECT_FALSE(word_of(list, static_cast<std::uint16_t>(words + 1))) << file;
    }
}

TEST(EpcisVocabulary, OtherWordsAreNone) {
    EXPECT_FALSE(number_of(Vocabulary::biz_step, "harvesting"));
    EXPECT_FALSE(number_of(Vocabulary::biz_step, "active"));
    EXPECT_FALSE(word_behind(Vocabulary::biz_step, "https://example.org/BizStep-shipping"));
    EXPECT_FALSE(word_behind(Vocabulary::biz_step, "urn:epcglobal:cbv:disp:active"));
    EXPECT_TRUE(is_unknown_urn(Vocabulary::biz_step, "urn:epcglobal:cbv:bizstep:harvesting"));
    EXPECT_FALSE(is_unknown_urn(Vocabulary::biz_step, "urn:epcglobal:cbv:bizstep:shipping"));
    EXPECT_FALSE(is_unknown_urn(Vocabulary::biz_step, "urn:x:step"));
    EXPECT_FALSE(word_of(Vocabulary::biz_step, 0));
}

TEST(EpcisVocabulary, NumbersOfStoredWordsStay) {
    EXPECT_EQ(number_of(Vocabulary::biz_step, "accepting"), 1);
    EXPECT_EQ(number_of(Vocabulary::biz_step, "void_shipping"), 41);
    EXPECT_EQ(number_of(Vocabulary::disposition, "active"), 1);
    EXPECT_EQ(number_of(Vocabulary::biz_transaction, "po"), 6);
    EXPECT_EQ(number_of(Vocabulary::source_destination, "possessing_party"), 3);
    EXPECT_EQ(number_of(Vocabulary::measurement, "Temperature"), 64);
}

TEST(EpcisVocabulary, UnitsOfOneDimensionMeet) {
    struct Row {
        std::string unit;
        double value;
        std::string dimension;
        double base;
    };

    const std::vector<Row> table{
        {"CEL", 30, "temperature", 303.15},
        {"FAH", 86, "temperature", 303.15},
        {"KEL", 303.15, "temperature", 303.15},
        {"TNE", 2.5, "mass", 2500},
        {"LBR", 1, "mass", 0.45359237},
        {"KMH", 36, "speed", 10},
        {"P1", 85, "number", 0.85},
        {"A93", 12.1, "density", 0.0121},
        {"DD", 180, "angle", 3.141592653589793},
    };
    for (const auto& [unit, value, dimension, base] : table) {
        const auto read = base_value(unit, value);
        ASSERT_TRUE(read) << unit;
        EXPECT_EQ(read->dimension, dimension);
        EXPECT_NEAR(read->value, base, 1e-9) << unit;
    }
    EXPECT_FALSE(base_value("XYZ", 1));
    EXPECT_EQ(dimension_of("Temperature"), "temperature");
    EXPECT_EQ(dimension_of("RelativeHumidity"), "number");
    EXPECT_EQ(dimension_of("Dimensionless"), "");
    EXPECT_EQ(dimension_of("Sweetness"), "");
}

}  // namespace
}  // namespace chophien::traceability::epcis
