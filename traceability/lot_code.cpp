#include "traceability/lot_code.hpp"

#include "core/text.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::traceability {

namespace {

constexpr std::uint32_t numbers = 999'999'999;

std::optional<std::uint32_t> digits(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string_view without_blanks_around(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The whole sign that starts here, so that a refusal shows "ô" and not half of it.
std::string_view sign_at(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return text.substr(at, end - at);
}

}  // namespace

bool is_sign_of_set_82(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
           (sign != '\0' && std::string_view("!\"%&'()*+,-./:;<=>?_").find(sign) != std::string_view::npos);
}

std::string lot_code(const HarvestLot& lot) {
    const int year = static_cast<int>(lot.day.year());
    ensure(lot.day.ok() && year >= 2000 && year <= 2099, "a harvest day is of this century");
    ensure(lot.number >= 1 && lot.number <= numbers, "a lot's number has one to nine digits");
    return fmt::format(
        "{:02}{:02}{:02}N{:02}",
        year % 100,
        static_cast<unsigned>(lot.day.month()),
        static_cast<unsigned>(lot.day.day()),
        lot.number
    );
}

std::optional<HarvestLot> harvest_lot_from(std::string_view code) {
    if (code.size() < 9 || code.size() > 16 || code[6] != 'N') return std::nullopt;
    const auto date = digits(code.substr(0, 6));
    const auto number = digits(code.substr(7));
    if (!date || !number || *number == 0) return std::nullopt;
    const HarvestLot lot{
        std::chrono::year(2000 + static_cast<int>(*date / 10'000)) / std::chrono::month(*date / 100 % 100) /
            std::chrono::day(*date % 100),
        *number};
    // Writing it again refuses spare zeros: one lot has one code.
    if (!lot.day.ok() || lot_code(lot) != code) return std::nullopt;
    return lot;
}

Result<std::string> lot_code_from(std::string_view typed) {
    const auto code = without_blanks_around(typed);
    if (code.empty()) return refuse(wrong_lot_code, "Xin nhập mã lô.", "Please give a lot code.");
    for (std::size_t at = 0; at < code.size() && at < 2 * lot_code_signs; ++at) {
        if (is_sign_of_set_82(code[at])) continue;
        const auto sign = sign_at(code, at);
        const bool shown = text::is_utf8(sign) && !text::has_control(sign);
        if (sign == " ")
            return refuse(
                wrong_lot_code,
                "Mã lô không có khoảng trắng; có thể dùng dấu gạch ngang.",
                "A lot code has no blanks; a hyphen will do."
            );
        return refuse(
            wrong_lot_code,
            fmt::format(
                "Mã lô chỉ gồm chữ không dấu, chữ số và dấu câu thường, không có \"{}\".", shown ? sign : "?"
            ),
            fmt::format(
                "A lot code has plain letters, digits and common punctuation only, not \"{}\".",
                shown ? sign : "?"
            )
        );
    }
    if (code.size() > lot_code_signs)
        return refuse(wrong_lot_code, "Mã lô dài tối đa 20 ký tự.", "A lot code has at most 20 signs.");
    return std::string(code);
}

}  // namespace chophien::traceability
