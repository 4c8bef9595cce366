#include "catalog/pricing/showing.hpp"

namespace chophien::catalog::pricing {

Result<ProductPrices> show_prices(
    db::Transaction& tx, const accounts::Caller& caller, const NameProduct& wish
) {
    auto product = product_of(tx, wish.product);
    if (!product) return refuse(product);
    std::vector<PricedOffer> asked;
    for (const auto& offer : product->offers) asked.push_back({offer.id, offer.price, offer.minimum});
    auto steps = steps_for(tx, buyer_of(caller), asked);
    ProductPrices answer{wish.product, {}};
    for (std::size_t at = 0; at < asked.size(); ++at) {
        auto& offer = product->offers[at];
        answer.offers.push_back(
            {offer.id, std::move(offer.pack), offer.unit, offer.price, std::move(steps[at])}
        );
    }
    return answer;
}

}  // namespace chophien::catalog::pricing
