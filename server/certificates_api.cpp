// Certificates and rights to marks on the wire.
#include "catalog/certificates/wire.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&catalog::list_schemes>(
        {.verb = Verb::get,
         .path = "/v1/certificate-schemes",
         .operation = "listCertificateSchemes",
         .may = Permission::anyone,
         .summary = "The schemes of certificates and marks, with the longest time one holds.",
         .cache = Cache::shared}
    ),
    route<&catalog::declare_certificate>(
        {.verb = Verb::post,
         .path = "/v1/certificates",
         .operation = "declareCertificate",
         .may = Permission::sell,
         .summary =
             "Declare a certificate or the right to a mark; it is shown as declared until it is verified.",
         .success = Success::created}
    ),
    route<&catalog::list_own_certificates>(
        {.verb = Verb::get,
         .path = "/v1/certificates/mine",
         .operation = "listOwnCertificates",
         .may = Permission::signed_in,
         .summary = "The organisation's certificates, the newest first."}
    ),
    route<&catalog::list_declared_certificates>(
        {.verb = Verb::get,
         .path = "/v1/certificates/declared",
         .operation = "listDeclaredCertificates",
         .may = Permission::attest,
         .summary = "Declared certificates that the caller may decide on, the oldest first."}
    ),
    route<&catalog::show_certificate>(
        {.verb = Verb::get,
         .path = "/v1/certificates/{certificate}",
         .operation = "showCertificate",
         .may = Permission::signed_in,
         .summary = "One certificate with its history, to its holder and to who may attest it."}
    ),
    route<&catalog::withdraw_certificate>(
        {.verb = Verb::del,
         .path = "/v1/certificates/{certificate}",
         .operation = "withdrawCertificate",
         .may = Permission::sell,
         .summary = "The holder gives it up; it is shown no more."}
    ),
    route<&catalog::attest_certificate>(
        {.verb = Verb::post,
         .path = "/v1/certificates/{certificate}/attestation",
         .operation = "attestCertificate",
         .may = Permission::attest,
         .summary = "Verify, refuse, suspend or withdraw a certificate."}
    ),
    route<&catalog::certificates_of_product>(
        {.verb = Verb::get,
         .path = "/v1/products/{product}/certificates",
         .operation = "listCertificatesOfProduct",
         .may = Permission::anyone,
         .summary = "What holds for a product on a day: today, or the day it was harvested.",
         .cache = Cache::shared}
    ),
    route<&catalog::list_claims>(
        {.verb = Verb::get,
         .path = "/v1/products/mine/{product}/claims",
         .operation = "listClaims",
         .may = Permission::signed_in,
         .summary = "Which schemes a product's words claim, and what proves them."}
    ),
};

}  // namespace

std::span<const Route> certificates_routes() { return routes; }

}  // namespace chophien::server
