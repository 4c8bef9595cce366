// The secrets behind unit codes (unit_code.hpp), one row a version in the market's own database.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/unit_code.hpp"

#include <vector>

namespace chophien::traceability {

/// Sees to it that the market has a key; any number of nodes may call it at once and all end with the same
/// one. Called after the schema is up to date and before the first request.
void ensure_trace_key(db::Transaction& tx);

/// All keys, the newest last. They are read anew each time: a row or two by primary key, and a copy kept in
/// the process would call codes forged that another node prints under a newer key.
std::vector<UnitKey> trace_keys(db::Transaction& tx);

}  // namespace chophien::traceability
