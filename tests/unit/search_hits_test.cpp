// Lists of hits against plain maps, and rows that come back as they were kept.
#include "catalog/search/columns.hpp"
#include "catalog/search/want.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace chophien::catalog::search {
namespace {

using Model = std::map<Place, std::uint32_t>;

Model model_of(const std::vector<std::pair<std::uint8_t, std::uint8_t>>& pairs) {
    Model model;
    for (const auto& [place, mark] : pairs) model[place] = mark;
    return model;
}

Hits hits_of(const Model& model) {
    Hits hits;
    for (const auto& [place, mark] : model) hits.push_back({place, mark});
    return hits;
}

using Pairs = std::vector<std::pair<std::uint8_t, std::uint8_t>>;

RC_GTEST_PROP(Hits, UniteToTheGreaterMark, (Pairs one, Pairs other)) {
    const auto left = model_of(one);
    const auto right = model_of(other);
    auto both = left;
    for (const auto& [place, mark] : right) both[place] = std::max(both[place], mark);
    RC_ASSERT(united(hits_of(left), hits_of(right)) == hits_of(both));
}

RC_GTEST_PROP(Hits, IntersectToTheSumOrTheFirst, (Pairs one, Pairs other)) {
    const auto left = model_of(one);
    const auto right = model_of(other);
    Model sums;
    Model firsts;
    Model better = left;
    for (const auto& [place, mark] : left)
        if (const auto found = right.find(place); found != right.end()) {
            sums[place] = mark + found->second;
            firsts[place] = mark;
            better[place] = mark + found->second;
        }
    RC_ASSERT(intersected(hits_of(left), hits_of(right), false) == hits_of(sums));
    RC_ASSERT(intersected(hits_of(left), hits_of(right), true) == hits_of(firsts));
    auto improved = hits_of(left);
    improve(improved, hits_of(right));
    RC_ASSERT(improved == hits_of(better));
}

/// Lists by term; skipped through when asked within others.
struct Lists final : Postings {
    std::map<std::string, Model> of;

    std::uint32_t size_of(const std::string& term) const override {
        const auto found = of.find(term);
        return found == of.end() ? 0 : static_cast<std::uint32_t>(found->second.size());
    }

    Hits of_term(const std::string& term, std::uint32_t least, const Hits* within) const override {
        Hits hits;
        const auto found = of.find(term);
        if (found == of.end()) return hits;
        for (const auto& [place, mark] : found->second) {
            const auto same = [place = place](const Hit& one) { return one.place == place; };
            if (mark >= least && (within == nullptr || std::ranges::any_of(*within, same)))
                hits.push_back({place, mark});
        }
        return hits;
    }
};

RC_GTEST_PROP(Hits, OfAllAreTheSameInAnyOrderOfTheParts, (Pairs one, Pairs other, Pairs third)) {
    Lists lists;
    lists.of = {{"a", model_of(one)}, {"b", model_of(other)}, {"c", model_of(third)}};
    std::vector<std::string> terms{"a", "b", "c"};
    const auto ask = [&] {
        std::vector<Want> parts;
        for (const auto& term : terms) parts.push_back(want_term(term));
        return answer(want(Want::Sort::all, std::move(parts)), lists);
    };
    const auto first = ask();
    while (std::ranges::next_permutation(terms).found) RC_ASSERT(ask() == first);
}

ProductFacts goods() {
    ProductFacts facts;
    facts.product = {5};
    facts.name = "Cà phê rang mộc";
    facts.seller = {7};
    facts.seller_name = "HTX Đồi Xanh";
    facts.set = 13;
    facts.province = "66";
    facts.stars = 4;
    facts.stars_until = std::chrono::year(2027) / 5 / 1;
    facts.price = 120'000;
    facts.available = true;
    facts.papers = {{"organic", std::chrono::year(2026) / 1 / 1, std::chrono::year(2027) / 1 / 1}};
    facts.season = {{{1101}, {1231}}};
    return facts;
}

TEST(Rows, ComeBackAsTheyWereKept) {
    const auto kept = row_of(goods());
    const auto again = row_from(written(kept));
    ASSERT_TRUE(again);
    EXPECT_EQ(written(*again), written(kept));
    EXPECT_EQ(again->row.price, 120'000);
    EXPECT_EQ(again->papers, kept.papers);
    const auto papers = papers_from(kept.papers);
    ASSERT_EQ(papers.size(), 1U);
    EXPECT_EQ(papers.front().scheme, "organic");
    EXPECT_EQ(papers.front().until, goods().papers.front().until);
    EXPECT_EQ(season_from(kept.season).front().to.number, 1231);
}

TEST(Rows, OfOtherBytesAreNone) {
    EXPECT_FALSE(row_from(""));
    EXPECT_FALSE(row_from("r1"));
    auto bytes = written(row_of(goods()));
    EXPECT_FALSE(row_from(bytes.substr(0, 20)));
    bytes[0] = 'x';
    EXPECT_FALSE(row_from(bytes));
}

TEST(Rows, FingerprintsTellEveryFactApart) {
    const auto print = [](auto&& change) {
        auto facts = goods();
        change(facts);
        return row_of(facts).row.fingerprint;
    };
    const auto same = print([](ProductFacts&) {});
    EXPECT_EQ(same, print([](ProductFacts&) {}));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.name += '!'; }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.seller_name += '!'; }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.origin = "Chiềng Mung"; }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.price += 1; }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.available = false; }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.papers.clear(); }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.season.clear(); }));
    EXPECT_NE(same, print([](ProductFacts& facts) { facts.province = "01"; }));
}

TEST(Columns, ASnapshotStaysAsItIs) {
    ColumnsWriter writer;
    writer.put(3, row_of(goods()));
    const auto before = writer.snapshot();
    auto dearer = goods();
    dearer.price = 1;
    writer.put(3, row_of(dearer));
    writer.put(5'000, row_of(goods()));
    const auto after = writer.snapshot();
    writer.remove(3);
    EXPECT_EQ(before->row(3)->price, 120'000);
    EXPECT_EQ(before->row(5'000), nullptr);
    EXPECT_EQ(before->products(), 1U);
    EXPECT_EQ(after->row(3)->price, 1);
    EXPECT_EQ(after->products(), 2U);
    EXPECT_EQ(writer.snapshot()->row(3), nullptr);
}

}  // namespace
}  // namespace chophien::catalog::search
