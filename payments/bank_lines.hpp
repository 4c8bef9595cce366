// What the bank says came and went. Only here does a transfer become a payment: a QR code or a buyer's word
// proves nothing.
//
// | line                                  | what happens                                                   |
// |---------------------------------------|----------------------------------------------------------------|
// | one code                              | fills the attempt's open shares; paid when none is open;       |
// |                                       | the rest is the buyer's (a guest's: refund_transit)            |
// | several codes, their amounts add up   | each attempt gets its amount                                   |
// | several codes, other amount           | unapplied                                                      |
// | no code that was given out            | unapplied, until a person matches it                           |
// | the attempt expired, orders given back| the buyer's, exception                                         |
// | going out                             | a refund the operator recorded, or an exception                |
// | account never ours, nothing           | stored, exception, not posted                                  |
#pragma once

#include "accounts/caller.hpp"
#include "core/json.hpp"
#include "payments/bank_line_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

/// One line in the canonical form; one reader per bank turns its own export into this.
struct LineIn {
    std::string account;
    Instant booked_at;
    Direction direction = Direction::in;
    Money amount;
    std::string bank_ref;
    std::optional<std::string> memo{};
    std::optional<std::string> counter_account{};
    std::optional<std::string> counter_bank_bin{};
    std::optional<std::string> counter_name{};
};

struct RecordLines {
    std::vector<LineIn> lines;
};

/// What became of one line.
struct LineRecorded {
    BankLineId line;
    std::string bank_ref;
    Outcome outcome = Outcome::matched;
    bool known = false;  ///< it was recorded before; nothing was done
};

struct LinesRecorded {
    std::vector<LineRecorded> lines;
    std::vector<AttemptId> paid;  ///< attempts these lines completed
};

inline constexpr std::size_t most_lines = 500;

/// Records lines, all or none, and posts each one once. Refuses: line_differs, with a violation at
/// /lines/N/amount for each line whose reference is known with another amount.
Result<LinesRecorded> record_lines(
    db::Transaction& tx, const accounts::Caller& caller, const RecordLines& request
);

struct RecordStatement {
    std::string csv;
};

/// The same from a statement file: UTF-8 CSV with the header account, booked_at, value_date, direction,
/// amount_vnd, balance_after_vnd, bank_ref, memo, counter_account, counter_bank_bin, counter_name
/// (value_date, balance_after_vnd, memo and the counter columns may be missing or empty), at most most_lines
/// lines. Refuses: statement_broken with all lines that are wrong (at /lines/N/column, N from 0), among them
/// running balances that do not follow from the line before, and references a spreadsheet turned into
/// numbers; line_differs; csv::malformed.
Result<LinesRecorded> record_statement(
    db::Transaction& tx, const accounts::Caller& caller, const RecordStatement& request
);

struct MatchLine {
    BankLineId line;
    std::string memo_code;
};

struct LineMatched {
    BankLineId line;
    bool waits = false;  ///< for a second person to send the same
};

/// A person says whose a line in unapplied is. Above two_people_above() the first person proposes and a
/// second one confirms by sending the same. Refuses: unknown_line, not_unapplied, unknown_code,
/// second_person_needed (the same person again).
Result<LineMatched> match_line(db::Transaction& tx, const accounts::Caller& caller, const MatchLine& request);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::LineIn> {
    using Of = payments::LineIn;
    static constexpr std::string_view name = "BankLineIn";
    static constexpr auto fields = std::tuple{
        field(
            "account", &Of::account, ascii_code(), characters(1, 24), "The account whose statement this is."
        ),
        field("booked_at", &Of::booked_at, "When the bank booked it."),
        field("direction", &Of::direction, "in or out."),
        field("amount", &Of::amount, "How much; never negative."),
        field(
            "bank_ref",
            &Of::bank_ref,
            ascii_code("./-_:#+"),
            characters(1, 64),
            "The bank's own reference, unique for it."
        ),
        field("memo", &Of::memo, one_line, characters(0, 500), "The transfer message."),
        field(
            "counter_account", &Of::counter_account, one_line, characters(0, 40), "The other side's account."
        ),
        field(
            "counter_bank_bin", &Of::counter_bank_bin, one_line, characters(0, 11), "The other side's bank."
        ),
        field("counter_name", &Of::counter_name, one_line, characters(0, 120), "The other side's name."),
    };
};

template <>
struct Shape<payments::RecordLines> {
    static constexpr std::string_view name = "RecordBankLines";
    static constexpr auto fields = std::tuple{
        field(
            "lines",
            &payments::RecordLines::lines,
            items(1, payments::most_lines),
            "Lines of our bank statement."
        ),
    };
};

template <>
struct Shape<payments::LineRecorded> {
    using Of = payments::LineRecorded;
    static constexpr std::string_view name = "BankLineRecorded";
    static constexpr auto fields = std::tuple{
        field("line", &Of::line, "The line."),
        field("bank_ref", &Of::bank_ref, "Its reference."),
        field("outcome", &Of::outcome, "What it was taken for."),
        field("known", &Of::known, "It was recorded before; nothing was done."),
    };
};

template <>
struct Shape<payments::LinesRecorded> {
    using Of = payments::LinesRecorded;
    static constexpr std::string_view name = "BankLinesRecorded";
    static constexpr auto fields = std::tuple{
        field("lines", &Of::lines, "One answer for each line, in the order sent."),
        field("paid", &Of::paid, "Attempts that these lines completed."),
    };
};

template <>
struct Shape<payments::RecordStatement> {
    static constexpr std::string_view name = "RecordBankStatement";
    static constexpr auto fields = std::tuple{
        field("csv", &payments::RecordStatement::csv, "The statement as CSV in the canonical columns.")};
};

template <>
struct Shape<payments::MatchLine> {
    using Of = payments::MatchLine;
    static constexpr std::string_view name = "MatchBankLine";
    static constexpr auto fields = std::tuple{
        field("line", &Of::line, "The line."),
        field(
            "memo_code", &Of::memo_code, ascii_code(), characters(11, 11), "The code of the attempt it pays."
        ),
    };
};

template <>
struct Shape<payments::LineMatched> {
    using Of = payments::LineMatched;
    static constexpr std::string_view name = "BankLineMatched";
    static constexpr auto fields = std::tuple{
        field("line", &Of::line, "The line."),
        field("waits", &Of::waits, "A second person has to send the same match."),
    };
};

}  // namespace chophien::json
