#include "traceability/plots/place.hpp"

#include "core/places.hpp"
#include "traceability/digital_link.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability::plots {

namespace {

constexpr std::string_view platform_prefix = "048";

bool is_capital(char sign) { return sign >= 'A' && sign <= 'Z'; }

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

// VN, two letters of the province, OR for orchards or PH for packing houses, three or four digits.
bool looks_usual(std::string_view code, bool packing) {
    if (code.size() < 11 || code.size() > 12 || !code.starts_with("VN-") || code[7] != '-') return false;
    return is_capital(code[3]) && is_capital(code[4]) && code.substr(5, 2) == (packing ? "PH" : "OR") &&
           std::ranges::all_of(code.substr(8), is_digit);
}

void check_country(
    const std::optional<std::string>& country, std::string_view pointer, std::vector<Violation>& faults
) {
    if (country && (country->size() != 2 || !std::ranges::all_of(*country, is_capital)))
        faults.push_back(
            {std::string(pointer),
             "wrong_country",
             "Mã nước gồm hai chữ cái in hoa, như VN, CN.",
             "A country is two capital letters, as VN or CN."}
        );
}

}  // namespace

bool is_grown_on(PlaceKind kind) {
    return kind == PlaceKind::plot || kind == PlaceKind::pond || kind == PlaceKind::cage ||
           kind == PlaceKind::barn;
}

std::vector<Violation> faults_of(const PlaceFacts& facts) {
    std::vector<Violation> faults;
    if (facts.commune_code && !is_commune_code(*facts.commune_code))
        faults.push_back(
            {"/commune_code", "wrong_commune", "Mã xã, phường gồm 5 chữ số.", "A commune code has 5 digits."}
        );
    check_country(facts.code_country, "/code_country", faults);
    check_country(facts.code_market, "/code_market", faults);
    if (!facts.code && (facts.code_country || facts.code_market))
        faults.push_back(
            {"/code",
             "missing",
             "Thiếu mã vùng trồng, mã cơ sở.",
             "The code of the area or facility is missing."}
        );
    const bool by_point = facts.geometry && facts.geometry->type == GeometryType::point;
    if (facts.kind == PlaceKind::plot && by_point) {
        if (!facts.square_metres)
            faults.push_back(
                {"/square_metres",
                 "missing",
                 "Thửa chỉ có một điểm thì phải nêu diện tích (m²).",
                 "A plot told by a point needs its area (m²)."}
            );
        else if (*facts.square_metres > most_square_metres_of_a_point)
            faults.push_back(
                {"/geometry",
                 "polygon_needed",
                 "Thửa trên 4 ha cần đường bao (Polygon), một điểm không đủ.",
                 "A plot over 4 ha needs its outline (Polygon); a point is not enough."}
            );
    }
    return faults;
}

std::optional<Words> doubt_about_code(const PlaceFacts& facts) {
    const bool packing = facts.kind == PlaceKind::packing_house;
    if (!facts.code || (facts.kind != PlaceKind::plot && !packing)) return std::nullopt;
    if (facts.code_country.value_or("VN") != "VN" || looks_usual(*facts.code, packing)) return std::nullopt;
    if (packing)
        return Words{
            "Mã cơ sở đóng gói không giống dạng thường gặp VN-TGPH-0012; xin xem lại giấy cấp mã.",
            "The packing-house code does not look like the usual VN-TGPH-0012; please compare it."};
    return Words{
        "Mã vùng trồng không giống dạng thường gặp VN-TGOR-0095; xin xem lại giấy cấp mã.",
        "The growing-area code does not look like the usual VN-TGOR-0095; please compare it."};
}

std::string name_of(const Place& place) {
    auto name = fmt::format("{}/414/{}", canonical_stem, place.gln);
    if (place.extension) name += "/254/" + escaped_in_path(*place.extension);
    return name;
}

std::string party_name(std::string_view gln) { return fmt::format("{}/417/{}", canonical_stem, gln); }

Gln platform_gln(std::uint64_t number) {
    ensure(number >= 1 && number <= platform_numbers, "a platform number has one to nine digits");
    const auto body = fmt::format("{}{:09}", platform_prefix, number);
    return gln_from(body + check_digit(body)).value();
}

bool is_platform(const Gln& gln) { return gln.text().starts_with(platform_prefix); }

// The same prefixes as of product numbers: 020–029, 040–049, 200–299 and the zeros.
bool is_restricted(const Gln& gln) {
    const auto text = gln.text();
    return text[0] == '2' || (text[0] == '0' && (text[1] == '2' || text[1] == '4')) ||
           text.starts_with("0000000");
}

}  // namespace chophien::traceability::plots
