// What anybody may see of a lot or a unit: the consumer's view of Decree 37/2026/NĐ-CP art. 23.7 (product,
// producer's name and address, origin, lot or serial, use-by day), standards, and what happened to it.
// Farmers are not named: that needs their consent (Law 91/2025/QH15); the cooperative answers for them.
#pragma once

#include "catalog/certificates/certificates.hpp"
#include "traceability/lot.hpp"
#include "traceability/scans.hpp"
#include "traceability/unit_codes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability {

struct Producer {
    accounts::OrganisationId organisation;
    std::string name;
    std::optional<std::string> address;
    bool verified = false;
};

/// Only while it holds.
struct OcopLabel {
    std::int64_t stars = 0;
    std::optional<std::string> decision;
    Day until{};
};

struct TraceEvent {
    LotEventKind kind{};
    std::string biz_step;
    std::string place;
    Instant at;
    std::string zone_offset;
    bool day_only = false;
};

struct TraceRecord {
    std::string gtin;
    bool internal_number =
        false;  ///< a number of the marketplace's own, no GS1 key (Decree 37/2026/NĐ-CP art. 28.4)
    std::string lot_code;
    std::optional<std::string> serial;
    catalog::ProductId product;
    std::string product_name;
    Producer producer;
    std::string origin;  ///< place, commune, province, Việt Nam
    std::optional<std::string> growing_area;
    Day harvested_on{};
    std::optional<Day> use_by;
    std::optional<Day> best_before;
    std::optional<std::string> method;
    std::vector<std::string> standards;
    std::optional<OcopLabel> ocop;
    std::vector<catalog::CertificateView> certificates;  ///< that held on the day of the harvest
    std::vector<TraceEvent> events;                      ///< oldest first, at most twenty
    std::optional<Scans> scans;                          ///< of a unit that was scanned
};

/// Shows the lot, its product and its producer (tags). Refuses: wrong_gtin, wrong_lot_code, unknown_lot.
Result<TraceRecord> trace_lot(db::Transaction& tx, std::string_view gtin, std::string_view lot_code);

/// Of a genuine unit; its scans are the caller's to count.
TraceRecord trace_unit(db::Transaction& tx, const GenuineUnit& unit);

/// The same record by the lot's id. Refuses: unknown_lot.
struct TraceById {
    LotId lot;
};

Result<TraceRecord> trace(db::Transaction& tx, const accounts::Caller& caller, const TraceById& request);

/// The product a number stands for. Refuses: wrong_gtin, unknown_gtin.
Result<catalog::ProductId> product_of_gtin(db::Transaction& tx, std::string_view gtin);

}  // namespace chophien::traceability
