// Sentences about money, on top of given::Market: orders to pay, attempts, bank lines, cash at the door.
#pragma once

#include "payments/bank_lines.hpp"
#include "payments/books.hpp"
#include "payments/collections.hpp"
#include "payments/exceptions.hpp"
#include "payments/ledger.hpp"
#include "payments/own_account.hpp"
#include "payments/refunds.hpp"
#include "tests/given/market.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace chophien::given {

/// A file of test vectors that lie beside the source tree, in ../shared/payments/vectors; nothing when they
/// do not.
inline std::optional<nlohmann::json> payment_vectors(const std::string& name) {
    const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
    std::ifstream in(root.parent_path() / "shared" / "payments" / "vectors" / name);
    if (!in) return std::nullopt;
    return nlohmann::json::parse(in);
}

inline std::string no_payment_vectors(const std::string& name) {
    return "The vectors shared/payments/vectors/" + name + " are not beside the source tree.";
}

/// Runs it on so many threads at once and gives what each answered.
template <class Work>
auto at_once(std::size_t threads, Work work) {
    std::vector<std::optional<std::invoke_result_t<Work&, std::size_t>>> answers(threads);
    std::vector<std::thread> running;
    for (std::size_t number = 0; number < threads; ++number)
        running.emplace_back([&, number] {
            const db::ThreadUse use;
            answers[number].emplace(work(number));
        });
    for (auto& thread : running) thread.join();
    return answers;
}

/// A market where money moves and nothing is sold: orders are only their ids, people only theirs.
class Till : public Market {
public:
    static constexpr std::string_view account = "0011004123456";

    Till() { set_account(std::string(account)); }

    void set_account(const std::string& number) {
        granted(does(&payments::set_bank_account, office(), {"970436", number, "CHO PHIEN"}));
        bank = number;
    }

    std::string bank;  ///< the account lines come to

    template <class Reply, class Request>
    Result<Reply> does(
        Result<Reply> (*verb)(db::Transaction&, const accounts::Caller&, const Request&),
        const accounts::Caller& who,
        const std::type_identity_t<Request>& wish
    ) {
        return transact([&](db::Transaction& tx) { return verb(tx, who, wish); });
    }

    payments::OrderId order() { return ids.next<payments::OfOrder>(); }

    accounts::OrganisationId seller() { return ids.next<accounts::OfOrganisation>(); }

    accounts::Caller buyer() {
        accounts::Caller caller;
        caller.person = ids.next<accounts::OfPerson>();
        caller.organisation = seller();
        return caller;
    }

    /// Somebody of the market's own office; each time another one.
    accounts::Caller office() {
        auto caller = buyer();
        caller.kind = accounts::OrganisationKind::operator_;
        caller.role = accounts::Role::owner;
        return caller;
    }

    Result<payments::Attempt> tries(
        const accounts::Caller& who, payments::Method method, const std::vector<payments::Share>& shares
    ) {
        return transact([&](db::Transaction& tx) {
            return payments::ask(tx, who, method, shares, clock.now() + std::chrono::hours(24));
        });
    }

    payments::Attempt asks(
        const accounts::Caller& who, payments::Method method, const std::vector<payments::Share>& shares
    ) {
        return granted(tries(who, method, shares));
    }

    payments::LineIn line(std::int64_t amount, const std::string& memo, std::string reference = {}) {
        if (reference.empty()) reference = "FT" + std::to_string(ids.next());
        return {bank, clock.now(), payments::Direction::in, vnd(amount), reference, memo, {}, {}, {}};
    }

    Result<payments::LinesRecorded> brings(std::vector<payments::LineIn> lines) {
        return does(&payments::record_lines, office(), {std::move(lines)});
    }

    payments::LinesRecorded brought(std::vector<payments::LineIn> lines) {
        return granted(brings(std::move(lines)));
    }

    /// Puts so much into a buyer's credit, as an overpayment would.
    void has_credit(const accounts::Caller& who, std::int64_t amount) {
        const auto paid = asks(who, payments::Method::bank_transfer, {{order(), vnd(1)}});
        brought({line(amount + 1, paid.memo_code)});
    }

    Result<Nothing> collects(payments::OrderId of, accounts::OrganisationId by, std::int64_t amount) {
        return transact([&](db::Transaction& tx) { return payments::collect_cash(tx, of, by, vnd(amount)); });
    }

    Result<Nothing> releases(
        payments::OrderId of,
        accounts::OrganisationId to,
        std::int64_t goods,
        std::int64_t delivery,
        accounts::OrganisationKind kind = accounts::OrganisationKind::cooperative
    ) {
        return transact([&](db::Transaction& tx) {
            return payments::release(tx, of, to, kind, vnd(goods), vnd(delivery));
        });
    }

    Result<Nothing> refunds(payments::OrderId of, const accounts::Caller& to) {
        return transact([&](db::Transaction& tx) {
            return payments::refund(tx, of, to.is_guest() ? std::nullopt : std::optional(to.person));
        });
    }

    std::size_t matures(std::int64_t limit = 1000) {
        return transact([&](db::Transaction& tx) { return payments::mature_due(tx, limit); });
    }

    payments::OrderMoney money_of(payments::OrderId of) {
        return transact([&](db::Transaction& tx) { return payments::money_of(tx, of); });
    }

    payments::Attempt attempt(payments::AttemptId id) {
        return transact([&](db::Transaction& tx) { return payments::attempt_of(tx, id); });
    }

    std::int64_t balance(const payments::Account& of, std::uint32_t book = payments::market_book) {
        return transact([&](db::Transaction& tx) { return payments::balance_of(tx, of, book).minor; });
    }

    std::int64_t credit_of(const accounts::Caller& who) {
        return balance({payments::Code::buyer_credit, text_of(who.person)});
    }

    /// The open exceptions' kinds, sorted.
    std::vector<std::string> troubles() {
        std::vector<std::string> kinds;
        for (const auto& open :
             granted(does(&payments::list_exceptions, office(), {.after = {}, .limit = 100})).data)
            kinds.emplace_back(json::name_of(open.kind));
        std::ranges::sort(kinds);
        return kinds;
    }

    payments::Proof proof() { return granted(does(&payments::prove, office(), {})); }
};

}  // namespace chophien::given
