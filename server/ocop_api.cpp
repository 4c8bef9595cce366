// OCOP labelling on the wire: the rules for anyone, applications for holders, councils and decisions for
// authorities, and the life of labels.

#include "catalog/ocop/judging.hpp"
#include "catalog/ocop/label_acts.hpp"
#include "catalog/ocop/label_transfer.hpp"
#include "catalog/ocop/market_evidence.hpp"
#include "catalog/ocop/reading.hpp"
#include "server/ocop_forms.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

namespace ocop = catalog::ocop;

Result<List<ocop::MarketEvidence>> list_market_evidence(
    db::Transaction& tx,
    const Caller& caller,
    const ocop::NameApplication& wish,
    const Surroundings& surroundings
) {
    return ocop::market_evidence(tx, caller, wish, surroundings.public_url);
}

constexpr std::array routes{
    route<&ocop::show_rules>(
        {.verb = Verb::get,
         .path = "/v1/ocop/rules",
         .operation = "showOcopRules",
         .may = Permission::anyone,
         .summary = "The OCOP rule books by date, star bands, deciders, days and grounds.",
         .cache = Cache::shared}
    ),
    route<&ocop::show_score_sheet>(
        {.verb = Verb::get,
         .path = "/v1/ocop/sets/{set}/score-sheet",
         .operation = "showOcopScoreSheet",
         .may = Permission::anyone,
         .summary = "A set's score sheet: criteria, points, and the least for 3, 4 and 5 stars.",
         .cache = Cache::shared}
    ),
    route<&ocop::try_scores>(
        {.verb = Verb::post,
         .path = "/v1/ocop/trial-scores",
         .operation = "tryOcopScores",
         .may = Permission::anyone,
         .summary = "What points on a score sheet amount to and what is missing; nothing is kept."}
    ),
    route<&ocop::open_application>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications",
         .operation = "openOcopApplication",
         .may = Permission::sell,
         .summary = "Begin an application for OCOP stars as a draft.",
         .success = Success::created}
    ),
    route<&ocop::list_own_applications>(
        {.verb = Verb::get,
         .path = "/v1/ocop/applications/mine",
         .operation = "listOwnOcopApplications",
         .may = Permission::sell,
         .summary = "Your organisation's applications, newest first."}
    ),
    route<&ocop::list_applications>(
        {.verb = Verb::get,
         .path = "/v1/ocop/applications",
         .operation = "listOcopApplications",
         .may = Permission::verify,
         .summary = "Applications that wait for your authority, oldest first."}
    ),
    route<&ocop::show_application>(
        {.verb = Verb::get,
         .path = "/v1/ocop/applications/{application}",
         .operation = "showOcopApplication",
         .may = Permission::signed_in,
         .summary = "One application, for its holder and the authorities that decide it."}
    ),
    route<&list_market_evidence>(
        {.verb = Verb::get,
         .path = "/v1/ocop/applications/{application}/market-evidence",
         .operation = "listOcopMarketEvidence",
         .may = Permission::signed_in,
         .summary = "What the market itself knows that bears on its criteria."}
    ),
    route<&ocop_registration_slip>(
        {.path = "/v1/ocop/applications/{application}/registration-slip",
         .operation = "ocopRegistrationSlip",
         .may = Permission::signed_in,
         .summary = "Page: the registration slip (Mẫu 01), to print.",
         .media_type = "text/html"}
    ),
    route<&ocop_self_assessment_report>(
        {.path = "/v1/ocop/applications/{application}/self-assessment-report",
         .operation = "ocopSelfAssessmentReport",
         .may = Permission::signed_in,
         .summary = "Page: the self-assessment report (Mẫu 02), to print.",
         .media_type = "text/html"}
    ),
    route<&ocop_commune_report>(
        {.path = "/v1/ocop/applications/{application}/commune-report",
         .operation = "ocopCommuneReport",
         .may = Permission::signed_in,
         .summary = "Page: the commune's report (Mẫu 03), to print.",
         .media_type = "text/html"}
    ),
    route<&ocop::assess>(
        {.verb = Verb::put,
         .path = "/v1/ocop/applications/{application}/self-assessment",
         .operation = "assessOcopApplication",
         .may = Permission::sell,
         .summary = "Write the holder's own points and evidence."}
    ),
    route<&ocop::submit>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/submission",
         .operation = "submitOcopApplication",
         .may = Permission::sell,
         .summary = "Hand an application to a commune, which has 15 working days to check it."}
    ),
    route<&ocop::withdraw_application>(
        {.verb = Verb::del,
         .path = "/v1/ocop/applications/{application}/submission",
         .operation = "withdrawOcopApplication",
         .may = Permission::sell,
         .summary = "Take an application back before the council."}
    ),
    route<&ocop::forward>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/commune-check",
         .operation = "forwardOcopApplication",
         .may = Permission::verify,
         .summary = "The commune's check found it complete: on to the provincial council."}
    ),
    route<&ocop::send_back>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/send-back",
         .operation = "sendBackOcopApplication",
         .may = Permission::verify,
         .summary = "Send an application back to its holder with the reason."}
    ),
    route<&ocop::score>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/scores",
         .operation = "scoreOcopApplication",
         .may = Permission::verify,
         .summary = "One councillor's whole score sheet, once in a round.",
         .success = Success::created}
    ),
    route<&ocop::decide>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/decision",
         .operation = "decideOcopApplication",
         .may = Permission::verify,
         .summary = "The chair's decision by the council's scores; it makes the label.",
         .success = Success::created}
    ),
    route<&ocop::decline>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/rejection",
         .operation = "declineOcopApplication",
         .may = Permission::verify,
         .summary = "Fewer than three stars: no certificate."}
    ),
    route<&ocop::refer>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/referral",
         .operation = "referOcopApplication",
         .may = Permission::verify,
         .summary = "90 points or more: send it on to the ministry's council."}
    ),
    route<&ocop::hand_back>(
        {.verb = Verb::post,
         .path = "/v1/ocop/applications/{application}/hand-back",
         .operation = "handBackOcopApplication",
         .may = Permission::verify,
         .summary = "The ministry's council gave fewer than five stars: back to the province."}
    ),
    route<&ocop::list_labels>(
        {.verb = Verb::get,
         .path = "/v1/products/{product}/labels",
         .operation = "listOcopLabels",
         .may = Permission::anyone,
         .summary = "Every OCOP label of a product with its history, past and revoked ones too.",
         .cache = Cache::shared}
    ),
    route<&ocop::declare>(
        {.verb = Verb::post,
         .path = "/v1/products/{product}/labels",
         .operation = "declareOcopLabel",
         .may = Permission::sell,
         .summary = "Declare an OCOP label your product was given elsewhere.",
         .success = Success::created}
    ),
    route<&ocop::confirm>(
        {.verb = Verb::post,
         .path = "/v1/ocop/labels/{label}/confirmation",
         .operation = "confirmOcopLabel",
         .may = Permission::verify,
         .summary = "Vouch for a declared label."}
    ),
    route<&ocop::revoke>(
        {.verb = Verb::post,
         .path = "/v1/ocop/labels/{label}/revocation",
         .operation = "revokeOcopLabel",
         .may = Permission::verify,
         .summary = "Take a label back on one of the six grounds; it is gone at once."}
    ),
    route<&ocop::extend>(
        {.verb = Verb::post,
         .path = "/v1/ocop/labels/{label}/extension",
         .operation = "extendOcopLabel",
         .may = Permission::verify,
         .summary = "Let a late filer's label hold longer, at most 180 days."}
    ),
    route<&ocop::consent_to_transfer>(
        {.verb = Verb::post,
         .path = "/v1/ocop/labels/{label}/transfer-consents",
         .operation = "consentToOcopTransfer",
         .may = Permission::sell,
         .summary = "Agree that a label goes over to another holder's product; both holders must.",
         .success = Success::created}
    ),
    route<&ocop::take_consent_back>(
        {.verb = Verb::del,
         .path = "/v1/ocop/labels/{label}/transfer-consents/{to_product}",
         .operation = "takeBackOcopTransferConsent",
         .may = Permission::sell,
         .summary = "Take your consent to a transfer back, before the issuer decides."}
    ),
    route<&ocop::transfer>(
        {.verb = Verb::post,
         .path = "/v1/ocop/labels/{label}/transfer",
         .operation = "transferOcopLabel",
         .may = Permission::verify,
         .summary = "The issuer's decision that a label, with its history, goes over to another holder."}
    ),
};

}  // namespace

std::span<const Route> ocop_routes() { return routes; }

}  // namespace chophien::server
