// Lines of our bank's statement and what a person has to look at, as rows.
#pragma once

#include "core/json.hpp"
#include "payments/attempt_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

struct OfBankLine {
    static constexpr std::string_view prefix = "bln";
};

struct OfException {
    static constexpr std::string_view prefix = "exc";
};

using BankLineId = Id<OfBankLine>;
using ExceptionId = Id<OfException>;

enum class Direction : std::uint8_t { in, out };

/// Who told us first: the bank, or the operator who recorded what it will say.
enum class Origin : std::uint8_t { statement, operator_ };

enum class Outcome : std::uint8_t {
    matched,     ///< went to attempts by its code
    unapplied,   ///< lies in unapplied until a person says whose it is
    remittance,  ///< cash on delivery handed over
    refund,      ///< outgoing: paid back to a guest
    outgoing,    ///< outgoing, nobody has said for what; not posted
    not_ours,    ///< on an account that was never ours; not posted
    empty,       ///< without an amount; not posted
};

enum class ExceptionKind : std::uint8_t {
    no_code,            ///< a line without a code that was given out
    ambiguous,          ///< several codes whose amounts do not add up to the line
    unknown_account,    ///< a line on an account that was never ours
    no_amount,          ///< a line of nothing
    outgoing,           ///< a line going out that no refund explains
    underpaid,          ///< an attempt got a part
    overpaid,           ///< an attempt got more than was open; the rest is the buyer's
    paid_after_cancel,  ///< an attempt got money after its orders were given back or it expired; it is the
                        ///< buyer's
};

struct BankLine {
    BankLineId id;
    std::string account;
    std::string bank_ref;
    Direction direction = Direction::in;
    Money amount;
    Instant booked_at;
    std::string memo;
    std::optional<std::string> counter;
    Outcome outcome = Outcome::unapplied;
    Origin origin = Origin::statement;
    Money unapplied;
    std::optional<std::string> proposed_code;
    accounts::PersonId proposed_by;
};

/// False when a line with this account, reference and direction is there.
bool insert_line(db::Transaction& tx, const BankLine& line);
/// Locked.
std::optional<BankLine> lock_line(db::Transaction& tx, BankLineId id);
std::optional<BankLine> lock_line(
    db::Transaction& tx, const std::string& account, const std::string& bank_ref, Direction direction
);
/// Writes outcome, unapplied and the proposed match.
void update_line(db::Transaction& tx, const BankLine& line);

/// The line the operator speaks of, locked: as the statement brought it, or made now so that the statement's
/// line will be known when it comes. `account` must be ours, or absent for the current one. Refuses:
/// no_bank_account.
Result<BankLine> expected_line(
    db::Transaction& tx,
    const std::optional<std::string>& account,
    const std::string& bank_ref,
    Direction direction,
    Money amount,
    Outcome outcome
);

struct NewException {
    ExceptionKind kind;
    std::uint64_t about;  ///< id of the line or attempt
    AttemptId attempt{};
    BankLineId line{};
    Money amount;
    OrderId refund_of{};
};

/// Opens one, or adds the amount to the one that is there and opens it again.
void add_exception(db::Transaction& tx, const NewException& exception);
/// Opens one, or sets the amount of the one that is there.
void set_exception(db::Transaction& tx, const NewException& exception);
/// It has settled itself and leaves the list without a trace.
void settle_exception(db::Transaction& tx, std::uint64_t about, ExceptionKind kind);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Names<payments::Direction> {
    using enum payments::Direction;
    static constexpr std::array of{
        std::pair{in, std::string_view("in")}, std::pair{out, std::string_view("out")}};
};

template <>
struct Names<payments::Origin> {
    using enum payments::Origin;
    static constexpr std::array of{
        std::pair{statement, std::string_view("statement")},
        std::pair{operator_, std::string_view("operator")}};
};

template <>
struct Names<payments::Outcome> {
    using enum payments::Outcome;
    static constexpr std::array of{
        std::pair{matched, std::string_view("matched")},
        std::pair{unapplied, std::string_view("unapplied")},
        std::pair{remittance, std::string_view("remittance")},
        std::pair{refund, std::string_view("refund")},
        std::pair{outgoing, std::string_view("outgoing")},
        std::pair{not_ours, std::string_view("not_ours")},
        std::pair{empty, std::string_view("empty")},
    };
};

template <>
struct Names<payments::ExceptionKind> {
    using enum payments::ExceptionKind;
    static constexpr std::array of{
        std::pair{no_code, std::string_view("no_code")},
        std::pair{ambiguous, std::string_view("ambiguous")},
        std::pair{unknown_account, std::string_view("unknown_account")},
        std::pair{no_amount, std::string_view("no_amount")},
        std::pair{outgoing, std::string_view("outgoing")},
        std::pair{underpaid, std::string_view("underpaid")},
        std::pair{overpaid, std::string_view("overpaid")},
        std::pair{paid_after_cancel, std::string_view("paid_after_cancel")},
    };
};

}  // namespace chophien::json
