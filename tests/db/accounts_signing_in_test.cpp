#include "accounts/people.hpp"
#include "accounts/refusals.hpp"
#include "accounts/signing_in.hpp"
#include "core/json.hpp"
#include "tests/given/market.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::accounts {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Field;
using testing::UnorderedElementsAre;

struct SigningIn : testing::Test {
    given::Market given;
    Caller owner = given.cooperative();
    std::string login = given.login_of(owner);

    Result<IssuedToken> logs_in(std::string_view name, std::string_view password) {
        return given.transact([&](db::Transaction& tx) {
            return log_in(tx, given.guest(), {std::string(name), std::string(password)});
        });
    }

    Result<Caller> caller_of(std::string_view token) {
        return given.transact([&](db::Transaction& tx) { return accounts::caller_of(tx, token); });
    }
};

TEST_F(SigningIn, ATokenStandsForThePerson) {
    const auto issued = logs_in(login, given::password);
    ASSERT_TRUE(issued);
    EXPECT_TRUE(issued->token.starts_with("cp_"));
    EXPECT_EQ(issued->token.size(), 46U);
    EXPECT_EQ(issued->expires_at, given::morning + token_life);
    const auto caller = caller_of(issued->token);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->person, owner.person);
    EXPECT_EQ(caller->organisation, owner.organisation);
    EXPECT_EQ(caller->kind, OrganisationKind::cooperative);
    EXPECT_EQ(caller->role, Role::owner);
    EXPECT_TRUE(caller->verified);
    EXPECT_EQ(caller->client, owner.client);
}

TEST_F(SigningIn, TheTokenItselfIsNowhereInTheDatabase) {
    const auto issued = logs_in(login, given::password);
    const auto kept = given.transact([&](db::Transaction& tx) {
        return tx.rows<std::string>({"test.tokens", "SELECT HEX(digest) FROM tokens"});
    });
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].find(issued->token), std::string::npos);
    const auto digest = crypto::sha256(issued->token);
    const auto in_hex = given.transact([&](db::Transaction& tx) {
        return tx.row<std::string>({"test.token", "SELECT LOWER(HEX(digest)) FROM tokens"});
    });
    EXPECT_EQ(in_hex, crypto::hex(crypto::bytes_of(digest)));
}

TEST_F(SigningIn, EveryWrongCredentialLooksTheSame) {
    const auto leaver = given.colleague(owner, Role::viewer);
    given.transact([&](db::Transaction& tx) {
        return amend_person(tx, owner, {leaver.person, {}, {}, false});
    });
    const auto wrong_password = logs_in(login, "không phải mật khẩu");
    const auto unknown = logs_in("khong-ai-ca", given::password);
    const auto no_login = logs_in("???", given::password);
    const auto inactive = logs_in(given.login_of(leaver), given::password);
    for (const auto* refused : {&wrong_password, &unknown, &no_login, &inactive}) {
        ASSERT_FALSE(*refused);
        EXPECT_EQ(refused->error(), wrong_credentials);
        EXPECT_TRUE(refused->error().vi.empty());
        EXPECT_TRUE(refused->error().violations.empty());
    }
}

TEST_F(SigningIn, TextsThatAreNoTokensAreRefusedAlike) {
    const auto token = given.token_of(owner);
    auto other = token;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    for (const auto& text :
         {std::string(), std::string("cp_"), other, token + "x", token.substr(3), std::string(10'000, 'x')})
        EXPECT_EQ(caller_of(text).error(), not_signed_in);
}

TEST_F(SigningIn, ATokenEndsAfterThirtyDaysHoweverMuchItWasUsed) {
    const auto token = given.token_of(owner);
    given.clock.advance(token_life - 1s);
    EXPECT_TRUE(caller_of(token));
    given.clock.advance(1s);
    EXPECT_EQ(caller_of(token).error(), not_signed_in);
    EXPECT_EQ(given.transact([](db::Transaction& tx) { return forget_expired(tx); }), 1U);
}

TEST_F(SigningIn, LoggingOutEndsTheOneTokenAndTellsTheCaches) {
    const auto here = given.token_of(owner);
    const auto elsewhere = given.token_of(owner);
    const auto caller = caller_of(here).value();
    given.transact([&](db::Transaction& tx) {
        EXPECT_TRUE(log_out(tx, caller, {}));
        EXPECT_THAT(tx.touched(), ElementsAre(tag(owner.person)));
        EXPECT_THAT(tx.announced(), ElementsAre(Field(&Change::kind, "token.revoked")));
    });
    EXPECT_EQ(caller_of(here).error(), not_signed_in);
    EXPECT_TRUE(caller_of(elsewhere));
    EXPECT_TRUE(given.transact([&](db::Transaction& tx) { return log_out(tx, caller, {}); }))
        << "twice is no harm";
}

TEST_F(SigningIn, LoggingOutEverywhereEndsAllOfOnesOwnTokensOnly) {
    const auto colleague = given.colleague(owner, Role::viewer);
    const auto hers = given.token_of(colleague);
    const auto here = given.token_of(owner);
    const auto elsewhere = given.token_of(owner);
    given.transact([&](db::Transaction& tx) { return log_out_everywhere(tx, caller_of(here).value(), {}); });
    EXPECT_FALSE(caller_of(here));
    EXPECT_FALSE(caller_of(elsewhere));
    EXPECT_TRUE(caller_of(hers));
}

TEST_F(SigningIn, TheAnswerAboutATokenShowsWhatItDependsOn) {
    const auto token = given.token_of(owner);
    given.transact([&](db::Transaction& tx) {
        EXPECT_TRUE(accounts::caller_of(tx, token));
        EXPECT_THAT(tx.shown(), UnorderedElementsAre(tag(owner.person), tag(owner.organisation)));
    });
}

TEST_F(SigningIn, TenFailuresInAQuarterOfAnHourCloseALoginUntilTheOldestIsOut) {
    for (std::int64_t number = 0; number < most_failures; ++number) {
        EXPECT_EQ(logs_in(login, "sai mật khẩu rồi").error(), wrong_credentials);
        given.clock.advance(1min);
    }
    const auto refused = logs_in(login, given::password);
    ASSERT_EQ(refused.error(), too_many_failures);
    EXPECT_EQ(refused.error().retry_after_s, 5 * 60);
    EXPECT_EQ(logs_in(given.login_of(given.household()), given::password).has_value(), true)
        << "others are not locked out";
    given.clock.advance(5min);
    EXPECT_TRUE(logs_in(login, given::password));
}

TEST_F(SigningIn, FailuresCountInAnySpellingAndForLoginsNobodyHas) {
    for (std::int64_t number = 0; number < most_failures; ++number)
        EXPECT_FALSE(logs_in(number % 2 == 0 ? "0912345678" : "+84 912 345 678", "sai mật khẩu rồi"));
    EXPECT_EQ(logs_in("0912.345.678", "sai mật khẩu rồi").error(), too_many_failures);
}

TEST_F(SigningIn, ASuccessForgetsTheFailuresBeforeIt) {
    for (int round = 0; round < 2; ++round) {
        for (std::int64_t number = 1; number < most_failures; ++number)
            EXPECT_EQ(logs_in(login, "sai mật khẩu rồi").error(), wrong_credentials);
        EXPECT_TRUE(logs_in(login, given::password));
    }
}

TEST_F(SigningIn, OldFailuresAreSweptAway) {
    EXPECT_FALSE(logs_in(login, "sai mật khẩu rồi"));
    EXPECT_EQ(given.transact([](db::Transaction& tx) { return forget_expired(tx); }), 0U);
    given.clock.advance(failure_window);
    EXPECT_EQ(given.transact([](db::Transaction& tx) { return forget_expired(tx); }), 1U);
}

}  // namespace
}  // namespace chophien::accounts
