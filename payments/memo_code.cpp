#include "payments/memo_code.hpp"

#include "core/crockford.hpp"
#include "core/result.hpp"

#include <algorithm>

namespace chophien::payments {

namespace {

constexpr std::size_t line_bytes = 4096;

std::string squeezed(std::string_view line) {
    std::string out;
    for (char sign : line.substr(0, line_bytes)) {
        if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
        if ((sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9')) out += sign;
    }
    return out;
}

// The eight signs in their one form; empty when a sign is foreign or the check sign wrong.
std::string checked(std::string_view signs) {
    std::string form;
    for (const char sign : signs) {
        const int value = crockford::value_of(sign);
        if (value < 0) return {};
        form += crockford::capitals[static_cast<std::size_t>(value)];
    }
    const auto data = std::string_view(form).substr(0, memo_data_signs);
    return form.back() == memo_check_sign(data) ? form : std::string();
}

}  // namespace

char memo_check_sign(std::string_view data) {
    constexpr unsigned base = 32;
    unsigned sum = 0;
    unsigned factor = 2;
    for (auto sign = data.rbegin(); sign != data.rend(); ++sign) {
        const int value = crockford::value_of(*sign);
        ensure(value >= 0, "a check sign is made for signs of the alphabet");
        const unsigned product = factor * static_cast<unsigned>(value);
        sum += product / base + product % base;
        factor = 3 - factor;
    }
    return crockford::capitals[(base - sum % base) % base];
}

std::string memo_code(std::uint64_t random) {
    const auto data = crockford::written(random % memo_codes, memo_data_signs, crockford::capitals);
    return std::string(memo_prefix) + data + memo_check_sign(data);
}

std::vector<std::string> memo_codes_in(std::string_view line) {
    const auto signs = squeezed(line);
    std::vector<std::string> codes;
    for (auto at = signs.find(memo_prefix);
         at != std::string::npos && at + memo_code_signs <= signs.size();) {
        const auto form =
            checked(std::string_view(signs).substr(at + memo_prefix.size(), memo_data_signs + 1));
        if (!form.empty()) {
            auto code = std::string(memo_prefix) + form;
            if (std::ranges::find(codes, code) == codes.end()) codes.push_back(std::move(code));
        }
        // On by one sign only: a chance hit in "HTX AN HTX7K2M9QX3" must not swallow the code behind it.
        at = signs.find(memo_prefix, at + 1);
    }
    return codes;
}

}  // namespace chophien::payments
