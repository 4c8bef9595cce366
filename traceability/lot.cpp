#include "traceability/lot.hpp"

#include "core/conversion.hpp"
#include "core/money.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace chophien::traceability {

namespace {

Day shifted(Day day, int years) {
    const Day moved = day + std::chrono::years(years);
    return moved.ok() ? moved : Day(moved.year() / moved.month() / std::chrono::last);
}

}  // namespace

const EventMeaning& meaning_of(LotEventKind kind) {
    static constexpr std::array meanings{
        EventMeaning{
            LotEventKind::harvested, "commissioning", "ADD", {"Thu hoạch, lập lô", "Harvested; lot made up"}},
        EventMeaning{
            LotEventKind::codes_printed, "encoding", "OBSERVE", {"In mã sản phẩm", "Unit codes printed"}},
        EventMeaning{LotEventKind::drawn, "picking", "OBSERVE", {"Lấy hàng cho đơn", "Picked for an order"}},
        EventMeaning{LotEventKind::put_back, "storing", "OBSERVE", {"Cất lại vào kho", "Put back in store"}},
    };
    for (const auto& meaning : meanings)
        if (meaning.kind == kind) return meaning;
    report_bug("every kind of lot event has its meaning", std::source_location::current());
}

std::vector<Violation> wrong_days(
    Day harvested_on, const std::optional<Day>& use_by, const std::optional<Day>& best_before, Day today
) {
    std::vector<Violation> wrong;
    if (harvested_on > today)
        wrong.push_back(
            {"/harvested_on",
             "in_the_future",
             "Ngày thu hoạch chưa tới.",
             "The harvest day is in the future."}
        );
    if (harvested_on < shifted(today, -most_years_back))
        wrong.push_back(
            {"/harvested_on",
             "too_long_ago",
             fmt::format("Ngày thu hoạch không được quá {} năm trước.", most_years_back),
             fmt::format("The harvest day may be at most {} years back.", most_years_back)}
        );
    const auto check_end = [&](const std::optional<Day>& day, std::string_view pointer) {
        if (!day) return;
        if (*day < harvested_on)
            wrong.push_back(
                {std::string(pointer),
                 "before_harvest",
                 "Ngày này không được trước ngày thu hoạch.",
                 "This day may not be before the harvest."}
            );
        if (*day > shifted(today, most_years_ahead))
            wrong.push_back(
                {std::string(pointer),
                 "too_far_ahead",
                 fmt::format("Ngày này không được quá {} năm tới.", most_years_ahead),
                 fmt::format("This day may be at most {} years ahead.", most_years_ahead)}
            );
    };
    check_end(use_by, "/use_by");
    check_end(best_before, "/best_before");
    return wrong;
}

std::optional<Decimal> in_lot_unit(
    Decimal sales_units, const Unit& sold_in, const std::optional<Quantity>& content, const Unit& lot_unit
) {
    // One pack is one pack, or its content: a bag of 500 g, or 1 kg when it is sold by weight.
    const Quantity one =
        sold_in == lot_unit ? Quantity{whole(1), &sold_in} : content.value_or(Quantity{whole(1), &sold_in});
    const auto found = converted(sales_units, one, lot_unit);
    return found && found->thousandths > 0 ? found : std::nullopt;
}

std::string words_of(const LotPlace& place) {
    if (place.name && place.commune) return *place.name + ", " + *place.commune;
    if (place.name) return *place.name;
    return place.commune.value_or("");
}

}  // namespace chophien::traceability
