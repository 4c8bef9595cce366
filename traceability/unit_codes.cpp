#include "traceability/unit_codes.hpp"

#include "core/gs1_key.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/refusals.hpp"
#include "traceability/trace_keys.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability {

namespace {

constexpr std::int64_t counters_of_a_lot = std::int64_t{CodedUnit::most_counter} + 1;

constexpr db::Statement reserve_counters{"traceability.reserve_counters", R"sql(
    UPDATE lots
       SET codes_printed = codes_printed + ?
     WHERE id = ? AND organisation = ? AND codes_printed + ? <= ?
)sql"};

constexpr db::Statement insert_batch{"traceability.insert_code_batch", R"sql(
    INSERT INTO unit_code_batches (id, lot, organisation, key_version, first_counter, units, printed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr db::Statement batch_of{"traceability.code_batch", R"sql(
    SELECT b.id, b.lot, l.gtin, l.lot_code, b.first_counter, b.units, b.printed_at
      FROM unit_code_batches b
      JOIN lots l ON l.id = b.lot
     WHERE b.id = ? AND b.organisation = ?
)sql"};

constexpr db::Statement key_and_batch{"traceability.code_batch_key", R"sql(
    SELECT b.key_version, l.batch
      FROM unit_code_batches b
      JOIN lots l ON l.id = b.lot
     WHERE b.id = ?
)sql"};

struct BatchRow {
    UnitCodeBatchId id;
    LotId lot;
    std::string gtin;
    std::string lot_code;
    std::int64_t first;
    std::int64_t count;
    Instant printed_at;
};

struct MakingRow {
    std::int64_t key_version;
    std::int64_t batch;
};

UnitCodeBatch batch_from(BatchRow row) {
    const auto id = text_of(row.id);
    return {
        row.id,
        row.lot,
        std::move(row.gtin),
        std::move(row.lot_code),
        row.first,
        row.count,
        row.printed_at,
        fmt::format("/v1/unit-code-batches/{}.csv", id),
        fmt::format("/v1/unit-code-batches/{}/labels", id)};
}

}  // namespace

}  // namespace chophien::traceability

template <>
struct chophien::db::Columns<chophien::traceability::BatchRow> {
    using Row = chophien::traceability::BatchRow;
    static constexpr auto of = std::tuple{
        &Row::id, &Row::lot, &Row::gtin, &Row::lot_code, &Row::first, &Row::count, &Row::printed_at};
};

template <>
struct chophien::db::Columns<chophien::traceability::MakingRow> {
    using Row = chophien::traceability::MakingRow;
    static constexpr auto of = std::tuple{&Row::key_version, &Row::batch};
};

namespace chophien::traceability {

Result<UnitCodeBatch> print_unit_codes(
    db::Transaction& tx, const accounts::Caller& caller, const PrintUnitCodes& request
) {
    const bool reserved = tx.change(
                              reserve_counters,
                              request.count,
                              request.lot,
                              caller.organisation,
                              request.count,
                              counters_of_a_lot
                          ) == 1;
    const auto lot = store::find_of(tx, request.lot, caller.organisation);
    if (!lot) return refuse(unknown_lot);
    if (!reserved) {
        const auto left = counters_of_a_lot - lot->codes_printed;
        return refuse(
            too_many_codes,
            fmt::format("Lô này còn {} mã.", left),
            fmt::format("This lot has {} codes left.", left)
        );
    }
    const auto keys = trace_keys(tx);
    ensure(!keys.empty(), "the market has a trace key before it serves");
    BatchRow row{
        tx.new_id<OfUnitCodeBatch>(),
        lot->id,
        lot->gtin,
        lot->lot_code,
        lot->codes_printed - request.count,
        request.count,
        tx.now()};
    tx.change(
        insert_batch,
        row.id,
        row.lot,
        caller.organisation,
        std::int64_t{keys.back().version},
        row.first,
        row.count,
        row.printed_at
    );
    LotEvent event;
    event.id = tx.new_number();
    event.kind = LotEventKind::codes_printed;
    event.organisation = lot->organisation;
    event.quantity = {whole(request.count), unit_from("H87")};
    event.place = words_of(lot->place);
    event.at = tx.now();
    event.zone_offset = vietnam_offset;
    store::append(tx, lot->id, event);
    tx.announce(
        {"lot.codes_printed",
         text_of(lot->id),
         fmt::format(R"({{"first":{},"count":{}}})", row.first, row.count)}
    );
    tx.touch(tag(lot->id));
    return batch_from(std::move(row));
}

Result<UnitCodeBatch> show_unit_code_batch(
    db::Transaction& tx, const accounts::Caller& caller, const ShowUnitCodeBatch& request
) {
    auto row = tx.row<BatchRow>(batch_of, request.batch, caller.organisation);
    if (!row) return refuse(unknown_code_batch);
    return batch_from(*std::move(row));
}

void each_unit_code(
    db::Transaction& tx,
    const UnitCodeBatch& batch,
    std::int64_t begin,
    std::int64_t count,
    const std::function<void(const std::string& code)>& each
) {
    const auto making = tx.row<MakingRow>(key_and_batch, batch.id);
    ensure(making.has_value(), "a batch that was found is there");
    const auto keys = trace_keys(tx);
    const auto key = std::ranges::find(keys, static_cast<unsigned>(making->key_version), &UnitKey::version);
    ensure(key != keys.end(), "a key that codes were printed with stays");
    const auto gtin = gtin_from(batch.gtin).value();
    const auto end = std::min(batch.count, begin + count);
    for (auto at = begin; at < end; ++at)
        each(unit_code(
            *key,
            gtin,
            {static_cast<std::uint32_t>(making->batch), static_cast<std::uint32_t>(batch.first + at)}
        ));
}

std::string unit_path(std::string_view gtin, std::string_view serial) {
    return fmt::format("/01/{}/21/{}", gtin, escaped_in_path(serial));
}

Result<GenuineUnit> genuine_unit(db::Transaction& tx, std::string_view gtin, std::string_view serial) {
    const auto number = gtin_from(gtin);
    if (!number) return tl::unexpected(number.error());
    const auto unit = verified_unit(serial, trace_keys(tx), *number);
    if (!unit) return tl::unexpected(unit.error());
    auto lot = store::find_by_batch(tx, number->text(), unit->batch);
    if (!lot || unit->counter >= static_cast<std::uint64_t>(lot->codes_printed))
        return refuse(forged_unit_code);
    return GenuineUnit{*std::move(lot), unit->counter, written_unit_code(serial).value()};
}

}  // namespace chophien::traceability
