// The SQL of the public list: which statement serves which filters, by which index.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/ocop_set.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// One row of a list, as it is stored.
struct ListedRow {
    ProductId product;
    std::string name;
    std::string name_fold;
    accounts::OrganisationId seller;
    std::string seller_name;
    std::optional<std::string> seller_province;
    OcopGroup group{};
    std::int32_t set = 0;
    std::string province;
    std::int32_t stars = 0;
    Day stars_until{};
    Money price;
    const Unit* unit = nullptr;
    std::string pack;
    bool available = false;
    Instant updated_at;
    std::optional<std::string> photo{};  ///< digest in hex
};

struct Filters {
    std::optional<OcopGroup> group{};
    std::optional<std::int32_t> set{};
    std::int32_t stars_min = 0;  ///< 0, or 3 to 5
    std::optional<std::string> province{};
    std::optional<accounts::OrganisationId> seller{};
};

/// Below that product, the newest first.
std::vector<ListedRow> newest(
    db::Transaction& tx, const Filters& filters, std::uint64_t before, std::int64_t limit
);

/// After that name and product, by name.
std::vector<ListedRow> by_name(
    db::Transaction& tx,
    const Filters& filters,
    const std::string& after_name,
    std::uint64_t after,
    std::int64_t limit
);

/// Those of these products that are listed, in any order.
std::vector<ListedRow> listed(db::Transaction& tx, std::span<const ProductId> products);

/// Every statement of the three, for the test that prepares and explains them.
std::vector<db::Statement> list_statements();

}  // namespace chophien::catalog
