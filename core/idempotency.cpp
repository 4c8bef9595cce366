#include "core/idempotency.hpp"

namespace chophien {

namespace {

struct Kept {
    crypto::Digest fingerprint;
    std::int32_t status;
    std::string headers;
    std::string body;
};

constexpr db::Statement find_answer{"core.find_idempotency", R"sql(
    SELECT fingerprint, status, headers, body FROM idempotency WHERE client = ? AND idem_key = ?
)sql"};

constexpr db::Statement keep_answer{"core.keep_idempotency", R"sql(
    INSERT INTO idempotency (client, idem_key, fingerprint, status, headers, body, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr db::Statement forget_answers{"core.forget_idempotency", R"sql(
    DELETE FROM idempotency WHERE created_at < ? LIMIT 1000
)sql"};

}  // namespace

template <>
struct db::Columns<Kept> {
    static constexpr auto of = std::tuple{&Kept::fingerprint, &Kept::status, &Kept::headers, &Kept::body};
};

namespace idempotency {

Result<std::optional<Answer>> find(db::Transaction& tx, const Key& key) {
    auto kept = tx.row<Kept>(find_answer, key.client, key.text);
    if (!kept) return std::optional<Answer>{};
    if (kept->fingerprint != key.fingerprint) return refuse(other_content);
    return std::optional<Answer>{Answer{kept->status, std::move(kept->headers), std::move(kept->body)}};
}

void keep(db::Transaction& tx, const Key& key, const Answer& answer) {
    tx.change(
        keep_answer,
        key.client,
        key.text,
        key.fingerprint,
        answer.status,
        answer.headers,
        answer.body,
        tx.now()
    );
}

std::uint64_t forget_old(db::Transaction& tx) {
    return tx.change(forget_answers, tx.now() - std::chrono::hours(72));
}

}  // namespace idempotency

}  // namespace chophien
