// Promotions in the database.
#pragma once

#include "catalog/pricing/price_list_store.hpp"
#include "catalog/pricing/promotions.hpp"

namespace chophien::catalog::pricing::store {

struct Promotion {
    PromotionId id;
    accounts::OrganisationId seller;
    std::string name;
    std::optional<std::int32_t> percent{};
    std::optional<Money> amount{};
    Validity validity;
    std::optional<std::int64_t> uses_limit{};
    std::int64_t uses = 0;
    std::int64_t version = 1;
    Instant updated_at{};
};

void insert(db::Transaction& tx, const Promotion& promotion, std::span<const MarkedOffer> offers);
/// Writes name, end and limit, raises the version, also in `promotion`, and sets its next turn.
void update(db::Transaction& tx, Promotion& promotion);
/// The seller's own; none for another's.
std::optional<Promotion> find(db::Transaction& tx, PromotionId id, accounts::OrganisationId seller);
/// The same, held until the end of the transaction.
std::optional<Promotion> lock(db::Transaction& tx, PromotionId id, accounts::OrganisationId seller);
/// The newest first.
std::vector<Promotion> promotions_of(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
);
/// How many have not ended.
std::int64_t open_promotions_of(db::Transaction& tx, accounts::OrganisationId seller);
std::vector<OfferId> offers_of(db::Transaction& tx, PromotionId promotion);

/// The list price of each, by rising id.
std::vector<std::pair<OfferId, Money>> list_prices_of(
    db::Transaction& tx, std::span<const MarkedOffer> offers
);

/// Those that begin, end, were used up or have uses again by now, at most so many, locked; those another node
/// holds are passed over.
std::vector<Promotion> lock_turning_promotions(db::Transaction& tx, std::int64_t limit);
void write_next_turn(db::Transaction& tx, const Promotion& promotion);

/// False when fewer are left; then none is taken. Marks its pages for a turn when the last goes.
bool take_uses(db::Transaction& tx, PromotionId promotion, std::int64_t uses);
/// Nothing happens to a promotion without limit.
void give_back_uses(db::Transaction& tx, PromotionId promotion, std::int64_t uses);

}  // namespace chophien::catalog::pricing::store
