// Certificates and rights to protected marks: a seller declares them, an authority of its province (or the
// national one), or the certifier that issued them, attests them, and everybody sees those that hold.
#pragma once

#include "catalog/certificates/certificate_store.hpp"
#include "catalog/products.hpp"
#include "core/list.hpp"

namespace chophien::catalog {

/// A seller's live certificates, and the products one may list.
inline constexpr std::int64_t most_certificates = 200;
inline constexpr std::size_t most_covered = 200;

struct DeclareCertificate {
    std::string scheme;
    std::optional<std::string> standard{};
    std::string number;
    std::string issuer;
    std::optional<std::string> issuer_code{};
    std::optional<accounts::OrganisationId> issuer_organisation{};
    std::optional<std::string> mark{};
    std::optional<std::string> registration_number{};
    std::optional<ScopeKind> scope{};  ///< the whole organisation when left out
    std::vector<ProductId> products{};
    std::optional<std::string> growing_area{};
    Day issued_on{};
    std::optional<Day> valid_until{};
    std::optional<std::string> document{};  ///< SHA-256 of the paper's file, 64 hex digits
};

struct NameCertificate {
    CertificateId certificate;
};

struct AttestCertificate {
    CertificateId certificate;
    CertificateStep decision{};
    std::optional<std::string> reason{};  ///< needed for all but verify
};

struct ListCertificates {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct CertificatesOfProduct {
    ProductId product;
    std::optional<Day> on{};  ///< today when left out
    std::optional<std::string> growing_area{};
};

/// What anybody sees.
struct CertificateView {
    CertificateId id;
    std::string scheme;
    std::string scheme_vi;
    std::string scheme_en;
    std::optional<std::string> standard{};
    std::string number;
    std::string issuer;
    std::optional<std::string> issuer_code{};
    std::optional<std::string> mark{};
    std::optional<std::string> registration_number{};
    ScopeKind scope{};
    std::optional<std::string> growing_area{};
    Day issued_on{};
    std::optional<Day> valid_until{};
    std::optional<std::string> document{};
    CertificateStanding standing{};
};

struct CertificateEventView {
    Instant at;
    CertificateStep step{};
    accounts::OrganisationId by;
    std::optional<std::string> reason{};
};

/// What its holder and those who attest see.
struct OwnCertificate {
    CertificateView certificate;
    accounts::OrganisationId holder;
    std::vector<ProductId> products{};
    std::vector<CertificateEventView> history{};
    std::int64_t version = 0;
    Instant declared_at;
};

struct SchemeView {
    std::string code;
    SchemeSort sort{};
    std::string name_vi;
    std::string name_en;
    std::optional<std::int64_t> longest_months{};
    NumberForm number{};
};

/// A scheme a product's words claim, and whether the seller holds it.
struct ClaimView {
    std::string scheme;
    std::optional<CertificateId> held_by{};  ///< the certificate that proves it today
};

Result<List<SchemeView>> list_schemes(db::Transaction& tx, const accounts::Caller& caller, const Nothing&);

/// Refuses: wrong_certificate (faults_of; products that are not the seller's; over most_certificates),
/// certificate_known (the same paper again).
Result<OwnCertificate> declare_certificate(
    db::Transaction& tx, const accounts::Caller& seller, const DeclareCertificate& wish
);

/// The newest first. Refuses: wrong_cursor.
Result<List<OwnCertificate>> list_own_certificates(
    db::Transaction& tx, const accounts::Caller& seller, const ListCertificates& wish
);

/// To its holder and to who may attest it. Refuses: unknown_certificate.
Result<OwnCertificate> show_certificate(
    db::Transaction& tx, const accounts::Caller& caller, const NameCertificate& wish
);

/// The holder gives it up. Refuses: unknown_certificate, wrong_certificate_state.
Result<OwnCertificate> withdraw_certificate(
    db::Transaction& tx, const accounts::Caller& seller, const NameCertificate& wish
);

/// Declared ones the caller may decide on, the oldest first: a certifier those that name it as issuer, an
/// authority those of its province, the national one all. Refuses: wrong_cursor.
Result<List<OwnCertificate>> list_declared_certificates(
    db::Transaction& tx, const accounts::Caller& attester, const ListCertificates& wish
);

/// Refuses: unknown_certificate (also one that is not the caller's to attest), wrong_certificate_state,
/// wrong_certificate (no reason).
Result<OwnCertificate> attest_certificate(
    db::Transaction& tx, const accounts::Caller& attester, const AttestCertificate& wish
);

/// Those that hold on a day for a published product. Refuses: unknown_product.
Result<List<CertificateView>> certificates_of_product(
    db::Transaction& tx, const accounts::Caller& caller, const CertificatesOfProduct& wish
);

/// What the words of the seller's product claim. Refuses: unknown_product.
Result<List<ClaimView>> list_claims(
    db::Transaction& tx, const accounts::Caller& seller, const NameProduct& wish
);

/// For pages: those that hold for goods of that product on that day.
std::vector<CertificateView> certificates_holding(
    db::Transaction& tx,
    accounts::OrganisationId holder,
    ProductId product,
    const std::optional<std::string>& growing_area,
    Day day
);

/// Drops the kept pages that show certificates whose last day was yesterday in Vietnam. Doing it again costs
/// those pages a new rendering. Never asks to be run again at once.
bool expire_certificates(db::Transaction& tx);

}  // namespace chophien::catalog
