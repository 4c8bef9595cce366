#include "orders/pricing.hpp"

#include "core/conversion.hpp"
#include "orders/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace chophien::orders {

namespace {

Violation at_offer(std::size_t place, std::string_view code, std::string vi, std::string en) {
    return {fmt::format("/lines/{}/offer", place), code, std::move(vi), std::move(en)};
}

Violation at_quantity(std::size_t place, std::string_view code, std::string vi, std::string en) {
    return {fmt::format("/lines/{}/quantity", place), code, std::move(vi), std::move(en)};
}

}  // namespace

std::optional<Money> line_total(Money price, Decimal quantity) {
    const auto minor = scaled_half_up(price.minor, quantity.thousandths, 1000);
    if (!minor || *minor > Money::limit) return std::nullopt;
    return Money{*minor, price.currency};
}

namespace {

/// What a line is charged for, at the most.
struct Charged {
    std::optional<Decimal> usual_weight{};  ///< where it is paid by weight
    Money total;                            ///< at the upper end of its tolerance there
};

// Nothing when it is over what a quantity or an amount may be.
std::optional<Charged> charged(const catalog::OfferTerms& terms, Money price, Decimal quantity) {
    std::optional<Decimal> usual;
    auto most = quantity;
    if (terms.pricing_unit) {
        ensure(
            terms.content && terms.content_unit && terms.tolerance_percent,
            "what is paid by weight says what a piece holds"
        );
        usual = converted(quantity, {*terms.content, *terms.content_unit}, **terms.pricing_unit);
        if (!usual) return std::nullopt;
        most = catalog::band_around(*usual, *terms.tolerance_percent).most;
    }
    const auto total = line_total(price, most);
    if (!total) return std::nullopt;
    return Charged{usual, *total};
}

}  // namespace

Line cut_to(Line line, Decimal share) {
    ensure(share < line.quantity && share.thousandths > 0, "a harvest cuts a line to a part of it");
    line.ordered = line.quantity;
    line.quantity = share;
    auto most = share;
    if (line.usual_weight) {
        const auto usual =
            scaled_half_up(line.usual_weight->thousandths, share.thousandths, line.ordered->thousandths);
        line.usual_weight = Decimal{*usual};
        most = line.band()->most;
    }
    // Rounding never makes a part dearer than the whole.
    line.total = std::min(line_total(line.price, most).value_or(line.total), line.total);
    return line;
}

std::vector<Violation> repeated_offers(std::span<const BasketLine> lines) {
    std::vector<Violation> violations;
    std::set<std::pair<catalog::OfferId, std::optional<catalog::SlotId>>> seen;
    for (std::size_t place = 0; place < lines.size(); ++place)
        if (!seen.emplace(lines[place].offer, lines[place].slot).second)
            violations.push_back(at_offer(
                place,
                "repeated",
                "Mặt hàng này đã có ở một dòng trước; hãy gộp số lượng.",
                "An earlier line has this offer already; add the quantities up."
            ));
    return violations;
}

void check_line(
    const BasketLine& line,
    const catalog::OfferTerms& terms,
    accounts::OrganisationId buyer,
    std::size_t place,
    std::vector<Violation>& violations
) {
    const auto quantity = line.quantity;
    if (buyer && buyer == terms.seller)
        violations.push_back(at_offer(
            place,
            "own_goods",
            "Không mua hàng của chính tổ chức mình.",
            "An organisation does not buy its own goods."
        ));
    if (!terms.unit->divisible && quantity.thousandths % 1000 != 0) {
        violations.push_back(at_quantity(
            place, "not_whole", "Đơn vị này chỉ tính số nguyên.", "This unit is only counted whole."
        ));
    } else if (terms.step.thousandths > 0 && quantity.thousandths % terms.step.thousandths != 0) {
        violations.push_back(at_quantity(
            place,
            "not_a_multiple",
            fmt::format("Phải là bội số của {}.", text_of(terms.step)),
            fmt::format("It must be a multiple of {}.", text_of(terms.step))
        ));
    }
    if (quantity < terms.minimum)
        violations.push_back(at_quantity(
            place,
            "below_minimum",
            fmt::format("Phải từ {} trở lên.", text_of(terms.minimum)),
            fmt::format("It must be at least {}.", text_of(terms.minimum))
        ));
    if (quantity > terms.left)
        violations.push_back(at_quantity(
            place,
            "sold_out",
            fmt::format("Chỉ còn {}.", text_of(terms.left)),
            fmt::format("Only {} is left.", text_of(terms.left))
        ));
    if (!charged(terms, terms.price, quantity))
        violations.push_back(at_quantity(
            place,
            "too_much_money",
            "Thành tiền vượt mức cho phép.",
            "The amount is over what one order may be."
        ));
}

Result<std::vector<SellerPart>> parted(
    std::span<const BasketLine> lines,
    std::span<const catalog::OfferTerms> terms,
    std::span<const catalog::pricing::Price> prices
) {
    ensure(lines.size() == terms.size() && lines.size() == prices.size(), "every line has terms and a price");
    std::vector<SellerPart> parts;
    std::map<std::pair<accounts::OrganisationId, std::optional<catalog::SlotId>>, std::size_t> part_of;
    Money basket;
    for (std::size_t place = 0; place < lines.size(); ++place) {
        const auto& on = terms[place];
        const auto& pays = prices[place];
        // Nobody pays over the list price, for which check_line found room.
        const auto line = charged(on, pays.price, lines[place].quantity);
        ensure(on.offer == lines[place].offer && line.has_value(), "only checked lines are parted");
        const auto [at, is_new] = part_of.emplace(std::pair(on.seller, lines[place].slot), parts.size());
        if (is_new)
            parts.push_back(
                {.seller = on.seller,
                 .seller_name = on.seller_name,
                 .slot = lines[place].slot,
                 .lines = {},
                 .goods = {},
                 .delivery = {}}
            );
        auto& part = parts[at->second];
        part.lines.push_back(
            {.order = {},
             .line = static_cast<std::int32_t>(part.lines.size()) + 1,
             .offer = on.offer,
             .product = on.product,
             .product_name = on.product_name,
             .pack = on.pack,
             .unit = on.unit,
             .gtin = on.gtin,
             .quantity = lines[place].quantity,
             .price = pays.price,
             .price_reason = pays.reason,
             .list_price = pays.list_price,
             .price_list = pays.list,
             .price_from = pays.from,
             .promotion = pays.promotion,
             .total = line->total,
             .pricing_unit = on.pricing_unit,
             .usual_weight = line->usual_weight,
             .tolerance_percent = on.tolerance_percent}
        );
        // A hundred lines of at most Money::limit each stay far inside 64 bits.
        part.goods = part.goods + line->total;
        basket = basket + line->total;
    }
    if (parts.size() > most_orders)
        return refuse(
            wrong_basket,
            {{"/lines",
              "too_many_orders",
              fmt::format("Một giỏ hàng tách thành tối đa {} đơn hàng.", most_orders),
              fmt::format("One basket becomes at most {} orders.", most_orders)}}
        );
    if (basket.minor > Money::limit)
        return refuse(
            wrong_basket,
            {{"/lines",
              "too_much_money",
              "Tổng tiền vượt mức cho phép.",
              "The total is over what one basket may be."}}
        );
    return parts;
}

}  // namespace chophien::orders
