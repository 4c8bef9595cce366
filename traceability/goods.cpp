#include "traceability/goods.hpp"

#include "catalog/product_store.hpp"

#include <algorithm>

namespace chophien::traceability {

namespace {

Pack pack_from(const catalog::Offer& offer) {
    Pack pack{offer.id, offer.product, offer.seller, offer.gtin, offer.unit, {}};
    if (offer.content && offer.content_unit) pack.content = Quantity{*offer.content, *offer.content_unit};
    return pack;
}

}  // namespace

std::optional<Pack> find_pack(db::Transaction& tx, catalog::OfferId offer, accounts::OrganisationId seller) {
    const auto found = catalog::store::find_offer(tx, offer, seller);
    if (!found) return std::nullopt;
    return pack_from(found->offer);
}

std::optional<Pack> find_pack(
    db::Transaction& tx, catalog::ProductId product, accounts::OrganisationId seller
) {
    const auto offers = catalog::store::offers_of(tx, product);
    const auto oldest = std::ranges::min_element(offers, {}, [](const auto& each) { return each.offer.id; });
    if (oldest == offers.end() || oldest->offer.seller != seller) return std::nullopt;
    return pack_from(oldest->offer);
}

}  // namespace chophien::traceability
