#include "accounts/person.hpp"

#include "accounts/contact.hpp"
#include "accounts/refusals.hpp"
#include "core/embedded.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace chophien::accounts {

namespace {

bool is_common(const std::string& folded) {
    static const auto common = [] {
        std::unordered_set<std::string> words;
        auto rest = embedded::bytes_of(embedded::accounts(), "accounts/data/common-passwords.txt");
        while (!rest.empty()) {
            const auto end = rest.find('\n');
            words.emplace(rest.substr(0, end));
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
        return words;
    }();
    return common.contains(folded);
}

bool is_plain_name(std::string_view login) {
    return login.size() >= 3 && login.size() <= 64 && login.front() >= 'a' && login.front() <= 'z' &&
           std::ranges::all_of(login, [](char sign) {
               return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '.' ||
                      sign == '-' || sign == '_';
           });
}

}  // namespace

Result<std::string> login_from(std::string_view typed) {
    if (typed.size() > 254) return refuse(wrong_login);
    if (typed.find('@') != std::string_view::npos) {
        auto address = email_from(typed);
        if (!address) return refuse(wrong_login);
        return address;
    }
    if (auto phone = phone_from(text::tidy(typed))) return phone;
    auto name = text::tidy(typed);
    std::ranges::transform(name, name.begin(), [](char sign) {
        return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    });
    if (!is_plain_name(name)) return refuse(wrong_login);
    return name;
}

Result<void> check_password(std::string_view password, std::string_view login_typed) {
    const auto length = text::characters(password);
    if (length < 8 || length > 128) return refuse(password_length);
    const auto folded = text::fold(password);
    if (folded == text::fold(login_typed)) return refuse(password_is_login);
    const auto login = login_from(login_typed);
    const auto as_login = login_from(password);
    if (login && as_login && *login == *as_login) return refuse(password_is_login);
    if (is_common(folded)) return refuse(password_common);
    return {};
}

crypto::Digest client_of(PersonId person) { return crypto::sha256(fmt::format("person:{}", person.number)); }

}  // namespace chophien::accounts
