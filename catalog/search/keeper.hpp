// Keeps this node's index right: builds it when there is none, follows the change feed, builds a new one
// beside it when the old one cannot be used any more, and switches.
//
//     data directory/search/
//         3/        the index that serves
//         4/        one being built; takes its place once it has all products
//
// An index carries the position of the feed up to which it is right, committed together with it, so a node
// that was off goes on where it stopped. Nobody who writes to the market waits for it.
#pragma once

#include "catalog/search/index.hpp"
#include "core/db/database.hpp"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace chophien::catalog::search {

class VolumeWriter;

class Keeper {
public:
    /// `changed` is called after every commit that changed answers, on the keeper's thread (or the one that
    /// calls catch_up). Only one keeper may have a folder.
    Keeper(db::Database& database, std::filesystem::path folder, std::function<void()> changed);
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    Index& index() { return index_; }

    /// Begins to follow by itself: at once when nudged, else every second.
    void start();
    /// Ends that; `changed` is not called any more. The index goes on answering.
    void stop();
    /// Something was sequenced in the feed: look now.
    void nudge();
    /// Everything the feed has now is in the index when it returns; on the calling thread, only before
    /// start(). Throws what the database throws.
    void catch_up();
    /// Begins a new index beside the one that serves.
    void rebuild();

private:
    struct Volume;
    struct Build;
    struct Chunk;

    void run();
    bool step();
    void open();
    void begin_build();
    bool go_on_building();
    void finish_build();
    bool follow(Volume& volume);
    bool look_at(Volume& volume, std::span<const ProductId> products);
    bool look_at_seller(Volume& volume, accounts::OrganisationId seller);
    bool usable(const Volume& volume) const;
    Chunk read_after(std::uint64_t product);
    void serve();
    void forget_folders();

    db::Database& database_;
    std::filesystem::path folder_;
    std::function<void()> changed_;
    Index index_;

    std::string market_;
    std::unique_ptr<Volume> serving_;
    std::unique_ptr<Build> building_;
    bool opened_ = false;
    std::atomic<bool> rebuild_wanted_{false};

    std::mutex mutex_;
    std::condition_variable wake_;
    bool nudged_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace chophien::catalog::search
