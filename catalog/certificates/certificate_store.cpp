#include "catalog/certificates/certificate_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::catalog::store {

namespace {

using db::Joined;
using db::Statement;

constexpr std::string_view columns = R"sql(
    SELECT c.id, c.holder, c.scheme, c.standard, c.number, c.issuer, c.issuer_code, c.issuer_organisation, c.mark,
           c.registration_number, c.scope, c.growing_area, c.issued_on, c.valid_until, c.document, c.standing,
           c.version, c.declared_at
      FROM certificates c
)sql";
constexpr std::string_view of_id = " WHERE c.id = ?";
constexpr std::string_view for_update = " FOR UPDATE";
constexpr std::string_view of_one_holder = " WHERE c.holder = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?";
constexpr std::string_view issued_by =
    " WHERE c.issuer_organisation = ? AND c.standing = 'declared' AND c.id > ? ORDER BY c.id LIMIT ?";
constexpr std::string_view in_province =
    " WHERE c.standing = 'declared' AND c.province = ? AND c.id > ? ORDER BY c.id LIMIT ?";
constexpr std::string_view anywhere = " WHERE c.standing = 'declared' AND c.id > ? ORDER BY c.id LIMIT ?";
constexpr std::string_view holding_on = R"sql(
     WHERE c.holder = ? AND c.standing IN ('declared', 'verified') AND c.issued_on <= ?
       AND (c.valid_until IS NULL OR c.valid_until >= ?)
       AND (c.scope = 'organisation' OR c.growing_area = ?
            OR EXISTS (SELECT 1 FROM certificate_products covered
                        WHERE covered.product = ? AND covered.certificate = c.id))
     ORDER BY c.standing DESC, c.id
     LIMIT 50
)sql";
constexpr std::string_view ended =
    " WHERE c.valid_until = ? AND c.standing IN ('declared', 'verified') LIMIT ?";

constexpr Statement find_certificate{"catalog.certificate", Joined<columns, of_id>::text};
constexpr Statement lock_certificate{"catalog.lock_certificate", Joined<columns, of_id, for_update>::text};
constexpr Statement list_of_holder{"catalog.certificates_of_holder", Joined<columns, of_one_holder>::text};
constexpr Statement list_issued{"catalog.certificates_issued", Joined<columns, issued_by>::text};
constexpr Statement list_in_province{"catalog.certificates_in_province", Joined<columns, in_province>::text};
constexpr Statement list_anywhere{"catalog.certificates_declared", Joined<columns, anywhere>::text};
constexpr Statement find_holding{"catalog.certificates_holding", Joined<columns, holding_on>::text};
constexpr Statement find_ended{"catalog.certificates_ended", Joined<columns, ended>::text};

constexpr Statement insert_certificate{"catalog.insert_certificate", R"sql(
    INSERT IGNORE INTO certificates
           (id, holder, province, scheme, standard, number, issuer, issuer_code, issuer_organisation, mark,
            registration_number, scope, growing_area, issued_on, valid_until, document, standing, version, declared_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr std::string_view covered_head = "INSERT INTO certificate_products (product, certificate) VALUES ";
constexpr std::string_view covered_row = "(?, ?)";
constexpr auto insert_covered =
    db::many_rows<covered_head, covered_row>("catalog.insert_certificate_products");

constexpr Statement update_standing{"catalog.certificate_step", R"sql(
    UPDATE certificates SET standing = ?, version = version + 1 WHERE id = ? AND version = ?
)sql"};

constexpr Statement insert_event{"catalog.insert_certificate_step", R"sql(
    INSERT INTO certificate_steps (certificate, version, at, step, organisation, person, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement find_products{"catalog.certificate_products", R"sql(
    SELECT product FROM certificate_products WHERE certificate = ? ORDER BY product
)sql"};

constexpr Statement find_events{"catalog.certificate_steps", R"sql(
    SELECT version, at, step, organisation, person, reason
      FROM certificate_steps
     WHERE certificate = ?
     ORDER BY version
)sql"};

constexpr Statement count_live{"catalog.count_certificates", R"sql(
    SELECT COUNT(*) FROM certificates WHERE holder = ? AND standing IN ('declared', 'verified', 'suspended')
)sql"};

constexpr Statement find_province{"catalog.certificate_province", R"sql(
    SELECT province FROM certificates WHERE id = ? AND province IS NOT NULL
)sql"};

}  // namespace

}  // namespace chophien::catalog::store

namespace chophien::db {

template <>
struct Columns<catalog::Certificate> {
    using Of = catalog::Certificate;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::holder,
        &Of::scheme,
        &Of::standard,
        &Of::number,
        &Of::issuer,
        &Of::issuer_code,
        &Of::issuer_organisation,
        &Of::mark,
        &Of::registration_number,
        &Of::scope,
        &Of::growing_area,
        &Of::issued_on,
        &Of::valid_until,
        &Of::document,
        &Of::standing,
        &Of::version,
        &Of::declared_at};
};

template <>
struct Columns<catalog::store::CertificateEvent> {
    using Of = catalog::store::CertificateEvent;
    static constexpr auto of =
        std::tuple{&Of::version, &Of::at, &Of::step, &Of::by, &Of::person, &Of::reason};
};

}  // namespace chophien::db

namespace chophien::catalog::store {

bool insert(
    db::Transaction& tx,
    const Certificate& certificate,
    const std::optional<std::string>& province,
    std::span<const ProductId> products
) {
    const auto added = tx.change(
        insert_certificate,
        certificate.id,
        certificate.holder,
        province,
        certificate.scheme,
        certificate.standard,
        certificate.number,
        certificate.issuer,
        certificate.issuer_code,
        certificate.issuer_organisation,
        certificate.mark,
        certificate.registration_number,
        certificate.scope,
        certificate.growing_area,
        certificate.issued_on,
        certificate.valid_until,
        certificate.document,
        certificate.standing,
        certificate.version,
        certificate.declared_at
    );
    if (added == 0) return false;
    db::change_rows(tx, insert_covered, products, [&](ProductId product) {
        return db::values(product, certificate.id);
    });
    return true;
}

std::optional<Certificate> find(db::Transaction& tx, CertificateId id) {
    return tx.row<Certificate>(find_certificate, id);
}

std::optional<Certificate> lock(db::Transaction& tx, CertificateId id) {
    return tx.row<Certificate>(lock_certificate, id);
}

void step(
    db::Transaction& tx,
    Certificate& certificate,
    const accounts::Caller& by,
    CertificateStep step,
    const std::optional<std::string>& reason
) {
    const auto changed =
        tx.change(update_standing, certificate.standing, certificate.id, certificate.version);
    ensure(changed == 1, "a certificate is locked while it takes a step");
    ++certificate.version;
    tx.change(
        insert_event, certificate.id, certificate.version, tx.now(), step, by.organisation, by.person, reason
    );
}

std::vector<ProductId> products_of(db::Transaction& tx, CertificateId id) {
    return tx.rows<ProductId>(find_products, id);
}

std::vector<CertificateEvent> events_of(db::Transaction& tx, CertificateId id) {
    return tx.rows<CertificateEvent>(find_events, id);
}

std::int64_t live_of(db::Transaction& tx, accounts::OrganisationId holder) {
    return tx.row<std::int64_t>(count_live, holder).value_or(0);
}

std::vector<Certificate> of_holder(
    db::Transaction& tx, accounts::OrganisationId holder, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<Certificate>(list_of_holder, holder, before, limit);
}

std::vector<Certificate> waiting_at(
    db::Transaction& tx, accounts::OrganisationId issuer, std::uint64_t after, std::int64_t limit
) {
    return tx.rows<Certificate>(list_issued, issuer, after, limit);
}

std::vector<Certificate> waiting_in(
    db::Transaction& tx, const std::string& province, std::uint64_t after, std::int64_t limit
) {
    return tx.rows<Certificate>(list_in_province, province, after, limit);
}

std::vector<Certificate> waiting(db::Transaction& tx, std::uint64_t after, std::int64_t limit) {
    return tx.rows<Certificate>(list_anywhere, after, limit);
}

std::optional<std::string> province_of_holder(db::Transaction& tx, CertificateId id) {
    return tx.row<std::string>(find_province, id);
}

std::vector<Certificate> holding(
    db::Transaction& tx,
    accounts::OrganisationId holder,
    ProductId product,
    const std::optional<std::string>& growing_area,
    Day day
) {
    return tx.rows<Certificate>(find_holding, holder, day, day, growing_area, product);
}

std::vector<Certificate> ended_on(db::Transaction& tx, Day day, std::int64_t limit) {
    return tx.rows<Certificate>(find_ended, day, limit);
}

}  // namespace chophien::catalog::store
