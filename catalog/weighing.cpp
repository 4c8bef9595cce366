#include "catalog/weighing.hpp"

#include "core/conversion.hpp"
#include "core/money.hpp"

#include <fmt/format.h>

namespace chophien::catalog {

Band band_around(Decimal usual, std::int32_t tolerance_percent) {
    const auto part = [&](std::int64_t percent) {
        const auto thousandths = scaled_half_up(usual.thousandths, percent, 100);
        ensure(thousandths.has_value(), "a quantity has room above its limit");
        return Decimal{*thousandths};
    };
    return {part(100 - tolerance_percent), usual, part(100 + tolerance_percent)};
}

std::vector<Violation> faults_of_weighing(const Offer& offer) {
    std::vector<Violation> faults;
    if (!offer.pricing_unit) {
        if (offer.tolerance_percent)
            faults.push_back(
                {"/tolerance_percent",
                 "needs_pricing_unit",
                 "Chỉ hàng cân (có đơn vị tính giá riêng) mới có dung sai.",
                 "Only what is priced by weight has a tolerance."}
            );
        return faults;
    }
    const Unit& by = **offer.pricing_unit;
    if (by.dimension != Dimension::mass && by.dimension != Dimension::volume)
        faults.push_back(
            {"/pricing_unit",
             "not_a_measure",
             "Đơn vị tính giá phải là đơn vị khối lượng hoặc thể tích.",
             "The pricing unit must measure mass or volume."}
        );
    if (offer.unit->divisible)
        faults.push_back(
            {"/pricing_unit",
             "not_counted",
             "Hàng cân đặt theo con, quả, buồng…: đơn vị bán phải là đơn vị đếm.",
             "What is paid by weight is ordered by the piece: the sales unit must be a counted one."}
        );
    if (!offer.tolerance_percent || *offer.tolerance_percent < 1 ||
        *offer.tolerance_percent > most_tolerance_percent)
        faults.push_back(
            {"/tolerance_percent",
             "out_of_range",
             fmt::format("Dung sai phải từ 1 đến {} %.", most_tolerance_percent),
             fmt::format("The tolerance must be 1 to {} %.", most_tolerance_percent)}
        );
    const auto usual = offer.content && offer.content_unit
                           ? converted(whole(1), {*offer.content, *offer.content_unit}, by)
                           : std::nullopt;
    if (!usual || usual->thousandths < 10)
        faults.push_back(
            {"/content",
             "not_measured",
             "Hãy ghi một đơn vị bán thường nặng bao nhiêu, đo được bằng đơn vị tính giá.",
             "Say what one sales unit usually holds, in a unit the pricing unit measures."}
        );
    return faults;
}

}  // namespace chophien::catalog
