#include "catalog/saved_search.hpp"

#include "catalog/demonstration.hpp"
#include "catalog/listing_parts.hpp"
#include "catalog/refusals.hpp"
#include "catalog/saved_search_store.hpp"
#include "catalog/search/index.hpp"
#include "catalog/touched.hpp"
#include "core/feed.hpp"
#include "core/json/reader.hpp"
#include "core/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using saved_search_store::Answer;
using saved_search_store::Saved;

constexpr std::string_view reader = "saved-searches";
constexpr std::int64_t sets_at_once = 200;
constexpr std::int64_t searches_at_once = 100;

// Words and filters alone: the rest is of one page.
ListProducts asked_by(ListProducts query) {
    query.facets.reset();
    query.sort.reset();
    query.after.reset();
    query.limit.reset();
    return query;
}

ListProducts query_of(const Saved& saved) {
    const auto document = json::parse(saved.query);
    ensure(document.has_value(), "saved searches are kept as JSON");
    // Passed: what an earlier release wrote may say more.
    auto query = json::as<ListProducts>(*document, false, json::Unknown::passed);
    ensure(query.has_value(), "saved searches are kept as they were asked");
    return std::move(*query);
}

SavedSearch view_of(const Saved& saved) {
    return {saved.id, saved.name, query_of(saved), saved.saved_at, saved.last_found_at};
}

// What of these products answers it now; nothing when the index cannot say.
std::optional<std::vector<Answer>> answers_of(
    const Saved& saved, const std::vector<std::uint64_t>& among, Day today, search::Index& index
) {
    auto question = question_of(query_of(saved), today);
    if (!question) {
        log::warn("saved search not understood any more", {{"search", text_of(saved.id)}});
        return std::vector<Answer>();
    }
    question->effort = static_cast<search::Effort>(saved.effort);
    question->sifting.sieve.among = &among;
    question->sifting.limit = among.size();
    const auto found = index.find(*question);
    if (!found) return std::nullopt;
    std::vector<Answer> answers;
    for (const auto& standing : found->sifted.page) answers.push_back({saved.id, {standing.product}});
    std::ranges::sort(answers);
    return answers;
}

std::vector<Answer> without(const std::vector<Answer>& some, const std::vector<Answer>& others) {
    std::vector<Answer> rest;
    std::ranges::set_difference(some, others, std::back_inserter(rest));
    return rest;
}

// False when the index cannot say.
bool look(
    db::Transaction& tx,
    std::span<const Saved> searches,
    std::span<const ProductId> products,
    search::Index& index
) {
    std::vector<std::uint64_t> among;
    for (const auto product : products) among.push_back(product.number);
    std::vector<Answer> now;
    for (const auto& saved : searches) {
        const auto answers = answers_of(saved, among, tx.today(), index);
        if (!answers) return false;
        now.insert(now.end(), answers->begin(), answers->end());
    }
    auto known = saved_search_store::known(tx, products, searches.front().id, searches.back().id);
    std::ranges::sort(known);
    saved_search_store::erase(tx, without(known, now));
    const auto found = without(now, known);
    saved_search_store::insert(tx, found, tx.now());
    std::map<SavedSearchId, std::int64_t> counts;
    for (const auto& one : found) ++counts[one.search];
    for (const auto& [search, count] : counts) {
        saved_search_store::found_something(tx, search);
        tx.announce({"search.found", text_of(search), fmt::format(R"({{"products":{}}})", count)});
    }
    return true;
}

}  // namespace

Result<SavedSearch> save_search(
    db::Transaction& tx, const Caller& caller, const SaveSearch& wish, search::Index* index
) {
    const auto query = asked_by(wish.query);
    auto question = question_of(query, tx.today());
    if (!question) {
        auto refused = std::move(question.error());
        for (auto& violation : refused.violations) violation.pointer.insert(0, "/query");
        return tl::unexpected(std::move(refused));
    }
    if (json::text_of(query) == json::text_of(ListProducts())) return refuse(search_too_wide);
    if (saved_search_store::count_of(tx, caller.organisation) >= most_saved_searches)
        return refuse(too_many_searches);
    question->sifting.limit = most_found;
    const auto found = index == nullptr ? std::nullopt : index->find(*question);
    if (!found) return refuse(search_starting);
    if (found->sifted.more)
        return refuse(
            search_too_wide,
            fmt::format(
                "Tìm thấy {} sản phẩm; hãy thêm từ hoặc bộ lọc để còn nhiều nhất {}.",
                found->sifted.products,
                most_found
            ),
            fmt::format(
                "{} products answer it; add words or filters until at most {} do.",
                found->sifted.products,
                most_found
            )
        );
    // Words that nothing has are kept as they were typed: read more generously they would find anything
    // later.
    const auto effort = found->sifted.page.empty() ? search::Effort::as_typed : found->effort;
    Saved saved{
        tx.new_id<OfSavedSearch>(),
        wish.name,
        json::text_of(query),
        static_cast<std::int32_t>(effort),
        tx.now(),
        std::nullopt};
    saved_search_store::insert(tx, saved, caller.organisation);
    std::vector<Answer> answers;
    for (const auto& standing : found->sifted.page) answers.push_back({saved.id, {standing.product}});
    saved_search_store::insert(tx, answers, std::nullopt);
    return view_of(saved);
}

Result<List<SavedSearch>> list_saved_searches(
    db::Transaction& tx, const Caller& caller, const ListSavedSearches& wish
) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfSavedSearch>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<SavedSearch> page;
    for (const auto& saved : saved_search_store::saved_of(tx, caller.organisation, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(view_of(saved));
    }
    return page;
}

Result<List<FoundProduct>> list_found(db::Transaction& tx, const Caller& caller, const ListFound& wish) {
    if (!saved_search_store::is_of(tx, wish.search, caller.organisation)) return refuse(unknown_search);
    const auto limit = wish.limit.value_or(usual_page);
    auto found = saved_search_store::found_by(tx, wish.search, wish.after, limit + 1);
    List<FoundProduct> page;
    if (std::ssize(found) > limit) {
        found.pop_back();
        page.page.next = text_of(found.back().product);
    }
    std::vector<ProductId> ids;
    for (const auto& one : found) ids.push_back(one.product);
    std::unordered_map<std::uint64_t, ListedRow> rows;
    for (auto& row : listed(tx, ids)) rows.emplace(row.product.number, std::move(row));
    const bool demonstration = is_demonstration(tx);
    for (const auto& one : found)
        if (const auto row = rows.find(one.product.number); row != rows.end())
            page.data.push_back({one.found_at, item_of(std::move(row->second), tx.today(), demonstration)});
    return page;
}

Result<Nothing> forget_search(db::Transaction& tx, const Caller& caller, const NameSavedSearch& wish) {
    if (!saved_search_store::erase(tx, wish.search, caller.organisation)) return refuse(unknown_search);
    return Nothing{};
}

bool watch_searches(db::Transaction& tx, search::Index& index) {
    // Before anything is read: what the index knows the transaction then sees.
    const auto reached = index.position();
    if (reached <= saved_search_store::position(tx)) return false;
    auto head = saved_search_store::lock_head(tx);
    if (!head || reached < head->until.value_or(head->position + 1)) return false;
    auto sets = changes_after(tx, head->position, sets_at_once);
    const auto end = head->until.value_or(reached);
    std::erase_if(sets, [&](const ChangeSet& set) { return set.position > end; });
    if (sets.empty()) return false;
    head->until = sets.back().position;
    const auto searches = saved_search_store::saved_after(tx, head->search, searches_at_once);
    const auto products = ids_in<OfProduct>(sets);
    if (!searches.empty() && !products.empty() && !look(tx, searches, products, index)) return false;
    if (products.empty() || std::ssize(searches) < searches_at_once) {
        head = {*head->until, std::nullopt, {}};
        keep_reader_position(tx, reader, head->position);
    } else {
        head->search = searches.back().id;
    }
    saved_search_store::move_head(tx, *head);
    return true;
}

}  // namespace chophien::catalog
