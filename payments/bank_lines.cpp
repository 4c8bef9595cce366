#include "payments/bank_lines.hpp"

#include "payments/ledger.hpp"
#include "payments/matching.hpp"
#include "payments/memo_code.hpp"
#include "payments/own_account.hpp"
#include "payments/refusals.hpp"
#include "payments/settlement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace chophien::payments {

namespace {

/// The attempts that some lines name, locked with all their orders, and what those lines did to them so far.
class OpenAttempts {
public:
    OpenAttempts(db::Transaction& tx, const std::set<std::string>& codes) : tx_(tx) {
        const std::vector<std::string> sorted(codes.begin(), codes.end());
        for (auto& row : lock_attempts(tx, sorted)) {
            const std::string code = row.memo_code.value();
            attempts_[code].row = std::move(row);
        }
        std::vector<AttemptId> ids;
        for (const auto& [code, open] : attempts_) ids.push_back(open.row.id);
        std::set<OrderId> orders;
        for (const auto& share : shares_of(tx, ids)) orders.insert(share.order);
        const std::vector<OrderId> sorted_orders(orders.begin(), orders.end());
        lock_shares(tx, sorted_orders);
        // Read again under the lock: shares may have been closed, and money may have come, until now.
        for (const auto& share : shares_of(tx, ids))
            for (auto& [code, open] : attempts_)
                if (open.row.id == share.attempt) open.shares.push_back(share);
        const auto money = money_of(tx, sorted_orders);
        for (std::size_t at = 0; at < sorted_orders.size(); ++at)
            captured_[sorted_orders[at]] = money[at].captured;
    }

    bool knows(const std::string& code) const { return attempts_.contains(code); }

    Money asked(const std::string& code) const { return attempts_.at(code).row.amount; }

    /// Legs for a portion of money that stands in `from`, and all that follows for the attempt.
    std::vector<Leg> take(const std::string& code, Money portion, const Account& from) {
        auto& open = attempts_.at(code);
        const auto filling = fill(portion, open.row.state, open.shares, captured_);
        std::vector<Leg> legs;
        for (const auto& [order, part] : filling.into)
            legs.push_back({from, {Code::escrow, text_of(order)}, part});
        const bool guest = !open.row.buyer;
        const OrderId first = open.shares.front().order;
        if (filling.rest.minor > 0) {
            legs.push_back(
                {from,
                 guest ? Account{Code::refund_transit, text_of(first)}
                       : Account{Code::buyer_credit, text_of(open.row.buyer)},
                 filling.rest}
            );
            add_exception(
                tx_,
                {.kind = filling.too_late ? ExceptionKind::paid_after_cancel : ExceptionKind::overpaid,
                 .about = open.row.id.number,
                 .attempt = open.row.id,
                 .amount = filling.rest,
                 .refund_of = guest ? first : OrderId{}}
            );
        }
        open.row.received = open.row.received + portion;
        open.row.surplus = open.row.surplus + filling.rest;
        open.changed = true;
        return legs;
    }

    /// Writes what changed and tells of what became paid.
    std::vector<AttemptId> keep() {
        std::vector<AttemptId> paid;
        for (auto& [code, open] : attempts_) {
            if (!open.changed) continue;
            auto& row = open.row;
            if (row.state == AttemptState::pending && is_paid(open.shares, captured_)) {
                row.state = AttemptState::paid;
                paid.push_back(row.id);
                std::vector<OrderId> orders;
                for (const auto& share : open.shares)
                    if (!share.closed) orders.push_back(share.order);
                announce_received(tx_, row.id, orders);
            }
            update_attempt(tx_, row);
            const bool part = row.state == AttemptState::pending && row.received > row.surplus;
            if (part)
                set_exception(
                    tx_,
                    {.kind = ExceptionKind::underpaid,
                     .about = row.id.number,
                     .attempt = row.id,
                     .amount = row.received - row.surplus}
                );
            else
                settle_exception(tx_, row.id.number, ExceptionKind::underpaid);
        }
        return paid;
    }

private:
    struct Open {
        AttemptRow row;
        std::vector<ShareRow> shares;
        bool changed = false;
    };

    db::Transaction& tx_;
    std::map<std::string, Open> attempts_;  // by code
    Captured captured_;
};

std::optional<std::string> counter_of(const LineIn& line) {
    std::string text;
    for (const auto& part : {line.counter_account, line.counter_bank_bin, line.counter_name})
        if (part && !part->empty()) text.append(text.empty() ? "" : " ").append(*part);
    if (text.empty()) return std::nullopt;
    return text;
}

/// What a line is, before anything is posted for it.
struct Reading {
    Outcome outcome = Outcome::unapplied;
    std::optional<ExceptionKind> exception{};
    std::vector<std::string> codes{};
    std::vector<Money> portions{};
};

Reading read(
    const LineIn& line, bool ours, const std::vector<std::string>& codes, const OpenAttempts& attempts
) {
    if (!ours) return {Outcome::not_ours, ExceptionKind::unknown_account};
    if (line.amount.minor == 0) return {Outcome::empty, ExceptionKind::no_amount};
    if (line.direction == Direction::out) return {Outcome::outgoing, ExceptionKind::outgoing};
    // A text in thirty-two that looks like a code passes its check by chance; only codes that were given out
    // count.
    std::vector<std::string> known;
    std::vector<Money> asked;
    for (const auto& code : codes) {
        if (!attempts.knows(code)) continue;
        known.push_back(code);
        asked.push_back(attempts.asked(code));
    }
    if (known.empty()) return {Outcome::unapplied, ExceptionKind::no_code};
    auto parts = portions(line.amount, asked);
    if (!parts) return {Outcome::unapplied, ExceptionKind::ambiguous};
    return {Outcome::matched, std::nullopt, std::move(known), std::move(*parts)};
}

Result<Nothing> post_line(
    db::Transaction& tx, const BankLine& line, const Reading& reading, OpenAttempts& attempts
) {
    std::vector<Leg> legs;
    if (reading.outcome == Outcome::unapplied)
        legs.push_back({bank_of(line.account), unapplied_of(line.account), line.amount});
    for (std::size_t at = 0; at < reading.codes.size(); ++at) {
        auto more = attempts.take(reading.codes[at], reading.portions[at], bank_of(line.account));
        legs.insert(legs.end(), more.begin(), more.end());
    }
    if (legs.empty()) return Nothing{};
    auto posted = post(
        tx,
        {.kind = "bank_line",
         .key = fmt::format("bank:{}:{}", line.account, line.bank_ref),
         .legs = std::move(legs),
         .effective_on = day_in_vietnam(line.booked_at)}
    );
    if (!posted) return refuse(posted);
    return Nothing{};
}

// The statement's word on a line we know: the same, or a violation.
std::optional<Violation> difference(std::size_t at, const LineIn& line, const BankLine& known) {
    if (known.amount == line.amount) return std::nullopt;
    return Violation{
        fmt::format("/lines/{}/amount", at),
        "line_differs",
        fmt::format("Mã giao dịch {} đã có với số tiền {}.", known.bank_ref, shown(known.amount)),
        fmt::format("The reference {} is known with {}.", known.bank_ref, shown(known.amount))};
}

}  // namespace

Result<LinesRecorded> record_lines(db::Transaction& tx, const accounts::Caller&, const RecordLines& request) {
    const auto& lines = request.lines;
    const auto ours = own_accounts(tx);
    const auto is_ours = [&](const LineIn& line) {
        return std::ranges::find(ours, line.account) != ours.end();
    };
    std::vector<std::vector<std::string>> codes(lines.size());
    std::set<std::string> all_codes;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!is_ours(lines[at]) || lines[at].direction != Direction::in || !lines[at].memo) continue;
        codes[at] = memo_codes_in(*lines[at].memo);
        all_codes.insert(codes[at].begin(), codes[at].end());
    }
    OpenAttempts attempts(tx, all_codes);
    // In the order of their keys, so that two uploads of one statement wait for each other instead of locking
    // crosswise.
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t at) {
        return std::tie(lines[at].account, lines[at].bank_ref, lines[at].direction);
    });
    LinesRecorded recorded;
    recorded.lines.resize(lines.size());
    std::vector<Violation> differences;
    bool anything_new = false;
    for (const auto at : order) {
        const auto& in = lines[at];
        const auto reading = read(in, is_ours(in), codes[at], attempts);
        const BankLine line{
            .id = tx.new_id<OfBankLine>(),
            .account = in.account,
            .bank_ref = in.bank_ref,
            .direction = in.direction,
            .amount = in.amount,
            .booked_at = in.booked_at,
            .memo = in.memo.value_or(""),
            .counter = counter_of(in),
            .outcome = reading.outcome,
            .origin = Origin::statement,
            .unapplied = reading.outcome == Outcome::unapplied ? in.amount : vnd(0),
            .proposed_code = {},
            .proposed_by = {}};
        if (!insert_line(tx, line)) {
            const auto known = lock_line(tx, line.account, line.bank_ref, line.direction);
            ensure(known.has_value(), "a line that is turned away for its reference is there");
            if (auto differs = difference(at, in, *known)) differences.push_back(std::move(*differs));
            recorded.lines[at] = {known->id, known->bank_ref, known->outcome, true};
            continue;
        }
        anything_new = true;
        auto posted = post_line(tx, line, reading, attempts);
        if (!posted) return refuse(posted);
        if (reading.exception)
            set_exception(
                tx,
                {.kind = *reading.exception, .about = line.id.number, .line = line.id, .amount = line.amount}
            );
        recorded.lines[at] = {line.id, line.bank_ref, line.outcome, false};
    }
    if (!differences.empty()) return refuse(line_differs, std::move(differences));
    recorded.paid = attempts.keep();
    if (anything_new) tx.announce({"payments.bank_lines_recorded", lines.front().account, "{}"});
    return recorded;
}

Result<LineMatched> match_line(
    db::Transaction& tx, const accounts::Caller& caller, const MatchLine& request
) {
    // Attempts first, then the line: the order in which recording locks them.
    OpenAttempts attempts(tx, {request.memo_code});
    auto line = lock_line(tx, request.line);
    if (!line) return refuse(unknown_line);
    if (line->unapplied.minor == 0) return refuse(not_unapplied);
    if (!attempts.knows(request.memo_code)) return refuse(unknown_code);
    if (line->unapplied > two_people_above(tx.today())) {
        if (line->proposed_code != request.memo_code) {
            line->proposed_code = request.memo_code;
            line->proposed_by = caller.person;
            update_line(tx, *line);
            tx.announce({"payments.match_proposed", text_of(line->id), "{}"});
            return LineMatched{line->id, true};
        }
        if (line->proposed_by == caller.person) return refuse(second_person_needed);
    }
    auto posted = post(
        tx,
        {.kind = "match",
         .key = "match:" + text_of(line->id),
         .legs = attempts.take(request.memo_code, line->unapplied, unapplied_of(line->account)),
         .effective_on = tx.today(),
         .references = text_of(caller.person)}
    );
    if (!posted) return refuse(posted);
    line->unapplied = vnd(0);
    line->outcome = Outcome::matched;
    update_line(tx, *line);
    settle_exception(tx, line->id.number, ExceptionKind::no_code);
    settle_exception(tx, line->id.number, ExceptionKind::ambiguous);
    attempts.keep();
    tx.announce({"payments.line_matched", text_of(line->id), "{}"});
    return LineMatched{line->id, false};
}

}  // namespace chophien::payments
