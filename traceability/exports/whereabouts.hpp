// What places and parties of events are called, for those who read a sheet and no GLNs.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/plots/place.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::exports {

/// Empty texts: not known, or not this caller's to know.
struct Location {
    std::string name{};     ///< the business
    std::string address{};  ///< never a household's
    std::string country{};  ///< ISO 3166-1 alpha-2
    std::string gln{};
    /// The field, pond, packing house: its code as issued, else its name when the caller owns it. A field's
    /// name may be a household's.
    std::string within{};
    std::optional<plots::PlaceKind> kind{};
    std::string code{};  ///< growing-area or packing-house code
};

/// Looks each name up once; good as long as the transaction.
class Whereabouts {
public:
    Whereabouts(db::Transaction& tx, const accounts::Caller& caller) : tx_(tx), caller_(caller) {}

    /// Of a canonical name: places and parties of this market, else what the caller's own master data say of
    /// it, else its number alone.
    const Location& of(const std::string& name);

    bool is_grown_on(const std::string& name) {
        const auto& kind = of(name).kind;
        return kind && plots::is_grown_on(*kind);
    }

private:
    Location found(const std::string& name);
    bool fill_place(Location& into, std::string_view gln, std::string_view extension);
    void fill_organisation(Location& into, accounts::OrganisationId organisation);
    void fill_master_data(Location& into, const std::string& name);

    db::Transaction& tx_;
    const accounts::Caller& caller_;
    std::map<std::string, Location> known_;
};

/// GLN and extension of a canonical name of a place or party; empty when it has none.
std::pair<std::string, std::string> gln_in(std::string_view name);

/// The place of this market with that number.
std::optional<plots::Place> place_named(
    db::Transaction& tx, std::string_view gln, std::string_view extension
);

}  // namespace chophien::traceability::exports
