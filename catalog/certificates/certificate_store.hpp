// Certificates in the database.
#pragma once

#include "catalog/certificates/certificate.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::store {

/// One thing that was done to a certificate.
struct CertificateEvent {
    std::int64_t version = 0;
    Instant at;
    CertificateStep step{};
    accounts::OrganisationId by;
    accounts::PersonId person;
    std::optional<std::string> reason{};
};

/// False when the holder has declared that paper before.
bool insert(
    db::Transaction& tx,
    const Certificate& certificate,
    const std::optional<std::string>& province,
    std::span<const ProductId> products
);
std::optional<Certificate> find(db::Transaction& tx, CertificateId id);
/// Held until the end of the transaction.
std::optional<Certificate> lock(db::Transaction& tx, CertificateId id);
/// Writes the standing, raises the version, also in `certificate`, and keeps who did it and why.
void step(
    db::Transaction& tx,
    Certificate& certificate,
    const accounts::Caller& by,
    CertificateStep step,
    const std::optional<std::string>& reason
);

std::vector<ProductId> products_of(db::Transaction& tx, CertificateId id);
std::vector<CertificateEvent> events_of(db::Transaction& tx, CertificateId id);
/// How many a holder has that are not refused or withdrawn.
std::int64_t live_of(db::Transaction& tx, accounts::OrganisationId holder);
/// The newest first.
std::vector<Certificate> of_holder(
    db::Transaction& tx, accounts::OrganisationId holder, std::uint64_t before, std::int64_t limit
);

/// Declared ones an attester may decide on, the oldest first: those it issued, or those of a province, or
/// all.
std::vector<Certificate> waiting_at(
    db::Transaction& tx, accounts::OrganisationId issuer, std::uint64_t after, std::int64_t limit
);
std::vector<Certificate> waiting_in(
    db::Transaction& tx, const std::string& province, std::uint64_t after, std::int64_t limit
);
std::vector<Certificate> waiting(db::Transaction& tx, std::uint64_t after, std::int64_t limit);
std::optional<std::string> province_of_holder(db::Transaction& tx, CertificateId id);

/// Those of the holder that hold on that day and cover the product, or the growing area when one is named;
/// the verified first.
std::vector<Certificate> holding(
    db::Transaction& tx,
    accounts::OrganisationId holder,
    ProductId product,
    const std::optional<std::string>& growing_area,
    Day day
);

/// Those whose last day was that one and that were shown.
std::vector<Certificate> ended_on(db::Transaction& tx, Day day, std::int64_t limit);

}  // namespace chophien::catalog::store
