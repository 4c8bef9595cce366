#include "orders/placing.hpp"

#include "catalog/pricing/resolving.hpp"
#include "catalog/slots/ahead.hpp"
#include "catalog/stock.hpp"
#include "orders/announcing.hpp"
#include "orders/number.hpp"
#include "orders/order_store.hpp"
#include "orders/refusals.hpp"
#include "orders/rules.hpp"
#include "orders/viewing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::orders {

namespace {

using accounts::Caller;
using catalog::OfferTerms;

// The place in /lines/N/offer, or nothing.
std::optional<std::size_t> line_in(std::string_view pointer) {
    constexpr std::string_view lines = "/lines/";
    if (!pointer.starts_with(lines)) return std::nullopt;
    std::size_t place = 0;
    for (const char sign : pointer.substr(lines.size())) {
        if (sign == '/') return place;
        if (sign < '0' || sign > '9' || place > most_lines) return std::nullopt;
        place = place * 10 + static_cast<std::size_t>(sign - '0');
    }
    return place;
}

std::vector<catalog::OfferId> offers_of(std::span<const BasketLine> lines) {
    std::vector<catalog::OfferId> offers;
    for (const auto& line : lines) offers.push_back(line.offer);
    return offers;
}

std::vector<catalog::AheadLine> ahead_of(std::span<const BasketLine> lines) {
    std::vector<catalog::AheadLine> ahead;
    for (const auto& line : lines) ahead.push_back({line.offer, line.slot});
    return ahead;
}

void by_pointer(std::vector<Violation>& violations) {
    std::ranges::stable_sort(violations, {}, [](const Violation& one) {
        return line_in(one.pointer).value_or(most_lines);
    });
}

// The catalogue names the offers it does not sell and no terms at all. So that the buyer hears of everything
// at once, the other lines are asked for again; only a wrong basket pays for that.
Refused with_other_violations(
    db::Transaction& tx, const Caller& caller, std::span<const BasketLine> lines, Refused unknown
) {
    std::vector<bool> known(lines.size(), true);
    for (const auto& violation : unknown.violations)
        if (const auto place = line_in(violation.pointer); place && *place < known.size())
            known[*place] = false;
    std::vector<BasketLine> others;
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < lines.size(); ++place)
        if (known[place]) {
            others.push_back(lines[place]);
            places.push_back(place);
        }
    Refused refused{&wrong_basket, {}, {}, std::move(unknown.violations)};
    if (!others.empty() && others.size() < lines.size())
        if (const auto terms = catalog::terms_of(tx, offers_of(others)))
            for (std::size_t at = 0; at < others.size(); ++at)
                check_line(others[at], (*terms)[at], caller.organisation, places[at], refused.violations);
    return refused;
}

/// A basket as it would be ordered: by sellers, and what each of its lines pays.
struct Priced {
    std::vector<SellerPart> parts;
    std::vector<catalog::pricing::Price> prices;  ///< in the order of the basket's lines
};

// All that can be said of the lines without holding anything.
Result<Priced> parts_of(db::Transaction& tx, const Caller& caller, std::span<const BasketLine> lines) {
    auto violations = repeated_offers(lines);
    auto terms = catalog::terms_of(tx, offers_of(lines));
    if (terms) catalog::sell_ahead(tx, ahead_of(lines), *terms, violations);
    if (!terms) {
        auto refused = with_other_violations(tx, caller, lines, std::move(terms.error()));
        refused.violations.insert(refused.violations.end(), violations.begin(), violations.end());
        by_pointer(refused.violations);
        return tl::unexpected(std::move(refused));
    }
    for (std::size_t place = 0; place < lines.size(); ++place)
        check_line(lines[place], (*terms)[place], caller.organisation, place, violations);
    if (!violations.empty()) {
        by_pointer(violations);
        return refuse(wrong_basket, std::move(violations));
    }
    std::vector<Decimal> quantities;
    for (const auto& line : lines) quantities.push_back(line.quantity);
    auto prices = catalog::pricing::prices_for(tx, catalog::pricing::buyer_of(caller), *terms, quantities);
    auto parts = parted(lines, *terms, prices);
    if (!parts) return refuse(parts);
    return Priced{std::move(*parts), std::move(prices)};
}

// Slots before offers, each in the order of their ids; a short line is named by its place.
Result<Nothing> reserve(db::Transaction& tx, std::span<const BasketLine> lines) {
    std::vector<catalog::SlotDemand> ahead;
    std::vector<std::size_t> ahead_at;
    std::vector<catalog::Demand> goods;
    std::vector<std::size_t> goods_at;
    for (std::size_t place = 0; place < lines.size(); ++place) {
        const auto& line = lines[place];
        if (line.slot) {
            ahead.push_back({*line.slot, line.quantity});
            ahead_at.push_back(place);
        } else {
            goods.push_back({line.offer, line.quantity});
            goods_at.push_back(place);
        }
    }
    if (auto reserved = catalog::reserve_ahead(tx, ahead, ahead_at); !reserved) return reserved;
    if (goods.empty()) return Nothing{};
    auto reserved = catalog::reserve(tx, goods);
    if (!reserved)
        for (auto& violation : reserved.error().violations)
            if (const auto at = line_in(violation.pointer); at && *at < goods_at.size())
                violation.pointer = fmt::format("/lines/{}/quantity", goods_at[*at]);
    return reserved;
}

PricedPart shown(const SellerPart& part) {
    PricedPart out{
        .seller = part.seller,
        .seller_name = part.seller_name,
        .slot = part.slot,
        .lines = {},
        .goods = part.goods,
        .delivery = part.delivery,
        .total = part.total()};
    for (const auto& line : part.lines)
        out.lines.push_back(
            {.offer = line.offer,
             .product = line.product,
             .product_name = line.product_name,
             .pack = line.pack.empty() ? std::nullopt : std::optional(line.pack),
             .quantity = {line.quantity, line.unit},
             .price = line.price,
             .price_reason = line.price_reason,
             .list_price = line.list_price,
             .price_list = line.price_list,
             .price_from = line.price_from,
             .promotion = line.promotion,
             .total = line.total,
             .weighed = weighed_view(line)}
        );
    return out;
}

Money total_of(std::span<const SellerPart> parts) {
    Money total;
    for (const auto& part : parts) total = total + part.total();
    return total;
}

}  // namespace

Result<BasketPrice> price(db::Transaction& tx, const Caller& caller, const PriceBasket& wish) {
    const auto priced = parts_of(tx, caller, wish.lines);
    if (!priced) return tl::unexpected(priced.error());
    BasketPrice answer{.sellers = {}, .total = total_of(priced->parts)};
    for (const auto& part : priced->parts) answer.sellers.push_back(shown(part));
    return answer;
}

Result<PlacedBasket> place(db::Transaction& tx, const Caller& caller, const PlaceBasket& wish) {
    if (!caller.is_guest() && !accounts::may(caller, accounts::Permission::buy)) return refuse(may_not_buy);
    std::vector<Violation> violations;
    auto recipient = wish.recipient;
    tidy(recipient, violations);
    auto priced = parts_of(tx, caller, wish.lines);
    if (!priced) {
        auto& all = priced.error().violations;
        all.insert(all.end(), violations.begin(), violations.end());
        return refuse(priced);
    }
    auto& parts = priced->parts;
    if (!violations.empty()) return refuse(wrong_recipient, std::move(violations));

    const auto basket = tx.new_id<OfBasket>();
    std::vector<OrderId> ids;
    std::vector<payments::Share> shares;
    for (const auto& part : parts) {
        ids.push_back(tx.new_id<payments::OfOrder>());
        shares.push_back({ids.back(), part.total()});
    }

    const auto pay_by = tx.now() + rules_on(tx.today()).pay_within;
    auto attempt = payments::ask(tx, caller, wish.payment_method, shares, pay_by);
    if (!attempt) return refuse(attempt);

    PlacedBasket answer{
        .id = basket,
        .orders = {},
        .total = total_of(parts),
        .payment = std::move(*attempt),
        .follow_code = {}};
    std::optional<crypto::Digest> digest;
    if (caller.is_guest()) {
        answer.follow_code = new_follow_code();
        digest = follow_digest(*answer.follow_code);
    }
    store::insert(tx, store::Basket{basket, std::move(recipient), wish.note, digest, tx.now()});

    std::vector<Order> orders;
    std::vector<Line> lines;
    const bool awaits_transfer = wish.payment_method == Method::bank_transfer;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        auto& part = parts[at];
        orders.push_back({});
        auto& order = orders.back();
        order.id = ids[at];
        order.number = new_order_number(tx.today());
        order.basket = basket;
        order.seller = part.seller;
        order.seller_name = part.seller_name;
        order.slot = part.slot;
        order.buyer_person = caller.person;
        order.buyer_organisation = caller.organisation;
        order.buyer_kind = buyer_kind_of(caller);
        order.method = wish.payment_method;
        order.attempt = answer.payment.id;
        order.goods = part.goods;
        order.delivery = part.delivery;
        order.placed_at = tx.now();
        if (awaits_transfer) order.due_at = pay_by;
        for (auto& line : part.lines) {
            line.order = order.id;
            lines.push_back(line);
        }
    }
    store::insert(tx, orders);
    store::insert(tx, lines);

    if (auto taken = catalog::pricing::take_uses(tx, priced->prices); !taken) return refuse(taken);

    // Last, so that the rows of an offer many want are held for a moment only; what is refused here undoes
    // all the above. The catalogue locks in the order of offers by itself and names a short line by its
    // place.
    if (auto reserved = reserve(tx, wish.lines); !reserved) return refuse(reserved);

    for (std::size_t at = 0; at < orders.size(); ++at) {
        announce(tx, "order.placed", orders[at]);
        answer.orders.push_back({orders[at].id, orders[at].number, orders[at].state, shown(parts[at])});
    }
    return answer;
}

}  // namespace chophien::orders
