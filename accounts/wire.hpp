// The JSON shapes of this floor's requests and replies, each declared once.
#pragma once

#include "accounts/people.hpp"
#include "accounts/profiles.hpp"
#include "accounts/registering.hpp"
#include "accounts/signing_in.hpp"
#include "accounts/verifying.hpp"
#include "core/json.hpp"

namespace chophien::json {

template <>
struct Shape<accounts::NewPerson> {
    using T = accounts::NewPerson;
    static constexpr std::string_view name = "NewPerson";
    static constexpr auto fields = std::tuple{
        field(
            "login",
            &T::login,
            one_line,
            characters(3, 254),
            "A Vietnamese phone number, an email address, or a plain name."
        ),
        field("name", &T::name, one_line, characters(1, 100), "How the person is called."),
        field(
            "password",
            &T::password,
            secret,
            characters(8, 128),
            "At least 8 characters, none of the common ones."
        ),
    };
};

template <>
struct Shape<accounts::RegisterOrganisation> {
    using T = accounts::RegisterOrganisation;
    static constexpr std::string_view name = "RegisterOrganisation";
    static constexpr auto fields = std::tuple{
        field(
            "kind",
            &T::kind,
            "What it is; authorities, certifiers and the operator do not register themselves."
        ),
        field(
            "name",
            &T::name,
            one_line,
            characters(1, 200),
            "Its registered name; a consumer may leave it out."
        ),
        field(
            "tax_code",
            &T::tax_code,
            one_line,
            characters(1, 40),
            "10 digits, a branch as 10-3, or a personal number of 12 for households and consumers. Legal "
            "persons must say it."
        ),
        field(
            "registration_number",
            &T::registration_number,
            one_line,
            characters(1, 50),
            "Number of the registration document."
        ),
        field("gln", &T::gln, one_line, characters(1, 40), "Global Location Number, 13 digits."),
        field(
            "province",
            &T::province,
            one_line,
            characters(1, 60),
            "Today's two-digit code, a name of today or of before July 2025, or a former code as former:74."
        ),
        field("commune", &T::commune, one_line, characters(1, 5), "Today's five-digit commune code."),
        field("address", &T::address, one_line, characters(1, 300), "Street, hamlet."),
        field("phone", &T::phone, one_line, characters(1, 32), "Vietnamese number."),
        field("email", &T::email, one_line, characters(1, 254), "Email address."),
        field("person", &T::person, "Its first person, who owns the account."),
    };
};

template <>
struct Shape<accounts::Registered> {
    using T = accounts::Registered;
    static constexpr std::string_view name = "Registered";
    static constexpr auto fields = std::tuple{
        field("organisation", &T::organisation, "The new organisation."),
        field("person", &T::person, "Its first person."),
        field("state", &T::state, "Where it stands: registered waits for an authority."),
    };
};

template <>
struct Shape<accounts::PublicOrganisation> {
    using T = accounts::PublicOrganisation;
    static constexpr std::string_view name = "PublicOrganisation";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "Its id."),
        field("kind", &T::kind, "What it is."),
        field("name", &T::name, "Its name."),
        field("province", &T::province, "Today's code of its province."),
        field("province_name", &T::province_name, "The name of that province."),
        field(
            "former_province",
            &T::former_province,
            "The province until 30 June 2025, when it was named by that."
        ),
        field("commune", &T::commune, "Today's commune code."),
        field("verified", &T::verified, "An authority verified it and it is not suspended."),
        field("gln", &T::gln, "Global Location Number."),
    };
};

template <>
struct Shape<accounts::HistoryEntry> {
    using T = accounts::HistoryEntry;
    static constexpr std::string_view name = "HistoryEntry";
    static constexpr auto fields = std::tuple{
        field("at", &T::at, "When."),
        field("command", &T::command, "What was done."),
        field("from", &T::from, "The state before; absent for the first entry."),
        field("to", &T::to, "The state after."),
        field("reason", &T::reason, "Why, in the words of who did it."),
    };
};

template <>
struct Shape<accounts::OwnOrganisation> {
    using T = accounts::OwnOrganisation;
    static constexpr std::string_view name = "OwnOrganisation";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "Its id."),
        field("version", &T::version, "Rises with every change; the ETag."),
        field("kind", &T::kind, "What it is."),
        field("state", &T::state, "Where it stands."),
        field("missing", &T::missing, "Proofs it owes before it can be verified."),
        field("name", &T::name, "Its name."),
        field("tax_code", &T::tax_code, "Tax code."),
        field("registration_number", &T::registration_number, "Number of the registration document."),
        field("gln", &T::gln, "Global Location Number."),
        field("province", &T::province, "Today's code of its province."),
        field("province_name", &T::province_name, "The name of that province."),
        field(
            "former_province",
            &T::former_province,
            "The province until 30 June 2025, when it was named by that."
        ),
        field("commune", &T::commune, "Today's commune code."),
        field("address", &T::address, "Street, hamlet."),
        field("phone", &T::phone, "As +84…"),
        field("email", &T::email, "Email address."),
        field("created_at", &T::created_at, "When it registered."),
        field("verified_at", &T::verified_at, "When it was verified."),
        field("history", &T::history, "The newest 20 steps of its states, the newest first."),
    };
};

template <>
struct Shape<accounts::AmendOrganisation> {
    using T = accounts::AmendOrganisation;
    static constexpr std::string_view name = "AmendOrganisation";
    static constexpr auto fields = std::tuple{
        field("name", &T::name, one_line, characters(1, 200), "Its registered name."),
        field("tax_code", &T::tax_code, one_line, characters(0, 40), "Tax code; empty takes it away."),
        field(
            "registration_number",
            &T::registration_number,
            one_line,
            characters(0, 50),
            "Number of the registration document; empty takes it away."
        ),
        field("gln", &T::gln, one_line, characters(0, 40), "Global Location Number; empty takes it away."),
        field("province", &T::province, one_line, characters(1, 60), "As in registration."),
        field(
            "commune", &T::commune, one_line, characters(0, 5), "Today's commune code; empty takes it away."
        ),
        field("address", &T::address, one_line, characters(0, 300), "Street, hamlet; empty takes it away."),
        field("phone", &T::phone, one_line, characters(0, 32), "Vietnamese number; empty takes it away."),
        field("email", &T::email, one_line, characters(0, 254), "Email address; empty takes it away."),
    };
};

template <>
struct Shape<accounts::ShowOrganisation> {
    using T = accounts::ShowOrganisation;
    static constexpr std::string_view name = "ShowOrganisation";
    static constexpr auto fields = std::tuple{field("organisation", &T::organisation, "Which one.")};
};

template <>
struct Shape<accounts::ListOrganisations> {
    using T = accounts::ListOrganisations;
    static constexpr std::string_view name = "ListOrganisations";
    static constexpr auto fields = std::tuple{
        field("state", &T::state, "In which state; registered when absent."),
        field("after", &T::after, ascii_code("_"), characters(1, 40), "The cursor of the page before."),
        field("limit", &T::limit, between(1, 100), "How many; 20 when absent."),
    };
};

template <>
struct Shape<accounts::DecideVerification> {
    using T = accounts::DecideVerification;
    static constexpr std::string_view name = "DecideVerification";
    static constexpr auto fields = std::tuple{
        field("organisation", &T::organisation, "Which one."),
        field("decision", &T::decision, "verified or refused."),
        field("reason", &T::reason, one_line, characters(1, 500), "Why; needed when refusing."),
    };
};

template <>
struct Shape<accounts::SuspendOrganisation> {
    using T = accounts::SuspendOrganisation;
    static constexpr std::string_view name = "SuspendOrganisation";
    static constexpr auto fields = std::tuple{
        field("organisation", &T::organisation, "Which one."),
        field("reason", &T::reason, one_line, characters(1, 500), "Why."),
    };
};

template <>
struct Shape<accounts::ReinstateOrganisation> {
    using T = accounts::ReinstateOrganisation;
    static constexpr std::string_view name = "ReinstateOrganisation";
    static constexpr auto fields = std::tuple{
        field("organisation", &T::organisation, "Which one."),
        field("reason", &T::reason, one_line, characters(1, 500), "Why."),
    };
};

template <>
struct Shape<accounts::FoundAuthority> {
    using T = accounts::FoundAuthority;
    static constexpr std::string_view name = "FoundAuthority";
    static constexpr auto fields = std::tuple{
        field("kind", &T::kind, "authority (when absent) or certifier."),
        field("name", &T::name, one_line, characters(1, 200), "Its name."),
        field(
            "province",
            &T::province,
            one_line,
            characters(1, 60),
            "As in registration; absent for a national one."
        ),
        field(
            "commune",
            &T::commune,
            one_line,
            characters(1, 5),
            "Of a communal authority: today's five-digit code; it needs the province too."
        ),
        field("person", &T::person, "Its first person."),
    };
};

template <>
struct Shape<accounts::LogIn> {
    using T = accounts::LogIn;
    static constexpr std::string_view name = "LogIn";
    static constexpr auto fields = std::tuple{
        field(
            "login", &T::login, one_line, characters(1, 254), "As it was registered, in any spelling of it."
        ),
        field("password", &T::password, secret, characters(1, 128), "The password."),
    };
};

template <>
struct Shape<accounts::IssuedToken> {
    using T = accounts::IssuedToken;
    static constexpr std::string_view name = "IssuedToken";
    static constexpr auto fields = std::tuple{
        field("token", &T::token, "Send it as Authorization: Bearer; it is shown this once."),
        field("expires_at", &T::expires_at, "It ends then, however much it was used."),
        field("person", &T::person, "Who logged in."),
        field("organisation", &T::organisation, "Her organisation."),
        field("role", &T::role, "Her role in it."),
    };
};

template <>
struct Shape<accounts::PersonView> {
    using T = accounts::PersonView;
    static constexpr std::string_view name = "Person";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "Her id."),
        field("organisation", &T::organisation, "Her organisation."),
        field("login", &T::login, "Her login, in its one form."),
        field("name", &T::name, "How she is called."),
        field("role", &T::role, "Her role."),
        field("active", &T::active, "False once deactivated: she cannot log in."),
        field("may", &T::may, "What she may do; only in the answer about oneself."),
        field("created_at", &T::created_at, "When she was added."),
    };
};

template <>
struct Shape<accounts::AddPerson> {
    using T = accounts::AddPerson;
    static constexpr std::string_view name = "AddPerson";
    static constexpr auto fields = std::tuple{
        field(
            "login",
            &T::login,
            one_line,
            characters(3, 254),
            "A Vietnamese phone number, an email address, or a plain name."
        ),
        field("name", &T::name, one_line, characters(1, 100), "How the person is called."),
        field(
            "password",
            &T::password,
            secret,
            characters(8, 128),
            "At least 8 characters, none of the common ones."
        ),
        field("role", &T::role, "What the person may do."),
    };
};

template <>
struct Shape<accounts::ListPeople> {
    using T = accounts::ListPeople;
    static constexpr std::string_view name = "ListPeople";
    static constexpr auto fields = std::tuple{
        field("after", &T::after, ascii_code("_"), characters(1, 40), "The cursor of the page before."),
        field("limit", &T::limit, between(1, 100), "How many; 20 when absent."),
    };
};

template <>
struct Shape<accounts::AmendPerson> {
    using T = accounts::AmendPerson;
    static constexpr std::string_view name = "AmendPerson";
    static constexpr auto fields = std::tuple{
        field("person", &T::person, "Whom."),
        field("name", &T::name, one_line, characters(1, 100), "How she is called."),
        field("role", &T::role, "What she may do from now on."),
        field("active", &T::active, "false deactivates and ends her tokens, true lets her in again."),
    };
};

template <>
struct Shape<accounts::ChangePassword> {
    using T = accounts::ChangePassword;
    static constexpr std::string_view name = "ChangePassword";
    static constexpr auto fields = std::tuple{
        field("present", &T::present, secret, characters(1, 128), "The present password."),
        field("wanted", &T::wanted, secret, characters(8, 128), "The new one."),
    };
};

template <>
struct Shape<accounts::ListAudit> {
    using T = accounts::ListAudit;
    static constexpr std::string_view name = "ListAudit";
    static constexpr auto fields = std::tuple{
        field("after", &T::after, ascii_code(), characters(1, 20), "The cursor of the page before."),
        field("limit", &T::limit, between(1, 100), "How many; 20 when absent."),
    };
};

template <>
struct Shape<accounts::AuditView> {
    using T = accounts::AuditView;
    static constexpr std::string_view name = "AuditEntry";
    static constexpr auto fields = std::tuple{
        field("number", &T::number, "From 1, without gaps."),
        field("at", &T::at, "When."),
        field("person", &T::person, "Who; absent for the server itself."),
        field("act", &T::act, "What was done."),
        field("about", &T::about, "To what."),
        field("facts", &T::facts, "What else is to be known of it."),
        field("digest", &T::digest, "SHA-256 over the entry before and this one, in hex."),
    };
};

}  // namespace chophien::json
