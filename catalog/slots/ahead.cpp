#include "catalog/slots/ahead.hpp"

#include "catalog/listing_store.hpp"
#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/slots/slot_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::catalog {

namespace {

Violation at_slot(std::size_t place, std::string_view code, std::string vi, std::string en) {
    return {fmt::format("/lines/{}/slot", place), code, std::move(vi), std::move(en)};
}

// Pages show what is left; lists whether anything can be ordered, which changes when it crosses the minimum.
void tell_caches(db::Transaction& tx, const Slot& now, Decimal before, Decimal minimum) {
    tx.touch(tag(now.product));
    if ((before < minimum) == (now.left() < minimum)) return;
    const ProductId one[] = {now.product};
    refresh_listing(tx, one);
}

}  // namespace

void sell_ahead(
    db::Transaction& tx,
    std::span<const AheadLine> lines,
    std::span<OfferTerms> terms,
    std::vector<Violation>& violations
) {
    ensure(lines.size() == terms.size(), "every line has terms");
    for (std::size_t place = 0; place < lines.size(); ++place) {
        auto& on = terms[place];
        if (!lines[place].slot && !is_service(on.ocop_set)) continue;
        // Of a line without a right slot nothing can be said of what is left.
        on.left = Decimal{Decimal::limit};
        if (!lines[place].slot) {
            violations.push_back(at_slot(
                place,
                "day_needed",
                "Dịch vụ đặt theo ngày: hãy chọn một đợt khách.",
                "A service is ordered for a day: choose one of its slots."
            ));
            continue;
        }
        const auto slot = slot_store::find(tx, *lines[place].slot);
        if (!slot || slot->offer != on.offer) {
            violations.push_back(at_slot(
                place, "unknown_slot", "Chào bán này không có đợt này.", "This offer has no such slot."
            ));
            continue;
        }
        if (slot->state != SlotState::open || slot->orders_until < tx.today()) {
            violations.push_back(at_slot(
                place, "not_open", "Đợt này không nhận đặt nữa.", "This slot takes no orders any more."
            ));
            continue;
        }
        on.left = slot->left();
    }
}

Slot slot_of(db::Transaction& tx, SlotId id) {
    auto slot = slot_store::find(tx, id);
    ensure(slot.has_value(), "an order's slot is there");
    return std::move(*slot);
}

Result<Nothing> reserve_ahead(
    db::Transaction& tx, std::span<const SlotDemand> demands, std::span<const std::size_t> places
) {
    ensure(demands.size() == places.size(), "every demand is of a line");
    std::map<SlotId, Decimal> sums;
    for (const auto& demand : demands) sums[demand.slot] = sums[demand.slot] + demand.quantity;
    std::map<SlotId, Decimal> short_of;
    for (const auto& [slot, sum] : sums) {
        const bool reserved = slot_store::reserve(tx, slot, sum, tx.today());
        const auto now = slot_of(tx, slot);
        if (!reserved) {
            short_of[slot] = now.state == SlotState::open ? now.left() : Decimal{};
            continue;
        }
        const auto offer = store::find_offer(tx, now.offer, now.seller);
        tell_caches(tx, now, now.left() + sum, offer->offer.minimum);
    }
    if (short_of.empty()) return Nothing{};
    std::vector<Violation> violations;
    for (std::size_t at = 0; at < demands.size(); ++at) {
        const auto left = short_of.find(demands[at].slot);
        if (left == short_of.end()) continue;
        violations.push_back(
            {fmt::format("/lines/{}/quantity", places[at]),
             "sold_out",
             fmt::format("Chỉ còn {}.", text_of(left->second)),
             fmt::format("Only {} left.", text_of(left->second))}
        );
    }
    return refuse(sold_out, std::move(violations));
}

void give_back_ahead(db::Transaction& tx, const SlotDemand& demand) {
    slot_store::take_from_reserved(tx, demand.slot, demand.quantity);
    const auto now = slot_of(tx, demand.slot);
    if (now.state != SlotState::open) return tx.touch(tag(now.product));
    const auto before = Decimal{std::max<std::int64_t>(0, (now.left() - demand.quantity).thousandths)};
    const auto offer = store::find_offer(tx, now.offer, now.seller);
    tell_caches(tx, now, before, offer->offer.minimum);
}

Decimal take_share(db::Transaction& tx, const SlotDemand& ordered) {
    auto slot = slot_store::lock(tx, ordered.slot);
    ensure(slot && slot->harvested && slot->promised, "a share is of a harvest that is in");
    const auto share = share_of(ordered.quantity, *slot);
    slot_store::take_from_reserved(tx, slot->id, ordered.quantity);
    slot->shared = slot->shared + share;
    slot_store::update(tx, *slot);
    if (slot->reserved == ordered.quantity)
        if (const auto rest = std::min(*slot->harvested, *slot->promised) - slot->shared;
            rest.thousandths > 0) {
            const Demand over[] = {{slot->offer, rest}};
            give_back(tx, over);
        }
    return share;
}

std::vector<SlotId> slots_to_settle(db::Transaction& tx, std::int64_t limit) {
    return slot_store::to_settle(tx, limit);
}

}  // namespace chophien::catalog
