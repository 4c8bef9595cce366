#include "server/rate_limit.hpp"

#include "core/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace chophien::server {

using std::chrono::ceil;
using std::chrono::nanoseconds;
using std::chrono::seconds;

std::string Allowance::policy_header(std::string_view name) const {
    return fmt::format("\"{}\";q={};w={}", name, limit, window.count());
}

std::string Allowance::limit_header(std::string_view name) const {
    return fmt::format("\"{}\";r={};t={}", name, remaining, reset.count());
}

RateLimiter::RateLimiter(Rate rate, std::size_t most_keys) : rate_(rate) {
    ensure(rate.limit > 0 && rate.window.count() > 0, "a rate has a limit and a window");
    per_token_ = nanoseconds(rate.window) / rate.limit;
    ensure(per_token_.count() > 0, "a rate is below one token a nanosecond");
    most_keys_per_shard_ = std::max<std::size_t>(1, most_keys / shards_.size());
}

RateLimiter::Shard& RateLimiter::shard_of(std::string_view key) {
    return shards_[std::hash<std::string_view>{}(key) % shards_.size()];
}

Allowance RateLimiter::take(std::string_view key, Time now, std::uint32_t cost) {
    auto& shard = shard_of(key);
    const std::scoped_lock lock(shard.mutex);

    auto found = shard.by_key.find(key);
    if (found != shard.by_key.end()) {
        shard.by_use.splice(shard.by_use.begin(), shard.by_use, found->second);
    } else {
        if (shard.by_use.size() == most_keys_per_shard_) {
            shard.by_key.erase(shard.by_use.back().key);
            shard.by_use.pop_back();
        }
        shard.by_use.push_front({std::string(key), now});
        found = shard.by_key.emplace(shard.by_use.front().key, shard.by_use.begin()).first;
    }

    auto& full_at = found->second->full_at;
    const auto whole = per_token_ * rate_.limit;
    const auto after = std::max(full_at, now) + per_token_ * cost;
    const bool allowed = after - now <= whole;
    if (allowed) full_at = after;

    const auto missing = std::max(nanoseconds{0}, nanoseconds(full_at - now));
    return {
        .allowed = allowed,
        .limit = rate_.limit,
        .remaining = static_cast<std::uint32_t>((whole - std::min(missing, whole)) / per_token_),
        .reset = ceil<seconds>(missing),
        .retry_after = allowed ? seconds{0} : ceil<seconds>(after - now - whole),
        .window = rate_.window,
    };
}

void RateLimiter::give_back(std::string_view key, std::uint32_t cost) {
    auto& shard = shard_of(key);
    const std::scoped_lock lock(shard.mutex);
    // A full_at that falls into the past is a full bucket, so nothing can be gained beyond the limit.
    if (const auto found = shard.by_key.find(key); found != shard.by_key.end())
        found->second->full_at -= per_token_ * cost;
}

std::size_t RateLimiter::keys() const {
    std::size_t total = 0;
    for (const auto& shard : shards_) {
        const std::scoped_lock lock(shard.mutex);
        total += shard.by_use.size();
    }
    return total;
}

}  // namespace chophien::server
