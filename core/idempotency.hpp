// What was answered to a request that carried an Idempotency-Key, kept in the transaction of its effect.
#pragma once

#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::idempotency {

struct Key {
    crypto::Digest client;       ///< who asks
    std::string text;            ///< 1 to 255 printable ASCII characters
    crypto::Digest fingerprint;  ///< of method, path and body
};

struct Answer {
    std::int32_t status = 0;
    std::string headers;
    std::string body;
};

inline constexpr Refusal other_content{
    "api/idempotency-key-reused",
    Kind::reused,
    {"Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.",
     "This Idempotency-Key was used for another request."}};
inline constexpr Refusal still_running{
    "api/idempotency-key-in-use",
    Kind::conflict,
    {"Yêu cầu đầu tiên với khóa này còn đang chạy; hãy thử lại sau giây lát.",
     "The first request with this key is still running; try again in a moment."}};
inline constexpr std::array refusals{&other_content, &still_running};

/// The answer kept under that key, or none. Refuses: other_content.
Result<std::optional<Answer>> find(db::Transaction& tx, const Key& key);

/// Keeps the answer. Throws db::Error (duplicate) when another node kept one since find: the transaction must
/// roll back.
void keep(db::Transaction& tx, const Key& key, const Answer& answer);

/// Drops answers older than 72 hours, a bounded number at a time; how many went.
std::uint64_t forget_old(db::Transaction& tx);

}  // namespace chophien::idempotency
