// Which records goods owe before they are packed (data/record-sets.csv). Pure.
#pragma once

#include "traceability/diary/entry.hpp"
#include "traceability/plots/place.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::diary {

/// A place goods come from, with what its diary holds of the season before their harvest.
struct Origin {
    plots::PlaceId place;
    plots::PlaceFacts says;
    std::set<EntryKind> care;
};

/// All that is known of the goods to be packed.
struct Known {
    std::set<EntryKind> entries;  ///< those the lots came from, however far back
    std::vector<Origin> origins;
    bool without_origin = false;  ///< some of them came from no place that is known and from no seller
};

enum class Seen : std::uint8_t { lot, place, care };

struct Need {
    CommodityGroup group{};
    Seen where{};
    std::vector<std::string_view> what;  ///< one of these
    bool must = false;
    Words words;
};

/// All of the table, in its order.
std::span<const Need> needs();

/// What a product of that OCOP set owes, or, when the set does not say, what comes from such places. Nothing
/// when neither tells: somebody has to say it.
std::optional<CommodityGroup> group_of(
    std::optional<std::int32_t> ocop_set, std::span<const plots::PlaceKind> comes_from
);

/// One record that is not there.
struct Missing {
    const Need* need = nullptr;
    std::string place;  ///< name of the place it is about; empty: of the goods themselves
};

/// All at once, those that must be there and those that should, in the table's order.
std::vector<Missing> missing_of(CommodityGroup group, const Known& known);

}  // namespace chophien::traceability::diary
