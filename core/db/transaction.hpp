// One transaction: the database, the time, fresh ids, and what is said to the change feed. Use cases touch
// nothing else.
#pragma once

#include "core/changes.hpp"
#include "core/db/session.hpp"
#include "core/id.hpp"
#include "core/result.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::db {

class Transaction {
public:
    Transaction(Session& session, Instant now, IdSource& ids) : session_(session), now_(now), ids_(ids) {}

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// The transaction's one moment; the same for every line of it.
    Instant now() const { return now_; }

    Day today() const { return day_in_vietnam(now_); }

    template <class Of>
    Id<Of> new_id() {
        return ids_.next<Of>();
    }

    std::uint64_t new_number() { return ids_.next(); }

    /// All rows, as T by its Columns (or the first column when T is a plain value).
    template <class T, class... Values>
    std::vector<T> rows(const Statement& statement, const Values&... values) {
        const std::array<Value, sizeof...(Values)> bound_values{bound(values)...};
        std::vector<T> found;
        session_.query(statement, bound_values, [&](const Row& row) { found.push_back(taken<T>(row)); });
        return found;
    }

    /// The one row or none. More than one is a bug.
    template <class T, class... Values>
    std::optional<T> row(const Statement& statement, const Values&... values) {
        auto found = rows<T>(statement, values...);
        ensure(found.size() <= 1, statement.name);
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    }

    /// Rows changed.
    template <class... Values>
    std::uint64_t change(const Statement& statement, const Values&... values) {
        const std::array<Value, sizeof...(Values)> bound_values{bound(values)...};
        return session_.change(statement, bound_values);
    }

    /// Like rows and change, when the number of values is only known at run time.
    template <class T>
    std::vector<T> rows_of(const Statement& statement, std::span<const Value> values) {
        std::vector<T> found;
        session_.query(statement, values, [&](const Row& row) { found.push_back(taken<T>(row)); });
        return found;
    }

    std::uint64_t change_of(const Statement& statement, std::span<const Value> values) {
        return session_.change(statement, values);
    }

    /// Tells the change feed, when this commits.
    void announce(Change change) { announced_.push_back(std::move(change)); }

    /// This transaction changes what that tag names: cached answers showing it go when it commits.
    void touch(Tag tag) { touched_.push_back(tag); }

    /// The answer being made shows what that tag names.
    void shows(Tag tag) { shown_.push_back(tag); }

    const std::vector<Change>& announced() const { return announced_; }

    const std::vector<Tag>& touched() const { return touched_; }

    const std::vector<Tag>& shown() const { return shown_; }

    bool changes_something() const { return !announced_.empty() || !touched_.empty(); }

    /// Work that is done and committed only when the transaction's work ends in a refusal, after all else was
    /// undone: a failed login is counted though it is refused. It is not done when an exception ends the
    /// transaction.
    void even_if_refused(std::function<void(Transaction&)> work) { owed_.push_back(std::move(work)); }

    bool owes_something() const { return !owed_.empty(); }

    /// Undoes what was done so far and begins anew with what is owed to a refusal (even_if_refused); for
    /// keeping a refusal's record in the transaction that refused.
    void start_over();

private:
    Session& session_;
    Instant now_;
    IdSource& ids_;
    std::vector<Change> announced_;
    std::vector<Tag> touched_;
    std::vector<Tag> shown_;
    std::vector<std::function<void(Transaction&)>> owed_;
};

}  // namespace chophien::db
