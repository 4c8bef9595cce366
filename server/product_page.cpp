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

std::string days_of(const catalog::SlotView& slot, Language language) {
    const auto first = shown(slot.first_day, language);
    return slot.first_day == slot.last_day ? first : first + " – " + shown(slot.last_day, language);
}

// "Đặt trước vụ 20/12/2026 – 30/12/2026, chắc chắn 80 %: còn 40 thùng, nhận đặt đến hết 19/12/2026".
std::string ahead_words(const catalog::SlotView& slot, std::string_view unit, Language language) {
    const bool vi = language == Language::vi;
    std::string text;
    if (slot.kind == catalog::SlotKind::harvest) {
        text = (vi ? "Đặt trước vụ " : "Harvest of ") + days_of(slot, language);
        if (slot.confidence_percent)
            text += vi ? fmt::format(", chắc chắn {} %", *slot.confidence_percent)
                       : fmt::format(", {} % sure", *slot.confidence_percent);
    } else {
        text = days_of(slot, language);
        if (slot.starts_at) text += ", " + *slot.starts_at;
        if (slot.place) text += ", " + *slot.place;
    }
    const auto left = shown_decimal(slot.left, language);
    const auto until = shown(slot.orders_until, language);
    if (slot.left == Decimal{}) return text + (vi ? ": đã hết chỗ" : ": sold out");
    if (slot.kind == catalog::SlotKind::visit) unit = vi ? "chỗ" : "places";
    return text + (vi ? fmt::format(": còn {} {}, nhận đặt đến hết {}", left, unit, until)
                      : fmt::format(": {} {} left, orders until {}", left, unit, until));
}

// "Thu hoạch 20/11/2026, loại 1, dùng tốt nhất trước 20/12/2026: 26 con".
std::string lot_words(const catalog::LotInStore& lot, std::string_view unit, Language language) {
    const bool vi = language == Language::vi;
    auto text = (vi ? "Thu hoạch " : "Harvested ") + shown(lot.harvested_on, language);
    if (lot.grade) text += ", " + *lot.grade;
    if (lot.best_before)
        text += (vi ? ", dùng tốt nhất trước " : ", best before ") + shown(*lot.best_before, language);
    return text + fmt::format(": {} {}", shown_decimal(lot.quantity, language), unit);
}

template <class Item>
View lines_of(
    const std::vector<Item>& items,
    std::string (*words)(const Item&, std::string_view, Language),
    std::string_view unit,
    Language language
) {
    auto lines = View::array();
    for (const auto& item : items) lines.push_back(words(item, unit, language));
    return lines;
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
            {"left",
             offer.left >= offer.minimum ? shown_decimal(offer.left, language) + " " + unit : std::string()},
            {"sold_out", !offer.available},
            {"has_ahead", !offer.slots.empty()},
            {"ahead", lines_of(offer.slots, &ahead_words, unit, language)},
            {"lots", lines_of(offer.lots, &lot_words, unit, language)},
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
