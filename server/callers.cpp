#include "server/callers.hpp"

#include "accounts/signing_in.hpp"
#include "core/crypto.hpp"

namespace chophien::server {

Result<accounts::Caller> Callers::of(std::string_view token, bool may_remember) {
    const auto digest = crypto::sha256(token);
    const std::string key(crypto::bytes_of(digest));
    std::uint64_t seen = 0;
    {
        const std::scoped_lock lock(mutex_);
        seen = changes_;
        if (may_remember) {
            const auto known = by_digest_.find(key);
            if (known != by_digest_.end() && database_.clock().now() < known->second.until)
                return known->second.caller;
        }
    }
    auto caller = database_.transact("accounts.caller_of", [&](db::Transaction& tx) {
        return accounts::caller_of(tx, token);
    });
    if (!caller || !may_remember) return caller;
    const std::scoped_lock lock(mutex_);
    if (changes_ != seen) return caller;
    if (by_digest_.size() >= most) {
        by_digest_.clear();
        digests_.clear();
    }
    by_digest_.insert_or_assign(key, Known{*caller, database_.clock().now() + std::chrono::minutes(1)});
    digests_.emplace(tag(caller->person), key);
    digests_.emplace(tag(caller->organisation), key);
    return caller;
}

accounts::Caller Callers::guest(std::string_view address) {
    accounts::Caller caller;
    caller.client = crypto::sha256(std::string("guest at ") + std::string(address));
    return caller;
}

void Callers::forget(std::span<const Tag> changed) {
    const std::scoped_lock lock(mutex_);
    bool any = false;
    for (const auto name : changed) {
        const auto [first, last] = digests_.equal_range(name);
        for (auto at = first; at != last; ++at) by_digest_.erase(at->second);
        any = any || first != last;
        digests_.erase(first, last);
    }
    // A look-up under way may not be in the table yet; it must not be kept either.
    ++changes_;
}

}  // namespace chophien::server
