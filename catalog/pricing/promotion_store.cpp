#include "catalog/pricing/promotion_store.hpp"

#include "core/db/many_rows.hpp"

#include <algorithm>

namespace chophien::catalog::pricing::store {

namespace {

using db::Joined;
using db::Statement;

constexpr std::string_view promotion_columns = R"sql(
    SELECT id, seller, name, percent, amount, valid_from, valid_until, uses_limit, uses, version, updated_at
      FROM promotions
)sql";
constexpr std::string_view of_own = " WHERE id = ? AND seller = ?";
constexpr std::string_view for_update = " FOR UPDATE";
constexpr std::string_view newest = " WHERE seller = ? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr std::string_view turning =
    " WHERE next_turn <= ? ORDER BY next_turn LIMIT ? FOR UPDATE SKIP LOCKED";

constexpr Statement find_promotion{"catalog.find_promotion", Joined<promotion_columns, of_own>::text};
constexpr Statement lock_promotion{
    "catalog.lock_promotion", Joined<promotion_columns, of_own, for_update>::text};
constexpr Statement list_own{"catalog.promotions_of", Joined<promotion_columns, newest>::text};
constexpr Statement lock_turns{"catalog.lock_turning_promotions", Joined<promotion_columns, turning>::text};

constexpr Statement insert_promotion{"catalog.insert_promotion", R"sql(
    INSERT INTO promotions (id, seller, name, percent, amount, valid_from, valid_until, uses_limit, uses, next_turn,
                            version, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
)sql"};

constexpr std::string_view offers_head = "INSERT IGNORE INTO promotion_offers (offer, promotion) VALUES ";
constexpr std::string_view offers_row = "(?, ?)";
constexpr auto insert_offers = db::many_rows<offers_head, offers_row>("catalog.insert_promotion_offers");

constexpr Statement update_promotion{"catalog.update_promotion", R"sql(
    UPDATE promotions
       SET name = ?, valid_until = ?, uses_limit = ?, next_turn = ?, version = version + 1, updated_at = ?
     WHERE id = ?
)sql"};

constexpr Statement set_next_turn{"catalog.set_promotion_turn", R"sql(
    UPDATE promotions SET next_turn = ? WHERE id = ?
)sql"};

constexpr Statement count_open{"catalog.open_promotions", R"sql(
    SELECT COUNT(*) FROM promotions WHERE seller = ? AND valid_until > ?
)sql"};

constexpr Statement select_offers{"catalog.promotion_offers", R"sql(
    SELECT offer FROM promotion_offers FORCE INDEX (by_promotion) WHERE promotion = ? ORDER BY offer
)sql"};

constexpr std::string_view prices_head = "SELECT id, price FROM offers WHERE id IN (";
constexpr std::string_view prices_tail = ") ORDER BY id";
constexpr auto select_list_prices =
    db::many_rows<prices_head, db::a_key, prices_tail>("catalog.list_prices_of");

// Assignments run from left to right: next_turn still sees the old number of uses.
constexpr Statement take_some{"catalog.take_promotion_uses", R"sql(
    UPDATE promotions
       SET next_turn = IF(uses + ? >= uses_limit, ?, next_turn), uses = uses + ?
     WHERE id = ? AND uses + ? <= uses_limit
)sql"};

constexpr Statement give_some_back{"catalog.give_back_promotion_uses", R"sql(
    UPDATE promotions
       SET next_turn = IF(uses >= uses_limit, ?, next_turn), uses = uses - ?
     WHERE id = ? AND uses_limit IS NOT NULL AND uses >= ?
)sql"};

struct PricedOffer {
    OfferId offer;
    Money price;
};

}  // namespace

}  // namespace chophien::catalog::pricing::store

namespace chophien::db {

namespace pricing = catalog::pricing::store;

template <>
inline pricing::Promotion taken<pricing::Promotion>(const Row& row) {
    pricing::Promotion into;
    take(row, 0, into.id);
    take(row, 1, into.seller);
    take(row, 2, into.name);
    take(row, 3, into.percent);
    take(row, 4, into.amount);
    take(row, 5, into.validity.from);
    take(row, 6, into.validity.until);
    take(row, 7, into.uses_limit);
    take(row, 8, into.uses);
    take(row, 9, into.version);
    take(row, 10, into.updated_at);
    return into;
}

template <>
struct Columns<pricing::PricedOffer> {
    static constexpr auto of = std::tuple{&pricing::PricedOffer::offer, &pricing::PricedOffer::price};
};

}  // namespace chophien::db

namespace chophien::catalog::pricing::store {

void insert(db::Transaction& tx, const Promotion& promotion, std::span<const MarkedOffer> offers) {
    tx.change(
        insert_promotion,
        promotion.id,
        promotion.seller,
        promotion.name,
        promotion.percent,
        promotion.amount,
        promotion.validity.from,
        promotion.validity.until,
        promotion.uses_limit,
        next_turn(promotion.validity, tx.now()),
        promotion.version,
        promotion.updated_at
    );
    db::change_rows(tx, insert_offers, offers, [&](const MarkedOffer& one) {
        return db::values(one.offer, promotion.id);
    });
}

void update(db::Transaction& tx, Promotion& promotion) {
    promotion.updated_at = tx.now();
    ++promotion.version;
    tx.change(
        update_promotion,
        promotion.name,
        promotion.validity.until,
        promotion.uses_limit,
        next_turn(promotion.validity, tx.now()),
        promotion.updated_at,
        promotion.id
    );
}

std::optional<Promotion> find(db::Transaction& tx, PromotionId id, accounts::OrganisationId seller) {
    return tx.row<Promotion>(find_promotion, id, seller);
}

std::optional<Promotion> lock(db::Transaction& tx, PromotionId id, accounts::OrganisationId seller) {
    return tx.row<Promotion>(lock_promotion, id, seller);
}

std::vector<Promotion> promotions_of(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<Promotion>(list_own, seller, before, limit);
}

std::int64_t open_promotions_of(db::Transaction& tx, accounts::OrganisationId seller) {
    return tx.row<std::int64_t>(count_open, seller, tx.now()).value_or(0);
}

std::vector<OfferId> offers_of(db::Transaction& tx, PromotionId promotion) {
    return tx.rows<OfferId>(select_offers, promotion);
}

std::vector<std::pair<OfferId, Money>> list_prices_of(
    db::Transaction& tx, std::span<const MarkedOffer> offers
) {
    std::vector<OfferId> ids;
    for (const auto& offer : offers) ids.push_back(offer.offer);
    std::vector<std::pair<OfferId, Money>> prices;
    for (const auto& row : db::rows_among<PricedOffer>(tx, select_list_prices, ids))
        prices.emplace_back(row.offer, row.price);
    return prices;
}

std::vector<Promotion> lock_turning_promotions(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<Promotion>(lock_turns, tx.now(), limit);
}

void write_next_turn(db::Transaction& tx, const Promotion& promotion) {
    tx.change(set_next_turn, next_turn(promotion.validity, tx.now()), promotion.id);
}

bool take_uses(db::Transaction& tx, PromotionId promotion, std::int64_t uses) {
    return tx.change(take_some, uses, tx.now(), uses, promotion, uses) == 1;
}

void give_back_uses(db::Transaction& tx, PromotionId promotion, std::int64_t uses) {
    tx.change(give_some_back, tx.now(), uses, promotion, uses);
}

}  // namespace chophien::catalog::pricing::store
