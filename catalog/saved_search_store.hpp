// Saved searches in the database.
#pragma once

#include "catalog/saved_search.hpp"

#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::saved_search_store {

struct Saved {
    SavedSearchId id;
    std::string name;
    std::string query;  ///< JSON
    std::int32_t effort = 0;
    Instant saved_at{};
    std::optional<Instant> last_found_at{};
};

struct Answer {
    SavedSearchId search;
    ProductId product;

    friend auto operator<=>(const Answer&, const Answer&) = default;
};

struct Found {
    ProductId product;
    Instant found_at{};
};

/// How far the feed was looked at; held until the end of the transaction.
struct Head {
    std::uint64_t position = 0;
    std::optional<std::uint64_t> until{};
    SavedSearchId search{};
};

void insert(db::Transaction& tx, const Saved& search, accounts::OrganisationId organisation);
/// False when the organisation has no such.
bool erase(db::Transaction& tx, SavedSearchId id, accounts::OrganisationId organisation);
bool is_of(db::Transaction& tx, SavedSearchId id, accounts::OrganisationId organisation);
std::int64_t count_of(db::Transaction& tx, accounts::OrganisationId organisation);
std::vector<Saved> saved_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::uint64_t before, std::int64_t limit
);
/// Of everybody, in the order of their ids.
std::vector<Saved> saved_after(db::Transaction& tx, SavedSearchId after, std::int64_t limit);

/// Without an instant: they answered already when the search was saved.
void insert(db::Transaction& tx, std::span<const Answer> answers, std::optional<Instant> found_at);
void erase(db::Transaction& tx, std::span<const Answer> answers);
/// Which of these products are known to answer which searches from one to another.
std::vector<Answer> known(
    db::Transaction& tx, std::span<const ProductId> products, SavedSearchId from, SavedSearchId to
);
void found_something(db::Transaction& tx, SavedSearchId id);
/// The newest first; after a product the search found, those before it.
std::vector<Found> found_by(
    db::Transaction& tx, SavedSearchId id, std::optional<ProductId> after, std::int64_t limit
);

std::uint64_t position(db::Transaction& tx);
/// None when another node holds it.
std::optional<Head> lock_head(db::Transaction& tx);
void move_head(db::Transaction& tx, const Head& head);

}  // namespace chophien::catalog::saved_search_store
