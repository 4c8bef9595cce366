#include "payments/settlement.hpp"

#include "core/embedded.hpp"
#include "core/json/shape.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace chophien::payments {

namespace {

using Json = nlohmann::json;

struct Dated {
    Day from;
    Json row;
};

struct RateBook {
    std::vector<Dated> commission, commission_vat, withholding, hold, two_people_above;
};

std::vector<Dated> dated(const Json& rows) {
    std::vector<Dated> read;
    for (const auto& row : rows) {
        const auto from = day_from(row.at("valid_from").get<std::string>());
        ensure(from.has_value(), "a rate has the day it begins");
        read.push_back({*from, row});
    }
    std::ranges::sort(read, {}, &Dated::from);
    return read;
}

const RateBook& rate_book() {
    static const RateBook book = [] {
        const auto json = Json::parse(embedded::bytes_of(embedded::payments(), "payments/data/rates.json"));
        return RateBook{
            dated(json.at("commission")),
            dated(json.at("commission_vat")),
            dated(json.at("withholding")),
            dated(json.at("hold")),
            dated(json.at("two_people_above"))};
    }();
    return book;
}

const Json& on(const std::vector<Dated>& rows, Day day) {
    const auto after = std::ranges::upper_bound(rows, day, {}, &Dated::from);
    ensure(after != rows.begin(), "every day the market is open has its rates");
    return std::prev(after)->row;
}

Money share(Money of, std::int64_t bps) {
    const auto part = scaled_half_up(of.minor, bps, 10'000);
    ensure(part.has_value(), "a share of an amount within its limit fits");
    return vnd(*part);
}

}  // namespace

Rates rates_on(Day day, accounts::OrganisationKind seller) {
    const auto& book = rate_book();
    const auto& commission = on(book.commission, day);
    const auto& vat = on(book.commission_vat, day);
    const auto& hold = on(book.hold, day);
    const auto& withholding = on(book.withholding, day);
    Rates rates{
        .commission_bps = commission.at("bps").get<std::int64_t>(),
        .commission_vat_bps = vat.at("bps").get<std::int64_t>(),
        .hold = std::chrono::days(hold.at("days").get<int>()),
        .rows = commission.at("id").get<std::string>() + ' ' + vat.at("id").get<std::string>() + ' ' +
                hold.at("id").get<std::string>()};
    if (std::ranges::find(withholding.at("kinds"), Json(json::name_of(seller))) !=
        withholding.at("kinds").end()) {
        rates.goods_vat_bps = withholding.at("goods_vat_bps").get<std::int64_t>();
        rates.goods_pit_bps = withholding.at("goods_pit_bps").get<std::int64_t>();
        rates.delivery_vat_bps = withholding.at("delivery_vat_bps").get<std::int64_t>();
        rates.delivery_pit_bps = withholding.at("delivery_pit_bps").get<std::int64_t>();
        rates.rows += ' ' + withholding.at("id").get<std::string>();
    }
    return rates;
}

Money two_people_above(Day day) {
    return vnd(on(rate_book().two_people_above, day).at("vnd").get<std::int64_t>());
}

Split split_of(Money goods, Money delivery, const Rates& rates) {
    ensure(
        goods.minor >= 0 && delivery.minor >= 0 && goods.minor <= Money::limit &&
            delivery.minor <= Money::limit,
        "what is split is within the limit of money"
    );
    Split split;
    split.commission = share(goods, rates.commission_bps);
    split.commission_vat = share(split.commission, rates.commission_vat_bps);
    split.vat_withheld = share(goods, rates.goods_vat_bps) + share(delivery, rates.delivery_vat_bps);
    split.pit_withheld = share(goods, rates.goods_pit_bps) + share(delivery, rates.delivery_pit_bps);
    split.seller =
        goods + delivery - split.commission - split.commission_vat - split.vat_withheld - split.pit_withheld;
    ensure(split.seller.minor >= 0, "the shares taken leave the seller no less than nothing");
    return split;
}

std::vector<Leg> release_legs(const Account& escrow, const std::string& seller, const Split& split) {
    const std::array parts{
        std::pair{Account{Code::commission}, split.commission},
        std::pair{Account{Code::output_vat}, split.commission_vat},
        std::pair{Account{Code::tax_vat_withheld}, split.vat_withheld},
        std::pair{Account{Code::tax_pit_withheld}, split.pit_withheld},
        std::pair{Account{Code::seller_pending, seller}, split.seller},
    };
    std::vector<Leg> legs;
    for (const auto& [account, amount] : parts)
        if (amount.minor > 0) legs.push_back({escrow, account, amount});
    return legs;
}

}  // namespace chophien::payments
