// Sentences about lots: given::lot_of(market, coop, goods, "40", "KGM").
#pragma once

#include "tests/given/catalog.hpp"
#include "traceability/recording.hpp"
#include "traceability/trace_keys.hpp"
#include "traceability/unit_codes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::given {

/// So much of a unit: amount("2.5", "KGM").
inline Quantity amount(std::string_view value, std::string_view unit) {
    return {decimal_from(value).value(), unit_from(unit)};
}

/// A wish that is right as it stands: harvested ten days before given::morning in Cao Bằng.
inline traceability::RecordLot harvest(catalog::OfferId offer, Quantity quantity) {
    traceability::RecordLot wish;
    wish.offer = offer;
    wish.harvested_on = Day{std::chrono::year(2026) / 11 / 11};
    wish.place = {.province = "04", .commune = "xã Trùng Khánh", .name = "Đồi Bản Giốc", .growing_area = {}};
    wish.quantity = quantity;
    return wish;
}

inline traceability::LotView records(
    Market& market, const accounts::Caller& seller, const traceability::RecordLot& wish
) {
    return granted(market.transact([&](db::Transaction& tx) { return traceability::record(tx, seller, wish); }
    ));
}

/// A lot of what an offer sells.
inline traceability::LotView lot_of(
    Market& market, const accounts::Caller& seller, catalog::OfferId offer, Quantity quantity
) {
    return records(market, seller, harvest(offer, quantity));
}

/// A range of unit codes; the market has its key afterwards.
inline traceability::UnitCodeBatch prints(
    Market& market, const accounts::Caller& seller, traceability::LotId lot, std::int64_t count
) {
    return granted(market.transact([&](db::Transaction& tx) {
        traceability::ensure_trace_key(tx);
        return traceability::print_unit_codes(tx, seller, {lot, count});
    }));
}

inline std::vector<std::string> codes_of(Market& market, const traceability::UnitCodeBatch& batch) {
    return market.transact([&](db::Transaction& tx) {
        std::vector<std::string> codes;
        traceability::each_unit_code(tx, batch, 0, batch.count, [&](const std::string& code) {
            codes.push_back(code);
        });
        return codes;
    });
}

}  // namespace chophien::given
