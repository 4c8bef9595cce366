#include "server/rate_limit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace {

using namespace chophien::server;
using namespace std::chrono_literals;

constexpr RateLimiter::Time start{1000h};

TEST(RateLimit, AFullBucketIsSpentAndThenRefillsEvenly) {
    RateLimiter limiter({.limit = 10, .window = 60s}, 100);
    for (std::uint32_t left = 10; left-- > 0;) {
        const auto allowance = limiter.take("ann", start);
        EXPECT_TRUE(allowance.allowed);
        EXPECT_EQ(allowance.remaining, left);
    }
    const auto refused = limiter.take("ann", start);
    EXPECT_FALSE(refused.allowed);
    EXPECT_EQ(refused.retry_after, 6s);
    EXPECT_EQ(refused.reset, 60s);
    EXPECT_EQ(refused.remaining, 0U);
    EXPECT_FALSE(limiter.take("ann", start + 5999ms).allowed);
    EXPECT_TRUE(limiter.take("ann", start + 6s).allowed);
    EXPECT_FALSE(limiter.take("ann", start + 6s).allowed);
    EXPECT_EQ(limiter.take("ann", start + 1h).remaining, 9U);
}

TEST(RateLimit, KeysDoNotTouchEachOther) {
    RateLimiter limiter({.limit = 1, .window = 1s}, 100);
    EXPECT_TRUE(limiter.take("ann", start).allowed);
    EXPECT_TRUE(limiter.take("binh", start).allowed);
    EXPECT_FALSE(limiter.take("ann", start).allowed);
}

TEST(RateLimit, ARefusedRequestCostsNothing) {
    RateLimiter limiter({.limit = 4, .window = 4s}, 100);
    EXPECT_TRUE(limiter.take("ann", start, 3).allowed);
    EXPECT_FALSE(limiter.take("ann", start, 2).allowed);
    EXPECT_TRUE(limiter.take("ann", start, 1).allowed);
    EXPECT_FALSE(limiter.take("ann", start, 5).allowed);  // more than a bucket holds, ever
    EXPECT_FALSE(limiter.take("ann", start + 1h, 5).allowed);
}

TEST(RateLimit, WhatIsGivenBackCanBeTakenAgainButNeverMore) {
    RateLimiter limiter({.limit = 2, .window = 60s}, 100);
    limiter.take("ann", start);
    limiter.take("ann", start);
    limiter.give_back("ann");
    EXPECT_TRUE(limiter.take("ann", start).allowed);
    EXPECT_FALSE(limiter.take("ann", start).allowed);
    for (int times = 0; times < 10; ++times) limiter.give_back("ann");
    EXPECT_TRUE(limiter.take("ann", start, 2).allowed);
    EXPECT_FALSE(limiter.take("ann", start).allowed);
}

TEST(RateLimit, MemoryIsBoundedAndForgetsTheLongestUnused) {
    RateLimiter limiter({.limit = 1, .window = 1h}, 80);
    for (int key = 0; key < 10'000; ++key) limiter.take(std::to_string(key), start);
    EXPECT_LE(limiter.keys(), 80U);
    EXPECT_FALSE(limiter.take("9999", start).allowed);
    EXPECT_TRUE(limiter.take("0", start).allowed);
}

TEST(RateLimit, HeadersSayTheNumbers) {
    RateLimiter limiter({.limit = 100, .window = 60s}, 100);
    const auto allowance = limiter.take("ann", start, 60);
    EXPECT_EQ(allowance.policy_header("login"), R"("login";q=100;w=60)");
    EXPECT_EQ(allowance.limit_header("login"), R"("login";r=40;t=36)");
}

RC_GTEST_PROP(RateLimit, AgreesWithAPlainTokenBucket, ()) {
    // A bucket that counts thousandths of tokens by the millisecond, one token a second: no rounding on
    // either side.
    const auto limit = *rc::gen::inRange<std::uint32_t>(1, 20);
    RateLimiter limiter({.limit = limit, .window = std::chrono::seconds{limit}}, 1000);

    struct Bucket {
        std::int64_t thousandths;
        std::int64_t at;
    };

    std::map<std::string, Bucket> model;
    std::int64_t now = 0;
    const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
        rc::gen::tuple(rc::gen::inRange(0, 3), rc::gen::inRange(0, 2500), rc::gen::inRange(1, 4))
    );
    for (const auto& [key_number, pause, cost] : steps) {
        now += pause;
        const auto key = std::to_string(key_number);
        auto& bucket = model.try_emplace(key, Bucket{limit * 1000, now}).first->second;
        bucket.thousandths = std::min<std::int64_t>(limit * 1000, bucket.thousandths + now - bucket.at);
        bucket.at = now;
        const bool expected = bucket.thousandths >= cost * 1000;
        if (expected) bucket.thousandths -= cost * 1000;

        const auto allowance =
            limiter.take(key, start + std::chrono::milliseconds{now}, static_cast<std::uint32_t>(cost));
        RC_ASSERT(allowance.allowed == expected);
        RC_ASSERT(static_cast<std::int64_t>(allowance.remaining) == bucket.thousandths / 1000);
        if (!expected)
            RC_ASSERT(allowance.retry_after.count() == (cost * 1000 - bucket.thousandths + 999) / 1000);
    }
}

}  // namespace
