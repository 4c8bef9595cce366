// The forms of an OCOP dossier as pages to print, filled from what the market holds: Mẫu 01, 02 and 03 of
// Decision 26/2026/QĐ-TTg. In Vietnamese, whatever the reader's language: they are handed to authorities.
#pragma once

#include "catalog/ocop/applying.hpp"
#include "server/route.hpp"

namespace chophien::server {

/// Mẫu 01, the registration slip. All three refuse as show_application does: they are for whoever may read
/// the application.
Result<Document> ocop_registration_slip(
    db::Transaction& tx,
    const Caller& caller,
    const catalog::ocop::NameApplication& wish,
    const Surroundings& around
);

/// Mẫu 02, the self-assessment: identity, points by criterion with their evidence.
Result<Document> ocop_self_assessment_report(
    db::Transaction& tx,
    const Caller& caller,
    const catalog::ocop::NameApplication& wish,
    const Surroundings& around
);

/// Mẫu 03, the commune's report; before the check an empty one to write on.
Result<Document> ocop_commune_report(
    db::Transaction& tx,
    const Caller& caller,
    const catalog::ocop::NameApplication& wish,
    const Surroundings& around
);

}  // namespace chophien::server
