#include "core/csv.hpp"

#include "core/quantity.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::csv {

namespace {

constexpr bool starts_formula(char sign) {
    return sign == '=' || sign == '+' || sign == '-' || sign == '@' || sign == '\t' || sign == '\r';
}

// True when the cell, looked at past its apostrophes, would start a formula.
bool would_run(std::string_view cell) {
    const auto first = cell.find_first_not_of('\'');
    return first != std::string_view::npos && starts_formula(cell[first]);
}

tl::unexpected<Refused> broken(std::size_t line, std::string_view vi, std::string_view en) {
    return refuse(malformed, fmt::format("Dòng {}: {}", line, vi), fmt::format("Line {}: {}", line, en));
}

}  // namespace

Reader::Reader(std::string_view text, char separator, Limits limits)
    : text_(text), separator_(separator), limits_(limits) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

bool Reader::at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

void Reader::pass_line_end() {
    if (at_ == text_.size()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
}

Result<void> Reader::quoted(std::string& field) {
    const auto opened = line_;
    ++at_;
    for (;;) {
        if (at_ == text_.size())
            return broken(opened, "dấu nháy kép mở ra mà không đóng.", "a quote opens and does not close.");
        if (text_[at_] == '"') {
            ++at_;
            if (at_ == text_.size() || text_[at_] != '"') return {};
        } else if (text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'))) {
            ++line_;
        }
        field += text_[at_++];
    }
}

Result<void> Reader::plain(std::string& field) {
    const auto from = at_;
    while (!at_line_end() && text_[at_] != separator_) {
        if (text_[at_] == '"')
            return broken(
                line_,
                "có dấu nháy kép giữa ô; hãy bọc cả ô trong nháy kép và viết đôi dấu ấy.",
                "there is a quote inside a field; put the whole field in quotes and double that one."
            );
        ++at_;
    }
    field.assign(text_.substr(from, at_ - from));
    return {};
}

Result<bool> Reader::next(std::vector<std::string>& fields) {
    fields.clear();
    while (at_ < text_.size() && at_line_end()) pass_line_end();
    record_line_ = line_;
    record_begin_ = at_;
    if (at_ == text_.size()) return false;
    for (;;) {
        auto& field = fields.emplace_back();
        const bool in_quotes = at_ < text_.size() && text_[at_] == '"';
        if (auto read = in_quotes ? quoted(field) : plain(field); !read) return refuse(read);
        if (field.size() > limits_.field_bytes || fields.size() > limits_.fields)
            return refuse(
                over_limit,
                fmt::format(
                    "Dòng {}: quá {} ô hoặc một ô quá {} byte.",
                    record_line_,
                    limits_.fields,
                    limits_.field_bytes
                ),
                fmt::format(
                    "Line {}: over {} fields, or a field over {} bytes.",
                    record_line_,
                    limits_.fields,
                    limits_.field_bytes
                )
            );
        if (!text::is_utf8(field)) return broken(record_line_, "không phải UTF-8.", "it is not UTF-8.");
        if (at_line_end()) break;
        if (text_[at_] != separator_)
            return broken(line_, "có chữ sau dấu nháy đóng.", "there is text after a closing quote.");
        ++at_;
    }
    pass_line_end();
    return true;
}

char separator_of(std::string_view text) {
    constexpr std::array candidates{',', ';', '\t'};
    std::array<std::size_t, candidates.size()> counts{};
    bool in_quotes = false;
    for (const char sign : text) {
        if (sign == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if (sign == '\n' || sign == '\r') break;
        if (const auto found = std::ranges::find(candidates, sign); found != candidates.end())
            ++counts[static_cast<std::size_t>(found - candidates.begin())];
    }
    return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

std::string neutralised(std::string_view cell) {
    std::string safe;
    if (would_run(cell) && !decimal_from(cell)) safe += '\'';
    return safe.append(cell);
}

std::string as_typed(std::string_view cell) {
    if (cell.starts_with('\'') && would_run(cell)) cell.remove_prefix(1);
    return std::string(cell);
}

void write(std::string& out, std::span<const std::string> fields, char separator) {
    const char special[] = {'"', '\n', '\r', separator};
    bool first = true;
    for (const auto& field : fields) {
        if (!first) out += separator;
        first = false;
        const auto cell = neutralised(field);
        // One empty field alone would be a line without any sign, which readers skip.
        const bool alone_and_empty = fields.size() == 1 && cell.empty();
        if (!alone_and_empty &&
            cell.find_first_of(std::string_view(special, sizeof special)) == std::string::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (const char sign : cell) {
            if (sign == '"') out += '"';
            out += sign;
        }
        out += '"';
    }
    out += "\r\n";
}

}  // namespace chophien::csv
