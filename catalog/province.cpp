#include "catalog/province.hpp"

#include "catalog/naming.hpp"
#include "core/embedded.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <deque>
#include <unordered_map>

namespace chophien::catalog {

namespace {

struct ProvinceTable {
    std::deque<std::string> words;  // owns what the provinces look at
    std::vector<Province> provinces;
    std::unordered_map<std::string, const Province*> by_name;

    ProvinceTable() {
        const auto file =
            nlohmann::json::parse(embedded::bytes_of(embedded::core(), "core/data/provinces.json"));
        const auto keep = [this](const nlohmann::json& text) -> std::string_view {
            return words.emplace_back(text.get<std::string>());
        };
        for (const auto& row : file.at("provinces")) {
            auto& province = provinces.emplace_back(Province{
                keep(row.at("code")), keep(row.at("name")), keep(row.at("name_en")), {}});
            for (const auto& former : row.at("formed_from"))
                province.formed_from.push_back(keep(former.at("name")));
        }
        // Names of today first: "Hà Nam" is nothing today, "Quảng Trị" is both and means today's.
        for (const auto& province : provinces) {
            by_name.emplace(province.code, &province);
            by_name.emplace(name_fold(province.name), &province);
        }
        for (const auto& province : provinces)
            for (const auto former : province.formed_from) by_name.emplace(name_fold(former), &province);
    }
};

const ProvinceTable& table() {
    static const ProvinceTable only;
    return only;
}

}  // namespace

std::span<const Province> provinces() { return table().provinces; }

const Province& province_of(std::string_view code) {
    const auto found = table().by_name.find(std::string(code));
    ensure(found != table().by_name.end(), "a kept province has a code of today");
    return *found->second;
}

const Province* province_from(std::string_view text) {
    auto name = name_fold(text);
    for (const std::string_view title : {"tinh ", "thanh pho ", "tp "})
        if (name.starts_with(title)) {
            name.erase(0, title.size());
            break;
        }
    const auto found = table().by_name.find(name);
    return found == table().by_name.end() ? nullptr : found->second;
}

}  // namespace chophien::catalog
