#include "core/places.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

namespace chophien {

namespace {

// Spellings and names in use that no table of provinces has, folded.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> aliases{{
    {"hcm", "ho chi minh"},
    {"hcmc", "ho chi minh"},
    {"sai gon", "ho chi minh"},
    {"thua thien hue", "hue"},
    {"bac can", "bac kan"},
    {"dac lac", "dak lak"},
    {"daklak", "dak lak"},
    {"dac nong", "dak nong"},
}};

/// Folded words with one blank between them, without what sort of place it is: "TP.HCM" → "hcm".
std::string key_of(std::string_view name) {
    auto key = fmt::format("{}", fmt::join(text::words(name), " "));
    for (const std::string_view sort : {"tinh ", "thanh pho ", "tp ", "t p "}) {
        if (key.starts_with(sort)) return key.substr(sort.size());
    }
    if (key.starts_with("tphcm")) return key.substr(2);
    return key;
}

struct PlaceTable {
    std::vector<std::string> words;  // owns what the provinces look at
    std::vector<Province> provinces;
    std::unordered_map<std::string, NamedProvince> by_name;
    std::unordered_map<std::string_view, NamedProvince> by_former_code;

    PlaceTable() {
        const auto table =
            nlohmann::json::parse(embedded::bytes_of(embedded::core(), "core/data/provinces.json"));
        const auto& rows = table.at("provinces");
        std::size_t count = rows.size() * 4;
        for (const auto& row : rows) count += row.at("formed_from").size() * 2;
        words.reserve(count);
        provinces.reserve(rows.size());
        const auto keep = [&](const nlohmann::json& row, const char* member) -> std::string_view {
            return words.emplace_back(text::composed(row.at(member).get<std::string>()));
        };
        for (const auto& row : rows) {
            auto& province = provinces.emplace_back(Province{
                keep(row, "code"), keep(row, "name"), keep(row, "name_en"), keep(row, "type"), {}});
            for (const auto& former : row.at("formed_from"))
                province.formed_from.push_back({keep(former, "name"), keep(former, "former_code")});
        }
        std::ranges::sort(provinces, {}, &Province::code);
        for (const auto& province : provinces) add(province);
        for (const auto& [alias, name] : aliases) {
            const auto found = by_name.find(std::string(name));
            ensure(found != by_name.end(), "an alias stands for a province of the table");
            by_name.emplace(alias, found->second);
        }
    }

    void add(const Province& province) {
        by_name.insert_or_assign(key_of(province.name), NamedProvince{&province, nullptr});
        for (const auto& former : province.formed_from) {
            // Thái Nguyên was formed from Thái Nguyên and Bắc Kạn: the first is no other name.
            const bool same_name = former.name == province.name;
            by_name.emplace(key_of(former.name), NamedProvince{&province, same_name ? nullptr : &former});
            const bool same = same_name && former.code == province.code;
            by_former_code.emplace(former.code, NamedProvince{&province, same ? nullptr : &former});
        }
    }
};

const PlaceTable& table() {
    static const PlaceTable only;
    return only;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

const Province* with_code(std::string_view code) {
    const auto& all = table().provinces;
    const auto found = std::ranges::lower_bound(all, code, {}, &Province::code);
    return found != all.end() && found->code == code ? &*found : nullptr;
}

}  // namespace

std::span<const Province> provinces() { return table().provinces; }

const Province& province_of(std::string_view code) {
    const auto* province = with_code(code);
    ensure(province != nullptr, "a kept province has a code of today");
    return *province;
}

std::optional<NamedProvince> province_from(std::string_view text) {
    if (text.size() > 200) return std::nullopt;
    constexpr std::string_view former = "former:";
    if (text.starts_with(former)) {
        const auto found = table().by_former_code.find(text.substr(former.size()));
        if (found == table().by_former_code.end()) return std::nullopt;
        return found->second;
    }
    if (text.size() == 2 && all_digits(text)) {
        const auto* province = with_code(text);
        return province == nullptr ? std::nullopt : std::optional(NamedProvince{province, nullptr});
    }
    const auto found = table().by_name.find(key_of(text));
    if (found == table().by_name.end()) return std::nullopt;
    return found->second;
}

bool is_commune_code(std::string_view text) { return text.size() == 5 && all_digits(text); }

}  // namespace chophien
