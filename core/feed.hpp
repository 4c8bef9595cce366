// The machinery behind core/changes.hpp: sequencing, reading, and telling this process's own readers.
#pragma once

#include "core/db/database.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace chophien {

/// Gives positions to what has arrived, in one transaction; how many change sets got one. Safe on any number
/// of nodes at once.
std::size_t sequence_changes(db::Database& database);

/// The position of the newest sequenced change set.
std::uint64_t feed_head(db::Transaction& tx);

/// The position of the oldest change set that is kept; nothing when none is.
std::optional<std::uint64_t> feed_tail(db::Transaction& tx);

/// Change sets after a position, in order, whole positions only: at least `about` of them when there are as
/// many.
std::vector<ChangeSet> changes_after(db::Transaction& tx, std::uint64_t position, std::int64_t about);

/// A durable reader's place. One that was never kept begins at the feed's beginning.
std::uint64_t reader_position(db::Transaction& tx, std::string_view reader);
void keep_reader_position(db::Transaction& tx, std::string_view reader, std::uint64_t position);

/// Change sets are kept for 30 days, and longer while a durable reader has not come past them; the rest goes,
/// a thousand at a time. How many went.
std::uint64_t forget_changes(db::Transaction& tx);

/// Follows the feed in this process: every 100 ms, and at once when this node committed something.
class FeedFollower {
public:
    using Listener = std::function<void(const std::vector<ChangeSet>&)>;

    /// Listeners hear of everything sequenced after the follower started. They must not throw.
    FeedFollower(db::Database& database, std::vector<Listener> listeners);
    ~FeedFollower();
    FeedFollower(const FeedFollower&) = delete;
    FeedFollower& operator=(const FeedFollower&) = delete;

    /// Something was committed here; look now.
    void nudge();

    /// How long ago the follower last knew everything that was committed then. Over a second: answers kept in
    /// memory may be older than they may be.
    std::chrono::milliseconds lateness() const;

private:
    void follow();
    void look();

    db::Database& database_;
    std::vector<Listener> listeners_;
    std::optional<std::uint64_t> position_;
    std::atomic<std::int64_t> caught_up_;  // steady clock, milliseconds
    std::mutex mutex_;
    std::condition_variable wake_;
    bool nudged_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace chophien
