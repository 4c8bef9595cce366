#include "accounts/gln.hpp"

#include <algorithm>

#include "accounts/refusals.hpp"

namespace chophien::accounts {

Result<std::string> gln_from(std::string_view typed) {
    if (typed.size() > 40) return refuse(wrong_gln);
    std::string digits(typed);
    std::erase(digits, ' ');
    if (digits.size() != 13 || digits == "0000000000000") return refuse(wrong_gln);
    int sum = 0;
    for (std::size_t place = 0; place < digits.size(); ++place) {
        const char sign = digits[place];
        if (sign < '0' || sign > '9') return refuse(wrong_gln);
        sum += (sign - '0') * (place % 2 == 0 ? 1 : 3);
    }
    if (sum % 10 != 0) return refuse(wrong_gln);
    return digits;
}

}  // namespace chophien::accounts
