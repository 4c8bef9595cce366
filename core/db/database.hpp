// The pool of connections and the one way to use it: transact.
#pragma once

#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/metrics.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace chophien::db {

/// Thread-safe. Connections are opened as needed, one a thread at work, and kept.
class Database {
public:
    Database(Target target, const Clock& clock, IdSource& ids, Metrics& metrics);
    ~Database();

    /// Runs `work` in one transaction and commits what it answers. A refusal (an unexpected Result) or an
    /// exception rolls back. Deadlocks, lost connections and their kin run `work` again, at most five times
    /// with jittered pauses, so it may touch nothing but the transaction; then Unavailable is thrown. A
    /// connection lost during COMMIT is ambiguous: the transaction's own row in `changes`, whose id stays the
    /// same over all runs, tells whether it happened. So a transaction that writes says so to the change feed
    /// (announce or touch).
    template <class Work>
    auto transact(std::string_view name, Work&& work) -> std::invoke_result_t<Work&, Transaction&> {
        using Answer = std::invoke_result_t<Work&, Transaction&>;
        if constexpr (std::is_void_v<Answer>) {
            run(name, [&](Transaction& tx) {
                work(tx);
                return true;
            });
        } else {
            std::optional<Answer> answer;
            run(name, [&](Transaction& tx) {
                answer.emplace(work(tx));
                return succeeded(*answer);
            });
            return std::move(*answer);
        }
    }

    /// Called after every commit that touched something, before transact returns, on the committing thread.
    void on_commit(std::function<void(const std::vector<Tag>&)> listener) {
        committed_ = std::move(listener);
    }

    /// Lets benchmarks and the tests that explain every statement listen; set before the first transaction.
    void listen(Tap tap) { tap_ = std::move(tap); }

    /// For DDL and tests: one connection of one's own.
    std::unique_ptr<Session> connect();

    const Clock& clock() const { return clock_; }

private:
    template <class Answer>
    static bool succeeded(const Answer& answer) {
        if constexpr (requires {
                          answer.has_value();
                          answer.error();
                      })
            return answer.has_value();
        else
            return true;
    }

    class Lease;
    void run(std::string_view name, const std::function<bool(Transaction&)>& work);
    bool happened(std::uint64_t change_id);

    Target target_;
    const Clock& clock_;
    IdSource& ids_;
    Metrics& metrics_;
    std::function<void(const std::vector<Tag>&)> committed_;
    Tap tap_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Session>> idle_;
    std::atomic<std::size_t> host_{0};  // where the last connection succeeded or the next is tried
};

}  // namespace chophien::db
