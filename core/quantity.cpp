#include "core/quantity.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "core/text.hpp"

#include <nlohmann/json.hpp>

#include <unordered_map>

namespace chophien {

namespace {

Dimension dimension_from(std::string_view text) {
    if (text == "mass") return Dimension::mass;
    if (text == "volume") return Dimension::volume;
    if (text == "count") return Dimension::count;
    if (text == "area") return Dimension::area;
    if (text == "length") return Dimension::length;
    if (text == "time") return Dimension::time;
    ensure(text == "package", "units.json names a known dimension");
    return Dimension::package;
}

struct UnitTable {
    std::vector<std::string> words;  // owns what the units look at
    std::vector<Unit> units;
    std::unordered_map<std::string, const Unit*> by_name;
    std::unordered_map<std::string, const Unit*> by_fold;  // null where tones tell two units apart: tạ and tá

    UnitTable() {
        const auto table =
            nlohmann::json::parse(embedded::bytes_of(embedded::core(), "core/data/units.json"));
        const auto& rows = table.at("units");
        words.reserve(rows.size() * 3);
        units.reserve(rows.size());
        for (const auto& row : rows) {
            const auto keep = [&](const char* member) -> std::string_view {
                return words.emplace_back(row.at(member).get<std::string>());
            };
            const auto dimension = dimension_from(row.at("dimension").get<std::string>());
            const bool divisible = dimension != Dimension::count && dimension != Dimension::package;
            units.push_back({keep("code"), keep("name_vi"), keep("name_en"), dimension, divisible});
            by_name.emplace(units.back().code, &units.back());
            for (const auto& alias : row.at("aliases")) {
                const auto name = text::composed(alias.get<std::string>());
                by_name.emplace(name, &units.back());
                const auto [same, added] = by_fold.emplace(text::fold(name), &units.back());
                if (!added && same->second != &units.back()) same->second = nullptr;
            }
        }
    }
};

const UnitTable& table() {
    static const UnitTable only;
    return only;
}

}  // namespace

Decimal operator+(Decimal left, Decimal right) {
    ensure(
        !__builtin_add_overflow(left.thousandths, right.thousandths, &left.thousandths),
        "a sum of quantities fits"
    );
    return left;
}

Decimal operator-(Decimal left, Decimal right) {
    ensure(
        !__builtin_sub_overflow(left.thousandths, right.thousandths, &left.thousandths),
        "a difference of quantities fits"
    );
    return left;
}

std::string text_of(Decimal decimal) {
    const bool negative = decimal.thousandths < 0;
    const std::uint64_t size = negative ? 0U - static_cast<std::uint64_t>(decimal.thousandths)
                                        : static_cast<std::uint64_t>(decimal.thousandths);
    std::string text = (negative ? "-" : "") + std::to_string(size / 1000);
    if (const auto rest = size % 1000; rest != 0) {
        auto places = std::to_string(1000 + rest).substr(1);
        places.erase(places.find_last_not_of('0') + 1);
        text += '.' + places;
    }
    return text;
}

std::optional<Decimal> decimal_from(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t thousandths = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        thousandths = thousandths * 10 + (text[at] - '0') * 1000;
        if (thousandths > Decimal::limit) return std::nullopt;
    }
    if (at == 0) return std::nullopt;
    if (at < text.size()) {
        if (text[at] != '.' || text.size() - at > 4 || text.size() - at < 2) return std::nullopt;
        std::int64_t worth = 100;
        for (++at; at < text.size(); ++at, worth /= 10) {
            if (text[at] < '0' || text[at] > '9') return std::nullopt;
            thousandths += (text[at] - '0') * worth;
        }
    }
    if (thousandths > Decimal::limit) return std::nullopt;
    return Decimal{negative ? -thousandths : thousandths};
}

std::span<const Unit> units() { return table().units; }

const Unit* unit_from(std::string_view name) {
    const auto& exact = table().by_name;
    if (const auto found = exact.find(text::composed(name)); found != exact.end()) return found->second;
    const auto& folded = table().by_fold;
    const auto found = folded.find(text::fold(name));
    return found == folded.end() ? nullptr : found->second;
}

}  // namespace chophien
