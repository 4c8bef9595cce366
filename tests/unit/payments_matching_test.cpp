#include "payments/matching.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace chophien::payments {
namespace {

std::vector<Money> amounts(std::initializer_list<std::int64_t> dong) {
    std::vector<Money> list;
    for (const auto amount : dong) list.push_back(vnd(amount));
    return list;
}

TEST(Matching, DividesALineOnlyWhereNothingIsGuessed) {
    EXPECT_EQ(portions(vnd(100), amounts({150})), amounts({100}));
    EXPECT_EQ(portions(vnd(900), amounts({150})), amounts({900}));
    EXPECT_EQ(portions(vnd(240), amounts({150, 90})), amounts({150, 90}));
    EXPECT_EQ(portions(vnd(239), amounts({150, 90})), std::nullopt);
    EXPECT_EQ(portions(vnd(241), amounts({150, 90})), std::nullopt);
    EXPECT_EQ(portions(vnd(150), {}), std::nullopt);
}

constexpr OrderId one{1}, two{2};

struct Filled {
    const char* what;
    std::int64_t portion;
    AttemptState state;
    std::vector<ShareRow> shares;
    Captured captured;
    std::vector<std::pair<OrderId, Money>> into;
    std::int64_t rest;
    bool too_late;
    bool paid;
};

TEST(Matching, FillsOpenSharesInTheirOrder) {
    using enum AttemptState;
    const ShareRow a{one, {}, vnd(100), false}, b{two, {}, vnd(50), false};
    const ShareRow closed{one, {}, vnd(100), true}, free_of_charge{two, {}, vnd(0), false};
    const Filled table[] = {
        {"exact", 150, pending, {a, b}, {}, {{one, vnd(100)}, {two, vnd(50)}}, 0, false, true},
        {"less", 120, pending, {a, b}, {}, {{one, vnd(100)}, {two, vnd(20)}}, 0, false, false},
        {"the rest of it",
         30,
         pending,
         {a, b},
         {{one, vnd(100)}, {two, vnd(20)}},
         {{two, vnd(30)}},
         0,
         false,
         true},
        {"more", 160, pending, {a, b}, {}, {{one, vnd(100)}, {two, vnd(50)}}, 10, false, true},
        {"paid already", 150, paid, {a, b}, {{one, vnd(100)}, {two, vnd(50)}}, {}, 150, false, true},
        {"expired", 150, expired, {a, b}, {}, {}, 150, true, false},
        {"one order given back", 150, pending, {closed, b}, {}, {{two, vnd(50)}}, 100, false, true},
        {"all orders given back", 100, pending, {closed}, {}, {}, 100, true, false},
        {"a share of nothing", 100, pending, {a, free_of_charge}, {}, {{one, vnd(100)}}, 0, false, true},
    };
    for (const auto& row : table) {
        auto captured = row.captured;
        const auto filling = fill(vnd(row.portion), row.state, row.shares, captured);
        EXPECT_EQ(filling.into, row.into) << row.what;
        EXPECT_EQ(filling.rest, vnd(row.rest)) << row.what;
        EXPECT_EQ(filling.too_late, row.too_late) << row.what;
        EXPECT_EQ(is_paid(row.shares, captured), row.paid) << row.what;
    }
}

RC_GTEST_PROP(Matching, EndsAlikeInWhateverOrderPortionsCome, ()) {
    const auto asked = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 200));
    RC_PRE(!asked.empty());
    std::vector<ShareRow> shares;
    for (std::size_t at = 0; at < asked.size(); ++at)
        shares.push_back({OrderId{at + 1}, {}, vnd(asked[at]), *rc::gen::inRange(0, 5) == 0});
    const auto portion_list =
        *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 300));
    const auto end_of = [&](std::vector<std::int64_t> list) {
        Captured captured;
        Money rest;
        for (const auto portion : list)
            rest = rest + fill(vnd(portion), AttemptState::pending, shares, captured).rest;
        return std::tuple(captured, rest.minor, is_paid(shares, captured));
    };
    auto other = portion_list;
    std::ranges::sort(other);
    RC_ASSERT(end_of(portion_list) == end_of(other));
    std::ranges::reverse(other);
    RC_ASSERT(end_of(portion_list) == end_of(other));
}

}  // namespace
}  // namespace chophien::payments
