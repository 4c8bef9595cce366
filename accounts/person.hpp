// A person: login, password, role. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::accounts {

struct Person {
    PersonId id{};
    OrganisationId organisation{};
    std::string login{};  ///< in its one form
    std::string name{};
    Role role{};
    bool active = true;
    std::string password_hash{};
    Instant created_at{};
};

/// A login in its one form: a Vietnamese phone number as +84…, an email address in small letters, or a plain
/// name of 3 to 64 small letters, digits, '.', '-' and '_' that begins with a letter. Refuses: wrong_login.
Result<std::string> login_from(std::string_view typed);

/// What a password must be: 8 to 128 characters, not the login, none of the most common ones
/// (data/common-passwords.txt). Refuses: password_length, password_is_login, password_common.
Result<void> check_password(std::string_view password, std::string_view login_typed);

/// Whose idempotency keys a person's are (Caller::client).
crypto::Digest client_of(PersonId person);

}  // namespace chophien::accounts
