// A certificate, or the right to a protected mark, as its holder declares it and an authority or its issuer
// attests it. It speaks for goods while its days last and its standing lets it: what is claimed of a harvest
// is what held on the day of the harvest. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/certificates/scheme.hpp"
#include "catalog/ids.hpp"
#include "core/clock.hpp"
#include "core/crypto.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

struct OfCertificate {
    static constexpr std::string_view prefix = "cer";
};

using CertificateId = Id<OfCertificate>;

enum class CertificateStanding : std::uint8_t {
    declared,   ///< the holder says so; shown as that
    verified,   ///< an authority or its issuer saw it
    refused,    ///< it is not what it says
    suspended,  ///< by who attests; may come back
    withdrawn,  ///< for good, by who attests or by the holder
};

enum class CertificateStep : std::uint8_t { verify, refuse, suspend, withdraw };

/// Who takes a step.
enum class CertificateGiver : std::uint8_t { holder, attester };

struct CertificateTransition {
    CertificateStanding from;
    CertificateStep step;
    CertificateGiver giver;
    CertificateStanding to;
};

/// The whole table; what is not in it cannot happen.
std::span<const CertificateTransition> certificate_transitions();
std::optional<CertificateStanding> next_standing(
    CertificateStanding from, CertificateStep step, CertificateGiver giver
);

/// What it covers: one of the three.
enum class ScopeKind : std::uint8_t {
    organisation,  ///< all the holder makes
    products,      ///< the products listed
    growing_area,  ///< lots from the area of that code
};

struct Certificate {
    CertificateId id;
    accounts::OrganisationId holder;
    std::string scheme;
    std::optional<std::string> standard{};  ///< "TCVN 11892-1:2017"
    std::string number;                     ///< of a mark: of the document that lets the holder use it
    std::string issuer;                     ///< of a mark: the body that manages it
    std::optional<std::string> issuer_code{};
    std::optional<accounts::OrganisationId> issuer_organisation{};  ///< a certifier on this market
    std::optional<std::string> mark{};                              ///< the protected name
    std::optional<std::string> registration_number{};               ///< of the mark in the national register
    ScopeKind scope = ScopeKind::organisation;
    std::optional<std::string> growing_area{};
    Day issued_on{};
    std::optional<Day> valid_until{};          ///< the last day; none only where the law sets no end
    std::optional<crypto::Digest> document{};  ///< SHA-256 of the paper's file
    CertificateStanding standing = CertificateStanding::declared;
    std::int64_t version = 1;
    Instant declared_at{};
};

/// It may be shown and claimed for that day.
bool holds(const Certificate& certificate, Day day);

/// The last day such a certificate may run to; none when there is no limit.
std::optional<Day> latest_end(const Scheme& scheme, Day issued_on);

/// All that is wrong with it as typed: scheme, number's form, days (issued after today; ended before it was
/// issued; running longer than the scheme allows; without an end where one must be), a mark's name and
/// register number, scope.
std::vector<Violation> faults_of(const Certificate& certificate, std::size_t products, Day today);

/// Codes of the schemes that a seller's words claim ("… đạt VietGAP", "gạo hữu cơ"), each once, in the
/// table's order. What is denied ("không hữu cơ", "chưa đạt VietGAP") is no claim.
std::vector<std::string_view> claims_in(std::string_view words);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::CertificateStanding> {
    using enum catalog::CertificateStanding;
    static constexpr std::array of{
        std::pair{declared, std::string_view("declared")},
        std::pair{verified, std::string_view("verified")},
        std::pair{refused, std::string_view("refused")},
        std::pair{suspended, std::string_view("suspended")},
        std::pair{withdrawn, std::string_view("withdrawn")},
    };
};

template <>
struct Names<catalog::CertificateStep> {
    using enum catalog::CertificateStep;
    static constexpr std::array of{
        std::pair{verify, std::string_view("verify")},
        std::pair{refuse, std::string_view("refuse")},
        std::pair{suspend, std::string_view("suspend")},
        std::pair{withdraw, std::string_view("withdraw")},
    };
};

template <>
struct Names<catalog::ScopeKind> {
    using enum catalog::ScopeKind;
    static constexpr std::array of{
        std::pair{organisation, std::string_view("organisation")},
        std::pair{products, std::string_view("products")},
        std::pair{growing_area, std::string_view("growing_area")},
    };
};

}  // namespace chophien::json
