#include "catalog/certificates/certificate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::catalog {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using enum CertificateStanding;
using Step = CertificateStep;
using Giver = CertificateGiver;

constexpr Day day(int year, unsigned month, unsigned number) {
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number);
}

constexpr Day today = day(2026, 11, 21);

Certificate vietgap() {
    return {
        .id = {},
        .holder = {},
        .scheme = "vietgap",
        .number = "VietGAP-TT-13-01-26-0007",
        .issuer = "Vinacert",
        .issued_on = day(2026, 3, 1),
        .valid_until = day(2028, 3, 1)};
}

std::vector<std::string> pointers(const Certificate& certificate, std::size_t products = 0) {
    std::vector<std::string> found;
    for (const auto& fault : faults_of(certificate, products, today))
        found.push_back(fault.pointer + " " + std::string(fault.code));
    return found;
}

// The table of standings written out a second time.
TEST(CertificateStandings, GoOnlyWhereTheTableSays) {
    const std::vector<std::tuple<CertificateStanding, Step, Giver, CertificateStanding>> wanted{
        {declared, Step::verify, Giver::attester, verified},
        {declared, Step::refuse, Giver::attester, refused},
        {declared, Step::withdraw, Giver::holder, withdrawn},
        {verified, Step::suspend, Giver::attester, suspended},
        {verified, Step::withdraw, Giver::attester, withdrawn},
        {verified, Step::withdraw, Giver::holder, withdrawn},
        {suspended, Step::verify, Giver::attester, verified},
        {suspended, Step::withdraw, Giver::attester, withdrawn},
        {suspended, Step::withdraw, Giver::holder, withdrawn},
    };
    std::size_t possible = 0;
    for (const auto from : {declared, verified, refused, suspended, withdrawn})
        for (const auto step : {Step::verify, Step::refuse, Step::suspend, Step::withdraw})
            for (const auto giver : {Giver::holder, Giver::attester})
                if (const auto to = next_standing(from, step, giver)) {
                    ++possible;
                    EXPECT_THAT(wanted, Contains(std::tuple(from, step, giver, *to)));
                }
    EXPECT_EQ(possible, wanted.size());
}

TEST(Certificates, HoldFromTheirFirstDayThroughTheirLast) {
    auto paper = vietgap();
    EXPECT_FALSE(holds(paper, day(2026, 2, 28)));
    EXPECT_TRUE(holds(paper, day(2026, 3, 1)));
    EXPECT_TRUE(holds(paper, day(2028, 3, 1)));
    EXPECT_FALSE(holds(paper, day(2028, 3, 2)));
    for (const auto standing : {refused, suspended, withdrawn}) {
        paper.standing = standing;
        EXPECT_FALSE(holds(paper, today));
    }
}

TEST(Certificates, AreWrongInTheseWays) {
    EXPECT_THAT(pointers(vietgap()), IsEmpty());

    auto unknown = vietgap();
    unknown.scheme = "best-of-all";
    EXPECT_THAT(pointers(unknown), ElementsAre("/scheme unknown_scheme"));

    auto tomorrow = vietgap();
    tomorrow.issued_on = day(2026, 11, 22);
    EXPECT_THAT(pointers(tomorrow), ElementsAre("/issued_on in_the_future"));

    auto backwards = vietgap();
    backwards.valid_until = day(2026, 2, 1);
    EXPECT_THAT(pointers(backwards), ElementsAre("/valid_until before_issue"));

    auto endless = vietgap();
    endless.valid_until.reset();
    EXPECT_THAT(pointers(endless), ElementsAre("/valid_until missing"));

    auto organic = vietgap();
    organic.scheme = "organic";
    organic.valid_until = day(2028, 3, 2);  // two years and a day (ND 109/2018 art. 8)
    EXPECT_THAT(pointers(organic), ElementsAre("/valid_until too_long"));
    organic.valid_until = day(2028, 3, 1);
    EXPECT_THAT(pointers(organic), IsEmpty());

    auto ggn = vietgap();
    ggn.scheme = "globalgap";
    ggn.number = "4049929999995";
    ggn.valid_until = day(2027, 2, 28);
    EXPECT_THAT(pointers(ggn), ElementsAre("/number wrong_ggn"));
    ggn.number = "4049928415684";
    EXPECT_THAT(pointers(ggn), IsEmpty());

    auto area = vietgap();
    area.scope = ScopeKind::growing_area;
    EXPECT_THAT(pointers(area, 1), ElementsAre("/products unknown", "/growing_area missing"));

    auto products = vietgap();
    products.scope = ScopeKind::products;
    EXPECT_THAT(pointers(products), ElementsAre("/products missing"));
}

TEST(Certificates, OfAMarkNameItAndNeedNoEnd) {
    auto mark = vietgap();
    mark.scheme = "geographical_indication";
    mark.valid_until.reset();
    EXPECT_THAT(pointers(mark), ElementsAre("/mark missing", "/registration_number missing"));
    mark.mark = "Buôn Ma Thuột";
    mark.registration_number = "00004";
    EXPECT_THAT(pointers(mark), IsEmpty());
    auto plain = vietgap();
    plain.mark = "Buôn Ma Thuột";
    EXPECT_THAT(pointers(plain), ElementsAre("/mark no_mark"));
}

RC_GTEST_PROP(Certificates, AllowedToTheirLatestEndAndNotADayLonger, ()) {
    const auto& scheme = *rc::gen::elementOf(std::vector<Scheme>(schemes().begin(), schemes().end()));
    RC_PRE(scheme.longest_months.has_value() && scheme.sort != SchemeSort::mark);
    auto paper = vietgap();
    paper.scheme = scheme.code;
    paper.number = "4049928415684";
    paper.issued_on = today + std::chrono::days(-*rc::gen::inRange(0, 4000));
    paper.valid_until = latest_end(scheme, paper.issued_on);
    RC_ASSERT(faults_of(paper, 0, today).empty());
    paper.valid_until = *paper.valid_until + std::chrono::days(1);
    RC_ASSERT(faults_of(paper, 0, today).size() == 1U);
}

TEST(Claims, AreReadFromWordsAndNotFromDenials) {
    const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> table{
        {"Rau đạt chuẩn VietGAP", {"vietgap"}},
        {"RAU VIỆT GAP sạch", {"vietgap"}},
        {"Thanh long GLOBALG.A.P. xuất khẩu", {"globalgap"}},
        {"Gạo hữu cơ, ISO 22000:2018 và HACCP", {"organic", "haccp", "iso_22000"}},
        {"Organic tea", {"organic"}},
        {"Không hữu cơ nhưng sạch", {}},
        {"Chưa đạt VietGAP", {}},
        {"Chưa đạt VietGAP năm ngoái; nay đã đạt VietGAP", {"vietgap"}},
        {"Mật ong hoa nhãn", {}},
        {"Hữu ích, cơ bản", {}},
        {"", {}},
    };
    for (const auto& [words, wanted] : table) EXPECT_EQ(claims_in(words), wanted) << words;
}

}  // namespace
}  // namespace chophien::catalog
