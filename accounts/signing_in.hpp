// Logging in and out, and who a token stands for.
#pragma once

#include "accounts/caller.hpp"
#include "accounts/person.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::accounts {

/// How long a token lives from its making; use does not lengthen it, so no request writes.
inline constexpr std::chrono::days token_life{30};

/// Failed logins with one login in one window, after which it is refused until the oldest of them is out of
/// the window.
inline constexpr std::int64_t most_failures = 10;
inline constexpr std::chrono::minutes failure_window{15};

struct LogIn {
    std::string login{};
    std::string password{};
};

/// Somebody's new token; its text is shown this once and kept nowhere.
struct IssuedToken {
    std::string token{};
    Instant expires_at{};
    PersonId person{};
    OrganisationId organisation{};
    Role role{};
};

/// Checks login and password and issues a token. Takes as long for a login nobody has. Failures count against
/// the login as typed, in its one form, whether anybody has it or not. Refuses: wrong_credentials (of an
/// unknown login, a wrong password, a deactivated person alike), too_many_failures.
Result<IssuedToken> log_in(db::Transaction& tx, const Caller& caller, const LogIn& request);

/// Ends the token the caller came with.
Result<Nothing> log_out(db::Transaction& tx, const Caller& caller, const Nothing& request);

/// Ends all tokens of the caller.
Result<Nothing> log_out_everywhere(db::Transaction& tx, const Caller& caller, const Nothing& request);

/// Who stands behind a token. What the answer depends on is told by tx.shows: tag(person) and
/// tag(organisation) are touched when it would change, so it may be remembered until then and until the token
/// expires. Refuses: not_signed_in, without saying what is wrong with it.
Result<Caller> caller_of(db::Transaction& tx, std::string_view token);

/// That it is herself, for what needs more than a token. Failures count like failed logins.
/// Refuses: wrong_password, too_many_failures.
Result<void> prove_password(db::Transaction& tx, const Person& person, std::string_view password);

struct NewToken {
    std::string text{};  ///< cp_ and 43 signs of base64url: 256 random bits
    Instant expires_at{};
};

/// A token without asking for a password: for log_in, and for a person who was made this moment.
NewToken issue_token(db::Transaction& tx, PersonId person);

/// Ends all tokens of a person but one (which may be none of hers) and makes every server forget her.
void revoke_tokens(db::Transaction& tx, PersonId person, const crypto::Digest& except);

/// Housekeeping: drops expired tokens and failures out of the window, a bounded number at a time; how many
/// went. Writes nothing anybody is told of, so run it in a transaction of its own.
std::uint64_t forget_expired(db::Transaction& tx);

}  // namespace chophien::accounts
