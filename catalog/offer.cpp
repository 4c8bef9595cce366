#include "catalog/offer.hpp"

#include "catalog/weighing.hpp"

namespace chophien::catalog {

namespace {

bool is_whole(Decimal value) { return value.thousandths % 1000 == 0; }

Violation not_whole(std::string_view pointer) {
    return {
        std::string(pointer),
        "not_whole",
        "Đơn vị bán này chỉ tính số nguyên.",
        "This sales unit is only counted whole."};
}

}  // namespace

std::vector<Violation> faults_of(const Offer& offer) {
    ensure(offer.unit != nullptr, "an offer has a unit");
    std::vector<Violation> faults;
    if (offer.price.minor < 1 || offer.price.minor > Money::limit)
        faults.push_back({"/price", "out_of_range", "Giá phải lớn hơn 0.", "The price must be over zero."});
    for (const auto& [value, pointer] :
         {std::pair{offer.step, "/step"}, std::pair{offer.minimum, "/minimum"}}) {
        if (value.thousandths <= 0 || value.thousandths > Decimal::limit)
            faults.push_back({pointer, "out_of_range", "Phải lớn hơn 0.", "It must be over zero."});
        else if (!offer.unit->divisible && !is_whole(value))
            faults.push_back(not_whole(pointer));
    }
    if (faults.empty() && offer.minimum.thousandths % offer.step.thousandths != 0)
        faults.push_back(
            {"/minimum",
             "not_a_multiple",
             "Lượng mua tối thiểu phải là bội số của bước mua.",
             "The minimum must be a multiple of the step."}
        );
    if (offer.content && offer.content->thousandths <= 0)
        faults.push_back({"/content", "out_of_range", "Phải lớn hơn 0.", "It must be over zero."});
    auto weighing = faults_of_weighing(offer);
    faults.insert(
        faults.end(), std::make_move_iterator(weighing.begin()), std::make_move_iterator(weighing.end())
    );
    return faults;
}

std::optional<Violation> fault_of_stock(Decimal quantity, const Unit& unit, std::string_view pointer) {
    if (quantity.thousandths < 0 || quantity.thousandths > Decimal::limit)
        return Violation{
            std::string(pointer), "out_of_range", "Tồn kho không được âm.", "Stock cannot be below zero."};
    if (!unit.divisible && !is_whole(quantity)) return not_whole(pointer);
    return std::nullopt;
}

}  // namespace chophien::catalog
