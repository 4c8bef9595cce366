#include "traceability/exports/whereabouts.hpp"

#include "accounts/organisation_store.hpp"
#include "core/places.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/epcis/master_data.hpp"
#include "traceability/epcis/sharing.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place_store.hpp"

#include <array>

namespace chophien::traceability::exports {

namespace {

constexpr db::Statement select_place{
    "exports.place_numbered", "SELECT id FROM places WHERE gln = ? AND extension = ?"};
constexpr db::Statement select_household{
    "exports.cooperative_of_household", "SELECT organisation FROM member_households WHERE gln = ?"};

constexpr std::size_t gln_digits = 13;

struct Told {
    std::string_view attribute;  ///< the id's last part, of the vocabulary of master data
    std::string Location::*member;
};

constexpr std::array told{
    Told{"name", &Location::name},
    Told{"streetAddressOne", &Location::address},
    Told{"city", &Location::address},
    Told{"state", &Location::address},
    Told{"countryCode", &Location::country}};

void join(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text += ", ";
    text += more;
}

}  // namespace

std::pair<std::string, std::string> gln_in(std::string_view name) {
    for (const std::string_view key : {"/414/", "/417/"}) {
        const auto begin = name.find(key);
        if (begin == std::string_view::npos) continue;
        const auto rest = name.substr(begin + key.size());
        const auto gln = rest.substr(0, rest.find('/'));
        if (gln.size() != gln_digits) continue;
        constexpr std::string_view extension = "/254/";
        const auto at = rest.find(extension);
        return {
            std::string(gln),
            at == std::string_view::npos ? std::string()
                                         : unescaped_in_path(rest.substr(at + extension.size()))};
    }
    return {};
}

std::optional<plots::Place> place_named(
    db::Transaction& tx, std::string_view gln, std::string_view extension
) {
    if (gln.empty()) return std::nullopt;
    const auto id = tx.row<plots::PlaceId>(select_place, gln, extension);
    return id ? plots::store::find(tx, *id) : std::nullopt;
}

const Location& Whereabouts::of(const std::string& name) {
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    return known_.emplace(name, found(name)).first->second;
}

Location Whereabouts::found(const std::string& name) {
    Location location;
    if (name.empty()) return location;
    const auto [gln, extension] = gln_in(name);
    location.gln = gln;
    if (fill_place(location, gln, extension)) return location;
    if (const auto party = epcis::party_in(name); party && party->organisation) {
        fill_organisation(location, party->organisation);
    } else if (!gln.empty()) {
        const std::array numbers{gln};
        const auto parties = plots::parties_of(tx_, numbers);
        if (const auto found_party = parties.find(gln); found_party != parties.end())
            fill_organisation(location, found_party->second);
        // A household is in no file that leaves the cooperative: the cooperative answers for it.
        else if (const auto of = tx_.row<accounts::OrganisationId>(select_household, gln))
            fill_organisation(location, *of);
    }
    fill_master_data(location, name);
    return location;
}

bool Whereabouts::fill_place(Location& into, std::string_view gln, std::string_view extension) {
    const auto place = place_named(tx_, gln, extension);
    if (!place) return false;
    const auto& says = place->says;
    fill_organisation(into, place->organisation);
    into.kind = says.kind;
    into.code = says.code.value_or("");
    into.within = says.code.value_or(place->organisation == caller_.organisation ? says.name : std::string());
    if (plots::is_grown_on(says.kind)) {
        // Where it grew is told to the commune; the way to the field is nobody's.
        into.address = says.commune.value_or("");
        join(into.address, province_of(says.province).name);
    }
    return true;
}

void Whereabouts::fill_organisation(Location& into, accounts::OrganisationId organisation) {
    const auto known = accounts::store::find(tx_, organisation);
    if (!known || known->kind == accounts::OrganisationKind::consumer) return;
    into.name = known->says.name;
    into.country = "VN";
    if (known->kind != accounts::OrganisationKind::household)
        join(into.address, known->says.address.value_or(""));
    if (known->says.province) join(into.address, province_of(*known->says.province).name);
}

void Whereabouts::fill_master_data(Location& into, const std::string& name) {
    if (!into.name.empty()) return;
    for (const auto& one : epcis::attributes_of(tx_, caller_.organisation, name)) {
        const auto cut = one.id.find_last_of("#:/");
        const auto last = cut == std::string::npos ? one.id : one.id.substr(cut + 1);
        for (const auto& row : told)
            if (row.attribute == last) join(into.*row.member, one.value);
    }
}

}  // namespace chophien::traceability::exports
