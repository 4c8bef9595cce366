#include "traceability/trace_keys.hpp"

#include "core/crypto.hpp"

namespace chophien::traceability {

namespace {

constexpr db::Statement make_first{"traceability.make_key", R"sql(
    INSERT IGNORE INTO trace_keys (version, secret, made_at) VALUES (0, ?, ?)
)sql"};

constexpr db::Statement all_keys{"traceability.keys", R"sql(
    SELECT version, secret FROM trace_keys ORDER BY version
)sql"};

struct KeyRow {
    std::int64_t version;
    crypto::Digest secret;
};

}  // namespace

}  // namespace chophien::traceability

template <>
struct chophien::db::Columns<chophien::traceability::KeyRow> {
    static constexpr auto of =
        std::tuple{&chophien::traceability::KeyRow::version, &chophien::traceability::KeyRow::secret};
};

namespace chophien::traceability {

void ensure_trace_key(db::Transaction& tx) {
    // With a key there, nothing is drawn or written: INSERT IGNORE would still lock the row at every start of
    // every node.
    if (!tx.rows<KeyRow>(all_keys).empty()) return;
    tx.change(make_first, crypto::random_bytes(UnitKey::secret_bytes), tx.now());
}

std::vector<UnitKey> trace_keys(db::Transaction& tx) {
    std::vector<UnitKey> keys;
    for (const auto& row : tx.rows<KeyRow>(all_keys))
        keys.emplace_back(static_cast<unsigned>(row.version), std::string(crypto::bytes_of(row.secret)));
    return keys;
}

}  // namespace chophien::traceability
