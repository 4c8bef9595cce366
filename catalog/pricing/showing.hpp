// What one product costs the buyer who asks: the same for nobody else, so these answers are never shared.
#pragma once

#include "catalog/listing.hpp"
#include "catalog/pricing/resolving.hpp"

namespace chophien::catalog::pricing {

struct OfferPrices {
    OfferId offer;
    std::string pack;
    const Unit* unit = nullptr;
    Money list_price;
    std::vector<PriceStep> prices{};
};

struct ProductPrices {
    ProductId product;
    std::vector<OfferPrices> offers{};
};

/// Refuses: unknown_product (also one that is not published).
Result<ProductPrices> show_prices(
    db::Transaction& tx, const accounts::Caller& caller, const NameProduct& wish
);

}  // namespace chophien::catalog::pricing

namespace chophien::json {

template <>
struct Shape<catalog::pricing::OfferPrices> {
    using Of = catalog::pricing::OfferPrices;
    static constexpr std::string_view name = "OfferPrices";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("pack", &Of::pack, "The pack, as on the label."),
        field("unit", &Of::unit, "The unit of sale."),
        field("list_price", &Of::list_price, "What everybody pays at most."),
        field("prices", &Of::prices, "What you pay, by quantity, and why."),
    };
};

template <>
struct Shape<catalog::pricing::ProductPrices> {
    using Of = catalog::pricing::ProductPrices;
    static constexpr std::string_view name = "ProductPrices";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("offers", &Of::offers, "What is on sale of it."),
    };
};

}  // namespace chophien::json
