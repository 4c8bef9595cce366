// A cooperative that sells pomelo ahead of its harvest, and two who order it.
#pragma once

#include "catalog/refusals.hpp"
#include "catalog/slots/slots.hpp"
#include "orders/ahead.hpp"
#include "orders/refusals.hpp"
#include "tests/given/orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien {

using catalog::SlotId;
using catalog::SlotState;
using given::granted;
using orders::Method;
using orders::PaymentState;
using orders::State;
using std::chrono::days;
using std::chrono::hours;

struct Ahead : testing::Test {
    given::Fair fair;
    accounts::Caller coop = fair.cooperative();
    accounts::Caller ann = fair.consumer();
    accounts::Caller binh = fair.consumer("Anh Bình");

    Day today() { return day_in_vietnam(fair.clock.now()); }

    /// Boxes of pomelo of which none are in the store, 35,000 đ each.
    given::Goods pomelo = fair.goods(coop, 0);

    catalog::OwnSlot harvest(std::int64_t quantity = 100, std::int32_t sellable = 100) {
        return granted(fair.does(
            &catalog::create_slot,
            coop,
            {.offer = pomelo.offer,
             .first_day = today() + days(20),
             .last_day = today() + days(30),
             .quantity = whole(quantity),
             .confidence_percent = 80,
             .sellable_percent = sellable}
        ));
    }

    static orders::PlaceBasket wish(
        const given::Goods& of, SlotId slot, std::int64_t quantity, Method method = Method::bank_transfer
    ) {
        auto basket = given::Fair::basket({{of.offer, quantity}}, method);
        basket.lines.at(0).slot = slot;
        return basket;
    }

    /// Paid, where it is to be, and confirmed.
    orders::OrderView ordered(
        const accounts::Caller& who, SlotId slot, std::int64_t quantity, Method method = Method::bank_transfer
    ) {
        const auto placed = fair.places(who, wish(pomelo, slot, quantity, method));
        if (method == Method::bank_transfer) fair.transfer_comes(placed.payment);
        return granted(fair.does(&orders::confirm, coop, {placed.orders.at(0).id}));
    }

    catalog::OwnSlot now(SlotId id, const given::Goods& of) {
        for (const auto& slot : granted(fair.does(&catalog::list_slots, coop, {of.offer})).data)
            if (slot.id == id) return slot;
        ADD_FAILURE() << "no such slot";
        return {};
    }

    catalog::OwnSlot now(SlotId id) { return now(id, pomelo); }

    catalog::ProductView page(const given::Goods& of) {
        return granted(fair.does(&catalog::show_product, fair.guest(), {of.product}));
    }

    bool listed_as_available(const given::Goods& of) {
        const auto list = granted(fair.transact([&](db::Transaction& tx) {
            return catalog::list_products(tx, fair.guest(), {});
        }));
        for (const auto& item : list.data)
            if (item.id == of.product) return item.available;
        ADD_FAILURE() << "not listed";
        return false;
    }

    std::int64_t settles() {
        return fair.transact([](db::Transaction& tx) { return orders::settle_slots(tx, 50); });
    }

    std::int64_t closes_slots() {
        return fair.transact([](db::Transaction& tx) { return catalog::close_slots(tx, 50); });
    }
};

}  // namespace chophien
