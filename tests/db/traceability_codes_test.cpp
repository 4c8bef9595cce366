#include "core/db/session.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/refusals.hpp"
#include "traceability/scans.hpp"
#include "traceability/tracing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>

namespace chophien::traceability {
namespace {

using given::amount;

struct UnitCodes : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    given::Goods tea =
        given::sells(given, coop, {.name = "Chè Shan tuyết", .set = 11, .pack = "Hộp", .unit = "hộp"});
    LotView lot = given::lot_of(given, coop, tea.offer, amount("40", "XBX"));

    Result<GenuineUnit> checks(std::string_view gtin, std::string_view serial) {
        return given.transact([&](db::Transaction& tx) { return genuine_unit(tx, gtin, serial); });
    }
};

TEST_F(UnitCodes, FollowOnEachOtherAndProveThemselves) {
    const auto first = given::prints(given, coop, lot.id, 3);
    const auto second = given::prints(given, coop, lot.id, 2);
    EXPECT_EQ(first.first, 0);
    EXPECT_EQ(second.first, 3);
    std::set<std::string> all;
    std::uint32_t counter = 0;
    for (const auto& batch : {first, second}) {
        for (const auto& code : given::codes_of(given, batch)) {
            const auto unit = given::granted(checks(lot.gtin, code));
            EXPECT_EQ(unit.lot.id, lot.id);
            EXPECT_EQ(unit.counter, counter++);
            EXPECT_EQ(unit.serial, code);
            all.insert(code);
        }
    }
    EXPECT_EQ(all.size(), 5U);
}

TEST_F(UnitCodes, AreForgedWhenTheyAreOfAnotherProductOrAltered) {
    const auto code = given::codes_of(given, given::prints(given, coop, lot.id, 1)).front();
    const auto honey =
        given::sells(given, coop, {.name = "Mật ong", .set = 4, .pack = "Chai", .unit = "chai"});
    const auto honey_lot = given::lot_of(given, coop, honey.offer, amount("5", "chai"));
    EXPECT_EQ(checks(honey_lot.gtin, code).error(), forged_unit_code);
    for (std::size_t at = 0; at < code.size(); ++at) {
        auto altered = code;
        altered[at] = altered[at] == '7' ? '8' : '7';
        EXPECT_EQ(checks(lot.gtin, altered).error(), forged_unit_code) << altered;
    }
    EXPECT_EQ(checks("893600000001", code).error(), wrong_gtin);
}

TEST_F(UnitCodes, AreForgedWhileTheyWereNeverPrinted) {
    given::prints(given, coop, lot.id, 1);
    const auto second_lot = given::lot_of(given, coop, tea.offer, amount("1", "XBX"));
    const auto key = given.transact([](db::Transaction& tx) { return trace_keys(tx); }).front();
    const auto gtin = gtin_from(lot.gtin).value();
    EXPECT_TRUE(checks(lot.gtin, unit_code(key, gtin, {1, 0})));
    EXPECT_EQ(checks(lot.gtin, unit_code(key, gtin, {1, 1})).error(), forged_unit_code)
        << "beyond what was printed";
    EXPECT_EQ(checks(lot.gtin, unit_code(key, gtin, {2, 0})).error(), forged_unit_code)
        << "a lot without codes";
    EXPECT_EQ(checks(lot.gtin, unit_code(key, gtin, {3, 0})).error(), forged_unit_code) << "no such lot";
}

TEST_F(UnitCodes, AreReadAsTyped) {
    const auto code = given::codes_of(given, given::prints(given, coop, lot.id, 1)).front();
    std::string typed;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at % 5 == 0 && at != 0) typed += '-';
        typed += static_cast<char>(std::tolower(static_cast<unsigned char>(code[at])));
    }
    EXPECT_EQ(given::granted(checks(lot.gtin, typed)).serial, code);
}

TEST_F(UnitCodes, AreGivenOutToTheLotsOwnerWhileThereAreAny) {
    const auto other = given.cooperative("HTX Khác", "19");
    const auto prints_as = [&](const accounts::Caller& who, std::int64_t count) {
        return given.transact([&](db::Transaction& tx) {
            ensure_trace_key(tx);
            return print_unit_codes(tx, who, {lot.id, count});
        });
    };
    EXPECT_EQ(prints_as(other, 1).error(), unknown_lot);
    given.transact([&](db::Transaction& tx) {
        tx.change(
            db::Statement{"test.nearly_full", "UPDATE lots SET codes_printed = 16777214 WHERE id = ?"}, lot.id
        );
    });
    EXPECT_EQ(prints_as(coop, 3).error(), too_many_codes);
    const auto last = given::granted(prints_as(coop, 2));
    EXPECT_EQ(last.first, 16'777'214);
    EXPECT_TRUE(checks(lot.gtin, given::codes_of(given, last).back()));
    EXPECT_EQ(
        given.transact([&](db::Transaction& tx) { return show_unit_code_batch(tx, other, {last.id}); }
        ).error(),
        unknown_code_batch
    );
}

TEST_F(UnitCodes, AreNeverGivenOutTwiceThoughManyPrint) {
    given.transact([](db::Transaction& tx) { ensure_trace_key(tx); });
    std::mutex mutex;
    std::set<std::int64_t> counters;
    std::vector<std::thread> printers;
    for (int number = 0; number < 4; ++number)
        printers.emplace_back([&] {
            const db::ThreadUse use;
            for (int time = 0; time < 5; ++time) {
                const auto batch = given::prints(given, coop, lot.id, 10);
                const std::scoped_lock lock(mutex);
                for (auto at = batch.first; at < batch.first + batch.count; ++at) counters.insert(at);
            }
        });
    for (auto& printer : printers) printer.join();
    EXPECT_EQ(counters.size(), 200U);
    EXPECT_EQ(*counters.rbegin(), 199);
}

TEST_F(UnitCodes, AreMadeWithOneKeyThoughManyNodesStartAtOnce) {
    std::vector<std::thread> nodes;
    for (int number = 0; number < 4; ++number)
        nodes.emplace_back([&] {
            const db::ThreadUse use;
            given.transact([](db::Transaction& tx) { ensure_trace_key(tx); });
        });
    for (auto& node : nodes) node.join();
    const auto keys = given.transact([](db::Transaction& tx) { return trace_keys(tx); });
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys.front().secret.size(), UnitKey::secret_bytes);
    given.transact([](db::Transaction& tx) { ensure_trace_key(tx); });
    EXPECT_EQ(
        given.transact([](db::Transaction& tx) { return trace_keys(tx); }).front().secret, keys.front().secret
    );
}

TEST_F(UnitCodes, CountTheirScansInOneRow) {
    const auto code = given::codes_of(given, given::prints(given, coop, lot.id, 1)).front();
    const auto unit = given::granted(checks(lot.gtin, code));
    const auto scans = [&] {
        return given.transact([&](db::Transaction& tx) { return count_scan(tx, lot.id, unit.counter); });
    };
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return scans_of(tx, lot.id, unit.counter); }));
    const auto first = scans();
    given.clock.advance(std::chrono::hours(1));
    const auto second = scans();
    EXPECT_EQ(first.times, 1);
    EXPECT_EQ(second.times, 2);
    EXPECT_EQ(second.first_at, given::morning);
    EXPECT_EQ(second.last_at, given::morning + std::chrono::hours(1));
    const auto record = given.transact([&](db::Transaction& tx) { return trace_unit(tx, unit); });
    EXPECT_EQ(record.serial, code);
    EXPECT_EQ(record.scans->times, 2) << "looking at it is no scan";
}

}  // namespace
}  // namespace chophien::traceability
