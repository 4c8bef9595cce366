#include "catalog/products.hpp"

#include "catalog/listing_history.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/naming.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/takedown.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;

std::optional<std::string> unless_empty(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

void check_name(const std::string& name, std::vector<Violation>& faults) {
    if (name_identity(name).empty())
        faults.push_back({"/name", "no_letter", "Tên phải có chữ hoặc số.", "A name has a letter or a digit."}
        );
}

void set_province(Product& product, const std::string& typed, std::vector<Violation>& faults) {
    if (const auto known = province_from(typed))
        product.province = std::string(known->today->code);
    else
        faults.push_back(
            {"/province",
             "unknown_province",
             "Không nhận ra tỉnh, thành phố này.",
             "This is no province we know."}
        );
}

OwnProduct own_view(db::Transaction& tx, const Product& product) {
    OwnProduct view{
        product.id,
        product.name,
        product.description,
        product.ocop_set,
        product.province,
        product.origin,
        product.brand,
        product.storage,
        product.usage,
        product.label_words,
        product.state,
        {},
        {},
        product.version,
        product.created_at,
        product.updated_at,
        product.published_at};
    std::vector<Offer> on_sale;
    for (const auto& one : store::offers_of(tx, product.id)) {
        view.offers.push_back(catalog::own_view(one));
        if (one.offer.state == OfferState::on_sale) on_sale.push_back(one.offer);
    }
    view.lacks = lacks_of(product, on_sale);
    return view;
}

void tell(db::Transaction& tx, std::string_view what, const Product& product) {
    tx.announce({"product." + std::string(what), text_of(product.id)});
    tx.touch(tag(product.id));
}

// What publication needs and a published product would say no more. What it lacked already, because the law
// came after it, does not stand in the way of other changes.
std::vector<Violation> lost_by_change(db::Transaction& tx, const Product& before, const Product& now) {
    if (now.state != ProductState::published) return {};
    const auto with = on_market(tx, now.id);
    const auto lacked = missing_of(before, with);
    auto lost = missing_of(now, with);
    std::erase_if(lost, [&](const Violation& one) {
        return std::ranges::find(lacked, one.pointer, &Violation::pointer) != lacked.end();
    });
    return lost;
}

// What is listed of a published product, or of one that was until now.
void show_in_lists(db::Transaction& tx, ProductId product) {
    const ProductId one[] = {product};
    refresh_listing(tx, one);
    keep_history(tx, one);
}

}  // namespace

OwnOffer own_view(const store::StockedOffer& one) {
    const auto& offer = one.offer;
    const auto gtin = gtin_from(offer.gtin);
    ensure(gtin.has_value(), "a kept GTIN is one");
    OwnOffer view{
        offer.id,
        offer.product,
        offer.pack,
        offer.unit,
        std::nullopt,
        offer.gtin,
        !is_platform(*gtin),
        offer.price,
        offer.minimum,
        offer.step,
        offer.state,
        one.stock.on_hand,
        one.stock.reserved,
        one.stock.held,
        offer.version,
        offer.updated_at,
        offer.pricing_unit,
        offer.tolerance_percent};
    if (offer.content) view.content = Quantity{*offer.content, offer.content_unit.value_or(nullptr)};
    return view;
}

Result<OwnProduct> create(db::Transaction& tx, const Caller& seller, const CreateProduct& wish) {
    const auto facts = known_seller(tx, seller.organisation);
    Product product{.id = tx.new_id<OfProduct>(), .seller = seller.organisation, .name = wish.name};
    std::vector<Violation> faults;
    check_name(product.name, faults);
    if (wish.province && !wish.province->empty())
        set_province(product, *wish.province, faults);
    else
        product.province = facts.province;
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    product.description = unless_empty(wish.description.value_or(""));
    product.ocop_set = wish.set;
    product.origin = unless_empty(wish.origin.value_or(""));
    product.brand = unless_empty(wish.brand.value_or(""));
    product.storage = unless_empty(wish.storage.value_or(""));
    product.usage = unless_empty(wish.usage.value_or(""));
    take_over(product.label_words, wish.label_words);
    product.created_at = product.updated_at = tx.now();
    if (!store::insert(tx, product)) return refuse(name_taken);
    tell(tx, "created", product);
    return own_view(tx, product);
}

Result<OwnProduct> change(db::Transaction& tx, const Caller& seller, const ChangeProduct& wish) {
    auto product = store::lock_product(tx, wish.product, seller.organisation);
    if (!product) return refuse(unknown_product);
    if (wish.expected_version && *wish.expected_version != product->version) return refuse(changed_meanwhile);
    const auto before = *product;
    std::vector<Violation> faults;
    if (wish.name) {
        product->name = *wish.name;
        check_name(product->name, faults);
    }
    if (wish.province) set_province(*product, *wish.province, faults);
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    if (wish.set) product->ocop_set = wish.set;
    for (const auto& [wished, kept] :
         {std::pair{&wish.description, &product->description},
          std::pair{&wish.origin, &product->origin},
          std::pair{&wish.brand, &product->brand},
          std::pair{&wish.storage, &product->storage},
          std::pair{&wish.usage, &product->usage}})
        if (*wished) *kept = unless_empty(**wished);
    take_over(product->label_words, wish.label_words);
    auto lost = lost_by_change(tx, before, *product);
    if (!lost.empty()) return refuse(incomplete, std::move(lost));
    if (!store::update(tx, *product)) return refuse(name_taken);
    if (product->state == ProductState::published) show_in_lists(tx, product->id);
    tell(tx, "changed", *product);
    return own_view(tx, *product);
}

Result<OwnProduct> publish(db::Transaction& tx, const Caller& seller, const NameProduct& wish) {
    auto product = store::lock_product(tx, wish.product, seller.organisation);
    if (!product) return refuse(unknown_product);
    if (product->state == ProductState::published) return own_view(tx, *product);
    if (is_taken_down(tx, product->id)) return refuse(product_taken_down);
    if (!refresh_seller(tx, seller.organisation).open) return refuse(not_verified);
    auto missing = missing_now(tx, *product);
    if (!missing.empty()) return refuse(incomplete, std::move(missing));
    product->state = *next_state(product->state, ProductStep::publish);
    product->published_at = tx.now();
    ensure(store::update(tx, *product), "publishing changes no name");
    show_in_lists(tx, product->id);
    tell(tx, "published", *product);
    return own_view(tx, *product);
}

Result<OwnProduct> withdraw(db::Transaction& tx, const Caller& seller, const NameProduct& wish) {
    auto product = store::lock_product(tx, wish.product, seller.organisation);
    if (!product) return refuse(unknown_product);
    if (product->state == ProductState::withdrawn) return own_view(tx, *product);
    const auto next = next_state(product->state, ProductStep::withdraw);
    if (!next) return refuse(wrong_state);
    product->state = *next;
    ensure(store::update(tx, *product), "withdrawing changes no name");
    show_in_lists(tx, product->id);
    tell(tx, "withdrawn", *product);
    return own_view(tx, *product);
}

Result<OwnProduct> show_own(db::Transaction& tx, const Caller& seller, const NameProduct& wish) {
    const auto product = store::find_product(tx, wish.product);
    if (!product || product->seller != seller.organisation) return refuse(unknown_product);
    return own_view(tx, *product);
}

Result<List<OwnProduct>> list_own(db::Transaction& tx, const Caller& seller, const ListOwnProducts& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfProduct>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<OwnProduct> page;
    for (const auto& product : store::products_of(tx, seller.organisation, wish.state, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(own_view(tx, product));
    }
    return page;
}

}  // namespace chophien::catalog
