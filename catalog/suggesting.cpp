#include "catalog/suggesting.hpp"

#include "catalog/listing_query.hpp"
#include "catalog/refusals.hpp"
#include "catalog/search/index.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace chophien::catalog {

namespace {

constexpr std::size_t most_words = 5;
constexpr std::size_t most_products = 5;

}  // namespace

Result<Suggestions> suggest(db::Transaction& tx, const SuggestWords& wish, search::Index* index) {
    if (index == nullptr || !index->ready()) return refuse(search_starting);
    tx.shows(tag("search"));
    tx.shows(tag("products"));
    Suggestions answer;
    if (text::tidy(wish.q).empty()) return answer;
    for (auto& one : index->completions(wish.q, most_words))
        answer.data.push_back({std::move(one.words), one.products, std::nullopt});
    search::Question question;
    question.words = wish.q;
    question.sifting.limit = most_products;
    question.sifting.today = tx.today();
    const auto found = index->find(question);
    if (!found) return refuse(search_starting);
    std::vector<ProductId> ids;
    for (const auto& standing : found->sifted.page) ids.push_back({standing.product});
    auto rows = listed(tx, ids);
    std::ranges::sort(rows, {}, [&](const ListedRow& row) {
        return std::ranges::find(ids, row.product) - ids.begin();
    });
    for (auto& row : rows) answer.data.push_back({std::move(row.name), std::nullopt, row.product});
    return answer;
}

}  // namespace chophien::catalog
