// Seasons and closures in the database.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/season.hpp"
#include "core/db/transaction.hpp"

#include <vector>

namespace chophien::catalog::store {

std::vector<SeasonSpan> spans_of(db::Transaction& tx, ProductId product);
/// Instead of what there is.
void write_spans(
    db::Transaction& tx, ProductId product, const std::vector<SeasonSpan>& spans, std::optional<Day> turns_on
);

/// By their first day.
std::vector<Closure> closures_of(db::Transaction& tx, accounts::OrganisationId seller);
/// Instead of what there is; each with its next turn after today.
void write_closures(
    db::Transaction& tx, accounts::OrganisationId seller, const std::vector<Closure>& closures
);

/// Products whose season turns today or turned before, locked; those another node holds are passed over.
std::vector<ProductId> lock_turning_seasons(db::Transaction& tx, std::int64_t limit);
void write_turn(db::Transaction& tx, ProductId product, std::optional<Day> turns_on);

struct TurningClosure {
    accounts::OrganisationId seller;
    Closure closure;
};

std::vector<TurningClosure> lock_turning_closures(db::Transaction& tx, std::int64_t limit);
void write_turn(db::Transaction& tx, const TurningClosure& turning);

}  // namespace chophien::catalog::store
