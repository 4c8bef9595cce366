#include "catalog/seasons.hpp"

#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/season_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;

std::vector<SeasonSpan> spans_from(const std::vector<SpanWish>& wished, std::vector<Violation>& faults) {
    std::vector<SeasonSpan> spans;
    const auto day_at = [&](const std::string& text, std::size_t at, std::string_view member) {
        const auto day = year_day_from(text);
        if (!day)
            faults.push_back(
                {fmt::format("/spans/{}/{}", at, member),
                 "no_such_day",
                 "Không có ngày này trong năm; viết MM-DD.",
                 "No year has this day; write MM-DD."}
            );
        return day.value_or(YearDay{});
    };
    for (std::size_t at = 0; at < wished.size(); ++at) {
        const SeasonSpan span{day_at(wished[at].from, at, "from"), day_at(wished[at].to, at, "to")};
        if (span.from.number != 0 && std::ranges::find(spans, span.from, &SeasonSpan::from) != spans.end())
            faults.push_back(
                {fmt::format("/spans/{}/from", at),
                 "repeated",
                 "Đã có mùa bắt đầu ngày này.",
                 "Another span begins on this day."}
            );
        spans.push_back(span);
    }
    return spans;
}

SeasonView view_of(const std::vector<SeasonSpan>& spans, const std::vector<Closure>& closures, Day today) {
    const auto now = season_now(spans, closures, today);
    // That nobody spoke of a season is no promise that there is one the whole year.
    auto sentence = spans.empty() && !now.closed
                        ? Sentence{"Người bán không nêu mùa vụ.", "The seller names no season."}
                        : sentence_of(now);
    SeasonView view{
        .in_season = now.in_season,
        .ends_on = now.ends_on,
        .begins_on = now.begins_on,
        .vi = std::move(sentence.vi),
        .en = std::move(sentence.en)};
    if (now.closed) {
        view.closed_until = now.closed->until;
        view.closed_why = now.closed->why;
    }
    for (const auto& span : spans) view.spans.push_back({written(span.from), written(span.to)});
    return view;
}

List<ClosureWish> all_closures(db::Transaction& tx, accounts::OrganisationId seller) {
    List<ClosureWish> all;
    for (auto& one : store::closures_of(tx, seller))
        all.data.push_back({one.from, one.until, std::move(one.why)});
    return all;
}

}  // namespace

SeasonView season_of(db::Transaction& tx, ProductId product, accounts::OrganisationId seller) {
    return view_of(store::spans_of(tx, product), store::closures_of(tx, seller), tx.today());
}

Result<SeasonView> set_season(db::Transaction& tx, const Caller& seller, const SetSeason& wish) {
    const auto product = store::lock_product(tx, wish.product, seller.organisation);
    if (!product) return refuse(unknown_product);
    std::vector<Violation> faults;
    const auto spans = spans_from(wish.spans, faults);
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    store::write_spans(tx, product->id, spans, season_turn(spans, tx.today()));
    tx.announce({"product.season_changed", text_of(product->id)});
    tx.touch(tag(product->id));
    return season_of(tx, product->id, seller.organisation);
}

Result<List<ClosureWish>> set_closures(db::Transaction& tx, const Caller& seller, const SetClosures& wish) {
    std::vector<Closure> closures;
    for (const auto& one : wish.closures) closures.push_back({one.from, one.until, one.why});
    if (auto faults = faults_of(closures, tx.today()); !faults.empty())
        return refuse(not_as_sold, std::move(faults));
    store::write_closures(tx, seller.organisation, closures);
    tx.announce({"seller.closures_changed", text_of(seller.organisation)});
    tx.touch(tag(seller.organisation));
    return all_closures(tx, seller.organisation);
}

Result<List<ClosureWish>> list_closures(db::Transaction& tx, const Caller& seller, const Nothing&) {
    return all_closures(tx, seller.organisation);
}

std::size_t turn_seasons(db::Transaction& tx, std::int64_t limit) {
    const auto products = store::lock_turning_seasons(tx, limit);
    for (const auto product : products) {
        store::write_turn(tx, product, season_turn(store::spans_of(tx, product), tx.today()));
        tx.touch(tag(product));
    }
    const auto closures = store::lock_turning_closures(tx, limit);
    for (const auto& turning : closures) {
        store::write_turn(tx, turning);
        tx.touch(tag(turning.seller));
    }
    return std::max(products.size(), closures.size());
}

}  // namespace chophien::catalog
