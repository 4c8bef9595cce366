#include "accounts/contact.hpp"

#include "accounts/refusals.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace chophien::accounts {

namespace {

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

bool is_small_or_digit(char sign) { return is_digit(sign) || (sign >= 'a' && sign <= 'z'); }

// A label of a host name: RFC 1123 §2.1.
bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char sign) { return is_small_or_digit(sign) || sign == '-'; });
}

bool is_host(std::string_view host) {
    std::size_t labels = 0;
    for (;;) {
        const auto dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        ++labels;
        if (dot == std::string_view::npos) return labels >= 2 && host.size() >= 2;
        host.remove_prefix(dot + 1);
    }
}

bool is_local_part(std::string_view local) {
    constexpr std::string_view signs = "!#$%&'*+/=?^_`{|}~-.";
    return !local.empty() && local.size() <= 64 && local.front() != '.' && local.back() != '.' &&
           local.find("..") == std::string_view::npos && std::ranges::all_of(local, [&](char sign) {
               return is_small_or_digit(sign) || signs.find(sign) != std::string_view::npos;
           });
}

}  // namespace

Result<std::string> phone_from(std::string_view typed) {
    if (typed.size() > 32) return refuse(wrong_phone);
    std::string digits;
    const bool plus = typed.starts_with('+');
    for (const char sign : typed.substr(plus ? 1 : 0)) {
        if (is_digit(sign))
            digits += sign;
        else if (sign != ' ' && sign != '.' && sign != '-' && sign != '(' && sign != ')')
            return refuse(wrong_phone);
    }
    if (plus && !digits.starts_with("84")) return refuse(wrong_phone);
    const auto drop = [&](std::string_view before) {
        const bool there = digits.starts_with(before);
        if (there) digits.erase(0, before.size());
        return there;
    };
    // After the country's code people write the trunk's zero too: +84 (0)912…
    if (!drop("0084")) drop("84");
    drop("0");
    const bool mobile =
        digits.size() == 9 && std::string_view("35789").find(digits.front()) != std::string_view::npos;
    const bool landline = digits.size() == 10 && digits.front() == '2';
    if (!mobile && !landline) return refuse(wrong_phone);
    return "+84" + digits;
}

Result<std::string> email_from(std::string_view typed) {
    std::string address = text::tidy(typed);
    std::ranges::transform(address, address.begin(), [](char sign) {
        return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    });
    const auto at = address.rfind('@');
    if (address.size() > 254 || at == std::string::npos ||
        !is_local_part(std::string_view(address).substr(0, at)) ||
        !is_host(std::string_view(address).substr(at + 1)))
        return refuse(wrong_email);
    return address;
}

}  // namespace chophien::accounts
