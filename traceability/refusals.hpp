// Every reason traceability says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::traceability {

// Numbers of things and places.
inline constexpr Refusal wrong_lot_code{
    "traceability/wrong-lot-code", Kind::invalid, {"Mã lô không đúng.", "This is not a valid lot code."}};
inline constexpr Refusal forged_unit_code{
    "traceability/forged-code",
    Kind::not_found,
    {"Mã này không do chợ phát hành cho sản phẩm này.",
     "This code was not issued by the marketplace for this product."}};

// Elements: an application identifier and its value.
inline constexpr Refusal unknown_identifier{
    "traceability/gs1-unknown-identifier",
    Kind::invalid,
    {"Không có mã định danh ứng dụng GS1 này.", "There is no such GS1 application identifier."}};
inline constexpr Refusal empty_value{
    "traceability/gs1-empty-value",
    Kind::invalid,
    {"Mã định danh không có giá trị.", "The identifier has no value."}};
inline constexpr Refusal value_too_short{
    "traceability/gs1-too-short", Kind::invalid, {"Giá trị quá ngắn.", "The value is too short."}};
inline constexpr Refusal value_too_long{
    "traceability/gs1-too-long", Kind::invalid, {"Giá trị quá dài.", "The value is too long."}};
inline constexpr Refusal not_a_digit{
    "traceability/gs1-not-a-digit",
    Kind::invalid,
    {"Giá trị phải toàn chữ số.", "The value must be digits."}};
inline constexpr Refusal foreign_sign{
    "traceability/gs1-foreign-sign",
    Kind::invalid,
    {"Giá trị có ký tự không được phép.", "The value has a sign that is not allowed."}};
inline constexpr Refusal wrong_check_digit{
    "traceability/gs1-wrong-check-digit",
    Kind::invalid,
    {"Số kiểm tra không đúng.", "The check digit is wrong."}};
inline constexpr Refusal wrong_company_prefix{
    "traceability/gs1-wrong-company-prefix",
    Kind::invalid,
    {"Tiền tố doanh nghiệp không đúng.", "The company prefix is wrong."}};
inline constexpr Refusal wrong_date{
    "traceability/gs1-wrong-date",
    Kind::invalid,
    {"Ngày hoặc giờ không có thật.", "There is no such date or time."}};
inline constexpr Refusal wrong_value{
    "traceability/gs1-wrong-value",
    Kind::invalid,
    {"Giá trị không hợp lệ với mã định danh này.", "The value does not fit its identifier."}};
inline constexpr Refusal companion_missing{
    "traceability/gs1-companion-missing",
    Kind::invalid,
    {"Thiếu mã định danh phải đi kèm.", "An identifier that must go with it is missing."}};
inline constexpr Refusal forbidden_pair{
    "traceability/gs1-forbidden-pair",
    Kind::invalid,
    {"Hai mã định danh không được đi cùng nhau.", "Two identifiers may not go together."}};
inline constexpr Refusal repeated_identifier{
    "traceability/gs1-repeated",
    Kind::invalid,
    {"Một mã định danh xuất hiện hai lần.", "An identifier is given twice."}};

// GS1 Digital Link.
inline constexpr Refusal not_a_digital_link{
    "traceability/link-not-a-link",
    Kind::invalid,
    {"Đây không phải là liên kết GS1 Digital Link.", "This is not a GS1 Digital Link."}};
inline constexpr Refusal link_too_long{
    "traceability/link-too-long", Kind::too_large, {"Liên kết quá dài.", "The link is too long."}};
inline constexpr Refusal link_with_foreign_sign{
    "traceability/link-foreign-sign",
    Kind::invalid,
    {"Liên kết có ký tự không được phép trong địa chỉ web.",
     "The link has a sign that a web address may not have."}};
inline constexpr Refusal link_without_key{
    "traceability/link-without-key",
    Kind::invalid,
    {"Liên kết không nói về sản phẩm, địa điểm hay vật nào.",
     "The link names no product, place or other thing."}};
inline constexpr Refusal link_in_wrong_order{
    "traceability/link-wrong-order",
    Kind::invalid,
    {"Các phần của liên kết sai thứ tự hoặc không đi cùng nhau.",
     "The parts of the link are in a wrong order or do not go together."}};
inline constexpr Refusal link_with_null_sign{
    "traceability/link-null-sign",
    Kind::invalid,
    {"Liên kết chứa ký tự rỗng %00.", "The link contains the null sign %00."}};
inline constexpr Refusal belongs_in_path{
    "traceability/link-belongs-in-path",
    Kind::invalid,
    {"Mã định danh này phải nằm trong đường dẫn.", "This identifier belongs in the path."}};
inline constexpr Refusal not_an_attribute{
    "traceability/link-not-an-attribute",
    Kind::invalid,
    {"Mã định danh này không được nằm sau dấu hỏi.", "This identifier may not stand in the query."}};

// Symbols on labels.
inline constexpr Refusal qr_text_wrong{
    "traceability/qr-text-wrong",
    Kind::invalid,
    {"Nội dung này không in được thành mã QR.", "This text cannot be printed as a QR code."}};
inline constexpr Refusal qr_size_wrong{
    "traceability/qr-size-wrong",
    Kind::invalid,
    {"Kích thước mã QR ngoài giới hạn.", "The size of the QR code is out of limits."}};
inline constexpr Refusal qr_caption_wrong{
    "traceability/qr-caption-wrong",
    Kind::invalid,
    {"Chú thích của mã QR quá dài.", "The caption of the QR code is too long."}};

// Lots.
inline constexpr Refusal unknown_lot{
    "traceability/unknown-lot", Kind::not_found, {"Không có lô hàng này.", "There is no such lot."}};
inline constexpr Refusal unknown_gtin{
    "traceability/unknown-gtin",
    Kind::not_found,
    {"Chợ không bán sản phẩm nào mang mã GTIN này.", "No product of the marketplace has this GTIN."}};
inline constexpr Refusal unknown_goods{
    "traceability/unknown-goods",
    Kind::not_found,
    {"Tổ chức của bạn không có sản phẩm hoặc chào bán này.",
     "Your organisation has no such product or offer."}};
inline constexpr Refusal product_or_offer{
    "traceability/product-or-offer",
    Kind::invalid,
    {"Hãy nêu sản phẩm hoặc chào bán, một trong hai.", "Name a product or an offer, one of them."}};
inline constexpr Refusal wrong_lot{
    "traceability/wrong-lot",
    Kind::invalid,
    {"Thông tin lô hàng chưa đúng; xem từng điểm sai.",
     "What is said of the lot is not right; see each violation."}};
inline constexpr Refusal lot_code_taken{
    "traceability/lot-code-taken",
    Kind::conflict,
    {"Mã lô này đã dùng cho mã GTIN này.", "This lot code is in use for this GTIN."}};
inline constexpr Refusal unit_mismatch{
    "traceability/unit-mismatch",
    Kind::conflict,
    {"Đơn vị của lô không quy đổi được ra đơn vị bán hay lượng tịnh của chào bán.",
     "The lot's unit cannot be told in the offer's sales unit or net content."}};
inline constexpr Refusal wrong_product{
    "traceability/wrong-product",
    Kind::conflict,
    {"Lô này thuộc sản phẩm khác.", "This lot is of another product."}};
inline constexpr Refusal lot_exhausted{
    "traceability/lot-exhausted",
    Kind::conflict,
    {"Lô này không còn đủ hàng.", "The lot has less left than was asked for."}};
inline constexpr Refusal unknown_code_batch{
    "traceability/unknown-code-batch",
    Kind::not_found,
    {"Không có đợt in mã này.", "There is no such range of unit codes."}};
inline constexpr Refusal too_many_codes{
    "traceability/too-many-codes",
    Kind::conflict,
    {"Lô này không còn đủ số mã để in.", "The lot has not so many unit codes left."}};

// Chains.
inline constexpr Refusal not_a_name{
    "traceability/not-a-name",
    Kind::invalid,
    {"Hãy nêu một URI: GS1 Digital Link, EPC URN hoặc địa chỉ riêng.",
     "Name a URI: a GS1 Digital Link, an EPC URN or a private address."}};
inline constexpr Refusal unknown_thing{
    "traceability/unknown-thing",
    Kind::not_found,
    {"Không có sự kiện nào bạn được xem nói về vật này.", "No event you may see speaks of this."}};
// The resolver and its links.
inline constexpr Refusal wrong_anchor{
    "traceability/wrong-anchor",
    Kind::invalid,
    {"Không gắn liên kết vào mã này được.", "No link can hang on this."}};
inline constexpr Refusal not_your_key{
    "traceability/not-your-key",
    Kind::not_found,
    {"Tổ chức của bạn không có mã này: không bán sản phẩm mang GTIN đó, không có GLN đó, không có tiền tố "
     "doanh nghiệp đó.",
     "Your organisation has no such key: it sells nothing under that GTIN, and neither the GLN nor the "
     "company prefix is its own."}};
inline constexpr Refusal another_ones_anchor{
    "traceability/another-ones-anchor",
    Kind::conflict,
    {"Tổ chức khác đã gắn liên kết vào mã này.", "Another organisation's links hang on this key."}};
inline constexpr Refusal wrong_link{
    "traceability/wrong-link",
    Kind::invalid,
    {"Liên kết chưa đúng; xem từng điểm sai.", "The link is not right; see each violation."}};
inline constexpr Refusal unknown_link{
    "traceability/unknown-link", Kind::not_found, {"Không có liên kết này.", "There is no such link."}};
inline constexpr Refusal link_changed{
    "traceability/link-changed",
    Kind::stale,
    {"Liên kết đã thay đổi từ khi bạn đọc.", "The link has changed since you read it."}};
inline constexpr Refusal too_many_links{
    "traceability/too-many-links",
    Kind::conflict,
    {"Đã có quá nhiều liên kết.", "There are too many links."}};
inline constexpr Refusal links_need_verification{
    "traceability/links-need-verification",
    Kind::forbidden,
    {"Chỉ tổ chức đã xác minh được gắn liên kết.", "Only a verified organisation gives links."}};
inline constexpr Refusal unknown_key{
    "traceability/unknown-key",
    Kind::not_found,
    {"Chợ không biết mã này.", "The marketplace knows nothing of this key."}};
inline constexpr Refusal no_such_link_type{
    "traceability/no-such-link-type",
    Kind::not_found,
    {"Mã này không có liên kết loại đó.", "This key has no link of that type."}};
inline constexpr Refusal unknown_holder{
    "traceability/unknown-holder",
    Kind::not_found,
    {"Không có tổ chức này.", "There is no such organisation."}};
inline constexpr Refusal prefix_taken{
    "traceability/company-prefix-taken",
    Kind::conflict,
    {"Tiền tố này trùng hoặc lồng với một tiền tố đã ghi.",
     "This prefix is, begins or is begun by one that is recorded."}};
inline constexpr Refusal unknown_prefix{
    "traceability/unknown-company-prefix",
    Kind::not_found,
    {"Không có tiền tố này.", "There is no such prefix."}};

inline constexpr std::array refusals{
    &not_a_name,
    &unknown_thing,
    &unknown_lot,
    &unknown_gtin,
    &unknown_goods,
    &product_or_offer,
    &wrong_lot,
    &lot_code_taken,
    &unit_mismatch,
    &wrong_product,
    &lot_exhausted,
    &unknown_code_batch,
    &too_many_codes,
    &wrong_lot_code,
    &forged_unit_code,
    &unknown_identifier,
    &empty_value,
    &value_too_short,
    &value_too_long,
    &not_a_digit,
    &foreign_sign,
    &wrong_check_digit,
    &wrong_company_prefix,
    &wrong_date,
    &wrong_value,
    &companion_missing,
    &forbidden_pair,
    &repeated_identifier,
    &not_a_digital_link,
    &link_too_long,
    &link_with_foreign_sign,
    &link_without_key,
    &link_in_wrong_order,
    &link_with_null_sign,
    &belongs_in_path,
    &not_an_attribute,
    &qr_text_wrong,
    &qr_size_wrong,
    &qr_caption_wrong,
    &wrong_anchor,
    &not_your_key,
    &another_ones_anchor,
    &wrong_link,
    &unknown_link,
    &link_changed,
    &too_many_links,
    &links_need_verification,
    &unknown_key,
    &no_such_link_type,
    &unknown_holder,
    &prefix_taken,
    &unknown_prefix,
};

}  // namespace chophien::traceability
