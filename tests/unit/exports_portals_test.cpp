// What portals ask of a lot, and files made of it; plots as the EU takes them.
#include "core/csv.hpp"
#include "traceability/exports/deforestation.hpp"
#include "traceability/exports/portals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::exports {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> keys_of(const std::vector<const PortalField*>& fields) {
    std::vector<std::string> keys;
    for (const auto* field : fields) keys.push_back(field->key);
    return keys;
}

TEST(Portals, AskWhatTheirLawsSay) {
    ASSERT_THAT(portals(), SizeIs(3));
    EXPECT_THAT(find_portal("national")->fields, SizeIs(9)) << "Decree 37/2026 art. 23.5";
    EXPECT_THAT(find_portal("verigoods")->fields, SizeIs(10)) << "Circular 31/2026 art. 6";
    EXPECT_THAT(find_portal("checkvn")->fields, SizeIs(6));
    EXPECT_EQ(find_portal("moon"), nullptr);
    for (const auto& portal : portals())
        for (const auto& field : portal.fields) {
            EXPECT_FALSE(field.words.vi.empty());
            EXPECT_FALSE(field.words.en.empty());
        }
}

TEST(Portals, MissWhatIsNotKnown) {
    const auto& checkvn = *find_portal("checkvn");
    Facts facts;
    facts[Fact::product_name] = "Sầu riêng";
    facts[Fact::growing_areas] = Json::array();
    facts[Fact::harvests] = Json::array({{{"day", "2026-11-10"}}});
    facts[Fact::transports] = "";
    EXPECT_THAT(
        keys_of(missing_of(checkvn, facts)),
        ElementsAre("growing_area", "packing_house", "transport", "distribution")
    );
    const auto record = record_of(checkvn, facts);
    EXPECT_THAT(record, SizeIs(6));
    EXPECT_EQ(record["product_name"], "Sầu riêng");
    EXPECT_TRUE(record["growing_area"].is_null());
}

TEST(Portals, WriteTablesThatAreReadBack) {
    const auto& checkvn = *find_portal("checkvn");
    Facts facts;
    facts[Fact::product_name] = "=Sầu riêng, \"Ri6\"";
    facts[Fact::growing_areas] = {"VN-CBOR-0001", "VN-CBOR-0002"};
    facts[Fact::harvests] = Json::array({{{"day", "2026-11-10"}, {"commune", "xã Đàm Thuỷ"}}});
    const auto file = csv_of(checkvn, facts);
    csv::Reader reader(file);
    std::vector<std::string> headings;
    std::vector<std::string> cells;
    ASSERT_TRUE(reader.next(headings).value());
    ASSERT_TRUE(reader.next(cells).value());
    ASSERT_THAT(headings, SizeIs(6));
    ASSERT_THAT(cells, SizeIs(6));
    EXPECT_EQ(headings[1], "Mã số vùng trồng, vùng nuôi");
    EXPECT_EQ(csv::as_typed(cells[0]), "=Sầu riêng, \"Ri6\"");
    EXPECT_TRUE(cells[0].starts_with('\'')) << "runs in no spreadsheet";
    EXPECT_EQ(cells[1], "VN-CBOR-0001 | VN-CBOR-0002");
    EXPECT_EQ(cells[2], "xã Đàm Thuỷ, 2026-11-10");
    EXPECT_EQ(cells[3], "");
}

plots::Geometry drawn(const Json& geojson) {
    std::vector<Violation> faults;
    auto geometry = plots::geometry_from(geojson, "", faults);
    EXPECT_TRUE(faults.empty());
    return *std::move(geometry);
}

TEST(PlotsOfLand, AreAFeatureCollectionWithTheNamesTheSystemReads) {
    const Json point{{"type", "Point"}, {"coordinates", {106.2570001, 22.6710002}}};
    const Json polygon{
        {"type", "Polygon"},
        {"coordinates",
         {{{106.25, 22.67}, {106.26, 22.67}, {106.26, 22.68}, {106.25, 22.68}, {106.25, 22.67}}}}};
    const std::vector<PlotOfLand> land{
        {"HTX \"Đồi Xanh\"", "VN", "Đồi 1, xã Trùng Khánh, Cao Bằng", drawn(point), 5'000},
        {"HTX Đồi Xanh", "VN", "Đồi 2", drawn(polygon), plots::square_metres_of(drawn(polygon))},
        {"HTX Đồi Xanh", "VN", "Đồi 3", drawn(point), std::nullopt}};
    const auto file = feature_collection(land);
    const auto read = Json::parse(file);
    EXPECT_EQ(read["type"], "FeatureCollection");
    ASSERT_THAT(read["features"], SizeIs(3));
    const auto& first = read["features"][0];
    EXPECT_EQ(first["type"], "Feature");
    EXPECT_EQ(first["properties"]["ProducerName"], "HTX \"Đồi Xanh\"");
    EXPECT_EQ(first["properties"]["ProducerCountry"], "VN");
    EXPECT_EQ(first["properties"]["ProductionPlace"], "Đồi 1, xã Trùng Khánh, Cao Bằng");
    EXPECT_DOUBLE_EQ(first["properties"]["Area"].get<double>(), 0.5);
    EXPECT_EQ(drawn(first["geometry"]), land[0].geometry) << "to the centimetre";
    EXPECT_EQ(drawn(read["features"][1]["geometry"]), land[1].geometry);
    EXPECT_GT(read["features"][1]["properties"]["Area"].get<double>(), 4);
    EXPECT_FALSE(read["features"][2]["properties"].contains("Area"));
    EXPECT_NE(file.find("106.250000"), std::string::npos) << "six decimals or more";
    EXPECT_EQ(Json::parse(feature_collection({}))["features"], Json::array());
}

}  // namespace
}  // namespace chophien::traceability::exports
