#include "traceability/lot_goods.hpp"

#include "traceability/digital_link.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::traceability {

std::string link_of_lot(std::string_view gtin, std::string_view lot_code) {
    return fmt::format("{}/01/{}/10/{}", canonical_stem, gtin, escaped_in_path(lot_code));
}

std::optional<LotKey> lot_in(std::string_view canonical) {
    constexpr std::string_view key = "/01/";
    constexpr std::string_view qualifier = "/10/";
    constexpr std::size_t digits = 14;
    if (!canonical.starts_with(canonical_stem)) return std::nullopt;
    canonical.remove_prefix(canonical_stem.size());
    if (!canonical.starts_with(key)) return std::nullopt;
    canonical.remove_prefix(key.size());
    if (canonical.size() <= digits + qualifier.size() ||
        canonical.substr(digits, qualifier.size()) != qualifier)
        return std::nullopt;
    return LotKey{
        std::string(canonical.substr(0, digits)),
        unescaped_in_path(canonical.substr(digits + qualifier.size()))};
}

void set_quantity(json::Document& element, const Quantity& quantity) {
    constexpr std::array counted{
        std::string_view("H87"), std::string_view("C62"), std::string_view("HEA"), std::string_view("EA")};
    element["quantity"] = json::Document::parse(text_of(quantity.value));
    const auto code = quantity.unit->code;
    if (std::ranges::find(counted, code) == counted.end()) element["uom"] = code;
}

json::Document goods_of_lot(std::string_view link, const Quantity& quantity) {
    json::Document element{{"epcClass", link}};
    set_quantity(element, quantity);
    return element;
}

}  // namespace chophien::traceability
