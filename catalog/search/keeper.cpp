#include "catalog/search/keeper.hpp"

#include "catalog/search/facts_store.hpp"
#include "catalog/search/volume.hpp"
#include "catalog/touched.hpp"
#include "core/feed.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <charconv>
#include <future>

namespace chophien::catalog::search {

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr std::int64_t products_at_once = 2000;
constexpr std::int64_t sets_at_once = 50;
constexpr std::size_t products_of_sets = 500;  // facts read in one statement

// Commits cost the disk a few milliseconds and the byte cache its searches: no more than five a second.
constexpr auto between_commits = 200ms;
// What changed nothing only moves the position; it is written down so often.
constexpr auto between_positions = 60s;

std::optional<std::uint64_t> number_of(const std::filesystem::path& folder) {
    const auto name = folder.filename().string();
    std::uint64_t number = 0;
    const auto* end = name.data() + name.size();
    if (std::from_chars(name.data(), end, number) != std::from_chars_result{end, std::errc{}} || name.empty())
        return std::nullopt;
    return number;
}

}  // namespace

struct Keeper::Volume {
    std::filesystem::path folder;
    VolumeWriter writer;
    VolumeFacts facts;
    Steady::time_point committed = Steady::now();

    explicit Volume(std::filesystem::path path)
        : folder(std::move(path)), writer(folder), facts(writer.facts()) {}

    void commit() {
        writer.commit(facts);
        committed = Steady::now();
    }
};

/// The next products of a new index.
struct Keeper::Chunk {
    std::vector<ProductFacts> products;
    std::uint64_t last = 0;
    bool more = false;
};

struct Keeper::Build {
    std::unique_ptr<Volume> volume;
    std::future<Chunk> next;  ///< read while the one before is indexed
    bool all_read = false;
    std::size_t products = 0;
    Steady::time_point began = Steady::now();
};

Keeper::Keeper(db::Database& database, std::filesystem::path folder, std::function<void()> changed)
    : database_(database), folder_(std::move(folder)), changed_(std::move(changed)) {}

Keeper::~Keeper() { stop(); }

void Keeper::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Keeper::start() {
    thread_ = std::thread([this] { run(); });
}

void Keeper::nudge() {
    {
        const std::scoped_lock lock(mutex_);
        nudged_ = true;
    }
    wake_.notify_all();
}

void Keeper::rebuild() {
    rebuild_wanted_ = true;
    nudge();
}

void Keeper::catch_up() {
    while (step()) {
    }
}

void Keeper::run() {
    const db::ThreadUse use;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        nudged_ = false;
        lock.unlock();
        bool more = false;
        auto pause = 1000ms;
        try {
            more = step();
        } catch (const std::exception& fault) {
            log::warn("search index not kept", {{"why", fault.what()}});
            pause = 3000ms;
        }
        lock.lock();
        if (more && !building_) wake_.wait_for(lock, between_commits, [this] { return stopping_; });
        if (!more) wake_.wait_for(lock, pause, [this] { return stopping_ || nudged_; });
    }
    lock.unlock();
    try {
        if (serving_) serving_->commit();
    } catch (const std::exception& fault) {
        log::warn("search index not closed", {{"why", fault.what()}});
    }
}

// True: there may be more to do at once.
bool Keeper::step() {
    if (!opened_) open();
    if (serving_ && (index_.damaged() || !usable(*serving_))) {
        log::warn("search index is built anew", {{"folder", serving_->folder.string()}});
        serving_.reset();  // what was published goes on answering from its readers while it can
        if (!building_) begin_build();
    }
    if (rebuild_wanted_.exchange(false) || (!serving_ && !building_))
        if (!building_) begin_build();
    bool more = false;
    if (serving_) {
        try {
            more = follow(*serving_);
        } catch (const VolumeFault& fault) {
            log::error("search index not written", {{"why", fault.what()}});
            serving_.reset();
            return true;
        }
    }
    if (building_) more = go_on_building() || more;
    return more;
}

// The newest whole index of this market, if there is one; what else lies there goes.
void Keeper::open() {
    market_ =
        database_.transact("catalog.search_market", [](db::Transaction& tx) { return market_name(tx); });
    std::filesystem::create_directories(folder_);
    std::vector<std::uint64_t> numbers;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        if (const auto number = number_of(entry.path())) numbers.push_back(*number);
    std::ranges::sort(numbers, std::ranges::greater());
    for (const auto number : numbers) {
        const auto path = folder_ / std::to_string(number);
        try {
            auto volume = std::make_unique<Volume>(path);
            if (!volume->facts.whole || volume->facts.market != market_) continue;
            serving_ = std::move(volume);
            break;
        } catch (const VolumeFault& fault) {
            log::warn("search index not opened", {{"folder", path.string()}, {"why", fault.what()}});
        }
    }
    opened_ = true;
    if (!serving_) return;
    serve();  // even when it cannot go on: what is found is read again before it is shown
    forget_folders();
}

// The feed still has all that the index has not.
bool Keeper::usable(const Volume& volume) const {
    return database_.transact("catalog.search_position", [&](db::Transaction& tx) {
        const auto head = feed_head(tx);
        if (volume.facts.position >= head) return volume.facts.position == head;
        const auto tail = feed_tail(tx);
        return tail && *tail <= volume.facts.position + 1;
    });
}

void Keeper::begin_build() {
    std::uint64_t number = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        number = std::max(number, number_of(entry.path()).value_or(0));
    building_ = std::make_unique<Build>();
    building_->volume = std::make_unique<Volume>(folder_ / std::to_string(number + 1));
    auto& facts = building_->volume->facts;
    facts.market = market_;
    facts.position =
        database_.transact("catalog.search_position", [](db::Transaction& tx) { return feed_head(tx); });
    building_->next = std::async(std::launch::deferred, [this] { return read_after(0); });
}

Keeper::Chunk Keeper::read_after(std::uint64_t product) {
    return database_.transact("catalog.search_read", [&](db::Transaction& tx) {
        Chunk chunk;
        const auto ids = listed_after(tx, {product}, products_at_once);
        chunk.products = facts_of(tx, ids);
        chunk.more = std::ssize(ids) == products_at_once;
        if (!ids.empty()) chunk.last = ids.back().number;
        return chunk;
    });
}

bool Keeper::go_on_building() {
    auto& build = *building_;
    try {
        if (build.all_read) {
            // What happened meanwhile; then it is as new as the feed.
            if (!follow(*build.volume)) finish_build();
            return true;
        }
        const auto chunk = build.next.get();
        build.all_read = !chunk.more;
        if (chunk.more)
            build.next = std::async(std::launch::async, [this, last = chunk.last] {
                const db::ThreadUse use;
                return read_after(last);
            });
        for (const auto& product : chunk.products) build.volume->writer.put(product);
        build.products += chunk.products.size();
        return true;
    } catch (...) {
        building_.reset();
        throw;
    }
}

void Keeper::finish_build() {
    auto& build = *building_;
    build.volume->facts.whole = true;
    build.volume->commit();
    const auto took = std::chrono::duration<double>(Steady::now() - build.began);
    log::info(
        "search index built",
        {{"products", std::to_string(build.products)}, {"seconds", std::to_string(took.count())}}
    );
    serving_ = std::move(build.volume);
    building_.reset();
    serve();
    forget_folders();
}

void Keeper::serve() {
    index_.publish(serving_->folder, serving_->writer.columns());
    index_.reached(serving_->facts.position);
    if (changed_) changed_();
}

// Makes the index say of these products what is true now; true when it said something else.
bool Keeper::look_at(Volume& volume, std::span<const ProductId> products) {
    const auto facts = database_.transact("catalog.search_facts", [&](db::Transaction& tx) {
        return facts_of(tx, products);
    });
    bool changed = false;
    std::vector<ProductId> there;
    for (const auto& one : facts) {
        there.push_back(one.product);
        changed = volume.writer.put(one) || changed;
    }
    std::ranges::sort(there);
    for (const auto id : products)
        if (!std::ranges::binary_search(there, id)) changed = volume.writer.remove(id) || changed;
    return changed;
}

// A seller's name, standing or papers may have changed: all it sells.
bool Keeper::look_at_seller(Volume& volume, accounts::OrganisationId seller) {
    bool changed = false;
    for (ProductId after;;) {
        const auto some = database_.transact("catalog.search_of_seller", [&](db::Transaction& tx) {
            return products_after(tx, seller, after, products_of_sets);
        });
        if (some.empty()) return changed;
        changed = look_at(volume, some) || changed;
        after = some.back();
    }
}

bool Keeper::follow(Volume& volume) {
    const auto changes = database_.transact("catalog.search_changes", [&](db::Transaction& tx) {
        return changes_after(tx, volume.facts.position, sets_at_once);
    });
    if (changes.empty()) return false;
    const auto products = ids_in<OfProduct>(changes);
    const auto sellers = database_.transact("catalog.search_sellers", [&](db::Transaction& tx) {
        return sellers_among(tx, ids_in<accounts::OfOrganisation>(changes));
    });
    bool changed = false;
    for (std::size_t at = 0; at < products.size(); at += products_of_sets)
        changed =
            look_at(
                volume, std::span(products).subspan(at, std::min(products.size() - at, products_of_sets))
            ) ||
            changed;
    for (const auto seller : sellers) changed = look_at_seller(volume, seller) || changed;
    volume.facts.position = changes.back().position;
    if (changed || Steady::now() - volume.committed > between_positions) volume.commit();
    if (&volume == serving_.get()) {
        if (changed) serve();
        index_.reached(volume.facts.position);
    }
    return std::ssize(changes) >= sets_at_once;
}

void Keeper::forget_folders() {
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        if (!number_of(entry.path()) || entry.path() == serving_->folder) continue;
        if (building_ && entry.path() == building_->volume->folder) continue;
        std::error_code ignored;  // what cannot be removed now is next time
        std::filesystem::remove_all(entry.path(), ignored);
    }
}

}  // namespace chophien::catalog::search
