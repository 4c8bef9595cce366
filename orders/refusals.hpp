// Every reason orders says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::orders {

// Baskets.
inline constexpr Refusal wrong_basket{
    "orders/wrong-basket",
    Kind::invalid,
    {"Giỏ hàng chưa đặt được; xem từng điểm.", "The basket cannot be ordered as it is; see each violation."}};
inline constexpr Refusal wrong_recipient{
    "orders/wrong-recipient",
    Kind::invalid,
    {"Thông tin người nhận chưa đúng; xem từng điểm.", "The recipient is not right; see each violation."}};
inline constexpr Refusal may_not_buy{
    "orders/may-not-buy",
    Kind::forbidden,
    {"Vai trò của bạn không được đặt hàng cho tổ chức này.",
     "Your role may not place orders for this organisation."}};

// The life of an order.
inline constexpr Refusal no_such_order{
    "orders/no-such-order", Kind::not_found, {"Không có đơn hàng này.", "There is no such order."}};
inline constexpr Refusal wrong_state{
    "orders/wrong-state",
    Kind::conflict,
    {"Đơn hàng đang ở trạng thái không cho phép việc này.", "The order's state does not allow this."}};
inline constexpr Refusal not_yours_to_do{
    "orders/not-yours-to-do",
    Kind::forbidden,
    {"Việc này thuộc về bên kia của đơn hàng hoặc vai trò khác.",
     "This is for the order's other side or another role to do."}};
inline constexpr Refusal not_paid{
    "orders/not-paid",
    Kind::conflict,
    {"Đơn hàng trả trước này chưa được thanh toán đủ.", "This prepaid order has not been paid in full."}};
inline constexpr Refusal pay_at_the_door{
    "orders/pay-at-the-door",
    Kind::conflict,
    {"Đơn trả tiền khi nhận: bên bán xác nhận giao hàng trước.",
     "Paid at the door: the seller records the delivery first."}};
inline constexpr Refusal reason_needed{
    "orders/reason-needed",
    Kind::invalid,
    {"Bên bán hủy hoặc từ chối đơn thì phải nêu lý do.",
     "A seller who cancels or refuses an order gives a reason."}};
inline constexpr Refusal too_early{
    "orders/too-early", Kind::conflict, {"Chưa đến hạn.", "It is too early for this."}};
inline constexpr Refusal paid_after_all{
    "orders/paid-after-all",
    Kind::conflict,
    {"Đã có tiền cho đơn hàng này.", "Money has come for this order."}};
inline constexpr Refusal wrong_packing{
    "orders/wrong-packing",
    Kind::invalid,
    {"Phiếu đóng gói chưa đúng; xem từng điểm.", "The packing is not right; see each violation."}};
inline constexpr Refusal harvest_not_in{
    "orders/harvest-not-in",
    Kind::conflict,
    {"Hàng đặt trước vụ: thu hoạch chưa nhập kho.", "Ordered ahead: the harvest is not in the store yet."}};
inline constexpr Refusal visit_not_packed{
    "orders/visit-not-packed",
    Kind::conflict,
    {"Dịch vụ không đóng gói: đến ngày thì ghi nhận đã phục vụ.",
     "A visit is not packed: on its day, record that it was given."}};
inline constexpr Refusal not_a_visit{
    "orders/not-a-visit",
    Kind::conflict,
    {"Đơn hàng này phải đóng gói và gửi đi trước.", "This order is packed and shipped first."}};
inline constexpr Refusal too_late_to_cancel{
    "orders/too-late-to-cancel",
    Kind::conflict,
    {"Đã qua ngày cuối được hủy của đợt này.", "The slot's last day for calling off is over."}};
inline constexpr Refusal done_otherwise{
    "orders/done-otherwise",
    Kind::conflict,
    {"Việc này đã làm rồi, với nội dung khác.", "This was done already, with other content."}};

inline constexpr std::array refusals{
    &wrong_basket,
    &wrong_recipient,
    &may_not_buy,
    &no_such_order,
    &wrong_state,
    &not_yours_to_do,
    &not_paid,
    &pay_at_the_door,
    &reason_needed,
    &too_early,
    &paid_after_all,
    &wrong_packing,
    &harvest_not_in,
    &visit_not_packed,
    &not_a_visit,
    &too_late_to_cancel,
    &done_otherwise,
};

}  // namespace chophien::orders
