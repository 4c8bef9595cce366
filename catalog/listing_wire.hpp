// The JSON shapes of listing.hpp, which includes this file.
#pragma once

#include "catalog/certificates/wire.hpp"
#include "catalog/listing.hpp"
#include "catalog/media/wire.hpp"

namespace chophien::json {

template <>
struct Names<catalog::ListOrder> {
    using enum catalog::ListOrder;
    static constexpr std::array of{
        std::pair{newest, std::string_view("newest")},
        std::pair{catalog::ListOrder::name, std::string_view("name")},
        std::pair{relevance, std::string_view("relevance")},
        std::pair{price, std::string_view("price")},
        std::pair{price_descending, std::string_view("price_descending")}};
};

template <>
struct Shape<catalog::ListProducts> {
    using Of = catalog::ListProducts;
    static constexpr std::string_view name = "ListProducts";
    static constexpr auto fields = std::tuple{
        field("q", &Of::q, one_line, characters(0, 100), "Words to look for, with or without tones."),
        field("group", &Of::group, "OCOP group."),
        field("set", &Of::set, between(1, 26), "Number of the OCOP set."),
        field(
            "stars_min",
            &Of::stars_min,
            between(1, 5),
            "Only products whose label holds today and has so many stars."
        ),
        field("province", &Of::province, one_line, characters(1, 60), "Province of origin: code or name."),
        field("seller", &Of::seller, "Only this seller's."),
        field(
            "certificate",
            &Of::certificate,
            ascii_code("_"),
            characters(1, 40),
            "Only with a certificate or declaration of that scheme that holds today."
        ),
        field("seller_kind", &Of::seller_kind, "Only of sellers of that kind."),
        field("season", &Of::season, "now: in its season; later: out of it; all_year: it has none."),
        field("price_min", &Of::price_min, at_least(0), "Only from that price, in đồng."),
        field("price_max", &Of::price_max, at_least(0), "Only up to that price, in đồng."),
        field("available", &Of::available, "true: only what can be had now."),
        field(
            "facets",
            &Of::facets,
            ascii_code("_,"),
            characters(0, 200),
            "Count products by these, with commas between: group, set, stars, province, certificate, "
            "seller_kind, "
            "season, price, available; or all."
        ),
        field(
            "sort",
            &Of::sort,
            "newest (usual without q), relevance (usual with q), price, price_descending, or name (only "
            "without q "
            "and the filters from certificate to available)."
        ),
        field("after", &Of::after, ascii_code("-"), characters(1, 1000), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::SellerView> {
    using Of = catalog::SellerView;
    static constexpr std::string_view name = "Seller";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The organisation."),
        field("name", &Of::name, "Its name."),
        field("province", &Of::province, "Code of its province."),
        field("kind", &Of::kind, "cooperative, household, enterprise …"),
    };
};

template <>
struct Shape<catalog::ProductItem> {
    using Of = catalog::ProductItem;
    static constexpr std::string_view name = "ProductItem";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The product."),
        field("name", &Of::name, "What it is called."),
        field("seller", &Of::seller, "Who sells it."),
        field("group", &Of::group, "OCOP group."),
        field("set", &Of::set, "Number of its OCOP set."),
        field("province", &Of::province, "Code of its province of origin."),
        field("stars", &Of::stars, "Stars of an OCOP label that holds today; absent without one."),
        field("price", &Of::price, "The lowest price, taxes included."),
        field("unit", &Of::unit, "For one of these."),
        field("pack", &Of::pack, "The pack of that price."),
        field("available", &Of::available, "It can be had now."),
        field("updated_at", &Of::updated_at, "Last change of what it is."),
        field("photo", &Of::photo, "Path of its first photo, at most 320 pixels wide; it never changes."),
        field("demonstration", &Of::demonstration, "True: nothing here is really for sale."),
    };
};

template <>
struct Shape<catalog::FacetValue> {
    using Of = catalog::FacetValue;
    static constexpr std::string_view name = "FacetValue";
    static constexpr auto fields = std::tuple{
        field("value", &Of::value, "As the filter takes it; of stars and price the number it begins with."),
        field("products", &Of::products, "How many of the list have it."),
    };
};

template <>
struct Shape<catalog::FacetView> {
    using Of = catalog::FacetView;
    static constexpr std::string_view name = "Facet";
    static constexpr auto fields = std::tuple{
        field("facet", &Of::facet, "Its name."),
        field("values", &Of::values, "What it may be narrowed down to."),
    };
};

template <>
struct Shape<catalog::ProductPage> {
    using Of = catalog::ProductPage;
    static constexpr std::string_view name = "ProductPage";
    static constexpr auto fields = std::tuple{
        field("data", &Of::data, "The products of this page."),
        field("page", &Of::page, "Where it goes on."),
        field("products", &Of::products, "How many there are in all; with facets."),
        field("facets", &Of::facets, "As asked for; each counts without its own filter."),
        field(
            "searched_for", &Of::searched_for, "What was searched for where nothing has q as it was typed."
        ),
        field("demonstration", &Of::demonstration, "True: nothing here is really for sale."),
        field("notice", &Of::notice, "The sentence that says so."),
    };
};

template <>
struct Shape<catalog::SetView> {
    using Of = catalog::SetView;
    static constexpr std::string_view name = "OcopSet";
    static constexpr auto fields = std::tuple{
        field("number", &Of::number, "1 to 26, as the decision counts."),
        field("group", &Of::group, "Its group."),
        field("key", &Of::key, "A short name, as imports take it."),
        field("class_vi", &Of::class_vi, "Its class (nhóm)."),
        field("name_vi", &Of::name_vi, "Its official name."),
        field("name_en", &Of::name_en, "The same in English."),
    };
};

template <>
struct Shape<catalog::ProvinceView> {
    using Of = catalog::ProvinceView;
    static constexpr std::string_view name = "Province";
    static constexpr auto fields = std::tuple{
        field("code", &Of::code, "Code in force since 1 July 2025."),
        field("name", &Of::name, "Its name."),
        field("name_en", &Of::name_en, "Without tones."),
        field("formed_from", &Of::formed_from, "The provinces it was until then."),
    };
};

template <>
struct Shape<catalog::UnitView> {
    using Of = catalog::UnitView;
    static constexpr std::string_view name = "Unit";
    static constexpr auto fields = std::tuple{
        field("code", &Of::code, "UN/ECE Rec 20, or Rec 21 with X."),
        field("name_vi", &Of::name_vi, "As traded in Vietnam."),
        field("name_en", &Of::name_en, "In English."),
        field("divisible", &Of::divisible, "Fractions of it can be sold."),
    };
};

template <>
struct Shape<catalog::LabelView> {
    using Of = catalog::LabelView;
    static constexpr std::string_view name = "OcopLabel";
    static constexpr auto fields = std::tuple{
        field("stars", &Of::stars, "3, 4 or 5."),
        field("decision_no", &Of::decision_no, "Number of the decision."),
        field("issuer", &Of::issuer, "Who decided."),
        field(
            "decided_on", &Of::decided_on, "The day of the decision; 31 December when only the year is known."
        ),
        field("expires_on", &Of::expires_on, "The last day it holds."),
        field("standing", &Of::standing, "declared by the seller, or confirmed by an authority."),
        field("vi", &Of::vi, "The sentence to show, in Vietnamese."),
        field("en", &Of::en, "In English."),
    };
};

template <>
struct Shape<catalog::OcopView> {
    using Of = catalog::OcopView;
    static constexpr std::string_view name = "Ocop";
    static constexpr auto fields = std::tuple{
        field("current", &Of::current, "The label that holds today."),
        field("last", &Of::last, "The latest that holds no more: history, no badge."),
    };
};

template <>
struct Shape<catalog::OfferView> {
    using Of = catalog::OfferView;
    static constexpr std::string_view name = "Offer";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The offer."),
        field("pack", &Of::pack, "The pack, as on the label."),
        field("unit", &Of::unit, "The unit of sale."),
        field("content", &Of::content, "Net content of one sales unit."),
        field("gtin", &Of::gtin, "Its number, 14 digits."),
        field(
            "own_gtin",
            &Of::own_gtin,
            "The number is the seller's own, not one of the market's internal range."
        ),
        field("price", &Of::price, "The list price of one sales unit, or one pricing unit; taxes included."),
        field("minimum", &Of::minimum, "The least that is sold at once."),
        field("step", &Of::step, "Quantities are multiples of it."),
        field("left", &Of::left, "How much can be had."),
        field("available", &Of::available, "At least the minimum can be had, now or ahead."),
        field(
            "prices", &Of::prices, "What everybody pays, by quantity, and why; see also its prices for you."
        ),
        field("lots", &Of::lots, "Lots in the store, where the seller names them, the oldest harvest first."),
        field(
            "pricing_unit",
            &Of::pricing_unit,
            "Ordered by the piece and paid by weight or volume: its prices are for one of these."
        ),
        field(
            "tolerance_percent",
            &Of::tolerance_percent,
            "By how much a piece may differ from its content; the buyer never pays for more."
        ),
        field(
            "slots", &Of::slots, "Harvests to come and days of a service that can be ordered, by their days."
        ),
    };
};

template <>
struct Shape<catalog::ProductView> {
    using Of = catalog::ProductView;
    static constexpr std::string_view name = "Product";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The product."),
        field("name", &Of::name, "What it is called."),
        field("seller", &Of::seller, "Who sells it and answers for it."),
        field("description", &Of::description, "What it is."),
        field("set", &Of::set, "Its OCOP set."),
        field("province", &Of::province, "Its province of origin."),
        field("origin", &Of::origin, "Where it comes from, closer."),
        field("brand", &Of::brand, "Its brand."),
        field("storage", &Of::storage, "How to keep it."),
        field("usage", &Of::usage, "How to use it."),
        field("label_words", &Of::label_words, "What the maker's label says."),
        field("ocop", &Of::ocop, "Its OCOP label."),
        field("offers", &Of::offers, "What is on sale."),
        field("certificates", &Of::certificates, "Certificates that hold today."),
        field("photos", &Of::photos, "Its photos; the first is the one to show."),
        field("available", &Of::available, "One of the offers can be had now."),
        field("season", &Of::season, "Its season and its seller's closures, as of today."),
        field("version", &Of::version, "Of what the seller wrote; for If-Match."),
        field("published_at", &Of::published_at, "When it was last published."),
        field("updated_at", &Of::updated_at, "Last change of what it is."),
        field("demonstration", &Of::demonstration, "True: nothing here is really for sale."),
        field("notice", &Of::notice, "The sentence that says so."),
    };
};

}  // namespace chophien::json
