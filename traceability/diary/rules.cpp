// The rules an entry is asked before it is written.
#include "traceability/diary/plan.hpp"
#include "traceability/diary/record_sets.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/plots/place_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace chophien::traceability::diary {

namespace {

constexpr std::chrono::days season{366};

/// A chain further back than this is cut off: no goods here have so many steps.
constexpr int most_steps_back = 30;
constexpr std::size_t most_lots_back = 2'000;

constexpr std::chrono::seconds clock_tolerance{120};

std::string day_vi(Day day) {
    return fmt::format(
        "{:02}/{:02}/{}",
        static_cast<unsigned>(day.day()),
        static_cast<unsigned>(day.month()),
        static_cast<int>(day.year())
    );
}

Violation closed(const plots::Place& place, const Closing& closing, std::string pointer) {
    return {
        std::move(pointer),
        "closed",
        fmt::format(
            "\"{}\" dùng {} ngày {}; thu hoạch được từ ngày {}.",
            place.says.name,
            closing.input,
            day_vi(closing.when.day),
            day_vi(closing.opens_on)
        ),
        fmt::format(
            "\"{}\" was given {} on {}; harvest is allowed from {}.",
            place.says.name,
            closing.input,
            text_of(closing.when.day),
            text_of(closing.opens_on)
        )};
}

Result<Nothing> ask_about_waiting(db::Transaction& tx, const Plan& plan) {
    if (!is_harvest(plan)) return Nothing{};
    std::vector<Violation> early;
    const auto places = grown_at(plan);
    for (std::size_t at = 0; at < places.size(); ++at) {
        const auto pointer =
            plan.says.kind == EntryKind::harvest ? std::string("/place") : fmt::format("/plots/{}", at);
        for (const auto& closing : store::closings_on(tx, places[at]->id, plan.when.day))
            if (is_too_early(closing, plan.when)) early.push_back(closed(*places[at], closing, pointer));
    }
    if (early.empty()) return Nothing{};
    auto refused = refuse(too_early, early.front().vi, early.front().en);
    refused.value().violations = std::move(early);
    return refused;
}

// A spray that is told of late, with harvests in its closed days already recorded: it is taken, and their
// lots are marked.
void look_for_broken_waiting(db::Transaction& tx, Plan& plan) {
    const auto days = plan.says.kind == EntryKind::spray   ? plan.says.pre_harvest_days
                      : plan.says.kind == EntryKind::treat ? plan.says.withdrawal_days
                                                           : std::nullopt;
    if (!days || !plan.place) return;
    plan.opens_on = opens_on(plan.when.day, *days);
    const Closing closing{plan.id, plan.says.input.value_or(""), plan.when, *plan.opens_on};
    std::set<LotId> lots;
    for (const auto& grown : store::grown_on(tx, plan.place->id, plan.when.day, closing.opens_on))
        if (is_too_early(closing, grown.when()) && lots.insert(grown.lot).second) {
            plan.put_in_doubt.push_back(grown.lot);
            plan.warnings.push_back(
                {"harvested_too_early",
                 fmt::format(
                     "Lô này thu hoạch ngày {}, trước khi hết cách ly (ngày {}): đã bị đánh dấu.",
                     day_vi(grown.harvested_on),
                     day_vi(closing.opens_on)
                 ),
                 fmt::format(
                     "This lot was harvested on {}, before the wait was over ({}): it is marked.",
                     text_of(grown.harvested_on),
                     text_of(closing.opens_on)
                 ),
                 grown.lot}
            );
        }
}

Result<Nothing> ask_about_balance(Plan& plan) {
    if (!takes_goods(plan.says.kind) || plan.made.empty()) return Nothing{};
    std::vector<Counted> in;
    std::vector<Counted> out;
    for (const auto& used : plan.used) in.push_back({{used.quantity, used.lot.quantity.unit}, used.content});
    for (const auto& made : plan.made) {
        Counted counted{made.says.quantity, {}};
        if (*made.says.quantity.unit == *made.pack.sold_in) counted.content = made.pack.content;
        out.push_back(std::move(counted));
    }
    plan.balance = balance_of(in, plan.says.added, out);
    if (!plan.balance) {
        plan.warnings.push_back(
            {"not_weighed",
             "Không so được lượng vào và lượng ra: hãy ghi lượng tịnh của gói.",
             "What went in and came out cannot be compared: say the pack's net content."}
        );
        return Nothing{};
    }
    if (plan.balance->loss >= Decimal{}) return Nothing{};
    const auto& sums = *plan.balance;
    return refuse(
        more_out_than_in,
        fmt::format("Vào {} {}, ra {}.", text_of(sums.in), sums.unit->name_vi, text_of(sums.out)),
        fmt::format("In {} {}, out {}.", text_of(sums.in), sums.unit->name_en, text_of(sums.out))
    );
}

/// Everything the lots came from.
Known known_of(db::Transaction& tx, const Plan& plan) {
    Known known;
    std::set<LotId> seen;
    std::vector<LotId> level;
    std::map<plots::PlaceId, Day> harvested;
    const auto visit = [&](LotId lot) {
        if (seen.size() < most_lots_back && seen.insert(lot).second) level.push_back(lot);
    };
    for (const auto& used : plan.used) visit(used.lot.id);
    for (int step = 0; step < most_steps_back && !level.empty(); ++step) {
        const auto here = std::exchange(level, {});
        std::map<LotId, std::vector<store::Ancestor>> made_by;
        for (const auto& ancestor : store::ancestors(tx, here)) {
            known.entries.insert(ancestor.kind);
            made_by[ancestor.of].push_back(ancestor);
            if (ancestor.lot) visit(ancestor.lot);
        }
        for (const auto lot : here) {
            const auto plots = store::plots_of(tx, lot);
            for (const auto& plot : plots) {
                auto& day = harvested.try_emplace(plot.place, plot.harvested_on).first->second;
                day = std::max(day, plot.harvested_on);
            }
            const auto& makers = made_by[lot];
            const bool is_root = std::ranges::all_of(makers, [](const auto& maker) { return !maker.lot; });
            const bool was_bought = std::ranges::any_of(makers, [](const auto& maker) {
                return maker.kind == EntryKind::receive;
            });
            if (is_root && plots.empty() && !was_bought) known.without_origin = true;
        }
    }
    for (const auto& [place, day] : harvested) {
        const auto found = plots::store::find(tx, place);
        ensure(found.has_value(), "a lot's plot is there");
        known.origins.push_back({place, found->says, store::kinds_at(tx, place, day + -season, day)});
    }
    return known;
}

std::vector<Violation> violations_of(const std::vector<Missing>& missing) {
    std::vector<Violation> violations;
    for (const auto& one : missing) {
        if (!one.need->must) continue;
        const auto where_vi = one.place.empty() ? std::string() : fmt::format(" (\"{}\")", one.place);
        violations.push_back(
            {"",
             "record_missing",
             fmt::format("Còn thiếu: {}{}.", one.need->words.vi, where_vi),
             fmt::format("Missing: {}{}.", one.need->words.en, where_vi)}
        );
    }
    return violations;
}

Result<Nothing> ask_about_records(db::Transaction& tx, Plan& plan) {
    if (plan.says.kind != EntryKind::pack) return Nothing{};
    const auto known = known_of(tx, plan);
    std::vector<plots::PlaceKind> comes_from;
    for (const auto& origin : known.origins) comes_from.push_back(origin.says.kind);
    std::set<CommodityGroup> groups;
    for (const auto& made : plan.made) {
        const auto group = group_of(made.ocop_set, comes_from);
        if (!group && !plan.says.group)
            return refuse(
                wrong_entry,
                {{"/group",
                  "missing",
                  "Chưa rõ nhóm hàng: trồng trọt, chăn nuôi, thủy sản hay chế biến?",
                  "The commodity group is not clear: crop, livestock, aquaculture or processed?"}}
            );
        groups.insert(group ? *group : *plan.says.group);
    }
    std::vector<Violation> missing;
    for (const auto group : groups)
        for (const auto& one : missing_of(group, known))
            if (one.need->must) {
                auto told = violations_of({one});
                std::ranges::move(told, std::back_inserter(missing));
            } else {
                plan.warnings.push_back(
                    {"record_advised",
                     fmt::format("Nên có: {}.", one.need->words.vi),
                     fmt::format("Advised: {}.", one.need->words.en)}
                );
            }
    if (missing.empty()) return Nothing{};
    return refuse(records_missing, std::move(missing));
}

// Packing stops at a lot in doubt; what has left or is thrown away is recorded as it happened.
Result<Nothing> ask_about_doubts(db::Transaction& tx, Plan& plan) {
    std::vector<Violation> doubted;
    for (std::size_t at = 0; at < plan.used.size(); ++at) {
        const auto& lot = plan.used[at].lot;
        const auto doubts = doubts_about(tx, lot.id);
        if (doubts.empty()) continue;
        const auto& first = doubts.front();
        auto vi = fmt::format(
            "Lô {}: {} ngày {}, lẽ ra chỉ thu hoạch từ ngày {}.",
            lot.lot_code,
            first.input,
            day_vi(first.when.day),
            day_vi(first.opens_on)
        );
        auto en = fmt::format(
            "Lot {}: {} on {}, harvest was allowed only from {}.",
            lot.lot_code,
            first.input,
            text_of(first.when.day),
            text_of(first.opens_on)
        );
        if (plan.says.kind == EntryKind::pack)
            doubted.push_back({fmt::format("/lots/{}", at), "in_doubt", std::move(vi), std::move(en)});
        else if (plan.says.kind != EntryKind::destroy)
            plan.warnings.push_back({"lot_in_doubt", std::move(vi), std::move(en), lot.id});
    }
    if (doubted.empty()) return Nothing{};
    return refuse(lot_in_doubt, std::move(doubted));
}

void compare_clocks(const Plan& plan, Instant now, std::vector<Warning>& warnings) {
    if (!plan.says.sent_at) return;
    const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(*plan.says.sent_at - now);
    if (std::chrono::abs(ahead) <= clock_tolerance) return;
    const auto minutes = std::chrono::abs(ahead).count() / 60;
    const bool fast = ahead.count() > 0;
    warnings.push_back(
        {"clock",
         fmt::format(
             "Đồng hồ điện thoại {} {} phút; giờ đã ghi được giữ nguyên.", fast ? "nhanh" : "chậm", minutes
         ),
         fmt::format(
             "The phone's clock is {} minutes {}; the times told are kept as they are.",
             minutes,
             fast ? "fast" : "slow"
         )}
    );
}

}  // namespace

std::vector<Closing> doubts_about(db::Transaction& tx, LotId lot) {
    std::vector<Closing> doubts;
    for (const auto& plot : store::plots_of(tx, lot))
        for (auto& closing : store::closings_on(tx, plot.place, plot.harvested_on))
            if (is_too_early(closing, plot.when()) && std::ranges::find(doubts, closing) == doubts.end())
                doubts.push_back(std::move(closing));
    return doubts;
}

Result<Nothing> ask_rules(db::Transaction& tx, Plan& plan) {
    if (auto asked = ask_about_waiting(tx, plan); !asked) return asked;
    if (auto asked = ask_about_balance(plan); !asked) return asked;
    if (auto asked = ask_about_doubts(tx, plan); !asked) return asked;
    if (auto asked = ask_about_records(tx, plan); !asked) return asked;
    look_for_broken_waiting(tx, plan);
    compare_clocks(plan, tx.now(), plan.warnings);
    return Nothing{};
}

}  // namespace chophien::traceability::diary
