// How rows become products and offers: the columns in the order of product_columns and offer_columns.
#pragma once

#include "catalog/product_store.hpp"

namespace chophien::db {

template <>
struct Columns<catalog::Product> {
    using Of = catalog::Product;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::seller,
        &Of::name,
        &Of::description,
        &Of::ocop_set,
        &Of::province,
        &Of::origin,
        &Of::brand,
        &Of::storage,
        &Of::usage,
        &Of::label_words,
        &Of::state,
        &Of::version,
        &Of::created_at,
        &Of::updated_at,
        &Of::published_at};
};

template <>
struct Columns<catalog::Offer> {
    using Of = catalog::Offer;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::product,
        &Of::seller,
        &Of::pack,
        &Of::unit,
        &Of::content,
        &Of::content_unit,
        &Of::gtin,
        &Of::price,
        &Of::minimum,
        &Of::step,
        &Of::state,
        &Of::version,
        &Of::updated_at,
        &Of::pricing_unit,
        &Of::tolerance_percent};
};

// The offer's columns, then its stock's.
template <>
inline catalog::store::StockedOffer taken<catalog::store::StockedOffer>(const Row& row) {
    catalog::store::StockedOffer into{taken<catalog::Offer>(row), {}};
    constexpr unsigned first = std::tuple_size_v<decltype(Columns<catalog::Offer>::of)>;
    take(row, first, into.stock.on_hand);
    take(row, first + 1, into.stock.reserved);
    take(row, first + 2, into.stock.held);
    take(row, first + 3, into.stock.least_on_hand);
    return into;
}

// A product or stocked offer and, in the last column, its identity.
template <>
inline std::pair<std::string, catalog::Product> taken<std::pair<std::string, catalog::Product>>(const Row& row
) {
    std::pair<std::string, catalog::Product> into;
    into.second = taken<catalog::Product>(row);
    take(row, std::tuple_size_v<decltype(Columns<catalog::Product>::of)>, into.first);
    return into;
}

template <>
inline std::pair<std::string, catalog::store::StockedOffer>
taken<std::pair<std::string, catalog::store::StockedOffer>>(const Row& row) {
    std::pair<std::string, catalog::store::StockedOffer> into;
    into.second = taken<catalog::store::StockedOffer>(row);
    take(row, std::tuple_size_v<decltype(Columns<catalog::Offer>::of)> + 4, into.first);
    return into;
}

}  // namespace chophien::db
