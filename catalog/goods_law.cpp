#include "catalog/goods_law.hpp"

#include "catalog/ocop_set.hpp"
#include "catalog/product_store.hpp"
#include "core/embedded.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace chophien::catalog {

namespace {

enum class LawField : std::uint8_t { content, origin, storage, usage, description };

struct Asked {
    LawField field{};
    std::string name;
    std::string law;
    std::string vi;
    std::string en;
};

LawField field_from(std::string_view name) {
    static constexpr std::array names{
        std::pair{std::string_view("content"), LawField::content},
        std::pair{std::string_view("origin"), LawField::origin},
        std::pair{std::string_view("storage"), LawField::storage},
        std::pair{std::string_view("usage"), LawField::usage},
        std::pair{std::string_view("description"), LawField::description}};
    for (const auto& [known, field] : names)
        if (known == name) return field;
    throw Bug("goods-law.json asks for a field that listings do not have");
}

const std::vector<Asked>& asked_of(std::int32_t set) {
    static const auto table = [] {
        std::map<std::int32_t, std::vector<Asked>> by_set;
        const auto file =
            nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/goods-law.json"));
        for (const auto& kind : file.at("kinds"))
            for (const auto& number : kind.at("sets"))
                for (const auto& field : kind.at("fields")) {
                    const auto name = field.at("field").get<std::string>();
                    by_set[ocop_set(number.get<std::int64_t>()).number].push_back(
                        {field_from(name), name, field.at("law"), field.at("vi"), field.at("en")}
                    );
                }
        return by_set;
    }();
    static const std::vector<Asked> nothing;
    const auto found = table.find(set);
    return found == table.end() ? nothing : found->second;
}

bool says(const Product& product, LawField field) {
    switch (field) {
        case LawField::origin:
            return product.origin.has_value();
        case LawField::storage:
            return product.storage.has_value();
        case LawField::usage:
            return product.usage.has_value();
        case LawField::description:
            return product.description.has_value();
        case LawField::content:
            return true;  // the offers say it
    }
    return true;
}

Violation missing(const Asked& asked, std::string pointer) {
    return {
        std::move(pointer),
        "required_by_law",
        fmt::format("Còn thiếu: {} ({}).", asked.vi, asked.law),
        fmt::format("Missing: {} ({}).", asked.en, asked.law)};
}

}  // namespace

std::vector<Violation> missing_by_law(const Product& product, std::span<const Offer> on_sale) {
    std::vector<Violation> all;
    for (const auto& asked : asked_of(product.ocop_set.value_or(0))) {
        if (asked.field == LawField::content) {
            for (std::size_t at = 0; at < on_sale.size(); ++at)
                if (!on_sale[at].content)
                    all.push_back(missing(asked, fmt::format("/offers/{}/content", at)));
        } else if (!says(product, asked.field)) {
            all.push_back(missing(asked, "/" + asked.name));
        }
    }
    return all;
}

std::vector<Violation> missing_now(db::Transaction& tx, const Product& product) {
    std::vector<Offer> on_sale;
    for (const auto& one : store::offers_of(tx, product.id))
        if (one.offer.state == OfferState::on_sale) on_sale.push_back(one.offer);
    auto missing = missing_for_publication(product, !on_sale.empty());
    auto by_law = missing_by_law(product, on_sale);
    missing.insert(
        missing.end(), std::make_move_iterator(by_law.begin()), std::make_move_iterator(by_law.end())
    );
    return missing;
}

}  // namespace chophien::catalog
