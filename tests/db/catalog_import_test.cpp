#include "catalog/demo.hpp"
#include "catalog/demonstration.hpp"
#include "catalog/import_undo.hpp"
#include "catalog/importing.hpp"
#include "catalog/listing.hpp"
#include "catalog/refusals.hpp"
#include "catalog/stock.hpp"
#include "core/csv.hpp"
#include "tests/given/catalog.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view header =
    "tên sản phẩm,bộ sản phẩm,quy cách,đơn vị,giá,tồn kho,số sao,ngày quyết định,mã gtin\r\n";

struct Importing : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "19");

    jobs::JobId import(const OpenImport& wish) {
        const auto opened =
            given::granted(given.transact([&](db::Transaction& tx) { return open_import(tx, coop, wish); }));
        work();
        return opened.job;
    }

    jobs::JobId import(std::string_view rows) {
        return import({.csv = std::string(header) + std::string(rows)});
    }

    void work() {
        while (jobs::work_once(given.database, import_steps())) {
        }
    }

    jobs::JobView job(jobs::JobId id) {
        return given::granted(given.transact([&](db::Transaction& tx) {
            return jobs::find(tx, id, coop.organisation.number);
        }));
    }

    std::vector<std::string> findings(jobs::JobId id) {
        const auto page = given::granted(given.transact([&](db::Transaction& tx) {
            return jobs::findings_of(tx, id, coop.organisation.number, std::nullopt, 200);
        }));
        std::vector<std::string> said;
        for (const auto& one : page.data)
            said.push_back(fmt::format("{} {} {}", one.line, one.column.value_or("-"), one.code));
        return said;
    }

    /// created, updated, unchanged, refused, published
    std::vector<int> counts(jobs::JobId id) {
        const auto result = job(id).result;
        return {
            result["created"],
            result["updated"],
            result["unchanged"],
            result["refused"],
            result["published"]};
    }

    std::vector<ProductItem> listed() {
        return given::granted(
                   given.transact([&](db::Transaction& tx) { return list_products(tx, given.guest(), {}); })
        ).data;
    }

    std::vector<OwnProduct> own() {
        return given::granted(
                   given.transact([&](db::Transaction& tx) { return list_own(tx, coop, {.limit = 100}); })
        ).data;
    }

    jobs::JobId undo(jobs::JobId import) {
        const auto opened = given::granted(given.transact([&](db::Transaction& tx) {
            return undo_import(tx, coop, {import});
        }));
        work();
        return opened.job;
    }

    Decimal journalled(OfferId offer) {
        Decimal sum;
        const auto page = given::granted(given.transact([&](db::Transaction& tx) {
            return list_movements(tx, coop, {.offer = offer, .limit = 100});
        }));
        for (const auto& one : page.data) sum = sum + one.quantity;
        return sum;
    }
};

TEST_F(Importing, GoodRowsComeInAndBadOnesAreNamed) {
    const auto id = import(
        "Chè xanh,11,Hộp 200 g,hộp,150.000,40,4,2025-06-30,\r\n"
        "Chè xanh,11,Gói 100 g,gói,80000,10,,,\r\n"
        ",11,Hộp 200 g,hộp,150000,40,,,\r\n"
        "Miến dong,tea?,Gói 500 g,gói,miễn phí,5,,,\r\n"
        "Rượu,,Chai 500 ml,chai,90000,5,,,\r\n"
    );
    EXPECT_EQ(job(id).state, jobs::JobState::done);
    EXPECT_EQ(job(id).done, 5);
    EXPECT_EQ(job(id).total, 5);
    EXPECT_THAT(
        findings(id),
        ElementsAre(
            "4 product_name required", "5 ocop_set unknown_set", "5 price_vnd not_a_price", "6 - left_draft"
        )
    );
    EXPECT_THAT(counts(id), ElementsAre(3, 0, 0, 2, 1));
    const auto shown = listed();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown.front().name, "Chè xanh");
    EXPECT_EQ(shown.front().price, vnd(80'000));
    EXPECT_EQ(shown.front().stars, 4);
    EXPECT_EQ(shown.front().province, "19");
    const auto products = own();
    ASSERT_EQ(products.size(), 2U);
    for (const auto& product : products)
        for (const auto& offer : product.offers) EXPECT_EQ(journalled(offer.id), offer.on_hand);
}

TEST_F(Importing, TheSameFileTwiceChangesNothing) {
    const std::string_view rows =
        "Chè xanh,11,Hộp 200 g,hộp,150000,40,4,2025-06-30,8936012345674\r\n"
        "Chè đen,11,Hộp 200 g,hộp,120000,10,,,\r\n";
    import(rows);
    const auto before = own();
    const auto again = import(rows);
    EXPECT_THAT(counts(again), ElementsAre(0, 0, 2, 0, 0));
    const auto after = own();
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t at = 0; at < before.size(); ++at) {
        EXPECT_EQ(before[at].version, after[at].version);
        EXPECT_EQ(before[at].offers.front().version, after[at].offers.front().version);
        EXPECT_EQ(before[at].offers.front().gtin, after[at].offers.front().gtin);
    }
}

TEST_F(Importing, ARowChangesTheOfferOfItsPack) {
    import("Chè xanh,11,Hộp 200 g,hộp,150000,40,,,\r\n");
    const auto id =
        import("CHÈ XANH,11,hộp 200g,hộp,170000,25,,,\r\nChè xanh,11,Gói 50 g,gói,50000,5,,,\r\n");
    EXPECT_THAT(counts(id), ElementsAre(1, 1, 0, 0, 0));
    const auto products = own();
    ASSERT_EQ(products.size(), 1U);
    ASSERT_EQ(products.front().offers.size(), 2U);
    EXPECT_EQ(products.front().offers.front().price, vnd(170'000));
    EXPECT_EQ(products.front().offers.front().on_hand, whole(25));
    EXPECT_EQ(journalled(products.front().offers.front().id), whole(25));
}

TEST_F(Importing, ADryRunWritesNothingButTheReport) {
    const auto id = import(
        {.csv = std::string(header) + "Chè,11,Hộp,hộp,150000,40,,,\r\nSai,99,Hộp,hộp,1,1,,,\r\n",
         .dry_run = true}
    );
    EXPECT_THAT(counts(id), ElementsAre(1, 0, 0, 1, 1));
    EXPECT_EQ(job(id).result["dry_run"], true);
    EXPECT_THAT(findings(id), ElementsAre("3 ocop_set unknown_set"));
    EXPECT_THAT(own(), IsEmpty());
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return undo_import(tx, coop, {id}); }));
}

TEST_F(Importing, OnlyIfCleanWritesAllOrNothing) {
    const std::string good = std::string(header) + "Chè,11,Hộp,hộp,150000,40,,,\r\n";
    const auto refused = import({.csv = good + "Sai,99,Hộp,hộp,1,1,,,\r\n", .only_if_clean = true});
    EXPECT_EQ(job(refused).result["refused"], 1);
    EXPECT_THAT(own(), IsEmpty());
    const auto clean = import({.csv = good, .only_if_clean = true});
    EXPECT_THAT(counts(clean), ElementsAre(1, 0, 0, 0, 1));
    EXPECT_EQ(job(clean).done, 2);
    EXPECT_EQ(own().size(), 1U);
}

TEST_F(Importing, ARowThatRepeatsAnotherIsRefusedAcrossTheWholeFile) {
    std::string rows;
    for (int number = 0; number < 600; ++number)
        rows += fmt::format("Chè {},11,Hộp,hộp,150000,1,,,\r\n", number);
    rows += "CHÈ 3,11,hộp,hộp,1000,1,,,\r\n";
    const auto id = import(rows);
    EXPECT_THAT(findings(id), ElementsAre("602 - repeated_row"));
    EXPECT_THAT(counts(id), ElementsAre(600, 0, 0, 1, 600));
}

TEST_F(Importing, LinesAreThoseOfTheFileWhateverIsQuoted) {
    const auto id = import(
        "\"Chè\r\nxanh\",11,Hộp,hộp,150000,1,,,\r\n"
        "Sai,99,Hộp,hộp,1,1,,,\r\n"
    );
    EXPECT_THAT(findings(id), ElementsAre("4 ocop_set unknown_set"));
    EXPECT_EQ(own().front().name, "Chè xanh");
}

TEST_F(Importing, UnusableFilesAreRefusedAtOnce) {
    const auto refusal = [&](std::string csv) {
        const auto opened =
            given.transact([&](db::Transaction& tx) { return open_import(tx, coop, {.csv = csv}); });
        return opened ? std::string() : std::string(opened.error().why->code);
    };
    EXPECT_EQ(refusal(""), "catalog/wrong-import");
    EXPECT_EQ(refusal(std::string(header)), "catalog/wrong-import");
    EXPECT_EQ(refusal("tên,màu\r\na,b\r\n"), "catalog/wrong-import");
    EXPECT_EQ(refusal(std::string(header) + "\"a\r\n"), "csv/malformed");
    EXPECT_EQ(refusal(std::string(header) + std::string(most_import_bytes, 'a')), "csv/over-limit");
}

TEST_F(Importing, SpreadsheetFilesWithSemicolonsAndAMarkComeIn) {
    const auto id =
        import({.csv = "\xEF\xBB\xBFTên;Quy cách;Đơn vị;Giá;Bộ sản phẩm\r\nChè;Hộp;hộp;150.000 đ;11\r\n"});
    EXPECT_THAT(counts(id), ElementsAre(1, 0, 0, 0, 1));
}

TEST_F(Importing, TakenGtinsAndReservedStockAreRefusedRowByRow) {
    import("Chè xanh,11,Hộp,hộp,150000,10,,,8936012345674\r\n");
    const auto offer = own().front().offers.front().id;
    given::granted(given.transact([&](db::Transaction& tx) {
        const Demand one[] = {{offer, whole(6)}};
        return reserve(tx, one);
    }));
    const auto id = import(
        "Chè xanh,11,Hộp,hộp,150000,5,,,8936012345674\r\n"
        "Chè đen,11,Hộp,hộp,150000,5,,,8936012345674\r\n"
        "Chè xanh,11,Túi,kg,150000,5,,,\r\n"
        "Chè vàng,11,Túi,kg,150000,5,,,\r\n"
    );
    EXPECT_THAT(findings(id), ElementsAre("2 stock below_reserved", "3 gtin gtin_taken"));
    const auto other_unit = import("Chè vàng,11,Túi,túi,150000,5,,,\r\n");
    EXPECT_THAT(findings(other_unit), ElementsAre("2 unit unit_fixed"));
}

TEST_F(Importing, UndoingTakesBackWhatWasMadeAndRestoresWhatWasChanged) {
    import("Chè xanh,11,Hộp,hộp,150000,10,,,\r\nChè đen,11,Hộp,hộp,90000,3,,,\r\n");
    const auto second = import(
        "Chè xanh,11,Hộp,hộp,170000,25,5,2025-01-01,\r\n"
        "Chè đen,11,Hộp,hộp,95000,3,,,\r\n"
        "Chè vàng,11,Hộp,hộp,200000,7,,,\r\n"
        "Không bộ,,Hộp,hộp,200000,7,,,\r\n"
    );
    // Somebody raises one price by hand meanwhile.
    for (const auto& product : own())
        if (product.name == "Chè đen")
            given::granted(given.transact([&](db::Transaction& tx) {
                return change_offer(tx, coop, {.offer = product.offers.front().id, .price = vnd(99'000)});
            }));
    const auto undone = undo(second);
    EXPECT_EQ(job(undone).state, jobs::JobState::done);
    EXPECT_EQ(job(second).state, jobs::JobState::undone);
    const auto result = job(undone).result;
    EXPECT_EQ(result["erased"], 1);
    EXPECT_EQ(result["withdrawn"], 1);
    EXPECT_EQ(result["kept"], 1);
    EXPECT_THAT(findings(undone), ElementsAre("0 - changed_since"));
    std::map<std::string, OwnProduct> now;
    for (auto& product : own()) now.emplace(product.name, product);
    EXPECT_EQ(now.at("Chè xanh").offers.front().price, vnd(150'000));
    EXPECT_EQ(now.at("Chè xanh").offers.front().on_hand, whole(10));
    EXPECT_EQ(now.at("Chè đen").offers.front().price, vnd(99'000));
    EXPECT_EQ(now.at("Chè vàng").state, ProductState::withdrawn);
    EXPECT_FALSE(now.contains("Không bộ"));
    for (const auto& item : listed()) EXPECT_FALSE(item.stars) << item.name;
    EXPECT_EQ(listed().size(), 2U);
    for (const auto& [name, product] : now)
        for (const auto& offer : product.offers) EXPECT_EQ(journalled(offer.id), offer.on_hand) << name;
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return undo_import(tx, coop, {second}); }));
}

TEST_F(Importing, AnotherOrganisationsImportIsUnknown) {
    const auto id = import("Chè,11,Hộp,hộp,150000,10,,,\r\n");
    const auto stranger = given.cooperative("HTX khác");
    const auto refused = given.transact([&](db::Transaction& tx) { return undo_import(tx, stranger, {id}); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), jobs::unknown_job);
}

TEST_F(Importing, AnImportThatDiesGoesOnWithoutLosingOrDoublingRows) {
    std::string file(header);
    for (int number = 0; number < 1200; ++number)
        file += fmt::format("Chè {},11,Hộp,hộp,150000,2,,,\r\n", number);
    const auto id = given::granted(given.transact([&](db::Transaction& tx) {
                        return open_import(tx, coop, {.csv = file});
                    })).job;
    int steps = 0;
    auto dying = import_steps();
    const auto real = dying.at(std::string(import_kind));
    dying[std::string(import_kind)] = [&](db::Transaction& tx, jobs::Job& job) {
        real(tx, job);
        if (++steps == 2) throw std::runtime_error("the node dies before its second commit");
    };
    jobs::work_once(given.database, dying);
    EXPECT_EQ(job(id).done, 500);
    while (job(id).state != jobs::JobState::done) jobs::work_once(given.database, import_steps());
    EXPECT_THAT(counts(id), ElementsAre(1200, 0, 0, 0, 1200));
}

TEST_F(Importing, TheDemonstrationComesInByTheSameCode) {
    std::int64_t rows = 0;
    std::int64_t published = 0;
    given.transact([](db::Transaction& tx) { declare_demonstration(tx); });
    const auto sellers = demo_sellers();
    for (std::size_t at = sellers.size() - 20; at < sellers.size(); ++at) {
        const auto& seller = sellers[at];
        const auto who = given.household(seller.name, seller.province);
        const auto result = given::granted(given.transact([&](db::Transaction& tx) {
            return import_at_once(tx, who.organisation, who.person, seller.csv);
        }));
        EXPECT_EQ(result.refused, 0);
        EXPECT_EQ(result.created, seller.products);
        rows += result.created;
        published += result.published;
    }
    EXPECT_EQ(rows, published);
    EXPECT_GT(rows, 300);
}

TEST_F(Importing, AtOnceRefusesAFileWithAnyFault) {
    const auto refused = given.transact([&](db::Transaction& tx) {
        return import_at_once(
            tx,
            coop.organisation,
            coop.person,
            std::string(header) + "Chè,11,Hộp,hộp,150000,10,,,\r\nSai,99,Hộp,hộp,1,1,,,\r\n"
        );
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), wrong_import);
    EXPECT_THAT(own(), IsEmpty());
}

}  // namespace
}  // namespace chophien::catalog
