// How often a unit was scanned: one row for each unit that ever was, whatever the number of scans.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/lots.hpp"

#include <cstdint>
#include <optional>

namespace chophien::traceability {

/// No address, device or place is kept.
struct Scans {
    std::int64_t times = 0;
    Instant first_at;
    Instant last_at;
};

/// Counts one more scan at the transaction's moment and tells the new count. A commit that is repeated
/// because its answer was lost may count one scan twice: nothing is decided by it, so it is not worth a row
/// in the change feed.
Scans count_scan(db::Transaction& tx, LotId lot, std::uint32_t counter);

/// Without counting; nothing when it never was.
std::optional<Scans> scans_of(db::Transaction& tx, LotId lot, std::uint32_t counter);

}  // namespace chophien::traceability
