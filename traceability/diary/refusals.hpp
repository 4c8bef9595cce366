// Every reason the field diary says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::traceability::diary {

inline constexpr Refusal wrong_entry{
    "traceability/wrong-diary-entry",
    Kind::invalid,
    {"Mục nhật ký chưa đúng; xem từng điểm sai.", "The diary entry is not right; see each violation."}};
inline constexpr Refusal unknown_entry{
    "traceability/unknown-diary-entry",
    Kind::not_found,
    {"Không có mục nhật ký này.", "There is no such diary entry."}};
inline constexpr Refusal other_content{
    "traceability/diary-id-reused",
    Kind::conflict,
    {"Mã này đã dùng cho một mục có nội dung khác. Mục vừa gửi được giữ lại để bạn xem và so sánh.",
     "This id is of an entry with other content. What was sent now is kept for you to compare."}};
inline constexpr Refusal too_early{
    "traceability/harvest-too-early",
    Kind::conflict,
    {"Chưa hết thời gian cách ly hoặc ngưng thuốc.", "The days to wait before harvest are not over."}};
inline constexpr Refusal not_enough{
    "traceability/diary-lot-exhausted",
    Kind::conflict,
    {"Lô không còn đủ hàng.", "A lot has less left than was used."}};
inline constexpr Refusal more_out_than_in{
    "traceability/more-out-than-in",
    Kind::conflict,
    {"Lượng ra nhiều hơn lượng vào.", "More comes out than went in."}};
inline constexpr Refusal records_missing{
    "traceability/records-missing",
    Kind::conflict,
    {"Chưa đủ hồ sơ để đóng gói; xem từng mục còn thiếu.",
     "Records are missing for packing; see each of them."}};
inline constexpr Refusal lot_in_doubt{
    "traceability/lot-in-doubt",
    Kind::conflict,
    {"Lô thu hoạch khi chưa hết thời gian cách ly; không được đóng gói.",
     "The lot was harvested before the days to wait were over; it may not be packed."}};
inline constexpr Refusal withdrawn_already{
    "traceability/diary-withdrawn",
    Kind::conflict,
    {"Mục này đã được rút lại với lý do khác.", "This entry was withdrawn already, otherwise."}};
inline constexpr Refusal lot_in_use{
    "traceability/diary-lot-in-use",
    Kind::conflict,
    {"Hàng của lô đã được dùng, cất, bán hoặc in mã; không rút lại được.",
     "Goods of the lot were used, stored, sold or labelled; the entry cannot be withdrawn."}};
inline constexpr Refusal wrong_cursor{
    "traceability/wrong-diary-cursor",
    Kind::invalid,
    {"Không phải con trỏ của danh sách này; hãy dùng page.next của trang trước.",
     "This is no cursor of this list; use page.next of the page before."}};
inline constexpr Refusal one_filter{
    "traceability/diary-one-filter",
    Kind::invalid,
    {"Chỉ lọc theo một trong: nơi, lô, hộ thành viên.",
     "Ask for one of: a place, a lot, a member household."}};

inline constexpr std::array refusals{
    &wrong_entry,
    &unknown_entry,
    &other_content,
    &too_early,
    &not_enough,
    &more_out_than_in,
    &records_missing,
    &lot_in_doubt,
    &withdrawn_already,
    &lot_in_use,
    &wrong_cursor,
    &one_filter,
};

}  // namespace chophien::traceability::diary
