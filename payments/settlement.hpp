// How an order's money is divided when it is let go. Pure; the rates are dated data (data/rates.json).
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/money.hpp"
#include "payments/ledger.hpp"

#include <string>
#include <vector>

namespace chophien::payments {

/// What counts on one day for one kind of seller. Shares are basis points.
struct Rates {
    std::int64_t commission_bps = 0;
    std::int64_t commission_vat_bps = 0;
    std::int64_t goods_vat_bps = 0;  ///< withheld for the seller; zero for those who declare for themselves
    std::int64_t goods_pit_bps = 0;
    std::int64_t delivery_vat_bps = 0;
    std::int64_t delivery_pit_bps = 0;
    std::chrono::days hold{0};  ///< from release until the seller may have it
    std::string rows;           ///< ids of the rows of data these come from, for the books

    friend bool operator==(const Rates&, const Rates&) = default;
};

/// A day before the first row of a rate is a bug: the market did not exist.
Rates rates_on(Day day, accounts::OrganisationKind seller);

/// A bank line over this is matched by hand only by two people.
Money two_people_above(Day day);

/// An order's money divided. All parts add up to goods and delivery, each rounded half up once per order.
struct Split {
    Money commission;
    Money commission_vat;
    Money vat_withheld;
    Money pit_withheld;
    Money seller;  ///< the rest

    friend bool operator==(const Split&, const Split&) = default;
};

/// Nothing is taken from less than nothing: goods and delivery are zero or more and within Money::limit.
Split split_of(Money goods, Money delivery, const Rates& rates);

/// escrow → commission, output_vat, tax_vat_withheld, tax_pit_withheld, seller_pending; parts of zero are
/// left out.
std::vector<Leg> release_legs(const Account& escrow, const std::string& seller, const Split& split);

}  // namespace chophien::payments
