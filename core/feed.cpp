#include "core/feed.hpp"

#include "core/log.hpp"

#include <fmt/format.h>

namespace chophien {

namespace {

using namespace std::chrono_literals;
using db::Statement;

constexpr Statement arrived_changes{"core.arrived_changes", R"sql(
    SELECT id FROM changes WHERE position IS NULL ORDER BY id LIMIT 1000
)sql"};

constexpr Statement lock_head{"core.lock_feed_head", R"sql(
    SELECT position FROM feed_head WHERE id = 1 FOR UPDATE
)sql"};

constexpr Statement read_head{"core.feed_head", R"sql(
    SELECT position FROM feed_head WHERE id = 1
)sql"};

constexpr Statement read_tail{"core.feed_tail", R"sql(
    SELECT position FROM changes WHERE position > 0 ORDER BY position LIMIT 1
)sql"};

constexpr Statement move_head{"core.move_feed_head", R"sql(
    UPDATE feed_head SET position = ? WHERE id = 1
)sql"};

// Twenty at a time: a fixed statement, prepared once, instead of one made for each number of ids.
constexpr std::size_t positioned_at_once = 20;
constexpr Statement give_position{"core.give_position", R"sql(
    UPDATE changes SET position = ?
     WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement changes_from{"core.changes_after", R"sql(
    SELECT position, id, at, body
      FROM changes
     WHERE position > ? AND position <= (
           SELECT MAX(position)
             FROM (SELECT position FROM changes WHERE position > ? ORDER BY position, id LIMIT ?) AS page)
     ORDER BY position, id
)sql"};

constexpr Statement find_reader{"core.feed_reader", R"sql(
    SELECT position FROM feed_readers WHERE name = ?
)sql"};

constexpr Statement keep_reader{"core.keep_feed_reader", R"sql(
    INSERT INTO feed_readers (name, position) VALUES (?, ?)
    ON DUPLICATE KEY UPDATE position = VALUES(position)
)sql"};

// By id, which is by age: the primary key's own order.
constexpr Statement drop_changes{"core.forget_changes", R"sql(
    DELETE FROM changes
     WHERE id < ? AND position <= (SELECT COALESCE(MIN(position), ?) FROM feed_readers)
     ORDER BY id
     LIMIT 1000
)sql"};

struct Stored {
    std::uint64_t position;
    std::uint64_t id;
    Instant at;
    std::string body;
};

std::int64_t steady_milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch()
    )
        .count();
}

}  // namespace

template <>
struct db::Columns<Stored> {
    static constexpr auto of = std::tuple{&Stored::position, &Stored::id, &Stored::at, &Stored::body};
};

std::size_t sequence_changes(db::Database& database) {
    return database.transact("core.sequence_changes", [](db::Transaction& tx) -> std::size_t {
        if (tx.rows<std::uint64_t>(arrived_changes).empty()) return 0;
        const auto head = tx.row<std::uint64_t>(lock_head);
        ensure(head.has_value(), "the feed has its head");
        // Read again under the lock: what another node sequenced meanwhile has its position and is not listed
        // any more.
        const auto ids = tx.rows<std::uint64_t>(arrived_changes);
        if (ids.empty()) return 0;
        for (std::size_t begin = 0; begin < ids.size(); begin += positioned_at_once) {
            std::vector<db::Value> values{db::bound(*head + 1)};
            for (std::size_t at = begin; at < begin + positioned_at_once; ++at)
                values.push_back(db::bound(ids[std::min(at, ids.size() - 1)]));
            tx.change_of(give_position, values);
        }
        tx.change(move_head, *head + 1);
        return ids.size();
    });
}

std::uint64_t feed_head(db::Transaction& tx) {
    const auto head = tx.row<std::uint64_t>(read_head);
    ensure(head.has_value(), "the feed has its head");
    return *head;
}

std::optional<std::uint64_t> feed_tail(db::Transaction& tx) { return tx.row<std::uint64_t>(read_tail); }

std::vector<ChangeSet> changes_after(db::Transaction& tx, std::uint64_t position, std::int64_t about) {
    std::vector<ChangeSet> found;
    for (const auto& row : tx.rows<Stored>(changes_from, position, position, about)) {
        auto& set = found.emplace_back();
        set.position = row.position;
        set.id = row.id;
        set.at = row.at;
        restore(row.body, set);
    }
    return found;
}

std::uint64_t reader_position(db::Transaction& tx, std::string_view reader) {
    return tx.row<std::uint64_t>(find_reader, reader).value_or(0);
}

void keep_reader_position(db::Transaction& tx, std::string_view reader, std::uint64_t position) {
    tx.change(keep_reader, reader, position);
}

std::uint64_t forget_changes(db::Transaction& tx) {
    return tx.change(drop_changes, first_id_at(tx.now() - std::chrono::hours(24 * 30)), feed_head(tx));
}

FeedFollower::FeedFollower(db::Database& database, std::vector<Listener> listeners)
    : database_(database), listeners_(std::move(listeners)), caught_up_(0), thread_([this] { follow(); }) {}

FeedFollower::~FeedFollower() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void FeedFollower::nudge() {
    {
        const std::scoped_lock lock(mutex_);
        nudged_ = true;
    }
    wake_.notify_all();
}

std::chrono::milliseconds FeedFollower::lateness() const {
    return std::chrono::milliseconds(steady_milliseconds() - caught_up_.load(std::memory_order_relaxed));
}

void FeedFollower::follow() {
    const db::ThreadUse use;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        nudged_ = false;
        lock.unlock();
        try {
            look();
        } catch (const std::exception& fault) {
            log::warn("change feed not read", {{"why", fault.what()}});
        }
        lock.lock();
        // A burst of commits is sequenced together: at most fifty looks a second.
        wake_.wait_for(lock, 20ms, [this] { return stopping_; });
        wake_.wait_for(lock, 80ms, [this] { return stopping_ || nudged_; });
    }
}

void FeedFollower::look() {
    const auto began = steady_milliseconds();
    if (!position_) {
        position_ = database_.transact("core.feed_head", [](db::Transaction& tx) { return feed_head(tx); });
    }
    constexpr std::int64_t page = 1000;
    while (sequence_changes(database_) >= static_cast<std::size_t>(page)) {
    }
    for (;;) {
        const auto sets = database_.transact("core.changes_after", [&](db::Transaction& tx) {
            return changes_after(tx, *position_, page);
        });
        if (!sets.empty()) {
            for (const auto& listener : listeners_) listener(sets);
            position_ = sets.back().position;
        }
        if (sets.size() < static_cast<std::size_t>(page)) break;
    }
    caught_up_ = began;
}

}  // namespace chophien
