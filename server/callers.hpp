// Who is behind a bearer token, remembered for a little while so that a request does not cost a look-up.
#pragma once

#include "accounts/caller.hpp"
#include "core/changes.hpp"
#include "core/db/database.hpp"

#include <mutex>
#include <span>
#include <string_view>
#include <unordered_map>

namespace chophien::server {

/// Thread-safe. Kept for at most a minute, at most ten thousand at once, and forgotten at once when the
/// person or the organisation behind it changes (a token revoked, a role taken, a suspension): those changes
/// touch tag(person) or tag(organisation), and whoever hears of a change tells this.
class Callers {
public:
    explicit Callers(db::Database& database) : database_(database) {}

    /// The person of a token; refuses what accounts::caller_of refuses. `may_remember` false asks the
    /// database each time.
    Result<accounts::Caller> of(std::string_view token, bool may_remember);

    /// A guest: nobody, told apart by address for idempotency keys.
    static accounts::Caller guest(std::string_view address);

    void forget(std::span<const Tag> changed);

private:
    static constexpr std::size_t most = 10'000;

    struct Known {
        accounts::Caller caller;
        Instant until;
    };

    db::Database& database_;
    std::mutex mutex_;
    std::uint64_t changes_ =
        0;  // counts calls of forget, so that an answer read before one is not kept after it
    std::unordered_map<std::string, Known> by_digest_;
    std::unordered_multimap<Tag, std::string> digests_;
};

}  // namespace chophien::server
