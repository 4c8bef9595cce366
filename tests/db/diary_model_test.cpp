// Random seasons against a plain model: whatever is written in whatever order, nothing comes out of a lot
// that did not go in, no harvest stands inside the days to wait without being refused or marked, and sending
// all of it again changes nothing.
#include "tests/given/diary.hpp"
#include "traceability/diary/refusals.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace chophien::traceability::diary {
namespace {

using json::Document;

constexpr db::Statement used_of_lot{"test.used_of_lot", R"sql(
    SELECT COALESCE(SUM(l.quantity), 0)
      FROM diary_lots l
      LEFT JOIN diary_withdrawals w ON w.entry = l.entry
     WHERE l.lot = ? AND l.made = FALSE AND l.taken = TRUE AND w.entry IS NULL
)sql"};
constexpr db::Statement every_row{"test.every_row", R"sql(
    SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM diary_entries), (SELECT COUNT(*) FROM diary_lots),
                     (SELECT COUNT(*) FROM diary_events), (SELECT COUNT(*) FROM lot_plots),
                     (SELECT COALESCE(SUM(remaining), 0) FROM lots), (SELECT COUNT(*) FROM diary_conflicts))
)sql"};

std::string november(int day) {
    return text_of(Day{std::chrono::year(2026) / 11 / 1} + std::chrono::days(day - 1));
}

/// The last days before given::morning, so that a season fits in.
constexpr int last_day = 20;

struct Spray {
    int day;
    int days;
    bool withdrawn = false;
};

/// One season on one plot.
void season_of_sprays(given::Season& given, const plots::PlaceView& hill, std::set<std::string>& reached) {
    std::map<EntryId, Spray> sprays;
    std::map<LotId, int> harvests;
    const auto inside = [&](int harvest) {
        std::set<EntryId> found;
        for (const auto& [id, spray] : sprays)
            if (!spray.withdrawn && harvest >= spray.day && harvest < spray.day + spray.days)
                found.insert(id);
        return found;
    };
    const auto steps = *rc::gen::inRange(4, 16);
    for (int step = 0; step < steps; ++step) {
        const auto day = *rc::gen::inRange(1, last_day + 1);
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
            case 1: {
                const auto days = *rc::gen::inRange(0, 8);
                const auto spray = given.wrote(given.spray(november(day), days, hill));
                sprays[spray.id] = {day, days};
                std::set<LotId> warned;
                for (const auto& warning : spray.warnings) warned.insert(*warning.lot);
                for (const auto& [lot, harvested] : harvests)
                    RC_ASSERT(warned.contains(lot) == (harvested >= day && harvested < day + days));
                break;
            }
            case 2:
            case 3: {
                const auto answer = given.writes(given.harvest(november(day), "10", hill));
                RC_ASSERT(answer.has_value() == inside(day).empty());
                if (answer)
                    harvests[given::Season::made_by(*answer)] = day;
                else
                    RC_ASSERT(answer.error() == too_early);
                reached.insert(answer ? "harvested" : "too early");
                break;
            }
            default:
                if (!sprays.empty()) {
                    auto& [id, spray] = *sprays.begin();
                    if (!spray.withdrawn)
                        given::granted(given.does(
                            &withdraw_entry, given.coop, {id, store::WithdrawalReason::incorrect_data}
                        ));
                    spray.withdrawn = true;
                }
        }
    }
    for (const auto& [lot, day] : harvests) {
        std::set<EntryId> doubts;
        for (const auto& doubt : given.origins(lot).doubts) doubts.insert(doubt.entry);
        RC_ASSERT(doubts == inside(day));
        if (!doubts.empty()) reached.insert("in doubt");
    }
}

TEST(DiaryModel, NoHarvestInsideTheWaitPassesUnseenWhateverTheOrder) {
    given::Season given;
    std::set<std::string> reached;
    int number = 0;
    EXPECT_TRUE(rc::check("sprays and harvests in any order", [&] {
        season_of_sprays(given, given.plot(fmt::format("Đồi số {}", ++number)), reached);
    }));
    EXPECT_THAT(reached, testing::ElementsAre("harvested", "in doubt", "too early"));
}

/// One step of a season as a phone would write it, with lots named by the entries that made them.
Document random_step(
    given::Season& given, const plots::PlaceView& hill, int first, int step, const std::vector<int>& makers
) {
    const auto kilograms = std::to_string(*rc::gen::inRange(1, 60));
    // Mostly in the order it happened; now and then out of it.
    const auto day = november(*rc::gen::inRange(0, 8) == 0 ? *rc::gen::inRange(1, last_day + 1) : step);
    const auto lots = [&] {
        auto list = Document::array();
        const auto count = *rc::gen::inRange(1, 3);
        for (int at = 0; at < count; ++at) {
            const auto maker = makers.empty() ? first : *rc::gen::elementOf(makers);
            Document part{{"lot", given::Season::uuid(maker)}};
            if (*rc::gen::arbitrary<bool>())
                part["quantity"] = given::Season::kilograms(std::to_string(*rc::gen::inRange(1, 40)));
            list.push_back(std::move(part));
        }
        return list;
    };
    const auto entry = [&]() -> Document {
        switch (*rc::gen::inRange(0, 7)) {
            case 0:
            case 1:
                return given.harvest(day, kilograms, hill);
            case 2:
                return given.watering(day, hill);
            case 3: {
                auto sale = given::Season::entry("sell", day, given.packing_house);
                sale["lots"] = lots();
                return sale;
            }
            case 4:
                return given.work("pack", day, lots(), given.bunches, given::Season::kilograms(kilograms));
            default:
                return given.work("sort", day, lots(), given.leaves, given::Season::kilograms(kilograms));
        }
    }();
    auto made = entry;
    made["id"] = given::Season::uuid(first + step);
    return made;
}

/// One season on one plot, by a phone whose ids begin with `first`.
void season_of_lots(
    given::Season& given, const plots::PlaceView& hill, int first, std::set<std::string>& reached
) {
    auto sent = Document::array();
    std::vector<int> makers;
    const auto steps = *rc::gen::inRange(3, 14);
    sent.push_back(given.watering(november(1), hill));
    sent.back()["id"] = given::Season::uuid(first);
    for (int step = 1; step <= steps; ++step) {
        sent.push_back(random_step(given, hill, first, step, makers));
        if (sent.back().contains("makes")) makers.push_back(first + step);
    }
    const auto answer = given.sends(sent);
    RC_ASSERT(answer.conflicts == 0 && answer.repeated == 0);

    std::vector<EntryId> entries;
    for (const auto& row : answer.rows) {
        if (row.entry) entries.push_back(*row.entry);
        for (const auto id : row.made) {
            const auto lot = given.lot(id);
            const auto used =
                given.transact([&](db::Transaction& tx) { return *tx.row<Decimal>(used_of_lot, id); });
            RC_ASSERT(lot.quantity.value == lot.remaining + used);
            RC_ASSERT(lot.remaining >= Decimal{});
            RC_ASSERT(!given.origins(id).plots.empty());
        }
    }
    for (const auto id : entries) {
        const auto entry = given::granted(given.does(&show_entry, given.coop, {id}));
        Decimal in;
        Decimal out;
        for (const auto& lot : entry.lots) (lot.made ? out : in) = (lot.made ? out : in) + lot.quantity.value;
        if (entry.kind == EntryKind::sort || entry.kind == EntryKind::pack) {
            RC_ASSERT(out <= in);
            reached.emplace(json::name_of(entry.kind));
        }
    }

    const auto rows = [&] {
        return given.transact([](db::Transaction& tx) { return *tx.row<std::string>(every_row); });
    };
    const auto before = rows();
    const auto again = given.sends(sent);
    RC_ASSERT(again.repeated >= answer.created);
    for (std::size_t at = 0; at < answer.rows.size(); ++at)
        if (answer.rows[at].status == RowStatus::created) {
            RC_ASSERT(again.rows[at].status == RowStatus::repeated);
            RC_ASSERT(again.rows[at].entry == answer.rows[at].entry);
            RC_ASSERT(again.rows[at].made == answer.rows[at].made);
        }
    // What was refused for want of a lot that came later may be taken now; what was taken is not taken twice.
    if (again.created == 0) RC_ASSERT(rows() == before);
    reached.insert(answer.refused > 0 ? "some refused" : "all taken");
}

TEST(DiaryModel, QuantitiesStayBalancedAndTwiceIsOnce) {
    given::Season given;
    std::set<std::string> reached;
    int number = 0;
    EXPECT_TRUE(rc::check("lots out of lots", [&] {
        ++number;
        season_of_lots(given, given.plot(fmt::format("Đồi số {}", number)), number * 100, reached);
    }));
    EXPECT_THAT(reached, testing::ElementsAre("all taken", "pack", "some refused", "sort"));
}

}  // namespace
}  // namespace chophien::traceability::diary
