#include "catalog/goods_law.hpp"

#include "catalog/demonstration.hpp"
#include "catalog/ocop_set.hpp"
#include "catalog/product_store.hpp"
#include "core/embedded.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace chophien::catalog {

namespace {

using Words = std::optional<std::string> Product::*;

constexpr std::array product_words{
    std::pair{std::string_view("description"), &Product::description},
    std::pair{std::string_view("origin"), &Product::origin},
    std::pair{std::string_view("storage"), &Product::storage},
    std::pair{std::string_view("usage"), &Product::usage}};

/// Where a listing says it: its own words, those of the label, or (neither) the content of each offer.
struct Place {
    std::string pointer{};
    Words words = nullptr;
    LabelWord on_label = nullptr;
};

struct Asked {
    Place place;
    bool needed = false;
    Day since{};
    std::string vi;
    std::string en;
};

Place place_of(std::string_view name) {
    if (name == "content") return {};
    for (const auto& [known, words] : product_words)
        if (known == name) return {"/" + std::string(name), words, nullptr};
    return {"/label_words/" + std::string(name), nullptr, label_word(name)};
}

Asked asked_from(const nlohmann::json& field, Day since) {
    const auto law = field.at("law").get<std::string>();
    return {
        place_of(field.at("field").get<std::string>()),
        field.at("needed").get<bool>(),
        since,
        fmt::format("Còn thiếu: {} ({}).", field.at("vi").get<std::string>(), law),
        fmt::format("Missing: {} ({}).", field.at("en").get<std::string>(), law)};
}

const std::vector<Asked>& asked_of(std::int32_t set) {
    static const auto table = [] {
        std::map<std::int32_t, std::vector<Asked>> by_set;
        const auto file =
            nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/goods-law.json"));
        const auto since = day_from(file.at("since").get<std::string>());
        ensure(since.has_value(), "goods-law.json says from when it holds");
        for (const auto& kind : file.at("kinds"))
            for (const auto& number : kind.at("sets"))
                for (const auto& field : kind.at("fields"))
                    by_set[ocop_set(number.get<std::int64_t>()).number].push_back(asked_from(field, *since));
        return by_set;
    }();
    static const std::vector<Asked> nothing;
    const auto found = table.find(set);
    return found == table.end() ? nothing : found->second;
}

}  // namespace

std::vector<Lack> lacks_of(const Product& product, std::span<const Offer> on_sale) {
    std::vector<Lack> all;
    const auto lacks = [&](const Asked& asked, std::string pointer) {
        all.push_back({std::move(pointer), asked.needed, asked.since, asked.vi, asked.en});
    };
    for (const auto& asked : asked_of(product.ocop_set.value_or(0))) {
        const auto& place = asked.place;
        if (!place.pointer.empty()) {
            const auto& text =
                place.words != nullptr ? product.*place.words : said(product.label_words, place.on_label);
            if (!text) lacks(asked, place.pointer);
            continue;
        }
        for (std::size_t at = 0; at < on_sale.size(); ++at)
            if (!on_sale[at].content) lacks(asked, fmt::format("/offers/{}/content", at));
    }
    return all;
}

std::vector<Violation> missing_by_law(const Product& product, std::span<const Offer> on_sale, Market market) {
    std::vector<Violation> all;
    for (auto& lack : lacks_of(product, on_sale)) {
        const bool waited_for = market == Market::real || lack.pointer.starts_with("/offers/");
        if (lack.needed && waited_for)
            all.push_back({std::move(lack.pointer), "required_by_law", std::move(lack.vi), std::move(lack.en)}
            );
    }
    return all;
}

OnMarket on_market(db::Transaction& tx, ProductId product) {
    OnMarket with{{}, is_demonstration(tx) ? Market::demonstration : Market::real};
    for (const auto& one : store::offers_of(tx, product))
        if (one.offer.state == OfferState::on_sale) with.on_sale.push_back(one.offer);
    return with;
}

std::vector<Violation> missing_of(const Product& product, const OnMarket& with) {
    auto missing = missing_for_publication(product, !with.on_sale.empty());
    for (auto& one : missing_by_law(product, with.on_sale, with.market)) missing.push_back(std::move(one));
    return missing;
}

std::vector<Violation> missing_now(db::Transaction& tx, const Product& product) {
    return missing_of(product, on_market(tx, product.id));
}

}  // namespace chophien::catalog
