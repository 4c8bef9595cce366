// The words and forms of attempts as other modules show them.
#pragma once

#include "core/json.hpp"
#include "payments/escrow.hpp"

namespace chophien::json {

template <>
struct Names<payments::Method> {
    using enum payments::Method;
    static constexpr std::array of{
        std::pair{bank_transfer, std::string_view("bank_transfer")},
        std::pair{cash_on_delivery, std::string_view("cash_on_delivery")},
        std::pair{buyer_credit, std::string_view("buyer_credit")},
    };
};

template <>
struct Names<payments::AttemptState> {
    using enum payments::AttemptState;
    static constexpr std::array of{
        std::pair{pending, std::string_view("pending")},
        std::pair{paid, std::string_view("paid")},
        std::pair{expired, std::string_view("expired")},
    };
};

template <>
struct Shape<payments::Attempt> {
    using Of = payments::Attempt;
    static constexpr std::string_view name = "PaymentAttempt";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The attempt."),
        field("method", &Of::method, "How it is paid."),
        field("state", &Of::state, "pending, paid or expired."),
        field("amount", &Of::amount, "What is to be paid in all."),
        field("received", &Of::received, "What came so far."),
        field("memo_code", &Of::memo_code, "Write this into the transfer; empty for other methods."),
        field(
            "vietqr",
            &Of::vietqr,
            "The text of the QR code for a banking application, over what is still open."
        ),
        field("bank_bin", &Of::bank_bin, "The bank the transfer goes to, by its VietQR number."),
        field("bank_account", &Of::bank_account, "The account the transfer goes to."),
        field("bank_account_name", &Of::bank_account_name, "The name of that account."),
        field("expires_at", &Of::expires_at, "From then on the orders may lapse."),
    };
};

template <>
struct Shape<payments::OrderMoney> {
    using Of = payments::OrderMoney;
    static constexpr std::string_view name = "OrderMoney";
    static constexpr auto fields = std::tuple{
        field("captured", &Of::captured, "What ever came in for this order."),
        field("in_escrow", &Of::in_escrow, "What is still held."),
        field("released", &Of::released, "What went to the seller, commission and taxes."),
        field("refunded", &Of::refunded, "What went back to the buyer."),
    };
};

}  // namespace chophien::json
