// JSON of what traceability takes and gives.
#pragma once

#include "catalog/certificates/wire.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "traceability/recording.hpp"
#include "traceability/tracing.hpp"
#include "traceability/unit_codes.hpp"

namespace chophien::json {

template <>
struct Shape<traceability::LotPlace> {
    using T = traceability::LotPlace;
    static constexpr std::string_view name = "LotPlace";
    static constexpr auto fields = std::tuple{
        field(
            "province",
            &T::province,
            one_line,
            characters(1, 60),
            "Province of today: two-digit code; its name is taken too, also a former one."
        ),
        field("commune", &T::commune, one_line, characters(1, 100), "Name of the commune."),
        field(
            "name", &T::name, one_line, characters(1, 200), "Name or address of the field, farm or workshop."
        ),
        field(
            "growing_area",
            &T::growing_area,
            characters(1, 32),
            ascii_code("-./"),
            "Growing-area code (mã số vùng trồng), as issued."
        )};
};

template <>
struct Shape<traceability::RecordLot> {
    using T = traceability::RecordLot;
    static constexpr std::string_view name = "RecordLot";
    static constexpr auto fields = std::tuple{
        field(
            "product", &T::product, "The product; its oldest offer gives the GTIN. Either this or `offer`."
        ),
        field("offer", &T::offer, "The offer whose pack the lot is packed in; it gives the GTIN."),
        field(
            "harvested_on",
            &T::harvested_on,
            "Local day of harvest or making; not in the future, at most 5 years back."
        ),
        field("place", &T::place, "Where it was grown or made."),
        field(
            "quantity",
            &T::quantity,
            above_zero,
            "How much it is, in the pack's sales unit or a unit of its net content."
        ),
        field(
            "lot_code",
            &T::lot_code,
            characters(1, 20),
            "Your own lot code (AI 10, GS1 character set 82); one is issued when absent."
        ),
        field("use_by", &T::use_by, "Last day of use."),
        field("best_before", &T::best_before, "Best before this day."),
        field("grade", &T::grade, one_line, characters(1, 40), "As the trade grades it: Loại 1, A."),
        field(
            "in_store",
            &T::in_store,
            above_zero,
            "So many sales units of it come into the store of `offer` in the same act."
        ),
        field(
            "method", &T::method, one_line, characters(1, 200), "How it was grown or made, in a few words."
        ),
        field(
            "standards",
            &T::standards,
            items(0, 10),
            one_line,
            characters(1, 120),
            "Standards and regulations applied, as on the label."
        ),
        field("notes", &T::notes, characters(1, 1000), "For yourselves; never shown to others.")};
};

template <>
struct Shape<traceability::LotEventView> {
    using T = traceability::LotEventView;
    static constexpr std::string_view name = "LotEvent";
    static constexpr auto fields = std::tuple{
        field("kind", &T::kind, "What happened."),
        field("biz_step", &T::biz_step, "Business step of GS1's Core Business Vocabulary 2.0."),
        field("action", &T::action, "EPCIS action: ADD, OBSERVE or DELETE."),
        field("quantity", &T::quantity, "How much of the lot it was about."),
        field("place", &T::place, "Where, as text; may be empty."),
        field("at", &T::at, "When."),
        field("zone_offset", &T::zone_offset, "Offset of the place's clock."),
        field("day_only", &T::day_only, "Only the day is known; `at` is its local midnight.")};
};

template <>
struct Shape<traceability::LotView> {
    using T = traceability::LotView;
    static constexpr std::string_view name = "Lot";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The lot."),
        field("product", &T::product, "Its product."),
        field("gtin", &T::gtin, "Number of the pack, 14 digits (AI 01)."),
        field(
            "internal_number",
            &T::internal_number,
            "The number is for restricted circulation, given by the marketplace or the seller; no GS1 key."
        ),
        field("lot_code", &T::lot_code, "AI 10, unique for its GTIN."),
        field("harvested_on", &T::harvested_on, "Local day of harvest or making."),
        field("use_by", &T::use_by, "Last day of use."),
        field("best_before", &T::best_before, "Best before this day."),
        field("grade", &T::grade, "As the trade grades it."),
        field("place", &T::place, "Where it was grown or made."),
        field("quantity", &T::quantity, "How much it was when recorded."),
        field("remaining", &T::remaining, "How much is not drawn for orders, in the same unit."),
        field("method", &T::method, "How it was grown or made."),
        field("standards", &T::standards, "Standards and regulations applied."),
        field("notes", &T::notes, "Your own notes."),
        field("codes_printed", &T::codes_printed, "How many unit codes were given out."),
        field("recorded_at", &T::recorded_at, "When it was recorded here."),
        field("trace_path", &T::trace_path, "Path of its trace page: what its QR code leads to."),
        field("events", &T::events, "The newest hundred events, newest first; not in lists.")};
};

template <>
struct Shape<traceability::StockLot> {
    using T = traceability::StockLot;
    static constexpr std::string_view name = "StockLot";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "The lot."),
        field("offer", &T::offer, "The offer its goods are sold in."),
        field("quantity", &T::quantity, above_zero, "How much came into the store, in sales units."),
        field(
            "slot",
            &T::slot,
            "A slot of the offer whose whole harvest this is: those who ordered ahead get theirs."
        )};
};

template <>
struct Shape<traceability::ShowLots> {
    using T = traceability::ShowLots;
    static constexpr std::string_view name = "ShowLots";
    static constexpr auto fields = std::tuple{
        field("product", &T::product, "Only lots of this product."),
        field("after", &T::after, "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when absent.")};
};

template <>
struct Shape<traceability::ShowLot> {
    static constexpr std::string_view name = "ShowLot";
    static constexpr auto fields = std::tuple{field("lot", &traceability::ShowLot::lot, "The lot.")};
};

template <>
struct Shape<traceability::TraceById> {
    static constexpr std::string_view name = "TraceById";
    static constexpr auto fields = std::tuple{field("lot", &traceability::TraceById::lot, "The lot.")};
};

template <>
struct Shape<traceability::PrintUnitCodes> {
    using T = traceability::PrintUnitCodes;
    static constexpr std::string_view name = "PrintUnitCodes";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "The lot the units are of."),
        field("count", &T::count, between(1, traceability::most_units_at_once), "How many codes.")};
};

template <>
struct Shape<traceability::ShowUnitCodeBatch> {
    static constexpr std::string_view name = "ShowUnitCodeBatch";
    static constexpr auto fields =
        std::tuple{field("batch", &traceability::ShowUnitCodeBatch::batch, "The range of unit codes.")};
};

template <>
struct Shape<traceability::UnitCodeBatch> {
    using T = traceability::UnitCodeBatch;
    static constexpr std::string_view name = "UnitCodeBatch";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The range."),
        field("lot", &T::lot, "The lot."),
        field("gtin", &T::gtin, "Its GTIN."),
        field("lot_code", &T::lot_code, "Its lot code."),
        field("first", &T::first, "Counter of the first unit within the lot."),
        field("count", &T::count, "How many units."),
        field("printed_at", &T::printed_at, "When the range was given out."),
        field("codes_path", &T::codes_path, "All codes and their links, as CSV."),
        field("labels_path", &T::labels_path, "A sheet of labels to print.")};
};

template <>
struct Shape<traceability::Producer> {
    using T = traceability::Producer;
    static constexpr std::string_view name = "Producer";
    static constexpr auto fields = std::tuple{
        field("organisation", &T::organisation, "The cooperative or other organisation."),
        field("name", &T::name, "Its name."),
        field("address", &T::address, "Its address."),
        field("verified", &T::verified, "It is verified and not suspended.")};
};

template <>
struct Shape<traceability::OcopLabel> {
    using T = traceability::OcopLabel;
    static constexpr std::string_view name = "TraceOcopLabel";
    static constexpr auto fields = std::tuple{
        field("stars", &T::stars, "Three, four or five."),
        field("decision", &T::decision, "Number of the decision."),
        field("until", &T::until, "The last day it holds.")};
};

template <>
struct Shape<traceability::TraceEvent> {
    using T = traceability::TraceEvent;
    static constexpr std::string_view name = "TraceEvent";
    static constexpr auto fields = std::tuple{
        field("kind", &T::kind, "What happened."),
        field("biz_step", &T::biz_step, "Business step of GS1's Core Business Vocabulary 2.0."),
        field("place", &T::place, "Where, as text; may be empty."),
        field("at", &T::at, "When."),
        field("zone_offset", &T::zone_offset, "Offset of the place's clock."),
        field("day_only", &T::day_only, "Only the day is known; `at` is its local midnight.")};
};

template <>
struct Shape<traceability::Scans> {
    using T = traceability::Scans;
    static constexpr std::string_view name = "Scans";
    static constexpr auto fields = std::tuple{
        field("times", &T::times, "How often its page was opened from a scan."),
        field("first_at", &T::first_at, "The first time."),
        field("last_at", &T::last_at, "The last time.")};
};

template <>
struct Shape<traceability::TraceRecord> {
    using T = traceability::TraceRecord;
    static constexpr std::string_view name = "TraceRecord";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, "Number of the pack, 14 digits (AI 01)."),
        field("internal_number", &T::internal_number, "A number for restricted circulation; no GS1 key."),
        field("lot_code", &T::lot_code, "AI 10."),
        field("serial", &T::serial, "AI 21, of one unit; genuine."),
        field("product", &T::product, "The product."),
        field("product_name", &T::product_name, "Its name."),
        field("producer", &T::producer, "Who answers for it."),
        field("origin", &T::origin, "Where it is from."),
        field("growing_area", &T::growing_area, "Growing-area code."),
        field("harvested_on", &T::harvested_on, "Local day of harvest or making."),
        field("use_by", &T::use_by, "Last day of use."),
        field("best_before", &T::best_before, "Best before this day."),
        field("method", &T::method, "How it was grown or made."),
        field("standards", &T::standards, "Standards and regulations applied."),
        field("ocop", &T::ocop, "OCOP stars, while they hold."),
        field("certificates", &T::certificates, "Certificates that held on the day of the harvest."),
        field("events", &T::events, "What happened to it, oldest first."),
        field("scans", &T::scans, "How often this unit was scanned.")};
};

}  // namespace chophien::json
