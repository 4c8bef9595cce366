// The national portals: what each asks of a lot. One adapter for all of them, since they differ only in their
// fields (data/portal-fields.csv); one that takes more than a file will need more. Pure.
#pragma once

#include "core/json.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::exports {

/// What the market knows of a lot.
enum class Fact : std::uint8_t {
    product_name,
    pictures,
    producer_name,
    producer_address,
    origin,
    events,
    brand_lot,
    use_by,
    standards,
    trace_code,
    growing_areas,
    harvests,
    packing_houses,
    transports,
    distribution,
};

/// A text, a list of texts, or a list of objects of texts. What is not known is left out.
using Facts = std::map<Fact, json::Document>;

struct PortalField {
    std::string key;
    bool must = false;  ///< else only when there is any
    Fact fact{};
    Words words{};
};

struct Portal {
    std::string key;
    std::string law;
    Words name{};
    std::vector<PortalField> fields;
};

/// In the order of the table.
std::span<const Portal> portals();
/// Null when there is none.
const Portal* find_portal(std::string_view key);

/// Nothing, an empty text, an empty list.
bool is_empty(const json::Document& value);

/// Its fields that are not known, those that must be and the others.
std::vector<const PortalField*> missing_of(const Portal& portal, const Facts& facts);

/// The record: {"key": value, …}, null what is not known.
json::Document record_of(const Portal& portal, const Facts& facts);

/// One row under headings in Vietnamese. Lists stand in one cell, their elements with " | " between, the
/// texts of an element with ", ".
std::string csv_of(const Portal& portal, const Facts& facts);

}  // namespace chophien::traceability::exports

namespace chophien::json {

template <>
struct Names<traceability::exports::Fact> {
    using enum traceability::exports::Fact;
    static constexpr std::array of{
        std::pair{product_name, std::string_view("product_name")},
        std::pair{pictures, std::string_view("pictures")},
        std::pair{producer_name, std::string_view("producer_name")},
        std::pair{producer_address, std::string_view("producer_address")},
        std::pair{origin, std::string_view("origin")},
        std::pair{events, std::string_view("events")},
        std::pair{brand_lot, std::string_view("brand_lot")},
        std::pair{use_by, std::string_view("use_by")},
        std::pair{standards, std::string_view("standards")},
        std::pair{trace_code, std::string_view("trace_code")},
        std::pair{growing_areas, std::string_view("growing_areas")},
        std::pair{harvests, std::string_view("harvests")},
        std::pair{packing_houses, std::string_view("packing_houses")},
        std::pair{transports, std::string_view("transports")},
        std::pair{distribution, std::string_view("distribution")},
    };
};

}  // namespace chophien::json
