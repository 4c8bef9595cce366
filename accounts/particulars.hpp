// What an organisation says of itself, as typed, checked and brought into its one form. Pure.
#pragma once

#include "accounts/organisation.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::accounts {

/// As typed; absent members are not said, empty ones are taken back.
struct TypedParticulars {
    std::optional<std::string> name{};
    std::optional<std::string> tax_code{};
    std::optional<std::string> registration_number{};
    std::optional<std::string> gln{};
    std::optional<std::string> province{};
    std::optional<std::string> commune{};
    std::optional<std::string> address{};
    std::optional<std::string> phone{};
    std::optional<std::string> email{};
};

/// `before` with what was typed put over it. Everything wrong is added to `wrong`, each with the code of its
/// refusal and the pointer of its member: the forms of codes and contacts, and what that kind must say and
/// does not (every kind but consumers a name and a province, legal persons a tax code).
Particulars particulars_from(
    OrganisationKind kind, Particulars before, const TypedParticulars& typed, std::vector<Violation>& wrong
);

/// A refusal as one violation among others.
Violation violation_of(std::string pointer, const Refused& refused);

/// The two forms a province may be asked for in: what is stored, or unknown_province.
Result<void> name_province(const std::string& typed, Particulars& into);

}  // namespace chophien::accounts
