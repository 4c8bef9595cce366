#include "catalog/stock.hpp"

#include "catalog/listing_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/stock_lots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::catalog {

namespace {

using db::Statement;

// Sixteen at a time: a fixed statement, prepared once, instead of one made for each number of lines.
constexpr std::size_t looked_up_at_once = 16;

constexpr Statement select_terms{"catalog.terms_of", R"sql(
    SELECT o.id, o.product, o.seller, s.name, p.name, o.pack, o.unit, o.gtin, o.price, o.step, o.minimum,
           k.on_hand - k.reserved - k.held, o.special_until, o.content, o.content_unit, o.pricing_unit,
           o.tolerance_percent, p.ocop_set
      FROM offers AS o
      JOIN products AS p ON p.id = o.product
      JOIN sellers AS s ON s.organisation = o.seller
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       AND o.state = 'on_sale' AND p.state = 'published' AND s.open
)sql"};

constexpr Statement select_left{"catalog.left_of", R"sql(
    SELECT o.id, o.product, o.minimum, k.on_hand - k.reserved - k.held
      FROM offers AS o
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

// Texts in arithmetic are floating point in MariaDB; the casts keep it decimal.
constexpr Statement reserve_one{"catalog.reserve", R"sql(
    UPDATE offer_stock
       SET reserved = reserved + CAST(? AS DECIMAL(15,3))
     WHERE offer = ? AND on_hand - reserved - held >= CAST(? AS DECIMAL(15,3))
       AND (good_until IS NULL OR good_until >= ?)
)sql"};

// After what is past its day was put on hold.
constexpr Statement reserve_good{"catalog.reserve_good", R"sql(
    UPDATE offer_stock
       SET reserved = reserved + CAST(? AS DECIMAL(15,3))
     WHERE offer = ? AND on_hand - reserved - held >= CAST(? AS DECIMAL(15,3))
)sql"};

constexpr Statement give_back_one{"catalog.give_back", R"sql(
    UPDATE offer_stock
       SET reserved = reserved - CAST(? AS DECIMAL(15,3))
     WHERE offer = ? AND reserved >= CAST(? AS DECIMAL(15,3))
)sql"};

struct Left {
    OfferId offer;
    ProductId product;
    Decimal minimum;
    Decimal left;
};

}  // namespace

}  // namespace chophien::catalog

namespace chophien::db {

template <>
struct Columns<catalog::OfferTerms> {
    using Of = catalog::OfferTerms;
    static constexpr auto of = std::tuple{
        &Of::offer,
        &Of::product,
        &Of::seller,
        &Of::seller_name,
        &Of::product_name,
        &Of::pack,
        &Of::unit,
        &Of::gtin,
        &Of::price,
        &Of::step,
        &Of::minimum,
        &Of::left,
        &Of::special_until,
        &Of::content,
        &Of::content_unit,
        &Of::pricing_unit,
        &Of::tolerance_percent,
        &Of::ocop_set};
};

template <>
struct Columns<catalog::Left> {
    using Of = catalog::Left;
    static constexpr auto of = std::tuple{&Of::offer, &Of::product, &Of::minimum, &Of::left};
};

}  // namespace chophien::db

namespace chophien::catalog {

namespace {

template <class Row>
std::vector<Row> looked_up(db::Transaction& tx, const Statement& statement, std::span<const OfferId> offers) {
    std::vector<Row> found;
    for (std::size_t begin = 0; begin < offers.size(); begin += looked_up_at_once) {
        const auto end = std::min(begin + looked_up_at_once, offers.size());
        std::array<db::Value, looked_up_at_once> values;
        for (std::size_t at = 0; at < looked_up_at_once; ++at)
            values[at] = db::bound(offers[std::min(begin + at, end - 1)].number);
        for (auto& row : tx.rows_of<Row>(statement, values)) found.push_back(std::move(row));
    }
    return found;
}

// What is demanded of each offer, in id order: whoever needs several rows takes them in this order.
std::map<OfferId, Decimal> added_up(std::span<const Demand> demands) {
    std::map<OfferId, Decimal> sums;
    for (const auto& demand : demands) {
        ensure(demand.quantity.thousandths > 0, "a demand is for something");
        auto& sum = sums[demand.offer];
        sum = sum + demand.quantity;
    }
    return sums;
}

std::vector<OfferId> offers_in(const std::map<OfferId, Decimal>& sums) {
    std::vector<OfferId> offers;
    offers.reserve(sums.size());
    for (const auto& [offer, sum] : sums) offers.push_back(offer);
    return offers;
}

// Between midnight and the chore that holds lots past their day (hold_due_lots), the first who comes does it.
bool reserved_one(db::Transaction& tx, OfferId offer, Decimal quantity) {
    if (tx.change(reserve_one, quantity, offer, quantity, tx.today()) == 1) return true;
    return hold_past_days(tx, offer) && tx.change(reserve_good, quantity, offer, quantity) == 1;
}

// Product pages show how much is left; lists only whether there is any, so they change when an offer crosses
// its minimum.
void tell_caches(db::Transaction& tx, const std::map<OfferId, Decimal>& sums, bool reserved) {
    std::vector<ProductId> turned;
    for (const auto& now : looked_up<Left>(tx, select_left, offers_in(sums))) {
        tx.touch(tag(now.product));
        const auto moved = sums.at(now.offer);
        const auto before = reserved ? now.left + moved : now.left - moved;
        if ((before < now.minimum) != (now.left < now.minimum)) turned.push_back(now.product);
    }
    refresh_listing(tx, turned);
}

}  // namespace

Result<std::vector<OfferTerms>> terms_of(db::Transaction& tx, std::span<const OfferId> offers) {
    std::map<OfferId, OfferTerms> found;
    for (auto& terms : looked_up<OfferTerms>(tx, select_terms, offers))
        found.emplace(terms.offer, std::move(terms));
    std::vector<OfferTerms> all;
    std::vector<Violation> missing;
    for (std::size_t at = 0; at < offers.size(); ++at) {
        if (const auto terms = found.find(offers[at]); terms != found.end())
            all.push_back(terms->second);
        else
            missing.push_back(
                {fmt::format("/lines/{}/offer", at),
                 "not_on_sale",
                 "Mặt hàng này không còn được bán.",
                 "This is not on sale."}
            );
    }
    if (!missing.empty()) return refuse(unknown_offer, std::move(missing));
    return all;
}

Result<Nothing> reserve(db::Transaction& tx, std::span<const Demand> demands) {
    const auto sums = added_up(demands);
    std::vector<OfferId> short_of;
    for (const auto& [offer, sum] : sums)
        if (!reserved_one(tx, offer, sum)) short_of.push_back(offer);
    if (short_of.empty()) {
        tell_caches(tx, sums, true);
        return Nothing{};
    }
    std::map<OfferId, Decimal> left;
    for (const auto& row : looked_up<Left>(tx, select_left, short_of)) left[row.offer] = row.left;
    std::vector<Violation> violations;
    for (std::size_t at = 0; at < demands.size(); ++at) {
        if (std::ranges::find(short_of, demands[at].offer) == short_of.end()) continue;
        const auto rest = text_of(left[demands[at].offer]);
        violations.push_back(
            {fmt::format("/lines/{}/quantity", at),
             "sold_out",
             fmt::format("Chỉ còn {}.", rest),
             fmt::format("Only {} left.", rest)}
        );
    }
    return refuse(sold_out, std::move(violations));
}

void give_back(db::Transaction& tx, std::span<const Demand> demands) {
    const auto sums = added_up(demands);
    for (const auto& [offer, sum] : sums)
        ensure(tx.change(give_back_one, sum, offer, sum) == 1, "only what was reserved is given back");
    tell_caches(tx, sums, false);
}

}  // namespace chophien::catalog
