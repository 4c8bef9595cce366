// An organisation: what it says of itself, and the states in which it may stand. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::accounts {

/// Where an organisation stands. Only a verified one sells.
enum class OrganisationState : std::uint8_t {
    unchecked,   ///< a consumer: nobody checks her
    registered,  ///< waits for an authority
    verified,
    refused,    ///< an authority said no; amending it asks again
    suspended,  ///< the operator stopped it
};

enum class OrganisationCommand : std::uint8_t { verify, refuse, amend, suspend, reinstate };

/// Who may give a command.
enum class Giver : std::uint8_t { authority, itself, operator_ };

/// What must hold besides the state.
enum class Guard : std::uint8_t {
    none,
    complete,       ///< nothing is missing from its checklist
    was_unchecked,  ///< the state it was suspended from
    was_registered,
    was_verified,
    was_refused,
};

/// One line of the table of states.
struct OrganisationStep {
    OrganisationState from;
    OrganisationCommand command;
    Giver who;
    Guard guard;
    OrganisationState to;
};

/// The whole table; what is not in it cannot happen.
std::span<const OrganisationStep> organisation_steps();

/// A proof an organisation owes before it can be verified.
enum class Proof : std::uint8_t { tax_code, registration_number };

/// What it says of itself.
struct Particulars {
    std::string name{};
    std::optional<std::string> tax_code{};  ///< in its one form (tax_code.hpp)
    std::optional<std::string> registration_number{};
    std::optional<std::string> gln{};
    std::optional<std::string> province{};         ///< two-digit code of today
    std::optional<std::string> former_province{};  ///< the former province's name, when it was given by that
    std::optional<std::string> commune{};          ///< five-digit code of today
    std::optional<std::string> address{};
    std::optional<std::string> phone{};  ///< +84…
    std::optional<std::string> email{};

    friend bool operator==(const Particulars&, const Particulars&) = default;
};

struct Organisation {
    OrganisationId id{};
    std::int64_t version = 1;
    OrganisationKind kind{};
    OrganisationState state{};
    std::optional<OrganisationState> state_before{};  ///< of a suspended one
    Particulars says{};
    Instant created_at{};
    std::optional<Instant> verified_at{};
};

/// Kinds anyone may register; authorities, certifiers and the operator are founded (founding.hpp).
bool registers_itself(OrganisationKind kind);

/// Legal persons, who have a tax code from their first day (Law 17/2023/QH15 art. 46; Decree 92/2024/NĐ-CP
/// art. 14).
bool is_legal_person(OrganisationKind kind);

/// What a new organisation begins as.
OrganisationState first_state(OrganisationKind kind);

/// The proofs that kind owes. A cooperative group need not be registered for tax, a household sells under the
/// personal number of its head, which is its tax code.
std::vector<Proof> proofs_of(OrganisationKind kind);
std::vector<Proof> missing_proofs(const Organisation& organisation);

/// Where a command leads from here, or nothing when it does not apply in this state.
std::optional<OrganisationState> next_state(
    const Organisation& organisation, OrganisationCommand command, Giver who
);

/// The checked facts: an organisation that was verified by them cannot change them itself. Address, commune,
/// phone and email stay its own.
bool same_checked_facts(const Particulars& left, const Particulars& right);

}  // namespace chophien::accounts

namespace chophien::json {

template <>
struct Names<accounts::OrganisationState> {
    using enum accounts::OrganisationState;
    static constexpr std::array of{
        std::pair{unchecked, std::string_view("unchecked")},
        std::pair{registered, std::string_view("registered")},
        std::pair{verified, std::string_view("verified")},
        std::pair{refused, std::string_view("refused")},
        std::pair{suspended, std::string_view("suspended")},
    };
};

template <>
struct Names<accounts::OrganisationCommand> {
    using enum accounts::OrganisationCommand;
    static constexpr std::array of{
        std::pair{verify, std::string_view("verify")},
        std::pair{refuse, std::string_view("refuse")},
        std::pair{amend, std::string_view("amend")},
        std::pair{suspend, std::string_view("suspend")},
        std::pair{reinstate, std::string_view("reinstate")},
    };
};

template <>
struct Names<accounts::Proof> {
    using enum accounts::Proof;
    static constexpr std::array of{
        std::pair{tax_code, std::string_view("tax_code")},
        std::pair{registration_number, std::string_view("registration_number")},
    };
};

}  // namespace chophien::json
