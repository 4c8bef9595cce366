// Every reason an export says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::traceability::exports {

inline constexpr Refusal chain_too_long{
    "traceability/chain-too-long",
    Kind::too_large,
    {"Chuỗi này dài hơn một tệp được chứa. Hãy xin một chiều, ít bước hơn, hoặc từng lô.",
     "The chain is longer than one file may be. Ask for one direction, fewer steps, or lot by lot."}};
inline constexpr Refusal no_coordinates{
    "traceability/no-coordinates",
    Kind::forbidden,
    {"Toạ độ thửa chỉ dành cho chủ lô và bên được chủ lô cho phép thẩm định.",
     "Coordinates of plots are for the owner of a lot and for whom it gave a due-diligence grant."}};
inline constexpr Refusal plots_missing{
    "traceability/plots-missing",
    Kind::conflict,
    {"Chưa đủ thửa đất để lập tệp; xem từng điểm còn thiếu.",
     "Not all plots are known well enough for the file; see each that is missing."}};
inline constexpr Refusal geojson_too_large{
    "traceability/geojson-too-large",
    Kind::too_large,
    {"Tệp GeoJSON vượt 25 MB. Hãy chia chuyến hàng thành nhiều tệp.",
     "The GeoJSON file is over 25 MB. Make several files of the consignment."}};
inline constexpr Refusal unknown_portal{
    "traceability/unknown-portal",
    Kind::not_found,
    {"Không có cổng truy xuất này.", "There is no such portal."}};
inline constexpr Refusal record_incomplete{
    "traceability/record-incomplete",
    Kind::conflict,
    {"Hồ sơ của lô còn thiếu trường bắt buộc; xem từng trường.",
     "The lot's record lacks fields that must be there; see each."}};
inline constexpr Refusal unknown_subject{
    "traceability/unknown-subject",
    Kind::not_found,
    {"Tổ chức của bạn không có lô, sản phẩm hay nơi này.",
     "Your organisation has no such lot, product or place."}};

inline constexpr std::array refusals{
    &chain_too_long,
    &no_coordinates,
    &plots_missing,
    &geojson_too_large,
    &unknown_portal,
    &record_incomplete,
    &unknown_subject,
};

}  // namespace chophien::traceability::exports
