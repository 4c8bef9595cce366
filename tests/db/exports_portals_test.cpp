// Records of lots for national portals, and the numbers these give back.
#include "catalog/media/photos.hpp"
#include "core/csv.hpp"
#include "tests/given/exports.hpp"
#include "tests/given/pictures.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/exports/external_identifiers.hpp"
#include "traceability/exports/portal_records.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::exports {
namespace {

using accounts::Caller;
using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Json = nlohmann::json;

struct PortalRecords : testing::Test {
    given::SentSeason given;

    Readiness readiness(std::string_view portal, LotId lot) {
        return granted(given.does(&show_readiness, given.coop, {std::string(portal), lot}));
    }

    std::vector<std::string> missing(std::string_view portal, LotId lot) {
        std::vector<std::string> keys;
        for (const auto& field : readiness(portal, lot).missing) keys.push_back(field.key);
        return keys;
    }

    Result<std::string> file(std::string_view portal, LotId lot, const Caller& who) {
        return given.transact([&](db::Transaction& tx) {
            return portal_json(tx, who, {std::string(portal), lot}, "https://cho.vn");
        });
    }

    void codes_its_plots() {
        for (const auto& [place, code] :
             {std::pair{given.hill.id, "VN-CBOR-0001"}, std::pair{given.slope.id, "VN-CBOR-0002"}}) {
            plots::ChangePlace wish;
            wish.place = place;
            wish.code = code;
            granted(given.does(&plots::change_place, given.coop, wish));
        }
    }

    void shows_its_picture(catalog::ProductId product) {
        granted(given.transact([&](db::Transaction& tx) {
            return catalog::add_photo(tx, given.coop, {product, {given::picture(400, 300)}, {}});
        }));
    }
};

TEST_F(PortalRecords, SayWhatIsMissingBeforeAnythingIsMade) {
    EXPECT_THAT(missing("national", given.packed), ElementsAre("product_picture", "use_by", "standards"));
    EXPECT_THAT(missing("checkvn", given.packed), ElementsAre("growing_area"));
    EXPECT_FALSE(readiness("checkvn", given.packed).ready);
    const auto refused = file("national", given.packed, given.coop);
    ASSERT_EQ(refused.error(), record_incomplete);
    std::vector<std::string> pointers;
    for (const auto& one : refused.error().violations) pointers.push_back(one.pointer);
    EXPECT_THAT(pointers, ElementsAre("/fields/product_picture", "/fields/standards"))
        << "a use-by day only if there is one";
}

TEST_F(PortalRecords, OfCheckVnTellTheWayFromTheFieldToTheShop) {
    codes_its_plots();
    EXPECT_TRUE(readiness("checkvn", given.packed).ready);
    const auto record = Json::parse(granted(file("checkvn", given.packed, given.coop)));
    EXPECT_EQ(record["portal"], "checkvn");
    EXPECT_EQ(record["lot"], given.link(given.packed));
    EXPECT_THAT(record["not_known"], IsEmpty());
    const auto& fields = record["fields"];
    EXPECT_THAT(fields["growing_area"], ElementsAre("VN-CBOR-0001", "VN-CBOR-0002"));
    ASSERT_THAT(fields["harvest"], SizeIs(2));
    EXPECT_EQ(fields["harvest"][0]["day"], "2026-11-10");
    ASSERT_THAT(fields["packing_house"], SizeIs(1));
    EXPECT_EQ(fields["packing_house"][0]["day"], "2026-11-12");
    ASSERT_THAT(fields["transport"], SizeIs(1));
    EXPECT_EQ(fields["transport"][0]["vehicle"], "11C-123.45");
    EXPECT_TRUE(fields["distribution"][0]["to"].get<std::string>().starts_with("Siêu thị Hồ Gươm"));
    EXPECT_EQ(record.dump().find("Mai"), std::string::npos) << "no household is named";
}

TEST_F(PortalRecords, AreWholeOfALotWithPictureAndStandards) {
    auto wish = given::harvest(given.leaves.offer, given::amount("10", "KGM"));
    wish.standards = {"VietGAP TCVN 11892-1:2017"};
    wish.use_by = day_from("2026-12-01");
    const auto lot = given::records(given, given.coop, wish).id;
    shows_its_picture(given.leaves.product);
    EXPECT_THAT(missing("national", lot), IsEmpty());
    EXPECT_THAT(missing("verigoods", lot), IsEmpty());
    const auto fields = Json::parse(granted(file("verigoods", lot, given.coop)))["fields"];
    EXPECT_THAT(fields, SizeIs(10));
    EXPECT_EQ(fields["product_name"], "Búp chè tươi");
    EXPECT_TRUE(fields["product_picture"][0].get<std::string>().starts_with("https://cho.vn/media/"));
    EXPECT_EQ(fields["producer_name"], "HTX Chè Đồi Xanh");
    EXPECT_EQ(fields["use_by"], "2026-12-01");
    EXPECT_EQ(fields["standards"], Json::array({"VietGAP TCVN 11892-1:2017"}));
    EXPECT_EQ(fields["events"][0]["day"], "2026-11-11") << "its harvest, though no diary tells of it";
    EXPECT_TRUE(fields["trace_code"].get<std::string>().starts_with("https://cho.vn/01/"));

    const auto table = granted(given.transact([&](db::Transaction& tx) {
        return portal_csv(tx, given.coop, {"national", lot}, "https://cho.vn");
    }));
    csv::Reader reader(table);
    std::vector<std::string> headings;
    std::vector<std::string> cells;
    ASSERT_TRUE(reader.next(headings).value());
    ASSERT_TRUE(reader.next(cells).value());
    ASSERT_THAT(headings, SizeIs(9));
    EXPECT_EQ(headings[7], "Hạn sử dụng");
    EXPECT_EQ(cells[7], "2026-12-01");
    EXPECT_EQ(cells[0], fields["product_name"]);
}

TEST_F(PortalRecords, AreTheOwnersOnly) {
    EXPECT_EQ(file("national", given.packed, given.stranger).error(), unknown_lot);
    EXPECT_EQ(file("national", given.packed, given.shop).error(), unknown_lot);
    EXPECT_EQ(file("moon", given.packed, given.coop).error(), unknown_portal);
    EXPECT_THAT(granted(given.does(&list_portals, given.guest(), Nothing{})).data, SizeIs(3));
}

TEST_F(PortalRecords, KeepTheNumbersThatPortalsGive) {
    RecordIdentifier wish{ExternalSystem::checkvn, text_of(given.packed), "CV-0001", {}, {}};
    wish.status = IdentifierStatus::pending;
    const auto first = granted(given.does(&record_identifier, given.coop, wish));
    EXPECT_EQ(first.given_on, day_from("2026-11-21").value());
    const auto again = granted(given.does(&record_identifier, given.coop, wish));
    EXPECT_EQ(again.id, first.id);
    EXPECT_THAT(again.history, SizeIs(1)) << "the same again changes nothing";
    wish.status = IdentifierStatus::active;
    wish.given_on = day_from("2026-11-22");
    const auto active = granted(given.does(&record_identifier, given.coop, wish));
    EXPECT_EQ(active.id, first.id);
    EXPECT_EQ(active.status, IdentifierStatus::active);
    ASSERT_THAT(active.history, SizeIs(2));
    EXPECT_EQ(active.history[0].status, IdentifierStatus::pending);
    EXPECT_EQ(active.history[1].given_on, day_from("2026-11-22").value());

    for (const auto& about : {text_of(given.leaves.product), text_of(given.hill.id)})
        granted(given.does(
            &record_identifier, given.coop, {ExternalSystem::national, about, "N-" + about, {}, {}}
        ));
    const auto page = granted(given.does(&list_identifiers, given.coop, {.limit = 2}));
    ASSERT_THAT(page.data, SizeIs(2));
    EXPECT_EQ(page.data[0].about, text_of(given.hill.id)) << "the newest first";
    const auto rest = granted(given.does(&list_identifiers, given.coop, {.after = page.page.next}));
    ASSERT_THAT(rest.data, SizeIs(1));
    EXPECT_EQ(rest.data[0].id, first.id);
    EXPECT_THAT(rest.data[0].history, SizeIs(2));
    EXPECT_THAT(
        granted(given.does(&list_identifiers, given.coop, {.about = text_of(given.packed)})).data, SizeIs(1)
    );
}

TEST_F(PortalRecords, KeepNoNumbersOfOthersGoods) {
    for (const auto& about :
         {text_of(given.packed),
          text_of(given.hill.id),
          text_of(given.tea.product),
          std::string("lot"),
          text_of(given.coop.organisation)}) {
        const RecordIdentifier wish{ExternalSystem::verigoods, about, "V-1", {}, {}};
        EXPECT_EQ(given.does(&record_identifier, given.stranger, wish).error(), unknown_subject) << about;
    }
    EXPECT_THAT(granted(given.does(&list_identifiers, given.stranger, {})).data, IsEmpty());
}

}  // namespace
}  // namespace chophien::traceability::exports
