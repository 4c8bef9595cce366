#include "traceability/plots/geometry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace chophien::traceability::plots {
namespace {

using json::Document;

struct Read {
    std::optional<Geometry> geometry;
    std::vector<Violation> faults;
};

Read read(const Document& geojson) {
    Read made;
    made.geometry = geometry_from(geojson, "/geometry", made.faults);
    return made;
}

Read read_text(std::string_view text) { return read(json::parse(text).value()); }

/// The code and place of the only fault.
std::string fault_of(std::string_view text) {
    const auto made = read_text(text);
    EXPECT_FALSE(made.geometry);
    if (made.faults.size() != 1) return std::to_string(made.faults.size()) + " faults";
    return std::string(made.faults.front().code) + " " + made.faults.front().pointer;
}

/// A square of so many ten-thousandths of a degree, counterclockwise.
std::string square(int side) {
    const auto far = 105.0 + side / 1e4;
    const auto high = 22.0 + side / 1e4;
    return Document{
        {"type", "Polygon"},
        {"coordinates", {{{105.0, 22.0}, {far, 22.0}, {far, high}, {105.0, high}, {105.0, 22.0}}}}}
        .dump();
}

TEST(Geometry, OfAPlotIsKeptAsItWasSent) {
    const auto point = read_text(R"({"type":"Point","coordinates":[106.2519873,22.6657001]})");
    ASSERT_TRUE(point.geometry);
    EXPECT_EQ(geojson_of(*point.geometry), R"({"type":"Point","coordinates":[106.2519873,22.6657001]})");
    const auto round = read_text(R"({"type":"Point","coordinates":[106,22.5]})");
    EXPECT_EQ(geojson_of(*round.geometry), R"({"type":"Point","coordinates":[106.000000,22.500000]})")
        << "buyers ask for six decimals";
    const auto high = read_text(R"({"type":"Point","coordinates":[106.25,22.5,731.5]})");
    EXPECT_TRUE(high.geometry) << "a height is passed over";
}

TEST(Geometry, HasTheAreaOfTheGround) {
    // One hectare at 22° north: a degree of longitude is 103.3 km there, of latitude 110.7 km (WGS 84).
    const auto plot = read_text(square(10));
    ASSERT_TRUE(plot.geometry);
    EXPECT_NEAR(static_cast<double>(square_metres_of(*plot.geometry)), 103.274 * 110.738, 12);
    EXPECT_EQ(square_metres_of(*read_text(R"({"type":"Point","coordinates":[106,22]})").geometry), 0);
}

TEST(Geometry, TurnsARingSentClockwise) {
    const auto right = read_text(square(10));
    auto sent = json::parse(square(10)).value();
    std::reverse(sent["coordinates"][0].begin(), sent["coordinates"][0].end());
    const auto turned = read(sent);
    ASSERT_TRUE(turned.geometry);
    EXPECT_EQ(geojson_of(*turned.geometry), geojson_of(*right.geometry));
}

TEST(Geometry, IsRefusedWithThePlaceOfTheFault) {
    EXPECT_EQ(fault_of(R"({"type":"LineString","coordinates":[]})"), "not_geojson /geometry");
    EXPECT_EQ(fault_of(R"([105, 22])"), "not_geojson /geometry");
    EXPECT_EQ(
        fault_of(R"({"type":"Point","coordinates":["105",22]})"), "not_a_position /geometry/coordinates"
    );
    EXPECT_EQ(fault_of(R"({"type":"Point","coordinates":[22.5,105.9]})"), "swapped /geometry/coordinates");
    EXPECT_EQ(fault_of(R"({"type":"Point","coordinates":[0,0]})"), "outside /geometry/coordinates");
    EXPECT_EQ(fault_of(R"({"type":"Point","coordinates":[181,22]})"), "not_on_earth /geometry/coordinates");
    EXPECT_EQ(fault_of(R"({"type":"Point","coordinates":[1e300,22]})"), "not_on_earth /geometry/coordinates");
    EXPECT_EQ(
        fault_of(R"({"type":"Polygon","coordinates":[[[105,22],[105.001,22],[105,22]]]})"),
        "wrong_count /geometry/coordinates/0"
    );
    EXPECT_EQ(
        fault_of(R"({"type":"Polygon","coordinates":[[[105,22],[105.001,22],[105.001,22.001],[105,22.001]]]})"
        ),
        "not_closed /geometry/coordinates/0"
    );
    EXPECT_EQ(
        fault_of(
            R"({"type":"Polygon","coordinates":[[[105,22],[105.001,22],[105.001,22],[105.001,22.001],[105,22]]]})"
        ),
        "repeated /geometry/coordinates/0/2"
    );
    EXPECT_EQ(
        fault_of(
            R"({"type":"Polygon","coordinates":[[[105,22],[105.001,22.001],[105.001,22],[105,22.001],[105,22]]]})"
        ),
        "self_crossing /geometry/coordinates/0"
    );
    EXPECT_EQ(
        fault_of(R"({"type":"Polygon","coordinates":[[[105,22],[105.002,22],[105.001,22],[105,22]]]})"),
        "self_crossing /geometry/coordinates/0"
    ) << "there and back on one line";
    EXPECT_EQ(
        fault_of(
            R"({"type":"Polygon","coordinates":[[[105,22],[105.001,22],[105.001,22.001],[105,22]],[[105,22],[105,22],[105,22],[105,22]]]})"
        ),
        "hole /geometry/coordinates/1"
    );
    EXPECT_EQ(fault_of(square(20'000)), "wrong_area /geometry/coordinates/0");
    EXPECT_EQ(fault_of(R"({"type":"Polygon","coordinates":{}})"), "not_a_polygon /geometry/coordinates");
}

/// A walk round a middle never crosses itself.
RC_GTEST_PROP(Geometry, WalkedRoundOnceIsTakenAndCrossedIsNot, ()) {
    const auto corners = *rc::gen::inRange(5, 40);
    const auto far =
        *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(corners), rc::gen::inRange(500, 1000));
    auto ring = Document::array();
    for (int at = 0; at < corners; ++at) {
        const double angle = 2 * std::numbers::pi * at / corners;
        const double reach = far[static_cast<std::size_t>(at)] / 1e6;
        ring.push_back({106 + reach * std::cos(angle), 21 + reach * std::sin(angle)});
    }
    ring.push_back(ring.front());
    const auto round = read(Document{{"type", "Polygon"}, {"coordinates", {ring}}});
    RC_ASSERT(round.geometry.has_value());
    RC_ASSERT(square_metres_of(*round.geometry) > 0);
    const auto again = read_text(geojson_of(*round.geometry));
    RC_ASSERT(again.geometry == round.geometry);

    // Two opposite corners change places: the outline crosses itself.
    std::swap(ring[1], ring[static_cast<std::size_t>(1 + corners / 2)]);
    const auto crossed = read(Document{{"type", "Polygon"}, {"coordinates", {ring}}});
    RC_ASSERT(!crossed.geometry.has_value());
}

}  // namespace
}  // namespace chophien::traceability::plots
