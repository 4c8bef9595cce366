#include "traceability/ai_rules.hpp"

#include "core/gs1_key.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/refusals.hpp"

#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uregion.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>

namespace chophien::traceability {

namespace {

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

bool all_digits(std::string_view part) { return std::ranges::all_of(part, is_digit); }

// The number in a part; -1 when it is none.
std::int64_t number(std::string_view part) {
    std::int64_t value = 0;
    if (part.empty() || part.size() > 18 || !all_digits(part)) return -1;
    std::from_chars(part.data(), part.data() + part.size(), value);
    return value;
}

bool within(std::string_view part, std::size_t signs, std::int64_t least, std::int64_t most) {
    const auto value = number(part);
    return part.size() == signs && value >= least && value <= most;
}

// Years of two digits reach fifty years forward and forty-nine back (General Specifications 7.12); only 29
// February asks for the century, and every fourth year from 1950 to 2099 is a leap year, so the present
// century serves.
bool is_day(std::int64_t year, std::string_view month_and_day, bool day_may_be_open) {
    const auto month = number(month_and_day.substr(0, 2));
    const auto day = number(month_and_day.substr(2));
    if (month < 1 || month > 12 || day < 0) return false;
    if (day == 0) return day_may_be_open;
    return (std::chrono::year(static_cast<int>(year)) / static_cast<int>(month) / static_cast<int>(day)).ok();
}

bool short_day(std::string_view part) {
    return part.size() == 6 && all_digits(part) &&
           is_day(2000 + number(part.substr(0, 2)), part.substr(2), false);
}

bool short_day_or_month(std::string_view part) {
    return part.size() == 6 && all_digits(part) &&
           is_day(2000 + number(part.substr(0, 2)), part.substr(2), true);
}

bool long_day(std::string_view part) {
    return part.size() == 8 && all_digits(part) && is_day(number(part.substr(0, 4)), part.substr(4), false);
}

bool hour(std::string_view part) { return within(part, 2, 0, 23); }

bool minute_or_second(std::string_view part) { return within(part, 2, 0, 59); }

bool time_of_day(std::string_view part) {
    return part.size() == 4 && hour(part.substr(0, 2)) && minute_or_second(part.substr(2));
}

bool is_country(const URegion* region) {
    return region != nullptr && uregion_getType(region) == URGN_TERRITORY;
}

// ISO 3166-1, numeric; ICU's private numbers of 900 and above are no countries, and for those of states that
// are gone ICU gives their successor, whose number is another.
bool country(std::string_view part) {
    if (!within(part, 3, 1, 899)) return false;
    UErrorCode status = U_ZERO_ERROR;
    const auto* region = uregion_getRegionFromNumericCode(static_cast<std::int32_t>(number(part)), &status);
    return U_SUCCESS(status) && is_country(region) && uregion_getNumericCode(region) == number(part);
}

// 999 stands for several countries.
bool country_or_several(std::string_view part) { return part == "999" || country(part); }

bool country_letters(std::string_view part) {
    if (part.size() != 2) return false;
    for (const char sign : part)
        if (sign < 'A' || sign > 'Z') return false;
    UErrorCode status = U_ZERO_ERROR;
    const auto* region = uregion_getRegionFromCode(std::string(part).c_str(), &status);
    if (U_FAILURE(status) || !is_country(region)) return false;
    const auto numeric = uregion_getNumericCode(region);
    return numeric > 0 && numeric < 900 && uregion_getRegionCode(region) == part;
}

// ISO 4217, numeric, of the money in common use today.
bool currency(std::string_view part) {
    if (!within(part, 3, 1, 999)) return false;
    UErrorCode status = U_ZERO_ERROR;
    UEnumeration* codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
    bool found = false;
    while (U_SUCCESS(status) && !found) {
        const UChar* code = uenum_unext(codes, nullptr, &status);
        if (code == nullptr) break;
        found = ucurr_getNumericCode(code) == number(part);
    }
    uenum_close(codes);
    return found;
}

// The two signs at the end of a global model number: the values of all others in set 82, times the primes
// from the right, modulo 1021, written in 32 signs without look-alikes (General Specifications 7.9.5).
bool check_pair(std::string_view part) {
    constexpr std::string_view values =
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    constexpr std::array<unsigned, 28> primes{2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,  41,  43,
                                              47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107};
    if (part.size() < 2 || part.size() > primes.size() + 2) return false;
    const auto body = part.substr(0, part.size() - 2);
    unsigned long sum = 0;
    for (std::size_t at = 0; at < body.size(); ++at) {
        const auto value = values.find(body[at]);
        if (value == std::string_view::npos) return false;
        sum += value * primes[body.size() - 1 - at];
    }
    sum %= 1021;
    return part[part.size() - 2] == signs[sum >> 5U] && part.back() == signs[sum & 31U];
}

// A company prefix has four digits at least; which prefixes are given out only GS1 knows.
bool prefix_first(std::string_view part) { return part.size() >= 4 && all_digits(part.substr(0, 4)); }

bool prefix_second(std::string_view part) {
    return prefix_first(part.substr(std::min<std::size_t>(1, part.size())));
}

// Percent signs are followed by two hexadecimal digits.
bool percent_escapes(std::string_view part) {
    constexpr std::string_view digits = "0123456789ABCDEFabcdef";
    for (auto at = part.find('%'); at != std::string_view::npos; at = part.find('%', at + 1)) {
        if (at + 2 >= part.size()) return false;
        if (digits.find(part[at + 1]) == std::string_view::npos ||
            digits.find(part[at + 2]) == std::string_view::npos)
            return false;
    }
    return true;
}

bool not_zero(std::string_view part) { return number(part) > 0; }

bool zeros(std::string_view part) { return number(part) == 0; }

bool number_without_spare_zero(std::string_view part) {
    return part.empty() || (all_digits(part) && (part.size() == 1 || part.front() != '0'));
}

// Piece and total, half of the digits each.
bool piece_of_total(std::string_view part) {
    if (part.size() % 2 != 0) return false;
    const auto piece = number(part.substr(0, part.size() / 2));
    return piece > 0 && piece <= number(part.substr(part.size() / 2));
}

// "2/3"
bool place_in_sequence(std::string_view part) {
    const auto slash = part.find('/');
    if (slash == std::string_view::npos) return false;
    const auto place = part.substr(0, slash);
    const auto end = part.substr(slash + 1);
    if (place.empty() || end.empty() || place.front() == '0' || end.front() == '0') return false;
    return number(place) > 0 && number(place) <= number(end);
}

// ISO 13616: letters count from 10; with the first four signs moved to the end the number leaves 1 modulo 97.
bool bank_account(std::string_view part) {
    if (part.size() < 5 || part.size() > 34) return false;
    const auto is_capital = [](char sign) { return sign >= 'A' && sign <= 'Z'; };
    if (!is_capital(part[0]) || !is_capital(part[1]) || !is_digit(part[2]) || !is_digit(part[3]))
        return false;
    std::string turned(part.substr(4));
    turned += part.substr(0, 4);
    unsigned left = 0;
    for (const char sign : turned) {
        if (is_digit(sign))
            left = (left * 10 + static_cast<unsigned>(sign - '0')) % 97;
        else if (is_capital(sign))
            left = (left * 100 + static_cast<unsigned>(sign - 'A') + 10) % 97;
        else
            return false;
    }
    return left == 1;
}

bool base64url_sign(std::string_view part) {
    return part.size() == 1 && (is_digit(part[0]) || (part[0] >= 'A' && part[0] <= 'Z') ||
                                (part[0] >= 'a' && part[0] <= 'z') || part[0] == '-' || part[0] == '_');
}

bool medium(std::string_view part) { return within(part, 2, 1, 10) || within(part, 2, 80, 99); }

constexpr std::array rules{
    ContentRule{"check", has_right_check_digit, &wrong_check_digit},
    ContentRule{"pair", check_pair, &wrong_check_digit},
    ContentRule{"prefix1", prefix_first, &wrong_company_prefix},
    ContentRule{"prefix2", prefix_second, &wrong_company_prefix},
    ContentRule{"day", short_day, &wrong_date},
    ContentRule{"day0", short_day_or_month, &wrong_date},
    ContentRule{"longday", long_day, &wrong_date},
    ContentRule{"time", time_of_day, &wrong_date},
    ContentRule{"hour", hour, &wrong_date},
    ContentRule{"minute", minute_or_second, &wrong_date},
    ContentRule{"second", minute_or_second, &wrong_date},
    ContentRule{"country", country, &wrong_value},
    ContentRule{"country999", country_or_several, &wrong_value},
    ContentRule{"country2", country_letters, &wrong_value},
    ContentRule{"currency", currency, &wrong_value},
    ContentRule{"percent", percent_escapes, &wrong_value},
    ContentRule{"nonzero", not_zero, &wrong_value},
    ContentRule{"zero", zeros, &wrong_value},
    ContentRule{"number", number_without_spare_zero, &wrong_value},
    ContentRule{"piece", piece_of_total, &wrong_value},
    ContentRule{"place", place_in_sequence, &wrong_value},
    ContentRule{
        "sex",
        [](std::string_view part) { return part == "0" || part == "1" || part == "2" || part == "9"; },
        &wrong_value},
    ContentRule{
        "winding", [](std::string_view part) { return within(part, 1, 0, 1) || part == "9"; }, &wrong_value},
    ContentRule{"yesno", [](std::string_view part) { return within(part, 1, 0, 1); }, &wrong_value},
    ContentRule{
        "hyphen",
        [](std::string_view part) {
            return !part.empty() && part.find_first_not_of('-') == std::string_view::npos;
        },
        &wrong_value},
    ContentRule{
        "latitude", [](std::string_view part) { return within(part, 10, 0, 1'800'000'000); }, &wrong_value},
    ContentRule{
        "longitude", [](std::string_view part) { return within(part, 10, 0, 3'600'000'000); }, &wrong_value},
    ContentRule{"iban", bank_account, &wrong_value},
    ContentRule{
        "nondigit", [](std::string_view part) { return !std::ranges::all_of(part, is_digit); }, &wrong_value},
    ContentRule{"index", base64url_sign, &wrong_value},
    ContentRule{"medium", medium, &wrong_value},
};

}  // namespace

const ContentRule* find_content_rule(std::string_view name) {
    const auto* rule = std::ranges::find(rules, name, &ContentRule::name);
    return rule == rules.end() ? nullptr : rule;
}

}  // namespace chophien::traceability
