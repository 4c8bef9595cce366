#include "core/gs1_key.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien {

namespace {

constexpr std::string_view platform_prefix = "0049";

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

bool all_zeros(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

// What is wrong with a number typed by a person, besides its length.
Result<void> check_number(std::string_view typed, const Refusal& why) {
    if (!all_digits(typed)) return refuse(why, "Mã chỉ gồm chữ số.", "The number has digits only.");
    if (all_zeros(typed)) return refuse(why, "Mã toàn số không.", "The number is zeros only.");
    if (!has_right_check_digit(typed)) {
        const char right = check_digit(typed.substr(0, typed.size() - 1));
        return refuse(
            why,
            fmt::format("Số cuối cùng phải là {}; xin so lại với nhãn.", right),
            fmt::format("The last digit should be {}; please compare with the label.", right)
        );
    }
    return {};
}

}  // namespace

char check_digit(std::string_view body) {
    ensure(all_digits(body), "a check digit is made for digits");
    unsigned sum = 0;
    unsigned weight = 3;
    for (auto sign = body.rbegin(); sign != body.rend(); ++sign) {
        sum += weight * static_cast<unsigned>(*sign - '0');
        weight = 4 - weight;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool has_right_check_digit(std::string_view digits) {
    return digits.size() >= 2 && all_digits(digits) &&
           check_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

Result<Gtin> gtin_from(std::string_view typed) {
    if (typed.size() != 8 && typed.size() != 12 && typed.size() != 13 && typed.size() != 14)
        return refuse(wrong_gtin, "GTIN có 8, 12, 13 hoặc 14 chữ số.", "A GTIN has 8, 12, 13 or 14 digits.");
    if (auto right = check_number(typed, wrong_gtin); !right) return refuse(right);
    Gtin gtin;
    gtin.digits_.fill('0');
    std::ranges::copy(typed, gtin.digits_.end() - static_cast<std::ptrdiff_t>(typed.size()));
    return gtin;
}

std::string printed(const Gtin& gtin) {
    const auto text = gtin.text();
    if (text.starts_with("000000")) return std::string(text.substr(6));
    return std::string(text.front() == '0' ? text.substr(1) : text);
}

bool is_restricted(const Gtin& gtin) {
    const auto text = gtin.text();
    if (text.starts_with("000000")) return text[6] == '0' || text[6] == '2';
    return text[1] == '2' || (text[1] == '0' && (text[2] == '2' || text[2] == '4'));
}

Gtin platform_gtin(std::uint64_t number) {
    ensure(number >= 1 && number <= platform_numbers, "a platform number has one to nine digits");
    const auto body = fmt::format("{}{:09}", platform_prefix, number);
    Gtin gtin;
    std::ranges::copy(body, gtin.digits_.begin());
    gtin.digits_.back() = check_digit(body);
    return gtin;
}

bool is_platform(const Gtin& gtin) { return gtin.text().starts_with(platform_prefix); }

Result<Gln> gln_from(std::string_view typed) {
    if (typed.size() != 13) return refuse(wrong_gln, "GLN có 13 chữ số.", "A GLN has 13 digits.");
    if (auto right = check_number(typed, wrong_gln); !right) return refuse(right);
    Gln gln;
    std::ranges::copy(typed, gln.digits_.begin());
    return gln;
}

}  // namespace chophien
