// Ties from the database: what events that one organisation may see say.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/epcis/sight.hpp"
#include "traceability/graph/walk.hpp"

#include <optional>
#include <string>
#include <unordered_map>

namespace chophien::traceability::graph {

/// Whose eyes a walk has. A recall and the market's own work see every event.
struct Eyes {
    accounts::OrganisationId organisation{};
    bool all = false;
};

/// One statement for each level of a walk, however many things are on it, and one more where things are
/// packed.
class StoredTies final : public Ties {
public:
    StoredTies(db::Transaction& tx, Eyes eyes);

    Leading leading_from(std::span<const Thing> things, Direction direction, std::size_t most) override;

private:
    bool may_see(std::uint64_t event, accounts::OrganisationId by);
    void end_what_was_taken_out(std::span<Edge> edges, std::size_t most);

    db::Transaction& tx_;
    Eyes eyes_;
    std::optional<epcis::Sight> sight_;
    std::unordered_map<std::uint64_t, bool> seen_;  ///< events of others that only a grant may show
};

/// As statements take them: JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')).
std::string list_of(std::span<const Thing> things);

}  // namespace chophien::traceability::graph
