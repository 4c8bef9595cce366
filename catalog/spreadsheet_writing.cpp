#include "catalog/import_row.hpp"
#include "catalog/spreadsheet.hpp"
#include "catalog/spreadsheet_archive.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace chophien::catalog {

std::string xlsx_of(const std::vector<std::vector<std::string>>& rows) {
    constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
    constexpr std::string_view main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    constexpr std::string_view related =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    constexpr std::string_view packaged = "http://schemas.openxmlformats.org/package/2006";
    auto sheet = fmt::format(R"({}<worksheet xmlns="{}"><sheetData>)", head, main);
    for (const auto& row : rows) {
        sheet += "<row>";
        // Style 1 is text, so that what is typed over an example stays as it is typed.
        for (const auto& cell : row)
            sheet += fmt::format(
                R"(<c s="1" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)", text::escaped(cell)
            );
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    constexpr std::string_view type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    return archive_of({
        {"[Content_Types].xml",
         fmt::format(
             R"({}<Types xmlns="{}/content-types"><Default Extension="rels" )"
             R"(ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
             R"(<Override PartName="/xl/workbook.xml" ContentType="{}.sheet.main+xml"/>)"
             R"(<Override PartName="/xl/styles.xml" ContentType="{}.styles+xml"/>)"
             R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{}.worksheet+xml"/></Types>)",
             head,
             packaged,
             type,
             type,
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
             main,
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
             R"({}<styleSheet xmlns="{}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>)"
             R"(<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>)"
             R"(<cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>)",
             head,
             main
         )},
        {"xl/worksheets/sheet1.xml", std::move(sheet)},
    });
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
