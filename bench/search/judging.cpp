#include "bench/search/judging.hpp"

#include "catalog/demo.hpp"
#include "catalog/naming.hpp"
#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/places.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

namespace chophien::bench {

namespace {

constexpr std::size_t looked_at = 300;
constexpr std::size_t at_ten = 10;

using Rows = std::set<std::size_t>;

/// Rows of the source that became one product of the market share a place here.
class Source {
public:
    Source() {
        csv::Reader reader(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-products.csv"));
        std::vector<std::string> cells;
        ensure(reader.next(cells).value_or(false), "the source has a header");
        products_.push_back(0);
        while (reader.next(cells).value_or(false)) {
            const auto province = province_from(cells[3]);
            ensure(province.has_value(), "the source names provinces");
            const auto key = key_of(
                cells[0],
                cells[1].empty() ? std::string(catalog::demo_collector) : cells[1],
                cells[1].empty() ? std::string() : std::string(province->today->code)
            );
            products_.push_back(keys_.emplace(key, keys_.size()).first->second);
        }
    }

    /// Row numbers of one cell as products.
    Rows products_in(const std::string& cell) const {
        Rows found;
        std::istringstream numbers(cell);
        for (std::string number; std::getline(numbers, number, ';');)
            found.insert(products_.at(std::stoull(number)));
        return found;
    }

    std::optional<std::size_t> product_of(const catalog::ProductItem& item) const {
        const bool collected = item.seller.name == catalog::demo_collector;
        const auto found = keys_.find(key_of(item.name, item.seller.name, collected ? "" : item.province));
        if (found == keys_.end()) return std::nullopt;
        return found->second;
    }

private:
    static std::string key_of(std::string_view name, const std::string& seller, const std::string& province) {
        return catalog::name_identity(name) + '|' + seller + '|' + province;
    }

    std::map<std::string, std::size_t> keys_;
    std::vector<std::size_t> products_;
};

struct Score {
    double queries = 0;
    double judged = 0;  ///< nDCG@10 of judged rows
    double strict = 0;  ///< nDCG@10 where what nobody judged counts as wrong
    double recall = 0;
    int violations = 0;
    int forbidden_in_ten = 0;

    void add(const Score& other) {
        queries += other.queries;
        judged += other.judged;
        strict += other.strict;
        recall += other.recall;
        violations += other.violations;
        forbidden_in_ten += other.forbidden_in_ten;
    }
};

double gain(const std::vector<int>& verdicts) {
    double sum = 0;
    for (std::size_t at = 0; at < std::min(at_ten, verdicts.size()); ++at)
        if (verdicts[at] > 0) sum += 1 / std::log2(static_cast<double>(at) + 2);
    return sum;
}

/// 1 relevant, 0 not judged, -1 forbidden; in the order of the answer.
Score score_of(const std::vector<int>& verdicts, std::size_t relevant) {
    const auto best = gain(std::vector<int>(relevant, 1));
    std::vector<int> judged;
    for (const auto verdict : verdicts)
        if (verdict != 0) judged.push_back(verdict);
    const auto found = static_cast<std::size_t>(std::ranges::count(verdicts, 1));
    Score score{1, gain(judged) / best, gain(verdicts) / best};
    score.recall = static_cast<double>(found) / static_cast<double>(relevant);
    const auto last = std::find(verdicts.rbegin(), verdicts.rend(), 1);
    const auto first_forbidden = std::ranges::find(verdicts, -1);
    if (first_forbidden != verdicts.end() && (last == verdicts.rend() || first_forbidden < last.base()))
        score.violations = 1;
    const auto ten = verdicts.begin() + static_cast<std::ptrdiff_t>(std::min(at_ten, verdicts.size()));
    score.forbidden_in_ten = static_cast<int>(std::count(verdicts.begin(), ten, -1));
    return score;
}

std::vector<catalog::ProductItem> answers(SearchMarket& market, const std::string& query) {
    std::vector<catalog::ProductItem> all;
    catalog::ListProducts wish;
    wish.q = query;
    wish.limit = 100;
    do {
        auto page = market.list(wish);
        for (auto& item : page.data) all.push_back(std::move(item));
        wish.after = page.page.next;
    } while (wish.after && all.size() < looked_at);
    return all;
}

void print(const std::string& name, const Score& score) {
    fmt::print(
        "{:<12} {:>4.0f} {:>9.4f} {:>9.4f} {:>8.4f} {:>9} {:>12}\n",
        name,
        score.queries,
        score.judged / score.queries,
        score.strict / score.queries,
        score.recall / score.queries,
        score.violations,
        score.forbidden_in_ten
    );
}

}  // namespace

void judge(SearchMarket& market, const std::string& file, bool aloud) {
    std::ifstream in(file);
    ensure(in.good(), "the file of judgments can be read");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const Source source;
    csv::Reader reader(text);
    std::vector<std::string> cells;
    ensure(reader.next(cells).value_or(false), "judgments have a header");
    std::map<std::string, Score> kinds;
    Score all;
    while (reader.next(cells).value_or(false)) {
        const auto relevant = source.products_in(cells[2]);
        const auto forbidden = source.products_in(cells[3]);
        std::vector<int> verdicts;
        std::vector<std::string> lines;
        for (const auto& item : answers(market, cells[0])) {
            const auto product = source.product_of(item);
            ensure(product.has_value(), "what is found is of the source");
            verdicts.push_back(relevant.contains(*product) ? 1 : forbidden.contains(*product) ? -1 : 0);
            lines.push_back(fmt::format("{:>5} {} | {}", verdicts.back(), item.name, item.seller.name));
        }
        const auto score = score_of(verdicts, relevant.size());
        kinds[cells[1]].add(score);
        all.add(score);
        const bool perfect =
            score.judged > 0.999 && score.strict > 0.999 && score.recall > 0.999 && score.violations == 0;
        if (!aloud || perfect) continue;
        fmt::print(
            "{} ({}): {:.3f} strict {:.3f} recall {:.3f} of {} {}\n",
            cells[0],
            cells[1],
            score.judged,
            score.strict,
            score.recall,
            relevant.size(),
            score.violations > 0 ? "FORBIDDEN ABOVE" : ""
        );
        for (std::size_t at = 0; at < std::min<std::size_t>(lines.size(), 14); ++at)
            fmt::print("  {}\n", lines[at]);
    }
    fmt::print(
        "{:<12} {:>4} {:>9} {:>9} {:>8} {:>9} {:>12}\n",
        "kind",
        "n",
        "nDCG@10",
        "strict",
        "recall",
        "must-not",
        "in ten"
    );
    for (const auto& [name, score] : kinds) print(name, score);
    print("all", all);
}

void answer_lines(SearchMarket& market) {
    for (std::string line; std::getline(std::cin, line);) {
        catalog::ListProducts wish;
        wish.q = line;
        wish.limit = 10;
        wish.facets = "group";
        const auto page = market.list(wish);
        fmt::print("\n« {} » {} {}\n", line, page.products.value_or(0), page.searched_for.value_or(""));
        for (const auto& item : page.data)
            fmt::print("   {} | {} | {}\n", item.name, item.seller.name, item.province);
    }
}

}  // namespace chophien::bench
