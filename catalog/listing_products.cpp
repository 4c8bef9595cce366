// The public list: from the database in the order of an index of its own, or from the search index.
#include "catalog/certificates/scheme.hpp"
#include "catalog/listing_cursor.hpp"
#include "catalog/listing_parts.hpp"
#include "catalog/listing_query.hpp"
#include "catalog/refusals.hpp"
#include "catalog/search/index.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace chophien::catalog {

namespace {

using accounts::Caller;

/// A wish whose names are understood.
struct Understood {
    const ListProducts& wish;
    Filters filters{};
    search::Sieve sieve{};
    std::uint32_t facets = 0;  ///< as bits
    std::string words{};
    std::uint64_t digest = 0;
    std::optional<ListCursor> after{};
    std::int64_t limit = usual_page;

    /// Its rows come from the index.
    bool searches() const {
        return !words.empty() || wish.certificate || wish.seller_kind || wish.season || wish.price_min ||
               wish.price_max || wish.available.value_or(false) || wish.sort == ListOrder::price ||
               wish.sort == ListOrder::price_descending;
    }
};

}  // namespace

ProductItem item_of(ListedRow&& row, Day today, bool demonstration) {
    ProductItem item{
        row.product,
        std::move(row.name),
        {row.seller, std::move(row.seller_name), std::move(row.seller_province), std::nullopt},
        row.group,
        row.set,
        std::move(row.province),
        std::nullopt,
        row.price,
        row.unit,
        std::move(row.pack),
        row.available,
        row.updated_at,
        std::nullopt,
        std::nullopt};
    if (row.stars > 0 && row.stars_until >= today) item.stars = row.stars;
    if (row.photo) item.photo = copy_path(*row.photo, "320.webp");
    if (demonstration) item.demonstration = true;
    return item;
}

namespace {

std::optional<std::uint32_t> facets_named(std::string_view names) {
    std::uint32_t bits = 0;
    while (!names.empty()) {
        const auto name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        if (name.empty()) continue;
        const auto facet = json::from_name<search::Facet>(name);
        if (!facet && name != "all") return std::nullopt;
        bits |= facet ? 1U << static_cast<std::uint32_t>(*facet) : (1U << search::facets) - 1;
    }
    return bits;
}

void read_filters(Understood& read, std::vector<Violation>& faults) {
    const auto& wish = read.wish;
    auto& filters = read.filters;
    auto& sieve = read.sieve;
    filters = {wish.group, wish.set, wish.stars_min.value_or(0), std::nullopt, wish.seller};
    // One and two stars give no certificate, so every label has three or more.
    if (filters.stars_min > 0) filters.stars_min = std::max(filters.stars_min, 3);
    if (wish.province) {
        if (const auto province = province_from(*wish.province)) {
            filters.province = std::string(province->today->code);
            sieve.province = static_cast<std::size_t>(province->today - provinces().data());
        } else {
            faults.push_back(
                {"/province",
                 "unknown_province",
                 "Không nhận ra tỉnh, thành phố này.",
                 "This is no province we know."}
            );
        }
    }
    if (wish.certificate) {
        if (const auto* scheme = scheme_with(*wish.certificate))
            sieve.certificate = static_cast<std::size_t>(scheme - schemes().data());
        else
            faults.push_back(
                {"/certificate",
                 "unknown_certificate",
                 "Không nhận ra loại chứng nhận này.",
                 "This is no kind of certificate we know."}
            );
    }
    if (wish.price_min && wish.price_max && *wish.price_min > *wish.price_max)
        faults.push_back(
            {"/price_max",
             "price_order",
             "Giá cao nhất thấp hơn giá thấp nhất.",
             "The highest price is below the lowest."}
        );
    sieve.group = wish.group;
    sieve.set = wish.set;
    sieve.stars_min = filters.stars_min;
    sieve.seller = wish.seller;
    sieve.seller_kind = wish.seller_kind;
    sieve.season = wish.season;
    sieve.price_min = wish.price_min;
    sieve.price_max = wish.price_max;
    sieve.only_available = wish.available.value_or(false);
}

Result<Understood> understood(const ListProducts& wish) {
    Understood read{wish};
    std::vector<Violation> faults;
    read_filters(read, faults);
    if (const auto bits = facets_named(wish.facets.value_or("")))
        read.facets = *bits;
    else
        faults.push_back(
            {"/facets", "unknown_facet", "Có nhóm đếm không nhận ra được.", "A facet is not known."}
        );
    read.words = text::tidy(wish.q.value_or(""));
    if (read.words.empty() && wish.sort == ListOrder::name && read.searches())
        faults.push_back(
            {"/sort",
             "sort_with_filters",
             "Không xếp theo tên được cùng bộ lọc này.",
             "These filters do not go with the order by name."}
        );
    if (!faults.empty()) return refuse(unknown_filter, std::move(faults));
    read.digest = digest_of(wish, read.filters.province);
    read.limit = wish.limit.value_or(usual_page);
    if (wish.after) {
        read.after = list_cursor_from(*wish.after);
        if (!read.after || read.after->digest != read.digest ||
            (read.after->making == Making::by_index) != read.searches())
            return refuse(wrong_cursor);
    }
    return read;
}

void list_rows(db::Transaction& tx, const Understood& read, ProductPage& page) {
    const auto& after = read.after;
    const bool by_names = read.wish.sort == ListOrder::name;
    auto rows =
        by_names
            ? by_name(tx, read.filters, after ? after->name : "", after ? after->product : 0, read.limit + 1)
            : newest(tx, read.filters, after ? after->product : INT64_MAX, read.limit + 1);
    if (std::ssize(rows) > read.limit) {
        rows.pop_back();
        const auto& last = rows.back();
        page.page.next = written(
            {.digest = read.digest,
             .making = by_names ? Making::by_name : Making::newest,
             .product = last.product.number,
             .name = last.name_fold}
        );
    }
    for (auto& row : rows)
        page.data.push_back(item_of(std::move(row), tx.today(), page.demonstration.has_value()));
}

search::Question question_of(const Understood& read, Day today) {
    search::Question question;
    question.words = read.words;
    auto& sifting = question.sifting;
    sifting.sieve = read.sieve;
    sifting.counted = read.facets;
    sifting.limit = static_cast<std::size_t>(read.limit);
    sifting.today = today;
    switch (read.wish.sort.value_or(read.words.empty() ? ListOrder::newest : ListOrder::relevance)) {
        case ListOrder::newest:
            sifting.order = search::Order::newest;
            break;
        case ListOrder::price:
            sifting.order = search::Order::cheapest;
            break;
        case ListOrder::price_descending:
            sifting.order = search::Order::dearest;
            break;
        case ListOrder::name:
        case ListOrder::relevance:
            sifting.order = search::Order::relevance;
            break;
    }
    if (read.after && read.after->making == Making::by_index) {
        sifting.after = search::Standing{read.after->value, read.after->product};
        question.effort = static_cast<search::Effort>(read.after->effort);
    }
    return question;
}

// What the index found is read from the database: what is shown is true now, whatever the index knew.
void show_found(db::Transaction& tx, const Understood& read, const search::Found& found, ProductPage& page) {
    std::vector<ProductId> ids;
    for (const auto& standing : found.sifted.page) ids.push_back({standing.product});
    std::unordered_map<std::uint64_t, ListedRow> rows;
    for (auto& row : listed(tx, ids)) rows.emplace(row.product.number, std::move(row));
    for (const auto id : ids)
        if (const auto row = rows.find(id.number); row != rows.end())
            page.data.push_back(item_of(std::move(row->second), tx.today(), page.demonstration.has_value()));
    if (found.sifted.more) {
        const auto& last = found.sifted.page.back();
        page.page.next = written(
            {.digest = read.digest,
             .making = Making::by_index,
             .effort = static_cast<std::int32_t>(found.effort),
             .product = last.product,
             .value = last.value}
        );
    }
    page.searched_for = found.understood;
}

void show_facets(const search::Sifted& sifted, ProductPage& page) {
    page.products = static_cast<std::int64_t>(sifted.products);
    auto& facets = page.facets.emplace();
    for (const auto& [facet, counts] : sifted.facets) {
        auto& view = facets.emplace_back(FacetView{facet});
        for (const auto& count : counts) view.values.push_back({count.value, count.products});
    }
}

}  // namespace

Result<search::Question> question_of(const ListProducts& wish, Day today) {
    auto read = understood(wish);
    if (!read) return refuse(read);
    return question_of(*read, today);
}

Result<ProductPage> list_products(
    db::Transaction& tx, const Caller&, const ListProducts& wish, search::Index* index
) {
    auto read = understood(wish);
    if (!read) return refuse(read);
    ProductPage page;
    page.notice = demonstration_notice(tx);
    if (page.notice) page.demonstration = true;
    tx.shows(tag("products"));
    if (read->searches() || read->facets != 0) {
        tx.shows(tag("search"));
        const auto found = index == nullptr ? std::nullopt : index->find(question_of(*read, tx.today()));
        if (!found) return refuse(search_starting);
        if (read->searches()) show_found(tx, *read, *found, page);
        if (read->facets != 0) show_facets(found->sifted, page);
    }
    if (!read->searches()) list_rows(tx, *read, page);
    return page;
}

}  // namespace chophien::catalog
