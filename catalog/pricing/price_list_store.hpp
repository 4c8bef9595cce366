// Price lists in the database, and the mark on offers that says whether to ask for any.
#pragma once

#include "catalog/pricing/price_lists.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::pricing::store {

struct PriceList {
    PriceListId id;
    accounts::OrganisationId seller;
    std::string name;
    Audience audience{};
    std::optional<accounts::OrganisationKind> kind{};
    Validity validity;
    std::int64_t version = 1;
    Instant updated_at{};
};

void insert(db::Transaction& tx, const PriceList& list);
/// Writes name and end, raises the version, also in `list`, and sets the list's next turn.
void update(db::Transaction& tx, PriceList& list);
/// The seller's own; none for another's.
std::optional<PriceList> find(db::Transaction& tx, PriceListId id, accounts::OrganisationId seller);
/// The same, held until the end of the transaction.
std::optional<PriceList> lock(db::Transaction& tx, PriceListId id, accounts::OrganisationId seller);
/// The newest first.
std::vector<PriceList> of_seller(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
);
/// How many have not ended.
std::int64_t open_of(db::Transaction& tx, accounts::OrganisationId seller);

std::vector<ListedOffer> offers_on(db::Transaction& tx, PriceListId list);
std::vector<OfferId> offer_ids_on(db::Transaction& tx, PriceListId list);
/// Instead of what that offer has in the list.
void write_tiers(db::Transaction& tx, PriceListId list, OfferId offer, const std::vector<TierWish>& tiers);

std::vector<accounts::OrganisationId> members_of(db::Transaction& tx, PriceListId list);
void insert_members(
    db::Transaction& tx, PriceListId list, std::span<const accounts::OrganisationId> organisations
);
/// False when it was none.
bool delete_member(db::Transaction& tx, PriceListId list, accounts::OrganisationId organisation);

/// Public lists that begin or end by now, at most so many, locked; those another node holds are passed over.
std::vector<PriceList> lock_turning(db::Transaction& tx, std::int64_t limit);
void write_next_turn(db::Transaction& tx, const PriceList& list);

/// One offer with what the rules need of it.
struct MarkedOffer {
    OfferId offer;
    ProductId product;
    const Unit* unit = nullptr;
};

/// The seller's own among these, by rising id, held until the end of the transaction: whoever changes what is
/// said of an offer holds it first, so that the mark below is never counted from half of it.
std::vector<MarkedOffer> lock_offers(
    db::Transaction& tx, accounts::OrganisationId seller, std::span<const OfferId> offers
);
/// Sets offers.special_until from all lists and promotions that name them. The offers are locked.
void mark(db::Transaction& tx, std::span<const MarkedOffer> offers);

}  // namespace chophien::catalog::pricing::store
