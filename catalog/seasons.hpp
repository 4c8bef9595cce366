// Seasons and closures as their seller writes them and everybody sees them. They inform: what can be ordered
// is a matter of stock alone.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/season.hpp"
#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

struct SpanWish {
    std::string from;
    std::string to;
};

/// All spans of one product; none: season the whole year.
struct SetSeason {
    ProductId product;
    std::vector<SpanWish> spans{};
};

struct ClosureWish {
    Day from{};
    Day until{};
    std::string why;
};

/// All closures of the caller's organisation, for all it sells.
struct SetClosures {
    std::vector<ClosureWish> closures{};
};

struct SeasonView {
    bool in_season = true;
    std::optional<Day> ends_on{};
    std::optional<Day> begins_on{};
    std::optional<Day> closed_until{};
    std::optional<std::string> closed_why{};
    std::vector<SpanWish> spans{};
    std::string vi;
    std::string en;
};

/// How it stands today. The caller says that its answer shows product and seller.
SeasonView season_of(db::Transaction& tx, ProductId product, accounts::OrganisationId seller);

/// Refuses: unknown_product (also another's), not_as_sold (a day that no year has, two spans that begin on
/// the same day).
Result<SeasonView> set_season(db::Transaction& tx, const accounts::Caller& seller, const SetSeason& wish);

/// Refuses: not_as_sold (see faults_of).
Result<List<ClosureWish>> set_closures(
    db::Transaction& tx, const accounts::Caller& seller, const SetClosures& wish
);

/// By day, past ones too.
Result<List<ClosureWish>> list_closures(
    db::Transaction& tx, const accounts::Caller& seller, const Nothing& wish
);

/// Drops the kept pages of products and sellers whose season or closure turned today, at most `limit` of
/// each at a time; how many. A chore for any node, after midnight of Vietnam.
std::size_t turn_seasons(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::SpanWish> {
    using Of = catalog::SpanWish;
    static constexpr std::string_view name = "SeasonSpan";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, one_line, characters(5, 5), "The first day of every year, MM-DD."),
        field(
            "to", &Of::to, one_line, characters(5, 5), "The last day, MM-DD; before `from`: in the next year."
        ),
    };
};

template <>
struct Shape<catalog::SetSeason> {
    using Of = catalog::SetSeason;
    static constexpr std::string_view name = "SetSeason";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("spans", &Of::spans, items(0, catalog::most_spans), "All its seasons; none: the whole year."),
    };
};

template <>
struct Shape<catalog::ClosureWish> {
    using Of = catalog::ClosureWish;
    static constexpr std::string_view name = "Closure";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, "The first day on which nothing is sent."),
        field("until", &Of::until, "The last one."),
        field("why", &Of::why, one_line, characters(1, 100), "As buyers read it: \"Nghỉ Tết Đinh Mùi\"."),
    };
};

template <>
struct Shape<catalog::SetClosures> {
    using Of = catalog::SetClosures;
    static constexpr std::string_view name = "SetClosures";
    static constexpr auto fields = std::tuple{
        field("closures", &Of::closures, items(0, catalog::most_closures), "All of them, for all you sell."),
    };
};

template <>
struct Shape<catalog::SeasonView> {
    using Of = catalog::SeasonView;
    static constexpr std::string_view name = "Season";
    static constexpr auto fields = std::tuple{
        field("in_season", &Of::in_season, "Today."),
        field("ends_on", &Of::ends_on, "In season: its last day; absent: the whole year."),
        field("begins_on", &Of::begins_on, "Out of season: the first day of the next one."),
        field("closed_until", &Of::closed_until, "The seller sends nothing until the end of this day."),
        field("closed_why", &Of::closed_why, "Why."),
        field("spans", &Of::spans, "The seasons of every year."),
        field("vi", &Of::vi, "The sentence to show, in Vietnamese."),
        field("en", &Of::en, "In English."),
    };
};

}  // namespace chophien::json
