#include "catalog/stock_lots.hpp"

#include "catalog/listing_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/stock_lot_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using db::Statement;
using store::HeldStock;
using store::MovementKind;

constexpr Statement select_lots_shown{"catalog.lots_in_store", R"sql(
    SELECT o.id, l.lot, l.lot_code, l.harvested_on, l.grade, l.best_before, l.quantity - l.packed - l.held
      FROM offers AS o
           STRAIGHT_JOIN stock_lots AS l ON l.offer = o.id
     WHERE o.product = ? AND l.quantity - l.packed - l.held > 0 AND (l.last_day IS NULL OR l.last_day >= ?)
     ORDER BY o.id, l.harvested_on, l.lot
)sql"};

constexpr Statement select_unpacked{"catalog.unpacked_of_lot", R"sql(
    SELECT offer, lot, quantity - packed FROM stock_lots WHERE lot = ? AND quantity > packed
)sql"};

struct ShownRow {
    OfferId offer;
    LotId lot;
    std::string lot_code;
    Day harvested_on;
    std::optional<std::string> grade;
    std::optional<Day> best_before;
    Decimal quantity;
};

Decimal free_of(const LotStock& lot) { return lot.quantity - lot.packed - lot.held; }

bool past(const LotStock& lot, Day today) { return lot.last_day && *lot.last_day < today; }

Decimal minus(Decimal quantity) { return Decimal{-quantity.thousandths}; }

std::optional<HeldStock> lock_own(db::Transaction& tx, const Caller& seller, OfferId offer) {
    auto stock = store::lock_stock(tx, offer);
    if (stock && stock->seller != seller.organisation) stock.reset();
    return stock;
}

// The product's page shows how much is left, lists only whether there is any.
void tell(
    db::Transaction& tx, std::string_view what, const HeldStock& stock, Decimal free_before, LotId lot = {}
) {
    std::string data = R"({"product":")" + text_of(stock.product) + "\"";
    if (lot) data += R"(,"lot":")" + text_of(lot) + "\"";
    tx.announce({"offer." + std::string(what), text_of(stock.offer), data + "}"});
    tx.touch(tag(stock.product));
    if ((free_before < stock.minimum) == (stock.free() < stock.minimum)) return;
    const auto product = store::find_product(tx, stock.product);
    if (!product || product->state != ProductState::published) return;
    const ProductId one[] = {stock.product};
    refresh_listing(tx, one);
}

// Offers, then lots, in the order of their ids; N is the place in the request.
std::vector<std::pair<std::size_t, LotDemand>> in_order(std::span<const LotDemand> demands) {
    std::vector<std::pair<std::size_t, LotDemand>> sorted;
    for (std::size_t at = 0; at < demands.size(); ++at) sorted.emplace_back(at, demands[at]);
    std::ranges::stable_sort(sorted, {}, [](const auto& one) {
        return std::pair(one.second.offer, one.second.lot);
    });
    return sorted;
}

// Every demand with the offer's stock and its lot's part (null: the lot was never put in the store), in the
// order in which everybody locks them; what `change` makes of them is written.
template <class Change>
void for_each_part(db::Transaction& tx, std::span<const LotDemand> demands, const Change& change) {
    std::optional<HeldStock> stock;
    const auto write = [&] {
        if (!stock) return;
        store::write(tx, *stock);
        tx.touch(tag(stock->product));
    };
    for (const auto& [place, demand] : in_order(demands)) {
        if (!stock || stock->offer != demand.offer) {
            write();
            stock = store::lock_stock(tx, demand.offer);
            ensure(stock.has_value(), "what was ordered has its stock");
        }
        auto lot = store::lot_of(tx, demand.offer, demand.lot);
        change(place, demand, *stock, lot ? &*lot : nullptr);
        if (lot) store::put(tx, demand.offer, *lot);
    }
    write();
}

// Out of its parcel again; how much of it is of the lot. A lot may have come into the store after goods of it
// were packed as loose ones.
Decimal unpack_one(Decimal quantity, HeldStock& stock, LotStock* lot) {
    const auto of_lot = lot != nullptr ? std::min(lot->packed, quantity) : Decimal{};
    if (lot != nullptr) lot->packed = lot->packed - of_lot;
    stock.packed_loose = std::max(stock.packed_loose - (quantity - of_lot), Decimal{});
    return of_lot;
}

HoldView place(
    db::Transaction& tx,
    HeldStock& stock,
    std::optional<LotStock>& lot,
    Decimal quantity,
    HoldReason reason,
    std::string note,
    accounts::PersonId person
) {
    HoldView hold{
        .id = tx.new_id<OfHold>(),
        .offer = stock.offer,
        .lot = lot ? std::optional(lot->lot) : std::nullopt,
        .quantity = quantity,
        .reason = reason,
        .note = std::move(note),
        .placed_at = tx.now()};
    stock.held = stock.held + quantity;
    if (lot) {
        lot->held = lot->held + quantity;
        store::put(tx, stock.offer, *lot);
    } else {
        stock.held_loose = stock.held_loose + quantity;
    }
    store::insert(tx, hold, stock.seller);
    store::journal(
        tx,
        {.offer = stock.offer,
         .lot = hold.lot.value_or(LotId{}),
         .kind = MovementKind::hold,
         .held = quantity,
         .why = hold.note,
         .person = person}
    );
    return hold;
}

}  // namespace

}  // namespace chophien::catalog

namespace chophien::db {

template <>
struct Columns<catalog::LotDemand> {
    using Of = catalog::LotDemand;
    static constexpr auto of = std::tuple{&Of::offer, &Of::lot, &Of::quantity};
};

template <>
struct Columns<catalog::ShownRow> {
    using Of = catalog::ShownRow;
    static constexpr auto of = std::tuple{
        &Of::offer, &Of::lot, &Of::lot_code, &Of::harvested_on, &Of::grade, &Of::best_before, &Of::quantity};
};

}  // namespace chophien::db

namespace chophien::catalog {

Result<Nothing> put_in_store(
    db::Transaction& tx,
    const Caller& seller,
    OfferId offer,
    const LotFacts& facts,
    Decimal quantity,
    std::string_view pointer
) {
    auto stock = lock_own(tx, seller, offer);
    if (!stock) return refuse(unknown_offer);
    if (auto fault = fault_of_stock(quantity, *stock->unit, pointer))
        return refuse(not_as_sold, std::vector{std::move(*fault)});
    if ((stock->on_hand + quantity).thousandths > Decimal::limit)
        return refuse(
            not_as_sold,
            std::vector{Violation{
                std::string(pointer), "out_of_range", "Tồn kho quá lớn.", "That is too much stock."}}
        );
    auto lot = store::lot_of(tx, offer, facts.lot)
                   .value_or(LotStock{
                       facts.lot,
                       facts.lot_code,
                       facts.harvested_on,
                       facts.grade,
                       facts.best_before,
                       facts.last_day,
                       {},
                       {},
                       {}});
    const auto before = stock->free();
    lot.quantity = lot.quantity + quantity;
    stock->on_hand = stock->on_hand + quantity;
    stock->of_lots = stock->of_lots + quantity;
    store::put(tx, offer, lot);
    store::write(tx, *stock);
    store::journal(
        tx,
        {.offer = offer,
         .lot = facts.lot,
         .kind = MovementKind::store,
         .quantity = quantity,
         .person = seller.person}
    );
    tell(tx, "stocked", *stock, before, facts.lot);
    return Nothing{};
}

std::vector<LotDemand> unpacked_of(db::Transaction& tx, LotId lot) {
    return tx.rows<LotDemand>(select_unpacked, lot);
}

Result<Nothing> set_apart(db::Transaction& tx, std::span<const LotDemand> demands) {
    std::vector<Violation> violations;
    for_each_part(
        tx,
        demands,
        [&](std::size_t place, const LotDemand& demand, HeldStock& stock, LotStock* lot) {
            const bool too_old = lot != nullptr && past(*lot, tx.today());
            const auto free = lot != nullptr ? free_of(*lot) : stock.loose();
            if (too_old || free < demand.quantity) {
                violations.push_back(
                    {fmt::format("/lots/{}", place),
                     too_old ? "past_its_day" : "not_free",
                     too_old ? std::string("Lô đã quá hạn, không bán được nữa.")
                             : fmt::format("Trong kho còn {}.", text_of(free)),
                     too_old ? std::string("The lot is past its last day and cannot be sold.")
                             : fmt::format("{} is in the store.", text_of(free))}
                );
                return;
            }
            auto& packed = lot != nullptr ? lot->packed : stock.packed_loose;
            packed = packed + demand.quantity;
        }
    );
    if (!violations.empty()) return refuse(lot_not_free, std::move(violations));
    return Nothing{};
}

void unpack(db::Transaction& tx, std::span<const LotDemand> demands) {
    for_each_part(tx, demands, [](std::size_t, const LotDemand& demand, HeldStock& stock, LotStock* lot) {
        unpack_one(demand.quantity, stock, lot);
    });
}

void take_out(db::Transaction& tx, std::span<const LotDemand> demands) {
    for_each_part(tx, demands, [&](std::size_t, const LotDemand& demand, HeldStock& stock, LotStock* lot) {
        ensure(stock.reserved >= demand.quantity, "only what was reserved is taken out");
        const auto of_lot = unpack_one(demand.quantity, stock, lot);
        const auto loose = demand.quantity - of_lot;
        if (lot != nullptr) lot->quantity = lot->quantity - of_lot;
        stock.of_lots = stock.of_lots - of_lot;
        stock.on_hand = stock.on_hand - demand.quantity;
        stock.reserved = stock.reserved - demand.quantity;
        const auto left = [&](LotId from, Decimal quantity) {
            if (quantity.thousandths > 0)
                store::journal(
                    tx,
                    {.offer = demand.offer,
                     .lot = from,
                     .kind = MovementKind::take_out,
                     .quantity = minus(quantity)}
                );
        };
        left(demand.lot, of_lot);
        left({}, loose);
    });
}

std::vector<OfferLot> lots_in_store(db::Transaction& tx, ProductId product) {
    std::vector<OfferLot> lots;
    for (auto& row : tx.rows<ShownRow>(select_lots_shown, product, tx.today()))
        lots.push_back(
            {row.offer,
             {row.lot,
              std::move(row.lot_code),
              row.harvested_on,
              std::move(row.grade),
              row.best_before,
              row.quantity}}
        );
    return lots;
}

Result<List<LotStock>> list_stock_lots(db::Transaction& tx, const Caller& seller, const ListStockLots& wish) {
    if (!store::find_offer(tx, wish.offer, seller.organisation)) return refuse(unknown_offer);
    List<LotStock> list;
    list.data = store::lots_of(tx, wish.offer);
    return list;
}

Result<OwnOffer> count_lot(db::Transaction& tx, const Caller& seller, const CountLot& wish) {
    auto stock = lock_own(tx, seller, wish.offer);
    if (!stock) return refuse(unknown_offer);
    auto lot = store::lot_of(tx, wish.offer, wish.lot);
    if (!lot) return refuse(lot_not_in_store);
    if (auto fault = fault_of_stock(wish.counted, *stock->unit, "/counted"))
        return refuse(not_as_sold, std::vector{std::move(*fault)});
    // Orders are not of a lot before they are packed: what they need may stand in any.
    const auto needed = std::max(
        {lot->packed + lot->held, stock->reserved + stock->held - stock->on_hand + lot->quantity, Decimal{}}
    );
    if (wish.counted < needed)
        return refuse(
            below_reserved,
            fmt::format(
                "Lô này không thể dưới {}: hàng đã giữ, đã đóng gói, tạm ngừng bán.", text_of(needed)
            ),
            fmt::format("This lot cannot be below {}: reserved, packed, on hold.", text_of(needed))
        );
    const auto change = wish.counted - lot->quantity;
    if (change.thousandths != 0) {
        const auto before = stock->free();
        lot->quantity = wish.counted;
        stock->on_hand = stock->on_hand + change;
        stock->of_lots = stock->of_lots + change;
        store::put(tx, wish.offer, *lot);
        store::write(tx, *stock);
        const auto why = wish.why.value_or("");
        store::journal(
            tx,
            {.offer = wish.offer,
             .lot = wish.lot,
             .kind = MovementKind::count,
             .quantity = change,
             .why = why,
             .person = seller.person}
        );
        tell(tx, "counted", *stock, before, wish.lot);
    }
    const auto now = store::find_offer(tx, wish.offer, seller.organisation);
    ensure(now.has_value(), "an offer that is held stays");
    return own_view(*now);
}

Result<HoldView> hold_stock(db::Transaction& tx, const Caller& seller, const HoldStock& wish) {
    auto stock = lock_own(tx, seller, wish.offer);
    if (!stock) return refuse(unknown_offer);
    std::optional<LotStock> lot;
    if (wish.lot) {
        lot = store::lot_of(tx, wish.offer, *wish.lot);
        if (!lot) return refuse(lot_not_in_store);
    }
    const auto free = std::min(stock->free(), lot ? free_of(*lot) : stock->loose());
    const auto quantity = wish.quantity.value_or(free);
    if (auto fault = fault_of_stock(quantity, *stock->unit, "/quantity"))
        return refuse(not_as_sold, std::vector{std::move(*fault)});
    if (free < quantity || quantity.thousandths == 0)
        return refuse(
            more_than_free,
            fmt::format("Chỉ còn {} chưa giữ cho đơn hàng.", text_of(std::max(free, Decimal{}))),
            fmt::format("Only {} is not promised to orders.", text_of(std::max(free, Decimal{})))
        );
    const auto before = stock->free();
    auto hold = place(tx, *stock, lot, quantity, wish.reason, wish.note.value_or(""), seller.person);
    store::write(tx, *stock);
    tell(tx, "held", *stock, before, hold.lot.value_or(LotId{}));
    return hold;
}

Result<HoldView> release_hold(db::Transaction& tx, const Caller& seller, const ReleaseHold& wish) {
    const auto found = store::find_hold(tx, wish.hold, seller.organisation);
    if (!found) return refuse(unknown_hold);
    auto stock = store::lock_stock(tx, found->offer);  // before the hold, as those who place one
    auto hold = store::lock_hold(tx, wish.hold, seller.organisation);
    ensure(stock && hold, "holds and their offers stay");
    const bool discard = wish.discard.value_or(false);
    if (hold->released_at) return refuse(hold_is_over);
    const auto before = stock->free();
    std::optional<LotStock> lot;
    if (hold->lot) {
        lot = store::lot_of(tx, hold->offer, *hold->lot);
        ensure(lot && lot->held >= hold->quantity, "what is on hold is of its lot");
        if (!discard && past(*lot, tx.today())) return refuse(past_its_day);
        lot->held = lot->held - hold->quantity;
        if (discard) {
            lot->quantity = lot->quantity - hold->quantity;
            stock->of_lots = stock->of_lots - hold->quantity;
        }
        store::put(tx, hold->offer, *lot);
    } else {
        stock->held_loose = stock->held_loose - hold->quantity;
    }
    stock->held = stock->held - hold->quantity;
    if (discard) stock->on_hand = stock->on_hand - hold->quantity;
    store::write(tx, *stock);
    hold->released_at = tx.now();
    hold->discarded = discard;
    store::end(tx, *hold);
    store::journal(
        tx,
        {.offer = hold->offer,
         .lot = hold->lot.value_or(LotId{}),
         .kind = discard ? MovementKind::discard : MovementKind::release,
         .quantity = discard ? minus(hold->quantity) : Decimal{},
         .held = minus(hold->quantity),
         .why = hold->note,
         .person = seller.person}
    );
    tell(tx, discard ? "discarded" : "released", *stock, before, hold->lot.value_or(LotId{}));
    return *hold;
}

Result<List<HoldView>> list_holds(db::Transaction& tx, const Caller& seller, const ListHolds& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfHold>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<HoldView> page;
    page.data = store::holds_of(tx, seller.organisation, before, limit + 1);
    if (std::ssize(page.data) > limit) {
        page.data.pop_back();
        page.page.next = text_of(page.data.back().id);
    }
    return page;
}

bool hold_past_days(db::Transaction& tx, OfferId offer) {
    auto stock = store::lock_stock(tx, offer);
    if (!stock || !stock->good_until || *stock->good_until >= tx.today()) return false;
    const auto before = stock->free();
    for (auto& each : store::lots_of(tx, offer)) {
        if (!past(each, tx.today())) continue;
        // What orders have reserved stays: they are packed out of other lots, or called off and held then.
        const auto quantity = std::min(stock->free(), free_of(each));
        if (quantity.thousandths <= 0) continue;
        std::optional<LotStock> lot = std::move(each);
        place(tx, *stock, lot, quantity, HoldReason::past_date, "", {});
    }
    store::write(tx, *stock);
    if (stock->free() != before) tell(tx, "held", *stock, before);
    return true;
}

std::int64_t hold_due_lots(db::Transaction& tx, std::int64_t limit) {
    auto offers = store::offers_past_days(tx, tx.today(), limit);
    std::ranges::sort(offers);
    for (const auto offer : offers) hold_past_days(tx, offer);
    return std::ssize(offers);
}

}  // namespace chophien::catalog
