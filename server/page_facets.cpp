// What a list of products may be narrowed down to, in words and as links.
#include "catalog/certificates/scheme.hpp"
#include "catalog/search/sifting.hpp"
#include "core/places.hpp"
#include "server/page_words.hpp"
#include "server/pages.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::server {

namespace {

using catalog::ListProducts;
using catalog::search::Facet;

constexpr std::size_t most_values = 8;

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Words words_of(Facet facet) {
    switch (facet) {
        case Facet::group:
            return {"Nhóm", "Group"};
        case Facet::set:
            return {"Loại", "Kind"};
        case Facet::stars:
            return {"Hạng OCOP", "OCOP rating"};
        case Facet::province:
            return {"Nơi sản xuất", "Origin"};
        case Facet::certificate:
            return {"Chứng nhận", "Certificates"};
        case Facet::seller_kind:
            return {"Người bán", "Sellers"};
        case Facet::season:
            return {"Mùa vụ", "Season"};
        case Facet::price:
            return {"Giá", "Price"};
        case Facet::available:
            return {"Còn hàng", "In stock"};
    }
    return {"", ""};
}

/// One value: how it is called and the list it leads to. Without a name it is not offered.
struct Choice {
    std::string name{};
    ListProducts narrowed;
    bool chosen = false;
};

template <class T, class U>
void toggle(Choice& choice, std::optional<T>& filter, U value) {
    choice.chosen = filter == value;
    filter = choice.chosen ? std::nullopt : std::optional<T>(value);
}

void choose_price(Choice& choice, std::string_view value) {
    auto& wish = choice.narrowed;
    for (const auto& band : catalog::search::price_bands()) {
        if (band.name != value) continue;
        const auto most = band.below == 0 ? std::nullopt : std::optional(band.below - 1);
        choice.chosen = wish.price_min == band.from && wish.price_max == most;
        wish.price_min = choice.chosen ? std::nullopt : std::optional(band.from);
        wish.price_max = choice.chosen ? std::nullopt : most;
        choice.name =
            most ? fmt::format("{} – {}", chophien::shown(vnd(band.from)), chophien::shown(vnd(band.below)))
                 : fmt::format("≥ {}", chophien::shown(vnd(band.from)));
    }
}

Choice choice_of(Facet facet, const std::string& value, const ListProducts& wish, Language language) {
    Choice choice{{}, wish};
    auto& to = choice.narrowed;
    to.after.reset();
    switch (facet) {
        case Facet::group:
            if (const auto group = json::from_name<catalog::OcopGroup>(value)) {
                choice.name = language == Language::en ? catalog::name_en(*group) : catalog::name_vi(*group);
                toggle(choice, to.group, *group);
            }
            break;
        case Facet::set: {
            const auto& set = catalog::ocop_set(number_in(value));
            choice.name = in(language, set.name_vi, set.name_en);
            toggle(choice, to.set, set.number);
            break;
        }
        case Facet::stars:
            if (const auto stars = static_cast<std::int32_t>(number_in(value)); stars > 0) {
                choice.name = fmt::format("{}★", stars);
                toggle(choice, to.stars_min, stars);
            }
            break;
        case Facet::province: {
            const auto& province = province_of(value);
            choice.name = in(language, province.name, province.name_en);
            const auto now = to.province ? province_from(*to.province) : std::nullopt;
            if (now) to.province = std::string(now->today->code);
            toggle(choice, to.province, value);
            break;
        }
        case Facet::certificate:
            if (const auto* scheme = catalog::scheme_with(value)) {
                choice.name = in(language, scheme->name_vi, scheme->name_en);
                toggle(choice, to.certificate, value);
            }
            break;
        case Facet::seller_kind:
            if (const auto kind = json::from_name<accounts::OrganisationKind>(value)) {
                choice.name = in(language, server::words_of(*kind));
                toggle(choice, to.seller_kind, *kind);
            }
            break;
        case Facet::season:
            if (value == "now") {
                choice.name = in(language, "Đang mùa", "In season");
                toggle(choice, to.season, catalog::search::SeasonState::now);
            }
            break;
        case Facet::price:
            choose_price(choice, value);
            break;
        case Facet::available:
            if (value == "true") {
                choice.name = in(language, "Còn hàng", "In stock");
                toggle(choice, to.available, true);
            }
            break;
    }
    return choice;
}

}  // namespace

void add_facets(View& view, const ListProducts& wish, const catalog::ProductPage& page, Language language) {
    auto facets = View::array();
    for (const auto& facet : *page.facets) {
        auto values = View::array();
        for (const auto& value : facet.values) {
            const auto choice = choice_of(facet.facet, value.value, wish, language);
            if (choice.name.empty() || values.size() == most_values) continue;
            values.push_back({
                {"href", list_target(choice.narrowed)},
                {"name", choice.name},
                {"products", value.products},
                {"chosen", choice.chosen},
            });
        }
        if (!values.empty())
            facets.push_back({{"name", in(language, words_of(facet.facet))}, {"values", std::move(values)}});
    }
    view["has_facets"] = !facets.empty();
    view["facets"] = std::move(facets);
    view["found"] = page.products.value_or(0);
}

}  // namespace chophien::server
