#include "traceability/scans.hpp"

namespace chophien::traceability {

namespace {

constexpr db::Statement one_more{"traceability.count_scan", R"sql(
    INSERT INTO unit_scans (lot, counter, times, first_at, last_at) VALUES (?, ?, 1, ?, ?)
    ON DUPLICATE KEY UPDATE times = times + 1, last_at = GREATEST(last_at, VALUES(last_at))
)sql"};

constexpr db::Statement scans_so_far{"traceability.scans", R"sql(
    SELECT times, first_at, last_at FROM unit_scans WHERE lot = ? AND counter = ?
)sql"};

}  // namespace

}  // namespace chophien::traceability

template <>
struct chophien::db::Columns<chophien::traceability::Scans> {
    using Row = chophien::traceability::Scans;
    static constexpr auto of = std::tuple{&Row::times, &Row::first_at, &Row::last_at};
};

namespace chophien::traceability {

Scans count_scan(db::Transaction& tx, LotId lot, std::uint32_t counter) {
    tx.change(one_more, lot, std::int64_t{counter}, tx.now(), tx.now());
    const auto scans = scans_of(tx, lot, counter);
    ensure(scans.has_value(), "a scan that was counted is there");
    return *scans;
}

std::optional<Scans> scans_of(db::Transaction& tx, LotId lot, std::uint32_t counter) {
    return tx.row<Scans>(scans_so_far, lot, std::int64_t{counter});
}

}  // namespace chophien::traceability
