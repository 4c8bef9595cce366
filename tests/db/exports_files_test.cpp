// Files made of a season: EPCIS documents that come back as they were, the FSMA sheet, plots for the EU.
#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"
#include "tests/given/exports.hpp"
#include "traceability/epcis/xml_reading.hpp"
#include "traceability/exports/bundle.hpp"
#include "traceability/exports/deforestation.hpp"
#include "traceability/exports/fsma204.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::exports {
namespace {

using accounts::Caller;
using given::granted;
using given::Json;
using graph::Direction;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct Exports : testing::Test {
    given::SentSeason given;

    template <class Made, class Ask>
    Result<Made> makes(
        Result<Made> (*verb)(db::Transaction&, const Caller&, const Ask&),
        const Caller& who,
        const std::type_identity_t<Ask>& ask
    ) {
        return given.transact([&](db::Transaction& tx) { return verb(tx, who, ask); });
    }

    /// Piece by piece, as a server reads it.
    Json bundle(const Caller& who, const AskExport& ask, int* pieces = nullptr) {
        const auto made = granted(makes(&epcis_bundle, who, ask));
        std::string text;
        while (!made->finished()) {
            given.transact([&](db::Transaction& tx) {
                made->read(tx);
                return 0;
            });
            text += made->take();
            if (pieces != nullptr) ++*pieces;
        }
        return Json::parse(text);
    }

    static std::vector<std::string> steps_of(const Json& document) {
        std::vector<std::string> steps;
        for (const auto& event : document.at("epcisBody").at("eventList"))
            steps.push_back(event.value("bizStep", ""));
        return steps;
    }

    using Rows = std::vector<std::vector<std::string>>;

    static Rows rows_of(std::string_view file) {
        csv::Reader reader(file);
        Rows rows;
        std::vector<std::string> row;
        while (reader.next(row).value()) {
            for (auto& cell : row) cell = csv::as_typed(cell);
            rows.push_back(row);
        }
        return rows;
    }

    static std::string cell(const Rows& rows, std::size_t row, std::string_view heading) {
        const auto column = std::ranges::find(rows.front(), heading);
        EXPECT_NE(column, rows.front().end()) << heading;
        return rows.at(row).at(static_cast<std::size_t>(column - rows.front().begin()));
    }

    void grants(bool due_diligence, const std::string& lot) {
        epcis::GiveGrant wish;
        wish.viewer = given.shop.organisation;
        wish.lot = lot;
        wish.due_diligence = due_diligence;
        granted(makes(&epcis::give_grant, given.coop, wish));
    }

    static std::vector<std::string> pointers(const Refused& refused) {
        std::vector<std::string> found;
        for (const auto& one : refused.violations) found.push_back(one.pointer);
        return found;
    }
};

TEST_F(Exports, OfEventsAreCapturedAgainAsWhatIsThereAlready) {
    const auto document = bundle(given.coop, {given.link(given.packed)});
    EXPECT_EQ(document["type"], "EPCISDocument");
    EXPECT_THAT(
        steps_of(document),
        ElementsAre("commissioning", "commissioning", "creating_class_instance", "packing", "shipping")
    );
    const auto again = given::captured(given, given.coop, document);
    EXPECT_TRUE(again.succeeds) << again.errors;
    EXPECT_EQ(again.repeated, 5);
    EXPECT_EQ(again.stored, 0);
}

TEST_F(Exports, GoTheWayThatIsAsked) {
    const auto of = given.link(given.first);
    EXPECT_THAT(steps_of(bundle(given.coop, {of, Direction::ancestors})), SizeIs(2))
        << "its harvest, and what used it";
    EXPECT_THAT(steps_of(bundle(given.coop, {of, Direction::descendants})), SizeIs(4))
        << "all but the other plot's harvest";
    EXPECT_THAT(steps_of(bundle(given.coop, {of, Direction::descendants, 1})), SizeIs(3));
    EXPECT_THAT(steps_of(bundle(given.coop, {given.hill.uri})), Contains("shipping")) << "from a plot on";
}

TEST_F(Exports, TellOfWhatWasWithdrawnAndThatItWas) {
    granted(given.does(
        &diary::withdraw_entry, given.coop, {given.shipping.id, diary::store::WithdrawalReason::did_not_occur}
    ));
    const auto document = bundle(given.coop, {given.link(given.packed)});
    const auto& list = document["epcisBody"]["eventList"];
    ASSERT_THAT(list, SizeIs(6));
    EXPECT_TRUE(list.back().contains("errorDeclaration"));
    const auto again = given::captured(given, given.coop, document);
    EXPECT_TRUE(again.succeeds) << again.errors;
    EXPECT_EQ(again.repeated, 6);
}

TEST_F(Exports, AsXmlSayTheSame) {
    const auto file = granted(makes(&epcis_xml_bundle, given.coop, {given.link(given.packed)}));
    const auto read = epcis::document_from_xml(file);
    ASSERT_TRUE(read.document.has_value());
    const auto again = given::captured(given, given.coop, *read.document);
    EXPECT_TRUE(again.succeeds) << again.errors;
    EXPECT_EQ(again.repeated, 5);
}

TEST_F(Exports, ShowPartnersTheirPartWithoutPrivateMembers) {
    const auto of = given.link(given.packed);
    EXPECT_EQ(makes(&epcis_bundle, given.stranger, {of}).error(), unknown_thing);
    const auto theirs = bundle(given.shop, {of});
    EXPECT_THAT(steps_of(theirs), ElementsAre("shipping"));
    EXPECT_EQ(theirs.dump().find("11C-123.45"), std::string::npos) << "whose lorry is the sender's to know";
    const auto whole = bundle(given.authority(), {of});
    EXPECT_THAT(steps_of(whole), SizeIs(5));
    EXPECT_EQ(whole.dump().find("11C-123.45"), std::string::npos);
}

TEST_F(Exports, OfLongChainsComeInPieces) {
    Json events = Json::array();
    for (int at = 0; at < 450; ++at) {
        auto seen = given::observed("X", at);
        seen["ex:number"] = at;
        events.push_back(seen);
    }
    ASSERT_TRUE(given::captured_events(given, given.coop, events).succeeds);
    int pieces = 0;
    const auto document = bundle(given.coop, {given::unit("X")}, &pieces);
    EXPECT_GT(pieces, 1);
    const auto& list = document["epcisBody"]["eventList"];
    ASSERT_THAT(list, SizeIs(450));
    for (int at = 0; at < 450; ++at) EXPECT_EQ(list[static_cast<std::size_t>(at)]["ex:number"], at);
    const auto again = given::captured(given, given.coop, document);
    EXPECT_EQ(again.repeated, 450) << again.errors;
    const auto few = given.transact([&](db::Transaction& tx) {
        return events_of_chain(tx, given.coop, {given::unit("X")}, 449);
    });
    EXPECT_EQ(few.error(), chain_too_long) << "never a part of it in silence";
}

TEST_F(Exports, ListEveryTrackingStepWithItsKeyData) {
    const auto rows = rows_of(granted(makes(&fsma204_csv, given.coop, {given.link(given.packed)})));
    std::vector<std::string> steps;
    for (std::size_t row = 1; row < rows.size(); ++row)
        steps.push_back(cell(rows, row, "Critical tracking event"));
    ASSERT_THAT(
        steps,
        ElementsAre(
            "Harvesting",
            "Harvesting",
            "Transformation",
            "Transformation",
            "Transformation",
            "Transformation",
            "Transformation",
            "Shipping"
        )
    );
    EXPECT_EQ(cell(rows, 1, "Date"), "2026-11-10");
    EXPECT_EQ(cell(rows, 1, "Product description"), "Búp chè tươi");
    EXPECT_EQ(cell(rows, 1, "Quantity"), "60");
    EXPECT_EQ(cell(rows, 1, "Unit of measure"), unit_from("KGM")->name_en);
    EXPECT_EQ(cell(rows, 1, "Field, growing area or pond"), "Đồi 1");
    EXPECT_EQ(cell(rows, 1, "Immediate subsequent recipient: name"), "HTX Chè Đồi Xanh");
    EXPECT_EQ(cell(rows, 1, "Reference document type"), "Field diary entry");
    EXPECT_EQ(cell(rows, 1, "Missing"), "");
    const auto last = rows.size() - 1;
    const auto packed = given.lot(given.packed);
    EXPECT_EQ(cell(rows, last, "Traceability lot code"), packed.lot_code);
    EXPECT_EQ(cell(rows, last, "GTIN"), packed.gtin);
    EXPECT_EQ(cell(rows, last, "Quantity"), "40");
    EXPECT_EQ(cell(rows, last, "Lot code source: name"), "HTX Chè Đồi Xanh");
    EXPECT_EQ(cell(rows, last, "Lot code source reference"), given.packing_house.uri);
    EXPECT_EQ(cell(rows, last, "Location: GLN"), given.packing_house.gln);
    EXPECT_EQ(cell(rows, last, "Immediate subsequent recipient: name"), "Siêu thị Hồ Gươm");
    EXPECT_EQ(cell(rows, last, "Date of harvesting"), "2026-11-10");
    EXPECT_EQ(cell(rows, last, "Missing"), "");
    for (const auto& row : rows)
        for (const auto& text : row)
            EXPECT_EQ(text.find("Mai"), std::string::npos) << "no household is named";
}

TEST_F(Exports, SayTheSameInASpreadsheetAsInATable) {
    const AskExport ask{given.link(given.packed)};
    const auto sheet = granted(makes(&fsma204_xlsx, given.coop, ask));
    const auto table = granted(makes(&fsma204_csv, given.coop, ask));
    const auto trimmed = [](auto rows) {  // a spreadsheet does not keep empty cells at a row's end
        for (auto& row : rows)
            while (!row.empty() && row.back().empty()) row.pop_back();
        return rows;
    };
    EXPECT_EQ(trimmed(rows_of(granted(catalog::csv_from_xlsx(sheet)))), trimmed(rows_of(table)));
}

TEST_F(Exports, SayWhatAPartnersSheetLacks) {
    const auto rows = rows_of(granted(makes(&fsma204_csv, given.shop, {given.link(given.packed)})));
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_EQ(cell(rows, 1, "Missing"), "Lot code source: name; Lot code source reference");
    EXPECT_EQ(makes(&fsma204_csv, given.stranger, {given.link(given.packed)}).error(), unknown_thing);
}

TEST_F(Exports, OfPlotsRefuseWithAllThatAreNotMapped) {
    const auto refused = makes(&plots_of_land, given.coop, {given.link(given.packed)});
    ASSERT_EQ(refused.error(), plots_missing);
    EXPECT_THAT(
        pointers(refused.error()),
        UnorderedElementsAre("/plots/" + text_of(given.hill.id), "/plots/" + text_of(given.slope.id))
    );
    given.drawn(given.hill, given::SentSeason::point());
    EXPECT_THAT(
        pointers(makes(&plots_of_land, given.coop, {given.link(given.packed)}).error()),
        ElementsAre("/plots/" + text_of(given.slope.id))
    );
}

TEST_F(Exports, OfPlotsCarryThemThroughEverythingMadeOfThem) {
    given.drawn(given.hill, given::SentSeason::point());
    given.drawn(given.slope, given::SentSeason::polygon());
    const auto file = Json::parse(granted(makes(&plots_of_land, given.coop, {given.link(given.packed)})));
    ASSERT_THAT(file["features"], SizeIs(2));
    std::vector<std::string> places;
    for (const auto& feature : file["features"]) {
        const auto& properties = feature["properties"];
        places.push_back(properties["ProductionPlace"]);
        EXPECT_EQ(properties["ProducerName"], "HTX Chè Đồi Xanh") << "and no household";
        EXPECT_EQ(properties["ProducerCountry"], "VN");
        std::vector<Violation> faults;
        const auto read = plots::geometry_from(feature["geometry"], "", faults);
        const bool point = feature["geometry"]["type"] == "Point";
        const auto sent = plots::geometry_from(
            point ? given::SentSeason::point() : given::SentSeason::polygon(), "", faults
        );
        EXPECT_THAT(faults, IsEmpty());
        EXPECT_EQ(read, sent);
        const auto metres = point ? 5'000 : plots::square_metres_of(*sent);
        EXPECT_NEAR(properties["Area"].get<double>(), static_cast<double>(metres) / 10'000, 1e-9);
    }
    EXPECT_THAT(places, Contains("Đồi 1, xã Trùng Khánh, Cao Bằng"));
    const auto one = Json::parse(granted(makes(&plots_of_land, given.coop, {given.link(given.second)})));
    EXPECT_THAT(one["features"], SizeIs(1)) << "of one harvest its own plot";
}

TEST_F(Exports, OfPlotsAreForTheOwnerAndWhomItTrusts) {
    given.drawn(given.hill, given::SentSeason::point());
    given.drawn(given.slope, given::SentSeason::polygon());
    const auto of = given.link(given.packed);
    EXPECT_EQ(makes(&plots_of_land, given.stranger, {of}).error(), unknown_thing);
    EXPECT_EQ(makes(&plots_of_land, given.authority(), {of}).error(), no_coordinates);
    const auto refused = makes(&plots_of_land, given.shop, {of});
    ASSERT_EQ(refused.error(), no_coordinates);
    EXPECT_THAT(pointers(refused.error()), ElementsAre("/lots/" + of));
    grants(false, of);
    EXPECT_EQ(makes(&plots_of_land, given.shop, {of}).error(), no_coordinates) << "a grant of events alone";
    grants(true, given.link(given.first));
    EXPECT_EQ(makes(&plots_of_land, given.shop, {of}).error(), no_coordinates) << "one plot is not all";
    grants(true, of);
    const auto file = granted(makes(&plots_of_land, given.shop, {of}));
    const auto read = Json::parse(file);
    EXPECT_THAT(read["features"], SizeIs(2));
    EXPECT_EQ(file.find("Đồi 1"), std::string::npos) << "a plot's name may be a household's";
}

TEST_F(Exports, OfPlotsShowThemAsTheyWereOnTheDayOfHarvest) {
    given.drawn(given.hill, given::SentSeason::point());
    plots::ChangePlace later;
    later.place = given.hill.id;
    later.geometry = given::SentSeason::polygon();
    later.valid_from = day_from("2026-11-18");
    granted(given.does(&plots::change_place, given.coop, later));
    // The version of the day was fixed when the harvest was written; a new one finds the point in force.
    const auto lot = given::Season::made_by(given.wrote(given.harvest("2026-11-13", "10", given.hill)));
    const auto file = Json::parse(granted(makes(&plots_of_land, given.coop, {given.link(lot)})));
    ASSERT_THAT(file["features"], SizeIs(1));
    EXPECT_EQ(file["features"][0]["geometry"]["type"], "Point");
}

TEST_F(Exports, OfPlotsNameLotsThatCameFromNowhere) {
    const auto bought = given::lot("B");
    Json event{
        {"type", "ObjectEvent"},
        {"action", "OBSERVE"},
        {"bizStep", "receiving"},
        {"eventTime", "2026-11-20T01:00:00Z"},
        {"eventTimeZoneOffset", "+07:00"},
        {"quantityList", {{{"epcClass", bought}, {"quantity", 5}}}}};
    ASSERT_TRUE(given::captured_events(given, given.coop, Json::array({event})).succeeds);
    const auto refused = makes(&plots_of_land, given.coop, {bought});
    ASSERT_EQ(refused.error(), plots_missing);
    EXPECT_THAT(pointers(refused.error()), ElementsAre("/things/" + bought));
}

}  // namespace
}  // namespace chophien::traceability::exports
