// Lots, their events, printed ranges of unit codes, keys and scans in the database.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/lot.hpp"
#include "traceability/unit_code.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace chophien::traceability::store {

/// The next number of what is counted for a GTIN, from 1. Two at once wait for each other; of one GTIN only.
std::int64_t next_number(db::Transaction& tx, std::string_view gtin, std::string_view counted);

bool code_taken(db::Transaction& tx, std::string_view gtin, std::string_view lot_code);
void insert(db::Transaction& tx, const Lot& lot);

std::optional<Lot> find(db::Transaction& tx, LotId id);
/// One that is there, held until the end of the transaction.
Lot lock(db::Transaction& tx, LotId id);
std::optional<Lot> find_of(db::Transaction& tx, LotId id, accounts::OrganisationId organisation);
std::optional<Lot> find_by_code(db::Transaction& tx, std::string_view gtin, std::string_view lot_code);
std::optional<Lot> find_by_batch(db::Transaction& tx, std::string_view gtin, std::uint32_t batch);

/// The lot recorded last, anybody's.
std::optional<Lot> newest(db::Transaction& tx);

/// An organisation's lots, the newest first, of one product when it is given; those before `before` unless
/// that is zero.
std::vector<Lot> lots_of(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    catalog::ProductId product,
    LotId before,
    std::int64_t limit
);

/// Takes out of what remains; false when that is not enough.
bool take(db::Transaction& tx, LotId id, accounts::OrganisationId organisation, Decimal quantity);
/// Puts back, never above what was recorded.
void put(db::Transaction& tx, LotId id, Decimal quantity);

void append(db::Transaction& tx, LotId lot, const LotEvent& event);
/// The newest first.
std::vector<LotEvent> events_of(db::Transaction& tx, LotId lot, std::int64_t limit);
/// What a consumer is shown: all but what was drawn and put back, the oldest first.
std::vector<LotEvent> public_events_of(db::Transaction& tx, LotId lot, std::int64_t limit);
/// The newest draw of so many packs of an offer.
std::optional<LotEvent> newest_draw(
    db::Transaction& tx, LotId lot, catalog::OfferId offer, Decimal sales_units
);

}  // namespace chophien::traceability::store
