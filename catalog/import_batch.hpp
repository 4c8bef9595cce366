// The rows of one step of an import against what the seller has: what each row does, then all of it written
// at once.
#pragma once

#include "catalog/importing.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace chophien::catalog {

struct ImportContext {
    accounts::OrganisationId seller;
    accounts::PersonId person;
    bool dry_run = false;
    bool publish = true;
    std::optional<jobs::JobId> journal{};  ///< where undoing will look
};

/// Imports the rows and counts them in `result`; says what is wrong with those it refuses. Rows of one batch
/// have different names or packs.
void import_batch(
    db::Transaction& tx,
    const ImportContext& context,
    const std::vector<ImportRow>& rows,
    ImportResult& result,
    const std::function<void(const jobs::Finding&)>& report
);

}  // namespace chophien::catalog
