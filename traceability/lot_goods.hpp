// A lot and its goods as events name them. Pure.
#pragma once

#include "core/json.hpp"
#include "core/quantity.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability {

/// The canonical name of a lot: https://id.gs1.org/01/{gtin}/10/{lot}.
std::string link_of_lot(std::string_view gtin, std::string_view lot_code);

struct LotKey {
    std::string gtin;  ///< 14 digits
    std::string lot_code;

    friend auto operator<=>(const LotKey&, const LotKey&) = default;
};

/// The reverse; nothing for names of other things.
std::optional<LotKey> lot_in(std::string_view canonical);

/// Counted goods carry no unit in events (CBV 2.0, 8.1.1: absent means counted).
void set_quantity(json::Document& element, const Quantity& quantity);

/// An element of a quantity list.
json::Document goods_of_lot(std::string_view link, const Quantity& quantity);

}  // namespace chophien::traceability
