#include "catalog/import_row.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace chophien::catalog {

namespace {

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view main_names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view packaged = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
constexpr std::string_view sheet_name = "xl/worksheets/sheet1.xml";

/// All parts but the sheet.
std::vector<std::pair<std::string, std::string>> frame() {
    return {
        {"[Content_Types].xml",
         fmt::format(
             R"({}<Types xmlns="{}/content-types"><Default Extension="rels" )"
             R"(ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
             R"(<Override PartName="/xl/workbook.xml" ContentType="{}.sheet.main+xml"/>)"
             R"(<Override PartName="/xl/styles.xml" ContentType="{}.styles+xml"/>)"
             R"(<Override PartName="/{}" ContentType="{}.worksheet+xml"/></Types>)",
             head,
             packaged,
             type,
             type,
             sheet_name,
             type
         )},
        {"_rels/.rels",
         fmt::format(
             R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/officeDocument" )"
             R"(Target="xl/workbook.xml"/></Relationships>)",
             head,
             packaged,
             related
         )},
        {"xl/workbook.xml",
         fmt::format(
             R"({}<workbook xmlns="{}" xmlns:r="{}"><sheets><sheet name="Sản phẩm" sheetId="1" r:id="rId1"/>)"
             R"(</sheets></workbook>)",
             head,
             main_names,
             related
         )},
        {"xl/_rels/workbook.xml.rels",
         fmt::format(
             R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}/worksheet" )"
             R"(Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{}/styles" Target="styles.xml"/>)"
             R"(</Relationships>)",
             head,
             packaged,
             related,
             related
         )},
        {"xl/styles.xml",
         fmt::format(
             R"({}<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>)"
             R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
             R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
             R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
             R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
             R"(<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
             R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>)"
             R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)",
             head,
             main_names
         )}};
}

// XML has no place for U+FFFE and U+FFFF (XML 1.0, 2.2), not even escaped; other control characters are never
// kept.
std::string cell_text(std::string_view cell) {
    auto text = text::escaped(cell);
    for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
        for (auto at = text.find(none); at != std::string::npos; at = text.find(none, at))
            text.erase(at, none.size());
    return text;
}

}  // namespace

SpreadsheetStream::SpreadsheetStream() {
    for (const auto& [name, bytes] : frame()) {
        zip_.begin(name);
        zip_.write(bytes);
        zip_.end();
    }
    zip_.begin(sheet_name);
    zip_.write(fmt::format(R"({}<worksheet xmlns="{}"><sheetData>)", head, main_names));
}

void SpreadsheetStream::row(std::span<const std::string> cells) {
    std::string row = "<row>";
    // Style 1 is text, so that what is typed over an example stays as it is typed.
    for (const auto& cell : cells) {
        row += cell.empty() ? R"(<c s="1"/>)" : R"(<c s="1" t="inlineStr"><is><t xml:space="preserve">)";
        if (cell.empty()) continue;
        row += cell_text(cell);
        row += "</t></is></c>";
    }
    row += "</row>";
    zip_.write(row);
}

void SpreadsheetStream::finish() {
    zip_.write("</sheetData></worksheet>");
    zip_.end();
    zip_.finish();
}

std::string xlsx_of(const std::vector<std::vector<std::string>>& rows) {
    SpreadsheetStream stream;
    for (const auto& row : rows) stream.row(row);
    stream.finish();
    return stream.take();
}

std::string xlsx_template() {
    std::vector<std::string> names;
    std::vector<std::string> examples;
    for (const auto& heading : import_headings()) {
        names.emplace_back(heading.name_vi);
        examples.emplace_back(heading.example);
    }
    return xlsx_of({names, examples});
}

}  // namespace chophien::catalog
