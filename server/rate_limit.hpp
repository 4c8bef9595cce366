// How often one address or account may do a thing: a token bucket for each, in bounded memory.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace chophien::server {

/// A bucket of `limit` tokens that fills again evenly within `window`.
struct Rate {
    std::uint32_t limit;
    std::chrono::seconds window;
};

/// The answer for one request, with what the RateLimit and Retry-After headers say.
struct Allowance {
    bool allowed;
    std::uint32_t limit;
    std::uint32_t remaining;           ///< tokens left now
    std::chrono::seconds reset;        ///< until the bucket is full again, rounded up
    std::chrono::seconds retry_after;  ///< until this request would be allowed, rounded up; 0 when it is

    /// `"NAME";q=100;w=60` and `"NAME";r=40;t=12` (draft-ietf-httpapi-ratelimit-headers).
    std::string policy_header(std::string_view name) const;
    std::string limit_header(std::string_view name) const;

    std::chrono::seconds window;
};

/// Safe from all threads. Remembers at most `most_keys` keys: past that, the one unused for longest is
/// forgotten, which is to say allowed its full limit again.
class RateLimiter {
public:
    using Time = std::chrono::steady_clock::time_point;

    RateLimiter(Rate rate, std::size_t most_keys);

    /// Takes `cost` tokens from the key's bucket if it holds them, else none.
    Allowance take(std::string_view key, Time now, std::uint32_t cost = 1);
    /// Gives tokens back: a login that succeeded does not count as a try.
    void give_back(std::string_view key, std::uint32_t cost = 1);

    std::size_t keys() const;

private:
    // Kept as the moment the bucket will be full again (the "virtual scheduling" form of the leaky bucket,
    // ITU-T I.371): one number a key, exact in integers, nothing to refill.
    struct Bucket {
        std::string key;
        Time full_at;
    };

    struct Shard {
        mutable std::mutex mutex;
        std::list<Bucket> by_use;  // most recent first
        std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key;
    };

    Shard& shard_of(std::string_view key);

    Rate rate_;
    std::chrono::nanoseconds per_token_;
    std::size_t most_keys_per_shard_;
    std::array<Shard, 8> shards_;
};

}  // namespace chophien::server
