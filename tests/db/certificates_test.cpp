// Certificates from declaration to their last day, and what a product shows of them meanwhile.
#include "catalog/certificates/certificates.hpp"

#include "catalog/refusals.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Day day(int year, unsigned month, unsigned number) {
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number);
}

struct Certificates : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Chè Tân Cương", "19");
    given::Goods tea = given::sells(given, coop, {.name = "Chè Tân Cương VietGAP", .set = 11});
    accounts::Caller province = given.authority("Sở Nông nghiệp Thái Nguyên", "19");
    accounts::Caller elsewhere = given.authority("Sở Nông nghiệp Cao Bằng", "04");
    accounts::Caller ministry = given.authority("Bộ Nông nghiệp và Môi trường");

    template <class Reply, class Request>
    Result<Reply> does(
        Result<Reply> (*verb)(db::Transaction&, const accounts::Caller&, const Request&),
        const accounts::Caller& who,
        const std::type_identity_t<Request>& wish
    ) {
        return given.transact([&](db::Transaction& tx) { return verb(tx, who, wish); });
    }

    static DeclareCertificate vietgap() {
        DeclareCertificate wish;
        wish.scheme = "vietgap";
        wish.number = "VietGAP-TT-13-01-26-0007";
        wish.issuer = "Vinacert";
        wish.issued_on = day(2026, 3, 1);
        wish.valid_until = day(2026, 12, 31);
        return wish;
    }

    OwnCertificate declares(const DeclareCertificate& wish) {
        return granted(does(&declare_certificate, coop, wish));
    }

    Result<OwnCertificate> attests(
        const accounts::Caller& who,
        CertificateId id,
        CertificateStep step,
        std::optional<std::string> why = {}
    ) {
        return does(&attest_certificate, who, {id, step, std::move(why)});
    }

    std::vector<std::string> shown(std::optional<Day> on = {}, std::optional<std::string> area = {}) {
        std::vector<std::string> numbers;
        for (const auto& one :
             granted(does(&certificates_of_product, given.guest(), {tea.product, on, area})).data)
            numbers.push_back(one.number + " " + std::string(json::name_of(one.standing)));
        return numbers;
    }

    std::vector<CertificateId> waiting_for(const accounts::Caller& who) {
        std::vector<CertificateId> ids;
        for (const auto& one : granted(does(&list_declared_certificates, who, {})).data)
            ids.push_back(one.certificate.id);
        return ids;
    }
};

TEST_F(Certificates, AreShownAsDeclaredThenAsVerifiedThenNoMore) {
    const auto paper = declares(vietgap());
    EXPECT_THAT(shown(), ElementsAre("VietGAP-TT-13-01-26-0007 declared"));
    const auto verified = granted(attests(province, paper.certificate.id, CertificateStep::verify));
    EXPECT_EQ(verified.version, 2);
    EXPECT_THAT(shown(), ElementsAre("VietGAP-TT-13-01-26-0007 verified"));
    granted(attests(province, paper.certificate.id, CertificateStep::suspend, "giám sát không đạt"));
    EXPECT_THAT(shown(), IsEmpty());
    granted(attests(province, paper.certificate.id, CertificateStep::verify));
    const auto gone = granted(does(&withdraw_certificate, coop, {paper.certificate.id}));
    EXPECT_THAT(shown(), IsEmpty());
    ASSERT_EQ(gone.history.size(), 4U);
    EXPECT_EQ(gone.history[1].reason, "giám sát không đạt");
    EXPECT_EQ(gone.history[1].by, province.organisation);
    EXPECT_EQ(
        attests(province, paper.certificate.id, CertificateStep::verify).error(), wrong_certificate_state
    );
}

TEST_F(Certificates, SpeakForTheDayOfTheHarvest) {
    declares(vietgap());
    EXPECT_THAT(shown(day(2026, 2, 28)), IsEmpty());
    EXPECT_EQ(shown(day(2026, 3, 1)).size(), 1U);
    EXPECT_EQ(shown(day(2026, 12, 31)).size(), 1U);
    EXPECT_THAT(shown(day(2027, 1, 1)), IsEmpty());
}

TEST_F(Certificates, LeaveThePagesAfterTheirLastDayByThemselves) {
    declares(vietgap());
    const auto touches = [&] {
        std::vector<Tag> touched;
        given.database.on_commit([&](const std::vector<Tag>& tags) { touched = tags; });
        given.transact([](db::Transaction& tx) { return expire_certificates(tx); });
        given.database.on_commit([](const std::vector<Tag>&) {});
        return touched;
    };
    given.clock.advance(std::chrono::hours(24 * 40));  // 31 December
    EXPECT_EQ(shown().size(), 1U);
    EXPECT_THAT(touches(), IsEmpty());
    given.clock.advance(std::chrono::hours(24));
    EXPECT_THAT(shown(), IsEmpty());
    EXPECT_THAT(touches(), ElementsAre(tag(coop.organisation)));
}

TEST_F(Certificates, CoverTheProductsOrTheAreaTheyName) {
    const auto green = given::sells(given, coop, {.name = "Chè xanh", .set = 11});
    auto narrow = vietgap();
    narrow.scope = ScopeKind::products;
    narrow.products = {green.product};
    declares(narrow);
    EXPECT_THAT(shown(), IsEmpty());
    auto wide = vietgap();
    wide.number = "2";
    wide.scope = ScopeKind::products;
    wide.products = {tea.product, green.product, tea.product};
    EXPECT_EQ(declares(wide).products.size(), 2U);
    auto area = vietgap();
    area.number = "3";
    area.scope = ScopeKind::growing_area;
    area.growing_area = "VN-TNOR-0012";
    declares(area);
    EXPECT_THAT(shown(), ElementsAre("2 declared"));
    EXPECT_THAT(shown({}, "VN-TNOR-0012"), ElementsAre("2 declared", "3 declared"));
    EXPECT_THAT(shown({}, "VN-TNOR-9999"), ElementsAre("2 declared"));
}

TEST_F(Certificates, AreRefusedWithAllThatIsWrongAndNothingIsKept) {
    const auto other = given.cooperative("HTX khác", "19");
    const auto theirs = given::sells(given, other, {.name = "Chè khác", .set = 11});
    auto wish = vietgap();
    wish.issued_on = day(2026, 12, 1);
    wish.valid_until = day(2036, 1, 1);
    wish.scope = ScopeKind::products;
    wish.products = {theirs.product};
    wish.document = "không phải mã băm";
    wish.issuer_organisation = other.organisation;
    const auto refused = does(&declare_certificate, coop, wish);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), wrong_certificate);
    EXPECT_EQ(refused.error().violations.size(), 5U);
    EXPECT_THAT(granted(does(&list_own_certificates, coop, {})).data, IsEmpty());
}

TEST_F(Certificates, AreDeclaredOnce) {
    declares(vietgap());
    EXPECT_EQ(does(&declare_certificate, coop, vietgap()).error(), certificate_known);
}

TEST_F(Certificates, AreAttestedByTheirProvinceTheMinistryOrTheirIssuer) {
    const auto certifier = given.certifier("Vinacert");
    const auto other_certifier = given.certifier("Chứng nhận khác");
    auto wish = vietgap();
    wish.issuer_organisation = certifier.organisation;
    const auto paper = declares(wish).certificate.id;
    EXPECT_THAT(waiting_for(province), ElementsAre(paper));
    EXPECT_THAT(waiting_for(ministry), ElementsAre(paper));
    EXPECT_THAT(waiting_for(certifier), ElementsAre(paper));
    EXPECT_THAT(waiting_for(elsewhere), IsEmpty());
    EXPECT_THAT(waiting_for(other_certifier), IsEmpty());
    for (const auto& who : {elsewhere, other_certifier, coop, given.cooperative("HTX lạ", "19")}) {
        EXPECT_EQ(attests(who, paper, CertificateStep::verify).error(), unknown_certificate);
        if (who.organisation == coop.organisation) continue;
        EXPECT_EQ(does(&show_certificate, who, {paper}).error(), unknown_certificate);
    }
    EXPECT_EQ(attests(certifier, paper, CertificateStep::refuse).error(), wrong_certificate) << "no reason";
    granted(attests(certifier, paper, CertificateStep::refuse, "số không có thật"));
    EXPECT_THAT(waiting_for(province), IsEmpty());
    EXPECT_THAT(shown(), IsEmpty());
}

TEST_F(Certificates, ProveWhatAProductsWordsClaim) {
    const auto claims = [&] { return granted(does(&list_claims, coop, {tea.product})).data; };
    ASSERT_EQ(claims().size(), 1U);
    EXPECT_EQ(claims()[0].scheme, "vietgap");
    EXPECT_FALSE(claims()[0].held_by);
    const auto paper = declares(vietgap());
    EXPECT_EQ(claims()[0].held_by, paper.certificate.id);
    given.clock.advance(std::chrono::hours(24 * 60));
    EXPECT_FALSE(claims()[0].held_by) << "it has ended";
}

}  // namespace
}  // namespace chophien::catalog
