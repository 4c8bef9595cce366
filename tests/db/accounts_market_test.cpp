// The fixture itself, since every module leans on it, and every statement of this floor on the real schema.
#include "accounts/organisation_store.hpp"
#include "accounts/person_store.hpp"
#include "accounts/tax_code.hpp"
#include "tests/given/market.hpp"

#include <gtest/gtest.h>

namespace chophien::given {
namespace {

constexpr db::Statement organisations{"test.count_organisations", "SELECT COUNT(*) FROM organisations"};
constexpr db::Statement heads{"test.count_heads", "SELECT COUNT(*) FROM feed_head"};

TEST(TheMarket, IsEmptyEachTime) {
    for (int time = 0; time < 3; ++time) {
        Market given;
        given.transact([](db::Transaction& tx) {
            EXPECT_EQ(tx.row<std::int64_t>(organisations), 0);
            EXPECT_EQ(tx.row<std::int64_t>(heads), 1) << "seed rows are there";
        });
        given.cooperative();
        given.operator_();
    }
}

TEST(TheMarket, TwoAtOnceAreTwo) {
    Market here;
    Market there;
    here.cooperative();
    EXPECT_EQ(there.transact([](db::Transaction& tx) { return tx.row<std::int64_t>(organisations); }), 0);
}

TEST(TheMarket, ItsSellersAreVerifiedWithTaxCodesOfTheirOwn) {
    Market given;
    for (int number = 0; number < 30; ++number) {
        const auto owner = given.cooperative();
        EXPECT_TRUE(owner.verified);
        const auto code = given.transact([&](db::Transaction& tx) {
            return accounts::store::find(tx, owner.organisation)->says.tax_code.value();
        });
        EXPECT_TRUE(accounts::tax_code_from(code, accounts::PersonalNumber::refused)) << code;
    }
}

TEST(TheMarket, ListsOfOrganisationsAreReadFromTheirKeys) {
    Market given;
    auto session = given.database.connect();
    // The optimizer takes a scan for the better plan on an empty table.
    session->execute(
        "INSERT INTO organisations (id, kind, state, name, province, created_at) "
        "SELECT seq, 'household', IF(seq % 10 = 0, 'registered', 'refused'), 'Hộ', LPAD(seq % 34, 2, '0'), "
        "UTC_TIMESTAMP(6) "
        "FROM seq_1_to_5000"
    );
    session->commit();
    session->query({"test.analyze", "ANALYZE TABLE organisations"}, {}, [](const db::Row&) {});

    struct Line {
        db::Statement explained;
        std::string key;
    };

    for (const auto& [explained, key] :
         {Line{
              {"test.explain_a",
               "EXPLAIN SELECT id FROM organisations WHERE state = 'registered' AND id > 7 ORDER BY id LIMIT "
               "20"},
              "by_state"},
          Line{
              {"test.explain_b",
               "EXPLAIN SELECT id FROM organisations WHERE state = 'registered' AND province = '04' AND id > "
               "7 "
               "ORDER BY id LIMIT 20"},
              "by_state_and_province"}}) {
        std::string used;
        std::string extra;
        session->query(explained, {}, [&](const db::Row& row) {
            used = row.text(5);
            extra = row.text(9);
        });
        EXPECT_EQ(used, key);
        EXPECT_EQ(extra.find("filesort"), std::string::npos) << extra;
    }
}

}  // namespace
}  // namespace chophien::given
