#include "server/workers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>

namespace {

using namespace chophien::server;

TEST(Workers, RunWhatTheyAreGivenOnTheirOwnThreads) {
    Workers workers({.threads = 2, .queue = 10});
    auto number = std::make_unique<int>(7);  // a job may own what cannot be copied
    std::promise<std::pair<int, std::thread::id>> done;
    EXPECT_TRUE(workers.try_submit([number = std::move(number), &done] {
        done.set_value({*number, std::this_thread::get_id()});
    }));
    const auto [seen, thread] = done.get_future().get();
    EXPECT_EQ(seen, 7);
    EXPECT_NE(thread, std::this_thread::get_id());
}

TEST(Workers, RefuseAtOnceWhenAllAreBusyAndTheQueueIsFull) {
    Workers workers({.threads = 2, .queue = 3});
    std::latch running(2), release(1);
    std::atomic<int> finished = 0;
    for (int job = 0; job < 2; ++job)
        ASSERT_TRUE(workers.try_submit([&] {
            running.count_down();
            release.wait();
            ++finished;
        }));
    running.wait();
    EXPECT_EQ(workers.busy(), 2U);
    for (int job = 0; job < 3; ++job) ASSERT_TRUE(workers.try_submit([&] { ++finished; }));
    EXPECT_TRUE(workers.full());
    EXPECT_EQ(workers.waiting(), 3U);

    Job refused = [&] { ++finished; };
    EXPECT_FALSE(workers.try_submit(std::move(refused)));
    ASSERT_TRUE(refused);  // still the caller's
    refused();

    release.count_down();
    workers.drain();
    EXPECT_EQ(finished, 6);
    EXPECT_EQ(workers.waiting() + workers.busy(), 0U);
}

TEST(Workers, DrainFinishesWhatIsQueuedAndTakesNothingMore) {
    std::atomic<int> finished = 0;
    Workers workers({.threads = 1, .queue = 100});
    int accepted = 0;
    for (int job = 0; job < 50; ++job) accepted += workers.try_submit([&] { ++finished; }) ? 1 : 0;
    workers.drain();
    EXPECT_EQ(finished, accepted);
    EXPECT_EQ(accepted, 50);
    EXPECT_FALSE(workers.try_submit([&] { ++finished; }));
    EXPECT_TRUE(workers.full());
    workers.drain();
}

TEST(Workers, EachThreadStartsAndStopsOnce) {
    std::mutex mutex;
    std::multiset<std::thread::id> started, stopped;
    const auto note = [&](auto& threads) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
    };
    {
        Workers workers(
            {.threads = 3, .queue = 1, .on_start = [&] { note(started); }, .on_stop = [&] { note(stopped); }}
        );
        EXPECT_EQ(started.size(), 3U);  // all have started when the constructor returns
        EXPECT_EQ(workers.threads(), 3U);
    }
    EXPECT_EQ(started, stopped);
    EXPECT_EQ(std::set(started.begin(), started.end()).size(), 3U);
}

TEST(Workers, AThreadThatCannotStartIsTheConstructorsFailure) {
    std::atomic<int> tries = 0;
    const auto start = [&] {
        if (++tries == 2) throw std::runtime_error("no driver");
    };
    EXPECT_THROW(Workers({.threads = 3, .queue = 1, .on_start = start}), std::runtime_error);
}

TEST(Workers, AJobThatThrowsIsReportedAndTheThreadGoesOn) {
    std::promise<std::string> fault;
    Workers workers({.threads = 1, .queue = 10, .on_fault = [&](std::exception_ptr what) {
                         try {
                             std::rethrow_exception(what);
                         } catch (const std::exception& trouble) {
                             fault.set_value(trouble.what());
                         }
                     }});
    ASSERT_TRUE(workers.try_submit([] { throw std::runtime_error("disk full"); }));
    EXPECT_EQ(fault.get_future().get(), "disk full");
    std::promise<void> next;
    ASSERT_TRUE(workers.try_submit([&] { next.set_value(); }));
    next.get_future().get();
}

TEST(Workers, ManySubmittersLoseNothing) {
    std::atomic<int> finished = 0;
    std::atomic<int> accepted = 0;
    {
        Workers workers({.threads = 4, .queue = 8});
        std::vector<std::thread> submitters;
        for (int thread = 0; thread < 4; ++thread)
            submitters.emplace_back([&] {
                for (int job = 0; job < 2000; ++job)
                    accepted += workers.try_submit([&] { ++finished; }) ? 1 : 0;
            });
        for (auto& thread : submitters) thread.join();
    }
    EXPECT_EQ(finished, accepted);
    EXPECT_GT(accepted, 0);
}

}  // namespace
