// Comma separated values (RFC 4180), read record by record without copying the text, and written so that a
// spreadsheet shows what was meant and runs none of it.
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::csv {

inline constexpr Refusal malformed{
    "csv/malformed", Kind::invalid, {"Tệp CSV không đúng dạng.", "The CSV file is malformed."}};
inline constexpr Refusal over_limit{
    "csv/over-limit", Kind::too_large, {"Tệp CSV vượt giới hạn.", "The CSV file is over a limit."}};
inline constexpr std::array refusals{&malformed, &over_limit};

struct Limits {
    std::size_t fields = 100;           ///< in one record
    std::size_t field_bytes = 1 << 16;  ///< in one field
};

/// Reads records one by one. The text must outlive the reader. A byte order mark at its start is skipped.
/// Lines end with CRLF, LF or CR; lines without any sign are skipped; a quoted field may hold separators,
/// quotes (doubled) and line ends.
class Reader {
public:
    explicit Reader(std::string_view text, char separator = ',', Limits limits = {});

    /// The next record, into `fields`; false at the end. Refuses: malformed (a quote inside or after a field,
    /// a quoted field that does not end, bytes that are not UTF-8), over_limit; both name the line.
    Result<bool> next(std::vector<std::string>& fields);

    /// Where the record read last began: its line, from 1, and its byte.
    std::size_t line() const { return record_line_; }

    std::size_t begin() const { return record_begin_; }

    /// The byte after the record read last and its line end.
    std::size_t end() const { return at_; }

private:
    Result<void> quoted(std::string& field);
    Result<void> plain(std::string& field);
    bool at_line_end() const;
    void pass_line_end();

    std::string_view text_;
    char separator_;
    Limits limits_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t record_line_ = 1;
    std::size_t record_begin_ = 0;
};

/// The separator of a file, judged by its first line: spreadsheets set to Vietnamese write semicolons, copied
/// cells tabs. Whichever of , ; and tab stands there most often outside quotes; a comma when none does.
char separator_of(std::string_view text);

/// Appends one record with CRLF. Fields are quoted where RFC 4180 needs it; formula cells are neutralised.
void write(std::string& out, std::span<const std::string> fields, char separator = ',');

/// UTF-8's byte order mark, for the start of a file that a spreadsheet shall open.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A cell that begins with = + - @, a tab or a carriage return runs as a formula in spreadsheets, unless it
/// is a plain number; an apostrophe in front makes it text (OWASP, "CSV Injection").
std::string neutralised(std::string_view cell);
/// What was meant by a cell: takes back what neutralised did.
std::string as_typed(std::string_view cell);

}  // namespace chophien::csv
