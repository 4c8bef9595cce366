// An index in memory, for tests of what queries mean: the same terms and rows, without a disk.
#pragma once

#include "catalog/search/asking.hpp"

#include <map>
#include <string>
#include <vector>

namespace chophien::catalog::search {

class Shelf final : public Vocabulary, public Postings {
public:
    void put(const ProductFacts& facts) {
        const auto place = static_cast<Place>(++products_);
        for (const auto& one : terms_of(facts))
            lists_[one.term].push_back({place, one.weight * mark_of_weight});
        rows_.put(place, row_of(facts));
        names_[facts.product.number] = facts.name;
    }

    /// A product of which only this much matters.
    void put(std::string name, std::int32_t set = 1, std::string province = "66", std::string origin = {}) {
        ProductFacts facts;
        facts.product = {static_cast<std::uint64_t>(products_) + 1};
        facts.name = std::move(name);
        facts.seller = {7};
        facts.seller_name = "Hộ bà Mai";
        facts.seller_kind = accounts::OrganisationKind::household;
        facts.set = set;
        facts.province = std::move(province);
        if (!origin.empty()) facts.origin = std::move(origin);
        facts.available = true;
        put(facts);
    }

    Found ask(const Question& question) {
        const auto columns = rows_.snapshot();
        return answered(question, *this, *this, *columns, Almanac(*columns, question.sifting.today));
    }

    /// Names, the best first.
    std::vector<std::string> search(std::string words) {
        Question question;
        question.words = std::move(words);
        question.sifting.limit = 100;
        question.sifting.today = std::chrono::year(2026) / 11 / 21;
        std::vector<std::string> found;
        for (const auto& standing : ask(question).sifted.page) found.push_back(names_.at(standing.product));
        return found;
    }

    std::uint32_t products_with(const std::string& term) const override {
        const auto found = lists_.find(term);
        return found == lists_.end() ? 0 : static_cast<std::uint32_t>(found->second.size());
    }

    std::vector<Counted> beginning(const std::string& begin, std::size_t most) const override {
        std::vector<Counted> found;
        for (auto at = lists_.lower_bound(begin);
             at != lists_.end() && at->first.starts_with(begin) && found.size() < most;
             ++at)
            found.push_back({at->first, static_cast<std::uint32_t>(at->second.size())});
        return found;
    }

    std::uint32_t size_of(const std::string& term) const override { return products_with(term); }

    Hits of_term(const std::string& term, std::uint32_t least, const Hits* within) const override {
        const auto found = lists_.find(term);
        if (found == lists_.end()) return {};
        Hits hits;
        for (const auto& hit : found->second) {
            const auto same = [&](const Hit& one) { return one.place == hit.place; };
            if (hit.mark >= least * mark_of_weight &&
                (within == nullptr || std::ranges::any_of(*within, same)))
                hits.push_back(hit);
        }
        return hits;
    }

private:
    std::map<std::string, Hits> lists_;
    ColumnsWriter rows_;
    std::map<std::uint64_t, std::string> names_;
    std::size_t products_ = 0;
};

}  // namespace chophien::catalog::search
