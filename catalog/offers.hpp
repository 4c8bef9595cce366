// A seller's work on its offers: packs, prices, and what is in the store.
#pragma once

#include "catalog/products.hpp"

namespace chophien::catalog {

struct CreateOffer {
    ProductId product;
    std::string pack;
    const Unit* unit = nullptr;
    std::optional<Quantity> content{};
    std::optional<std::string> gtin{};
    Money price;
    std::optional<Decimal> minimum{};  ///< the step when left out
    std::optional<Decimal> step{};     ///< 1 when left out
    std::optional<Decimal> stock{};    ///< 0 when left out
    std::optional<const Unit*> pricing_unit{};
    std::optional<std::int32_t> tolerance_percent{};
};

/// What is left out stays. The unit of sale and the pricing unit cannot change: stock and orders are counted
/// in them; make another offer.
struct ChangeOffer {
    OfferId offer;
    std::optional<std::string> pack{};
    std::optional<Quantity> content{};
    std::optional<std::string> gtin{};
    std::optional<Money> price{};
    std::optional<Decimal> minimum{};
    std::optional<Decimal> step{};
    std::optional<OfferState> state{};
    std::optional<std::int32_t> tolerance_percent{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct ListOwnOffers {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// What was counted in the store, reserved or not.
struct CountStock {
    OfferId offer;
    Decimal counted;
    std::optional<std::string> why{};
};

struct ListMovements {
    OfferId offer;
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// Refuses: unknown_product (also another's), not_as_sold (price, minimum, step, stock, GTIN; over
/// most_offers), pack_taken, gtin_taken. Without a GTIN of the seller's own, the market gives one of its
/// restricted range.
Result<OwnOffer> create_offer(db::Transaction& tx, const accounts::Caller& seller, const CreateOffer& wish);

/// Refuses: unknown_offer (also another's), changed_meanwhile, not_as_sold, pack_taken, gtin_taken.
Result<OwnOffer> change_offer(db::Transaction& tx, const accounts::Caller& seller, const ChangeOffer& wish);

/// The newest first. Refuses: wrong_cursor.
Result<List<OwnOffer>> list_own_offers(
    db::Transaction& tx, const accounts::Caller& seller, const ListOwnOffers& wish
);

/// Why a count may not go below stock.least_on_hand.
Violation fault_below_least(const store::Stock& stock, std::string_view pointer);

/// Sets what is on hand and journals the difference. Refuses: unknown_offer, not_as_sold, below_reserved.
Result<OwnOffer> count_stock(db::Transaction& tx, const accounts::Caller& seller, const CountStock& wish);

/// Every change of what was on hand, the newest first. Refuses: unknown_offer, wrong_cursor.
Result<List<store::Movement>> list_movements(
    db::Transaction& tx, const accounts::Caller& seller, const ListMovements& wish
);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::CreateOffer> {
    using Of = catalog::CreateOffer;
    static constexpr std::string_view name = "CreateOffer";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "What it sells."),
        field("pack", &Of::pack, one_line, characters(1, 100), "The pack, as on the label: \"Hộp 500 g\"."),
        field("unit", &Of::unit, "The unit of sale: code or household name."),
        field("content", &Of::content, above_zero, "Net content of one sales unit."),
        field(
            "gtin", &Of::gtin, one_line, characters(8, 14), "The seller's own GTIN of 8, 12, 13 or 14 digits."
        ),
        field("price", &Of::price, "For one sales unit, or one pricing unit; taxes included."),
        field("minimum", &Of::minimum, "The least that is sold at once; one step when left out."),
        field("step", &Of::step, "Quantities are multiples of it; 1 when left out."),
        field("stock", &Of::stock, "What is on hand; 0 when left out."),
        field(
            "pricing_unit",
            &Of::pricing_unit,
            "For goods ordered by the piece and paid by weight: the price is for one of these (KGM, LTR); "
            "content says "
            "what a piece usually holds."
        ),
        field(
            "tolerance_percent",
            &Of::tolerance_percent,
            between(1, 30),
            "With a pricing unit: by how much a piece may differ from its content."
        ),
    };
};

template <>
struct Shape<catalog::ChangeOffer> {
    using Of = catalog::ChangeOffer;
    static constexpr std::string_view name = "ChangeOffer";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("pack", &Of::pack, one_line, characters(1, 100), "The pack, as on the label."),
        field("content", &Of::content, above_zero, "Net content of one sales unit."),
        field("gtin", &Of::gtin, one_line, characters(8, 14), "The seller's own GTIN."),
        field("price", &Of::price, "For one sales unit, or one pricing unit; taxes included."),
        field("minimum", &Of::minimum, "The least that is sold at once."),
        field("step", &Of::step, "Quantities are multiples of it."),
        field("state", &Of::state, "on_sale or paused."),
        field(
            "tolerance_percent",
            &Of::tolerance_percent,
            between(1, 30),
            "By how much a piece that is paid by weight may differ from its content."
        ),
    };
};

template <>
struct Shape<catalog::ListOwnOffers> {
    using Of = catalog::ListOwnOffers;
    static constexpr std::string_view name = "ListOwnOffers";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::CountStock> {
    using Of = catalog::CountStock;
    static constexpr std::string_view name = "CountStock";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("counted", &Of::counted, "What is in the store now, reserved or not, in sales units."),
        field("why", &Of::why, one_line, characters(0, 200), "What was the reason, for the journal."),
    };
};

template <>
struct Shape<catalog::ListMovements> {
    using Of = catalog::ListMovements;
    static constexpr std::string_view name = "ListMovements";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::store::Movement> {
    using Of = catalog::store::Movement;
    static constexpr std::string_view name = "StockMovement";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The movement."),
        field(
            "kind",
            &Of::kind,
            "count, import, take_out (left with orders), undo (of an import), store (a lot came in), "
            "harvest (sold ahead), hold, release or discard."
        ),
        field("lot", &Of::lot, "The lot whose part changed, when it was one."),
        field("quantity", &Of::quantity, "What the stock changed by."),
        field("held", &Of::held, "What is on hold changed by."),
        field("why", &Of::why, "The reason that was given."),
        field("at", &Of::at, "When."),
    };
};

}  // namespace chophien::json
