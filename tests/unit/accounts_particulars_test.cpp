#include "accounts/particulars.hpp"
#include "accounts/refusals.hpp"
#include "accounts/wire.hpp"
#include "core/gs1_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace chophien::accounts {
namespace {

using testing::AllOf;
using testing::Field;
using testing::UnorderedElementsAre;
using Kind = OrganisationKind;

auto at(const std::string& pointer, const Refusal& why) {
    return AllOf(Field(&Violation::pointer, pointer), Field(&Violation::code, why.code));
}

TEST(Particulars, ComeIntoTheirOneForm) {
    TypedParticulars typed;
    typed.name = "HTX Tân Lâm";
    typed.tax_code = "0100109106001";
    typed.gln = "9506000134352";
    typed.province = "Bắc Giang";
    typed.commune = "07207";
    typed.phone = "0912 345 678";
    typed.email = "HTX@Example.vn";
    std::vector<Violation> wrong;
    const auto says = particulars_from(Kind::cooperative, {}, typed, wrong);
    EXPECT_TRUE(wrong.empty());
    EXPECT_EQ(says.tax_code, "0100109106-001");
    EXPECT_EQ(says.gln, "9506000134352");
    EXPECT_EQ(says.province, "24");
    EXPECT_EQ(says.former_province, "Bắc Giang");
    EXPECT_EQ(says.phone, "+84912345678");
    EXPECT_EQ(says.email, "htx@example.vn");
}

TEST(Particulars, EverythingWrongIsSaidAtOnce) {
    TypedParticulars typed;
    typed.tax_code = "0100109107";
    typed.gln = "1";
    typed.province = "Atlantis";
    typed.commune = "7";
    typed.phone = "113";
    typed.email = "x";
    std::vector<Violation> wrong;
    particulars_from(Kind::cooperative, {}, typed, wrong);
    EXPECT_THAT(
        wrong,
        UnorderedElementsAre(
            at("/name", needed_for_kind),
            at("/tax_code", wrong_check_digit),
            at("/gln", wrong_gln),
            at("/province", unknown_province),
            at("/commune", wrong_commune),
            at("/phone", wrong_phone),
            at("/email", wrong_email)
        )
    );
    EXPECT_NE(wrong[0].vi.find("phải là 6"), std::string::npos);
}

TEST(Particulars, EachKindMustSayWhatItMust) {
    for (const auto& [kind, name] : json::Names<Kind>::of) {
        std::vector<Violation> wrong;
        particulars_from(kind, {}, {}, wrong);
        std::set<std::string> pointers;
        for (const auto& violation : wrong) pointers.insert(violation.pointer);
        std::set<std::string> wanted;
        if (kind != Kind::consumer) wanted = {"/name", "/province"};
        if (is_legal_person(kind)) wanted.insert("/tax_code");
        EXPECT_EQ(pointers, wanted) << name;
    }
}

TEST(Particulars, PersonalNumbersAreForPeople) {
    TypedParticulars typed;
    typed.tax_code = "001096012345";
    typed.name = "Hộ bà Mai";
    typed.province = "04";
    for (const auto kind : {Kind::household, Kind::consumer, Kind::cooperative_group}) {
        std::vector<Violation> wrong;
        EXPECT_EQ(particulars_from(kind, {}, typed, wrong).tax_code, "001096012345");
        EXPECT_TRUE(wrong.empty());
    }
    std::vector<Violation> wrong;
    particulars_from(Kind::enterprise, {}, typed, wrong);
    EXPECT_THAT(wrong, UnorderedElementsAre(at("/tax_code", tax_code_form)));
}

TEST(Particulars, AbsentMembersStayAndEmptyOnesGo) {
    const Particulars before{
        .name = "HTX", .tax_code = "0100109106", .province = "04", .phone = "+84912345678"};
    TypedParticulars typed;
    typed.phone = "";
    typed.email = "a@b.vn";
    std::vector<Violation> wrong;
    const auto says = particulars_from(Kind::cooperative, before, typed, wrong);
    EXPECT_TRUE(wrong.empty());
    EXPECT_EQ(says.phone, std::nullopt);
    EXPECT_EQ(says.email, "a@b.vn");
    EXPECT_EQ(says.tax_code, "0100109106");
    typed.tax_code = "";
    particulars_from(Kind::cooperative, before, typed, wrong);
    EXPECT_THAT(wrong, UnorderedElementsAre(at("/tax_code", needed_for_kind)));
}

TEST(Particulars, ANewProvinceForgetsTheFormerNameOfTheOld) {
    const Particulars before{.name = "Hộ", .province = "24", .former_province = "Bắc Giang"};
    TypedParticulars typed;
    typed.province = "04";
    std::vector<Violation> wrong;
    EXPECT_EQ(particulars_from(Kind::household, before, typed, wrong).former_province, std::nullopt);
}

TEST(Refusals, HaveCodesOfTheirOwnAndBothLanguages) {
    std::set<std::string_view> codes;
    for (const auto* refusal : refusals) {
        EXPECT_TRUE(codes.insert(refusal->code).second) << refusal->code;
        EXPECT_TRUE(refusal->code.starts_with("accounts/"));
        EXPECT_FALSE(refusal->title.vi.empty());
        EXPECT_NE(refusal->title.vi, refusal->title.en);
    }
}

TEST(Requests, SecretsAreNeverWritten) {
    RegisterOrganisation request;
    request.person.password = "gạo nếp cái";
    EXPECT_EQ(json::text_of(request).find("nếp"), std::string::npos);
    EXPECT_EQ(json::text_of(LogIn{"mai", "gạo nếp cái"}).find("nếp"), std::string::npos);
}

}  // namespace
}  // namespace chophien::accounts
