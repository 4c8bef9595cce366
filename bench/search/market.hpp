// The demonstration's products on a private database, with an index of them.
#pragma once

#include "bench/catalog_market.hpp"
#include "catalog/listing.hpp"
#include "catalog/search/keeper.hpp"

#include <filesystem>
#include <string>

namespace chophien::bench {

class SearchMarket {
public:
    SearchMarket();
    ~SearchMarket();
    SearchMarket(const SearchMarket&) = delete;
    SearchMarket& operator=(const SearchMarket&) = delete;

    /// Imports the demonstration.
    void load();
    /// Brings the index up to what the database has.
    void index();
    /// Throws the index away and builds it from nothing; seconds.
    double rebuild();

    catalog::ProductPage list(const catalog::ListProducts& wish);

    CatalogMarket market;
    std::filesystem::path folder;
    std::unique_ptr<catalog::search::Keeper> keeper;
};

}  // namespace chophien::bench
