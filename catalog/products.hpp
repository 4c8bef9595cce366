// A seller's work on its products: make, change, publish, withdraw. Everything a list or page shows changes
// in the same transaction.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/goods_law.hpp"
#include "catalog/offer.hpp"
#include "catalog/product.hpp"
#include "catalog/product_store.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

struct CreateProduct {
    std::string name;
    std::optional<std::string> description{};
    std::optional<std::int32_t> set{};
    std::optional<std::string> province{};  ///< code or name; the seller's when left out
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
};

/// What is left out stays; an empty text takes one away.
struct ChangeProduct {
    ProductId product;
    std::optional<std::string> name{};
    std::optional<std::string> description{};
    std::optional<std::int32_t> set{};
    std::optional<std::string> province{};
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NameProduct {
    ProductId product;
};

struct ListOwnProducts {
    std::optional<ProductState> state{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// An offer as its seller sees it.
struct OwnOffer {
    OfferId id;
    ProductId product;
    std::string pack;
    const Unit* unit = nullptr;
    std::optional<Quantity> content{};
    std::string gtin;
    bool own_gtin = false;  ///< of the seller's own company prefix, not the platform's range
    Money price;
    Decimal minimum;
    Decimal step;
    OfferState state{};
    Decimal on_hand;
    Decimal reserved;
    Decimal held;
    std::int64_t version = 0;
    Instant updated_at;
    std::optional<const Unit*> pricing_unit{};
    std::optional<std::int32_t> tolerance_percent{};
};

OwnOffer own_view(const store::StockedOffer& offer);

/// A product as its seller sees it.
struct OwnProduct {
    ProductId id;
    std::string name;
    std::optional<std::string> description{};
    std::optional<std::int32_t> set{};
    std::optional<std::string> province{};
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
    ProductState state{};
    std::vector<OwnOffer> offers{};
    std::vector<Lack> lacks{};
    std::int64_t version = 0;
    Instant created_at;
    Instant updated_at;
    std::optional<Instant> published_at{};
};

/// A draft. Refuses: not_as_sold (a name without a letter, an unknown province), name_taken.
Result<OwnProduct> create(db::Transaction& tx, const accounts::Caller& seller, const CreateProduct& wish);

/// Refuses: unknown_product (also another's), changed_meanwhile, not_as_sold, name_taken, incomplete (a
/// published product may not lose what publication needs).
Result<OwnProduct> change(db::Transaction& tx, const accounts::Caller& seller, const ChangeProduct& wish);

/// Shows it to everybody. Publishing what is published changes nothing. Refuses: unknown_product,
/// product_taken_down (takedown.hpp), not_verified, incomplete.
Result<OwnProduct> publish(db::Transaction& tx, const accounts::Caller& seller, const NameProduct& wish);

/// Takes it from the lists; it cannot be ordered any more. Refuses: unknown_product, wrong_state (a draft).
Result<OwnProduct> withdraw(db::Transaction& tx, const accounts::Caller& seller, const NameProduct& wish);

/// Refuses: unknown_product.
Result<OwnProduct> show_own(db::Transaction& tx, const accounts::Caller& seller, const NameProduct& wish);

/// The newest first. Refuses: wrong_cursor.
Result<List<OwnProduct>> list_own(
    db::Transaction& tx, const accounts::Caller& seller, const ListOwnProducts& wish
);

inline constexpr std::int64_t usual_page = 20;
inline constexpr std::int64_t longest_page = 100;

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::CreateProduct> {
    using Of = catalog::CreateProduct;
    static constexpr std::string_view name = "CreateProduct";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, one_line, characters(1, 150), "What it is called."),
        field("description", &Of::description, characters(0, 5000), "What it is, in the seller's words."),
        field("set", &Of::set, between(1, 26), "Number of its OCOP set; see /v1/ocop/sets."),
        field(
            "province",
            &Of::province,
            one_line,
            characters(0, 60),
            "Province of origin: code or name. The seller's when left out."
        ),
        field(
            "origin",
            &Of::origin,
            one_line,
            characters(0, 200),
            "Where it comes from, closer than the province."
        ),
        field("brand", &Of::brand, one_line, characters(0, 100), "Its brand."),
        field("storage", &Of::storage, characters(0, 1000), "How to keep it."),
        field("usage", &Of::usage, characters(0, 1000), "How to use it."),
        field(
            "label_words",
            &Of::label_words,
            "What the maker's label says; what is left out stays, an empty text takes one away."
        ),
    };
};

template <>
struct Shape<catalog::ChangeProduct> {
    using Of = catalog::ChangeProduct;
    static constexpr std::string_view name = "ChangeProduct";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("name", &Of::name, one_line, characters(1, 150), "What it is called."),
        field(
            "description", &Of::description, characters(0, 5000), "What it is; an empty text takes it away."
        ),
        field("set", &Of::set, between(1, 26), "Number of its OCOP set."),
        field("province", &Of::province, one_line, characters(1, 60), "Province of origin: code or name."),
        field(
            "origin",
            &Of::origin,
            one_line,
            characters(0, 200),
            "Where it comes from, closer than the province."
        ),
        field("brand", &Of::brand, one_line, characters(0, 100), "Its brand."),
        field("storage", &Of::storage, characters(0, 1000), "How to keep it."),
        field("usage", &Of::usage, characters(0, 1000), "How to use it."),
        field(
            "label_words",
            &Of::label_words,
            "What the maker's label says; what is left out stays, an empty text takes one away."
        ),
    };
};

template <>
struct Shape<catalog::NameProduct> {
    static constexpr std::string_view name = "NameProduct";
    static constexpr auto fields =
        std::tuple{field("product", &catalog::NameProduct::product, "The product.")};
};

template <>
struct Shape<catalog::ListOwnProducts> {
    using Of = catalog::ListOwnProducts;
    static constexpr std::string_view name = "ListOwnProducts";
    static constexpr auto fields = std::tuple{
        field("state", &Of::state, "Only products in this state."),
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::OwnOffer> {
    using Of = catalog::OwnOffer;
    static constexpr std::string_view name = "OwnOffer";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The offer."),
        field("product", &Of::product, "What it sells."),
        field("pack", &Of::pack, "The pack, as on the label."),
        field("unit", &Of::unit, "The unit of sale (UN/ECE Rec 20 or 21)."),
        field("content", &Of::content, "Net content of one sales unit."),
        field("gtin", &Of::gtin, "Its number, 14 digits."),
        field("own_gtin", &Of::own_gtin, "The number is the seller's own, not one the market gave."),
        field("price", &Of::price, "For one sales unit, or one pricing unit; taxes included."),
        field("minimum", &Of::minimum, "The least that is sold at once."),
        field("step", &Of::step, "Quantities are multiples of it."),
        field("state", &Of::state, "on_sale or paused."),
        field("on_hand", &Of::on_hand, "What is in the store, reserved or not."),
        field("reserved", &Of::reserved, "How much of it orders have reserved."),
        field("held", &Of::held, "How much of it is on hold: not for sale until released."),
        field("version", &Of::version, "For If-Match."),
        field("updated_at", &Of::updated_at, "Last change."),
        field("pricing_unit", &Of::pricing_unit, "Paid by weight or volume: the price is for one of these."),
        field(
            "tolerance_percent", &Of::tolerance_percent, "By how much a piece may differ from its content."
        ),
    };
};

template <>
struct Shape<catalog::OwnProduct> {
    using Of = catalog::OwnProduct;
    static constexpr std::string_view name = "OwnProduct";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The product."),
        field("name", &Of::name, "What it is called."),
        field("description", &Of::description, "What it is."),
        field("set", &Of::set, "Number of its OCOP set."),
        field("province", &Of::province, "Code of its province of origin."),
        field("origin", &Of::origin, "Where it comes from, closer than the province."),
        field("brand", &Of::brand, "Its brand."),
        field("storage", &Of::storage, "How to keep it."),
        field("usage", &Of::usage, "How to use it."),
        field("label_words", &Of::label_words, "What the maker's label says."),
        field("state", &Of::state, "draft, published or withdrawn."),
        field("offers", &Of::offers, "Its offers."),
        field("lacks", &Of::lacks, "What the law of labels asks of such goods and is not said yet."),
        field("version", &Of::version, "For If-Match."),
        field("created_at", &Of::created_at, "When it was made."),
        field("updated_at", &Of::updated_at, "Last change."),
        field("published_at", &Of::published_at, "When it was last published."),
    };
};

}  // namespace chophien::json
