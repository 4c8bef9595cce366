// A market of any size made of the demonstration's names, and how fast it is indexed and searched.
#pragma once

#include "bench/search/market.hpp"

namespace chophien::bench {

/// Fills an empty market up to so many products with one offer's price each, by SQL: names, makers and places
/// of the source in new combinations, 20,000 sellers.
void grow(SearchMarket& market, int products);

/// Prints products/s into the index, its size, memory, and p50 and p99 of a search with all facets, alone and
/// with eight at once; then the same questions by MariaDB's FULLTEXT on a folded column with one facet.
void measure(SearchMarket& market);

}  // namespace chophien::bench
