// The market's own links: computed from what it knows, never stored.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/resolver/link.hpp"
#include "traceability/unit_codes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// What the market knows of a GTIN and what stands behind it.
struct MarketWord {
    std::string product_name;        ///< empty: it knows nothing of it
    std::optional<std::string> lot;  ///< of a genuine unit: its lot code, also when the link does not tell it
    std::optional<GenuineUnit> unit;  ///< when the link's serial is one it gave out
    std::vector<Link> of_product, of_lot, of_unit;
};

/// Of links about other keys than GTINs it knows nothing. Shows (tags) what its word depends on.
///
/// A serial of a GTIN whose serials are the market's to give, or of which it gave out any, has a link whether
/// it is genuine or not: to the page that says so. Of others' serials the market does not judge.
MarketWord market_word(db::Transaction& tx, const DigitalLink& link);

/// Addresses of pages, below the public one.
std::string lot_page_path(LotId lot);
/// `lot` when a label told it: the page compares.
std::string unit_page_path(std::string_view gtin, std::string_view serial, const std::string* lot = nullptr);

}  // namespace chophien::traceability
