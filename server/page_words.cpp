#include "server/page_words.hpp"

#include "server/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace chophien::server {

namespace {

constexpr std::array months{
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
};

}  // namespace

std::string_view in(Language language, std::string_view vi, std::string_view en) {
    return language == Language::en ? en : vi;
}

std::string_view in(Language language, const Words& words) { return in(language, words.vi, words.en); }

std::string text_or_empty(const std::optional<std::string>& text) { return text.value_or(""); }

std::string shown_or_empty(const std::optional<Day>& day, Language language) {
    return day ? shown(*day, language) : std::string();
}

std::string shown_decimal(Decimal value, Language language) {
    auto text = text_of(value);
    if (language == Language::vi) std::ranges::replace(text, '.', ',');
    return text;
}

std::string_view name_of_unit(const Unit& unit, Language language) {
    return in(language, unit.name_vi, unit.name_en);
}

std::vector<std::string> paragraphs_of(std::string_view text) {
    std::vector<std::string> paragraphs;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty()) paragraphs.emplace_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return paragraphs;
}

Words words_of(accounts::OrganisationKind kind) {
    switch (kind) {
        using enum accounts::OrganisationKind;
        case cooperative:
            return {"Hợp tác xã", "Cooperative"};
        case cooperative_union:
            return {"Liên hiệp hợp tác xã", "Union of cooperatives"};
        case cooperative_group:
            return {"Tổ hợp tác", "Cooperative group"};
        case enterprise:
            return {"Doanh nghiệp", "Enterprise"};
        case retailer:
            return {"Nhà bán lẻ", "Retailer"};
        case household:
            return {"Hộ sản xuất", "Household"};
        case consumer:
            return {"Người mua", "Buyer"};
        case authority:
            return {"Cơ quan nhà nước", "Authority"};
        case certifier:
            return {"Tổ chức chứng nhận", "Certifier"};
        case operator_:
            return {"Ban quản lý chợ", "Operator of the market"};
    }
    return {"Tổ chức", "Organisation"};
}

View certificates_of(const std::vector<catalog::CertificateView>& certificates, Language language) {
    auto shown_ones = View::array();
    for (const auto& one : certificates)
        shown_ones.push_back({
            {"name", in(language, one.scheme_vi, one.scheme_en)},
            {"mark", text_or_empty(one.mark)},
            {"number", one.number},
            {"issuer", one.issuer},
            {"until", shown_or_empty(one.valid_until, language)},
            {"verified", one.standing == catalog::CertificateStanding::verified},
        });
    return shown_ones;
}

std::string shown(Day day, Language language) {
    const auto number = static_cast<unsigned>(day.day());
    const auto month = static_cast<unsigned>(day.month());
    const auto year = static_cast<int>(day.year());
    if (language == Language::en) return fmt::format("{} {} {}", number, months.at(month - 1), year);
    return fmt::format("{:02}/{:02}/{}", number, month, year);
}

std::string shown(Instant moment, Language language) {
    const auto day = day_in_vietnam(moment);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(moment - begin_of(day)).count();
    return fmt::format(
        "{:02}:{:02}{}{}", minutes / 60, minutes % 60, in(language, " ngày ", ", "), shown(day, language)
    );
}

std::string shown(const Quantity& quantity, Language language) {
    return fmt::format(
        "{} {}", shown_decimal(quantity.value, language), name_of_unit(*quantity.unit, language)
    );
}

}  // namespace chophien::server
