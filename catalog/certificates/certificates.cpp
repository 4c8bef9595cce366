#include "catalog/certificates/certificates.hpp"

#include "accounts/communes.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/refusals.hpp"
#include "catalog/listing.hpp"
#include "catalog/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using accounts::OrganisationKind;

CertificateView view_of(const Certificate& certificate) {
    const auto* scheme = scheme_with(certificate.scheme);
    ensure(scheme != nullptr, "a kept certificate is of a known scheme");
    CertificateView view{
        .id = certificate.id,
        .scheme = certificate.scheme,
        .scheme_vi = std::string(scheme->name_vi),
        .scheme_en = std::string(scheme->name_en),
        .standard = certificate.standard,
        .number = certificate.number,
        .issuer = certificate.issuer,
        .issuer_code = certificate.issuer_code,
        .mark = certificate.mark,
        .registration_number = certificate.registration_number,
        .scope = certificate.scope,
        .growing_area = certificate.growing_area,
        .issued_on = certificate.issued_on,
        .valid_until = certificate.valid_until,
        .document = {},
        .standing = certificate.standing};
    if (certificate.document) view.document = crypto::hex(crypto::bytes_of(*certificate.document));
    return view;
}

OwnCertificate own_view_of(db::Transaction& tx, const Certificate& certificate) {
    OwnCertificate view{
        view_of(certificate),
        certificate.holder,
        store::products_of(tx, certificate.id),
        {},
        certificate.version,
        certificate.declared_at};
    for (auto& event : store::events_of(tx, certificate.id))
        view.history.push_back({event.at, event.step, event.by, std::move(event.reason)});
    return view;
}

// Pages show their product and its seller.
void tell(db::Transaction& tx, std::string_view what, const Certificate& certificate) {
    tx.announce(
        {fmt::format("certificate.{}", what),
         text_of(certificate.id),
         fmt::format(R"({{"holder":"{}","scheme":"{}"}})", text_of(certificate.holder), certificate.scheme)}
    );
    if (certificate.scope != ScopeKind::products) return tx.touch(tag(certificate.holder));
    for (const auto product : store::products_of(tx, certificate.id)) tx.touch(tag(product));
}

void check_products(
    db::Transaction& tx,
    const Caller& seller,
    std::span<const ProductId> wanted,
    std::vector<Violation>& faults
) {
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        const auto product = store::find_product(tx, wanted[at]);
        if (product && product->seller == seller.organisation) continue;
        faults.push_back(
            {fmt::format("/products/{}", at),
             "unknown_product",
             "Không có sản phẩm này trong gian hàng của bạn.",
             "You have no such product."}
        );
    }
}

// A certifier attests what it issued; an authority what its province's holders declare, the national one all.
bool may_attest(db::Transaction& tx, const Caller& caller, const Certificate& certificate) {
    if (!accounts::may(caller, accounts::Permission::attest) || caller.organisation == certificate.holder)
        return false;
    if (caller.kind == OrganisationKind::certifier)
        return certificate.issuer_organisation == caller.organisation;
    if (accounts::commune_of_authority(tx, caller.organisation)) return false;
    const auto own = accounts::store::find(tx, caller.organisation);
    ensure(own.has_value(), "a caller's organisation is there");
    return !own->says.province || own->says.province == store::province_of_holder(tx, certificate.id);
}

template <class Id_>
Result<std::uint64_t> place_in(const std::optional<std::string>& after, std::uint64_t start) {
    if (!after) return start;
    const auto id = id_from<Id_>(*after);
    if (!id) return refuse(wrong_cursor);
    return id->number;
}

List<OwnCertificate> page_of(db::Transaction& tx, const std::vector<Certificate>& rows, std::int64_t limit) {
    List<OwnCertificate> page;
    for (const auto& row : rows) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().certificate.id);
            break;
        }
        page.data.push_back(own_view_of(tx, row));
    }
    return page;
}

Result<OwnCertificate> stepped(
    db::Transaction& tx,
    Certificate certificate,
    const Caller& by,
    CertificateStep step,
    CertificateGiver giver,
    std::optional<std::string> reason
) {
    const auto next = next_standing(certificate.standing, step, giver);
    if (!next) return refuse(wrong_certificate_state);
    certificate.standing = *next;
    store::step(tx, certificate, by, step, reason);
    tell(tx, json::name_of(*next), certificate);
    return own_view_of(tx, certificate);
}

}  // namespace

Result<List<SchemeView>> list_schemes(db::Transaction&, const Caller&, const Nothing&) {
    List<SchemeView> all;
    for (const auto& scheme : schemes()) {
        auto& view = all.data.emplace_back();
        view.code = scheme.code;
        view.sort = scheme.sort;
        view.name_vi = scheme.name_vi;
        view.name_en = scheme.name_en;
        view.longest_months = scheme.longest_months;
        view.number = scheme.number;
    }
    return all;
}

Result<OwnCertificate> declare_certificate(
    db::Transaction& tx, const Caller& seller, const DeclareCertificate& wish
) {
    Certificate certificate{
        .id = tx.new_id<OfCertificate>(),
        .holder = seller.organisation,
        .scheme = wish.scheme,
        .standard = wish.standard,
        .number = wish.number,
        .issuer = wish.issuer,
        .issuer_code = wish.issuer_code,
        .issuer_organisation = wish.issuer_organisation,
        .mark = wish.mark,
        .registration_number = wish.registration_number,
        .scope = wish.scope.value_or(ScopeKind::organisation),
        .growing_area = wish.growing_area,
        .issued_on = wish.issued_on,
        .valid_until = wish.valid_until,
        .document = {},
        .declared_at = tx.now()};
    auto products = wish.products;
    std::ranges::sort(products);
    products.erase(std::ranges::unique(products).begin(), products.end());
    auto faults = faults_of(certificate, products.size(), tx.today());
    check_products(tx, seller, wish.products, faults);
    const auto own = accounts::store::find(tx, seller.organisation);
    ensure(own.has_value(), "a caller's organisation is there");
    if (wish.issuer_organisation) {
        const auto issuer = accounts::store::find(tx, *wish.issuer_organisation);
        if (!issuer || issuer->kind != OrganisationKind::certifier)
            faults.push_back(
                {"/issuer_organisation",
                 "no_certifier",
                 "Không có tổ chức chứng nhận này trên chợ.",
                 "There is no such certifier on this market."}
            );
    }
    if (wish.document) {
        certificate.document = crypto::digest_from_hex(*wish.document);
        if (!certificate.document)
            faults.push_back(
                {"/document",
                 "not_a_digest",
                 "Mã SHA-256 của tệp có 64 chữ số thập lục phân.",
                 "The file's SHA-256 has 64 hexadecimal digits."}
            );
    }
    if (store::live_of(tx, seller.organisation) >= most_certificates)
        faults.push_back(
            {"", "too_many", "Đã có 200 giấy còn hiệu lực.", "There are 200 live certificates already."}
        );
    if (!faults.empty()) return refuse(wrong_certificate, std::move(faults));
    if (!store::insert(tx, certificate, own->says.province, products)) return refuse(certificate_known);
    tell(tx, "declared", certificate);
    return own_view_of(tx, certificate);
}

Result<List<OwnCertificate>> list_own_certificates(
    db::Transaction& tx, const Caller& seller, const ListCertificates& wish
) {
    const auto before = place_in<OfCertificate>(wish.after, INT64_MAX);
    if (!before) return tl::unexpected(before.error());
    const auto limit = wish.limit.value_or(usual_page);
    return page_of(tx, store::of_holder(tx, seller.organisation, *before, limit + 1), limit);
}

Result<OwnCertificate> show_certificate(
    db::Transaction& tx, const Caller& caller, const NameCertificate& wish
) {
    const auto certificate = store::find(tx, wish.certificate);
    if (!certificate) return refuse(unknown_certificate);
    if (certificate->holder != caller.organisation && !may_attest(tx, caller, *certificate))
        return refuse(unknown_certificate);
    return own_view_of(tx, *certificate);
}

Result<OwnCertificate> withdraw_certificate(
    db::Transaction& tx, const Caller& seller, const NameCertificate& wish
) {
    auto certificate = store::lock(tx, wish.certificate);
    if (!certificate || certificate->holder != seller.organisation) return refuse(unknown_certificate);
    return stepped(
        tx, std::move(*certificate), seller, CertificateStep::withdraw, CertificateGiver::holder, {}
    );
}

Result<List<OwnCertificate>> list_declared_certificates(
    db::Transaction& tx, const Caller& attester, const ListCertificates& wish
) {
    const auto after = place_in<OfCertificate>(wish.after, 0);
    if (!after) return tl::unexpected(after.error());
    const auto limit = wish.limit.value_or(usual_page);
    if (attester.kind == OrganisationKind::certifier)
        return page_of(tx, store::waiting_at(tx, attester.organisation, *after, limit + 1), limit);
    if (accounts::commune_of_authority(tx, attester.organisation)) return refuse(accounts::not_of_communes);
    const auto own = accounts::store::find(tx, attester.organisation);
    ensure(own.has_value(), "a caller's organisation is there");
    const auto rows = own->says.province ? store::waiting_in(tx, *own->says.province, *after, limit + 1)
                                         : store::waiting(tx, *after, limit + 1);
    return page_of(tx, rows, limit);
}

Result<OwnCertificate> attest_certificate(
    db::Transaction& tx, const Caller& attester, const AttestCertificate& wish
) {
    auto certificate = store::lock(tx, wish.certificate);
    if (!certificate || !may_attest(tx, attester, *certificate)) return refuse(unknown_certificate);
    if (wish.decision != CertificateStep::verify && !wish.reason)
        return refuse(
            wrong_certificate,
            std::vector{Violation{"/reason", "missing", "Cần nêu lý do.", "A reason is needed."}}
        );
    return stepped(
        tx, std::move(*certificate), attester, wish.decision, CertificateGiver::attester, wish.reason
    );
}

Result<List<CertificateView>> certificates_of_product(
    db::Transaction& tx, const Caller&, const CertificatesOfProduct& wish
) {
    const auto product = product_of(tx, wish.product);
    if (!product) return tl::unexpected(product.error());
    return List<CertificateView>{
        certificates_holding(
            tx, product->seller.id, wish.product, wish.growing_area, wish.on.value_or(tx.today())
        ),
        {}};
}

Result<List<ClaimView>> list_claims(db::Transaction& tx, const Caller& seller, const NameProduct& wish) {
    const auto product = store::find_product(tx, wish.product);
    if (!product || product->seller != seller.organisation) return refuse(unknown_product);
    const auto held = store::holding(tx, seller.organisation, wish.product, std::nullopt, tx.today());
    List<ClaimView> claims;
    for (const auto scheme : claims_in(product->name + ". " + product->description.value_or(""))) {
        auto& claim = claims.data.emplace_back(ClaimView{std::string(scheme), {}});
        const auto proof = std::ranges::find(held, scheme, &Certificate::scheme);
        if (proof != held.end()) claim.held_by = proof->id;
    }
    return claims;
}

std::vector<CertificateView> certificates_holding(
    db::Transaction& tx,
    accounts::OrganisationId holder,
    ProductId product,
    const std::optional<std::string>& growing_area,
    Day day
) {
    std::vector<CertificateView> views;
    for (const auto& certificate : store::holding(tx, holder, product, growing_area, day))
        views.push_back(view_of(certificate));
    return views;
}

bool expire_certificates(db::Transaction& tx) {
    constexpr std::int64_t most = 10'000;
    const auto yesterday = tx.today() + std::chrono::days(-1);
    for (const auto& certificate : store::ended_on(tx, yesterday, most)) {
        if (certificate.scope != ScopeKind::products) {
            tx.touch(tag(certificate.holder));
            continue;
        }
        for (const auto product : store::products_of(tx, certificate.id)) tx.touch(tag(product));
    }
    return false;
}

}  // namespace chophien::catalog
