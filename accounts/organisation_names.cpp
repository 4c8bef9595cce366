#include "accounts/organisation_names.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::accounts {

namespace {

constexpr std::string_view head = "SELECT id, name FROM organisations WHERE id IN (";
constexpr std::string_view tail = ")";
constexpr auto select_names = db::many_rows<head, db::a_key, tail>("accounts.names_of");

constexpr std::string_view gln_head = "SELECT id, verified_gln FROM organisations WHERE verified_gln IN (";
constexpr auto select_by_gln = db::many_rows<gln_head, db::a_key, tail>("accounts.verified_with");

struct Named {
    OrganisationId id;
    std::string name;
};

}  // namespace

}  // namespace chophien::accounts

template <>
struct chophien::db::Columns<chophien::accounts::Named> {
    using Of = chophien::accounts::Named;
    static constexpr auto of = std::tuple{&Of::id, &Of::name};
};

namespace chophien::accounts {

std::map<OrganisationId, std::string> names_of(db::Transaction& tx, std::span<const OrganisationId> ids) {
    std::map<OrganisationId, std::string> names;
    for (auto& one : db::rows_among<Named>(tx, select_names, ids)) names.emplace(one.id, std::move(one.name));
    return names;
}

std::map<std::string, OrganisationId> verified_with(db::Transaction& tx, std::span<const std::string> glns) {
    std::map<std::string, OrganisationId> found;
    for (auto& one : db::rows_among<Named>(tx, select_by_gln, glns))
        found.emplace(std::move(one.name), one.id);
    return found;
}

}  // namespace chophien::accounts
