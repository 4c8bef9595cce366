#include "accounts/tax_code.hpp"

#include "accounts/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::accounts {

namespace {

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

}  // namespace

std::optional<char> tax_code_check_digit(std::string_view nine) {
    constexpr std::array weights{31, 29, 23, 19, 17, 13, 7, 5, 3};
    ensure(nine.size() == weights.size() && all_digits(nine), "a tax code's check digit follows nine digits");
    int sum = 0;
    for (std::size_t place = 0; place < weights.size(); ++place) sum += weights[place] * (nine[place] - '0');
    if (sum % 11 == 0) return std::nullopt;
    return static_cast<char>('0' + (10 - sum % 11));
}

Result<std::string> tax_code_from(std::string_view typed, PersonalNumber personal) {
    if (typed.size() > 40) return refuse(tax_code_form);
    std::string code(typed);
    std::erase(code, ' ');
    if (code.size() == 12 && all_digits(code)) {
        if (personal == PersonalNumber::accepted) return code;
        return refuse(
            tax_code_form,
            "Số định danh cá nhân 12 chữ số chỉ dùng cho hộ và người tiêu dùng.",
            "A personal number of 12 digits is for households and consumers only."
        );
    }
    if (code.size() == 13 && all_digits(code)) code.insert(10, 1, '-');
    const bool branch = code.size() == 14 && code[10] == '-' && all_digits(std::string_view(code).substr(11));
    if ((code.size() != 10 && !branch) || !all_digits(std::string_view(code).substr(0, 10)))
        return refuse(tax_code_form);
    const auto expected = tax_code_check_digit(std::string_view(code).substr(0, 9));
    if (!expected) return refuse(tax_code_undecidable);
    if (code[9] != *expected)
        return refuse(
            wrong_check_digit,
            fmt::format("Chữ số thứ 10 là {}, theo chín chữ số đầu phải là {}.", code[9], *expected),
            fmt::format("The 10th digit is {}; after the first nine it should be {}.", code[9], *expected)
        );
    return code;
}

}  // namespace chophien::accounts
