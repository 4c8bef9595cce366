// Every reason price lists and promotions say no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::catalog::pricing {

inline constexpr Refusal unknown_price_list{
    "catalog/unknown-price-list",
    Kind::not_found,
    {"Không có bảng giá này.", "There is no such price list."}};
inline constexpr Refusal unknown_promotion{
    "catalog/unknown-promotion",
    Kind::not_found,
    {"Không có khuyến mại này.", "There is no such promotion."}};
inline constexpr Refusal wrong_price_list{
    "catalog/wrong-price-list",
    Kind::invalid,
    {"Bảng giá chưa đúng; xem từng điểm sai.", "The price list is not right; see each violation."}};
inline constexpr Refusal wrong_promotion{
    "catalog/wrong-promotion",
    Kind::invalid,
    {"Khuyến mại chưa đúng; xem từng điểm sai.", "The promotion is not right; see each violation."}};
inline constexpr Refusal too_many_open{
    "catalog/too-many-open",
    Kind::conflict,
    {"Đã có quá nhiều bảng giá hoặc khuyến mại đang mở; hãy đóng bớt.",
     "There are too many open price lists or promotions; close some."}};
inline constexpr Refusal closed{
    "catalog/price-closed",
    Kind::conflict,
    {"Đã hết hạn hoặc đã đóng; hãy lập cái mới.", "It has ended or was closed; make a new one."}};
inline constexpr Refusal promotion_used_up{
    "catalog/promotion-used-up",
    Kind::conflict,
    {"Khuyến mại vừa hết lượt; hãy xem lại giá giỏ hàng.",
     "The promotion has just been used up; price the basket again."}};

inline constexpr std::array refusals{
    &unknown_price_list,
    &unknown_promotion,
    &wrong_price_list,
    &wrong_promotion,
    &too_many_open,
    &closed,
    &promotion_used_up,
};

}  // namespace chophien::catalog::pricing
