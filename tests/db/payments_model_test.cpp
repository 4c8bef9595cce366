// An oracle: the same random events happen to the real payments and to a plain ledger in memory, and must end
// alike. On failure rapidcheck prints the seed and the shortest list of events that still fails.
#include "payments/statement.hpp"
#include "tests/given/payments.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using accounts::OrganisationKind;

enum class What : std::uint8_t {
    line,      ///< a bank line for one attempt
    both,      ///< one line with the codes of two
    stray,     ///< a line without a code
    again,     ///< the last line once more
    reversal,  ///< of the last line
    collect,   ///< cash at the door
    remit,     ///< some of it handed over
    release,   ///< an order to its seller
    refund,    ///< an order to its buyer
    spend,     ///< a new order paid from credit
    mature,
    pay_guest,  ///< the operator sends back what a guest is owed
};

struct Event {
    What what;
    std::size_t which;    ///< order or attempt, modulo how many there are
    std::int64_t amount;  ///< from 1
};

std::ostream& operator<<(std::ostream& out, const Event& event) {
    constexpr std::array names{
        "line",
        "both",
        "stray",
        "again",
        "reversal",
        "collect",
        "remit",
        "release",
        "refund",
        "spend",
        "mature",
        "pay_guest"};
    return out << names.at(static_cast<std::size_t>(event.what)) << " " << event.which << " " << event.amount;
}

}  // namespace
}  // namespace chophien::payments

namespace rc {

template <>
struct Arbitrary<chophien::payments::Event> {
    static Gen<chophien::payments::Event> arbitrary() {
        using chophien::payments::Event;
        return gen::build<Event>(
            gen::set(&Event::what, gen::cast<chophien::payments::What>(gen::inRange(0, 12))),
            gen::set(&Event::which, gen::inRange<std::size_t>(0, 4)),
            gen::set(&Event::amount, gen::inRange<std::int64_t>(1, 160))
        );
    }
};

}  // namespace rc

namespace chophien::payments {
namespace {

// The world of every run. Attempt 0 pays orders 0 and 1 by transfer, attempt 1 order 2 by transfer for a
// guest; order 3 is cash on delivery.
constexpr std::size_t orders = 4;
constexpr std::array<std::int64_t, orders> asked{100, 60, 50, 80};
constexpr std::array<bool, orders> household{false, true, true, false};
constexpr std::size_t cash = 3;

std::vector<std::size_t> orders_of(std::size_t attempt) {
    return attempt == 0 ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{2};
}

using Flow = std::tuple<std::string, std::string, std::int64_t>;  // debit, credit, amount

/// Plain accounts in memory, all on the credit side but bank and cash held.
class Model {
public:
    std::map<std::string, std::int64_t> balances;

    bool line(std::size_t attempt, std::int64_t amount) {
        std::vector<Flow> flows;
        take(attempt, amount, flows);
        remember(flows);
        return true;
    }

    bool both(bool exact) {
        std::vector<Flow> flows;
        if (exact) {
            take(0, 160, flows);
            take(1, 50, flows);
        } else {
            flows.emplace_back("bank", "unapplied", 211);
        }
        remember(flows);
        return true;
    }

    bool stray(std::int64_t amount) {
        remember({{"bank", "unapplied", amount}});
        return true;
    }

    bool reversal() {
        if (!last_ || last_reversed_) return true;
        std::vector<Flow> back;
        for (const auto& [debit, credit, amount] : *last_) back.emplace_back(credit, debit, amount);
        if (!move(back)) return false;
        last_reversed_ = true;
        return true;
    }

    bool collect(std::int64_t amount) {
        if (collected_ > 0) return amount == collected_;
        if (closed_[cash] || amount > asked[cash]) return false;
        collected_ = amount;
        return move({{"cash", name(cash), amount}});
    }

    bool remit(std::int64_t amount) {
        if (amount > collected_ - remitted_) return false;
        remitted_ += amount;
        return move({{"bank", "cash", amount}});
    }

    bool release(std::size_t order, std::int64_t goods) {
        if (released_[order]) return true;
        const auto share = [](std::int64_t of, std::int64_t bps) { return (of * bps + 5'000) / 10'000; };
        const auto commission = share(goods, 500);
        const auto vat = share(commission, 1'000);
        const auto kept_vat = household[order] ? share(goods, 100) : 0;
        const auto kept_pit = household[order] ? share(goods, 50) : 0;
        const auto left = goods - commission - vat - kept_vat - kept_pit;
        if (!move(
                {{name(order), "commission", commission},
                 {name(order), "output_vat", vat},
                 {name(order), "tax_vat", kept_vat},
                 {name(order), "tax_pit", kept_pit},
                 {name(order), "pending", left}}
            ))
            return false;
        released_[order] = true;
        closed_[order] = true;
        waiting_[order] = left;
        return true;
    }

    bool refund(std::size_t order) {
        closed_[order] = true;
        return move({{name(order), order == 2 ? "guest" : "credit", balances[name(order)]}});
    }

    bool spend(std::int64_t amount) { return move({{"credit", "spent", amount}}); }

    bool mature() {
        for (std::size_t order = 0; order < orders; ++order) {
            if (order == cash && collected_ > remitted_) continue;
            if (waiting_[order] > 0) move({{"pending", "available", waiting_[order]}});
            waiting_[order] = 0;
        }
        return true;
    }

    bool pay_guest() {
        const auto owed = balances["guest"];
        return owed > 0 && move({{"guest", "bank", owed}});
    }

    static std::string name(std::size_t order) { return "escrow" + std::to_string(order); }

private:
    static bool debit_side(const std::string& account) { return account == "bank" || account == "cash"; }

    static bool floored(const std::string& account) {
        return account != "bank" && account != "commission" && account != "output_vat" &&
               !account.starts_with("tax");
    }

    void take(std::size_t attempt, std::int64_t amount, std::vector<Flow>& flows) {
        for (const auto order : orders_of(attempt)) {
            if (closed_[order]) continue;
            const auto part = std::min(amount, asked[order] - captured_[order]);
            if (part <= 0) continue;
            flows.emplace_back("bank", name(order), part);
            captured_[order] += part;
            amount -= part;
        }
        if (amount > 0) flows.emplace_back("bank", attempt == 0 ? "credit" : "guest", amount);
    }

    void remember(const std::vector<Flow>& flows) {
        move(flows, false);
        last_ = flows;
        last_reversed_ = false;
    }

    bool move(const std::vector<Flow>& flows, bool counts = true) {
        auto after = balances;
        auto captured = captured_;
        for (const auto& [debit, credit, amount] : flows) {
            after[debit] += debit_side(debit) ? amount : -amount;
            after[credit] += debit_side(credit) ? -amount : amount;
            // What goes back to the bank was never captured.
            for (std::size_t order = 0; counts && order < orders; ++order)
                if (debit == name(order) && credit == "bank") captured[order] -= amount;
        }
        for (const auto& [account, balance] : after)
            if (floored(account) && balance < 0) return false;
        balances = std::move(after);
        captured_ = captured;
        return true;
    }

    std::array<std::int64_t, orders> captured_{};
    std::array<bool, orders> closed_{};
    std::array<bool, orders> released_{};
    std::array<std::int64_t, orders> waiting_{};
    std::int64_t collected_ = 0;
    std::int64_t remitted_ = 0;
    std::optional<std::vector<Flow>> last_;
    bool last_reversed_ = false;
};

/// The same events through the real thing.
class Real {
public:
    explicit Real(given::Till& till) : given(till) {
        given.clock.advance(std::chrono::seconds(1));
        given.set_account(std::to_string(given.ids.next() % 10'000'000'000'000));
        for (auto& order : order_) order = given.order();
        const auto share = [&](std::size_t at) { return Share{order_[at], vnd(asked[at])}; };
        attempt_[0] = given.asks(ann, Method::bank_transfer, {share(0), share(1)});
        attempt_[1] = given.asks({}, Method::bank_transfer, {share(2)});
        given.asks(ann, Method::cash_on_delivery, {share(cash)});
        shared_before_ = shared();
    }

    /// False when one of the two took it and the other did not.
    bool happens(const Event& event, Model& model) {
        const auto attempt = event.which % 2;
        const auto order = event.which % orders;
        switch (event.what) {
            case What::line:
                return model.line(attempt, event.amount) == brings(event.amount, attempt_[attempt].memo_code);
            case What::both: {
                const auto codes = attempt_[0].memo_code + " " + attempt_[1].memo_code;
                const bool exact = event.amount % 2 == 0;
                return model.both(exact) == brings(exact ? 210 : 211, codes);
            }
            case What::stray:
                return model.stray(event.amount) == brings(event.amount, "tien rau");
            case What::again:
                return !last_ || given.brings({*last_}).has_value();
            case What::reversal:
                return model.reversal() == reverses();
            case What::collect: {
                // Half of the time the amount that was asked for, or else the cases after the door are seldom
                // reached.
                const auto amount = event.which % 2 == 0 ? asked[cash] : event.amount;
                return model.collect(amount) ==
                       given.collects(order_[cash], seller_[cash], amount).has_value();
            }
            case What::remit:
                return model.remit(event.amount) == remits(event.amount);
            case What::release: {
                const auto goods = event.amount % 2 == 0 ? asked[order] : event.amount;
                const auto kind =
                    household[order] ? OrganisationKind::household : OrganisationKind::cooperative;
                return model.release(order, goods) ==
                       given.releases(order_[order], seller_[order], goods, 0, kind).has_value();
            }
            case What::refund:
                return model.refund(order) ==
                       given.refunds(order_[order], order == 2 ? accounts::Caller{} : ann).has_value();
            case What::spend: {
                const auto wanted = given.order();
                const bool done =
                    given.tries(ann, Method::buyer_credit, {{wanted, vnd(event.amount)}}).has_value();
                if (done) spent_.push_back(wanted);
                return model.spend(event.amount) == done;
            }
            case What::mature:
                given.matures();
                return model.mature();
            case What::pay_guest: {
                const RecordRefundPayment payment{order_[2], "OUT" + std::to_string(given.ids.next()), {}};
                return model.pay_guest() ==
                       given.does(&record_refund_payment, given.office(), payment).has_value();
            }
        }
        return false;
    }

    std::map<std::string, std::int64_t> balances() {
        std::map<std::string, std::int64_t> found = shared();
        for (auto& [name, balance] : found) balance -= shared_before_[name];
        found["bank"] = given.balance({Code::bank, given.bank});
        found["unapplied"] = given.balance({Code::unapplied, given.bank});
        found["credit"] = given.credit_of(ann);
        found["guest"] = given.balance({Code::refund_transit, text_of(order_[2])});
        found["cash"] = given.balance({Code::cod_receivable, text_of(seller_[cash])});
        for (std::size_t at = 0; at < orders; ++at) {
            found[Model::name(at)] = given.balance({Code::escrow, text_of(order_[at])});
            found["pending"] += given.balance({Code::seller_pending, text_of(seller_[at])});
            found["available"] += given.balance({Code::seller_available, text_of(seller_[at])});
        }
        for (const auto order : spent_) found["spent"] += given.balance({Code::escrow, text_of(order)});
        std::erase_if(found, [](const auto& entry) { return entry.second == 0; });
        return found;
    }

    /// Invariants that can be asked of the books alone (ledger: 2, 3, 4, 7; orders: 8; sellers: 11).
    void holds() {
        const auto proof = given.proof();
        RC_ASSERT(proof.balanced);
        RC_ASSERT(proof.difference.minor == 0);
        for (std::size_t at = 0; at < orders; ++at) {
            const auto money = given.money_of(order_[at]);
            RC_ASSERT(money.captured == money.released + money.refunded + money.in_escrow);
            RC_ASSERT(money.in_escrow.minor == given.balance({Code::escrow, text_of(order_[at])}));
            RC_ASSERT(money.refunded <= money.captured);
            auto owner = ann;
            owner.organisation = seller_[at];
            const auto day = day_in_vietnam(given.clock.now());
            const auto statement = given::granted(given.does(&show_statement, owner, {day, day}));
            RC_ASSERT(statement.closing == statement.pending + statement.available);
        }
    }

private:
    std::map<std::string, std::int64_t> shared() {
        return {
            {"commission", given.balance({Code::commission})},
            {"output_vat", given.balance({Code::output_vat})},
            {"tax_vat", given.balance({Code::tax_vat_withheld})},
            {"tax_pit", given.balance({Code::tax_pit_withheld})},
        };
    }

    bool brings(std::int64_t amount, const std::string& memo) {
        last_ = given.line(amount, memo);
        return given.brings({*last_}).has_value();
    }

    bool reverses() {
        if (!last_) return true;
        return given
            .transact([&](db::Transaction& tx) -> Result<Posted> {
                const auto posted = find_transfer(tx, "bank:" + given.bank + ":" + last_->bank_ref);
                ensure(posted.has_value(), "a line that was recorded was posted");
                return reverse(tx, *posted);
            })
            .has_value();
    }

    bool remits(std::int64_t amount) {
        const RecordRemittance remittance{
            seller_[cash], "IN" + std::to_string(given.ids.next()), {}, {{order_[cash], vnd(amount)}}};
        return given.does(&record_remittance, given.office(), remittance).has_value();
    }

    given::Till& given;
    const accounts::Caller ann = given.buyer();
    std::array<OrderId, orders> order_;
    std::array<accounts::OrganisationId, orders> seller_{
        given.seller(), given.seller(), given.seller(), given.seller()};
    std::array<Attempt, 2> attempt_;
    std::optional<LineIn> last_;
    std::vector<OrderId> spent_;
    std::map<std::string, std::int64_t> shared_before_;
};

struct PlainLedger : testing::Test {
    given::Till given;
};

TEST_F(PlainLedger, AgreesWithTheBooksAfterAnyEvents) {
    const bool agrees = rc::check([&](const std::vector<Event>& events) {
        Real real(given);
        Model model;
        for (const auto& event : events) RC_ASSERT(real.happens(event, model));
        std::erase_if(model.balances, [](const auto& entry) { return entry.second == 0; });
        RC_ASSERT(real.balances() == model.balances);
        real.holds();
    });
    EXPECT_TRUE(agrees);
}

}  // namespace
}  // namespace chophien::payments
