// Certificates as JSON.
#pragma once

#include "catalog/certificates/certificates.hpp"

namespace chophien::json {

template <>
struct Shape<catalog::DeclareCertificate> {
    using Of = catalog::DeclareCertificate;
    static constexpr std::string_view name = "DeclareCertificate";
    static constexpr auto fields = std::tuple{
        field(
            "scheme",
            &Of::scheme,
            ascii_code("_"),
            characters(1, 32),
            "Its scheme; see /v1/certificate-schemes."
        ),
        field(
            "standard",
            &Of::standard,
            one_line,
            characters(1, 100),
            "The standard's version, as TCVN 11892-1:2017."
        ),
        field(
            "number",
            &Of::number,
            one_line,
            characters(1, 60),
            "Its number; of a mark, of the document that lets the seller use it."
        ),
        field(
            "issuer",
            &Of::issuer,
            one_line,
            characters(1, 200),
            "Who issued it; of a mark, the body that manages it."
        ),
        field("issuer_code", &Of::issuer_code, one_line, characters(1, 40), "The issuer's code."),
        field(
            "issuer_organisation",
            &Of::issuer_organisation,
            "The issuer, when it is a certifier on this market."
        ),
        field("mark", &Of::mark, one_line, characters(1, 100), "The protected name."),
        field(
            "registration_number",
            &Of::registration_number,
            one_line,
            characters(1, 60),
            "Number of the mark in the national register."
        ),
        field("scope", &Of::scope, "What it covers; the whole organisation when left out."),
        field(
            "products",
            &Of::products,
            items(0, catalog::most_covered),
            "The products of the scope \"products\"."
        ),
        field("growing_area", &Of::growing_area, one_line, characters(1, 40), "Code of the growing area."),
        field("issued_on", &Of::issued_on, "The first day it holds."),
        field("valid_until", &Of::valid_until, "The last day it holds."),
        field("document", &Of::document, ascii_code(), characters(64, 64), "SHA-256 of the paper's file."),
    };
};

template <>
struct Shape<catalog::NameCertificate> {
    static constexpr std::string_view name = "NameCertificate";
    static constexpr auto fields =
        std::tuple{field("certificate", &catalog::NameCertificate::certificate, "The certificate.")};
};

template <>
struct Shape<catalog::AttestCertificate> {
    using Of = catalog::AttestCertificate;
    static constexpr std::string_view name = "AttestCertificate";
    static constexpr auto fields = std::tuple{
        field("certificate", &Of::certificate, "The certificate."),
        field("decision", &Of::decision, "verify, refuse, suspend or withdraw."),
        field("reason", &Of::reason, characters(3, 500), "Why; needed for all but verify."),
    };
};

template <>
struct Shape<catalog::ListCertificates> {
    using Of = catalog::ListCertificates;
    static constexpr std::string_view name = "ListCertificates";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::CertificatesOfProduct> {
    using Of = catalog::CertificatesOfProduct;
    static constexpr std::string_view name = "CertificatesOfProduct";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("on", &Of::on, "The day of the harvest, as 2026-10-20; today when left out."),
        field("growing_area", &Of::growing_area, one_line, characters(1, 40), "Code of the area it grew in."),
    };
};

template <>
struct Shape<catalog::CertificateView> {
    using Of = catalog::CertificateView;
    static constexpr std::string_view name = "Certificate";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The certificate."),
        field("scheme", &Of::scheme, "Code of its scheme."),
        field("scheme_vi", &Of::scheme_vi, "The scheme in Vietnamese."),
        field("scheme_en", &Of::scheme_en, "The scheme in English."),
        field("standard", &Of::standard, "The standard's version."),
        field("number", &Of::number, "Its number."),
        field("issuer", &Of::issuer, "Who issued it."),
        field("issuer_code", &Of::issuer_code, "The issuer's code."),
        field("mark", &Of::mark, "The protected name."),
        field(
            "registration_number", &Of::registration_number, "Number of the mark in the national register."
        ),
        field("scope", &Of::scope, "organisation, products or growing_area."),
        field("growing_area", &Of::growing_area, "Code of the growing area."),
        field("issued_on", &Of::issued_on, "The first day it holds."),
        field("valid_until", &Of::valid_until, "The last day it holds."),
        field("document", &Of::document, "SHA-256 of the paper's file."),
        field(
            "standing", &Of::standing, "declared by the holder, or verified by an authority or its issuer."
        ),
    };
};

template <>
struct Shape<catalog::CertificateEventView> {
    using Of = catalog::CertificateEventView;
    static constexpr std::string_view name = "CertificateEvent";
    static constexpr auto fields = std::tuple{
        field("at", &Of::at, "When."),
        field("step", &Of::step, "What was decided."),
        field("by", &Of::by, "By which organisation."),
        field("reason", &Of::reason, "Why."),
    };
};

template <>
struct Shape<catalog::OwnCertificate> {
    using Of = catalog::OwnCertificate;
    static constexpr std::string_view name = "OwnCertificate";
    static constexpr auto fields = std::tuple{
        field("certificate", &Of::certificate, "What everybody sees."),
        field("holder", &Of::holder, "Whose it is."),
        field("products", &Of::products, "The products it covers."),
        field("history", &Of::history, "What was decided on it, the oldest first."),
        field("version", &Of::version, "Rises with each decision."),
        field("declared_at", &Of::declared_at, "When its holder declared it."),
    };
};

template <>
struct Shape<catalog::SchemeView> {
    using Of = catalog::SchemeView;
    static constexpr std::string_view name = "CertificateScheme";
    static constexpr auto fields = std::tuple{
        field("code", &Of::code, "Its code."),
        field("sort", &Of::sort, "certificate, declaration or mark."),
        field("name_vi", &Of::name_vi, "In Vietnamese."),
        field("name_en", &Of::name_en, "In English."),
        field("longest_months", &Of::longest_months, "How long one holds at most; absent: no limit."),
        field("number", &Of::number, "How its number is written: text or ggn."),
    };
};

template <>
struct Shape<catalog::ClaimView> {
    using Of = catalog::ClaimView;
    static constexpr std::string_view name = "Claim";
    static constexpr auto fields = std::tuple{
        field("scheme", &Of::scheme, "What the product's words claim."),
        field("held_by", &Of::held_by, "The certificate that proves it today; absent: nothing does."),
    };
};

}  // namespace chophien::json
