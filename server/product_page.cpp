// The page of one product.
#include "catalog/weighing.hpp"
#include "server/page_words.hpp"
#include "server/pages.hpp"

#include <fmt/format.h>

namespace chophien::server {

namespace {

// Prices below the list price that everybody gets, by quantity.
View steps_of(const catalog::OfferView& offer, Language language) {
    auto steps = View::array();
    for (const auto& step : offer.prices) {
        if (step.reason == catalog::pricing::PriceReason::list_price) continue;
        steps.push_back({
            {"price", chophien::shown(step.price)},
            {"from", shown_decimal(step.from, language)},
            {"promotion", step.promotion.has_value()},
        });
    }
    return steps;
}

// "mỗi con khoảng 1,8 kg (±15 %), trả theo cân".
std::string weighed_words(const catalog::OfferView& offer, Language language) {
    if (!offer.pricing_unit || !offer.content || !offer.tolerance_percent) return {};
    const auto unit = name_of_unit(*offer.unit, language);
    const auto usual = shown(*offer.content, language);
    return language == Language::vi
               ? fmt::format("mỗi {} khoảng {} (±{} %), trả theo cân", unit, usual, *offer.tolerance_percent)
               : fmt::format(
                     "about {} each {} (±{} %), paid by weight", usual, unit, *offer.tolerance_percent
                 );
}

}  // namespace

void add_product(View& view, const catalog::ProductView& product, Language language) {
    view["name"] = product.name;
    view["seller"] = product.seller.name;
    view["seller_href"] = organisation_path(product.seller.id);
    view["set"] = in(language, product.set.name_vi, product.set.name_en);
    view["set_href"] = "/products?group=" + std::string(json::name_of(product.set.group));
    view["paragraphs"] = paragraphs_of(text_or_empty(product.description));
    const auto province = in(language, product.province.name, product.province.name_en);
    view["origin"] = product.origin ? fmt::format("{}, {}, Việt Nam", *product.origin, province)
                                    : fmt::format("{}, Việt Nam", province);
    view["brand"] = text_or_empty(product.brand);
    view["storage"] = text_or_empty(product.storage);
    view["usage"] = text_or_empty(product.usage);
    for (const auto& [name, word] : catalog::label_words)
        view[std::string(name)] = text_or_empty(catalog::said(product.label_words, word));
    if (const auto& season = product.season; !season.spans.empty() || season.closed_until)
        view["season"] = in(language, season.vi, season.en);
    if (const auto& label = product.ocop.current)
        view["ocop"] = {
            {"stars", label->stars},
            {"sentence", in(language, label->vi, label->en)},
            {"decision_no", text_or_empty(label->decision_no)},
            {"issuer", text_or_empty(label->issuer)},
            {"decided_on", shown(label->decided_on, language)},
            {"confirmed", label->standing == catalog::LabelStanding::confirmed}};
    auto photos = View::array();
    for (const auto& photo : product.photos)
        photos.push_back({
            {"medium", photo.medium},
            {"large", photo.large},
            {"jpeg", photo.jpeg},
            {"width", photo.width},
            {"height", photo.height},
            {"words", photo.words ? *photo.words : product.name},
        });
    view["has_photos"] = !photos.empty();
    view["photos"] = std::move(photos);
    view["has_certificates"] = !product.certificates.empty();
    view["certificates"] = certificates_of(product.certificates, language);
    auto offers = View::array();
    for (const auto& offer : product.offers) {
        const auto unit = std::string(name_of_unit(*offer.unit, language));
        offers.push_back({
            {"pack", offer.pack},
            {"content", offer.content ? shown(*offer.content, language) : std::string()},
            {"gtin", offer.gtin},
            {"own_number", !offer.own_gtin},
            {"left", offer.available ? shown_decimal(offer.left, language) + " " + unit : std::string()},
            {"price", chophien::shown(offer.price)},
            {"steps", steps_of(offer, language)},
            {"unit", name_of_unit(offer.pricing_unit ? **offer.pricing_unit : *offer.unit, language)},
            {"weighed", weighed_words(offer, language)},
            {"minimum",
             offer.minimum == whole(1) ? std::string() : shown_decimal(offer.minimum, language) + " " + unit},
        });
    }
    view["has_offers"] = !offers.empty();
    view["offers"] = std::move(offers);
}

}  // namespace chophien::server
