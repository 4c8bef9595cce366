// How good answers are, by a file of judgments: query, kind, relevant_row_ids, must_not_row_ids (rows of
// catalog/data/ocop-products.csv, the first is 1).
#pragma once

#include "bench/search/market.hpp"

#include <string>

namespace chophien::bench {

/// Prints for each kind of query and all: nDCG@10 with rows nobody judged left out, and counting as wrong;
/// recall within the first 300; queries with a forbidden row above a relevant one. With `aloud` also every
/// query that is not perfect.
void judge(SearchMarket& market, const std::string& file, bool aloud);

/// Prints the first ten answers to each line of standard input.
void answer_lines(SearchMarket& market);

}  // namespace chophien::bench
