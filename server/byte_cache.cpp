#include "server/byte_cache.hpp"

#include "core/result.hpp"

#include <chrono>
#include <cstring>
#include <random>

namespace chophien::server {

namespace {

constexpr auto longest_wait = std::chrono::seconds{10};
constexpr std::size_t probation_share = 10;     // a tenth
constexpr std::size_t bookkeeping_bytes = 256;  // list, map and tag nodes of one page, about

__extension__ using Wide = unsigned __int128;

std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
    const auto product = static_cast<Wide>(left) * right;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// wyhash's way: eight bytes a step through one wide multiplication, with a secret seed.
std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) {
    constexpr std::uint64_t first = 0xa0761d6478bd642fULL;
    constexpr std::uint64_t second = 0xe7037ed1a0b428dbULL;
    std::uint64_t hash = seed ^ first ^ bytes.size();
    while (bytes.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data(), 8);
        hash = mixed(hash ^ word, second);
        bytes.remove_prefix(8);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, bytes.data(), bytes.size());
    return mixed(hash ^ rest ^ first, second ^ seed);
}

void count(std::atomic<std::uint64_t>& counter) {
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace

Tag tag_of(std::string_view text) { return hash_bytes(text, 0x9e3779b97f4a7c15ULL); }

struct ByteCache::Kept {
    OwnKey key;
    std::uint64_t hash;
    std::shared_ptr<const Page> page;
    std::vector<Tag> tags;
    std::size_t bytes = 0;
    mutable std::atomic<bool> fresh = true;
    mutable std::atomic<bool> referenced = false;
    bool on_probation = true;
    std::list<std::shared_ptr<Kept>>::iterator place{};

    bool is(PageKey asked) const { return key.is(asked); }

    void refer() const {
        // Read first: a store would take the cache line from the other threads at each hit.
        if (!referenced.load(std::memory_order_relaxed)) referenced.store(true, std::memory_order_relaxed);
    }
};

/// One load in progress, shared by the loader and those who wait for it. Guarded by the shard's mutex.
struct ByteCache::Loading {
    bool done = false;
    std::shared_ptr<const Page> page;
};

struct ByteCache::Shard {
    std::mutex mutex;
    std::condition_variable loaded;
    std::unordered_map<std::uint64_t, std::shared_ptr<Kept>> by_hash;
    std::unordered_map<Tag, std::unordered_set<Kept*>> by_tag;
    std::unordered_map<std::uint64_t, std::pair<OwnKey, std::shared_ptr<Loading>>> loading;
    std::list<std::shared_ptr<Kept>> probation, main;  // newest first
    std::size_t probation_bytes = 0, bytes = 0;
    std::deque<std::uint64_t> ghosts;  // hashes lately dropped from probation, oldest first
    std::unordered_multiset<std::uint64_t> ghost_set;

    void remember_ghost(std::uint64_t hash) {
        ghosts.push_back(hash);
        ghost_set.insert(hash);
        while (ghosts.size() > main.size() + 64) {
            ghost_set.erase(ghost_set.find(ghosts.front()));
            ghosts.pop_front();
        }
    }

    void drop(Kept& page) {
        page.fresh.store(false, std::memory_order_release);
        bytes -= page.bytes;
        if (page.on_probation) probation_bytes -= page.bytes;
        for (const auto tag : page.tags) {
            const auto found = by_tag.find(tag);
            if (found == by_tag.end()) continue;
            found->second.erase(&page);
            if (found->second.empty()) by_tag.erase(found);
        }
        const auto in_map = by_hash.find(page.hash);
        if (in_map != by_hash.end() && in_map->second.get() == &page) by_hash.erase(in_map);
        (page.on_probation ? probation : main).erase(page.place);  // the last owner here: page is gone
    }

    void move_to_main(Kept& page) {
        main.splice(main.begin(), page.on_probation ? probation : main, page.place);
        if (page.on_probation) probation_bytes -= page.bytes;
        page.on_probation = false;
        page.referenced.store(false, std::memory_order_relaxed);
    }

    /// Makes room; returns how many pages left. Ends: each turn drops a page or turns off one `referenced`,
    /// and only look-ups on other threads turn them on again, so the turns are bounded by what is kept twice
    /// over.
    std::uint64_t shrink_to(std::size_t most) {
        std::uint64_t dropped = 0;
        auto turns = 2 * (probation.size() + main.size());
        while (bytes > most && !by_hash.empty()) {
            const bool from_probation =
                main.empty() || (!probation.empty() && probation_bytes >= most / probation_share);
            auto& oldest = *(from_probation ? probation : main).back();
            if (turns > 0 && oldest.referenced.load(std::memory_order_relaxed)) {
                --turns;
                move_to_main(oldest);
                continue;
            }
            if (from_probation) remember_ghost(oldest.hash);
            drop(oldest);
            ++dropped;
        }
        return dropped;
    }

    void keep(std::shared_ptr<Kept> page) {
        if (const auto old = by_hash.find(page->hash); old != by_hash.end()) drop(*old->second);
        page->on_probation = !ghost_set.contains(page->hash);
        auto& queue = page->on_probation ? probation : main;
        bytes += page->bytes;
        if (page->on_probation) probation_bytes += page->bytes;
        for (const auto tag : page->tags) by_tag[tag].insert(page.get());
        by_hash[page->hash] = page;
        queue.push_front(page);
        page->place = queue.begin();
    }
};

ByteCache::ByteCache(Options options)
    : options_(options),
      seed_(std::uint64_t{std::random_device{}()} << 32 | std::random_device{}()),
      changed_(stripes),
      fronts_(options.fronts),
      shards_(std::make_unique<std::array<Shard, shard_count>>()) {
    ensure(options.fronts > 0, "a cache has a front for each I/O thread");
}

ByteCache::~ByteCache() = default;

std::uint64_t ByteCache::hash_of(PageKey key) const {
    const auto hash = hash_bytes(key.target, seed_ + static_cast<unsigned char>(key.variant));
    if (key.accept.empty() && key.accept_language.empty()) return hash;
    return hash_bytes(key.accept_language, hash_bytes(key.accept, hash));
}

ByteCache::Shard& ByteCache::shard_of(std::uint64_t hash) const { return (*shards_)[hash >> 61]; }

bool ByteCache::changed_since(std::span<const Tag> tags, std::uint64_t epoch) const {
    if (cleared_.load() > epoch) return true;
    for (const auto tag : tags)
        if (changed_[tag % stripes].load() > epoch) return true;
    return false;
}

std::shared_ptr<const Page> ByteCache::find(std::size_t number, PageKey key) {
    static_assert(shard_count == 8, "shard_of takes three bits");
    auto& front = fronts_[number];
    if (!serving_.load()) {
        count(front.misses);
        return nullptr;
    }
    const auto hash = hash_of(key);
    auto* row = &front.places[hash % front_rows * row_places];
    for (std::size_t index = 0; index < row_places; ++index) {
        auto& place = row[index];
        if (place.hash != hash || !place.kept || !place.kept->is(key)) continue;
        if (!place.kept->fresh.load(std::memory_order_acquire)) {
            place.kept.reset();
            break;
        }
        place.kept->refer();
        count(front.hits);
        return {place.kept, place.kept->page.get()};
    }

    std::shared_ptr<const Kept> kept;
    {
        auto& shard = shard_of(hash);
        const std::scoped_lock lock(shard.mutex);
        if (const auto found = shard.by_hash.find(hash);
            found != shard.by_hash.end() && found->second->is(key))
            kept = found->second;
    }
    if (!kept) {
        count(front.misses);
        return nullptr;
    }
    kept->refer();
    count(front.shared_hits);
    // A reference count of this thread's own: with the shard's, every hit on every thread would write the
    // same cache line.
    auto own = std::make_shared<std::shared_ptr<const Kept>>(std::move(kept));
    auto& place = row[0].kept && row[0].kept->fresh.load(std::memory_order_relaxed) ? row[1] : row[0];
    place = {hash, std::shared_ptr<const Kept>(own, own->get())};
    return {place.kept, place.kept->page.get()};
}

void ByteCache::sweep(std::size_t number) {
    for (auto& place : fronts_[number].places)
        if (place.kept && !place.kept->fresh.load(std::memory_order_relaxed)) place.kept.reset();
}

ByteCache::Fill ByteCache::begin_fill(PageKey key) {
    Fill fill(*this, key, hash_of(key));
    auto& shard = shard_of(fill.hash_);
    const auto give_up = std::chrono::steady_clock::now() + longest_wait;

    std::unique_lock lock(shard.mutex);
    while (true) {
        fill.started_ = epoch_.load();
        if (!serving_.load()) return fill;
        if (const auto kept = shard.by_hash.find(fill.hash_);
            kept != shard.by_hash.end() && kept->second->is(key)) {
            kept->second->refer();
            fill.page_ = kept->second->page;
            return fill;
        }
        const auto [entry, first] = shard.loading.try_emplace(fill.hash_);
        if (first) {
            fill.loading_ = std::make_shared<Loading>();
            entry->second = {fill.key_, fill.loading_};
            return fill;
        }
        if (!entry->second.first.is(key))
            return fill;  // two keys with one hash: never in a lifetime, but never wrong
        const auto loading = entry->second.second;
        if (!shard.loaded.wait_until(lock, give_up, [&] { return loading->done; })) {
            fill.started_ = epoch_.load();
            return fill;
        }
        if (loading->page && serving_.load()) {
            fill.page_ = loading->page;
            return fill;
        }
    }
}

ByteCache::Fill::Fill(ByteCache& cache, PageKey key, std::uint64_t hash)
    : cache_(&cache), key_(key), hash_(hash) {}

ByteCache::Fill::Fill(Fill&& other) noexcept
    : cache_(std::exchange(other.cache_, nullptr)),
      key_(std::move(other.key_)),
      hash_(other.hash_),
      started_(other.started_),
      page_(std::move(other.page_)),
      loading_(std::move(other.loading_)) {}

ByteCache::Fill::~Fill() {
    if (cache_ == nullptr || !loading_) return;
    auto& shard = cache_->shard_of(hash_);
    {
        const std::scoped_lock lock(shard.mutex);
        loading_->done = true;
        shard.loading.erase(hash_);
    }
    shard.loaded.notify_all();
}

bool ByteCache::Fill::finish(std::shared_ptr<const Page> page, std::span<const Tag> tags) {
    ensure(cache_ != nullptr && !page_ && page != nullptr, "a fill is finished once, by its loader");
    auto& cache = *cache_;
    auto& shard = cache.shard_of(hash_);
    page_ = std::move(page);

    auto kept = std::make_shared<Kept>();
    kept->key = key_;
    kept->hash = hash_;
    kept->page = page_;
    kept->tags.assign(tags.begin(), tags.end());
    kept->bytes =
        page_->bytes() + key_.bytes() + tags.size() * sizeof(Tag) + sizeof(Kept) + bookkeeping_bytes;

    bool current = false;
    {
        // invalidate() writes the epochs before it takes this lock: either the change is seen here, or the
        // page is seen there.
        const std::scoped_lock lock(shard.mutex);
        current = !cache.changed_since(tags, started_);
        const auto share = cache.options_.bytes / shard_count;
        if (current && kept->bytes <= std::min(cache.options_.page_bytes, share)) {
            shard.keep(std::move(kept));
            cache.evictions_ += shard.shrink_to(share);
        }
        if (loading_) {
            loading_->done = true;
            if (current) loading_->page = page_;
            shard.loading.erase(hash_);
        }
    }
    if (loading_) shard.loaded.notify_all();
    loading_.reset();
    ++(current ? cache.fills_ : cache.stale_fills_);
    return current;
}

void ByteCache::invalidate(std::span<const Tag> tags) {
    if (tags.empty()) return;
    const auto now = ++epoch_;
    for (const auto tag : tags) {
        auto& changed = changed_[tag % stripes];
        auto seen = changed.load();
        while (seen < now && !changed.compare_exchange_weak(seen, now)) {
        }
    }
    for (auto& shard : *shards_) {
        const std::scoped_lock lock(shard.mutex);
        for (const auto tag : tags)
            for (auto found = shard.by_tag.find(tag); found != shard.by_tag.end();
                 found = shard.by_tag.find(tag)) {
                shard.drop(**found->second.begin());
                ++invalidations_;
            }
    }
}

void ByteCache::clear() {
    const auto now = ++epoch_;
    auto seen = cleared_.load();
    while (seen < now && !cleared_.compare_exchange_weak(seen, now)) {
    }
    for (auto& shard : *shards_) {
        const std::scoped_lock lock(shard.mutex);
        while (!shard.by_hash.empty()) {
            shard.drop(*shard.by_hash.begin()->second);
            ++invalidations_;
        }
    }
}

void ByteCache::set_serving(bool serving) { serving_.store(serving); }

ByteCache::Counts ByteCache::counts() const {
    Counts counts{};
    for (const auto& front : fronts_) {
        counts.front_hits += front.hits.load(std::memory_order_relaxed);
        counts.shared_hits += front.shared_hits.load(std::memory_order_relaxed);
        counts.misses += front.misses.load(std::memory_order_relaxed);
    }
    counts.fills = fills_;
    counts.stale_fills = stale_fills_;
    counts.evictions = evictions_;
    counts.invalidations = invalidations_;
    for (auto& shard : *shards_) {
        const std::scoped_lock lock(shard.mutex);
        counts.pages += shard.by_hash.size();
        counts.bytes += shard.bytes;
    }
    return counts;
}

}  // namespace chophien::server
