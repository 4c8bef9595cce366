// Unit codes for a lot: ranges of counters are given out, the codes are made when asked for and never stored.
#pragma once

#include "core/list.hpp"
#include "traceability/lot.hpp"
#include "traceability/unit_code.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

struct OfUnitCodeBatch {
    static constexpr std::string_view prefix = "ucb";
};

using UnitCodeBatchId = Id<OfUnitCodeBatch>;

/// The most codes of one request: a file of some ten megabytes.
inline constexpr std::int64_t most_units_at_once = 100'000;

/// Labels of one sheet file: five pages of A4.
inline constexpr std::int64_t most_labels_at_once = 105;

struct PrintUnitCodes {
    LotId lot;
    std::int64_t count = 0;
};

struct ShowUnitCodeBatch {
    UnitCodeBatchId batch;
};

/// A range of a lot's counters.
struct UnitCodeBatch {
    UnitCodeBatchId id;
    LotId lot;
    std::string gtin;
    std::string lot_code;
    std::int64_t first = 0;  ///< counter of the first unit
    std::int64_t count = 0;
    Instant printed_at;
    std::string codes_path;   ///< CSV of all codes and their links
    std::string labels_path;  ///< labels to print, from the first on
};

/// Gives out the next `count` counters of the caller's lot. Refuses: unknown_lot, too_many_codes (a lot has
/// 2^24).
Result<UnitCodeBatch> print_unit_codes(
    db::Transaction& tx, const accounts::Caller& caller, const PrintUnitCodes& request
);

/// Refuses: unknown_code_batch (also another organisation's).
Result<UnitCodeBatch> show_unit_code_batch(
    db::Transaction& tx, const accounts::Caller& caller, const ShowUnitCodeBatch& request
);

/// Calls `each` with every code of a range, from its `begin`-th on, at most `count`, in order.
void each_unit_code(
    db::Transaction& tx,
    const UnitCodeBatch& batch,
    std::int64_t begin,
    std::int64_t count,
    const std::function<void(const std::string& code)>& each
);

/// Path of a unit's trace page: /01/{gtin}/21/{serial}.
std::string unit_path(std::string_view gtin, std::string_view serial);

/// A genuine unit: its lot, and its code in the one written form.
struct GenuineUnit {
    Lot lot;
    std::uint32_t counter = 0;
    std::string serial;
};

/// Refuses: wrong_gtin, forged_unit_code (does not verify, or was never given out).
Result<GenuineUnit> genuine_unit(db::Transaction& tx, std::string_view gtin, std::string_view serial);

}  // namespace chophien::traceability
