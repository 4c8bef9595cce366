// Spreadsheets as people and programs write them, and as those write them who mean harm.
#include "catalog/import_row.hpp"
#include "catalog/refusals.hpp"
#include "catalog/spreadsheet.hpp"
#include "catalog/zip_stream.hpp"
#include "core/csv.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;

using Parts = std::vector<std::pair<std::string, std::string>>;

/// The parts a spreadsheet program writes, around these rows.
Parts parts_of(const std::string& rows, const std::string& texts = "", const std::string& workbook = "") {
    return {
        {"xl/workbook.xml",
         R"(<workbook xmlns="m" xmlns:r="r">)" + workbook +
             R"(<sheets><sheet name="A" sheetId="1" r:id="rId7"/>)"
             R"(<sheet name="B" sheetId="2" r:id="rId8"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships xmlns="p"><Relationship Id="rId8" Target="worksheets/other.xml"/>)"
         R"(<Relationship Id="rId7" Target="/xl/worksheets/first.xml"/></Relationships>)"},
        {"xl/sharedStrings.xml", R"(<x:sst xmlns:x="m">)" + texts + "</x:sst>"},
        {"xl/styles.xml",
         R"(<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>)"
         R"(<numFmt numFmtId="165" formatCode="#,##0&quot;đ&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/>)"
         R"(</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>)"
         R"(</cellXfs></styleSheet>)"},
        {"xl/worksheets/other.xml", "<worksheet><sheetData/></worksheet>"},
        {"xl/worksheets/first.xml",
         R"(<worksheet xmlns="m"><sheetData>)" + rows + "</sheetData></worksheet>"}};
}

Result<std::string> read(
    const std::string& rows, const std::string& texts = "", const std::string& workbook = ""
) {
    return csv_from_xlsx(archive_of(parts_of(rows, texts, workbook)));
}

std::string csv_of(const std::string& cell) {
    const auto csv = read("<row r=\"1\">" + cell + "</row>");
    if (!csv) return std::string(csv.error().violations.at(0).code) + csv.error().violations.at(0).pointer;
    return csv->substr(0, csv->size() - 2);
}

TEST(ImportSpreadsheet, CellsSayWhatTheirOwnersSaw) {
    const std::pair<std::string, std::string> table[] = {
        {R"(<c r="A1"><v>150000</v></c>)", "150000"},
        {R"(<c r="A1" s="3"><v>150000</v></c>)", "150000"},
        {R"(<c r="A1"><v>0.1</v></c>)", "0.1"},
        {R"(<c r="A1"><v>0.30000000000000004</v></c>)", "0.3"},
        {R"(<c r="A1"><v>8.9360123456740005E+12</v></c>)", "8936012345674"},
        {R"(<c r="A1"><v>1E-2</v></c>)", "0.01"},
        {R"(<c r="A1" s="1"><v>45838</v></c>)", "2025-06-30"},
        {R"(<c r="A1" s="2"><v>45838.75</v></c>)", "2025-06-30"},
        {R"(<c r="A1" t="b"><v>1</v></c>)", "TRUE"},
        {R"(<c r="A1" t="inlineStr"><is><t>Chè, "móc câu"</t></is></c>)", R"("Chè, ""móc câu""")"},
        {R"(<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>)", "'=1+1"},
        {R"(<c r="A1" t="inlineStr"><is><t>hai
dòng</t></is></c>)",
         "hai dòng"},
        {R"(<c r="A1"><f>B1*2</f><v>90000</v></c>)", "90000"},
        {R"(<c r="A1" t="str"><f>"Chè"&amp;B1</f><v>Chè xanh</v></c>)", "Chè xanh"},
        {R"(<c r="A1"><f>B1*2</f></c>)", "formula_without_value/csv/A1"},
        {R"(<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>)", "error_cell/csv/A1"},
        {R"(<c r="A1"><v>12.345</v></c>)", "ambiguous_number/csv/A1"},
        {R"(<c r="A1" s="1"><v>59</v></c>)", "not_a_day/csv/A1"},
        {R"(<c r="A1"><v>nan</v></c>)", "not_a_number/csv/A1"},
        {R"(<c r="A1" t="s"><v>5</v></c>)", "no_text/csv/A1"},
    };
    for (const auto& [cell, said] : table) EXPECT_EQ(csv_of(cell), said) << cell;
}

TEST(ImportSpreadsheet, LinesAreTheSheetsRowsAndColumnsItsColumns) {
    const auto csv = read(
        R"(<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row><row r="3"><c r="A3"/></row>)"
        R"(<row r="5"><c r="A5"><v>1</v></c></row>)",
        "<x:si><x:t>tên</x:t></x:si><x:si><x:r><x:t>gi</x:t></x:r><x:r><x:t>á</x:t></x:r>"
        "<x:rPh><x:t>aloud</x:t></x:rPh></x:si>"
    );
    ASSERT_TRUE(csv);
    EXPECT_EQ(*csv, "\r\n,tên,,giá\r\n\r\n\r\n1\r\n");
    EXPECT_EQ(
        read("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0</v></c></row>", "", R"(<workbookPr date1904="1"/>)")
            .value(),
        "1904-01-01\r\n"
    );
}

TEST(ImportSpreadsheet, EveryCellThatCannotBeTakenIsNamedAtOnce) {
    const auto no = read(
        R"(<row r="4"><c r="A4" t="e"><v>#N/A</v></c><c r="AB4"><f>A1</f></c><c t="e"><v>#N/A</v></c></row>)"
        R"(<row><c/><c><f>A1</f></c></row>)"
    );
    ASSERT_FALSE(no);
    EXPECT_EQ(no.error(), wrong_import);
    std::vector<std::string> places;
    for (const auto& fault : no.error().violations) places.push_back(fault.pointer);
    EXPECT_THAT(places, ElementsAre("/csv/A4", "/csv/AB4", "/csv/AC4", "/csv/B5"));
}

TEST(ImportSpreadsheet, WhatIsMadeToDoHarmIsRefused) {
    std::string nested = R"(<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>)";
    auto entities = parts_of("");
    entities.back().second =
        nested + "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>";
    auto bomb = parts_of("");
    bomb.back().second = "<worksheet>" + std::string(std::size_t{20} << 20U, ' ') + "</worksheet>";
    auto many = parts_of("");
    for (std::size_t number = 0; number <= spreadsheet::most_entries; ++number)
        many.emplace_back(fmt::format("x{}", number), "");
    auto broken = parts_of("<row><c>");
    auto backwards = parts_of(R"(<row r="5"/><row r="4"/>)");
    auto wide = parts_of(R"(<row r="1"><c r="ZZZ1"><v>1</v></c></row>)");
    auto no_workbook = parts_of("");
    no_workbook.erase(no_workbook.begin());
    const std::tuple<const char*, Parts, const Refusal*> table[] = {
        {"entities of its own", entities, &wrong_import},
        {"a bomb", bomb, &csv::over_limit},
        {"many parts", many, &csv::over_limit},
        {"XML that does not end", broken, &wrong_import},
        {"rows in no order", backwards, &csv::over_limit},
        {"a column far out", wide, &csv::over_limit},
        {"no workbook", no_workbook, &wrong_import},
    };
    for (const auto& [what, parts, why] : table) {
        const auto no = csv_from_xlsx(archive_of(parts));
        ASSERT_FALSE(no) << what;
        EXPECT_EQ(no.error(), *why) << what;
    }
    const auto whole = archive_of(parts_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    EXPECT_TRUE(csv_from_xlsx(whole));
    for (std::size_t size = 0; size < whole.size(); size += 7)
        EXPECT_FALSE(csv_from_xlsx(std::string_view(whole).substr(0, size))) << "cut at " << size;
}

/// What does not shrink when it is packed, so that no other limit than the one meant is met.
std::string noise(std::size_t bytes) {
    std::minstd_rand random{1};
    std::uniform_int_distribution letter('a', 'z');
    std::string text;
    while (text.size() < bytes) text += static_cast<char>(letter(random));
    return text;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t time = 0; time < times; ++time) all += text;
    return all;
}

// Each of them was small to send and made the parser keep gigabytes.
TEST(ImportSpreadsheet, WhatAParserWouldKeepIsBounded) {
    std::string names;
    std::string prefixes;
    for (std::size_t number = 0; number <= spreadsheet::most_names; ++number) {
        names += fmt::format("<n{}/>", number);
        prefixes += fmt::format("<a xmlns:p{}=\"u\"/>", number);
    }
    const auto deep = spreadsheet::most_depth;
    const auto long_text = std::string(70'000, 'a');
    const std::tuple<const char*, std::string, std::string> table[] = {
        {"elements in elements", repeated("<a>", deep) + repeated("</a>", deep), ""},
        {"names of elements", names, ""},
        {"prefixes", prefixes, ""},
        {"one tag", "<row x=\"" + noise(spreadsheet::most_tag_bytes * 2) + "\"/>", ""},
        {"one comment", "<!--" + noise(spreadsheet::most_tag_bytes * 2) + "-->", ""},
        {"an address", "<row xmlns=\"" + noise(spreadsheet::most_name_bytes + 1) + "\"/>", ""},
        {"a text pointed at", R"(<row><c t="s"><v>0</v></c></row>)", "<si><t>" + long_text + "</t></si>"},
        {"empty texts", "", "<!--" + noise(200'000) + "-->" + repeated("<si/>", spreadsheet::most_texts + 1)},
    };
    for (const auto& [what, rows, texts] : table) {
        const auto no = read(rows, texts);
        ASSERT_FALSE(no) << what;
        EXPECT_EQ(no.error(), csv::over_limit) << what;
    }
    EXPECT_TRUE(read("<row>" + repeated("<c/>", 50) + "</row>"));
}

TEST(ImportSpreadsheet, WhatXmlHasNoPlaceForIsLeftOut) {
    const auto csv = csv_from_xlsx(xlsx_of(
        {{"a\xEF\xBF\xBF",
          "\xEF\xBF\xBE"
          "b"}}
    ));
    ASSERT_TRUE(csv);
    EXPECT_EQ(*csv, "a,b\r\n");
}

TEST(ImportSpreadsheet, TheTemplateReadsAsTheCsvTemplateDoes) {
    const auto csv = import_text(xlsx_template());
    ASSERT_TRUE(csv);
    EXPECT_THAT(*csv, testing::StartsWith("tên sản phẩm,"));
    csv::Reader reader(*csv);
    std::vector<std::string> header;
    ASSERT_TRUE(reader.next(header).value());
    EXPECT_TRUE(columns_of(header));
}

RC_GTEST_PROP(ImportSpreadsheet, TextsComeBackAsTheyWere, ()) {
    const auto sign = rc::gen::elementOf(std::string("aé<&\"' ,;=+-@0.1\t'"));
    const auto cell = rc::gen::container<std::string>(sign);
    auto row = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell));
    for (auto& text : row)
        text = "x" + std::string(text.begin(), std::remove_if(text.begin(), text.end(), [](char s) {
                                     return static_cast<signed char>(s) < 0;
                                 }));
    row.resize(std::min<std::size_t>(row.size(), spreadsheet::most_columns));
    const auto csv = csv_from_xlsx(xlsx_of({row}));
    RC_ASSERT(csv.has_value());
    csv::Reader reader(*csv);
    std::vector<std::string> cells;
    RC_ASSERT(reader.next(cells).value());
    for (auto& text : cells) text = csv::as_typed(text);
    RC_ASSERT(cells == row);
}

}  // namespace
}  // namespace chophien::catalog
