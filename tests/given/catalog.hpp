// Sentences about goods: given::sells(market, coop, {.name = "Bưởi da xanh", .stock = whole(5)}).
#pragma once

#include "catalog/listing.hpp"
#include "catalog/offers.hpp"
#include "catalog/products.hpp"
#include "tests/given/market.hpp"

#include <string>

namespace chophien::given {

struct Selling {
    std::string name = "Bưởi da xanh";
    std::int32_t set = 1;
    std::string pack = "Thùng 5 kg";
    std::string unit = "thùng";
    Money price = vnd(150'000);
    Decimal stock = whole(10);
    Decimal step = whole(1);
    std::optional<std::string> province{};
    std::optional<std::string> brand{};
    std::optional<std::string> origin{};
    std::optional<Quantity> content{};
    std::optional<std::string> usage{};
    std::optional<catalog::LabelWords> label_words{};
};

/// One product with one offer.
struct Goods {
    accounts::Caller seller;
    catalog::ProductId product;
    catalog::OfferId offer;
};

/// A draft with one offer.
inline Goods drafts(Market& market, const accounts::Caller& seller, const Selling& what = {}) {
    return granted(market.transact([&](db::Transaction& tx) -> Result<Goods> {
        auto product = catalog::create(
            tx,
            seller,
            {.name = what.name,
             .set = what.set,
             .province = what.province,
             .origin = what.origin,
             .brand = what.brand,
             .usage = what.usage,
             .label_words = what.label_words}
        );
        if (!product) return refuse(product);
        auto offer = catalog::create_offer(
            tx,
            seller,
            {.product = product->id,
             .pack = what.pack,
             .unit = unit_from(what.unit),
             .content = what.content,
             .price = what.price,
             .step = what.step,
             .stock = what.stock}
        );
        if (!offer) return refuse(offer);
        return Goods{seller, product->id, offer->id};
    }));
}

/// The same, published.
inline Goods sells(Market& market, const accounts::Caller& seller, const Selling& what = {}) {
    const auto goods = drafts(market, seller, what);
    granted(market.transact([&](db::Transaction& tx) { return catalog::publish(tx, seller, {goods.product}); }
    ));
    return goods;
}

}  // namespace chophien::given
