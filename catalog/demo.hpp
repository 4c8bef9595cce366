// The demonstration market: the real OCOP products of catalog/data/ocop-products.csv as import files, one for
// each seller, ready for import_at_once.
//
// What the source lacks (packs, prices, stock) comes from a rule seeded by the row, so every load makes the
// same market. Stars are never made up: a row without stars or without a year gets no label, and of a year
// alone the label counts from its last day.
#pragma once

#include "accounts/caller.hpp"

#include <string>
#include <vector>

namespace chophien::catalog {

/// One seller of the demonstration and its products.
struct DemoSeller {
    std::string name;
    accounts::OrganisationKind kind = accounts::OrganisationKind::household;
    std::string province;  ///< code of today
    std::int64_t products = 0;
    std::string csv;  ///< at most rows_of_step rows
};

/// The holders the source names, in its order; then the products without a named holder under one collector,
/// which says so in its name.
std::vector<DemoSeller> demo_sellers();

/// The collector's name.
inline constexpr std::string_view demo_collector = "Sạp trưng bày Chợ Phiên (nguồn không nêu chủ thể)";

}  // namespace chophien::catalog
