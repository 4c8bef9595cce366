#include "catalog/spreadsheet.hpp"

#include "catalog/importing.hpp"
#include "catalog/refusals.hpp"
#include "catalog/spreadsheet_archive.hpp"
#include "catalog/spreadsheet_xml.hpp"
#include "core/csv.hpp"
#include "core/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace chophien::catalog {

namespace {

constexpr std::size_t most_faults = 200;

/// Many texts in one, so that an empty one costs four bytes.
class Texts {
public:
    std::size_t size() const { return begins_.size(); }

    void begin_one() { begins_.push_back(static_cast<std::uint32_t>(all_.size())); }

    /// To the one begun last.
    void add(std::string_view text) { all_ += text; }

    std::string_view operator[](std::size_t at) const {
        const auto end = at + 1 < begins_.size() ? begins_[at + 1] : all_.size();
        return std::string_view(all_).substr(begins_[at], end - begins_[at]);
    }

private:
    std::string all_;
    std::vector<std::uint32_t> begins_;
};

/// The shared texts, in their order; how they are to be read aloud (rPh) is left out.
class SharedTexts final : public Listener {
public:
    Texts all;

    void opened(std::string_view name, const Attributes&) override {
        if (name == "si") all.begin_one();
        too_much |= all.size() > spreadsheet::most_texts;
        if (name == "rPh") ++aloud_;
        in_text_ = name == "t" && aloud_ == 0;
    }

    void text(std::string_view text) override {
        if (in_text_ && all.size() > 0) all.add(text);
    }

    void closed(std::string_view name) override {
        if (name == "rPh") --aloud_;
        in_text_ = false;
    }

private:
    bool in_text_ = false;
    int aloud_ = 0;
};

/// Which cell styles show a number as a date.
class Styles final : public Listener {
public:
    std::vector<bool> is_date;  // by style

    void opened(std::string_view name, const Attributes& attributes) override {
        if (name == "numFmt")
            formats_[attribute(attributes, "numFmtId")] = shows_a_date(attribute(attributes, "formatCode"));
        if (name == "cellXfs") in_cells_ = true;
        if (name == "xf" && in_cells_) {
            const auto id = attribute(attributes, "numFmtId");
            const auto own = formats_.find(id);
            is_date.push_back(own != formats_.end() ? own->second : built_in_date(id));
        }
    }

    void text(std::string_view) override {}

    void closed(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }

private:
    // ECMA-376 part 1, 18.8.30: 14 to 17 and 22 show a day.
    static bool built_in_date(std::string_view id) {
        return id == "14" || id == "15" || id == "16" || id == "17" || id == "22";
    }

    static bool shows_a_date(std::string_view format) {
        bool quoted = false;
        int bracket = 0;
        for (std::size_t at = 0; at < format.size(); ++at) {
            const char sign = format[at];
            if (sign == '"') quoted = !quoted;
            if (quoted) continue;
            if (sign == '\\') ++at;
            if (sign == '[') ++bracket;
            if (sign == ']') --bracket;
            if (bracket == 0 && (sign == 'y' || sign == 'Y' || sign == 'd' || sign == 'D')) return true;
        }
        return false;
    }

    std::map<std::string, bool> formats_;
    bool in_cells_ = false;
};

/// Where the first sheet is, and whether days count from 1904.
class Workbook final : public Listener {
public:
    std::string first_sheet;  // its relation
    bool from_1904 = false;

    void opened(std::string_view name, const Attributes& attributes) override {
        if (name == "sheet" && first_sheet.empty()) first_sheet = attribute(attributes, "id");
        const auto epoch = attribute(attributes, "date1904");
        if (name == "workbookPr") from_1904 = epoch == "1" || epoch == "true";
    }

    void text(std::string_view) override {}

    void closed(std::string_view) override {}
};

class Relations final : public Listener {
public:
    explicit Relations(std::string wanted) : wanted_(std::move(wanted)) {}

    std::string target;

    void opened(std::string_view, const Attributes& attributes) override {
        if (!wanted_.empty() && attribute(attributes, "Id") == wanted_)
            target = attribute(attributes, "Target");
    }

    void text(std::string_view) override {}

    void closed(std::string_view) override {}

private:
    std::string wanted_;
};

/// A number as the file has it, without exponent and without the dust of binary fractions (15 digits hold).
std::optional<std::string> plain_number(std::string_view typed) {
    double value = 0;
    const auto* end = typed.data() + typed.size();
    if (std::from_chars(typed.data(), end, value).ptr != end || !std::isfinite(value) ||
        std::abs(value) > 1e15)
        return std::nullopt;
    auto text = fmt::format("{:.15g}", value);
    if (text.find('e') == std::string::npos) return text;
    text = fmt::format("{:.15f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

bool is_ambiguous(std::string_view number) {
    const auto point = number.find('.');
    return point != std::string_view::npos && number.size() - point == 4;
}

class Sheet final : public Listener {
public:
    Sheet(const Texts& texts, const std::vector<bool>& is_date, bool from_1904)
        : texts_(texts), is_date_(is_date), from_1904_(from_1904) {}

    std::string csv;
    std::vector<Violation> faults;

    void opened(std::string_view name, const Attributes& attributes) override {
        if (name == "row") {
            const auto number = attribute(attributes, "r");
            begin_row(number.empty() ? line_ + 1 : whole_number(number));
        } else if (name == "c") {
            place_ = attribute(attributes, "r");
            kind_ = attribute(attributes, "t");
            style_ = whole_number(attribute(attributes, "s"));
            value_.clear();
            formula_ = valued_ = false;
            column_ = place_.empty() ? next_column_ : column_of(place_);
            next_column_ = column_ + 1;
        } else if (name == "f") {
            formula_ = true;
        } else if (name == "rPh") {
            ++aloud_;
        }
        hears_ = name == "v" || (name == "t" && aloud_ == 0);
        valued_ = valued_ || hears_;
    }

    void text(std::string_view text) override {
        if (!hears_) return;
        value_ += text;
        if (value_.size() > csv::Limits{}.field_bytes) too_much = true;
    }

    void closed(std::string_view name) override {
        hears_ = false;
        if (name == "rPh") --aloud_;
        if (name == "c") end_cell();
        if (name == "row") end_row();
    }

private:
    static std::size_t whole_number(std::string_view digits) {
        std::size_t number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }

    // "BC12" is in column 54, counted from 0.
    static std::size_t column_of(std::string_view place) {
        std::size_t column = 0;
        for (const char sign : place) {
            if (sign < 'A' || sign > 'Z' || column > spreadsheet::most_columns) break;
            column = column * 26 + static_cast<std::size_t>(sign - 'A') + 1;
        }
        return column == 0 ? spreadsheet::most_columns : column - 1;
    }

    // As the cell says, or as people count when it does not.
    std::string place() const {
        if (!place_.empty()) return place_;
        std::string letters;
        for (auto column = column_ + 1; column > 0; column = (column - 1) / 26)
            letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
        return letters + std::to_string(line_);
    }

    void fault(std::string_view code, std::string vi, std::string en) {
        if (faults.size() < most_faults)
            faults.push_back({"/csv/" + place(), code, std::move(vi), std::move(en)});
    }

    void begin_row(std::size_t number) {
        constexpr std::size_t most_rows = 1'048'576;  // of any sheet
        if (number <= line_ || number > most_rows) {
            too_much = true;
            return;
        }
        for (; line_ + 1 < number; ++line_) csv += "\r\n";
        line_ = number;
        next_column_ = 0;
        cells_.clear();
    }

    void end_cell() {
        if (!valued_) {
            if (formula_)
                fault(
                    "formula_without_value",
                    "Ô có công thức chưa tính; hãy mở tệp bằng phần mềm bảng tính rồi lưu lại.",
                    "The cell has a formula that was never calculated; open the file in a spreadsheet and "
                    "save it."
                );
            return;
        }
        if (column_ >= spreadsheet::most_columns) {
            too_much = true;
            return;
        }
        auto said = meaning();
        if (said.empty()) return;
        if (cells_.size() <= column_) cells_.resize(column_ + 1);
        cells_[column_] = std::move(said);
    }

    std::string meaning() {
        if (kind_ == "s") {
            const auto number = whole_number(value_);
            if (number < texts_.size()) {
                // A text is written once and may be pointed at a million times.
                if (texts_[number].size() <= csv::Limits{}.field_bytes) return one_line(texts_[number]);
                too_much = true;
                return {};
            }
            fault(
                "no_text", "Ô trỏ đến chữ không có trong tệp.", "The cell points at a text that is not there."
            );
            return {};
        }
        if (kind_ == "str" || kind_ == "inlineStr" || kind_ == "d") return one_line(value_);
        if (kind_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
        if (kind_ == "e") {
            fault(
                "error_cell",
                fmt::format("Ô đang báo lỗi {}.", value_),
                fmt::format("The cell shows the error {}.", value_)
            );
            return {};
        }
        return number_meant();
    }

    std::string number_meant() {
        const auto number = plain_number(value_);
        if (!number) {
            fault("not_a_number", "Ô số không đọc được.", "The cell's number cannot be read.");
            return {};
        }
        if (style_ < is_date_.size() && is_date_[style_]) return date(*number);
        if (is_ambiguous(*number))
            fault(
                "ambiguous_number",
                fmt::format("Ô có số {}: có thể là hàng nghìn; hãy ghi dạng chữ hoặc số nguyên.", *number),
                fmt::format(
                    "The cell has {}: thousands may be meant; write it as text or as a whole number.", *number
                )
            );
        return *number;
    }

    std::string date(const std::string& serial) {
        const auto days = static_cast<std::int64_t>(whole_number(serial));
        // Spreadsheets count 29 February 1900, which never was, as day 60.
        if (!from_1904_ && days < 61) {
            fault("not_a_day", "Ngày không hợp lệ.", "The day is not valid.");
            return {};
        }
        using namespace std::chrono;
        const sys_days epoch = from_1904_ ? sys_days{year(1904) / 1 / 1} : sys_days{year(1899) / 12 / 30};
        return text_of(Day(epoch + std::chrono::days(std::min<std::int64_t>(days, 2'958'465))));
    }

    // A cell on several lines would put the lines of the CSV out of step with the rows; the import reads any
    // white space as one blank.
    static std::string one_line(std::string_view said) {
        std::string text(said);
        std::ranges::replace_if(
            text, [](char sign) { return sign == '\n' || sign == '\r'; }, ' '
        );
        return text;
    }

    void end_row() {
        if (std::ranges::all_of(cells_, &std::string::empty))
            csv += "\r\n";
        else
            csv::write(csv, cells_);
        if (csv.size() > most_import_bytes) too_much = true;
        cells_.clear();
    }

    const Texts& texts_;
    const std::vector<bool>& is_date_;
    bool from_1904_;
    std::size_t line_ = 0;
    std::vector<std::string> cells_;
    std::string place_;
    std::string kind_;
    std::string value_;
    std::size_t style_ = 0;
    std::size_t column_ = 0;
    std::size_t next_column_ = 0;  // of a cell that does not say where it is
    bool formula_ = false;
    bool valued_ = false;
    bool hears_ = false;
    int aloud_ = 0;
};

}  // namespace

Result<std::string> csv_from_xlsx(std::string_view file) {
    auto archive = Archive::of(file);
    if (!archive) return refuse(archive);
    Workbook workbook;
    if (auto read = hear(*archive, "xl/workbook.xml", spreadsheet::most_part_bytes, workbook); !read)
        return refuse(read);
    Relations relations(workbook.first_sheet);
    if (auto read = hear(*archive, "xl/_rels/workbook.xml.rels", spreadsheet::most_part_bytes, relations);
        !read)
        return refuse(read);
    SharedTexts texts;
    if (archive->has("xl/sharedStrings.xml"))
        if (auto read = hear(*archive, "xl/sharedStrings.xml", spreadsheet::most_texts_bytes, texts); !read)
            return refuse(read);
    Styles styles;
    if (archive->has("xl/styles.xml"))
        if (auto read = hear(*archive, "xl/styles.xml", spreadsheet::most_part_bytes, styles); !read)
            return refuse(read);
    const auto& target = relations.target;
    const auto part = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    Sheet sheet(texts.all, styles.is_date, workbook.from_1904);
    if (auto read = hear(*archive, part, spreadsheet::most_sheet_bytes, sheet); !read) return refuse(read);
    if (!sheet.faults.empty()) return refuse(wrong_import, std::move(sheet.faults));
    return std::move(sheet.csv);
}

Result<std::string> import_text(std::string_view file) {
    if (file.starts_with("PK\x03\x04")) return csv_from_xlsx(file);
    auto text = text::decoded(file);
    if (!text) return refuse(text);
    return std::move(text->utf8);
}

}  // namespace chophien::catalog
