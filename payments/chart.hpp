// The chart of accounts. An account is a code and whose it is, as escrow:ord_0cx3…; some codes have no owner.
#pragma once

#include "core/json/shape.hpp"
#include "core/result.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace chophien::payments {

/// In the order of the chart.
enum class Code : std::uint8_t {
    bank,
    psp_receivable,
    cod_receivable,
    buyer_receivable,
    retention_receivable,
    seller_receivable,
    dispute_open,
    escrow,
    deposit,
    buyer_credit,
    unapplied,
    seller_pending,
    seller_available,
    seller_reserve,
    seller_unfunded,
    payout_transit,
    refund_transit,
    carrier_payable,
    tax_vat_withheld,
    tax_pit_withheld,
    output_vat,
    commission,
    fees,
    psp_fee,
    cod_fee,
    goodwill,
    chargeback_loss,
    bad_debt,
};

enum class Nature : std::uint8_t { asset, expense, liability, income };

/// Assets and expenses grow by debits, liabilities and income by credits.
enum class Side : std::uint8_t { debit, credit };

struct ChartLine {
    Code code;
    std::string_view name;
    std::string_view owner;  ///< what an account of it is kept for; empty: there is one
    Nature nature;
    bool floored;  ///< its balance never goes below zero, and is kept beside the legs
    Words means;

    constexpr Side side() const {
        return nature == Nature::asset || nature == Nature::expense ? Side::debit : Side::credit;
    }
};

/// Accounts with a floor are private to one order, buyer or seller, so seldom contended. The busy ones have
/// none that a request must obey at once, and keep no balance: theirs is the sum of their legs. The withheld
/// taxes are such: their floor only matters when tax is remitted.
inline constexpr std::array chart{
    ChartLine{
        Code::bank,
        "bank",
        "own bank account",
        Nature::asset,
        false,
        {"Tiền gửi ngân hàng", "Money in the bank"}},
    ChartLine{
        Code::psp_receivable,
        "psp_receivable",
        "gateway",
        Nature::asset,
        false,
        {"Cổng thanh toán còn phải trả", "Captured by a gateway, not yet settled"}},
    ChartLine{
        Code::cod_receivable,
        "cod_receivable",
        "carrier or seller",
        Nature::asset,
        true,
        {"Tiền thu hộ chưa nộp", "Cash collected for the market, not yet handed over"}},
    ChartLine{
        Code::buyer_receivable,
        "buyer_receivable",
        "buyer",
        Nature::asset,
        true,
        {"Phải thu người mua", "Invoices a buyer has not paid"}},
    ChartLine{
        Code::retention_receivable,
        "retention_receivable",
        "contract",
        Nature::asset,
        true,
        {"Phần tiền giữ lại chưa thu", "Retained part of invoices"}},
    ChartLine{
        Code::seller_receivable,
        "seller_receivable",
        "seller",
        Nature::asset,
        true,
        {"Phải thu người bán", "What a seller owes back"}},
    ChartLine{
        Code::dispute_open,
        "dispute_open",
        "dispute",
        Nature::asset,
        true,
        {"Tiền đang tranh chấp", "Taken by a gateway, undecided"}},
    ChartLine{
        Code::escrow,
        "escrow",
        "order",
        Nature::liability,
        true,
        {"Tiền tạm giữ của đơn hàng", "A buyer's money for one order"}},
    ChartLine{
        Code::deposit, "deposit", "contract", Nature::liability, true, {"Đặt cọc", "Deposit of a contract"}},
    ChartLine{
        Code::buyer_credit,
        "buyer_credit",
        "buyer",
        Nature::liability,
        true,
        {"Số dư của người mua", "A buyer's credit"}},
    ChartLine{
        Code::unapplied,
        "unapplied",
        "own bank account",
        Nature::liability,
        true,
        {"Tiền chưa rõ của ai", "Lines nobody has matched yet"}},
    ChartLine{
        Code::seller_pending,
        "seller_pending",
        "seller",
        Nature::liability,
        true,
        {"Tiền người bán chờ kỳ hạn", "Earned, in the hold period"}},
    ChartLine{
        Code::seller_available,
        "seller_available",
        "seller",
        Nature::liability,
        true,
        {"Tiền người bán được rút", "May be paid out"}},
    ChartLine{
        Code::seller_reserve,
        "seller_reserve",
        "seller",
        Nature::liability,
        true,
        {"Tiền người bán bị giữ", "Held back from a seller"}},
    ChartLine{
        Code::seller_unfunded,
        "seller_unfunded",
        "seller",
        Nature::liability,
        true,
        {"Người bán đã có quyền nhưng người mua chưa trả", "Earned, but the buyer has not paid"}},
    ChartLine{
        Code::payout_transit,
        "payout_transit",
        "payout",
        Nature::liability,
        true,
        {"Tiền đang chuyển cho người bán", "Sent to a seller, not yet seen on the statement"}},
    ChartLine{
        Code::refund_transit,
        "refund_transit",
        "order or refund",
        Nature::liability,
        true,
        {"Tiền đang hoàn cho người mua", "Owed to a buyer, on its way"}},
    ChartLine{
        Code::carrier_payable,
        "carrier_payable",
        "carrier",
        Nature::liability,
        true,
        {"Phải trả đơn vị vận chuyển", "Delivery collected for a carrier"}},
    ChartLine{
        Code::tax_vat_withheld,
        "tax_vat_withheld",
        "",
        Nature::liability,
        false,
        {"Thuế GTGT khấu trừ hộ", "VAT withheld for household sellers"}},
    ChartLine{
        Code::tax_pit_withheld,
        "tax_pit_withheld",
        "",
        Nature::liability,
        false,
        {"Thuế TNCN khấu trừ hộ", "Income tax withheld for household sellers"}},
    ChartLine{
        Code::output_vat,
        "output_vat",
        "",
        Nature::liability,
        false,
        {"Thuế GTGT đầu ra", "VAT on the market's own fees"}},
    ChartLine{Code::commission, "commission", "", Nature::income, false, {"Hoa hồng", "Commission"}},
    ChartLine{Code::fees, "fees", "", Nature::income, false, {"Phí dịch vụ", "Fees"}},
    ChartLine{Code::psp_fee, "psp_fee", "", Nature::expense, false, {"Phí cổng thanh toán", "Gateway fees"}},
    ChartLine{Code::cod_fee, "cod_fee", "", Nature::expense, false, {"Phí thu hộ", "Collection fees"}},
    ChartLine{Code::goodwill, "goodwill", "", Nature::expense, false, {"Đền bù thiện chí", "Goodwill"}},
    ChartLine{
        Code::chargeback_loss,
        "chargeback_loss",
        "",
        Nature::expense,
        false,
        {"Lỗ do tranh chấp thẻ", "Lost in chargebacks"}},
    ChartLine{Code::bad_debt, "bad_debt", "", Nature::expense, false, {"Nợ khó đòi", "Bad debt"}},
};

constexpr const ChartLine& line_of(Code code) { return chart[static_cast<std::size_t>(code)]; }

static_assert([] {
    for (std::size_t place = 0; place < chart.size(); ++place)
        if (static_cast<std::size_t>(chart[place].code) != place) return false;
    return chart.size() == static_cast<std::size_t>(Code::bad_debt) + 1;
}());

/// An owner is 1 to 64 ASCII signs, and empty exactly where the chart names none.
struct Account {
    Code code = Code::bank;
    std::string owner{};

    friend auto operator<=>(const Account&, const Account&) = default;
};

/// escrow:ord_0cx3… or, without an owner, commission
inline std::string text_of(const Account& account) {
    std::string text(line_of(account.code).name);
    if (!account.owner.empty()) text.append(":").append(account.owner);
    return text;
}

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Names<payments::Code> {
    static constexpr auto of = [] {
        std::array<std::pair<payments::Code, std::string_view>, payments::chart.size()> names{};
        for (std::size_t place = 0; place < names.size(); ++place)
            names[place] = {payments::chart[place].code, payments::chart[place].name};
        return names;
    }();
};

template <>
struct Names<payments::Nature> {
    using enum payments::Nature;
    static constexpr std::array of{
        std::pair{asset, std::string_view("asset")},
        std::pair{expense, std::string_view("expense")},
        std::pair{liability, std::string_view("liability")},
        std::pair{income, std::string_view("income")},
    };
};

template <>
struct Names<payments::Side> {
    using enum payments::Side;
    static constexpr std::array of{
        std::pair{debit, std::string_view("D")},
        std::pair{credit, std::string_view("C")},
    };
};

}  // namespace chophien::json

namespace chophien::payments {

/// Reads what text_of writes. Nothing for an unknown code, an owner that is missing, of wrong signs or not
/// called for.
inline std::optional<Account> account_from(std::string_view text) {
    const auto colon = text.find(':');
    const auto code = json::from_name<Code>(text.substr(0, colon));
    if (!code) return std::nullopt;
    Account account{*code, colon == std::string_view::npos ? "" : std::string(text.substr(colon + 1))};
    if (account.owner.empty() != line_of(*code).owner.empty() || account.owner.size() > 64)
        return std::nullopt;
    for (const char sign : account.owner)
        if (sign <= ' ' || sign > '~') return std::nullopt;
    return account;
}

}  // namespace chophien::payments
