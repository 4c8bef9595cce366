// Every reason the product says no, gathered from the modules' catalogues.

#include "accounts/refusals.hpp"
#include "catalog/ocop/refusals.hpp"
#include "catalog/pricing/refusals.hpp"
#include "catalog/refusals.hpp"
#include "catalog/takedown.hpp"
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "core/idempotency.hpp"
#include "core/jobs.hpp"
#include "core/json/reader.hpp"
#include "core/text_encoding.hpp"
#include "orders/refusals.hpp"
#include "payments/refusals.hpp"
#include "server/edge_refusals.hpp"
#include "server/epcis_manners.hpp"
#include "server/problems.hpp"
#include "server/route.hpp"
#include "server/target.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/epcis/grants.hpp"
#include "traceability/epcis/refusals.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/plots/refusals.hpp"
#include "traceability/refusals.hpp"

namespace chophien::server {

namespace {

std::vector<const Refusal*> gathered() {
    std::vector<const Refusal*> all;
    const auto add = [&](const auto& catalogue) {
        all.insert(all.end(), catalogue.begin(), catalogue.end());
    };
    add(json::refusals);
    add(csv::refusals);
    add(text::encoding_refusals);
    add(jobs::refusals);
    add(idempotency::refusals);
    add(gs1_refusals);
    add(accounts::refusals);
    add(catalog::refusals);
    add(catalog::ocop::refusals);
    add(catalog::pricing::refusals);
    add(catalog::takedown_refusals);
    add(traceability::refusals);
    add(traceability::plots::refusals);
    add(traceability::diary::refusals);
    add(traceability::exports::refusals);
    add(traceability::epcis::refusals);
    add(traceability::epcis::grant_refusals);
    add(epcis_manners_refusals);
    add(payments::refusals);
    add(orders::refusals);
    add(std::array{
        &no_such_path,
        &no_such_method,
        &unsupported_body,
        &log_in_first,
        &not_permitted,
        &bad_idempotency_key,
        &bad_if_match,
        &slow_down,
        &if_match_needed,
        &bad_target,
        &target_too_complex});
    for (const auto* edge : edge_refusals) all.push_back(&edge->refusal);
    return all;
}

}  // namespace

std::span<const Refusal* const> all_refusals() {
    static const auto all = gathered();
    return all;
}

}  // namespace chophien::server
