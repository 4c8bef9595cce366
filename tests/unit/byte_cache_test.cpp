#include "server/byte_cache.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

namespace {

using namespace chophien::server;

constexpr PageKey pomelo{"/v1/products/pomelo", 'v'};
constexpr Tag pomelo_row = 7;
constexpr Tag listing = 8;

std::shared_ptr<const Page> page_of(std::string body) {
    return Page::of({.status = 200, .content_type = "text/plain", .headers = {}, .body = std::move(body)});
}

std::string body_of(const std::shared_ptr<const Page>& page) {
    return page ? page->identity().bytes.substr(page->identity().head_size) : "(none)";
}

bool put(ByteCache& cache, PageKey key, std::string body, std::vector<Tag> tags) {
    auto fill = cache.begin_fill(key);
    EXPECT_EQ(fill.page(), nullptr);
    return fill.finish(page_of(std::move(body)), tags);
}

void change(ByteCache& cache, Tag tag) { cache.invalidate({{tag}}); }

TEST(ByteCache, GivesWhatWasPutInOnEveryFront) {
    ByteCache cache({.fronts = 2});
    EXPECT_EQ(cache.find(0, pomelo), nullptr);
    EXPECT_TRUE(put(cache, pomelo, "sweet", {pomelo_row}));
    EXPECT_EQ(body_of(cache.find(0, pomelo)), "sweet");
    EXPECT_EQ(body_of(cache.find(0, pomelo)), "sweet");
    EXPECT_EQ(body_of(cache.find(1, pomelo)), "sweet");
    EXPECT_EQ(body_of(cache.begin_fill(pomelo).page()), "sweet");
    EXPECT_EQ(cache.find(0, {pomelo.target, 'e'}), nullptr);
    EXPECT_EQ(cache.find(0, {"/v1/products/pomelo?", 'v'}), nullptr);
    const auto counts = cache.counts();
    EXPECT_EQ(counts.front_hits, 1U);
    EXPECT_EQ(counts.shared_hits, 2U);
    EXPECT_EQ(counts.misses, 3U);
    EXPECT_EQ(counts.pages, 1U);
}

TEST(ByteCache, TellsAnswersApartByWholeHeadersWhereTheyAreGiven) {
    ByteCache cache({.fronts = 1});
    const PageKey french{"/01/1", 'l', "*/*", "fr"};
    const PageKey lao{"/01/1", 'l', "*/*", "lo"};
    put(cache, french, "bonjour", {listing});
    EXPECT_EQ(cache.find(0, lao), nullptr);
    EXPECT_EQ(cache.find(0, {"/01/1", 'l', "fr", "*/*"}), nullptr) << "which header is part of the key";
    EXPECT_EQ(cache.find(0, {"/01/1", 'l'}), nullptr);
    put(cache, lao, "sabaidi", {listing});
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(body_of(cache.find(0, french)), "bonjour");
        EXPECT_EQ(body_of(cache.find(0, lao)), "sabaidi");
    }
    change(cache, listing);
    EXPECT_EQ(cache.find(0, french), nullptr);
}

TEST(ByteCache, AChangeTakesThePageFromEveryFrontAtOnce) {
    ByteCache cache({.fronts = 2});
    put(cache, pomelo, "sweet", {pomelo_row, listing});
    put(cache, {"/other", 'v'}, "other", {listing + 1});
    const auto held = cache.find(0, pomelo);
    ASSERT_TRUE(cache.find(1, pomelo));
    change(cache, listing);
    EXPECT_EQ(cache.find(0, pomelo), nullptr);
    EXPECT_EQ(cache.find(1, pomelo), nullptr);
    EXPECT_EQ(body_of(held), "sweet");  // whoever is sending it still may
    EXPECT_EQ(body_of(cache.find(0, {"/other", 'v'})), "other");
    EXPECT_EQ(cache.counts().pages, 1U);
}

TEST(ByteCache, AFillThatBeganBeforeTheChangeMayNotStay) {
    ByteCache cache({});
    auto fill = cache.begin_fill(pomelo);
    change(cache, pomelo_row);
    EXPECT_FALSE(fill.finish(page_of("old"), {{pomelo_row}}));
    EXPECT_EQ(cache.find(0, pomelo), nullptr);

    auto unharmed = cache.begin_fill(pomelo);
    change(cache, listing);
    EXPECT_TRUE(unharmed.finish(page_of("new"), {{pomelo_row}}));
    EXPECT_EQ(body_of(cache.find(0, pomelo)), "new");
}

TEST(ByteCache, ClearDropsEverythingAndWhatIsBeingLoaded) {
    ByteCache cache({});
    put(cache, {"/other", 'v'}, "other", {});
    auto fill = cache.begin_fill(pomelo);
    cache.clear();
    EXPECT_FALSE(fill.finish(page_of("old"), {}));
    EXPECT_EQ(cache.counts().pages, 0U);
    EXPECT_EQ(cache.counts().bytes, 0U);
    EXPECT_EQ(cache.find(0, {"/other", 'v'}), nullptr);
}

TEST(ByteCache, WhileTheFeedIsLateEveryLookUpMisses) {
    ByteCache cache({});
    put(cache, pomelo, "sweet", {pomelo_row});
    ASSERT_TRUE(cache.find(0, pomelo));
    cache.set_serving(false);
    EXPECT_EQ(cache.find(0, pomelo), nullptr);
    auto first = cache.begin_fill(pomelo);
    auto second = cache.begin_fill(pomelo);  // would block if it waited for the first
    EXPECT_EQ(first.page(), nullptr);
    EXPECT_EQ(second.page(), nullptr);
    cache.set_serving(true);
    EXPECT_EQ(body_of(cache.find(0, pomelo)), "sweet");
}

/// A second miss on its own thread, which is known to have begun when it returns.
std::future<std::string> second_miss(ByteCache& cache, std::string load) {
    auto begun = std::make_shared<std::latch>(1);
    auto result = std::async(std::launch::async, [&cache, begun, load] {
        begun->count_down();
        auto fill = cache.begin_fill(pomelo);
        if (fill.page()) return body_of(fill.page());
        fill.finish(page_of(load), {{pomelo_row}});
        return "loaded " + load;
    });
    begun->wait();
    return result;
}

TEST(ByteCache, ASecondMissTakesTheFirstOnesResult) {
    ByteCache cache({});
    auto fill = cache.begin_fill(pomelo);
    auto second = second_miss(cache, "again");
    EXPECT_TRUE(fill.finish(page_of("sweet"), {{pomelo_row}}));
    EXPECT_EQ(second.get(), "sweet");
}

TEST(ByteCache, AMissAfterAChangeDoesNotGetTheOlderAnswer) {
    ByteCache cache({});
    auto fill = cache.begin_fill(pomelo);
    change(cache, pomelo_row);
    auto second = second_miss(cache, "new");
    EXPECT_FALSE(fill.finish(page_of("old"), {{pomelo_row}}));
    EXPECT_EQ(second.get(), "loaded new");
    EXPECT_EQ(body_of(cache.find(0, pomelo)), "new");
}

TEST(ByteCache, ALoaderThatFailsPassesTheDutyOn) {
    ByteCache cache({});
    std::optional fill = cache.begin_fill(pomelo);
    auto second = second_miss(cache, "at last");
    fill.reset();
    EXPECT_EQ(second.get(), "loaded at last");
}

TEST(ByteCache, BytesAreBounded) {
    ByteCache cache({.bytes = 1 << 20, .page_bytes = 64 << 10});
    for (int number = 0; number < 2000; ++number)
        put(cache, {std::to_string(number), 'v'}, std::string(3000, 'x'), {static_cast<Tag>(number), listing}
        );
    EXPECT_LE(cache.counts().bytes, 1U << 20);
    EXPECT_GT(cache.counts().bytes, 1U << 19);
    EXPECT_GT(cache.counts().evictions, 0U);
    change(cache, listing);
    EXPECT_EQ(cache.counts().bytes, 0U);
    EXPECT_TRUE(put(cache, pomelo, std::string(100 << 10, 'x'), {}));  // current, but too large to keep
    EXPECT_EQ(cache.counts().pages, 0U);
}

TEST(ByteCache, AFloodOfOneTimeQueriesLeavesTheHotPages) {
    ByteCache cache({.bytes = 1 << 20});
    const auto hot = [](int number) { return "/hot/" + std::to_string(number); };
    for (int number = 0; number < 40; ++number) put(cache, {hot(number), 'v'}, std::string(3000, 'h'), {});
    for (int number = 0; number < 40; ++number) ASSERT_TRUE(cache.find(0, {hot(number), 'v'}));
    for (int number = 0; number < 20'000; ++number) {
        put(cache, {"/search?q=" + std::to_string(number), 'v'}, std::string(1000, 'x'), {});
        if (number % 500 == 0)
            for (int page = 0; page < 40; ++page) cache.find(0, {hot(page), 'v'});
    }
    int left = 0;
    for (int number = 0; number < 40; ++number) left += cache.find(0, {hot(number), 'v'}) ? 1 : 0;
    EXPECT_EQ(left, 40);
}

TEST(ByteCache, TheSweepLetsGoOfDroppedPages) {
    ByteCache cache({});
    auto page = page_of("sweet");
    const std::weak_ptr<const Page> watched = page;
    cache.begin_fill(pomelo).finish(std::move(page), {{pomelo_row}});
    cache.find(0, pomelo);
    change(cache, pomelo_row);
    EXPECT_FALSE(watched.expired());  // the front has not looked since
    cache.sweep(0);
    EXPECT_TRUE(watched.expired());
}

RC_GTEST_PROP(ByteCache, NeverShowsLessThanTheLastChange, ()) {
    // Versions of eight rows, pages that show two rows each, loads begun, changed under and finished in any
    // order.
    ByteCache cache({.bytes = 1 << 16, .fronts = 2});
    std::array<int, 8> version{};

    struct Open {
        std::size_t page;
        ByteCache::Fill fill;
        std::string seen;
    };

    std::vector<Open> open;
    const auto rows_of = [](std::size_t page) { return std::array{page % 8, (page * 3 + 1) % 8}; };
    const auto render = [&](std::size_t page) {
        const auto rows = rows_of(page);
        return std::to_string(version[rows[0]]) + "," + std::to_string(version[rows[1]]);
    };
    const auto steps = *rc::gen::container<std::vector<std::pair<int, std::size_t>>>(
        rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::inRange<std::size_t>(0, 16))
    );
    for (const auto& [what, which] : steps) {
        const auto target = "/page/" + std::to_string(which);
        const PageKey key{target, 'v'};
        if (what == 0) {
            ++version[which % 8];
            change(cache, which % 8);
        } else if (what == 1) {
            const bool loading = std::any_of(open.begin(), open.end(), [&, page = which](const Open& one) {
                return one.page == page;
            });
            if (loading) continue;  // would wait for itself
            auto fill = cache.begin_fill(key);
            if (fill.page()) {
                RC_ASSERT(body_of(fill.page()) == render(which));
            } else {
                open.push_back({which, std::move(fill), render(which)});
            }
        } else if (what == 2 && !open.empty()) {
            auto one = std::move(open[which % open.size()]);
            const auto rows = rows_of(one.page);
            const bool current = one.fill.finish(page_of(one.seen), {{rows[0], rows[1]}});
            RC_ASSERT(current == (one.seen == render(one.page)));
            std::vector<Open> rest;
            for (auto& other : open)
                if (other.page != one.page) rest.push_back(std::move(other));
            open.swap(rest);
        } else if (const auto page = cache.find(which % 2, key)) {
            RC_ASSERT(body_of(page) == render(which));
        }
    }
}

TEST(ByteCache, UnderStormNoReaderSeesWhatWasAlreadyChanged) {
    // One writer a row: it changes the row, invalidates, and only then publishes the version as acknowledged.
    // Whoever reads the acknowledged version first and the page afterwards must find that version or a later
    // one.
    constexpr std::size_t rows = 4;
    constexpr int changes = 3000;
    ByteCache cache({.bytes = 1 << 16, .fronts = 2});
    std::array<std::atomic<int>, rows> row{}, acknowledged{};
    std::atomic<bool> done = false;
    std::atomic<int> too_old = 0, read = 0;
    const auto target = [](std::size_t number) { return "/row/" + std::to_string(number); };

    std::vector<std::thread> threads;
    for (std::size_t front = 0; front < 2; ++front)
        threads.emplace_back([&, front] {
            for (std::size_t turn = 0; !done; ++turn) {
                const auto number = turn % rows;
                const int promised = acknowledged[number];
                const auto name = target(number);
                if (const auto page = cache.find(front, {name, 'v'})) {
                    ++read;
                    if (std::stoi(body_of(page)) < promised) ++too_old;
                }
                if (turn % 1024 == 0) cache.sweep(front);
            }
        });
    for (int loader = 0; loader < 3; ++loader)
        threads.emplace_back([&, loader] {
            for (auto turn = static_cast<std::size_t>(loader); !done; ++turn) {
                const auto number = turn % rows;
                const int promised = acknowledged[number];
                const auto name = target(number);
                auto fill = cache.begin_fill({name, 'v'});
                if (fill.page()) {
                    if (std::stoi(body_of(fill.page())) < promised) ++too_old;
                    continue;
                }
                const int version = row[number];
                fill.finish(page_of(std::to_string(version)), {{number}});
            }
        });
    std::thread writer([&] {
        // On a busy machine the readers may get their first turn late.
        for (int version = 1; version <= changes || (read == 0 && version <= 1000 * changes); ++version)
            for (std::size_t number = 0; number < rows; ++number) {
                row[number] = version;
                change(cache, number);
                acknowledged[number] = version;
            }
        done = true;
    });
    writer.join();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(too_old, 0);
    EXPECT_GT(read, 0);
}

}  // namespace
