#include "traceability/tracing.hpp"

#include "accounts/organisation_store.hpp"
#include "catalog/gtin.hpp"
#include "catalog/label.hpp"
#include "catalog/product_store.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/refusals.hpp"

namespace chophien::traceability {

namespace {

constexpr std::int64_t events_shown = 20;

Producer producer_of(db::Transaction& tx, accounts::OrganisationId id) {
    auto found = accounts::store::find(tx, id);
    ensure(found.has_value(), "a lot's organisation is there");
    Producer producer{
        id, std::move(found->says.name), {}, found->state == accounts::OrganisationState::verified};
    // A household's address is a person's home.
    if (found->kind != accounts::OrganisationKind::household)
        producer.address = std::move(found->says.address);
    if (found->says.province) {
        const auto& province = province_of(*found->says.province);
        producer.address = producer.address ? *producer.address + ", " + std::string(province.name)
                                            : std::string(province.name);
    }
    return producer;
}

std::string origin_of(const LotPlace& place) {
    auto origin = words_of(place);
    if (!origin.empty()) origin += ", ";
    origin += province_of(place.province).name;
    return origin + ", Việt Nam";
}

TraceRecord record_of(db::Transaction& tx, Lot lot) {
    tx.shows(tag(lot.id));
    tx.shows(tag(lot.product));
    tx.shows(tag(lot.organisation));
    const auto product = catalog::store::find_product(tx, lot.product);
    ensure(product.has_value(), "a lot's product is there");
    TraceRecord record;
    record.internal_number = is_restricted(gtin_from(lot.gtin).value());
    record.product = lot.product;
    record.product_name = product->name;
    record.producer = producer_of(tx, lot.organisation);
    record.origin = origin_of(lot.place);
    const auto labels = catalog::labels_now(catalog::labels_of(tx, lot.product), tx.today());
    if (labels.current)
        record.ocop =
            OcopLabel{labels.current->stars, labels.current->decision_no, labels.current->expires_on};
    record.certificates = catalog::certificates_holding(
        tx, lot.organisation, lot.product, lot.place.growing_area, lot.harvested_on
    );
    for (auto& event : store::public_events_of(tx, lot.id, events_shown))
        record.events.push_back(
            {event.kind,
             std::string(meaning_of(event.kind).biz_step),
             std::move(event.place),
             event.at,
             std::move(event.zone_offset),
             event.day_only}
        );
    record.gtin = std::move(lot.gtin);
    record.lot_code = std::move(lot.lot_code);
    record.growing_area = std::move(lot.place.growing_area);
    record.harvested_on = lot.harvested_on;
    record.use_by = lot.use_by;
    record.best_before = lot.best_before;
    record.method = std::move(lot.method);
    record.standards = std::move(lot.standards);
    return record;
}

}  // namespace

Result<TraceRecord> trace_lot(db::Transaction& tx, std::string_view gtin, std::string_view lot_code) {
    const auto number = gtin_from(gtin);
    if (!number) return tl::unexpected(number.error());
    const auto code = lot_code_from(lot_code);
    if (!code) return tl::unexpected(code.error());
    auto lot = store::find_by_code(tx, number->text(), *code);
    if (!lot) return refuse(unknown_lot);
    return record_of(tx, *std::move(lot));
}

TraceRecord trace_unit(db::Transaction& tx, const GenuineUnit& unit) {
    auto record = record_of(tx, unit.lot);
    record.serial = unit.serial;
    record.scans = scans_of(tx, unit.lot.id, unit.counter);
    return record;
}

Result<TraceRecord> trace(db::Transaction& tx, const accounts::Caller&, const TraceById& request) {
    auto lot = store::find(tx, request.lot);
    if (!lot) return refuse(unknown_lot);
    return record_of(tx, *std::move(lot));
}

Result<catalog::ProductId> product_of_gtin(db::Transaction& tx, std::string_view gtin) {
    const auto number = gtin_from(gtin);
    if (!number) return tl::unexpected(number.error());
    const auto product = catalog::product_with_gtin(tx, number->text());
    if (!product) return refuse(unknown_gtin);
    return *product;
}

}  // namespace chophien::traceability
