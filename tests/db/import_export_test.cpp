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

#include <set>

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

    std::string exported(ExportProducts wish = {}, ExportFormat format = ExportFormat::csv) {
        auto pieces = given::granted(as_coop([&](db::Transaction& tx) {
            return export_products(tx, coop, wish, format);
        }));
        std::string file;
        while (!pieces->finished()) {
            // As when the database asks for it to be run again.
            for (int run = 0; run < 2; ++run) as_coop([&](db::Transaction& tx) { pieces->read(tx); });
            file += pieces->take();
        }
        return file;
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
    for (const auto format : {ExportFormat::csv, ExportFormat::xlsx}) {
        const auto text = import_text(exported({}, format));
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
}

TEST_F(ImportExport, PagesJoinWithoutALossOrADouble) {
    // Three pages: full, full, and one; and the same with nothing on the third.
    for (const int count : {200, 201}) {
        std::string csv = "tên,bộ sản phẩm,quy cách,đơn vị,giá\n";
        for (int number = 0; number < count; ++number)
            csv += fmt::format("Chè {},11,Gói,gói,{}\n", number, 1000 + number);
        import(csv);
        for (const auto format : {ExportFormat::csv, ExportFormat::xlsx}) {
            const auto text = import_text(exported({}, format));
            ASSERT_TRUE(text);
            csv::Reader reader(*text);
            std::vector<std::string> cells;
            std::set<std::string> names;
            int rows = 0;
            for (; reader.next(cells).value(); ++rows) names.insert(cells.at(0));
            EXPECT_EQ(rows, count + 1);
            EXPECT_EQ(std::ssize(names), count + 1);
        }
    }
}

TEST_F(ImportExport, ACatalogueWithoutRowsIsItsHeadings) {
    given::drafts(given, coop, {.name = "Chè nháp"});
    const auto file = exported();
    EXPECT_THAT(file, HasSubstr("tên sản phẩm,"));
    EXPECT_EQ(std::ranges::count(file, '\n'), 1);
    EXPECT_TRUE(csv_from_xlsx(exported({}, ExportFormat::xlsx)));
}

TEST_F(ImportExport, EveryUnitIsReadBackAsItself) {
    for (const auto& unit : units()) {
        const auto* named = unit_from(unit.name_vi);
        EXPECT_TRUE((named != nullptr && *named == unit) || unit_from(unit.code) != nullptr) << unit.code;
    }
}

}  // namespace
}  // namespace chophien::catalog
