// Ties from the database: what events that one organisation may see say.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/epcis/sight.hpp"
#include "traceability/graph/walk.hpp"

namespace chophien::traceability::graph {

/// Whose eyes a walk has. A recall and the market's own work see every event.
struct Eyes {
    accounts::OrganisationId organisation{};
    bool all = false;
};

/// One statement for each sort of tie and level of a walk, however many things are on it.
class StoredTies final : public Ties {
public:
    StoredTies(db::Transaction& tx, Eyes eyes);

    std::vector<Edge> leading_from(std::span<const Thing> things, Direction direction) override;

private:
    bool may_see(std::uint64_t event, accounts::OrganisationId by);
    void end_what_was_taken_out(std::span<Edge> packed);

    db::Transaction& tx_;
    Eyes eyes_;
    std::optional<epcis::Sight> sight_;
    std::unordered_map<std::uint64_t, bool> seen_;  ///< events of others that only a grant may show
};

/// As statements take them: JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')).
std::string list_of(std::span<const Thing> things);

/// What was made, grown or packed at a place: where a walk from a plot or a packing house begins.
std::vector<Thing> things_begun_at(db::Transaction& tx, Eyes eyes, std::uint64_t place, std::int64_t most);

}  // namespace chophien::traceability::graph
