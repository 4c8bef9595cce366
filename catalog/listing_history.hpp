// What each listing said when: kept at every change of a product that is or was on the market, for a year at
// least (Law on E-commerce 122/2025/QH15 art. 16.1d, 17.1e; nothing is thrown away yet).
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/product.hpp"
#include "core/db/transaction.hpp"
#include "core/json.hpp"
#include "core/list.hpp"

#include <optional>
#include <span>
#include <string>

namespace chophien::catalog {

/// Keeps what these products say now, with their offers and prices; of drafts that never were published
/// nothing. Whoever changes a published product's words, state or offers calls it in the same transaction;
/// stock is no part of a listing's words.
void keep_history(db::Transaction& tx, std::span<const ProductId> products);

struct ListListingHistory {
    ProductId product;
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// What a listing said from this moment until that of the next later one.
struct ListingThen {
    Instant at;
    ProductState state{};
    std::int64_t version = 0;  ///< of the product
    json::Document said;
};

/// The newest first; for the product's seller, the operator and authorities. Refuses: unknown_product (also
/// for anybody else), wrong_cursor.
Result<List<ListingThen>> list_listing_history(
    db::Transaction& tx, const accounts::Caller& caller, const ListListingHistory& wish
);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::ListListingHistory> {
    using Of = catalog::ListListingHistory;
    static constexpr std::string_view name = "ListListingHistory";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("after", &Of::after, ascii_code(), characters(1, 13), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::ListingThen> {
    using Of = catalog::ListingThen;
    static constexpr std::string_view name = "ListingThen";
    static constexpr auto fields = std::tuple{
        field("at", &Of::at, "From this moment on it said so."),
        field("state", &Of::state, "published or withdrawn."),
        field("version", &Of::version, "The product's version then."),
        field("said", &Of::said, "Its name, texts, set, origin, and offers with their prices."),
    };
};

}  // namespace chophien::json
