#include "traceability/plots/geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace chophien::traceability::plots {

namespace {

constexpr std::int64_t per_degree = 10'000'000;

// Mainland, Trường Sa and Hoàng Sa with some sea around.
constexpr Position least{102 * per_degree, 6 * per_degree};
constexpr Position most{118 * per_degree, 24 * per_degree};

void fault(
    std::vector<Violation>& faults, std::string pointer, std::string_view code, std::string vi, std::string en
) {
    faults.push_back({std::move(pointer), code, std::move(vi), std::move(en)});
}

bool within(const Position& at) {
    return at.longitude >= least.longitude && at.longitude <= most.longitude &&
           at.latitude >= least.latitude && at.latitude <= most.latitude;
}

std::optional<Position> position_from(
    const json::Document& pair, const std::string& pointer, std::vector<Violation>& faults
) {
    const bool numbers = pair.is_array() && (pair.size() == 2 || pair.size() == 3) && pair[0].is_number() &&
                         pair[1].is_number();
    if (!numbers) {
        fault(
            faults,
            pointer,
            "not_a_position",
            "Mỗi điểm là [kinh độ, vĩ độ].",
            "A position is [longitude, latitude]."
        );
        return std::nullopt;
    }
    const auto longitude = pair[0].get<double>();
    const auto latitude = pair[1].get<double>();
    if (std::abs(longitude) > 180 || std::abs(latitude) > 180) {
        fault(
            faults,
            pointer,
            "not_on_earth",
            "Kinh độ, vĩ độ không có thật.",
            "There is no such longitude or latitude."
        );
        return std::nullopt;
    }
    const Position at{
        std::llround(longitude * static_cast<double>(per_degree)),
        std::llround(latitude * static_cast<double>(per_degree))};
    if (within(at)) return at;
    if (within({at.latitude, at.longitude}))
        fault(
            faults,
            pointer,
            "swapped",
            "Hình như kinh độ và vĩ độ bị đổi chỗ: kinh độ đứng trước.",
            "Longitude and latitude seem to be swapped: longitude comes first."
        );
    else
        fault(faults, pointer, "outside", "Điểm này không ở Việt Nam.", "This position is not in Vietnam.");
    return std::nullopt;
}

// Twice the signed area of a triangle; over zero when the third lies left of the way from first to second. A
// difference fits 32 bits for places within the bounds, so a product fits 64.
std::int64_t turn(const Position& from, const Position& to, const Position& third) {
    return (to.longitude - from.longitude) * (third.latitude - from.latitude) -
           (to.latitude - from.latitude) * (third.longitude - from.longitude);
}

int sign(std::int64_t number) { return number > 0 ? 1 : number < 0 ? -1 : 0; }

// Of a position on the same line: it lies between the two.
bool between(const Position& from, const Position& to, const Position& at) {
    return at.longitude >= std::min(from.longitude, to.longitude) &&
           at.longitude <= std::max(from.longitude, to.longitude) &&
           at.latitude >= std::min(from.latitude, to.latitude) &&
           at.latitude <= std::max(from.latitude, to.latitude);
}

bool meet(const Position& a, const Position& b, const Position& c, const Position& d) {
    const int abc = sign(turn(a, b, c));
    const int abd = sign(turn(a, b, d));
    const int cda = sign(turn(c, d, a));
    const int cdb = sign(turn(c, d, b));
    if (abc * abd < 0 && cda * cdb < 0) return true;
    return (abc == 0 && between(a, b, c)) || (abd == 0 && between(a, b, d)) ||
           (cda == 0 && between(c, d, a)) || (cdb == 0 && between(c, d, b));
}

// Neighbours share one end and nothing else; all others share nothing.
bool crosses_itself(const std::vector<Position>& ring) {
    const auto sides = ring.size() - 1;
    for (std::size_t first = 0; first < sides; ++first)
        for (std::size_t second = first + 1; second < sides; ++second) {
            const auto &a = ring[first], &b = ring[first + 1], &c = ring[second], &d = ring[second + 1];
            const bool follows = second == first + 1;
            const bool leads = first == 0 && second == sides - 1;
            if (follows || leads) {
                const auto& shared = follows ? b : a;
                const auto& before = follows ? a : c;
                const auto& after = follows ? d : b;
                // Going back on the way one came.
                if (turn(before, shared, after) == 0 &&
                    (between(before, shared, after) || between(shared, after, before)))
                    return true;
            } else if (meet(a, b, c, d)) {
                return true;
            }
        }
    return false;
}

struct Metres {
    double x;
    double y;
};

// Around the ring's first position, on the plane that touches the ellipsoid at its middle latitude.
double signed_square_metres(const std::vector<Position>& ring) {
    constexpr double semi_axis = 6378137.0;
    constexpr double square_eccentricity = 0.00669437999014;
    constexpr double radians = std::numbers::pi / 180.0 / static_cast<double>(per_degree);
    const auto [low, high] = std::ranges::minmax_element(ring, {}, &Position::latitude);
    const double latitude = static_cast<double>(low->latitude + high->latitude) / 2 * radians;
    const double flat = 1 - square_eccentricity * std::sin(latitude) * std::sin(latitude);
    const double across = semi_axis / std::sqrt(flat) * std::cos(latitude);
    const double along = semi_axis * (1 - square_eccentricity) / (flat * std::sqrt(flat));
    const auto metres = [&](const Position& at) {
        return Metres{
            static_cast<double>(at.longitude - ring.front().longitude) * radians * across,
            static_cast<double>(at.latitude - ring.front().latitude) * radians * along};
    };
    double twice = 0;
    for (std::size_t at = 0; at + 1 < ring.size(); ++at) {
        const auto from = metres(ring[at]);
        const auto to = metres(ring[at + 1]);
        twice += from.x * to.y - to.x * from.y;
    }
    return twice / 2;
}

std::optional<Geometry> ring_from(
    const json::Document& rings, const std::string& pointer, std::vector<Violation>& faults
) {
    if (!rings.is_array() || rings.empty() || !rings[0].is_array()) {
        fault(
            faults,
            pointer,
            "not_a_polygon",
            "Đa giác là một danh sách có một vòng điểm.",
            "A polygon is a list with one ring of positions."
        );
        return std::nullopt;
    }
    if (rings.size() > 1) {
        fault(
            faults,
            pointer + "/1",
            "hole",
            "Thửa không được có lỗ bên trong; hãy chia thành nhiều thửa.",
            "A plot has no holes; make several plots of it."
        );
        return std::nullopt;
    }
    const auto& sent = rings[0];
    const auto ring_pointer = pointer + "/0";
    if (sent.size() < 4 || sent.size() > most_positions) {
        fault(
            faults,
            ring_pointer,
            "wrong_count",
            fmt::format("Vòng có từ 4 đến {} điểm, điểm cuối trùng điểm đầu.", most_positions),
            fmt::format("A ring has 4 to {} positions, the last being the first again.", most_positions)
        );
        return std::nullopt;
    }
    Geometry made{GeometryType::polygon, {}};
    const auto known = faults.size();
    for (std::size_t at = 0; at < sent.size(); ++at)
        if (const auto position = position_from(sent[at], fmt::format("{}/{}", ring_pointer, at), faults))
            made.positions.push_back(*position);
    if (faults.size() > known) return std::nullopt;
    auto& ring = made.positions;
    if (ring.front() != ring.back()) {
        fault(
            faults,
            ring_pointer,
            "not_closed",
            "Vòng chưa khép: điểm cuối phải trùng điểm đầu.",
            "The ring is not closed: the last position must be the first again."
        );
        return std::nullopt;
    }
    for (std::size_t at = 1; at < ring.size(); ++at)
        if (ring[at] == ring[at - 1]) {
            fault(
                faults,
                fmt::format("{}/{}", ring_pointer, at),
                "repeated",
                "Điểm này trùng điểm liền trước.",
                "This position is the one before it again."
            );
            return std::nullopt;
        }
    if (crosses_itself(ring)) {
        fault(
            faults,
            ring_pointer,
            "self_crossing",
            "Đường bao tự cắt hoặc tự chạm; hãy đi quanh thửa một vòng.",
            "The outline crosses or touches itself; walk round the plot once."
        );
        return std::nullopt;
    }
    const auto area = signed_square_metres(ring);
    if (std::abs(area) < 1 || std::abs(area) > static_cast<double>(most_square_metres)) {
        fault(
            faults,
            ring_pointer,
            "wrong_area",
            "Diện tích thửa phải từ 1 m² đến 5.000 ha.",
            "A plot has from 1 m² to 5,000 ha."
        );
        return std::nullopt;
    }
    if (area < 0) std::ranges::reverse(ring);
    return made;
}

std::string degrees_of(std::int64_t number) {
    auto text = fmt::format("{}.{:07}", number / per_degree, std::abs(number % per_degree));
    if (text.back() == '0') text.pop_back();
    return text;
}

std::string pair_of(const Position& at) {
    return fmt::format("[{},{}]", degrees_of(at.longitude), degrees_of(at.latitude));
}

}  // namespace

std::optional<Geometry> geometry_from(
    const json::Document& geojson, std::string_view pointer, std::vector<Violation>& faults
) {
    const std::string here(pointer);
    const auto type = geojson.is_object() ? geojson.find("type") : geojson.end();
    const auto coordinates = geojson.is_object() ? geojson.find("coordinates") : geojson.end();
    if (!geojson.is_object() || type == geojson.end() || coordinates == geojson.end() ||
        (*type != "Point" && *type != "Polygon")) {
        fault(
            faults,
            here,
            "not_geojson",
            "Cần GeoJSON Point hoặc Polygon: {\"type\": …, \"coordinates\": …}.",
            "A GeoJSON Point or Polygon is needed: {\"type\": …, \"coordinates\": …}."
        );
        return std::nullopt;
    }
    if (*type == "Polygon") return ring_from(*coordinates, here + "/coordinates", faults);
    const auto at = position_from(*coordinates, here + "/coordinates", faults);
    if (!at) return std::nullopt;
    return Geometry{GeometryType::point, {*at}};
}

std::string geojson_of(const Geometry& geometry) {
    if (geometry.type == GeometryType::point)
        return R"({"type":"Point","coordinates":)" + pair_of(geometry.positions.front()) + "}";
    std::string ring;
    for (const auto& at : geometry.positions) {
        if (!ring.empty()) ring += ',';
        ring += pair_of(at);
    }
    return R"({"type":"Polygon","coordinates":[[)" + ring + "]]}";
}

std::int64_t square_metres_of(const Geometry& geometry) {
    if (geometry.type == GeometryType::point) return 0;
    return std::llround(std::abs(signed_square_metres(geometry.positions)));
}

}  // namespace chophien::traceability::plots
