// JSON of a diary entry as it is sent.
#pragma once

#include "core/json.hpp"
#include "traceability/diary/entry.hpp"

namespace chophien::json {

template <>
struct Shape<traceability::diary::LotPart> {
    using T = traceability::diary::LotPart;
    static constexpr std::string_view name = "DiaryLotPart";
    static constexpr auto fields = std::tuple{
        field(
            "lot",
            &T::lot,
            characters(1, 50),
            ascii_code("-_/"),
            "A lot's id, or the id of the entry that made it; \"…/2\" is its second lot."
        ),
        field("quantity", &T::quantity, above_zero, "How much of it; all that is left when left out.")};
};

template <>
struct Shape<traceability::diary::MadeLot> {
    using T = traceability::diary::MadeLot;
    static constexpr std::string_view name = "DiaryMadeLot";
    static constexpr auto fields = std::tuple{
        field("product", &T::product, "What it is; either this or `offer`."),
        field("offer", &T::offer, "The pack it is in."),
        field("quantity", &T::quantity, above_zero, "How much."),
        field("lot_code", &T::lot_code, characters(1, 20), "Your own lot code; one is issued when left out."),
        field("grade", &T::grade, one_line, characters(1, 40), "As the trade grades it: Loại 1."),
        field("best_before", &T::best_before, "Best before this day."),
        field("use_by", &T::use_by, "Last day of use.")};
};

template <>
struct Shape<traceability::diary::DiaryEntry> {
    using T = traceability::diary::DiaryEntry;
    static constexpr std::string_view name = "DiaryEntry";
    static constexpr auto fields = std::tuple{
        field(
            "id",
            &T::id,
            characters(1, 36),
            ascii_code("-_"),
            "Made by the phone: a UUID. The same id with the same content is one entry, however often it is "
            "sent."
        ),
        field("kind", &T::kind, "What was done."),
        field("at", &T::at, "When, by the clock; now when neither this nor `day` is said."),
        field("day", &T::day, "The day, when the hour is not known."),
        field("place", &T::place, "Where: a plot or facility."),
        field("plots", &T::plots, items(0, 50), "Where delivered goods grew."),
        field("member", &T::member, "The member household."),
        field("partner", &T::partner, "From or to whom: an organisation of the market."),
        field("partner_name", &T::partner_name, one_line, characters(1, 200), "From or to whom, by name."),
        field("partner_gln", &T::partner_gln, characters(13, 13), "Their GLN."),
        field(
            "their_lot",
            &T::their_lot,
            one_line,
            characters(1, 200),
            "Lot of what was bought in: its GS1 Digital Link, or the code on its label."
        ),
        field("lots", &T::lots, items(0, 50), "Lots it is done with."),
        field("makes", &T::makes, items(0, 20), "Lots that come to be."),
        field(
            "input",
            &T::input,
            one_line,
            characters(1, 120),
            "Name of seed, feed, fertiliser, pesticide, drug."
        ),
        field("input_lot", &T::input_lot, one_line, characters(1, 60), "Its lot, as on its label."),
        field("supplier", &T::supplier, one_line, characters(1, 120), "Who sold it."),
        field("active_ingredient", &T::active_ingredient, one_line, characters(1, 200), "Active ingredient."),
        field("quantity", &T::quantity, above_zero, "How much of the input."),
        field("dose", &T::dose, one_line, characters(1, 120), "Dose, in words: 20 ml cho bình 16 lít."),
        field("area", &T::area, above_zero, "On how much land."),
        field(
            "pre_harvest_days",
            &T::pre_harvest_days,
            between(0, 365),
            "Days to wait before harvest, as on the label (thời gian cách ly)."
        ),
        field(
            "withdrawal_days",
            &T::withdrawal_days,
            between(0, 365),
            "Days to wait before slaughter, milk, eggs or catch, as on the label."
        ),
        field("worker", &T::worker, one_line, characters(1, 100), "Who did it; never shown to others."),
        field("added", &T::added, above_zero, "Other ingredients, of no lot: water, sugar, salt."),
        field("group", &T::group, "Which records the product owes, when its class does not tell."),
        field("vehicle", &T::vehicle, one_line, characters(1, 60), "Number of the vehicle."),
        field("reason", &T::reason, one_line, characters(1, 300), "Why."),
        field("note", &T::note, characters(1, 1000), "For yourselves; never shown to others."),
        field("sent_at", &T::sent_at, "What the phone's clock says while it sends."),
        field("device", &T::device, one_line, characters(1, 60), "A name of the phone.")};
};

}  // namespace chophien::json
