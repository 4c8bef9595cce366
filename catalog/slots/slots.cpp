#include "catalog/slots/slots.hpp"

#include "catalog/listing_store.hpp"
#include "catalog/product_store.hpp"
#include "catalog/products.hpp"
#include "catalog/refusals.hpp"
#include "catalog/slots/slot_store.hpp"
#include "catalog/stock_lot_store.hpp"

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;

OwnSlot own_view(const Slot& slot) {
    OwnSlot view;
    view.id = slot.id;
    view.offer = slot.offer;
    view.kind = slot.kind;
    view.state = slot.state;
    view.first_day = slot.first_day;
    view.last_day = slot.last_day;
    view.starts_at = slot.starts_at;
    view.place = slot.place;
    view.quantity = slot.quantity;
    view.confidence_percent = slot.confidence_percent;
    view.sellable_percent = slot.sellable_percent;
    view.sellable = slot.sellable;
    view.reserved = slot.reserved;
    view.left = slot.state == SlotState::open ? slot.left() : Decimal{};
    view.orders_until = slot.orders_until;
    view.harvested = slot.harvested;
    view.promised = slot.promised;
    if (slot.harvested) view.shared = slot.shared;
    view.reason = slot.reason;
    view.version = slot.version;
    view.updated_at = slot.updated_at;
    return view;
}

// Pages show what is left of it, lists whether there is anything to order.
void tell(db::Transaction& tx, std::string_view what, const Slot& slot) {
    tx.announce({"slot." + std::string(what), text_of(slot.id), R"({"offer":")" + text_of(slot.offer) + "\"}"}
    );
    const ProductId one[] = {slot.product};
    refresh_listing(tx, one);
}

Result<Slot> lock_own(db::Transaction& tx, const Caller& seller, SlotId id) {
    auto slot = slot_store::lock(tx, id);
    if (!slot || slot->seller != seller.organisation) return refuse(unknown_slot);
    return std::move(*slot);
}

bool is_over(const Slot& slot) {
    return slot.state == SlotState::harvested || slot.state == SlotState::called_off;
}

// The offer's goods in the store, and what was ordered of them reserved with them.
void reserve_promised(db::Transaction& tx, const Slot& slot) {
    auto stock = store::lock_stock(tx, slot.offer);
    ensure(stock.has_value(), "an offer has its stock");
    stock->reserved = stock->reserved + std::min(*slot.harvested, *slot.promised);
    store::write(tx, *stock);
}

Result<Nothing> put_loose(db::Transaction& tx, const Caller& seller, const Slot& slot, Decimal quantity) {
    auto stock = store::lock_stock(tx, slot.offer);
    ensure(stock.has_value(), "an offer has its stock");
    if (auto fault = fault_of_stock(quantity, *stock->unit, "/quantity"))
        return refuse(not_as_sold, std::vector{std::move(*fault)});
    if ((stock->on_hand + quantity).thousandths > Decimal::limit)
        return refuse(
            not_as_sold,
            std::vector{Violation{"/quantity", "out_of_range", "Tồn kho quá lớn.", "That is too much stock."}}
        );
    stock->on_hand = stock->on_hand + quantity;
    store::write(tx, *stock);
    store::journal(
        tx,
        {.offer = slot.offer,
         .kind = store::MovementKind::harvest,
         .quantity = quantity,
         .person = seller.person}
    );
    return Nothing{};
}

}  // namespace

SlotView shown(const Slot& slot) {
    return {
        slot.id,
        slot.kind,
        slot.first_day,
        slot.last_day,
        slot.starts_at,
        slot.place,
        slot.confidence_percent,
        slot.orders_until,
        slot.left()};
}

Result<OwnSlot> create_slot(db::Transaction& tx, const Caller& seller, const CreateSlot& wish) {
    // The offer is held: two slots made at once cannot pass the limit together.
    const auto offer = store::lock_offer(tx, wish.offer, seller.organisation);
    if (!offer) return refuse(unknown_offer);
    const auto product = store::find_product(tx, offer->offer.product);
    ensure(product.has_value(), "an offer has its product");
    Slot slot;
    slot.id = tx.new_id<OfSlot>();
    slot.offer = wish.offer;
    slot.product = product->id;
    slot.seller = seller.organisation;
    slot.kind = is_service(product->ocop_set) ? SlotKind::visit : SlotKind::harvest;
    slot.first_day = wish.first_day;
    slot.last_day = wish.last_day.value_or(wish.first_day);
    slot.starts_at = wish.starts_at;
    slot.place = wish.place;
    slot.quantity = wish.quantity;
    slot.confidence_percent = wish.confidence_percent;
    slot.sellable_percent = wish.sellable_percent.value_or(wish.confidence_percent.value_or(100));
    slot.orders_until =
        wish.orders_until.value_or(std::max(tx.today(), slot.first_day + std::chrono::days(-1)));
    auto faults = faults_of(slot, *offer->offer.unit, tx.today());
    if (slot_store::count_open(tx, wish.offer) >= most_open_slots)
        faults.push_back(
            {"/offer",
             "too_many",
             "Chào bán này đã có 100 đợt đang mở.",
             "The offer has 100 open slots already."}
        );
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    slot.step = offer->offer.step;
    slot.sellable = part_of(slot.quantity, slot.sellable_percent, slot.step);
    slot.updated_at = tx.now();
    slot_store::insert(tx, slot);
    tell(tx, "opened", slot);
    return own_view(slot);
}

Result<OwnSlot> change_slot(db::Transaction& tx, const Caller& seller, const ChangeSlot& wish) {
    auto slot = lock_own(tx, seller, wish.slot);
    if (!slot) return refuse(slot);
    if (wish.expected_version && *wish.expected_version != slot->version) return refuse(changed_meanwhile);
    if (is_over(*slot)) return refuse(slot_is_over);
    const auto offer = store::find_offer(tx, slot->offer, seller.organisation);
    ensure(offer.has_value(), "a slot has its offer");
    const bool days_change = wish.first_day || wish.last_day || wish.orders_until;
    if (wish.first_day) slot->first_day = *wish.first_day;
    if (wish.last_day) slot->last_day = *wish.last_day;
    if (wish.starts_at) slot->starts_at = wish.starts_at;
    if (wish.place) slot->place = wish.place;
    if (wish.quantity) slot->quantity = *wish.quantity;
    if (wish.confidence_percent) slot->confidence_percent = wish.confidence_percent;
    if (wish.sellable_percent) slot->sellable_percent = *wish.sellable_percent;
    if (wish.orders_until) slot->orders_until = *wish.orders_until;
    auto faults = faults_of(*slot, *offer->offer.unit, tx.today());
    // Days that were agreed may be past by now.
    if (!days_change) std::erase_if(faults, [](const Violation& one) { return one.code == "wrong_day"; });
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    slot->sellable = part_of(slot->quantity, slot->sellable_percent, slot->step);
    slot->state = slot->orders_until < tx.today() ? SlotState::closed : SlotState::open;
    slot_store::update(tx, *slot);
    tell(tx, "changed", *slot);
    return own_view(*slot);
}

Result<List<OwnSlot>> list_slots(db::Transaction& tx, const Caller& seller, const ListSlots& wish) {
    if (!store::find_offer(tx, wish.offer, seller.organisation)) return refuse(unknown_offer);
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfSlot>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<OwnSlot> page;
    for (const auto& slot : slot_store::slots_of(tx, wish.offer, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(own_view(slot));
    }
    return page;
}

Result<Slot> bring_in(
    db::Transaction& tx,
    const Caller& seller,
    const HarvestSlot& wish,
    const std::function<Result<Nothing>(const Slot&)>& goods
) {
    auto slot = lock_own(tx, seller, wish.slot);
    if (!slot) return slot;
    if (slot->kind == SlotKind::visit) return refuse(no_harvest);
    if (is_over(*slot)) {
        if (slot->harvested == wish.quantity) return slot;
        return refuse(slot_is_over);
    }
    if (auto stored = goods(*slot); !stored) return refuse(stored);
    slot->state = SlotState::harvested;
    slot->harvested = wish.quantity;
    slot->promised = slot->reserved;
    reserve_promised(tx, *slot);
    slot_store::update(tx, *slot);
    tell(tx, "harvested", *slot);
    return slot;
}

Result<OwnSlot> harvest_slot(db::Transaction& tx, const Caller& seller, const HarvestSlot& wish) {
    const auto slot =
        bring_in(tx, seller, wish, [&](const Slot& of) { return put_loose(tx, seller, of, wish.quantity); });
    if (!slot) return tl::unexpected(slot.error());
    return own_view(*slot);
}

Result<OwnSlot> call_off_slot(db::Transaction& tx, const Caller& seller, const CallOffSlot& wish) {
    auto slot = lock_own(tx, seller, wish.slot);
    if (!slot) return refuse(slot);
    if (slot->state == SlotState::called_off) return own_view(*slot);
    if (is_over(*slot)) return refuse(slot_is_over);
    slot->state = SlotState::called_off;
    slot->reason = wish.reason;
    slot_store::update(tx, *slot);
    tell(tx, "called_off", *slot);
    return own_view(*slot);
}

std::int64_t close_slots(db::Transaction& tx, std::int64_t limit) {
    auto ended = slot_store::lock_ended(tx, tx.today(), limit);
    std::vector<ProductId> products;
    for (auto& slot : ended) {
        slot.state = SlotState::closed;
        slot_store::update(tx, slot);
        products.push_back(slot.product);
    }
    std::ranges::sort(products);
    const auto repeated = std::ranges::unique(products);
    products.erase(repeated.begin(), repeated.end());
    refresh_listing(tx, products);
    return std::ssize(ended);
}

}  // namespace chophien::catalog
