#include "core/db/database.hpp"

#include "core/log.hpp"

#include <fmt/format.h>

#include <random>
#include <thread>

namespace chophien::db {

namespace {

using namespace std::chrono_literals;

constexpr int most_runs = 6;  // the first and five more

constexpr Statement append_change{"core.append_change", R"sql(
    INSERT INTO changes (id, at, body)
    VALUES (?, ?, ?)
)sql"};

constexpr Statement find_change{"core.find_change", R"sql(
    SELECT id FROM changes WHERE id = ?
)sql"};

// Twice as long each time, and up to as much again by chance, so that two that met do not meet again.
void pause(int run, bool lost) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto least = (lost ? 60ms : 2ms) * (1 << run);
    std::uniform_int_distribution<std::int64_t> extra(0, least.count());
    std::this_thread::sleep_for(least + std::chrono::milliseconds(extra(random)));
}

}  // namespace

void Transaction::start_over() {
    session_.rollback();
    announced_.clear();
    touched_.clear();
    for (const auto& work : std::exchange(owed_, {})) work(*this);
}

/// A connection for one run: given back when the run went well, thrown away when the connection was lost.
class Database::Lease {
public:
    explicit Lease(Database& database) : database_(database) {
        {
            const std::scoped_lock lock(database_.mutex_);
            if (!database_.idle_.empty()) {
                session_ = std::move(database_.idle_.back());
                database_.idle_.pop_back();
            }
        }
        if (!session_) session_ = database_.connect();
    }

    ~Lease() {
        if (!session_) return;
        const std::scoped_lock lock(database_.mutex_);
        database_.idle_.push_back(std::move(session_));
    }

    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Session& operator*() const { return *session_; }

    /// Undoes what the run did. A connection that cannot even do that is lost.
    void undo() {
        try {
            session_->rollback();
        } catch (const Error&) {
            lose();
        }
    }

    /// The server this connection spoke to is gone or going: the idle ones to it are no better.
    void lose() {
        std::vector<std::unique_ptr<Session>> dead;
        {
            const std::scoped_lock lock(database_.mutex_);
            dead.swap(database_.idle_);
        }
        session_.reset();
        ++database_.host_;
    }

private:
    Database& database_;
    std::unique_ptr<Session> session_;
};

Database::Database(Target target, const Clock& clock, IdSource& ids, Metrics& metrics)
    : target_(std::move(target)), clock_(clock), ids_(ids), metrics_(metrics) {}

Database::~Database() = default;

std::unique_ptr<Session> Database::connect() {
    auto session = std::make_unique<Session>(target_, host_.load());
    if (tap_) session->set_tap(&tap_);
    return session;
}

void Database::run(std::string_view name, const std::function<bool(Transaction&)>& work) {
    const auto began = std::chrono::steady_clock::now();
    const std::uint64_t change_id = ids_.next();
    std::string last_words;
    for (int run = 0; run < most_runs; ++run) {
        std::vector<Tag> touched;
        bool committing = false;
        try {
            Lease session(*this);
            try {
                Transaction tx(*session, clock_.now(), ids_);
                if (!work(tx)) {
                    if (!tx.owes_something()) {
                        session.undo();
                        return;
                    }
                    tx.start_over();
                }
                touched = tx.touched();
                if (tx.changes_something()) {
                    const auto body = stored(tx.announced(), tx.touched());
                    tx.change(append_change, change_id, tx.now(), body);
                }
                committing = tx.changes_something();
                (*session).commit();
            } catch (const Error& error) {
                error.lost() ? session.lose() : session.undo();
                throw;
            } catch (...) {
                session.undo();
                throw;
            }
            if (committed_ && !touched.empty()) committed_(touched);
            metrics_.observe("db_transaction_seconds", name, std::chrono::steady_clock::now() - began);
            return;
        } catch (const Error& error) {
            // 1062 on our own change id: an earlier run whose COMMIT went unanswered did happen after all.
            const bool own_row = error.duplicate() && run > 0 &&
                                 std::string_view(error.what()).starts_with(append_change.name);
            if (!error.transient() && !own_row) throw;
            metrics_.count("db_retries_total", name);
            last_words = error.what();
            if (own_row || (committing && error.lost() && happened(change_id))) {
                if (committed_ && !touched.empty()) committed_(touched);
                return;
            }
            if (run + 1 < most_runs) pause(run, error.lost());
        }
    }
    log::warn("database unavailable", {{"transaction", std::string(name)}, {"last", last_words}});
    throw Unavailable(fmt::format("{} gave up: {}", name, last_words));
}

// Asks a fresh connection whether the change was committed. While nothing answers, the question stays open:
// the caller runs the work again, and the change's own key stops it from happening twice.
bool Database::happened(std::uint64_t change_id) {
    for (int tries = 0; tries < 4; ++tries) {
        try {
            const auto session = connect();
            bool found = false;
            const std::array values{bound(change_id)};
            session->query(find_change, values, [&](const Row&) { found = true; });
            return found;
        } catch (const Error& error) {
            if (!error.transient()) throw;
            pause(tries, true);
        }
    }
    return false;
}

}  // namespace chophien::db
