// Public reads, rendered once and kept as bytes. The promise is freshness: once invalidate() has returned, no
// look-up on any thread gives a page that shows what was changed; and a page whose rendering began before a
// change it shows is not kept.
//
// Two levels. Each I/O thread has a front of its own (fixed size, no lock, no allocation on a hit) before
// shards that all share. A page carries a flag that invalidation and eviction turn off, which is how the
// fronts learn of both.
//
// Admission is S3-FIFO (Yang et al., SOSP 2023): a new page waits in a small queue of a tenth of the bytes
// and moves on to the main one only if it is asked for again meanwhile, or came back soon after leaving; the
// main queue is a second-chance FIFO. So a flood of queries asked once each passes through the tenth and
// leaves the hot pages alone. Chosen over LRU because a hit then sets one flag in place of moving a list node
// under a lock, which the fronts could not do.
#pragma once

#include "server/page.hpp"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace chophien::server {

/// What a page shows and a change may touch: a row's id, or a text's hash for a whole list or kind.
using Tag = std::uint64_t;
Tag tag_of(std::string_view text);

/// Which page: path and query as asked, and a letter of the site's choice for language and media type. Where
/// an answer differs by more than a letter can say, the headers it differs by stand in full.
struct PageKey {
    std::string_view target;
    char variant = 0;
    std::string_view accept{};
    std::string_view accept_language{};
};

class ByteCache {
    struct Kept;
    struct Loading;
    struct Shard;

    /// A PageKey with bytes of its own.
    struct OwnKey {
        std::string target{};
        char variant = 0;
        std::string accept{};
        std::string accept_language{};

        OwnKey() = default;

        explicit OwnKey(PageKey key)
            : target(key.target),
              variant(key.variant),
              accept(key.accept),
              accept_language(key.accept_language) {}

        bool is(PageKey key) const {
            return variant == key.variant && target == key.target && accept == key.accept &&
                   accept_language == key.accept_language;
        }

        std::size_t bytes() const {
            return target.capacity() + accept.capacity() + accept_language.capacity();
        }
    };

public:
    struct Options {
        std::size_t bytes =
            64U << 20;  ///< of pages, in the shards; the fronts hold no others for over a second
        std::size_t page_bytes = 1U << 20;  ///< a larger page is never kept
        std::size_t fronts = 1;             ///< I/O threads
    };

    struct Counts {
        std::uint64_t front_hits, shared_hits, misses;
        std::uint64_t fills, stale_fills, evictions, invalidations;
        std::size_t pages, bytes;
    };

    /// The right and duty to load one page, or the page when someone else has just loaded it. Let go of
    /// without finish(), as by an exception, it passes the duty to whoever waits.
    class Fill {
    public:
        Fill(Fill&& other) noexcept;
        Fill& operator=(Fill&&) = delete;
        ~Fill();

        /// Set: there is nothing to load.
        const std::shared_ptr<const Page>& page() const { return page_; }

        /// Hands the page to those who wait and keeps it, unless a tag it shows has changed since
        /// begin_fill(): then it is dropped and the waiters load anew. The caller's own answer may still use
        /// it: its question came before the change. True when the page was current.
        bool finish(std::shared_ptr<const Page> page, std::span<const Tag> tags);

    private:
        friend ByteCache;
        Fill(ByteCache& cache, PageKey key, std::uint64_t hash);

        ByteCache* cache_;
        OwnKey key_;
        std::uint64_t hash_;
        std::uint64_t started_ = 0;
        std::shared_ptr<const Page> page_;
        std::shared_ptr<Loading> loading_;  // none when loading for nobody but the caller
    };

    explicit ByteCache(Options options);
    ByteCache(const ByteCache&) = delete;
    ByteCache& operator=(const ByteCache&) = delete;
    ~ByteCache();

    /// Only from the I/O thread that `front` is the number of.
    std::shared_ptr<const Page> find(std::size_t front, PageKey key);

    /// For worker threads, before any read of the database for this page: blocks while another thread loads
    /// the same page, for at most ten seconds (then loads beside it).
    Fill begin_fill(PageKey key);

    /// Drops every page that shows one of these. Call after the change is committed and before it is
    /// acknowledged.
    void invalidate(std::span<const Tag> tags);
    /// Drops everything, and whatever is being loaded now: when the change feed may have missed something.
    void clear();
    /// While false every look-up misses and every load is for its caller alone: the change feed is late.
    /// Pages stay, so set it to true only when all that happened meanwhile has been invalidated.
    void set_serving(bool serving);

    /// Once a second, from the front's own thread: lets go of dropped pages.
    void sweep(std::size_t front);

    Counts counts() const;

private:
    // Two places per row; 2048 rows cover far more than the pages that make up the hot set, in 128 kB a
    // thread.
    static constexpr std::size_t front_rows = 2048;
    static constexpr std::size_t row_places = 2;
    static constexpr std::size_t shard_count = 8;
    // Epochs of the last change are kept for stripes of tags, not tags: bounded, and a shared stripe only
    // costs a refill.
    static constexpr std::size_t stripes = 8192;

    struct Place {
        std::uint64_t hash = 0;
        std::shared_ptr<const Kept> kept;
    };

    struct alignas(64) Front {
        std::vector<Place> places = std::vector<Place>(front_rows * row_places);
        std::atomic<std::uint64_t> hits = 0, shared_hits = 0, misses = 0;  // written by one thread
    };

    std::uint64_t hash_of(PageKey key) const;
    Shard& shard_of(std::uint64_t hash) const;
    bool changed_since(std::span<const Tag> tags, std::uint64_t epoch) const;

    Options options_;
    std::uint64_t seed_;  // so that nobody can aim at one bucket
    std::atomic<bool> serving_ = true;
    std::atomic<std::uint64_t> epoch_ = 1;
    std::atomic<std::uint64_t> cleared_ = 0;  // epoch of the last clear()
    std::vector<std::atomic<std::uint64_t>> changed_;
    std::atomic<std::uint64_t> fills_ = 0, stale_fills_ = 0, evictions_ = 0, invalidations_ = 0;
    std::vector<Front> fronts_;
    std::unique_ptr<std::array<Shard, shard_count>> shards_;
};

}  // namespace chophien::server
