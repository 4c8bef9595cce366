// One name for one thing: Digital Links on any host, EPC URNs and private URIs.
#include "core/gs1_key.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/urn.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using tests::no_vectors;
using tests::shared_vectors;

PrefixLength always(int digits) {
    return [digits](std::string_view) { return std::optional(digits); };
}

TEST(EpcisNames, UrnsAndLinksMeetAsInThePublishedPairs) {
    const auto vectors = shared_vectors("gs1/vectors/epc-urn-digital-link.json");
    if (!vectors) GTEST_SKIP() << no_vectors("gs1/vectors/epc-urn-digital-link.json");
    std::size_t seen = 0;
    for (const auto& vector : (*vectors)["vectors"]) {
        const auto from = vector["from"].get<std::string>();
        const auto to = vector["to"].get<std::string>();
        ++seen;
        if (vector["direction"] == "to_urn") {
            EXPECT_EQ(
                urn_of(canonical_name(from), always(vector["company_prefix_length"])).value_or("none"), to
            ) << from;
            EXPECT_EQ(canonical_name(to), canonical_name(from));
        } else {
            // The pairs leave signs as they are which a canonical link escapes.
            EXPECT_EQ(unescaped_in_path(canonical_name(from)), unescaped_in_path(to));
            EXPECT_EQ(canonical_name(from), canonical_name(to));
            EXPECT_FALSE(name_from(from).broken) << from;
        }
    }
    EXPECT_EQ(seen, 71U);
}

struct Row {
    std::string uri, canonical;
    Level level;
};

TEST(EpcisNames, EachShapeHasItsCanonicalFormAndLevel) {
    const std::string gtin = "08938505974019";
    const std::vector<Row> table{
        {"https://qr.example.vn/01/08938505974019/21/A1", "/01/08938505974019/21/A1", Level::unit},
        {"HTTPS://EXAMPLE.VN/a/b/01/08938505974019/10/L1?17=270101#x",
         "/01/08938505974019/10/L1",
         Level::lot},
        {"http://id.gs1.org/01/08938505974019", "/01/08938505974019", Level::product},
        {"https://x.vn/01/08938505974019/22/v/10/L1/21/A1", "/01/08938505974019/21/A1", Level::unit},
        {"https://x.vn/01/08938505974019/235/T1", "/01/08938505974019/235/T1", Level::unit},
        {"https://x.vn/00/089385050000000015", "/00/089385050000000015", Level::unit},
        {"urn:epc:id:sgln:8938505.97400.0", "/414/8938505974002", Level::place},
        {"urn:epc:id:sgln:8938505.97400.kho%2F1", "/414/8938505974002/254/kho%2F1", Level::place},
        {"https://x.vn/414/8938505974002/254/kho%2f1", "/414/8938505974002/254/kho%2F1", Level::place},
        {"urn:epc:id:pgln:8938505.97400", "/417/8938505974002", Level::party},
        {"urn:epc:id:giai:8938505.can01", "/8004/8938505can01", Level::unit},
        {"urn:epc:id:grai:8938505.97400.7", "/8003/089385059740027", Level::unit},
        {"urn:epc:idpat:grai:8938505.97400.*", "/8003/08938505974002", Level::product},
        {"urn:epc:idpat:sgtin:8938505.097401.*", "/01/08938505974019", Level::product},
        {"urn:epc:class:lgtin:8938505.097401.L1", "/01/08938505974019/10/L1", Level::lot},
        {"https://x.vn/01/" + gtin + "/00/089385050000000015", "/00/089385050000000015", Level::unit},
        {"https://x.vn/253/8938505974002A1", "/253/8938505974002A1", Level::document},
    };
    for (const auto& [uri, canonical, level] : table) {
        const auto name = name_from(uri);
        EXPECT_EQ(name.canonical, "https://id.gs1.org" + canonical) << uri;
        EXPECT_EQ(name.level, level) << uri;
        EXPECT_FALSE(name.wrong_check_digit) << uri;
    }
}

TEST(EpcisNames, WhatIsNoKeyIsItsOwnName) {
    for (const std::string uri :
         {"urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341",
          "geo:21.03,105.85",
          "https://example.org/orders/7",
          "urn:epc:idpat:sgtin:8938505.*.*",
          "https://x.vn/01/8938505974019",
          "https://x.vn/01/08938505974019/",
          "urn:epc:id:gid:95100000.12345.400",
          ""}) {
        EXPECT_EQ(canonical_name(uri), uri);
        EXPECT_FALSE(name_from(uri).broken) << uri;
    }
    EXPECT_TRUE(name_from("urn:epc:id:sgtin:8938505.97401.1").broken);
    EXPECT_TRUE(name_from("https://id.gs1.org/01/8938505974019").broken);
}

TEST(EpcisNames, CheckDigitsAreToldWrongAndTheNameIsKept) {
    const auto vectors = shared_vectors("gs1/vectors/check-digits.json");
    if (!vectors) GTEST_SKIP() << no_vectors("gs1/vectors/check-digits.json");
    const std::map<std::string, std::string> ai{
        {"GTIN-14", "01"},
        {"GLN", "414"},
        {"SSCC", "00"},
        {"GRAI", "8003"},
        {"GDTI", "253"},
        {"GSRN", "8018"},
        {"GSIN", "402"},
        {"GIAI", "8004"}};
    std::size_t seen = 0;
    for (const auto& vector : (*vectors)["vectors"]) {
        const auto key = ai.find(vector["kind"]);
        if (key == ai.end()) continue;
        ++seen;
        const auto name = name_from(
            "https://id.gs1.org/" + key->second + "/" + escaped_in_path(vector["input"].get<std::string>())
        );
        const bool digit = vector.value("reason", "") == "wrong_check_digit";
        EXPECT_EQ(name.wrong_check_digit, digit) << vector;
        EXPECT_EQ(name.broken, !vector["valid"].get<bool>() && !digit) << vector;
    }
    EXPECT_GT(seen, 20U);
}

TEST(EpcisNames, AStrictLinkHasTheSameNameAsALabels) {
    const auto vectors = shared_vectors("gs1/vectors/digital-link-generated.json");
    if (!vectors) GTEST_SKIP() << no_vectors("gs1/vectors/digital-link-generated.json");
    std::size_t seen = 0;
    for (const auto& vector : (*vectors)["vectors"]) {
        const auto uri = vector.value("uri", vector.value("input", ""));
        const auto link = digital_link_from(uri);
        if (!link) continue;
        ++seen;
        const auto label = trace_name(*link);
        const auto name = name_from(uri);
        EXPECT_EQ(name.canonical, label.uri) << uri;
        EXPECT_EQ(name.lot, label.lot.value_or("")) << uri;
    }
    EXPECT_GT(seen, 100U);
}

TEST(EpcisNames, NothingIsGuessedWithoutTheLengthOfThePrefix) {
    const auto unknown = [](std::string_view) { return std::optional<int>(); };
    EXPECT_FALSE(urn_of("https://id.gs1.org/01/08938505974019/21/A1", unknown));
    EXPECT_FALSE(urn_of("https://id.gs1.org/01/08938505974019/21/A1", nullptr));
    EXPECT_FALSE(urn_of("urn:uuid:1", always(7)));
    EXPECT_EQ(company_prefix_of("urn:epc:id:sgtin:8938505.097401.1"), "8938505");
    EXPECT_EQ(company_prefix_of("urn:uuid:1"), "");
}

TEST(EpcisNames, ALotBelongsToItsProduct) {
    EXPECT_EQ(
        product_of("https://id.gs1.org/01/08938505974019/21/A1"), "https://id.gs1.org/01/08938505974019"
    );
    EXPECT_EQ(product_of("https://id.gs1.org/414/8938505974002"), "");
    EXPECT_EQ(
        lot_name("https://id.gs1.org/01/08938505974019/21/A1", "L/1"),
        "https://id.gs1.org/01/08938505974019/10/L%2F1"
    );
    EXPECT_EQ(lot_name("urn:uuid:1", "L1"), "");
}

TEST(EpcisNames, APatternOfUrnsBecomesAPatternOfNames) {
    EXPECT_EQ(like_of("urn:epc:idpat:sgtin:8938505.*.*"), "https://id.gs1.org/01/_8938505%/21/%");
    EXPECT_EQ(like_of("urn:epc:idpat:sscc:8938505.*"), "https://id.gs1.org/00/_8938505%");
    EXPECT_EQ(like_of("urn:epc:idpat:grai:8938505.*.*"), "https://id.gs1.org/8003/08938505%");
    EXPECT_EQ(like_of("urn:epc:idpat:sgtin:*.*.*"), "https://id.gs1.org/01/%/21/%");
    EXPECT_FALSE(like_of("urn:epc:idpat:sgtin:8938505.097401.*"));  // one class: a name
    EXPECT_FALSE(like_of("urn:epc:id:sgtin:8938505.097401.1"));
    EXPECT_FALSE(like_of("urn:epc:idpat:sgtin:%.*.*"));
}

RC_GTEST_PROP(EpcisNames, AUrnBecomesALinkAndTheSameUrnAgain, ()) {
    const int length = *rc::gen::inRange(6, 13);
    const auto digits = [](std::size_t count) {
        return rc::gen::container<std::string>(count, rc::gen::inRange('0', static_cast<char>('9' + 1)));
    };
    const auto prefix = *digits(static_cast<std::size_t>(length));
    const auto reference = *digits(static_cast<std::size_t>(13 - length));
    const auto place = *digits(static_cast<std::size_t>(12 - length));
    const auto serial = *rc::gen::suchThat(
        rc::gen::container<std::string>(
            rc::gen::element('A', 'z', '0', '7', '-', '.', '/', '%', '?', '!', '(', '+')
        ),
        [](const std::string& text) { return !text.empty() && text.size() <= 16 && text != "0"; }
    );
    std::string escaped;
    for (const char sign : serial)
        escaped += sign == '/' ? "%2F" : sign == '%' ? "%25" : sign == '?' ? "%3F" : std::string(1, sign);
    const std::vector<std::string> urns{
        "urn:epc:id:sgtin:" + prefix + "." + reference + "." + escaped,
        "urn:epc:class:lgtin:" + prefix + "." + reference + "." + escaped,
        "urn:epc:id:upui:" + prefix + "." + reference + "." + escaped,
        "urn:epc:idpat:sgtin:" + prefix + "." + reference + ".*",
        "urn:epc:id:itip:" + prefix + "." + reference + ".01.02." + escaped,
        "urn:epc:id:sgln:" + prefix + "." + place + "." + escaped,
        "urn:epc:id:sgln:" + prefix + "." + place + ".0",
        "urn:epc:id:pgln:" + prefix + "." + place,
        "urn:epc:id:grai:" + prefix + "." + place + "." + escaped,
        "urn:epc:id:gdti:" + prefix + "." + place + "." + escaped,
        "urn:epc:id:giai:" + prefix + "." + escaped,
        "urn:epc:id:ginc:" + prefix + "." + escaped,
        "urn:epc:id:sscc:" + prefix + "." + reference + "1234",
        "urn:epc:id:gsrn:" + prefix + "." + place + "12345",
    };
    for (const auto& urn : urns) {
        const auto name = name_from(urn);
        RC_ASSERT(name.canonical.starts_with("https://id.gs1.org/"));
        RC_ASSERT(!name.wrong_check_digit);
        RC_ASSERT(canonical_name(name.canonical) == name.canonical);
        RC_ASSERT(urn_of(name.canonical, always(length)).value_or("none") == urn);
    }
}

}  // namespace
}  // namespace chophien::traceability::epcis
