#include "catalog/listing.hpp"

#include "catalog/pricing/resolving.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/slots/slot_store.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;

LabelView view_of_label(const OcopLabel& label, bool current) {
    LabelView view{
        label.stars,
        label.decision_no,
        label.issuer,
        label.decided_on,
        label.expires_on,
        label.standing,
        {},
        {}};
    const auto until = text_of(label.expires_on);
    if (current) {
        view.vi = fmt::format("OCOP {} sao, có hiệu lực đến hết ngày {}", label.stars, until);
        view.en = fmt::format("OCOP {} stars, valid until {}", label.stars, until);
    } else {
        view.vi = fmt::format("Đã từng đạt OCOP {} sao (hết hạn ngày {})", label.stars, until);
        view.en = fmt::format("Had {} OCOP stars (expired on {})", label.stars, until);
    }
    return view;
}

}  // namespace

SetView view_of(const OcopSet& set) {
    return {
        set.number,
        set.group,
        std::string(set.key),
        std::string(set.class_vi),
        std::string(set.name_vi),
        std::string(set.name_en)};
}

OcopView view_of(const LabelsNow& labels) {
    OcopView view;
    if (labels.current) view.current = view_of_label(*labels.current, true);
    if (labels.last) view.last = view_of_label(*labels.last, false);
    return view;
}

static ProvinceView view_of(const Province& province) {
    ProvinceView view{
        std::string(province.code), std::string(province.name), std::string(province.name_en), {}};
    for (const auto& former : province.formed_from) view.formed_from.emplace_back(former.name);
    return view;
}

static void show_public_prices(db::Transaction& tx, std::vector<OfferView>& offers) {
    std::vector<pricing::PricedOffer> asked;
    for (const auto& offer : offers) asked.push_back({offer.id, offer.price, offer.minimum});
    auto steps = pricing::steps_for(tx, pricing::nobody, asked);
    for (std::size_t at = 0; at < offers.size(); ++at) offers[at].prices = std::move(steps[at]);
}

Result<ProductView> product_of(db::Transaction& tx, ProductId id) {
    tx.shows(tag(id));
    auto product = store::find_product(tx, id);
    if (!product) return refuse(unknown_product);
    tx.shows(tag(product->seller));
    const auto seller = find_seller(tx, product->seller);
    if (product->state != ProductState::published || !seller || !seller->open) return refuse(unknown_product);
    ProductView view{
        .id = id,
        .name = std::move(product->name),
        .seller = {seller->organisation, seller->name, seller->province, seller->kind},
        .description = std::move(product->description),
        .set = view_of(ocop_set(product->ocop_set.value_or(0))),
        .province = view_of(province_of(product->province.value_or(""))),
        .origin = std::move(product->origin),
        .brand = std::move(product->brand),
        .storage = std::move(product->storage),
        .usage = std::move(product->usage),
        .label_words = std::move(product->label_words),
        .ocop = view_of(labels_now(labels_of(tx, id), tx.today())),
        .season = season_of(tx, id, product->seller),
        .version = product->version,
        .published_at = product->published_at.value_or(product->created_at),
        .updated_at = product->updated_at,
        .notice = demonstration_notice(tx),
    };
    view.photos = photos_of(tx, id);
    view.certificates = certificates_holding(tx, product->seller, id, std::nullopt, tx.today());
    const bool service = is_service(product->ocop_set);
    for (const auto& one : store::offers_of(tx, id)) {
        if (one.offer.state != OfferState::on_sale) continue;
        const auto left = one.stock.left();
        auto own = own_view(one);
        view.offers.push_back(
            {own.id,
             std::move(own.pack),
             own.unit,
             own.content,
             std::move(own.gtin),
             own.own_gtin,
             own.price,
             own.minimum,
             own.step,
             service ? Decimal{} : left,
             !service && left >= own.minimum,
             {},
             {},
             own.pricing_unit,
             own.tolerance_percent,
             {}}
        );
    }
    for (const auto& slot : slot_store::open_of(tx, id, tx.today())) {
        const auto offer = std::ranges::find(view.offers, slot.offer, &OfferView::id);
        if (offer == view.offers.end()) continue;
        offer->slots.push_back(shown(slot));
        offer->available = offer->available || slot.left() >= offer->minimum;
    }
    view.available = std::ranges::any_of(view.offers, &OfferView::available);
    for (auto& each : lots_in_store(tx, id))
        if (const auto offer = std::ranges::find(view.offers, each.offer, &OfferView::id);
            offer != view.offers.end())
            offer->lots.push_back(std::move(each.lot));
    show_public_prices(tx, view.offers);
    if (view.notice) view.demonstration = true;
    return view;
}

Result<ProductView> show_product(db::Transaction& tx, const Caller&, const NameProduct& wish) {
    return product_of(tx, wish.product);
}

Result<List<SetView>> list_sets(db::Transaction&, const Caller&, const Nothing&) {
    List<SetView> all;
    for (const auto& set : ocop_sets()) all.data.push_back(view_of(set));
    return all;
}

Result<List<UnitView>> list_units(db::Transaction&, const Caller&, const Nothing&) {
    List<UnitView> all;
    for (const auto& unit : units())
        all.data.push_back(
            {std::string(unit.code), std::string(unit.name_vi), std::string(unit.name_en), unit.divisible}
        );
    return all;
}

Result<List<ProvinceView>> list_provinces(db::Transaction&, const Caller&, const Nothing&) {
    List<ProvinceView> all;
    for (const auto& province : provinces()) all.data.push_back(view_of(province));
    return all;
}

}  // namespace chophien::catalog
