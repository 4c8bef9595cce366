#include "traceability/lot.hpp"

#include "core/money.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace chophien::traceability {

namespace {

// Size in the smallest unit of its dimension: milligrams, millilitres. All are powers of ten, so one divides
// the other.
struct Size {
    std::string_view code;
    std::int64_t small_units;
};

constexpr std::array sizes{
    Size{"MGM", 1},
    Size{"GRM", 1'000},
    Size{"HGM", 100'000},
    Size{"KGM", 1'000'000},
    Size{"DTN", 100'000'000},
    Size{"TNE", 1'000'000'000},
    Size{"MLT", 1},
    Size{"CLT", 10},
    Size{"LTR", 1'000},
    Size{"HLT", 100'000},
    Size{"MTQ", 1'000'000},
};

std::int64_t size_of(const Unit& unit) {
    for (const auto& size : sizes)
        if (size.code == unit.code) return size.small_units;
    return 0;
}

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
    std::int64_t numerator = one.value.thousandths;
    std::int64_t denominator = 1000;
    if (!(*one.unit == lot_unit)) {
        const auto from = size_of(*one.unit);
        const auto to = size_of(lot_unit);
        if (from == 0 || to == 0 || one.unit->dimension != lot_unit.dimension) return std::nullopt;
        if (from >= to) {
            if (__builtin_mul_overflow(numerator, from / to, &numerator)) return std::nullopt;
        } else if (__builtin_mul_overflow(denominator, to / from, &denominator)) {
            return std::nullopt;
        }
    }
    const auto thousandths = scaled_half_up(sales_units.thousandths, numerator, denominator);
    if (!thousandths || *thousandths <= 0 || *thousandths > Decimal::limit) return std::nullopt;
    return Decimal{*thousandths};
}

std::string words_of(const LotPlace& place) {
    if (place.name && place.commune) return *place.name + ", " + *place.commune;
    if (place.name) return *place.name;
    return place.commune.value_or("");
}

}  // namespace chophien::traceability
