// Searches somebody saved, to be told of what answers them later: a buyer waits for organic tea from Thái
// Nguyên below 200,000 đ, or for its price to fall there. "search.found" in the feed tells of it within about
// a minute.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/listing.hpp"
#include "catalog/listing_wire.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>

namespace chophien::catalog {

namespace search {
class Index;
}

struct OfSavedSearch {
    static constexpr std::string_view prefix = "sav";
};

using SavedSearchId = Id<OfSavedSearch>;

struct SaveSearch {
    std::string name;
    ListProducts query;  ///< its order, facets and page do not matter
};

struct NameSavedSearch {
    SavedSearchId search;
};

struct ListSavedSearches {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct ListFound {
    SavedSearchId search;
    std::optional<ProductId> after{};
    std::optional<std::int64_t> limit{};
};

struct SavedSearch {
    SavedSearchId id;
    std::string name;
    ListProducts query{};
    Instant saved_at{};
    std::optional<Instant> last_found_at{};
};

struct FoundProduct {
    Instant found_at{};
    ProductItem product;
};

/// An organisation saves at most so many, and none that finds more products than this today.
inline constexpr std::int64_t most_saved_searches = 50;
inline constexpr std::uint64_t most_found = 1000;

/// What answers it now is known; what does later is found. Refuses: unknown_filter, search_too_wide (it asks
/// for everything, or finds over most_found), too_many_searches, search_starting.
Result<SavedSearch> save_search(
    db::Transaction& tx, const accounts::Caller& caller, const SaveSearch& wish, search::Index* index
);

/// The organisation's, the newest first. Refuses: wrong_cursor.
Result<List<SavedSearch>> list_saved_searches(
    db::Transaction& tx, const accounts::Caller& caller, const ListSavedSearches& wish
);

/// What was found since it was saved and still answers it, the newest first. Refuses: unknown_search.
Result<List<FoundProduct>> list_found(
    db::Transaction& tx, const accounts::Caller& caller, const ListFound& wish
);

/// Refuses: unknown_search (also another organisation's).
Result<Nothing> forget_search(
    db::Transaction& tx, const accounts::Caller& caller, const NameSavedSearch& wish
);

/// Asks some saved searches for what the feed says has changed, as far as this node's index knows it; what
/// did not answer and does now is found, what answers no more is forgotten. True when there may be more to
/// do. A job; one node at a time does it.
bool watch_searches(db::Transaction& tx, search::Index& index);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::SaveSearch> {
    using Of = catalog::SaveSearch;
    static constexpr std::string_view name = "SaveSearch";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, one_line, characters(1, 100), "What you call it."),
        field("query", &Of::query, "What a list of products is asked: words and filters."),
    };
};

template <>
struct Shape<catalog::NameSavedSearch> {
    static constexpr std::string_view name = "NameSavedSearch";
    static constexpr auto fields =
        std::tuple{field("search", &catalog::NameSavedSearch::search, "The saved search.")};
};

template <>
struct Shape<catalog::ListSavedSearches> {
    using Of = catalog::ListSavedSearches;
    static constexpr std::string_view name = "ListSavedSearches";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::ListFound> {
    using Of = catalog::ListFound;
    static constexpr std::string_view name = "ListFound";
    static constexpr auto fields = std::tuple{
        field("search", &Of::search, "The saved search."),
        field("after", &Of::after, "The last product of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::SavedSearch> {
    using Of = catalog::SavedSearch;
    static constexpr std::string_view name = "SavedSearch";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The saved search."),
        field("name", &Of::name, "What you call it."),
        field("query", &Of::query, "What it asks."),
        field("saved_at", &Of::saved_at, "When."),
        field("last_found_at", &Of::last_found_at, "When something last came to answer it."),
    };
};

template <>
struct Shape<catalog::FoundProduct> {
    using Of = catalog::FoundProduct;
    static constexpr std::string_view name = "FoundProduct";
    static constexpr auto fields = std::tuple{
        field("found_at", &Of::found_at, "Since when it answers."),
        field("product", &Of::product, "As in a list."),
    };
};

}  // namespace chophien::json
