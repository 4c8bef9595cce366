#include "accounts/audit.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/profiles.hpp"
#include "accounts/refusals.hpp"
#include "accounts/registering.hpp"
#include "accounts/signing_in.hpp"
#include "accounts/verifying.hpp"
#include "core/json.hpp"
#include "tests/given/market.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::accounts {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct Organisations : testing::Test {
    given::Market given;

    RegisterOrganisation cooperative(std::string_view login) {
        RegisterOrganisation request;
        request.kind = OrganisationKind::cooperative;
        request.name = "Hợp tác xã Tân Lâm";
        request.tax_code = "0100109106";
        request.registration_number = "0100109106";
        request.province = "Bắc Giang";
        request.person = {std::string(login), "Bà Mai", "gạo nếp cái hoa vàng"};
        return request;
    }

    Result<Registered> registers(const RegisterOrganisation& request) {
        return given.transact([&](db::Transaction& tx) {
            return register_organisation(tx, given.guest(), request);
        });
    }

    Result<OwnOrganisation> decides(
        const Caller& authority, OrganisationId id, Decision decision, std::string_view why = ""
    ) {
        DecideVerification request{id, decision, std::nullopt};
        if (!why.empty()) request.reason = why;
        return given.transact([&](db::Transaction& tx) { return decide_verification(tx, authority, request); }
        );
    }

    Organisation found(OrganisationId id) {
        return given.transact([&](db::Transaction& tx) { return store::find(tx, id).value(); });
    }

    Caller caller_of_login(std::string_view login, std::string_view password) {
        return given.transact([&](db::Transaction& tx) {
            const auto issued = log_in(tx, given.guest(), {std::string(login), std::string(password)});
            return caller_of(tx, issued.value().token).value();
        });
    }
};

TEST_F(Organisations, RegisterThenAreVerifiedAndTheirFirstPersonSells) {
    const auto registered = registers(cooperative("bamai"));
    ASSERT_TRUE(registered);
    EXPECT_EQ(registered->state, OrganisationState::registered);
    auto owner = caller_of_login("BaMai", "gạo nếp cái hoa vàng");
    EXPECT_EQ(owner.organisation, registered->organisation);
    EXPECT_EQ(owner.role, Role::owner);
    EXPECT_FALSE(owner.verified);

    const auto verified = decides(given.authority("Sở", "24"), registered->organisation, Decision::verified);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->state, OrganisationState::verified);
    EXPECT_EQ(verified->verified_at, given::morning);
    ASSERT_THAT(*verified->history, SizeIs(2));
    EXPECT_EQ(verified->history->front().command, "verify");

    owner = caller_of_login("bamai", "gạo nếp cái hoa vàng");
    EXPECT_TRUE(owner.verified);
    EXPECT_TRUE(may(owner, Permission::sell));
}

TEST_F(Organisations, RememberTheProvinceTheyKnowThemselvesBy) {
    const auto registered = registers(cooperative("bamai"));
    const auto profile = given.transact([&](db::Transaction& tx) {
        return show_organisation(tx, given.guest(), {registered->organisation});
    });
    ASSERT_TRUE(profile);
    EXPECT_EQ(profile->province, "24");
    EXPECT_EQ(profile->province_name, "Bắc Ninh");
    EXPECT_EQ(profile->former_province, "Bắc Giang");
    EXPECT_FALSE(profile->verified);
}

TEST_F(Organisations, AreToldEverythingThatIsWrongAtOnce) {
    auto request = cooperative("ba mai");
    request.tax_code = "0100109107";
    request.province = "Atlantis";
    request.person.password = "12345678";
    const auto refused = registers(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), json::not_as_described);
    EXPECT_THAT(
        refused.error().violations,
        UnorderedElementsAre(
            Field(&Violation::pointer, "/tax_code"),
            Field(&Violation::pointer, "/province"),
            Field(&Violation::pointer, "/person/login"),
            Field(&Violation::pointer, "/person/password")
        )
    );
}

TEST_F(Organisations, ALoginIsSomebodysOnce) {
    ASSERT_TRUE(registers(cooperative("0912345678")));
    const auto refused = registers(cooperative("+84 912 345 678"));
    EXPECT_EQ(refused.error(), login_taken);
}

TEST_F(Organisations, AuthoritiesAndOperatorsDoNotRegisterThemselves) {
    for (const auto kind :
         {OrganisationKind::authority, OrganisationKind::certifier, OrganisationKind::operator_}) {
        auto request = cooperative("bamai");
        request.kind = kind;
        EXPECT_THAT(
            registers(request).error().violations, Contains(Field(&Violation::code, kind_not_registered.code))
        );
    }
}

TEST_F(Organisations, AConsumerNeedsNoMoreThanHerself) {
    RegisterOrganisation request;
    request.kind = OrganisationKind::consumer;
    request.person = {"ann@example.vn", "Chị Ann", "gạo nếp cái hoa vàng"};
    const auto registered = registers(request);
    ASSERT_TRUE(registered);
    EXPECT_EQ(registered->state, OrganisationState::unchecked);
    EXPECT_EQ(found(registered->organisation).says.name, "Chị Ann");
    const auto profile = given.transact([&](db::Transaction& tx) {
        return show_organisation(tx, given.guest(), {registered->organisation});
    });
    EXPECT_EQ(profile.error(), not_found) << "people have no public profile";
    EXPECT_EQ(decides(given.authority(), registered->organisation, Decision::verified).error(), not_found);
}

TEST_F(Organisations, ThereIsOneOperatorHoweverManyServersStart) {
    const auto founded = given.operator_();
    EXPECT_EQ(founded.organisation, market_operator);
    const auto again = given.transact([](db::Transaction& tx) {
        return found_operator(tx, "Another", {"another", "Another", "no hash"});
    });
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->has_value());
}

TEST_F(Organisations, TheOperatorFoundsAuthoritiesAndCertifiers) {
    const auto founds = [&](FoundAuthority request) {
        return given.transact([&](db::Transaction& tx) {
            return found_authority(tx, given.operator_(), request);
        });
    };
    FoundAuthority request;
    request.name = "Sở Công Thương Cao Bằng";
    request.province = "Cao Bằng";
    request.person = {"so.caobang", "Anh Bình", "gạo nếp cái hoa vàng"};
    const auto founded = founds(request);
    ASSERT_TRUE(founded);
    EXPECT_EQ(found(founded->organisation).says.province, "04");
    EXPECT_EQ(founded->state, OrganisationState::verified);
    request.person.login = "so.khac";
    request.kind = OrganisationKind::retailer;
    EXPECT_FALSE(founds(request));
}

TEST_F(Organisations, AnAuthorityDecidesInItsProvinceAndANationalOneEverywhere) {
    const auto here = given.unverified(OrganisationKind::cooperative, "HTX ở đây", "04");
    const auto there = given.unverified(OrganisationKind::cooperative, "HTX nơi khác", "24");
    const auto cao_bang = given.authority("Sở Cao Bằng", "04");
    const auto national = given.authority("Bộ");
    const auto listed = [&](const Caller& who) {
        return given.transact([&](db::Transaction& tx) {
            std::vector<OrganisationId> ids;
            const auto list = list_organisations(tx, who, {});
            for (const auto& one : list->data) ids.push_back(one.id);
            return ids;
        });
    };
    EXPECT_THAT(listed(cao_bang), ElementsAre(here.organisation));
    EXPECT_THAT(listed(national), ElementsAre(here.organisation, there.organisation));
    EXPECT_EQ(decides(cao_bang, there.organisation, Decision::verified).error(), not_found);
    EXPECT_TRUE(decides(cao_bang, here.organisation, Decision::verified));
    EXPECT_TRUE(decides(national, there.organisation, Decision::verified));
    EXPECT_THAT(listed(national), ElementsAre());
}

TEST_F(Organisations, ListsGoOnWhereTheyEnded) {
    std::vector<OrganisationId> made;
    for (int number = 0; number < 5; ++number)
        made.push_back(given.unverified(OrganisationKind::household, "Hộ").organisation);
    std::vector<OrganisationId> read;
    ListOrganisations request;
    request.limit = 2;
    do {
        const auto page = given.transact([&](db::Transaction& tx) {
            return list_organisations(tx, given.authority(), request).value();
        });
        for (const auto& one : page.data) read.push_back(one.id);
        request.after = page.page.next;
    } while (request.after);
    EXPECT_EQ(read, made);
    request.after = "per_0000000000001";
    const auto refused = given.transact([&](db::Transaction& tx) {
        return list_organisations(tx, given.authority(), request);
    });
    EXPECT_EQ(refused.error(), json::not_as_described);
}

TEST_F(Organisations, ARefusalNeedsItsReasonAndAmendingAsksAgain) {
    const auto owner = given.unverified(OrganisationKind::cooperative, "HTX");
    const auto authority = given.authority();
    EXPECT_EQ(decides(authority, owner.organisation, Decision::refused).error(), json::not_as_described);
    ASSERT_TRUE(decides(authority, owner.organisation, Decision::refused, "Thiếu giấy chứng nhận"));
    EXPECT_EQ(decides(authority, owner.organisation, Decision::refused, "Vẫn thiếu").error(), wrong_state);

    AmendOrganisation amendment;
    amendment.registration_number = "GCN-7";
    const auto amended =
        given.transact([&](db::Transaction& tx) { return amend_organisation(tx, owner, amendment); });
    ASSERT_TRUE(amended);
    EXPECT_EQ(amended->state, OrganisationState::registered);
    EXPECT_EQ((*amended->history)[1].reason, "Thiếu giấy chứng nhận");
}

TEST_F(Organisations, WithoutItsProofsNoneIsVerified) {
    auto request = cooperative("bamai");
    request.registration_number.reset();
    const auto registered = registers(request);
    const auto refused = decides(given.authority(), registered->organisation, Decision::verified);
    EXPECT_EQ(refused.error(), proofs_missing);
    EXPECT_THAT(refused.error().violations, ElementsAre(Field(&Violation::pointer, "/registration_number")));
}

TEST_F(Organisations, TwoVerifiedOnesNeverShareATaxCode) {
    const auto first = registers(cooperative("bamai"));
    const auto second = registers(cooperative("baha"));
    ASSERT_TRUE(second) << "whoever registers first does not keep the true one out";
    const auto authority = given.authority();
    ASSERT_TRUE(decides(authority, second->organisation, Decision::verified));
    EXPECT_EQ(decides(authority, first->organisation, Decision::verified).error(), tax_code_taken);
}

TEST_F(Organisations, AmendingGoesByTheVersionRead) {
    const auto owner = given.cooperative();
    AmendOrganisation amendment;
    amendment.address = "Xóm 1, xã Minh Tân";
    amendment.expected_version = found(owner.organisation).version;
    const auto amends = [&] {
        return given.transact([&](db::Transaction& tx) { return amend_organisation(tx, owner, amendment); });
    };
    const auto amended = amends();
    ASSERT_TRUE(amended);
    EXPECT_EQ(amended->version, *amendment.expected_version + 1);
    EXPECT_EQ(amended->address, "Xóm 1, xã Minh Tân");
    EXPECT_EQ(amends().error(), changed_meanwhile);
    amendment.expected_version.reset();
    EXPECT_EQ(amends()->version, amended->version) << "nothing changed, so no new version";
}

TEST_F(Organisations, AVerifiedOneKeepsTheFactsItWasVerifiedBy) {
    const auto owner = given.cooperative();
    AmendOrganisation amendment;
    amendment.name = "Tên khác";
    const auto amends = [&](const Caller& who) {
        return given.transact([&](db::Transaction& tx) { return amend_organisation(tx, who, amendment); });
    };
    EXPECT_EQ(amends(owner).error(), verified_facts_fixed);
    EXPECT_TRUE(amends(given.unverified(OrganisationKind::cooperative, "HTX")));
}

TEST_F(Organisations, TheOperatorSuspendsAndReinstatesToWhereItWas) {
    const auto op = given.operator_();
    const auto suspends = [&](OrganisationId id) {
        return given.transact([&](db::Transaction& tx) {
            return suspend_organisation(tx, op, {id, "Hàng giả"});
        });
    };
    const auto reinstates = [&](OrganisationId id) {
        return given.transact([&](db::Transaction& tx) {
            return reinstate_organisation(tx, op, {id, std::nullopt});
        });
    };
    for (const auto& owner :
         {given.cooperative(), given.unverified(OrganisationKind::household, "Hộ"), given.consumer()}) {
        const auto before = found(owner.organisation).state;
        EXPECT_EQ(reinstates(owner.organisation).error(), wrong_state);
        EXPECT_EQ(suspends(owner.organisation)->state, OrganisationState::suspended);
        EXPECT_EQ(suspends(owner.organisation).error(), wrong_state);
        const auto now = given.transact([&](db::Transaction& tx) {
            return caller_of(tx, issue_token(tx, owner.person).text).value();
        });
        EXPECT_TRUE(now.suspended);
        EXPECT_FALSE(now.verified);
        EXPECT_FALSE(may(now, Permission::buy));
        EXPECT_EQ(reinstates(owner.organisation)->state, before);
    }
    EXPECT_EQ(suspends(op.organisation).error(), wrong_state);
    EXPECT_EQ(suspends(OrganisationId{77}).error(), not_found);
}

TEST_F(Organisations, EveryStepTellsTheFeedTheCachesAndTheAudit) {
    const auto owner = given.unverified(OrganisationKind::cooperative, "HTX");
    const auto authority = given.authority();
    given.transact([&](db::Transaction& tx) -> Result<int> {
        const auto done =
            decide_verification(tx, authority, {owner.organisation, Decision::verified, std::nullopt});
        EXPECT_TRUE(done);
        EXPECT_THAT(tx.announced(), ElementsAre(Field(&Change::kind, "organisation.verified")));
        EXPECT_THAT(tx.touched(), UnorderedElementsAre(tag(owner.organisation), tag("products")));
        EXPECT_EQ(audit_of(tx, authority.organisation, 0, 1).front().act, "organisation.verified");
        return 1;
    });
}

TEST_F(Organisations, TheirHistoryCannotBeRewritten) {
    const auto owner = given.cooperative();
    for (const auto* sql : {"UPDATE organisation_steps SET reason = 'x'", "DELETE FROM organisation_steps"}) {
        auto session = given.database.connect();
        EXPECT_THROW(session->execute(sql), db::Error) << sql;
    }
    EXPECT_EQ(found(owner.organisation).state, OrganisationState::verified);
}

}  // namespace
}  // namespace chophien::accounts
