#include "core/json/reader.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <unordered_set>

namespace chophien::json {

namespace {

// Looks over a text before anything is built of it. Not the library's own callback: after every value that
// ends, that looks through all values before it in the same list, so that a megabyte of short values would
// take minutes.
class Overlook final : public Document::json_sax_t {
public:
    std::string vi;  // what is wrong, when parsing was stopped
    std::string en;

    bool null() override { return true; }

    bool boolean(bool) override { return true; }

    bool number_integer(std::int64_t) override { return true; }

    bool number_unsigned(std::uint64_t) override { return true; }

    bool number_float(double, const std::string&) override { return true; }

    bool string(std::string&) override { return true; }

    bool binary(Document::binary_t&) override { return false; }

    bool start_object(std::size_t) override {
        members_.emplace_back();
        return deeper();
    }

    bool end_object() override {
        members_.pop_back();
        --depth_;
        return true;
    }

    bool start_array(std::size_t) override { return deeper(); }

    bool end_array() override {
        --depth_;
        return true;
    }

    bool key(std::string& name) override {
        if (members_.back().insert(name).second) return true;
        vi = fmt::format("Thành phần \"{}\" xuất hiện hai lần.", name);
        en = fmt::format("The member \"{}\" appears twice.", name);
        return false;
    }

    bool parse_error(std::size_t position, const std::string&, const Document::exception& error) override {
        if (dynamic_cast<const Document::out_of_range*>(&error) != nullptr) {
            vi = "Có số vượt giới hạn.";
            en = "A number is out of range.";
        } else {
            vi = fmt::format("Sai ở byte thứ {}.", position);
            en = fmt::format("It breaks at byte {}.", position);
        }
        return false;
    }

private:
    bool deeper() {
        if (++depth_ <= deepest) return true;
        vi = fmt::format("Lồng quá {} tầng.", deepest);
        en = fmt::format("It is nested more than {} levels deep.", deepest);
        return false;
    }

    std::size_t depth_ = 0;
    std::vector<std::unordered_set<std::string>> members_;  // of the objects that are open
};

bool whole_number(const Document& from, std::int64_t& into, Reading& at) {
    if (from.is_number_unsigned()) {
        const auto number = from.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(INT64_MAX)) {
            at.wrong("out_of_range", "Số quá lớn.", "The number is too large.");
            return false;
        }
        into = static_cast<std::int64_t>(number);
        return true;
    }
    if (from.is_number_integer()) {
        into = from.get<std::int64_t>();
        return true;
    }
    if (at.from_text() && from.is_string()) {
        const auto& text = from.get_ref<const std::string&>();
        const auto* end = text.data() + text.size();
        if (std::from_chars(text.data(), end, into) == std::from_chars_result{end, std::errc{}} &&
            !text.empty())
            return true;
    }
    wrong_type("một số nguyên", "a whole number", at);
    return false;
}

std::string list_of(const std::vector<std::string_view>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Result<Document> parse(std::string_view text) {
    if (!text::is_utf8(text))
        return refuse(malformed, "Nội dung không phải UTF-8.", "The body is not UTF-8.");
    Overlook overlook;
    if (!Document::sax_parse(text, &overlook))
        return refuse(malformed, std::move(overlook.vi), std::move(overlook.en));
    return Document::parse(text);
}

void Reading::wrong(std::string_view code, std::string vi, std::string en) {
    constexpr std::size_t most = 200;  // a body that is wrong everywhere need not be answered at length
    if (violations_.size() < most) violations_.push_back({pointer_, code, std::move(vi), std::move(en)});
}

void Reading::enter(std::string_view member) {
    depths_.push_back(pointer_.size());
    pointer_ += '/';
    for (const char sign : member) {  // RFC 6901 section 3
        if (sign == '~')
            pointer_ += "~0";
        else if (sign == '/')
            pointer_ += "~1";
        else
            pointer_ += sign;
    }
}

void Reading::enter(std::size_t index) {
    depths_.push_back(pointer_.size());
    pointer_ += '/' + std::to_string(index);
}

void Reading::leave() {
    pointer_.resize(depths_.back());
    depths_.pop_back();
}

void missing(Reading& at) { at.wrong("required", "Bắt buộc phải có.", "It is required."); }

void wrong_type(std::string_view wanted_vi, std::string_view wanted_en, Reading& at) {
    at.wrong("wrong_type", fmt::format("Phải là {}.", wanted_vi), fmt::format("It must be {}.", wanted_en));
}

void not_one_of(const std::vector<std::string_view>& names, Reading& at) {
    at.wrong(
        "not_one_of",
        fmt::format("Phải là một trong: {}.", list_of(names)),
        fmt::format("It must be one of: {}.", list_of(names))
    );
}

void unknown_members(const Document& from, const std::vector<std::string_view>& known, Reading& at) {
    for (const auto& [name, value] : from.items()) {
        if (std::ranges::find(known, name) != known.end()) continue;
        at.enter(name);
        at.wrong(
            "unknown",
            fmt::format("Không có thành phần này; có thể dùng: {}.", list_of(known)),
            fmt::format("No such member; there are: {}.", list_of(known))
        );
        at.leave();
    }
}

bool read(const Document& from, bool& into, Reading& at) {
    if (from.is_boolean()) {
        into = from.get<bool>();
        return true;
    }
    if (at.from_text() && from.is_string() && (from == "true" || from == "false")) {
        into = from == "true";
        return true;
    }
    wrong_type("true hoặc false", "true or false", at);
    return false;
}

bool read(const Document& from, std::int64_t& into, Reading& at) { return whole_number(from, into, at); }

bool read(const Document& from, std::int32_t& into, Reading& at) {
    std::int64_t wide = 0;
    if (!whole_number(from, wide, at)) return false;
    if (wide < INT32_MIN || wide > INT32_MAX) {
        at.wrong("out_of_range", "Số quá lớn.", "The number is too large.");
        return false;
    }
    into = static_cast<std::int32_t>(wide);
    return true;
}

bool read(const Document& from, std::string& into, Reading& at) {
    if (!from.is_string()) {
        wrong_type("một chuỗi ký tự", "a text", at);
        return false;
    }
    const auto& text = from.get_ref<const std::string&>();
    if (text::has_control(text)) {
        at.wrong("control_characters", "Có ký tự điều khiển.", "It has control characters.");
        return false;
    }
    into = text::composed(text);
    return true;
}

bool read(const Document& from, Bytes& into, Reading& at) {
    if (!from.is_binary()) {
        wrong_type("nội dung tệp", "a file's content", at);
        return false;
    }
    const auto& octets = from.get_binary();
    into.octets.assign(octets.begin(), octets.end());
    return true;
}

bool read(const Document& from, Money& into, Reading& at) {
    if (!from.is_object() || from.size() != 2 || !from.contains("amount") || !from.contains("currency")) {
        wrong_type(
            "số tiền dạng {\"amount\": 125000, \"currency\": \"VND\"}",
            "money as {\"amount\": 125000, \"currency\": \"VND\"}",
            at
        );
        return false;
    }
    std::int64_t amount = 0;
    at.enter("amount");
    bool good = whole_number(from["amount"], amount, at);
    if (good && (amount < 0 || amount > Money::limit)) {
        at.wrong(
            "out_of_range",
            fmt::format("Phải từ 0 đến {}.", Money::limit),
            fmt::format("It must be from 0 to {}.", Money::limit)
        );
        good = false;
    }
    at.leave();
    if (from["currency"] != "VND") {
        at.enter("currency");
        not_one_of({"VND"}, at);
        at.leave();
        return false;
    }
    into = vnd(amount);
    return good;
}

bool read(const Document& from, Decimal& into, Reading& at) {
    std::optional<Decimal> decimal;
    if (from.is_string()) decimal = decimal_from(from.get_ref<const std::string&>());
    if (from.is_number_integer()) decimal = decimal_from(from.dump());
    if (!decimal) {
        wrong_type(
            "số thập phân viết dạng chuỗi, tối đa ba chữ số sau dấu chấm, như \"2.5\"",
            "a decimal as text with at most three places, as \"2.5\"",
            at
        );
        return false;
    }
    into = *decimal;
    return true;
}

bool read(const Document& from, const Unit*& into, Reading& at) {
    into = from.is_string() ? unit_from(from.get_ref<const std::string&>()) : nullptr;
    if (into != nullptr) return true;
    at.wrong(
        "unknown_unit",
        "Đơn vị không có trong bảng mã UN/ECE Rec 20/21 hoặc tên gọi thông dụng (kg, KGM, hộp, XBX…).",
        "No unit of UN/ECE Rec 20/21 or of its household names (kg, KGM, hộp, XBX…)."
    );
    return false;
}

bool read(const Document& from, Quantity& into, Reading& at) {
    if (!from.is_object() || from.size() != 2 || !from.contains("value") || !from.contains("unit")) {
        wrong_type(
            "số lượng dạng {\"value\": \"2.5\", \"unit\": \"KGM\"}",
            "a quantity as {\"value\": \"2.5\", \"unit\": \"KGM\"}",
            at
        );
        return false;
    }
    at.enter("value");
    bool good = read(from["value"], into.value, at);
    at.leave();
    at.enter("unit");
    good = read(from["unit"], into.unit, at) && good;
    at.leave();
    if (good && !into.unit->divisible && into.value.thousandths % 1000 != 0) {
        at.wrong("not_whole", "Đơn vị này chỉ tính số nguyên.", "This unit is only counted whole.");
        good = false;
    }
    return good;
}

bool read(const Document& from, Instant& into, Reading& at) {
    const auto instant = from.is_string() ? instant_from(from.get_ref<const std::string&>()) : std::nullopt;
    if (instant) {
        into = *instant;
        return true;
    }
    wrong_type(
        "thời điểm RFC 3339, như 2026-11-21T08:00:00+07:00",
        "an RFC 3339 instant, as 2026-11-21T08:00:00+07:00",
        at
    );
    return false;
}

bool read(const Document& from, Day& into, Reading& at) {
    const auto day = from.is_string() ? day_from(from.get_ref<const std::string&>()) : std::nullopt;
    if (day) {
        into = *day;
        return true;
    }
    wrong_type("một ngày có thật, như 2026-11-21", "an existing day, as 2026-11-21", at);
    return false;
}

bool read(const Document& from, Document& into, Reading&) {
    into = from;
    return true;
}

Document listed(const Document& text) {
    auto list = Document::array();
    std::string_view rest = text.get_ref<const std::string&>();
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        list.push_back(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return list;
}

bool read_id(const Document& from, std::string_view prefix, std::uint64_t& into, Reading& at) {
    if (from.is_string()) {
        const std::string_view text = from.get_ref<const std::string&>();
        if (text.size() == prefix.size() + 14 && text.starts_with(prefix) && text[prefix.size()] == '_') {
            const auto number = crockford::read(text.substr(prefix.size() + 1));
            if (number && *number != 0 && *number >> 63U == 0) {
                into = *number;
                return true;
            }
        }
    }
    at.wrong(
        "not_an_id",
        fmt::format("Phải là mã dạng {}_… (13 ký tự sau dấu gạch).", prefix),
        fmt::format("It must be an id as {}_… (13 signs after the underscore).", prefix)
    );
    return false;
}

void check(std::int64_t value, Between rule, Reading& at) {
    if (value < rule.least)
        at.wrong(
            "too_small",
            fmt::format("Phải từ {} trở lên.", rule.least),
            fmt::format("It must be at least {}.", rule.least)
        );
    if (value > rule.most)
        at.wrong(
            "too_large",
            fmt::format("Không được quá {}.", rule.most),
            fmt::format("It must be at most {}.", rule.most)
        );
}

void check(const Money& value, Between rule, Reading& at) { check(value.minor, rule, at); }

void check(const Decimal& value, Between rule, Reading& at) {
    if (value < whole(rule.least)) check(rule.least - 1, rule, at);
    if (rule.most < Decimal::limit / 1000 && value > whole(rule.most)) check(rule.most + 1, rule, at);
}

void check(std::int64_t value, AboveZero, Reading& at) {
    if (value <= 0) at.wrong("too_small", "Phải lớn hơn 0.", "It must be over zero.");
}

void check(const Money& value, AboveZero rule, Reading& at) { check(value.minor, rule, at); }

void check(const Decimal& value, AboveZero rule, Reading& at) { check(value.thousandths, rule, at); }

void check(std::string& value, Characters rule, Reading& at) {
    const auto count = text::characters(value);
    if (count < rule.least)
        at.wrong(
            "too_short",
            rule.least == 1 ? "Không được để trống." : fmt::format("Phải có ít nhất {} ký tự.", rule.least),
            rule.least == 1 ? "It may not be empty."
                            : fmt::format("It must have at least {} characters.", rule.least)
        );
    if (count > rule.most)
        at.wrong(
            "too_long",
            fmt::format("Không được quá {} ký tự.", rule.most),
            fmt::format("It must have at most {} characters.", rule.most)
        );
}

void check(std::string& value, OneLine, Reading& at) {
    if (value.find_first_of("\n\r\t") != std::string::npos)
        at.wrong("line_break", "Phải viết trên một dòng.", "It must be on one line.");
    value = text::tidy(value);
}

void check(const std::string& value, AsciiCode rule, Reading& at) {
    for (const char sign : value) {
        const bool letter =
            (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
        if (letter || rule.signs.find(sign) != std::string_view::npos) continue;
        at.wrong(
            "foreign_character",
            fmt::format(
                "Chỉ dùng chữ cái không dấu, chữ số và {}", rule.signs.empty() ? "không gì khác." : rule.signs
            ),
            fmt::format(
                "Only letters without marks, digits and {}", rule.signs.empty() ? "nothing else." : rule.signs
            )
        );
        return;
    }
}

void check_items(std::size_t count, Items rule, Reading& at) {
    if (count < rule.least)
        at.wrong(
            "too_few",
            fmt::format("Phải có ít nhất {} mục.", rule.least),
            fmt::format("It must have at least {} items.", rule.least)
        );
    if (count > rule.most)
        at.wrong(
            "too_many",
            fmt::format("Không được quá {} mục.", rule.most),
            fmt::format("It must have at most {} items.", rule.most)
        );
}

}  // namespace chophien::json
