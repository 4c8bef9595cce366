// The electronic sortable spreadsheet of the US food traceability rule (21 CFR 1.1455(c)): one row for each
// lot in each critical tracking event of a chain, the key data elements in columns.
#pragma once

#include "traceability/exports/chain_events.hpp"
#include "traceability/exports/tracking.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::exports {

inline constexpr std::size_t most_tracked_events = 20'000;

/// One column, by data/fsma204-columns.csv.
struct TrackingColumn {
    std::string key;
    Words title{};
    std::vector<TrackingStep> must;  ///< where the rule asks for it
};

std::span<const TrackingColumn> tracking_columns();

/// Rows of cells, the headings first (in English, which the authority reads). The last column says which key
/// data elements of its row are not known. Refuses what events_of_chain refuses.
Result<std::vector<std::vector<std::string>>> fsma204_rows(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
);

Result<std::string> fsma204_csv(db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask);
Result<std::string> fsma204_xlsx(db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask);

}  // namespace chophien::traceability::exports
