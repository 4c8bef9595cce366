#include "traceability/digital_link.hpp"
#include "traceability/plots/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability::plots {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PlaceFacts facts(PlaceKind kind = PlaceKind::plot) {
    PlaceFacts made;
    made.kind = kind;
    made.name = "Đồi 1";
    made.province = "04";
    return made;
}

std::vector<std::string> pointers(const PlaceFacts& of) {
    std::vector<std::string> found;
    for (const auto& fault : faults_of(of)) found.push_back(fault.pointer);
    return found;
}

TEST(Places, KnownByAPointSayTheirAreaUpToFourHectares) {
    auto plot = facts();
    EXPECT_THAT(pointers(plot), IsEmpty()) << "a plot may be outlined later";
    plot.geometry = Geometry{GeometryType::point, {{1'060'000'000, 220'000'000}}};
    EXPECT_THAT(pointers(plot), ElementsAre("/square_metres"));
    plot.square_metres = 40'000;
    EXPECT_THAT(pointers(plot), IsEmpty());
    plot.square_metres = 40'001;
    EXPECT_THAT(pointers(plot), ElementsAre("/geometry"));
    plot.kind = PlaceKind::packing_house;
    EXPECT_THAT(pointers(plot), IsEmpty()) << "nothing grows in a packing house";
}

TEST(Places, SayCountriesOfACodeOnlyWithTheCode) {
    auto plot = facts();
    plot.code_market = "CN";
    EXPECT_THAT(pointers(plot), ElementsAre("/code"));
    plot.code = "VN-CBOR-0012";
    EXPECT_THAT(pointers(plot), IsEmpty());
    plot.code_country = "vn";
    plot.code_market = "CHN";
    plot.commune_code = "123";
    EXPECT_THAT(pointers(plot), ElementsAre("/commune_code", "/code_country", "/code_market"));
}

TEST(Places, AreTakenWithAnUnusualCodeAndADoubt) {
    auto plot = facts();
    EXPECT_FALSE(doubt_about_code(plot));
    for (const auto* usual : {"VN-TGOR-0095", "VN-CBOR-123"}) {
        plot.code = usual;
        EXPECT_FALSE(doubt_about_code(plot)) << usual;
    }
    for (const auto* unusual : {"VN-TGPH-0012", "TGOR0095", "VN-tgOR-0095", "VN-TGOR-00951"}) {
        plot.code = unusual;
        EXPECT_THAT(pointers(plot), IsEmpty());
        ASSERT_TRUE(doubt_about_code(plot)) << unusual;
        EXPECT_THAT(doubt_about_code(plot)->vi, testing::HasSubstr("VN-TGOR-0095"));
    }
    plot.kind = PlaceKind::packing_house;
    plot.code = "VN-TGPH-0012";
    EXPECT_FALSE(doubt_about_code(plot));
    plot.code_country = "CN";
    plot.code = "anything";
    EXPECT_FALSE(doubt_about_code(plot)) << "another country's codes are not known here";
}

TEST(PlatformNumbers, AreGoodForChecksAndNobodysOwn) {
    EXPECT_EQ(platform_gln(1).text(), "0480000000017");
    EXPECT_TRUE(is_platform(platform_gln(platform_numbers)));
    EXPECT_FALSE(is_platform(gln_from("8936000000011").value()));
    EXPECT_FALSE(is_restricted(gln_from("8936000000011").value()));
}

RC_GTEST_PROP(PlatformNumbers, StandInLinksAndNeverMeetAProductNumber, ()) {
    const auto number = *rc::gen::inRange<std::uint64_t>(1, platform_numbers + 1);
    const auto gln = platform_gln(number);
    RC_ASSERT(has_right_check_digit(gln.text()));
    RC_ASSERT(is_restricted(gln));
    const auto link = digital_link_from(party_name(gln.text()));
    RC_ASSERT(link.has_value());
    RC_ASSERT(canonical(*link) == party_name(gln.text()));
    RC_ASSERT(printed(platform_gtin(number)) != gln.text());
}

TEST(Places, AreNamedByTheirNumberAndExtension) {
    Place place;
    place.gln = "8936000000011";
    EXPECT_EQ(name_of(place), "https://id.gs1.org/414/8936000000011");
    place.extension = "0CX3K9ABCDEFG";
    EXPECT_EQ(name_of(place), "https://id.gs1.org/414/8936000000011/254/0CX3K9ABCDEFG");
    const auto link = digital_link_from(name_of(place));
    ASSERT_TRUE(link);
    EXPECT_EQ(trace_name(*link).uri, name_of(place));
}

}  // namespace
}  // namespace chophien::traceability::plots
