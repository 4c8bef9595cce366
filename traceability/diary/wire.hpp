// JSON of what the diary answers; what is sent to it is in entry_wire.hpp.
#pragma once

#include "traceability/diary/correcting.hpp"
#include "traceability/diary/entry_wire.hpp"
#include "traceability/diary/reading.hpp"

namespace chophien::json {

template <>
struct Shape<traceability::diary::Balance> {
    using T = traceability::diary::Balance;
    static constexpr std::string_view name = "DiaryBalance";
    static constexpr auto fields = std::tuple{
        field("unit", &T::unit, "All are told in this unit."),
        field("in", &T::in, "What went in."),
        field("out", &T::out, "What came out."),
        field("loss", &T::loss, "The difference.")};
};

template <>
struct Shape<traceability::diary::Warning> {
    using T = traceability::diary::Warning;
    static constexpr std::string_view name = "DiaryWarning";
    static constexpr auto fields = std::tuple{
        field("code", &T::code, "A stable word."),
        field("vi", &T::vi, "In Vietnamese."),
        field("en", &T::en, "In English."),
        field("lot", &T::lot, "The lot it is about.")};
};

template <>
struct Shape<traceability::diary::Findings> {
    using T = traceability::diary::Findings;
    static constexpr std::string_view name = "DiaryFindings";
    static constexpr auto fields = std::tuple{
        field("balance", &T::balance, "In, out and loss."),
        field("warnings", &T::warnings, "What should be known of it.")};
};

template <>
struct Shape<traceability::diary::EntryLot> {
    using T = traceability::diary::EntryLot;
    static constexpr std::string_view name = "DiaryEntryLot";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The lot."),
        field("gtin", &T::gtin, "AI 01."),
        field("lot_code", &T::lot_code, "AI 10."),
        field("product", &T::product, "What it is."),
        field("product_name", &T::product_name, "Its name."),
        field("made", &T::made, "It came to be here; else it was used or seen."),
        field("quantity", &T::quantity, "How much of it.")};
};

template <>
struct Shape<traceability::diary::Withdrawal> {
    using T = traceability::diary::Withdrawal;
    static constexpr std::string_view name = "DiaryWithdrawal";
    static constexpr auto fields = std::tuple{
        field("reason", &T::reason, "did_not_occur or incorrect_data."),
        field("note", &T::note, "Your own words."),
        field("replaced_by", &T::replaced_by, "The entry in its place."),
        field("at", &T::at, "When it was withdrawn.")};
};

template <>
struct Shape<traceability::diary::EntryView> {
    using T = traceability::diary::EntryView;
    static constexpr std::string_view name = "DiaryEntryView";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The entry."),
        field("client_id", &T::client_id, "The id the phone made, or the entry's own."),
        field("kind", &T::kind, "What was done."),
        field("kind_vi", &T::kind_vi, "The same in Vietnamese."),
        field("place_name", &T::place_name, "Where."),
        field("member_name", &T::member_name, "The member household."),
        field("at", &T::at, "When."),
        field("day", &T::day, "The day in Vietnam."),
        field("day_only", &T::day_only, "The hour is not known; `at` is midnight."),
        field("opens_on", &T::opens_on, "Of a spray or treatment: first day of harvest again."),
        field("lots", &T::lots, "Lots used and made."),
        field("content", &T::content, "What was sent."),
        field("balance", &T::balance, "In, out and loss."),
        field("warnings", &T::warnings, "What should be known of it."),
        field("events", &T::events, "Ids of its EPCIS events."),
        field("received_at", &T::received_at, "When it came here."),
        field("sent_at", &T::sent_at, "What the phone's clock said then."),
        field("clock_ahead_s", &T::clock_ahead_s, "Seconds the phone's clock was ahead; below zero: behind."),
        field("device", &T::device, "The phone."),
        field("replaces", &T::replaces, "The withdrawn entry in whose place it stands."),
        field("withdrawn", &T::withdrawn, "It was withdrawn.")};
};

template <>
struct Shape<traceability::diary::RecordBatch> {
    using T = traceability::diary::RecordBatch;
    static constexpr std::string_view name = "RecordDiaryBatch";
    static constexpr auto fields = std::tuple{
        field(
            "entries",
            &T::entries,
            items(1, traceability::diary::most_entries_at_once),
            "Diary entries in the order they were made, each with an id of its own."
        ),
        field("sent_at", &T::sent_at, "What the phone's clock says while it sends."),
        field("device", &T::device, one_line, characters(1, 60), "A name of the phone.")};
};

template <>
struct Shape<traceability::diary::RowFault> {
    using T = traceability::diary::RowFault;
    static constexpr std::string_view name = "DiaryRowFault";
    static constexpr auto fields = std::tuple{
        field("pointer", &T::pointer, "Where in the entry."),
        field("code", &T::code, "A stable word."),
        field("vi", &T::vi, "In Vietnamese."),
        field("en", &T::en, "In English.")};
};

template <>
struct Shape<traceability::diary::RowProblem> {
    using T = traceability::diary::RowProblem;
    static constexpr std::string_view name = "DiaryRowProblem";
    static constexpr auto fields = std::tuple{
        field("code", &T::code, "As of a refused request."),
        field("vi", &T::vi, "In Vietnamese."),
        field("en", &T::en, "In English."),
        field("violations", &T::violations, "Everything that is wrong.")};
};

template <>
struct Shape<traceability::diary::BatchRow> {
    using T = traceability::diary::BatchRow;
    static constexpr std::string_view name = "DiaryBatchRow";
    static constexpr auto fields = std::tuple{
        field("index", &T::index, "Its place among the entries sent, from 0."),
        field("id", &T::id, "The phone's id."),
        field("status", &T::status, "What became of it."),
        field("entry", &T::entry, "The entry that has this id now."),
        field("made", &T::made, "The lots it made."),
        field("warnings", &T::warnings, "What should be known of it."),
        field("problem", &T::problem, "Why it was not taken.")};
};

template <>
struct Shape<traceability::diary::BatchAnswer> {
    using T = traceability::diary::BatchAnswer;
    static constexpr std::string_view name = "DiaryBatchAnswer";
    static constexpr auto fields = std::tuple{
        field("rows", &T::rows, "One for each entry sent, in that order."),
        field("created", &T::created, "So many were written now."),
        field("repeated", &T::repeated, "So many were there already."),
        field("conflicts", &T::conflicts, "So many came under the id of another entry; they are kept."),
        field("refused", &T::refused, "So many were not taken and can be sent again.")};
};

template <>
struct Shape<traceability::diary::WithdrawEntry> {
    using T = traceability::diary::WithdrawEntry;
    static constexpr std::string_view name = "WithdrawDiaryEntry";
    static constexpr auto fields = std::tuple{
        field("entry", &T::entry, "The entry."),
        field("reason", &T::reason, "did_not_occur or incorrect_data."),
        field("note", &T::note, one_line, characters(1, 300), "Your own words."),
        field("replacement", &T::replacement, "The right entry, in its place.")};
};

template <>
struct Shape<traceability::diary::ShowEntry> {
    static constexpr std::string_view name = "ShowDiaryEntry";
    static constexpr auto fields =
        std::tuple{field("entry", &traceability::diary::ShowEntry::entry, "The entry.")};
};

template <>
struct Shape<traceability::diary::ListEntries> {
    using T = traceability::diary::ListEntries;
    static constexpr std::string_view name = "ListDiaryEntries";
    static constexpr auto fields = std::tuple{
        field("place", &T::place, "Only of this plot or facility."),
        field("lot", &T::lot, "Only those that name this lot."),
        field("member", &T::member, "Only of this member household."),
        field("after", &T::after, characters(1, 60), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when left out.")};
};

template <>
struct Shape<traceability::diary::ConflictView> {
    using T = traceability::diary::ConflictView;
    static constexpr std::string_view name = "DiaryConflict";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The phone's id."),
        field("entry", &T::entry, "The entry that has it."),
        field("content", &T::content, "What came under it with other content."),
        field("device", &T::device, "The phone."),
        field("received_at", &T::received_at, "When it came.")};
};

template <>
struct Shape<traceability::diary::ListConflicts> {
    using T = traceability::diary::ListConflicts;
    static constexpr std::string_view name = "ListDiaryConflicts";
    static constexpr auto fields = std::tuple{
        field("after", &T::after, characters(1, 110), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when left out.")};
};

template <>
struct Shape<traceability::diary::NameLot> {
    static constexpr std::string_view name = "NameDiaryLot";
    static constexpr auto fields = std::tuple{field("lot", &traceability::diary::NameLot::lot, "The lot.")};
};

template <>
struct Shape<traceability::diary::LotPlotView> {
    using T = traceability::diary::LotPlotView;
    static constexpr std::string_view name = "LotPlot";
    static constexpr auto fields = std::tuple{
        field("place", &T::place, "The plot."),
        field("name", &T::name, "What you call it."),
        field("version", &T::version, "Its version on the day of harvest."),
        field("uri", &T::uri, "Its name in events."),
        field("harvested_on", &T::harvested_on, "The day of harvest."),
        field("entry", &T::entry, "The harvest or delivery that says so.")};
};

template <>
struct Shape<traceability::diary::DoubtView> {
    using T = traceability::diary::DoubtView;
    static constexpr std::string_view name = "LotDoubt";
    static constexpr auto fields = std::tuple{
        field("entry", &T::entry, "The spray or treatment."),
        field("input", &T::input, "What was given."),
        field("given_on", &T::given_on, "When."),
        field("opens_on", &T::opens_on, "The first day a harvest was allowed.")};
};

template <>
struct Shape<traceability::diary::LotOrigins> {
    using T = traceability::diary::LotOrigins;
    static constexpr std::string_view name = "LotOrigins";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "The lot."),
        field("plots", &T::plots, "Where it grew, through everything it was made of."),
        field("doubts", &T::doubts, "Harvested before the days to wait were over.")};
};

template <>
struct Shape<traceability::diary::MemberForm> {
    using T = traceability::diary::MemberForm;
    static constexpr std::string_view name = "DiaryFormMember";
    static constexpr auto fields = std::tuple{
        field("name", &T::name, "The member of the request."),
        field("must", &T::must, "It must be said."),
        field("vi", &T::vi, "Its label in Vietnamese."),
        field("en", &T::en, "Its label in English.")};
};

template <>
struct Shape<traceability::diary::KindForm> {
    using T = traceability::diary::KindForm;
    static constexpr std::string_view name = "DiaryForm";
    static constexpr auto fields = std::tuple{
        field("kind", &T::kind, "The kind."),
        field("vi", &T::vi, "Its name in Vietnamese."),
        field("en", &T::en, "Its name in English."),
        field("about_vi", &T::about_vi, "What it is about, in Vietnamese."),
        field("about_en", &T::about_en, "What it is about, in English."),
        field("place_vi", &T::place_vi, "Where it is done, in Vietnamese."),
        field("place_en", &T::place_en, "Where it is done, in English."),
        field("places", &T::places, "Kinds of place it may be done at."),
        field("members", &T::members, "What to fill in, beside time, place and note.")};
};

template <>
struct Shape<traceability::diary::KindForms> {
    static constexpr std::string_view name = "DiaryForms";
    static constexpr auto fields =
        std::tuple{field("kinds", &traceability::diary::KindForms::kinds, "In the order of a season.")};
};

}  // namespace chophien::json
