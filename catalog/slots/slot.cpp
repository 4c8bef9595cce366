#include "catalog/slots/slot.hpp"

#include "core/proportion.hpp"

#include <algorithm>

namespace chophien::catalog {

namespace {

Decimal in_steps(std::int64_t thousandths, Decimal step) {
    ensure(step.thousandths > 0, "an offer has a step");
    return {thousandths - thousandths % step.thousandths};
}

bool is_hour(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return false;
    return text.substr(0, 2) < "24" && text[3] < '6';
}

Violation wrong_day(std::string_view pointer, std::string vi, std::string en) {
    return {std::string(pointer), "wrong_day", std::move(vi), std::move(en)};
}

}  // namespace

Decimal part_of(Decimal quantity, std::int32_t percent, Decimal step) {
    return in_steps(proportion_of(quantity.thousandths, percent, 100), step);
}

Decimal share_of(Decimal ordered, const Slot& slot) {
    ensure(slot.harvested && slot.promised, "shares are of a harvest that is in");
    ensure(ordered <= *slot.promised, "what one order is for is among what was promised");
    if (*slot.harvested >= *slot.promised) return ordered;
    const auto part =
        proportion_of(ordered.thousandths, slot.harvested->thousandths, slot.promised->thousandths);
    return in_steps(part, slot.step);
}

bool is_service(std::optional<std::int32_t> set) { return set == service_set; }

std::vector<Violation> faults_of(const Slot& slot, const Unit& unit, Day today) {
    std::vector<Violation> faults;
    const auto furthest = today + std::chrono::days(furthest_days);
    if (slot.first_day < today)
        faults.push_back(wrong_day("/first_day", "Ngày này đã qua.", "This day is past."));
    if (slot.last_day < slot.first_day)
        faults.push_back(
            wrong_day("/last_day", "Phải từ ngày đầu trở đi.", "It must not be before the first day.")
        );
    else if (slot.last_day > furthest)
        faults.push_back(wrong_day(
            "/last_day", "Không mở bán trước quá hai năm.", "Nothing is sold more than two years ahead."
        ));
    if (slot.orders_until < today)
        faults.push_back(wrong_day("/orders_until", "Ngày này đã qua.", "This day is past."));
    else if (slot.orders_until > slot.last_day && slot.first_day >= today && slot.first_day <= slot.last_day)
        faults.push_back(
            wrong_day("/orders_until", "Không thể sau ngày cuối.", "It cannot be after the last day.")
        );
    if (slot.starts_at && !is_hour(*slot.starts_at))
        faults.push_back({"/starts_at", "no_such_hour", "Viết giờ như 07:30.", "Write the hour as 07:30."});
    if (slot.kind == SlotKind::visit && !slot.place)
        faults.push_back({"/place", "missing", "Nêu nơi đón khách.", "Say where guests are met."});
    if (slot.kind == SlotKind::harvest && slot.starts_at)
        faults.push_back({"/starts_at", "not_a_visit", "Vụ thu hoạch không có giờ.", "A harvest has no hour."}
        );
    if (slot.kind == SlotKind::visit && slot.confidence_percent)
        faults.push_back(
            {"/confidence_percent",
             "not_a_harvest",
             "Chỉ dự báo thu hoạch mới có độ tin cậy.",
             "Only the forecast of a harvest has a confidence."}
        );
    if (slot.quantity.thousandths <= 0 || slot.quantity.thousandths > Decimal::limit)
        faults.push_back({"/quantity", "out_of_range", "Phải lớn hơn 0.", "It must be over zero."});
    else if (auto fault = fault_of_stock(slot.quantity, unit, "/quantity"))
        faults.push_back(std::move(*fault));
    return faults;
}

}  // namespace chophien::catalog
