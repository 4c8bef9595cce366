// Which price a buyer pays for so much of an offer, and why. Pure.
//
// Everything that speaks to the buyer at that moment makes a candidate:
//
//     candidate              its price                                                     specific
//     the offer itself       its list price                                                least
//     a list for everyone    that of the highest tier the quantity reaches
//     a promotion            the lowest of the above, less its discount
//     a list for a kind      that of the highest tier the quantity reaches
//     a list for buyers      that of the highest tier the quantity reaches                 most
//
// The lowest price wins; of equal ones the most specific, then the older id. A promotion is taken off public
// prices only: private lists and other promotions are not combined with it. So nobody ever pays more than the
// list price, and more of an offer never costs more apiece.
#pragma once

#include "accounts/caller.hpp"
#include "core/id.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace chophien::catalog::pricing {

struct OfPriceList {
    static constexpr std::string_view prefix = "prl";
};

struct OfPromotion {
    static constexpr std::string_view prefix = "pmo";
};

using PriceListId = Id<OfPriceList>;
using PromotionId = Id<OfPromotion>;

/// Why a price is what it is.
enum class PriceReason : std::uint8_t { list_price, public_list, promotion, kind_list, buyer_list };

/// Whom a price list is for: everyone; verified organisations of one kind; buyers the seller names.
enum class Audience : std::uint8_t { everyone, kind, buyers };

/// From so much on, one unit costs that.
struct Tier {
    PriceListId list;
    Audience audience = Audience::everyone;
    Decimal from;
    Money price;
};

/// A percentage or an amount off one unit; one of the two.
struct Discount {
    PromotionId promotion;
    std::optional<std::int32_t> percent{};
    std::optional<Money> amount{};
    std::optional<std::int64_t> uses_left{};  ///< order lines; none: no limit
};

/// The price of one unit and where it comes from.
struct Price {
    Money price;
    PriceReason reason = PriceReason::list_price;
    Money list_price;
    std::optional<PriceListId> list{};
    std::optional<Decimal> from{};  ///< the tier of that list
    std::optional<PromotionId> promotion{};
    bool uses_one = false;  ///< of a promotion with a limit
};

/// What is left of a price: whole đồng, half up. Never less than half: a promotion takes off at most 50 %
/// (Decree 81/2018/NĐ-CP art. 7.1; the market holds fresh food to it as well, which the Decree lets go).
Money less(Money price, const Discount& discount);

/// `tiers` and `discounts` are those that speak to the buyer now; a discount without uses left says nothing.
Price price_at(
    Money list_price, Decimal quantity, std::span<const Tier> tiers, std::span<const Discount> discounts
);

/// From so much on, one unit costs that, as pages and answers show it.
struct PriceStep {
    Decimal from;
    Money price;
    PriceReason reason = PriceReason::list_price;
    std::optional<PriceListId> price_list{};
    std::optional<PromotionId> promotion{};
};

/// Every price the offer has for this buyer, from the minimum up: a new step wherever price or reason change.
std::vector<PriceStep> steps_of(
    Money list_price, Decimal minimum, std::span<const Tier> tiers, std::span<const Discount> discounts
);

}  // namespace chophien::catalog::pricing

namespace chophien::json {

template <>
struct Names<catalog::pricing::PriceReason> {
    using enum catalog::pricing::PriceReason;
    static constexpr std::array of{
        std::pair{list_price, std::string_view("list_price")},
        std::pair{public_list, std::string_view("public_list")},
        std::pair{promotion, std::string_view("promotion")},
        std::pair{kind_list, std::string_view("kind_list")},
        std::pair{buyer_list, std::string_view("buyer_list")},
    };
};

template <>
struct Names<catalog::pricing::Audience> {
    using enum catalog::pricing::Audience;
    static constexpr std::array of{
        std::pair{everyone, std::string_view("everyone")},
        std::pair{kind, std::string_view("kind")},
        std::pair{buyers, std::string_view("buyers")},
    };
};

template <>
struct Shape<catalog::pricing::PriceStep> {
    using Of = catalog::pricing::PriceStep;
    static constexpr std::string_view name = "PriceStep";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, "From so many sales units on …"),
        field("price", &Of::price, "… one costs this, taxes included."),
        field(
            "reason",
            &Of::reason,
            "Why: list_price, public_list, promotion, kind_list (for organisations of your kind) or "
            "buyer_list "
            "(for you)."
        ),
        field("price_list", &Of::price_list, "The list it comes from."),
        field("promotion", &Of::promotion, "The promotion it comes from; the seller bears it."),
    };
};

}  // namespace chophien::json
