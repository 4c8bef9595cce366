#include "traceability/plots/parties.hpp"

#include "accounts/organisation_names.hpp"
#include "accounts/profiles.hpp"
#include "core/db/many_rows.hpp"
#include "traceability/plots/place.hpp"

namespace chophien::traceability::plots {

namespace {

// Sixteen counters, so that ten nodes seldom meet at one row.
constexpr std::uint64_t slots = 16;

constexpr db::Statement take_number{
    "plots.take_number", "UPDATE platform_gln_numbers SET taken = taken + 1 WHERE slot = ?"};
constexpr db::Statement number_taken{
    "plots.number_taken", "SELECT taken FROM platform_gln_numbers WHERE slot = ?"};
constexpr db::Statement number_of{
    "plots.party_number", "SELECT gln FROM party_numbers WHERE organisation = ?"};
constexpr db::Statement keep_number{
    "plots.keep_party_number", "INSERT IGNORE INTO party_numbers (organisation, gln) VALUES (?, ?)"};

constexpr std::string_view parties_head = "SELECT gln, organisation FROM party_numbers WHERE gln IN (";
constexpr std::string_view parties_tail = ")";
constexpr auto find_parties = db::many_rows<parties_head, db::a_key, parties_tail>("plots.parties_of");

struct PartyRow {
    std::string gln;
    accounts::OrganisationId organisation;
};

}  // namespace

}  // namespace chophien::traceability::plots

template <>
struct chophien::db::Columns<chophien::traceability::plots::PartyRow> {
    using Of = chophien::traceability::plots::PartyRow;
    static constexpr auto of = std::tuple{&Of::gln, &Of::organisation};
};

namespace chophien::traceability::plots {

std::string take_platform_gln(db::Transaction& tx) {
    const auto made = tx.new_number();
    const auto slot = ((made >> 22U) ^ (made >> 12U)) % slots;
    tx.change(take_number, slot);
    const auto taken = tx.row<std::uint64_t>(number_taken, slot);
    ensure(taken && *taken > 0, "every slot has its counter");
    return std::string(platform_gln(slot + 1 + (*taken - 1) * slots).text());
}

std::optional<std::string> verified_gln(db::Transaction& tx, accounts::OrganisationId organisation) {
    const auto found = accounts::public_organisation(tx, organisation);
    if (!found || !found->verified) return std::nullopt;
    return found->gln;
}

std::string party_number(db::Transaction& tx, accounts::OrganisationId organisation) {
    if (auto gln = verified_gln(tx, organisation)) return *std::move(gln);
    if (auto kept = tx.row<std::string>(number_of, organisation)) return *std::move(kept);
    auto fresh = take_platform_gln(tx);
    tx.change(keep_number, organisation, fresh);
    const auto kept = tx.row<std::string>(number_of, organisation);
    ensure(kept.has_value(), "a party's number that was kept is there");
    return *kept;
}

std::map<std::string, accounts::OrganisationId> parties_of(
    db::Transaction& tx, std::span<const std::string> numbers
) {
    auto parties = accounts::verified_with(tx, numbers);
    for (auto& row : db::rows_among<PartyRow>(tx, find_parties, numbers))
        parties.try_emplace(std::move(row.gln), row.organisation);
    return parties;
}

}  // namespace chophien::traceability::plots
