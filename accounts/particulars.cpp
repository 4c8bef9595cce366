#include "accounts/particulars.hpp"

#include "accounts/contact.hpp"
#include "accounts/refusals.hpp"
#include "accounts/tax_code.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"

namespace chophien::accounts {

namespace {

PersonalNumber personal_number_of(OrganisationKind kind) {
    using enum OrganisationKind;
    const bool people = kind == household || kind == consumer || kind == cooperative_group;
    return people ? PersonalNumber::accepted : PersonalNumber::refused;
}

// Puts one typed member over what was there: absent keeps, empty takes away, all else goes through `check`.
template <class Check>
void put(
    std::optional<std::string>& into,
    const std::optional<std::string>& typed,
    const char* pointer,
    std::vector<Violation>& wrong,
    Check&& check
) {
    if (!typed) return;
    if (typed->empty()) {
        into.reset();
        return;
    }
    auto checked = check(*typed);
    if (checked)
        into = std::move(*checked);
    else
        wrong.push_back(violation_of(pointer, checked.error()));
}

Result<std::string> as_it_is(const std::string& typed) { return typed; }

Result<std::string> gln_text(const std::string& typed) {
    auto gln = gln_from(typed);
    if (!gln) return refuse(gln);
    return std::string(gln->text());
}

Result<std::string> commune_from(const std::string& typed) {
    if (!is_commune_code(typed)) return refuse(wrong_commune);
    return typed;
}

void need(bool said, const char* pointer, std::vector<Violation>& wrong) {
    if (!said) wrong.push_back(violation_of(pointer, Refused{&needed_for_kind}));
}

}  // namespace

Violation violation_of(std::string pointer, const Refused& refused) {
    const auto& why = *refused.why;
    return {
        std::move(pointer),
        why.code,
        refused.vi.empty() ? std::string(why.title.vi) : refused.vi,
        refused.en.empty() ? std::string(why.title.en) : refused.en};
}

Result<void> name_province(const std::string& typed, Particulars& into) {
    const auto named = province_from(typed);
    if (!named) return refuse(unknown_province);
    into.province = named->today->code;
    into.former_province.reset();
    if (named->former != nullptr) into.former_province = named->former->name;
    return {};
}

Particulars particulars_from(
    OrganisationKind kind, Particulars before, const TypedParticulars& typed, std::vector<Violation>& wrong
) {
    auto says = std::move(before);
    if (typed.name) says.name = *typed.name;
    put(says.tax_code, typed.tax_code, "/tax_code", wrong, [&](const std::string& text) {
        return tax_code_from(text, personal_number_of(kind));
    });
    put(says.registration_number, typed.registration_number, "/registration_number", wrong, as_it_is);
    put(says.gln, typed.gln, "/gln", wrong, gln_text);
    if (typed.province) {
        if (const auto named = name_province(*typed.province, says); !named)
            wrong.push_back(violation_of("/province", named.error()));
    }
    put(says.commune, typed.commune, "/commune", wrong, commune_from);
    put(says.address, typed.address, "/address", wrong, as_it_is);
    put(says.phone, typed.phone, "/phone", wrong, phone_from);
    put(says.email, typed.email, "/email", wrong, email_from);
    if (kind != OrganisationKind::consumer) {
        need(!says.name.empty(), "/name", wrong);
        need(says.province || typed.province, "/province", wrong);
    }
    if (is_legal_person(kind))
        need(says.tax_code || (typed.tax_code && !typed.tax_code->empty()), "/tax_code", wrong);
    return says;
}

}  // namespace chophien::accounts
