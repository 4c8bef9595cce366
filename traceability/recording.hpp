// Recording lots, and looking at one's own.
#pragma once

#include "catalog/slots/slot.hpp"
#include "core/list.hpp"
#include "traceability/lot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability {

/// Either a product or one of its offers is named; the offer's pack gives the GTIN.
struct RecordLot {
    std::optional<catalog::ProductId> product;
    std::optional<catalog::OfferId> offer;
    Day harvested_on{};
    LotPlace place;
    Quantity quantity;
    std::optional<std::string> lot_code;
    std::optional<Day> use_by;
    std::optional<Day> best_before;
    std::optional<std::string> grade{};
    std::optional<Decimal> in_store{};  ///< so many sales units of `offer` come into the store with it
    std::optional<std::string> method;
    std::vector<std::string> standards;
    std::optional<std::string> notes;
};

/// An event as its owner sees it.
struct LotEventView {
    LotEventKind kind{};
    std::string biz_step;
    std::string action;
    Quantity quantity;
    std::string place;
    Instant at;
    std::string zone_offset;
    bool day_only = false;
};

/// A lot as its owner sees it.
struct LotView {
    LotId id;
    catalog::ProductId product;
    std::string gtin;
    bool internal_number = false;
    std::string lot_code;
    Day harvested_on{};
    std::optional<Day> use_by;
    std::optional<Day> best_before;
    std::optional<std::string> grade{};
    LotPlace place;
    Quantity quantity;
    Decimal remaining;
    std::optional<std::string> method;
    std::vector<std::string> standards;
    std::optional<std::string> notes;
    std::int64_t codes_printed = 0;
    Instant recorded_at;
    std::string trace_path;            ///< what a QR code of the lot leads to, below the public address
    std::vector<LotEventView> events;  ///< the newest hundred, newest first; empty in lists
};

/// Goods of a recorded lot come into the store of an offer.
struct StockLot {
    LotId lot;
    catalog::OfferId offer;
    Decimal quantity;  ///< in sales units
    std::optional<catalog::SlotId> slot{};
};

struct ShowLots {
    std::optional<catalog::ProductId> product;
    std::optional<LotId> after;
    std::optional<std::int64_t> limit;
};

struct ShowLot {
    LotId lot;
};

/// Records a lot of the caller's organisation with its harvest as first event, also as EPCIS's (ObjectEvent
/// ADD, commissioning), and issues a lot code when none is given. Refuses: unknown_goods (no such product or
/// offer of this organisation), product_or_offer (neither or both named), wrong_lot (days, province),
/// wrong_lot_code, lot_code_taken, unit_mismatch (the lot's unit cannot be counted in packs).
Result<LotView> record(db::Transaction& tx, const accounts::Caller& caller, const RecordLot& request);

/// The same without an EPCIS event: for who writes one of its own (the diary).
Result<LotView> make_lot(db::Transaction& tx, const accounts::Caller& caller, const RecordLot& request);

/// The offer's stock and the lot's part of it rise by what came in. With a slot the lot is the whole harvest
/// that was sold ahead: orders get their shares of it (catalog/slots/slots.hpp). Refuses: unknown_lot,
/// wrong_product, unit_mismatch, lot_exhausted (with what is in its stores, more than remains), what
/// catalog::put_in_store refuses.
Result<LotView> stock_lot(db::Transaction& tx, const accounts::Caller& caller, const StockLot& request);

/// The organisation's lots, the newest first.
Result<List<LotView>> show_lots(db::Transaction& tx, const accounts::Caller& caller, const ShowLots& request);

/// Refuses: unknown_lot (also another organisation's).
Result<LotView> show_lot(db::Transaction& tx, const accounts::Caller& caller, const ShowLot& request);

/// Path of a lot's trace page: /01/{gtin}/10/{lot code}.
std::string trace_path(std::string_view gtin, std::string_view lot_code);

/// The trace page of the lot recorded last in this market, for a first look around; none when there is no
/// lot.
std::optional<std::string> newest_trace_path(db::Transaction& tx);

}  // namespace chophien::traceability
