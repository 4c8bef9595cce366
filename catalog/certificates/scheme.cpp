#include "catalog/certificates/scheme.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>

namespace chophien::catalog {

namespace {

struct SchemeTable {
    std::deque<std::string> words;  // owns what the schemes look at
    std::vector<Scheme> schemes;

    SchemeTable() {
        const auto file = nlohmann::json::parse(
            embedded::bytes_of(embedded::catalog(), "catalog/data/certificate-schemes.json")
        );
        const auto keep = [this](const nlohmann::json& text) -> std::string_view {
            return words.emplace_back(text.get<std::string>());
        };
        for (const auto& row : file.at("schemes")) {
            const auto sort = json::from_name<SchemeSort>(row.at("sort").get<std::string>());
            const auto number = json::from_name<NumberForm>(row.at("number").get<std::string>());
            ensure(sort && number, "certificate-schemes.json names known sorts and forms");
            auto& scheme = schemes.emplace_back(Scheme{
                keep(row.at("code")),
                *sort,
                keep(row.at("name_vi")),
                keep(row.at("name_en")),
                {},
                *number,
                {}});
            if (row.contains("longest_months"))
                scheme.longest_months = row.at("longest_months").get<std::int32_t>();
            for (const auto& word : row.at("words")) scheme.words.push_back(keep(word));
        }
    }
};

const SchemeTable& table() {
    static const SchemeTable only;
    return only;
}

}  // namespace

std::span<const Scheme> schemes() { return table().schemes; }

const Scheme* scheme_with(std::string_view code) {
    const auto found = std::ranges::find(table().schemes, code, &Scheme::code);
    return found == table().schemes.end() ? nullptr : &*found;
}

}  // namespace chophien::catalog
