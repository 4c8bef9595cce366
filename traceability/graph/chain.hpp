// The chain of a thing as people read it: where all of it came from, or where all of it went, in one answer.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/result.hpp"
#include "traceability/graph/balance.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::graph {

/// Of any thing or place: a GS1 Digital Link on any host, an EPC URN, a private URI. Of a place, what was
/// begun there.
struct AskChain {
    std::string of;
    Direction direction = Direction::descendants;
    std::optional<std::int64_t> steps{};
};

enum class ThingKind : std::uint8_t { unit, lot, product, container, place, other };

struct ChainThing {
    std::string id;  ///< canonical
    ThingKind kind{};
    std::int64_t steps = 0;                    ///< from what was asked for
    std::optional<std::string> product{};      ///< name, when the market sells it
    std::optional<std::string> lot_code{};     ///< AI 10
    std::optional<Instant> begun_at{};         ///< when it was grown, made or packed, as far as events tell
    std::optional<std::string> begun_where{};  ///< the place, canonical
    std::optional<std::string> by{};           ///< the name of who told so
};

struct ChainTie {
    std::string from;
    std::string to;
    Tie tie{};
    Instant at;
    std::optional<Instant> until{};
    std::optional<std::string> quantity{};
    std::optional<std::string> unit{};
};

struct Chain {
    std::vector<std::string> of;  ///< what the walk began from
    Direction direction{};
    std::vector<ChainThing> things;   ///< the nearest first
    std::vector<ChainTie> ties;       ///< in the order of the walk
    std::vector<std::string> places;  ///< all places where things of the chain began: plots, packing houses
    CutOff cut_off{};                 ///< none: it is complete
};

/// As far as the caller may see (epcis/sharing.hpp): events that are not his end the chain where they stand.
/// Refuses: not_a_name (not a URI), unknown_thing (no event he sees speaks of it).
Result<Chain> show_chain(db::Transaction& tx, const accounts::Caller& caller, const AskChain& ask);

struct AskBalance {
    std::string of;
};

struct HeldBalance {
    Balance amounts;
    std::string holder_name;
};

struct LotBalance {
    std::string of;  ///< canonical
    std::vector<HeldBalance> data;
    bool discrepancy = false;  ///< some holder gave more than came in
};

/// What every holder did with the goods of a lot. Refuses as show_chain.
Result<LotBalance> show_balance(db::Transaction& tx, const accounts::Caller& caller, const AskBalance& ask);

}  // namespace chophien::traceability::graph
