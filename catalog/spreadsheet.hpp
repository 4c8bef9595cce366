// Import files as people have them: CSV in any usual encoding, or a spreadsheet (XLSX, ECMA-376), turned into
// the UTF-8 CSV that the import reads.
#pragma once

#include "catalog/zip_stream.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

/// What a spreadsheet may cost before it is refused: a small file can unpack to a very large one.
namespace spreadsheet {
inline constexpr std::size_t most_entries = 1'000;                        ///< parts in the archive
inline constexpr std::size_t most_texts_bytes = std::size_t{64} << 20U;   ///< its shared texts, unpacked
inline constexpr std::size_t most_sheet_bytes = std::size_t{256} << 20U;  ///< its first sheet, unpacked
inline constexpr std::size_t most_ratio = 200;                            ///< unpacked to packed
inline constexpr std::size_t most_part_bytes = std::size_t{4} << 20U;     ///< any other part we read
inline constexpr std::size_t most_columns = 100;
inline constexpr std::size_t most_texts = 4'000'000;      ///< shared ones
inline constexpr std::size_t most_elements = 30'000'000;  ///< of one part's XML
inline constexpr std::size_t most_depth = 100;            ///< of elements in elements
inline constexpr std::size_t most_names = 1'000;          ///< of elements and attributes
inline constexpr std::size_t most_name_bytes = 1'000;
inline constexpr std::size_t most_tag_bytes = std::size_t{1} << 20U;  ///< one tag or comment
}  // namespace spreadsheet

inline constexpr std::string_view xlsx_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file as UTF-8 CSV. Refuses: text::unknown_encoding; of a spreadsheet wrong_import (not readable, or
/// naming every cell that cannot be taken) and csv::over_limit.
Result<std::string> import_text(std::string_view file);

/// The first sheet of an XLSX file as CSV: one line a row, in the sheet's own numbering, so that line 7 of a
/// finding is row 7. Texts as typed, numbers with at most 15 digits and without exponent, dates as
/// 2026-11-21, booleans as TRUE and FALSE. Of a formula the value that the spreadsheet last showed is taken.
/// Refuses (wrong_import, at /csv/C5): formulas never calculated, errors, and fractions of three digits
/// as 12.345, which may have been meant as twelve thousand.
Result<std::string> csv_from_xlsx(std::string_view file);

/// The import's template as a spreadsheet: headings and an example row, every cell a text.
std::string xlsx_template();

/// A spreadsheet of texts with one sheet, written row by row. No more of it is in memory than was not taken.
class SpreadsheetStream {
public:
    /// Of one sheet (ECMA-376 sets no limit, spreadsheet programs do).
    static constexpr std::int64_t most_rows = 1'048'576;

    SpreadsheetStream();

    void row(std::span<const std::string> cells);
    void finish();

    /// What was written since it was last taken.
    std::string take() { return zip_.take(); }

private:
    ZipStream zip_;
};

/// The same of these rows, whole.
std::string xlsx_of(const std::vector<std::vector<std::string>>& rows);

}  // namespace chophien::catalog
