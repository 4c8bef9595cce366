// The market as other systems mirror it: a supermarket's ERP asks for what changed since it last asked and
// gets each product in its latest form, or a tombstone for one that left.
//
//     a change ──touches a product──▶ mirror_due ──looked at under the lock of mirror_head──▶ product_mirror
//
// Whatever changes what a product page shows touches its tag already (core/changes.hpp); the mirror follows
// the feed of those and compares. A product that says the same as before keeps its position, so a mirror
// never gets the same twice. Positions are given under one row's lock and become visible in their order, so a
// mirror that remembers its last one misses nothing, whatever commits late.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/demonstration.hpp"
#include "catalog/ids.hpp"
#include "catalog/label_words.hpp"
#include "catalog/ocop_set.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// Why a product is not on the market any more.
enum class Gone : std::uint8_t { withdrawn, seller_closed, taken_down };

struct MirroredOffer {
    OfferId id;
    std::string pack;
    const Unit* unit = nullptr;
    std::optional<Quantity> content{};
    std::string gtin;
    Money price;
    Decimal minimum;
    Decimal step;
    bool available = false;
    std::optional<const Unit*> pricing_unit{};
    std::optional<std::int32_t> tolerance_percent{};
};

struct MirroredProduct {
    std::string name;
    std::string seller_name;
    OcopGroup group{};
    std::int32_t set = 0;
    std::string province;
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
    std::optional<std::int32_t> stars{};
    std::optional<Day> stars_until{};
    std::vector<MirroredOffer> offers{};
    bool available = false;
};

/// One product that changed: in full, or gone.
struct CatalogChange {
    ProductId id;
    accounts::OrganisationId seller;
    Instant changed_at;
    std::optional<MirroredProduct> product{};
    std::optional<Gone> gone{};
};

struct ListCatalogChanges {
    std::optional<std::string> after{};
    std::optional<Instant> updated_since{};
    std::optional<accounts::OrganisationId> seller{};
    std::optional<std::int64_t> limit{};
};

struct CatalogChanges {
    std::vector<CatalogChange> data{};
    std::string cursor;
    bool more = false;
    std::optional<bool> demonstration{};
    std::optional<Notice> notice{};
};

/// What changed after the cursor, in the order it changed, each product once, in its latest form. Without a
/// cursor: since an instant (by the market's clock), or everything. The cursor of every answer, an empty one
/// too, is where the next question goes on; it belongs to its seller filter. Refuses: wrong_cursor.
Result<CatalogChanges> list_catalog_changes(
    db::Transaction& tx, const accounts::Caller& caller, const ListCatalogChanges& wish
);

/// Brings the mirror nearer to the market by one bounded piece: up to mirror_step products looked at, or a
/// page of the change feed noted, or some products of a changed seller. True when there may be more to do.
/// Safe on any number of nodes; doing it twice changes nothing.
bool follow_market(db::Transaction& tx);

inline constexpr std::int64_t mirror_step = 500;

/// Mirrors these products as this transaction leaves them, without waiting for the feed.
void mirror_now(db::Transaction& tx, std::span<const ProductId> products);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::Gone> {
    using enum catalog::Gone;
    static constexpr std::array of{
        std::pair{withdrawn, std::string_view("withdrawn")},
        std::pair{seller_closed, std::string_view("seller_closed")},
        std::pair{taken_down, std::string_view("taken_down")},
    };
};

template <>
struct Shape<catalog::MirroredOffer> {
    using Of = catalog::MirroredOffer;
    static constexpr std::string_view name = "MirroredOffer";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The offer."),
        field("pack", &Of::pack, "The pack, as on the label."),
        field("unit", &Of::unit, "The unit of sale (UN/ECE Rec 20 or 21)."),
        field("content", &Of::content, "Net content of one sales unit."),
        field("gtin", &Of::gtin, "Its number, 14 digits."),
        field("price", &Of::price, "For one sales unit, or one pricing unit; taxes included."),
        field("minimum", &Of::minimum, "The least that is sold at once."),
        field("step", &Of::step, "Quantities are multiples of it."),
        field("available", &Of::available, "The least that is sold can be had now."),
        field("pricing_unit", &Of::pricing_unit, "Paid by weight or volume: the price is for one of these."),
        field(
            "tolerance_percent", &Of::tolerance_percent, "By how much a piece may differ from its content."
        ),
    };
};

template <>
struct Shape<catalog::MirroredProduct> {
    using Of = catalog::MirroredProduct;
    static constexpr std::string_view name = "MirroredProduct";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, "What it is called."),
        field("seller_name", &Of::seller_name, "Who sells it."),
        field("group", &Of::group, "Its OCOP group."),
        field("set", &Of::set, "Number of its OCOP set; see /v1/ocop/sets."),
        field("province", &Of::province, "Code of its province of origin."),
        field("origin", &Of::origin, "Where it comes from, closer than the province."),
        field("brand", &Of::brand, "Its brand."),
        field("storage", &Of::storage, "How to keep it."),
        field("usage", &Of::usage, "How to use it."),
        field("label_words", &Of::label_words, "What the maker's label says."),
        field("stars", &Of::stars, "Stars of an OCOP label that holds."),
        field("stars_until", &Of::stars_until, "The last day it holds."),
        field("offers", &Of::offers, "The packs on sale, with their prices."),
        field("available", &Of::available, "One of them can be had now."),
    };
};

template <>
struct Shape<catalog::CatalogChange> {
    using Of = catalog::CatalogChange;
    static constexpr std::string_view name = "CatalogChange";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The product."),
        field("seller", &Of::seller, "Whose it is."),
        field("changed_at", &Of::changed_at, "When the mirror learned of it; of a tombstone, when it left."),
        field("product", &Of::product, "What it is now; absent when it is gone."),
        field(
            "gone",
            &Of::gone,
            "Why it left the market: withdrawn, seller_closed or taken_down; absent while it is there."
        ),
    };
};

template <>
struct Shape<catalog::ListCatalogChanges> {
    using Of = catalog::ListCatalogChanges;
    static constexpr std::string_view name = "ListCatalogChanges";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 40), "Cursor of the answer before."),
        field(
            "updated_since",
            &Of::updated_since,
            "Without a cursor: begin with what changed at this instant or later."
        ),
        field("seller", &Of::seller, "Only this seller's products."),
        field("limit", &Of::limit, between(1, 500), "Products of an answer; 200 when left out."),
    };
};

template <>
struct Shape<catalog::CatalogChanges> {
    using Of = catalog::CatalogChanges;
    static constexpr std::string_view name = "CatalogChanges";
    static constexpr auto fields = std::tuple{
        field("data", &Of::data, "Each product that changed once, in the order of its last change."),
        field("cursor", &Of::cursor, "Send it as `after` next time, now or tomorrow."),
        field("more", &Of::more, "There is more to fetch at once."),
        field("demonstration", &Of::demonstration, "This market is a demonstration."),
        field("notice", &Of::notice, "What that means."),
    };
};

}  // namespace chophien::json
