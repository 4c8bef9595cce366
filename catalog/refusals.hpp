// Every reason the catalog says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::catalog {

inline constexpr Refusal unknown_product{
    "catalog/unknown-product", Kind::not_found, {"Không có sản phẩm này.", "There is no such product."}};
inline constexpr Refusal unknown_offer{
    "catalog/unknown-offer", Kind::not_found, {"Không có chào bán này.", "There is no such offer."}};
inline constexpr Refusal sold_out{
    "catalog/sold-out", Kind::conflict, {"Không còn đủ hàng.", "There is less left than was asked for."}};
inline constexpr Refusal not_verified{
    "catalog/seller-not-verified",
    Kind::forbidden,
    {"Tổ chức chưa được xác minh nên chưa bán được.",
     "The organisation is not verified, so it cannot sell yet."}};
inline constexpr Refusal name_taken{
    "catalog/name-taken",
    Kind::conflict,
    {"Bạn đã có sản phẩm mang tên này.", "You have a product of this name already."}};
inline constexpr Refusal pack_taken{
    "catalog/pack-taken",
    Kind::conflict,
    {"Sản phẩm đã có chào bán với quy cách này.", "The product has an offer in this pack already."}};
inline constexpr Refusal gtin_taken{
    "catalog/gtin-taken",
    Kind::conflict,
    {"Mã GTIN này đã dùng cho một chào bán khác.", "This GTIN belongs to another offer."}};
inline constexpr Refusal not_as_sold{
    "catalog/not-as-sold",
    Kind::invalid,
    {"Thông tin chưa hợp lệ; xem từng điểm sai.", "The content is not valid; see each violation."}};
inline constexpr Refusal incomplete{
    "catalog/incomplete",
    Kind::conflict,
    {"Sản phẩm còn thiếu thông tin bắt buộc để đăng bán.",
     "The product lacks what must be said before it is published."}};
inline constexpr Refusal wrong_state{
    "catalog/wrong-state",
    Kind::conflict,
    {"Không làm được việc này ở trạng thái hiện tại của sản phẩm.",
     "This cannot be done in the product's present state."}};
inline constexpr Refusal changed_meanwhile{
    "catalog/changed-meanwhile",
    Kind::stale,
    {"Nội dung đã được sửa sau lần bạn đọc; hãy đọc lại rồi sửa.",
     "It was changed after you read it; read it again, then change it."}};
inline constexpr Refusal below_reserved{
    "catalog/below-reserved",
    Kind::conflict,
    {"Tồn kho không thể thấp hơn số đơn hàng đã giữ, số tạm ngừng bán hay số của các lô.",
     "Stock cannot be less than what orders have reserved, what is on hold or what is of lots."}};
inline constexpr Refusal wrong_cursor{
    "catalog/wrong-cursor",
    Kind::invalid,
    {"Con trỏ `after` thuộc một truy vấn khác hoặc không hợp lệ; hãy bắt đầu lại từ trang đầu.",
     "The `after` cursor belongs to another query or is not valid; begin again at the first page."}};
inline constexpr Refusal unknown_filter{
    "catalog/unknown-filter", Kind::invalid, {"Có bộ lọc không nhận ra được.", "A filter is not known."}};
inline constexpr Refusal search_starting{
    "catalog/search-starting",
    Kind::unavailable,
    {"Bộ tìm kiếm đang được dựng; hãy thử lại sau giây lát.",
     "The search index is being built; try again in a moment."}};
inline constexpr Refusal wrong_import{
    "catalog/wrong-import",
    Kind::invalid,
    {"Tệp nhập không dùng được; xem từng điểm sai.", "The import file cannot be used; see each violation."}};
inline constexpr Refusal not_undoable{
    "catalog/not-undoable",
    Kind::conflict,
    {"Chỉ hoàn tác được lần nhập đã xong, không phải chạy thử và chưa hoàn tác.",
     "Only an import that is done, was no dry run and is not undone yet can be undone."}};

inline constexpr Refusal unknown_certificate{
    "catalog/unknown-certificate",
    Kind::not_found,
    {"Không có giấy chứng nhận này.", "There is no such certificate."}};
inline constexpr Refusal wrong_certificate{
    "catalog/wrong-certificate",
    Kind::invalid,
    {"Giấy chứng nhận khai chưa đúng; xem từng điểm sai.",
     "The certificate is not declared right; see each violation."}};
inline constexpr Refusal certificate_known{
    "catalog/certificate-known",
    Kind::conflict,
    {"Bạn đã khai giấy này rồi.", "You have declared this paper before."}};
inline constexpr Refusal wrong_certificate_state{
    "catalog/wrong-certificate-state",
    Kind::conflict,
    {"Không làm được việc này với giấy ở tình trạng hiện tại.",
     "This cannot be done to a certificate of this standing."}};

inline constexpr Refusal wrong_picture{
    "catalog/wrong-picture", Kind::invalid, {"Không dùng được tệp ảnh này.", "This picture cannot be used."}};
inline constexpr Refusal unknown_photo{
    "catalog/unknown-photo", Kind::not_found, {"Không có ảnh này.", "There is no such photo."}};
inline constexpr Refusal too_many_photos{
    "catalog/too-many-photos",
    Kind::conflict,
    {"Sản phẩm đã có 10 ảnh.", "The product has 10 photos already."}};
inline constexpr Refusal lot_not_free{
    "catalog/lot-not-free",
    Kind::conflict,
    {"Trong kho không còn đủ hàng của lô để đóng gói.",
     "There is not enough of the lot in the store to pack."}};
inline constexpr Refusal lot_not_in_store{
    "catalog/lot-not-in-store",
    Kind::not_found,
    {"Lô này không có hàng trong kho của chào bán.", "The lot has no goods in this offer's store."}};
inline constexpr Refusal more_than_free{
    "catalog/more-than-free",
    Kind::conflict,
    {"Không còn đủ hàng chưa giữ cho đơn để tạm ngừng bán.", "Less is free than is to be held."}};
inline constexpr Refusal unknown_hold{
    "catalog/unknown-hold", Kind::not_found, {"Không có lệnh tạm ngừng bán này.", "There is no such hold."}};
inline constexpr Refusal hold_is_over{
    "catalog/hold-is-over",
    Kind::conflict,
    {"Lệnh tạm ngừng bán này đã kết thúc.", "This hold was released before."}};
inline constexpr Refusal past_its_day{
    "catalog/past-its-day",
    Kind::conflict,
    {"Lô đã quá hạn nên không bán lại được; chỉ có thể loại bỏ.",
     "The lot is past its last day and cannot be sold again; it can only be discarded."}};

inline constexpr Refusal unknown_slot{
    "catalog/unknown-slot", Kind::not_found, {"Không có đợt bán trước này.", "There is no such slot."}};
inline constexpr Refusal slot_is_over{
    "catalog/slot-is-over",
    Kind::conflict,
    {"Đợt này đã thu hoạch hoặc đã hủy.", "This slot was harvested or called off."}};
inline constexpr Refusal no_harvest{
    "catalog/no-harvest", Kind::conflict, {"Đợt khách không có thu hoạch.", "A visit has no harvest."}};

inline constexpr Refusal unknown_search{
    "catalog/unknown-search",
    Kind::not_found,
    {"Không có tìm kiếm đã lưu này.", "There is no such saved search."}};
inline constexpr Refusal search_too_wide{
    "catalog/search-too-wide",
    Kind::invalid,
    {"Tìm kiếm quá rộng để theo dõi; hãy thêm từ hoặc bộ lọc.",
     "The search is too wide to be watched; add words or filters."}};
inline constexpr Refusal too_many_searches{
    "catalog/too-many-searches",
    Kind::conflict,
    {"Tổ chức đã lưu 50 tìm kiếm; hãy xóa bớt.",
     "The organisation has saved 50 searches; delete some first."}};

inline constexpr Refusal too_long_for_spreadsheet{
    "catalog/too-long-for-spreadsheet",
    Kind::conflict,
    {"Danh mục có nhiều dòng hơn một bảng tính chứa được; hãy tải tệp CSV.",
     "The catalogue has more rows than a spreadsheet holds; get the CSV file."}};

inline constexpr std::array refusals{
    &unknown_product,
    &unknown_offer,
    &sold_out,
    &not_verified,
    &name_taken,
    &pack_taken,
    &gtin_taken,
    &not_as_sold,
    &incomplete,
    &wrong_state,
    &changed_meanwhile,
    &below_reserved,
    &wrong_cursor,
    &unknown_filter,
    &wrong_import,
    &not_undoable,
    &unknown_certificate,
    &wrong_certificate,
    &certificate_known,
    &wrong_certificate_state,
    &wrong_picture,
    &unknown_photo,
    &too_many_photos,
    &lot_not_free,
    &lot_not_in_store,
    &more_than_free,
    &unknown_hold,
    &hold_is_over,
    &past_its_day,
    &unknown_slot,
    &slot_is_over,
    &no_harvest,
    &unknown_search,
    &search_too_wide,
    &too_many_searches,
    &search_starting,
    &too_long_for_spreadsheet,
};

}  // namespace chophien::catalog
