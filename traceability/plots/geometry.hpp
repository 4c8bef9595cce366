// Where a plot lies, as GeoJSON says it (RFC 7946): WGS 84, longitude first. Held as whole ten-millionths of
// a degree, about a centimetre, so that what is kept is what was sent. Pure.
#pragma once

#include "core/json/reader.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::plots {

struct Position {
    std::int64_t longitude = 0;  ///< ten-millionths of a degree
    std::int64_t latitude = 0;

    friend bool operator==(const Position&, const Position&) = default;
};

enum class GeometryType : std::uint8_t { point, polygon };

/// A point, or one closed ring without holes that runs counterclockwise and never crosses or touches itself.
struct Geometry {
    GeometryType type{};
    std::vector<Position> positions;  ///< one; or four and more, the last being the first again

    friend bool operator==(const Geometry&, const Geometry&) = default;
};

/// The most positions of a ring: a plot walked round with a phone has some dozens.
inline constexpr std::size_t most_positions = 500;

/// The largest plot that may be told by a point alone: 4 ha (Regulation (EU) 2023/1115, art. 2(28)).
inline constexpr std::int64_t most_square_metres_of_a_point = 40'000;

/// The largest believable plot: 5,000 ha.
inline constexpr std::int64_t most_square_metres = 50'000'000;

/// Reads a GeoJSON Point or Polygon of the mainland, islands and seas of Vietnam. Everything that is wrong
/// goes into `faults`, with pointers below `pointer`; then nothing is answered. A ring sent clockwise is
/// turned round. A third number of a position, its height, is passed over.
std::optional<Geometry> geometry_from(
    const json::Document& geojson, std::string_view pointer, std::vector<Violation>& faults
);

/// As GeoJSON, each number with the six decimals buyers ask for or more.
std::string geojson_of(const Geometry& geometry);

/// The area of a ring; zero of a point. Right to about a thousandth for plots of usual size.
std::int64_t square_metres_of(const Geometry& geometry);

}  // namespace chophien::traceability::plots
