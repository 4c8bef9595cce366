// An offer: in what pack and unit a product sells, at what price, from how much. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "core/clock.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

enum class OfferState : std::uint8_t { on_sale, paused };

struct Offer {
    OfferId id;
    ProductId product;
    accounts::OrganisationId seller;
    std::string pack;                           ///< as on the label: "Hộp 500 g"
    const Unit* unit = nullptr;                 ///< of sale
    std::optional<Decimal> content{};           ///< net content of one sales unit …
    std::optional<const Unit*> content_unit{};  ///< … and its unit; both or neither
    std::string gtin;                           ///< 14 digits
    Money price;  ///< for one sales unit, or one pricing unit where there is one; taxes included
    Decimal minimum = whole(1);  ///< the least that is sold at once
    Decimal step = whole(1);     ///< quantities are multiples of it
    OfferState state = OfferState::on_sale;
    std::int64_t version = 1;
    Instant updated_at{};
    std::optional<const Unit*> pricing_unit{};        ///< paid by weight or volume (weighing.hpp) …
    std::optional<std::int32_t> tolerance_percent{};  ///< … within so much of the content; both or neither

    /// The unit the price is for.
    const Unit& priced_by() const { return pricing_unit ? **pricing_unit : *unit; }
};

inline constexpr std::int64_t most_offers = 20;  ///< of one product

/// What is wrong with an offer, at /price, /minimum, /step, /content, /pricing_unit, /tolerance_percent (see
/// weighing.hpp): the price is over zero and at most
/// Money::limit; step and minimum are over zero, the minimum is a multiple of the step; of what is counted,
/// both are whole.
std::vector<Violation> faults_of(const Offer& offer);

/// Can this much be on hand of something sold by that unit? Not below zero, whole where it is counted.
std::optional<Violation> fault_of_stock(Decimal quantity, const Unit& unit, std::string_view pointer);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::OfferState> {
    using enum catalog::OfferState;
    static constexpr std::array of{
        std::pair{on_sale, std::string_view("on_sale")},
        std::pair{paused, std::string_view("paused")},
    };
};

}  // namespace chophien::json
