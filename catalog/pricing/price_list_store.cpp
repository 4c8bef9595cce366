#include "catalog/pricing/price_list_store.hpp"

#include "core/db/many_rows.hpp"

#include <algorithm>

namespace chophien::catalog::pricing::store {

namespace {

using db::Joined;
using db::Statement;

constexpr std::string_view list_columns = R"sql(
    SELECT id, seller, name, audience, kind, valid_from, valid_until, version, updated_at
      FROM price_lists
)sql";
constexpr std::string_view of_own = " WHERE id = ? AND seller = ?";
constexpr std::string_view for_update = " FOR UPDATE";
constexpr std::string_view newest = " WHERE seller = ? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr std::string_view turning =
    " WHERE next_turn <= ? ORDER BY next_turn LIMIT ? FOR UPDATE SKIP LOCKED";

constexpr Statement find_list{"catalog.find_price_list", Joined<list_columns, of_own>::text};
constexpr Statement lock_list{"catalog.lock_price_list", Joined<list_columns, of_own, for_update>::text};
constexpr Statement list_own{"catalog.price_lists_of", Joined<list_columns, newest>::text};
constexpr Statement lock_turns{"catalog.lock_turning_price_lists", Joined<list_columns, turning>::text};

constexpr Statement insert_list{"catalog.insert_price_list", R"sql(
    INSERT INTO price_lists (id, seller, name, audience, kind, valid_from, valid_until, next_turn, version, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_list{"catalog.update_price_list", R"sql(
    UPDATE price_lists
       SET name = ?, valid_until = ?, next_turn = ?, version = version + 1, updated_at = ?
     WHERE id = ?
)sql"};

constexpr Statement set_next_turn{"catalog.set_price_list_turn", R"sql(
    UPDATE price_lists SET next_turn = ? WHERE id = ?
)sql"};

constexpr Statement count_open{"catalog.open_price_lists", R"sql(
    SELECT COUNT(*) FROM price_lists WHERE seller = ? AND valid_until > ?
)sql"};

constexpr Statement select_tiers{"catalog.price_list_tiers", R"sql(
    SELECT offer, from_quantity, price
      FROM price_list_prices FORCE INDEX (by_list)
     WHERE list = ?
     ORDER BY offer, from_quantity
)sql"};

constexpr Statement select_listed{"catalog.price_list_offers", R"sql(
    SELECT DISTINCT offer FROM price_list_prices FORCE INDEX (by_list) WHERE list = ? ORDER BY offer
)sql"};

constexpr Statement delete_tiers{"catalog.delete_price_tiers", R"sql(
    DELETE FROM price_list_prices WHERE offer = ? AND list = ?
)sql"};

constexpr std::string_view tiers_head =
    "INSERT INTO price_list_prices (offer, list, from_quantity, price) VALUES ";
constexpr std::string_view tiers_row = "(?, ?, ?, ?)";
constexpr auto insert_tiers = db::many_rows<tiers_head, tiers_row>("catalog.insert_price_tiers");

constexpr Statement select_members{"catalog.price_list_members", R"sql(
    SELECT organisation FROM price_list_members WHERE list = ? ORDER BY organisation
)sql"};

constexpr std::string_view members_head =
    "INSERT IGNORE INTO price_list_members (list, organisation) VALUES ";
constexpr std::string_view members_row = "(?, ?)";
constexpr auto insert_all_members =
    db::many_rows<members_head, members_row>("catalog.insert_price_list_members");

constexpr Statement delete_one_member{"catalog.delete_price_list_member", R"sql(
    DELETE FROM price_list_members WHERE list = ? AND organisation = ?
)sql"};

constexpr std::string_view offers_head = "SELECT id, product, unit, seller FROM offers WHERE id IN (";
constexpr std::string_view offers_tail = ") ORDER BY id FOR UPDATE";
constexpr auto lock_these_offers =
    db::many_rows<offers_head, db::a_key, offers_tail>("catalog.lock_priced_offers");

constexpr std::string_view mark_head = R"sql(
    UPDATE offers AS o
       SET o.special_until = GREATEST(
               COALESCE((SELECT MAX(l.valid_until)
                           FROM price_list_prices AS p
                           JOIN price_lists AS l ON l.id = p.list
                          WHERE p.offer = o.id), TIMESTAMP '1900-01-01 00:00:00'),
               COALESCE((SELECT MAX(m.valid_until)
                           FROM promotion_offers AS n
                           JOIN promotions AS m ON m.id = n.promotion
                          WHERE n.offer = o.id), TIMESTAMP '1900-01-01 00:00:00'))
     WHERE o.id IN ()sql";
constexpr std::string_view mark_tail = ")";
constexpr auto mark_offers = db::many_rows<mark_head, db::a_key, mark_tail>("catalog.mark_priced_offers");

struct TierRow {
    OfferId offer;
    Decimal from;
    Money price;
};

struct OfferRow {
    MarkedOffer offer;
    accounts::OrganisationId seller;
};

std::optional<Instant> turn_of(const PriceList& list, Instant now) {
    return list.audience == Audience::everyone ? next_turn(list.validity, now) : std::nullopt;
}

}  // namespace

}  // namespace chophien::catalog::pricing::store

namespace chophien::db {

namespace pricing = catalog::pricing::store;

template <>
inline pricing::PriceList taken<pricing::PriceList>(const Row& row) {
    pricing::PriceList into;
    take(row, 0, into.id);
    take(row, 1, into.seller);
    take(row, 2, into.name);
    take(row, 3, into.audience);
    take(row, 4, into.kind);
    take(row, 5, into.validity.from);
    take(row, 6, into.validity.until);
    take(row, 7, into.version);
    take(row, 8, into.updated_at);
    return into;
}

template <>
struct Columns<pricing::TierRow> {
    using Of = pricing::TierRow;
    static constexpr auto of = std::tuple{&Of::offer, &Of::from, &Of::price};
};

template <>
inline pricing::OfferRow taken<pricing::OfferRow>(const Row& row) {
    pricing::OfferRow into;
    take(row, 0, into.offer.offer);
    take(row, 1, into.offer.product);
    take(row, 2, into.offer.unit);
    take(row, 3, into.seller);
    return into;
}

}  // namespace chophien::db

namespace chophien::catalog::pricing::store {

void insert(db::Transaction& tx, const PriceList& list) {
    tx.change(
        insert_list,
        list.id,
        list.seller,
        list.name,
        list.audience,
        list.kind,
        list.validity.from,
        list.validity.until,
        turn_of(list, tx.now()),
        list.version,
        list.updated_at
    );
}

void update(db::Transaction& tx, PriceList& list) {
    list.updated_at = tx.now();
    ++list.version;
    tx.change(update_list, list.name, list.validity.until, turn_of(list, tx.now()), list.updated_at, list.id);
}

std::optional<PriceList> find(db::Transaction& tx, PriceListId id, accounts::OrganisationId seller) {
    return tx.row<PriceList>(find_list, id, seller);
}

std::optional<PriceList> lock(db::Transaction& tx, PriceListId id, accounts::OrganisationId seller) {
    return tx.row<PriceList>(lock_list, id, seller);
}

std::vector<PriceList> of_seller(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<PriceList>(list_own, seller, before, limit);
}

std::int64_t open_of(db::Transaction& tx, accounts::OrganisationId seller) {
    return tx.row<std::int64_t>(count_open, seller, tx.now()).value_or(0);
}

std::vector<ListedOffer> offers_on(db::Transaction& tx, PriceListId list) {
    std::vector<ListedOffer> offers;
    for (const auto& row : tx.rows<TierRow>(select_tiers, list)) {
        if (offers.empty() || offers.back().offer != row.offer) offers.push_back({row.offer, {}});
        offers.back().tiers.push_back({row.from, row.price});
    }
    return offers;
}

std::vector<OfferId> offer_ids_on(db::Transaction& tx, PriceListId list) {
    return tx.rows<OfferId>(select_listed, list);
}

void write_tiers(db::Transaction& tx, PriceListId list, OfferId offer, const std::vector<TierWish>& tiers) {
    tx.change(delete_tiers, offer, list);
    db::change_rows(tx, insert_tiers, tiers, [&](const TierWish& tier) {
        return db::values(offer, list, tier.from, tier.price);
    });
}

std::vector<accounts::OrganisationId> members_of(db::Transaction& tx, PriceListId list) {
    return tx.rows<accounts::OrganisationId>(select_members, list);
}

void insert_members(
    db::Transaction& tx, PriceListId list, std::span<const accounts::OrganisationId> organisations
) {
    db::change_rows(tx, insert_all_members, organisations, [&](accounts::OrganisationId one) {
        return db::values(list, one);
    });
}

bool delete_member(db::Transaction& tx, PriceListId list, accounts::OrganisationId organisation) {
    return tx.change(delete_one_member, list, organisation) == 1;
}

std::vector<PriceList> lock_turning(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<PriceList>(lock_turns, tx.now(), limit);
}

void write_next_turn(db::Transaction& tx, const PriceList& list) {
    tx.change(set_next_turn, turn_of(list, tx.now()), list.id);
}

std::vector<MarkedOffer> lock_offers(
    db::Transaction& tx, accounts::OrganisationId seller, std::span<const OfferId> offers
) {
    std::vector<OfferId> in_order(offers.begin(), offers.end());
    std::ranges::sort(in_order);
    std::vector<MarkedOffer> own;
    for (const auto& row : db::rows_among<OfferRow>(tx, lock_these_offers, in_order))
        if (row.seller == seller) own.push_back(row.offer);
    return own;
}

void mark(db::Transaction& tx, std::span<const MarkedOffer> offers) {
    std::vector<db::Value> ids;
    for (std::size_t begin = 0; begin < offers.size(); begin += db::rows_at_once) {
        const auto part = offers.subspan(begin, std::min(db::rows_at_once, offers.size() - begin));
        ids.clear();
        for (const auto& offer : part) ids.push_back(db::bound(offer.offer));
        tx.change_of(mark_offers[part.size() - 1], ids);
    }
}

}  // namespace chophien::catalog::pricing::store
