#include "accounts/signing_in.hpp"

#include "accounts/audit.hpp"
#include "accounts/organisation.hpp"
#include "accounts/person_store.hpp"
#include "accounts/refusals.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace chophien::accounts {

namespace {

constexpr std::string_view token_prefix = "cp_";
constexpr std::size_t token_length = token_prefix.size() + 43;

// What is verified when nobody has the login, so that the answer takes as long.
const std::string& hash_of_nobody() {
    static const std::string hash = crypto::password_hash(crypto::random_bytes(32));
    return hash;
}

crypto::Digest failure_key(const std::string& typed) {
    const auto login = login_from(typed);
    return crypto::sha256(login ? *login : text::fold(typed));
}

// How many failures there are, unless there are too many.
Result<std::int64_t> failures_so_far(db::Transaction& tx, const crypto::Digest& key) {
    const auto failed = store::failures(tx, key, tx.now() - failure_window, most_failures);
    if (failed.count < most_failures) return failed.count;
    const auto left = std::chrono::ceil<std::chrono::seconds>(*failed.oldest + failure_window - tx.now());
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left).count();
    auto refused = refuse(
        too_many_failures,
        fmt::format("Hãy thử lại sau {} phút.", minutes),
        fmt::format("Try again in {} min.", minutes)
    );
    refused.value().retry_after_s = left.count();
    return refused;
}

}  // namespace

Result<IssuedToken> log_in(db::Transaction& tx, const Caller&, const LogIn& request) {
    const auto key = failure_key(request.login);
    auto failed = failures_so_far(tx, key);
    if (!failed) return refuse(failed);
    const auto login = login_from(request.login);
    const auto person = login ? store::find_by_login(tx, *login) : std::nullopt;
    const bool matches =
        crypto::password_matches(person ? person->password_hash : hash_of_nobody(), request.password);
    if (!person || !matches || !person->active) {
        tx.even_if_refused([key](db::Transaction& after) { store::insert_failure(after, key); });
        return refuse(wrong_credentials);
    }
    if (*failed > 0) store::drop_failures(tx, key);
    auto token = issue_token(tx, person->id);
    Caller herself;
    herself.person = person->id;
    herself.organisation = person->organisation;
    audit(tx, herself, "token.issued", text_of(person->id));
    return IssuedToken{
        std::move(token.text), token.expires_at, person->id, person->organisation, person->role};
}

Result<Nothing> log_out(db::Transaction& tx, const Caller& caller, const Nothing&) {
    if (store::drop_token(tx, caller.person, caller.token) == 0) return Nothing{};
    tx.announce({"token.revoked", text_of(caller.person)});
    tx.touch(tag(caller.person));
    audit(tx, caller, "token.revoked", text_of(caller.person));
    return Nothing{};
}

Result<Nothing> log_out_everywhere(db::Transaction& tx, const Caller& caller, const Nothing&) {
    revoke_tokens(tx, caller.person, {});
    audit(tx, caller, "tokens.revoked", text_of(caller.person));
    return Nothing{};
}

Result<Caller> caller_of(db::Transaction& tx, std::string_view token) {
    if (token.size() != token_length || !token.starts_with(token_prefix)) return refuse(not_signed_in);
    const auto digest = crypto::sha256(token);
    const auto bearer = store::bearer_of(tx, digest);
    if (!bearer || !bearer->active) return refuse(not_signed_in);
    Caller caller;
    caller.person = bearer->person;
    caller.organisation = bearer->organisation;
    caller.kind = bearer->kind;
    caller.role = bearer->role;
    caller.verified = bearer->state == OrganisationState::verified;
    caller.suspended = bearer->state == OrganisationState::suspended;
    caller.client = client_of(bearer->person);
    caller.token = digest;
    tx.shows(tag(caller.person));
    tx.shows(tag(caller.organisation));
    return caller;
}

Result<void> prove_password(db::Transaction& tx, const Person& person, std::string_view password) {
    const auto key = failure_key(person.login);
    auto failed = failures_so_far(tx, key);
    if (!failed) return refuse(failed);
    if (crypto::password_matches(person.password_hash, password)) return {};
    tx.even_if_refused([key](db::Transaction& after) { store::insert_failure(after, key); });
    return refuse(wrong_password);
}

NewToken issue_token(db::Transaction& tx, PersonId person) {
    NewToken issued{
        std::string(token_prefix) + crypto::base64url(crypto::random_bytes(32)), tx.now() + token_life};
    store::insert(tx, {crypto::sha256(issued.text), person, tx.now(), issued.expires_at});
    return issued;
}

void revoke_tokens(db::Transaction& tx, PersonId person, const crypto::Digest& except) {
    store::drop_tokens(tx, person, except);
    tx.announce({"token.revoked", text_of(person)});
    tx.touch(tag(person));
}

std::uint64_t forget_expired(db::Transaction& tx) {
    return store::drop_expired_tokens(tx) + store::drop_old_failures(tx, tx.now() - failure_window);
}

}  // namespace chophien::accounts
