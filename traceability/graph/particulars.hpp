// What is known of the things of a chain beyond their names: what they are, where they began, who said so.
#pragma once

#include "traceability/graph/chain.hpp"
#include "traceability/graph/ties_store.hpp"
#include "traceability/lot_goods.hpp"

#include <map>
#include <string>
#include <vector>

namespace chophien::traceability::graph {

/// One time and place a thing was grown, made or packed.
struct Beginning {
    Thing thing = 0;
    Instant at;
    std::optional<Thing> place{};
    accounts::OrganisationId by;
};

/// Read for all things of a chain together, in a few statements.
class Particulars {
public:
    Particulars(db::Transaction& tx, Eyes eyes, const std::vector<Met>& met);

    /// Of one that was met.
    const std::string& name_of(Thing thing) const;
    /// With its first beginning.
    ChainThing thing_of(const Met& met) const;
    /// Of all beginnings, each once, in order.
    std::vector<std::string> places() const;

private:
    std::optional<std::string> place_of(const Beginning& beginning) const;
    void read_lots(db::Transaction& tx);
    void read_holders(db::Transaction& tx);

    Eyes eyes_;
    std::multimap<Thing, Beginning> beginnings_;  ///< of each thing the earliest first
    std::map<Thing, std::string> names_;
    std::map<LotKey, std::string> products_;
    std::map<accounts::OrganisationId, std::string> holders_;
};

/// Whether an event that those eyes see speaks of it. A grant covers by content, so only the first events of
/// who granted anything are looked at.
bool is_known(db::Transaction& tx, Eyes eyes, Thing thing);

/// What was made, grown or packed at a place, as far as those eyes see, at most so many: where a walk from a
/// plot or a packing house begins.
std::vector<Thing> things_begun_at(db::Transaction& tx, Eyes eyes, Thing place, std::size_t most);

}  // namespace chophien::traceability::graph
