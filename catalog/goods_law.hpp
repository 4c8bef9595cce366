// What the law of labels asks a listing to say, by kind of goods: catalog/data/goods-law.json names the kinds
// by their OCOP sets, the fields, the article of each, and whether publishing waits for it.
#pragma once

#include "catalog/offer.hpp"
#include "catalog/product.hpp"
#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"

#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// Something the law asks of goods of this kind and that the listing does not say.
struct Lack {
    std::string pointer;  ///< the field; of an offer at /offers/N/field, N its place among those on sale
    bool needed =
        false;    ///< publishing waits for it; otherwise the law leaves a doubt for some goods of the set
    Day since{};  ///< from when the law asks it
    std::string vi;
    std::string en;
};

/// All of them, of a product and its offers on sale, whatever its state.
std::vector<Lack> lacks_of(const Product& product, std::span<const Offer> on_sale);

/// Goods of a demonstration are not for sale: nobody invents ingredients for them, and of a product's own
/// words none is waited for.
enum class Market : std::uint8_t { real, demonstration };

/// What publishing waits for, of lacks_of; each violation names the article.
std::vector<Violation> missing_by_law(
    const Product& product, std::span<const Offer> on_sale, Market market = Market::real
);

/// What a product comes to the market with, beside its own words.
struct OnMarket {
    std::vector<Offer> on_sale{};
    Market market = Market::real;
};

OnMarket on_market(db::Transaction& tx, ProductId product);

/// All that a product lacks before it may be shown: missing_for_publication (product.hpp) and missing_by_law.
std::vector<Violation> missing_of(const Product& product, const OnMarket& with);
std::vector<Violation> missing_now(db::Transaction& tx, const Product& product);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::Lack> {
    using Of = catalog::Lack;
    static constexpr std::string_view name = "Lack";
    static constexpr auto fields = std::tuple{
        field("pointer", &Of::pointer, "The field that is not filled in."),
        field("needed", &Of::needed, "Publishing waits for it. What was published before stays."),
        field("since", &Of::since, "From when the law asks it."),
        field("vi", &Of::vi, "What is missing and the article, in Vietnamese."),
        field("en", &Of::en, "The same in English."),
    };
};

}  // namespace chophien::json
