#include "catalog/pricing/resolving.hpp"

#include "catalog/pricing/promotion_store.hpp"
#include "catalog/pricing/refusals.hpp"
#include "core/db/many_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace chophien::catalog::pricing {

namespace {

using accounts::Caller;

constexpr std::string_view tiers_head = R"sql(
    SELECT p.offer, p.list, l.audience, p.from_quantity, p.price
      FROM price_list_prices AS p
           STRAIGHT_JOIN price_lists AS l ON l.id = p.list
     WHERE p.offer IN ()sql";
constexpr std::string_view tiers_tail = R"sql()
       AND l.valid_from <= ? AND l.valid_until > ?
       AND (l.audience = 'everyone' OR l.kind = ?
            OR (l.audience = 'buyers' AND EXISTS (SELECT 1
                                                    FROM price_list_members AS m
                                                   WHERE m.list = l.id AND m.organisation = ?)))
)sql";
constexpr auto select_tiers = db::many_rows<tiers_head, db::a_key, tiers_tail>("catalog.tiers_for");

constexpr std::string_view discounts_head = R"sql(
    SELECT n.offer, m.id, m.percent, m.amount, m.uses_limit - m.uses
      FROM promotion_offers AS n
           STRAIGHT_JOIN promotions AS m ON m.id = n.promotion
     WHERE n.offer IN ()sql";
constexpr std::string_view discounts_tail = R"sql()
       AND m.valid_from <= ? AND m.valid_until > ? AND (m.uses_limit IS NULL OR m.uses < m.uses_limit)
)sql";
constexpr auto select_discounts =
    db::many_rows<discounts_head, db::a_key, discounts_tail>("catalog.discounts_for");

constexpr std::string_view products_head = "SELECT DISTINCT product FROM offers WHERE id IN (";
constexpr std::string_view products_tail = ")";
constexpr auto select_products =
    db::many_rows<products_head, db::a_key, products_tail>("catalog.products_of_offers");

struct TierOf {
    OfferId offer;
    Tier tier;
};

struct DiscountOf {
    OfferId offer;
    Discount discount;
};

}  // namespace

}  // namespace chophien::catalog::pricing

namespace chophien::db {

template <>
inline catalog::pricing::TierOf taken<catalog::pricing::TierOf>(const Row& row) {
    catalog::pricing::TierOf into;
    take(row, 0, into.offer);
    take(row, 1, into.tier.list);
    take(row, 2, into.tier.audience);
    take(row, 3, into.tier.from);
    take(row, 4, into.tier.price);
    return into;
}

template <>
inline catalog::pricing::DiscountOf taken<catalog::pricing::DiscountOf>(const Row& row) {
    catalog::pricing::DiscountOf into;
    take(row, 0, into.offer);
    take(row, 1, into.discount.promotion);
    take(row, 2, into.discount.percent);
    take(row, 3, into.discount.amount);
    take(row, 4, into.discount.uses_left);
    return into;
}

}  // namespace chophien::db

namespace chophien::catalog::pricing {

namespace {

/// What speaks of one offer now.
struct Spoken {
    std::vector<Tier> tiers{};
    std::vector<Discount> discounts{};
};

// The rows that speak of sixteen offers at a time; `others` are the statement's values after the offers.
template <class Row, std::size_t Others>
void read_rows(
    db::Transaction& tx,
    const db::ManyRows& statement,
    std::span<const OfferId> offers,
    const std::array<db::Value, Others>& others,
    const auto& each
) {
    for (std::size_t begin = 0; begin < offers.size(); begin += db::rows_at_once) {
        const auto part = offers.subspan(begin, std::min(db::rows_at_once, offers.size() - begin));
        std::vector<db::Value> values;
        for (const auto offer : part) values.push_back(db::bound(offer));
        values.insert(values.end(), others.begin(), others.end());
        for (const auto& row : tx.rows_of<Row>(statement[part.size() - 1], values)) each(row);
    }
}

std::map<OfferId, Spoken> spoken_of(
    db::Transaction& tx, const Buyer& buyer, std::span<const OfferId> offers
) {
    std::map<OfferId, Spoken> spoken;
    const auto now = tx.now();
    read_rows<TierOf>(
        tx,
        select_tiers,
        offers,
        db::values(now, now, buyer.kind, buyer.organisation),
        [&](const TierOf& row) { spoken[row.offer].tiers.push_back(row.tier); }
    );
    read_rows<DiscountOf>(tx, select_discounts, offers, db::values(now, now), [&](const DiscountOf& row) {
        spoken[row.offer].discounts.push_back(row.discount);
    });
    return spoken;
}

// What earlier lines of the same basket took is not there for this one.
void leave_out_taken(std::vector<Discount>& discounts, const std::map<PromotionId, std::int64_t>& taken) {
    for (auto& discount : discounts)
        if (const auto used = taken.find(discount.promotion); discount.uses_left && used != taken.end())
            *discount.uses_left -= used->second;
}

void touch_products(db::Transaction& tx, std::span<const OfferId> offers) {
    for (const auto product : db::rows_among<ProductId>(tx, select_products, offers)) tx.touch(tag(product));
}

}  // namespace

Buyer buyer_of(const Caller& caller) {
    if (caller.is_guest()) return nobody;
    return {caller.organisation, caller.verified ? std::optional(caller.kind) : std::nullopt};
}

std::vector<Price> prices_for(
    db::Transaction& tx,
    const Buyer& buyer,
    std::span<const OfferTerms> terms,
    std::span<const Decimal> quantities
) {
    ensure(terms.size() == quantities.size(), "every line has its quantity");
    std::vector<OfferId> special;
    for (const auto& on : terms)
        if (on.special_until > tx.now()) special.push_back(on.offer);
    auto spoken = spoken_of(tx, buyer, special);
    std::vector<Price> prices;
    std::map<PromotionId, std::int64_t> taken;
    for (std::size_t at = 0; at < terms.size(); ++at) {
        auto& of_offer = spoken[terms[at].offer];
        auto discounts = of_offer.discounts;
        leave_out_taken(discounts, taken);
        prices.push_back(price_at(terms[at].price, quantities[at], of_offer.tiers, discounts));
        if (prices.back().uses_one) ++taken[*prices.back().promotion];
    }
    return prices;
}

std::vector<std::vector<PriceStep>> steps_for(
    db::Transaction& tx, const Buyer& buyer, std::span<const PricedOffer> offers
) {
    std::vector<OfferId> ids;
    for (const auto& one : offers) ids.push_back(one.offer);
    auto spoken = spoken_of(tx, buyer, ids);
    std::vector<std::vector<PriceStep>> steps;
    for (const auto& one : offers) {
        const auto& of_offer = spoken[one.offer];
        steps.push_back(steps_of(one.list_price, one.minimum, of_offer.tiers, of_offer.discounts));
    }
    return steps;
}

Result<Nothing> take_uses(db::Transaction& tx, std::span<const Price> prices) {
    std::map<PromotionId, std::int64_t> wanted;
    for (const auto& price : prices)
        if (price.uses_one) ++wanted[*price.promotion];
    std::set<PromotionId> used_up;
    for (const auto& [promotion, uses] : wanted)
        if (!store::take_uses(tx, promotion, uses)) used_up.insert(promotion);
    if (used_up.empty()) return Nothing{};
    std::vector<Violation> violations;
    for (std::size_t at = 0; at < prices.size(); ++at)
        if (prices[at].uses_one && used_up.contains(*prices[at].promotion))
            violations.push_back(
                {fmt::format("/lines/{}/offer", at),
                 "used_up",
                 "Khuyến mại cho mặt hàng này vừa hết lượt.",
                 "The promotion of this offer has just been used up."}
            );
    return refuse(promotion_used_up, std::move(violations));
}

void give_back_uses(db::Transaction& tx, std::span<const PromotionId> promotions) {
    std::map<PromotionId, std::int64_t> given;
    for (const auto promotion : promotions) ++given[promotion];
    for (const auto& [promotion, uses] : given) store::give_back_uses(tx, promotion, uses);
}

std::size_t turn_prices(db::Transaction& tx, std::int64_t limit) {
    const auto lists = store::lock_turning(tx, limit);
    for (const auto& list : lists) {
        touch_products(tx, store::offer_ids_on(tx, list.id));
        store::write_next_turn(tx, list);
        tx.touch(tag(list.id));
    }
    const auto promotions = store::lock_turning_promotions(tx, limit);
    for (const auto& promotion : promotions) {
        touch_products(tx, store::offers_of(tx, promotion.id));
        store::write_next_turn(tx, promotion);
        tx.touch(tag(promotion.id));
    }
    return std::max(lists.size(), promotions.size());
}

}  // namespace chophien::catalog::pricing
