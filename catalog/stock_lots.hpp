// Which part of an offer's stock is of which lot, and what of it is on hold. The lot is traceability's; here
// are its goods in the store, with the days and the grade that buyers go by. What is of no named lot is
// loose.
//
// Everything here holds the offer's stock row first, then its lots; reserving and giving back stay single
// conditional updates beside it (stock.hpp).
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/lot_id.hpp"
#include "catalog/products.hpp"
#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"
#include "core/list.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// What a lot says of its goods, copied when they are put in the store.
struct LotFacts {
    LotId lot;
    std::string lot_code;
    Day harvested_on{};
    std::optional<std::string> grade{};
    std::optional<Day> best_before{};
    std::optional<Day> last_day{};  ///< of sale: the earlier of best-before and use-by
};

/// So many sales units of one offer out of one lot.
struct LotDemand {
    OfferId offer;
    LotId lot;
    Decimal quantity;
};

/// Goods of a lot come into the store: on_hand and the lot's part rise together. Refuses: unknown_offer (also
/// another seller's), not_as_sold (a fraction of a piece).
Result<Nothing> put_in_store(
    db::Transaction& tx,
    const accounts::Caller& seller,
    OfferId offer,
    const LotFacts& facts,
    Decimal quantity,
    std::string_view pointer
);

/// What of a lot is in the stores of its offers and in no parcel, in their sales units.
std::vector<LotDemand> unpacked_of(db::Transaction& tx, LotId lot);

/// Sets goods apart for a parcel: out of the lot's part where the lot is in the store, else out of what is
/// loose. Refuses: lot_not_free (less of the lot, or of what is loose, than is packed, or the lot is past its
/// last day), with a violation for each at /lots/N (N its place in `demands`).
Result<Nothing> set_apart(db::Transaction& tx, std::span<const LotDemand> demands);

/// The parcel was unpacked.
void unpack(db::Transaction& tx, std::span<const LotDemand> demands);

/// What was reserved and set apart leaves the store for good.
void take_out(db::Transaction& tx, std::span<const LotDemand> demands);

/// A lot's goods in the store, as everybody sees them.
struct LotInStore {
    LotId lot;
    std::string lot_code;
    Day harvested_on{};
    std::optional<std::string> grade{};
    std::optional<Day> best_before{};
    Decimal quantity;  ///< neither in parcels nor on hold
};

struct OfferLot {
    OfferId offer;
    LotInStore lot;
};

/// Lots of a product's offers that may be sold today, the oldest harvest first within each offer.
std::vector<OfferLot> lots_in_store(db::Transaction& tx, ProductId product);

/// A lot's part of an offer's stock as the seller sees it.
struct LotStock {
    LotId lot;
    std::string lot_code;
    Day harvested_on{};
    std::optional<std::string> grade{};
    std::optional<Day> best_before{};
    std::optional<Day> last_day{};
    Decimal quantity;
    Decimal packed;
    Decimal held;
};

struct ListStockLots {
    OfferId offer;
};

/// Lots with goods in the store, the oldest harvest first. Refuses: unknown_offer.
Result<List<LotStock>> list_stock_lots(
    db::Transaction& tx, const accounts::Caller& seller, const ListStockLots& wish
);

struct CountLot {
    OfferId offer;
    LotId lot;
    Decimal counted;
    std::optional<std::string> why{};
};

/// What is in the store of a lot; the offer's stock changes by the difference. Refuses: unknown_offer,
/// lot_not_in_store, not_as_sold, below_reserved (less than orders, parcels and holds need).
Result<OwnOffer> count_lot(db::Transaction& tx, const accounts::Caller& seller, const CountLot& wish);

enum class HoldReason : std::uint8_t { quality_check, damaged, past_date, other };

struct HoldStock {
    OfferId offer;
    std::optional<LotId> lot{};         ///< loose goods when left out
    std::optional<Decimal> quantity{};  ///< all that is free when left out
    HoldReason reason{};
    std::optional<std::string> note{};
};

struct HoldView {
    HoldId id;
    OfferId offer;
    std::optional<LotId> lot{};
    Decimal quantity;
    HoldReason reason{};
    std::string note;
    Instant placed_at;
    std::optional<Instant> released_at{};
    bool discarded = false;
};

struct ReleaseHold {
    HoldId hold;
    std::optional<bool> discard{};
};

struct ListHolds {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// Takes goods off sale until they are released. Refuses: unknown_offer, lot_not_in_store, not_as_sold,
/// more_than_free (telling what is free; nothing to hold when all is reserved).
Result<HoldView> hold_stock(db::Transaction& tx, const accounts::Caller& seller, const HoldStock& wish);

/// For sale again, or thrown away. Refuses: unknown_hold, hold_is_over, past_its_day (a lot's goods that may
/// not be sold any more can only be discarded).
Result<HoldView> release_hold(db::Transaction& tx, const accounts::Caller& seller, const ReleaseHold& wish);

/// The seller's holds, the newest first.
Result<List<HoldView>> list_holds(db::Transaction& tx, const accounts::Caller& seller, const ListHolds& wish);

/// Holds what is free of an offer's lots past their last day. True when there was any past it.
bool hold_past_days(db::Transaction& tx, OfferId offer);

/// The same for offers of which anything is free, at most `limit`. How many it found.
std::int64_t hold_due_lots(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::HoldReason> {
    using enum catalog::HoldReason;
    static constexpr std::array of{
        std::pair{quality_check, std::string_view("quality_check")},
        std::pair{damaged, std::string_view("damaged")},
        std::pair{past_date, std::string_view("past_date")},
        std::pair{other, std::string_view("other")},
    };
};

template <>
struct Shape<catalog::LotInStore> {
    using Of = catalog::LotInStore;
    static constexpr std::string_view name = "LotInStore";
    static constexpr auto fields = std::tuple{
        field("lot", &Of::lot, "The lot."),
        field("lot_code", &Of::lot_code, "As on the label."),
        field("harvested_on", &Of::harvested_on, "Local day of harvest or making."),
        field("grade", &Of::grade, "As the trade grades it."),
        field("best_before", &Of::best_before, "Best before this day."),
        field(
            "quantity", &Of::quantity, "In the store, neither in parcels nor on hold; orders may share it."
        ),
    };
};

template <>
struct Shape<catalog::LotStock> {
    using Of = catalog::LotStock;
    static constexpr std::string_view name = "LotStock";
    static constexpr auto fields = std::tuple{
        field("lot", &Of::lot, "The lot."),
        field("lot_code", &Of::lot_code, "As on the label."),
        field("harvested_on", &Of::harvested_on, "Local day of harvest or making."),
        field("grade", &Of::grade, "As the trade grades it."),
        field("best_before", &Of::best_before, "Best before this day."),
        field("last_day", &Of::last_day, "The last day it may be sold."),
        field("quantity", &Of::quantity, "In the store, in sales units."),
        field("packed", &Of::packed, "Of it, in parcels that have not left."),
        field("held", &Of::held, "Of it, on hold."),
    };
};

template <>
struct Shape<catalog::ListStockLots> {
    static constexpr std::string_view name = "ListStockLots";
    static constexpr auto fields = std::tuple{field("offer", &catalog::ListStockLots::offer, "The offer.")};
};

template <>
struct Shape<catalog::CountLot> {
    using Of = catalog::CountLot;
    static constexpr std::string_view name = "CountLot";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("lot", &Of::lot, "A lot that was put in the store."),
        field("counted", &Of::counted, "What is in the store of it now, in sales units."),
        field("why", &Of::why, one_line, characters(0, 200), "What was the reason, for the journal."),
    };
};

template <>
struct Shape<catalog::HoldStock> {
    using Of = catalog::HoldStock;
    static constexpr std::string_view name = "HoldStock";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("lot", &Of::lot, "Goods of this lot; goods of no named lot when left out."),
        field("quantity", &Of::quantity, above_zero, "How much; all that is free when left out."),
        field("reason", &Of::reason, "quality_check, damaged, past_date or other."),
        field("note", &Of::note, one_line, characters(0, 200), "For the seller."),
    };
};

template <>
struct Shape<catalog::HoldView> {
    using Of = catalog::HoldView;
    static constexpr std::string_view name = "Hold";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The hold."),
        field("offer", &Of::offer, "The offer."),
        field("lot", &Of::lot, "Whose goods, when it is of one lot."),
        field("quantity", &Of::quantity, "In sales units."),
        field("reason", &Of::reason, "Why."),
        field("note", &Of::note, "For the seller."),
        field("placed_at", &Of::placed_at, "When."),
        field("released_at", &Of::released_at, "When it ended."),
        field("discarded", &Of::discarded, "The goods were thrown away."),
    };
};

template <>
struct Shape<catalog::ReleaseHold> {
    using Of = catalog::ReleaseHold;
    static constexpr std::string_view name = "ReleaseHold";
    static constexpr auto fields = std::tuple{
        field("hold", &Of::hold, "The hold."),
        field("discard", &Of::discard, "True: the goods are thrown away and leave the stock."),
    };
};

template <>
struct Shape<catalog::ListHolds> {
    using Of = catalog::ListHolds;
    static constexpr std::string_view name = "ListHolds";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

}  // namespace chophien::json
