#include "accounts/people.hpp"
#include "accounts/refusals.hpp"
#include "accounts/signing_in.hpp"
#include "core/json.hpp"
#include "tests/given/market.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace chophien::accounts {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

struct People : testing::Test {
    given::Market given;
    Caller owner = given.cooperative();

    Result<PersonView> amends(const Caller& who, const AmendPerson& request) {
        return given.transact([&](db::Transaction& tx) { return amend_person(tx, who, request); });
    }

    Result<Caller> caller_of(std::string_view token) {
        return given.transact([&](db::Transaction& tx) { return accounts::caller_of(tx, token); });
    }

    Result<Nothing> changes_password(const Caller& who, std::string_view present, std::string_view wanted) {
        return given.transact([&](db::Transaction& tx) {
            return change_password(tx, who, {std::string(present), std::string(wanted)});
        });
    }
};

TEST_F(People, AreAddedAndLogInWithTheirRole) {
    const auto added = given.transact([&](db::Transaction& tx) {
        return add_person(tx, owner, {"0987654321", "Anh Bình", "gạo nếp cái hoa vàng", Role::recorder});
    });
    ASSERT_TRUE(added);
    EXPECT_EQ(added->login, "+84987654321");
    const auto issued = given.transact([&](db::Transaction& tx) {
        return log_in(tx, given.guest(), {"0987 654 321", "gạo nếp cái hoa vàng"});
    });
    ASSERT_TRUE(issued);
    EXPECT_EQ(issued->role, Role::recorder);
    const auto me = given.transact([&](db::Transaction& tx) {
        return who_am_i(tx, accounts::caller_of(tx, issued->token).value(), {});
    });
    EXPECT_THAT(*me->may, ElementsAre(Permission::anyone, Permission::signed_in, Permission::record));
}

TEST_F(People, WrongOnesAreToldWhy) {
    const auto refused = given.transact([&](db::Transaction& tx) {
        return add_person(tx, owner, {"bà mai", "Bà Mai", "12345678", Role::viewer});
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().violations.size(), 2U);
    const auto taken = given.transact([&](db::Transaction& tx) {
        return add_person(tx, owner, {given.login_of(owner), "Bà Mai", "gạo nếp cái hoa vàng", Role::viewer});
    });
    EXPECT_EQ(taken.error(), login_taken);
}

TEST_F(People, AreListedWithinTheirOrganisationOnly) {
    given.colleague(owner, Role::viewer);
    const auto stranger = given.cooperative("HTX khác");
    const auto list = given.transact([&](db::Transaction& tx) { return list_people(tx, owner, {}).value(); });
    EXPECT_EQ(list.data.size(), 2U);
    EXPECT_EQ(amends(stranger, {owner.person, {}, Role::viewer, {}}).error(), not_found);
    EXPECT_EQ(amends(owner, {stranger.person, {}, Role::viewer, {}}).error(), not_found);
}

TEST_F(People, ADeactivatedOnesTokensEndAtOnce) {
    const auto seller = given.colleague(owner, Role::seller);
    const auto token = given.token_of(seller);
    given.transact([&](db::Transaction& tx) {
        EXPECT_TRUE(amend_person(tx, owner, {seller.person, {}, {}, false}));
        EXPECT_THAT(tx.touched(), Contains(tag(seller.person)));
    });
    EXPECT_EQ(caller_of(token).error(), not_signed_in);
    EXPECT_TRUE(amends(owner, {seller.person, {}, {}, true})->active);
    EXPECT_EQ(caller_of(token).error(), not_signed_in) << "old tokens do not come back";
}

TEST_F(People, ANewRoleHoldsForTheTokensOneHas) {
    const auto viewer = given.colleague(owner, Role::viewer);
    const auto token = given.token_of(viewer);
    ASSERT_TRUE(amends(owner, {viewer.person, {}, Role::seller, {}}));
    EXPECT_EQ(caller_of(token)->role, Role::seller);
}

TEST_F(People, TheLastOwnerStays) {
    EXPECT_EQ(amends(owner, {owner.person, {}, Role::viewer, {}}).error(), last_owner);
    EXPECT_EQ(amends(owner, {owner.person, {}, {}, false}).error(), last_owner);
    const auto second = given.colleague(owner, Role::owner);
    EXPECT_TRUE(amends(owner, {owner.person, {}, Role::viewer, {}}));
    EXPECT_EQ(amends(second, {second.person, {}, {}, false}).error(), last_owner);
}

TEST_F(People, OfTwoOwnersWhoDemoteEachOtherOneStays) {
    const auto second = given.colleague(owner, Role::owner);
    std::latch ready(2);
    std::atomic<int> done = 0;
    const auto demotes = [&](const Caller& who, PersonId whom) {
        const db::ThreadUse use;
        ready.arrive_and_wait();
        if (amends(who, {whom, {}, Role::viewer, {}})) ++done;
    };
    std::thread first([&] { demotes(owner, second.person); });
    std::thread other([&] { demotes(second, owner.person); });
    first.join();
    other.join();
    EXPECT_EQ(done, 1);
}

TEST_F(People, ChangeTheirPasswordAndStaySignedInHereOnly) {
    const auto here = given.token_of(owner);
    const auto elsewhere = given.token_of(owner);
    const auto caller = caller_of(here).value();
    EXPECT_EQ(changes_password(caller, "không phải", "cam sành Hàm Yên").error(), wrong_password);
    EXPECT_EQ(changes_password(caller, given::password, "matkhau123").error(), json::not_as_described);
    ASSERT_TRUE(changes_password(caller, given::password, "cam sành Hàm Yên"));
    EXPECT_TRUE(caller_of(here));
    EXPECT_FALSE(caller_of(elsewhere));
    const auto login = given.login_of(owner);
    EXPECT_TRUE(given.transact([&](db::Transaction& tx) {
        return log_in(tx, given.guest(), {login, "cam sành Hàm Yên"});
    }));
}

TEST_F(People, GuessingThePresentPasswordIsLimitedLikeLoggingIn) {
    for (std::int64_t number = 0; number < most_failures; ++number)
        EXPECT_EQ(changes_password(owner, "đoán thử xem sao", "cam sành Hàm Yên").error(), wrong_password);
    EXPECT_EQ(changes_password(owner, given::password, "cam sành Hàm Yên").error(), too_many_failures);
}

struct Audit : People {
    std::optional<std::uint64_t> first_break() {
        return given.transact([&](db::Transaction& tx) {
            return accounts::first_break(tx, owner.organisation);
        });
    }

    // As one would who has the database's administrator's rights.
    void tamper(const std::string& sql) {
        auto session = given.database.connect();
        session->execute("DROP TRIGGER IF EXISTS audit_stays");
        session->execute("DROP TRIGGER IF EXISTS audit_remains");
        session->execute(sql);
        session->commit();
    }

    void TearDown() override {
        auto session = given.database.connect();
        for (const auto* trigger : {"audit_stays BEFORE UPDATE", "audit_remains BEFORE DELETE"})
            session->execute(
                std::string("CREATE TRIGGER IF NOT EXISTS ") + trigger +
                " ON audit FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit is append-only'"
            );
    }

    void SetUp() override {
        for (int number = 0; number < 4; ++number)
            given.transact([&](db::Transaction& tx) {
                audit(tx, owner, "crate.moved", "crt_" + std::to_string(number), R"({"tới":"kho"})");
                tx.touch(tag("crates"));
            });
    }
};

TEST_F(Audit, AWholeChainHolds) {
    EXPECT_EQ(first_break(), std::nullopt);
    const auto list = given.transact([&](db::Transaction& tx) {
        return list_audit(tx, owner, {{}, 3}).value();
    });
    ASSERT_EQ(list.data.size(), 3U);
    EXPECT_EQ(list.data[0].number, 5);
    EXPECT_EQ(list.data[0].act, "crate.moved");
    EXPECT_EQ(list.data[0].facts, (json::Document{{"tới", "kho"}}));
    EXPECT_EQ(list.page.next, "3");
    const auto rest = given.transact([&](db::Transaction& tx) {
        return list_audit(tx, owner, {"3", 3}).value();
    });
    EXPECT_EQ(rest.data.size(), 2U);
    EXPECT_FALSE(rest.page.next);
}

TEST_F(Audit, IsAppendOnly) {
    for (const auto* sql : {"UPDATE audit SET act = 'x'", "DELETE FROM audit"}) {
        auto session = given.database.connect();
        EXPECT_THROW(session->execute(sql), db::Error);
    }
}

TEST_F(Audit, AChangedEntryShows) {
    tamper("UPDATE audit SET facts = '{}' WHERE number = 3");
    EXPECT_EQ(first_break(), 3U);
}

TEST_F(Audit, AnEntryOfAnotherPersonShows) {
    tamper("UPDATE audit SET person = person + 1 WHERE number = 2");
    EXPECT_EQ(first_break(), 2U);
}

TEST_F(Audit, ADroppedEntryShows) {
    tamper("DELETE FROM audit WHERE number = 2");
    EXPECT_EQ(first_break(), 2U);
}

TEST_F(Audit, ACutOffEndShows) {
    tamper("DELETE FROM audit WHERE number = 5");
    EXPECT_EQ(first_break(), 5U);
}

TEST_F(Audit, AnAddedEntryShows) {
    tamper(
        "INSERT INTO audit SELECT organisation, 6, at, person, act, about, facts, digest FROM audit WHERE "
        "number = 5"
    );
    EXPECT_EQ(first_break(), 6U);
}

TEST_F(Audit, EntriesWrittenAtOnceStandInOneChain) {
    std::latch ready(4);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            const db::ThreadUse use;
            ready.arrive_and_wait();
            for (int number = 0; number < 10; ++number)
                given.transact([&](db::Transaction& tx) {
                    audit(tx, owner, "crate.moved", "crt_1");
                    tx.touch(tag("crates"));
                });
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(first_break(), std::nullopt);
    EXPECT_EQ(
        given.transact([&](db::Transaction& tx) { return audit_head(tx, owner.organisation).number; }), 45U
    );
}

}  // namespace
}  // namespace chophien::accounts
