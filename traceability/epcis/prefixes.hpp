// How long GS1 company prefixes are: a Digital Link does not show it, an EPC URN does, so every URN that
// comes in is learnt from.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/epcis/names.hpp"

#include <set>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// Collects the company prefixes of all EPC URNs in a text of JSON.
void note_prefixes(std::string_view json_text, std::set<std::string>& prefixes);

void keep_prefixes(db::Transaction& tx, const std::set<std::string>& prefixes);

/// Looks prefixes up as they are asked for; good as long as the transaction. Digits under which two lengths
/// were seen have none.
PrefixLength prefix_lengths(db::Transaction& tx);

}  // namespace chophien::traceability::epcis
