// What a seller takes out and puts in again, in whatever form the file comes.
#include "catalog/exporting.hpp"
#include "catalog/import_row.hpp"
#include "catalog/importing.hpp"
#include "catalog/label.hpp"
#include "catalog/refusals.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"
#include "tests/given/catalog.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::HasSubstr;
using testing::Not;

struct ImportExport : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "19");

    template <class Work>
    auto as_coop(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    std::string exported(ExportProducts wish = {}) {
        std::string file;
        for (;;) {
            auto page =
                given::granted(as_coop([&](db::Transaction& tx) { return export_products(tx, coop, wish); }));
            file += page.csv;
            if (!page.next) return file;
            wish.after = page.next;
        }
    }

    ImportResult import(std::string_view csv) {
        return given::granted(as_coop([&](db::Transaction& tx) {
            return import_at_once(tx, coop.organisation, coop.person, csv);
        }));
    }

    std::vector<OwnProduct> own() {
        return given::granted(
                   as_coop([&](db::Transaction& tx) { return list_own(tx, coop, {.limit = longest_page}); })
        ).data;
    }

    /// Goods with everything that a file could get wrong.
    void sell_awkward_goods() {
        for (int number = 0; number < 7; ++number)
            given::sells(given, coop, {.name = fmt::format("Chè số {}", number), .set = 11});
        const auto odd = given::drafts(
            given,
            coop,
            {.name = "=Mật \"ong\", rừng",
             .set = 4,
             .pack = "-2,5 kg",
             .unit = "KGM",
             .price = vnd(1'250'000),
             .stock = Decimal{2'125},
             .step = Decimal{125},
             .brand = "+Nhãn",
             .origin = "@xã"}
        );
        given::granted(as_coop([&](db::Transaction& tx) {
            return change(
                tx,
                coop,
                {.product = odd.product,
                 .description = "Dòng một\n\n  dòng hai; có dấu chấm phẩy",
                 .storage = "'=để nơi mát",
                 .usage = "1.000"}
            );
        }));
        given::granted(as_coop([&](db::Transaction& tx) {
            return create_offer(
                tx,
                coop,
                {.product = odd.product,
                 .pack = "Chai",
                 .unit = unit_from("chai"),
                 .content = Quantity{Decimal{1'250}, unit_from("lít")},
                 .gtin = "8936012345674",
                 .price = vnd(90'000)}
            );
        }));
        as_coop([&](db::Transaction& tx) {
            OcopLabel label;
            label.product = odd.product;
            label.stars = 4;
            label.decided_on = day_from("2025-06-30").value();
            label.decision_no = "12/QĐ-UBND";
            EXPECT_TRUE(declare_label(tx, label));
            tx.touch(tag(odd.product));
        });
        given::granted(as_coop([&](db::Transaction& tx) { return publish(tx, coop, {odd.product}); }));
    }
};

TEST_F(ImportExport, WhatWasTakenOutAndPutInAgainChangesNothing) {
    sell_awkward_goods();
    const auto before = own();
    const auto file = exported({.limit = 3});
    EXPECT_EQ(file, exported());
    for (const auto& form : {file, xlsx_of([&] {
                                 std::vector<std::vector<std::string>> rows;
                                 csv::Reader reader(file);
                                 std::vector<std::string> cells;
                                 while (reader.next(cells).value()) {
                                     for (auto& cell : cells) cell = csv::as_typed(cell);
                                     rows.push_back(cells);
                                 }
                                 return rows;
                             }())}) {
        const auto text = import_text(form);
        ASSERT_TRUE(text);
        const auto result = import(*text);
        EXPECT_EQ(result.rows, 9);
        EXPECT_EQ(result.unchanged, 9);
        EXPECT_EQ(result.created + result.updated + result.refused + result.published, 0);
        const auto after = own();
        ASSERT_EQ(before.size(), after.size());
        for (std::size_t at = 0; at < before.size(); ++at)
            EXPECT_EQ(json::text_of(before[at]), json::text_of(after[at]));
    }
}

TEST_F(ImportExport, NoCellRunsAsAFormula) {
    sell_awkward_goods();
    const auto file = exported();
    csv::Reader reader(file);
    std::vector<std::string> cells;
    while (reader.next(cells).value())
        for (const auto& cell : cells)
            EXPECT_FALSE(
                cell.starts_with('=') || cell.starts_with('+') || cell.starts_with('@') ||
                cell.starts_with('-')
            ) << cell;
}

TEST_F(ImportExport, OnlyOnesOwnInTheStateAsked) {
    given::sells(given, coop, {.name = "Chè bán"});
    given::drafts(given, coop, {.name = "Chè nháp"});
    given::sells(given, given.cooperative("HTX khác"), {.name = "Chè người khác"});
    EXPECT_THAT(
        exported(), testing::AllOf(HasSubstr("Chè bán"), Not(HasSubstr("nháp")), Not(HasSubstr("khác")))
    );
    EXPECT_THAT(
        exported({.state = ProductState::draft}),
        testing::AllOf(HasSubstr("Chè nháp"), Not(HasSubstr("bán,")))
    );
    const auto no =
        as_coop([&](db::Transaction& tx) { return export_products(tx, coop, {.after = "prd_x"}); });
    ASSERT_FALSE(no);
    EXPECT_EQ(no.error(), wrong_cursor);
}

TEST_F(ImportExport, EveryUnitIsReadBackAsItself) {
    for (const auto& unit : units()) {
        const auto* named = unit_from(unit.name_vi);
        EXPECT_TRUE((named != nullptr && *named == unit) || unit_from(unit.code) != nullptr) << unit.code;
    }
}

}  // namespace
}  // namespace chophien::catalog
