#include "catalog/season_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::catalog::store {

namespace {

using db::Statement;

constexpr Statement select_spans{"catalog.season_spans", R"sql(
    SELECT from_day, to_day FROM season_spans WHERE product = ? ORDER BY from_day
)sql"};

constexpr Statement delete_spans{"catalog.delete_season_spans", R"sql(
    DELETE FROM season_spans WHERE product = ?
)sql"};

constexpr Statement write_season{"catalog.write_season", R"sql(
    INSERT INTO product_seasons (product, turns_on) VALUES (?, ?)
    ON DUPLICATE KEY UPDATE turns_on = VALUES(turns_on)
)sql"};

constexpr std::string_view spans_head = "INSERT INTO season_spans (product, from_day, to_day) VALUES ";
constexpr std::string_view spans_row = "(?, ?, ?)";
constexpr auto insert_spans = db::many_rows<spans_head, spans_row>("catalog.insert_season_spans");

constexpr Statement select_closures{"catalog.closures_of", R"sql(
    SELECT from_day, until_day, why FROM seller_closures WHERE seller = ? ORDER BY from_day
)sql"};

constexpr Statement delete_closures{"catalog.delete_closures", R"sql(
    DELETE FROM seller_closures WHERE seller = ?
)sql"};

constexpr std::string_view closures_head =
    "INSERT INTO seller_closures (seller, from_day, until_day, why, turns_on) VALUES ";
constexpr std::string_view closures_row = "(?, ?, ?, ?, ?)";
constexpr auto insert_closures = db::many_rows<closures_head, closures_row>("catalog.insert_closures");

constexpr Statement select_turning_seasons{"catalog.lock_turning_seasons", R"sql(
    SELECT product FROM product_seasons WHERE turns_on <= ? ORDER BY turns_on LIMIT ? FOR UPDATE SKIP LOCKED
)sql"};

constexpr Statement set_season_turn{"catalog.set_season_turn", R"sql(
    UPDATE product_seasons SET turns_on = ? WHERE product = ?
)sql"};

constexpr Statement select_turning_closures{"catalog.lock_turning_closures", R"sql(
    SELECT seller, from_day, until_day, why
      FROM seller_closures
     WHERE turns_on <= ?
     ORDER BY turns_on
     LIMIT ?
       FOR UPDATE SKIP LOCKED
)sql"};

constexpr Statement set_closure_turn{"catalog.set_closure_turn", R"sql(
    UPDATE seller_closures SET turns_on = ? WHERE seller = ? AND from_day = ?
)sql"};

std::optional<Day> turn_of(const Closure& closure, Day today) {
    if (today < closure.from) return closure.from;
    return today <= closure.until ? std::optional(closure.until + std::chrono::days(1)) : std::nullopt;
}

}  // namespace

}  // namespace chophien::catalog::store

namespace chophien::db {

template <>
inline catalog::SeasonSpan taken<catalog::SeasonSpan>(const Row& row) {
    catalog::SeasonSpan into;
    take(row, 0, into.from.number);
    take(row, 1, into.to.number);
    return into;
}

template <>
struct Columns<catalog::Closure> {
    using Of = catalog::Closure;
    static constexpr auto of = std::tuple{&Of::from, &Of::until, &Of::why};
};

template <>
inline catalog::store::TurningClosure taken<catalog::store::TurningClosure>(const Row& row) {
    catalog::store::TurningClosure into;
    take(row, 0, into.seller);
    take(row, 1, into.closure.from);
    take(row, 2, into.closure.until);
    take(row, 3, into.closure.why);
    return into;
}

}  // namespace chophien::db

namespace chophien::catalog::store {

std::vector<SeasonSpan> spans_of(db::Transaction& tx, ProductId product) {
    return tx.rows<SeasonSpan>(select_spans, product);
}

void write_spans(
    db::Transaction& tx, ProductId product, const std::vector<SeasonSpan>& spans, std::optional<Day> turns_on
) {
    tx.change(write_season, product, turns_on);
    tx.change(delete_spans, product);
    db::change_rows(tx, insert_spans, spans, [&](const SeasonSpan& span) {
        return db::values(product, span.from.number, span.to.number);
    });
}

std::vector<Closure> closures_of(db::Transaction& tx, accounts::OrganisationId seller) {
    return tx.rows<Closure>(select_closures, seller);
}

void write_closures(
    db::Transaction& tx, accounts::OrganisationId seller, const std::vector<Closure>& closures
) {
    tx.change(delete_closures, seller);
    const auto today = tx.today();
    db::change_rows(tx, insert_closures, closures, [&](const Closure& one) {
        return db::values(seller, one.from, one.until, one.why, turn_of(one, today));
    });
}

std::vector<ProductId> lock_turning_seasons(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<ProductId>(select_turning_seasons, tx.today(), limit);
}

void write_turn(db::Transaction& tx, ProductId product, std::optional<Day> turns_on) {
    tx.change(set_season_turn, turns_on, product);
}

std::vector<TurningClosure> lock_turning_closures(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<TurningClosure>(select_turning_closures, tx.today(), limit);
}

void write_turn(db::Transaction& tx, const TurningClosure& turning) {
    tx.change(set_closure_turn, turn_of(turning.closure, tx.today()), turning.seller, turning.closure.from);
}

}  // namespace chophien::catalog::store
