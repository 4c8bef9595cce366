#include "catalog/demo.hpp"
#include "catalog/import_row.hpp"
#include "catalog/importing.hpp"
#include "core/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Columns = std::vector<ImportColumn>;

std::vector<std::string> found_in(
    const std::vector<std::string>& header, const std::vector<std::string>& cells
) {
    const auto columns = columns_of(header).value();
    std::vector<jobs::Finding> findings;
    const auto row = row_from(7, cells, columns, findings);
    EXPECT_EQ(row.has_value(), findings.empty());
    std::vector<std::string> said;
    for (const auto& one : findings) {
        EXPECT_EQ(one.line, 7);
        EXPECT_FALSE(one.vi.empty());
        said.push_back(one.column.value_or("") + " " + one.code);
    }
    return said;
}

TEST(ImportColumns, AreKnownInBothLanguagesInAnyOrder) {
    using enum ImportColumn;
    EXPECT_EQ(
        columns_of({"Giá", "TÊN SẢN PHẨM", "don vi", "Quy cách", "tồn kho"}).value(),
        (Columns{price_vnd, product_name, unit, pack_size, stock})
    );
    EXPECT_EQ(
        columns_of({"product_name", "pack_size", "unit", "price_vnd"}).value(),
        (Columns{product_name, pack_size, unit, price_vnd})
    );
}

TEST(ImportColumns, NameEveryUnknownRepeatedAndMissingOne) {
    const auto refused = columns_of({"tên", "màu sắc", "giá", "giá bán"});
    ASSERT_FALSE(refused);
    std::vector<std::string> codes;
    for (const auto& one : refused.error().violations) codes.emplace_back(one.code);
    EXPECT_THAT(codes, ElementsAre("unknown_column", "repeated_column", "missing_column", "missing_column"));
    EXPECT_THAT(refused.error().violations.front().vi, HasSubstr("màu sắc"));
}

TEST(ImportTemplate, IsAFileThatImports) {
    const auto file = import_template();
    EXPECT_TRUE(file.starts_with("\xEF\xBB\xBF"));
    csv::Reader reader(file);
    std::vector<std::string> cells;
    ASSERT_TRUE(reader.next(cells).value());
    const auto columns = columns_of(cells);
    ASSERT_TRUE(columns);
    ASSERT_TRUE(reader.next(cells).value());
    std::vector<jobs::Finding> findings;
    const auto row = row_from(2, cells, *columns, findings);
    EXPECT_THAT(findings, IsEmpty());
    ASSERT_TRUE(row);
    EXPECT_EQ(row->price, vnd(150'000));
    EXPECT_EQ(row->label->stars, 4);
}

TEST(ImportRows, SayEverythingThatIsWrongAtOnce) {
    EXPECT_THAT(
        found_in(
            {"tên", "bộ sản phẩm", "tỉnh", "quy cách", "đơn vị", "giá", "tồn kho", "mã gtin", "số sao"},
            {"", "99", "Atlantis", "", "thúng nào", "miễn phí", "1.000", "8936000000001", "7"}
        ),
        ElementsAre(
            "product_name required",
            "ocop_set unknown_set",
            "province unknown_province",
            "pack_size required",
            "unit unknown_unit",
            "price_vnd not_a_price",
            "stock not_a_quantity",
            "gtin wrong_gtin",
            "stars not_stars"
        )
    );
}

TEST(ImportRows, HoldTheRulesOfOffers) {
    const std::vector<std::string> header{"tên", "quy cách", "đơn vị", "giá", "tồn kho", "mua tối thiểu"};
    EXPECT_THAT(found_in(header, {"Chè", "Hộp", "hộp", "10000", "5", "1"}), IsEmpty());
    EXPECT_THAT(found_in(header, {"Chè", "Hộp", "hộp", "10000", "2,5", "1"}), ElementsAre("stock not_whole"));
    EXPECT_THAT(
        found_in(header, {"Chè", "Hộp", "hộp", "10000", "2", "0,5"}), ElementsAre("minimum not_whole")
    );
    EXPECT_THAT(found_in(header, {"Gạo", "Bao", "kg", "10000", "2,5", "2"}), IsEmpty());
    EXPECT_THAT(
        found_in(header, {"Chè", "Hộp", "hộp", "10000", "1", "1", "thừa"}),
        ElementsAre("minimum too_many_cells")
    );
}

TEST(ImportRows, NeedTheDayOfADecisionForStarsAndDropStarsThatAreNoLabel) {
    const std::vector<std::string> header{"tên", "quy cách", "đơn vị", "giá", "số sao", "ngày quyết định"};
    EXPECT_THAT(
        found_in(header, {"Chè", "Hộp", "hộp", "10000", "4", ""}), ElementsAre("decided_on not_a_day")
    );
    const auto columns = columns_of(header).value();
    std::vector<jobs::Finding> findings;
    EXPECT_FALSE(row_from(2, {"Chè", "Hộp", "hộp", "10000", "2", "2025-06-30"}, columns, findings)->label);
    EXPECT_TRUE(row_from(2, {"Chè", "Hộp", "hộp", "10000", "3", "2025-06-30"}, columns, findings)->label);
    EXPECT_THAT(findings, IsEmpty());
}

TEST(ImportPrices, AreReadAsPeopleTypeThem) {
    struct {
        std::string_view text;
        std::optional<std::int64_t> dong;
    } const all[] = {
        {"120000", 120'000},
        {"120.000", 120'000},
        {"120,000 đ", 120'000},
        {"1.250.000 VND", 1'250'000},
        {"35 000", 35'000},
        {"500đồng", 500},
        {"0", std::nullopt},
        {"-5", std::nullopt},
        {"12.5", std::nullopt},
        {"1.2500", std::nullopt},
        {"1.000,000", std::nullopt},
        {"", std::nullopt},
        {"miễn phí", std::nullopt},
        {".000", std::nullopt},
        {"120.", std::nullopt},
        {"9999999999999999", std::nullopt},
    };

    for (const auto& line : all) {
        const auto read = price_from(line.text);
        EXPECT_EQ(read ? std::optional(read->minor) : std::nullopt, line.dong) << line.text;
    }
}

TEST(ImportQuantities, AreRefusedWhereAThousandAndAOneLookAlike) {
    EXPECT_EQ(quantity_from("12,5"), Decimal{12'500});
    EXPECT_EQ(quantity_from("0,125"), Decimal{125});
    EXPECT_EQ(quantity_from("1234.567"), Decimal{1'234'567});
    EXPECT_EQ(quantity_from("1.000"), std::nullopt);
    EXPECT_EQ(quantity_from("12,500"), std::nullopt);
    EXPECT_EQ(quantity_from("1.2.3"), std::nullopt);
}

TEST(Demonstration, TurnsEveryRowOfTheSourceIntoRowsThatImport) {
    const auto sellers = demo_sellers();
    EXPECT_EQ(sellers.size(), 563U);  // 562 holders and the collector
    std::int64_t rows = 0;
    std::int64_t labels = 0;
    for (const auto& seller : sellers) {
        EXPECT_FALSE(seller.name.empty());
        csv::Reader reader(seller.csv);
        std::vector<std::string> cells;
        ASSERT_TRUE(reader.next(cells).value());
        const auto columns = columns_of(cells);
        ASSERT_TRUE(columns);
        std::vector<jobs::Finding> findings;
        std::int64_t of_seller = 0;
        while (reader.next(cells).value()) {
            const auto row = row_from(1, cells, *columns, findings);
            ASSERT_TRUE(row) << seller.name << ": " << findings.front().en;
            labels += row->label ? 1 : 0;
            ++of_seller;
        }
        EXPECT_EQ(of_seller, seller.products);
        EXPECT_LE(of_seller, rows_of_step);
        rows += of_seller;
    }
    EXPECT_EQ(rows, 1180);  // of 1,183: three repeat a product of their holder
    EXPECT_GT(labels, 700);
    EXPECT_EQ(sellers.back().name, demo_collector);
}

TEST(Demonstration, IsTheSameEveryTime) {
    const auto once = demo_sellers();
    const auto again = demo_sellers();
    ASSERT_EQ(once.size(), again.size());
    for (std::size_t at = 0; at < once.size(); ++at) EXPECT_EQ(once[at].csv, again[at].csv);
}

}  // namespace
}  // namespace chophien::catalog
