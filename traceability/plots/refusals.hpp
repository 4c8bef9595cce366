// Every reason places and member households are refused.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::traceability::plots {

inline constexpr Refusal unknown_place{
    "traceability/unknown-place",
    Kind::not_found,
    {"Không có thửa hay cơ sở này.", "There is no such plot or facility."}};
inline constexpr Refusal wrong_place{
    "traceability/wrong-place",
    Kind::invalid,
    {"Thông tin thửa hoặc cơ sở chưa đúng; xem từng điểm sai.",
     "What is said of the plot or facility is not right; see each violation."}};
inline constexpr Refusal place_name_taken{
    "traceability/place-name-taken",
    Kind::conflict,
    {"Tổ chức đã có thửa hoặc cơ sở mang tên này.",
     "Your organisation has a plot or facility of this name."}};
inline constexpr Refusal place_number_taken{
    "traceability/place-number-taken",
    Kind::conflict,
    {"Mã địa điểm GLN này đã dùng cho một nơi khác.", "This GLN is another place's."}};
inline constexpr Refusal place_changed{
    "traceability/place-changed",
    Kind::stale,
    {"Thửa hoặc cơ sở đã được sửa sau lần bạn đọc; hãy đọc lại rồi sửa.",
     "The plot or facility was changed after you read it; read it again, then change it."}};
inline constexpr Refusal place_closed{
    "traceability/place-closed",
    Kind::conflict,
    {"Thửa hoặc cơ sở này không còn dùng.", "This plot or facility is not in use any more."}};
inline constexpr Refusal unknown_member{
    "traceability/unknown-member",
    Kind::not_found,
    {"Tổ chức không có hộ thành viên này.", "Your organisation has no such member household."}};
inline constexpr Refusal wrong_member{
    "traceability/wrong-member",
    Kind::invalid,
    {"Thông tin hộ thành viên chưa đúng; xem từng điểm sai.",
     "What is said of the member household is not right; see each violation."}};
inline constexpr Refusal member_name_taken{
    "traceability/member-name-taken",
    Kind::conflict,
    {"Tổ chức đã có hộ thành viên mang tên này; hãy thêm tên ấp, xóm để phân biệt.",
     "There is a member household of this name; add the hamlet to tell them apart."}};
inline constexpr Refusal member_changed{
    "traceability/member-changed",
    Kind::stale,
    {"Hộ thành viên đã được sửa sau lần bạn đọc; hãy đọc lại rồi sửa.",
     "The member household was changed after you read it; read it again, then change it."}};
inline constexpr Refusal wrong_place_cursor{
    "traceability/wrong-place-cursor",
    Kind::invalid,
    {"Không phải con trỏ của danh sách này; hãy dùng page.next của trang trước.",
     "This is no cursor of this list; use page.next of the page before."}};

inline constexpr std::array refusals{
    &unknown_place,
    &wrong_place,
    &place_name_taken,
    &place_number_taken,
    &place_changed,
    &place_closed,
    &unknown_member,
    &wrong_member,
    &member_name_taken,
    &member_changed,
    &wrong_place_cursor,
};

}  // namespace chophien::traceability::plots
