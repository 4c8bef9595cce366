#include "catalog/search/hits.hpp"

#include <algorithm>
#include <numeric>

namespace chophien::catalog::search {

namespace {

// A list that is so much longer than the places in question is skipped through, not read.
constexpr std::uint64_t much_longer = 12;

Hits all_of(const Want& want, const Postings& postings, const Hits* within) {
    std::vector<std::size_t> order(want.parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::uint64_t> bounds;
    for (const auto& part : want.parts) bounds.push_back(bound_of(part, postings));
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return bounds[at]; });
    Hits found;
    for (std::size_t number = 0; number < order.size(); ++number) {
        const auto& part = want.parts[order[number]];
        if (number == 0) {
            found = answer(part, postings, within);
        } else {
            const bool skip = bounds[order[number]] > found.size() * much_longer;
            found = intersected(found, answer(part, postings, skip ? &found : within), false);
        }
        if (found.empty()) return {};
    }
    return found;
}

// The mark of a phrase is its first part's: where it begins.
Hits phrase(const Want& want, const Postings& postings, const Hits* within) {
    auto found = answer(want.parts.front(), postings, within);
    for (std::size_t at = 1; at < want.parts.size() && !found.empty(); ++at) {
        const bool skip = bound_of(want.parts[at], postings) > found.size() * much_longer;
        found = intersected(found, answer(want.parts[at], postings, skip ? &found : within), true);
    }
    return found;
}

Hits any_of(const Want& want, const Postings& postings, const Hits* within) {
    // The shortest two first, as Huffman would: long lists are copied least often.
    std::vector<Hits> lists;
    for (const auto& part : want.parts)
        if (auto list = answer(part, postings, within); !list.empty()) lists.push_back(std::move(list));
    const auto longer = [](const Hits& one, const Hits& other) { return one.size() > other.size(); };
    std::ranges::make_heap(lists, longer);
    while (lists.size() > 1) {
        std::ranges::pop_heap(lists, longer);
        const auto one = std::move(lists.back());
        lists.pop_back();
        std::ranges::pop_heap(lists, longer);
        lists.back() = united(lists.back(), one);
        std::ranges::push_heap(lists, longer);
    }
    return lists.empty() ? Hits() : std::move(lists.front());
}

}  // namespace

Hits united(const Hits& one, const Hits& other) {
    if (one.empty()) return other;
    if (other.empty()) return one;
    Hits all(one.size() + other.size());
    auto* out = all.data();
    const auto* left = one.data();
    const auto* right = other.data();
    const auto* const left_end = left + one.size();
    const auto* const right_end = right + other.size();
    while (left != left_end && right != right_end) {
        const auto place = std::min(left->place, right->place);
        std::uint32_t mark = 0;
        if (left->place == place) mark = (left++)->mark;
        if (right->place == place) mark = std::max(mark, (right++)->mark);
        *out++ = {place, mark};
    }
    out = std::copy(left, left_end, out);
    out = std::copy(right, right_end, out);
    all.resize(static_cast<std::size_t>(out - all.data()));
    return all;
}

Hits intersected(const Hits& one, const Hits& other, bool first) {
    Hits both;
    both.reserve(std::min(one.size(), other.size()));
    for (auto left = one.begin(), right = other.begin(); left != one.end() && right != other.end();) {
        if (left->place < right->place) {
            ++left;
        } else if (right->place < left->place) {
            ++right;
        } else {
            both.push_back({left->place, first ? left->mark : left->mark + right->mark});
            ++left;
            ++right;
        }
    }
    return both;
}

void improve(Hits& hits, const Hits& better) {
    auto right = better.begin();
    for (auto& hit : hits) {
        while (right != better.end() && right->place < hit.place) ++right;
        if (right == better.end()) return;
        if (right->place == hit.place) hit.mark += right->mark;
    }
}

std::uint64_t bound_of(const Want& want, const Postings& postings) {
    if (want.sort == Want::Sort::term) return postings.size_of(want.term);
    std::uint64_t bound = want.sort == Want::Sort::any ? 0 : UINT64_MAX;
    for (const auto& part : want.parts) {
        const auto own = bound_of(part, postings);
        bound = want.sort == Want::Sort::any ? bound + own : std::min(bound, own);
    }
    return bound;
}

Hits answer(const Want& want, const Postings& postings, const Hits* within) {
    Hits found;
    switch (want.sort) {
        case Want::Sort::term:
            found = postings.of_term(want.term, want.least, within);
            break;
        case Want::Sort::all:
            found = all_of(want, postings, within);
            break;
        case Want::Sort::phrase:
            found = phrase(want, postings, within);
            break;
        case Want::Sort::any:
            found = any_of(want, postings, within);
            break;
    }
    if (want.percent != 100)
        for (auto& hit : found) hit.mark = hit.mark * want.percent / 100;
    return found;
}

}  // namespace chophien::catalog::search
