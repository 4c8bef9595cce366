// Sentences about buying and selling, on top of given::Market: lots in the store, baskets, payments.
#pragma once

#include "orders/due.hpp"
#include "orders/fulfilment.hpp"
#include "orders/placing.hpp"
#include "orders/viewing.hpp"
#include "payments/bank_lines.hpp"
#include "payments/books.hpp"
#include "payments/own_account.hpp"
#include "tests/given/catalog.hpp"
#include "traceability/recording.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::given {

/// A market with its bank account, where things are for sale.
class Fair : public Market {
public:
    Fair() {
        granted(transact([&](db::Transaction& tx) {
            return payments::set_bank_account(tx, operator_(), {"970436", bank_account, "CHO PHIEN"});
        }));
    }

    /// The same verb as the server calls, in a transaction of its own.
    template <class Reply, class Request>
    Result<Reply> does(
        Result<Reply> (*verb)(db::Transaction&, const accounts::Caller&, const Request&),
        const accounts::Caller& who,
        const std::type_identity_t<Request>& wish
    ) {
        return transact([&](db::Transaction& tx) { return verb(tx, who, wish); });
    }

    /// Boxes of pomelo, so many of them, at that price.
    Goods goods(
        const accounts::Caller& seller,
        std::int64_t stock = 100,
        std::int64_t price_dong = 35'000,
        std::string_view unit = "XBX"
    ) {
        return sells(
            *this,
            seller,
            {.name = fmt::format("Bưởi da xanh {}", ++goods_made_),
             .unit = std::string(unit),
             .price = vnd(price_dong),
             .stock = whole(stock),
             .origin = "xã Tân Cương"}
        );
    }

    traceability::LotId lot(const Goods& of, std::int64_t quantity = 1000, std::string_view unit = "XBX") {
        traceability::RecordLot wish;
        wish.offer = of.offer;
        wish.harvested_on = day_in_vietnam(clock.now());
        wish.place.province = "04";
        wish.quantity = {whole(quantity), unit_from(unit)};
        return granted(does(&traceability::record, of.seller, wish)).id;
    }

    static orders::PlaceBasket basket(
        std::initializer_list<std::pair<catalog::OfferId, std::int64_t>> lines,
        orders::Method method = orders::Method::bank_transfer
    ) {
        orders::PlaceBasket wish;
        for (const auto& [offer, quantity] : lines) wish.lines.push_back({offer, whole(quantity)});
        wish.recipient = {"Nguyễn Thị Ann", "0912 345 678", "12 Hàng Bạc", "phường Hoàn Kiếm", "Hà Nội"};
        wish.payment_method = method;
        return wish;
    }

    orders::PlacedBasket places(const accounts::Caller& buyer, const orders::PlaceBasket& wish) {
        return granted(does(&orders::place, buyer, wish));
    }

    /// The bank tells of a transfer with the attempt's memo code.
    void transfer_comes(const payments::Attempt& attempt, std::optional<Money> amount = {}) {
        payments::RecordLines lines;
        lines.lines.push_back(
            {.account = bank_account,
             .booked_at = clock.now(),
             .amount = amount.value_or(attempt.amount),
             .bank_ref = fmt::format("FT{}", ++transfers_),
             .memo = attempt.memo_code + " chuyen tien"}
        );
        granted(does(&payments::record_lines, operator_(), lines));
    }

    orders::OrderView sees(const accounts::Caller& who, orders::OrderId order) {
        return granted(does(&orders::show, who, {order}));
    }

    /// Every line out of one lot each, in the order of the lines.
    static orders::PackOrder packing(
        const orders::OrderView& order, std::initializer_list<traceability::LotId> lots
    ) {
        orders::PackOrder wish{order.id, {}};
        auto lot = lots.begin();
        for (const auto& line : order.lines)
            wish.lines.push_back({line.line, {{*lot++, line.quantity.value}}});
        return wish;
    }

    std::size_t lapses() {
        return transact([](db::Transaction& tx) { return orders::lapse_due(tx, 50); });
    }

    std::size_t closes() {
        return transact([](db::Transaction& tx) { return orders::close_due(tx, 50); });
    }

    struct Stock {
        Decimal on_hand;
        Decimal reserved;

        friend bool operator==(const Stock&, const Stock&) = default;
    };

    Stock stock_of(const Goods& of) {
        const auto product = granted(does(&catalog::show_own, of.seller, {of.product}));
        return {product.offers.at(0).on_hand, product.offers.at(0).reserved};
    }

    Decimal left_in(const Goods& of, traceability::LotId lot) {
        return granted(does(&traceability::show_lot, of.seller, {lot})).remaining;
    }

    payments::OrderMoney money_of(orders::OrderId order) {
        return transact([&](db::Transaction& tx) { return payments::money_of(tx, order); });
    }

    /// The ledger's own proof over everything that was posted.
    bool books_balance() { return granted(does(&payments::prove, operator_(), {})).balanced; }

    static constexpr const char* bank_account = "0123456789";

private:
    unsigned goods_made_ = 0;
    unsigned transfers_ = 0;
};

}  // namespace chophien::given
