#include "catalog/offers.hpp"

#include "catalog/listing_history.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/refusals.hpp"
#include "core/gs1_key.hpp"

namespace chophien::catalog {

namespace {

using accounts::Caller;

void set_content(Offer& offer, const Quantity& content) {
    offer.content = content.value;
    offer.content_unit = content.unit;
}

// The seller's own number. The platform's range is not the seller's to write into.
void set_gtin(Offer& offer, const std::string& typed, std::vector<Violation>& faults) {
    auto gtin = gtin_from(typed);
    if (!gtin)
        faults.push_back({"/gtin", "wrong_gtin", gtin.error().vi, gtin.error().en});
    else if (is_restricted(*gtin))
        faults.push_back(
            {"/gtin",
             "restricted_gtin",
             "Mã này thuộc dải lưu hành nội bộ của GS1, không phải mã của hợp tác xã.",
             "This number is of GS1's restricted circulation, not a seller's own."}
        );
    else
        offer.gtin = std::string(gtin->text());
}

tl::unexpected<Refused> refuse_taken(store::Taken taken) {
    return taken == store::Taken::gtin ? refuse(gtin_taken) : refuse(pack_taken);
}

void tell(db::Transaction& tx, std::string_view what, const Offer& offer) {
    tx.announce(
        {"offer." + std::string(what), text_of(offer.id), R"({"product":")" + text_of(offer.product) + "\"}"}
    );
    tx.touch(tag(offer.product));
}

// Lists show the price, pack and availability of a published product.
void show_in_lists(db::Transaction& tx, const Offer& offer) {
    const auto product = store::find_product(tx, offer.product);
    if (!product || product->state != ProductState::published) return;
    const ProductId one[] = {offer.product};
    refresh_listing(tx, one);
}

// The same when the listing says something else: stock is none of its words.
void show_new_words(db::Transaction& tx, const Offer& offer) {
    show_in_lists(tx, offer);
    const ProductId one[] = {offer.product};
    keep_history(tx, one);
}

}  // namespace

Result<OwnOffer> create_offer(db::Transaction& tx, const Caller& seller, const CreateOffer& wish) {
    // The product's row is held: two offers made at once cannot pass the limit together.
    const auto product = store::lock_product(tx, wish.product, seller.organisation);
    if (!product) return refuse(unknown_product);
    Offer offer;
    offer.id = tx.new_id<OfOffer>();
    offer.product = product->id;
    offer.seller = seller.organisation;
    offer.pack = wish.pack;
    offer.unit = wish.unit;
    offer.price = wish.price;
    offer.step = wish.step.value_or(whole(1));
    offer.minimum = wish.minimum.value_or(offer.step);
    offer.pricing_unit = wish.pricing_unit;
    offer.tolerance_percent = wish.tolerance_percent;
    offer.updated_at = tx.now();
    if (wish.content) set_content(offer, *wish.content);
    auto faults = faults_of(offer);
    if (wish.gtin) set_gtin(offer, *wish.gtin, faults);
    const auto stock = wish.stock.value_or(whole(0));
    if (auto fault = fault_of_stock(stock, *offer.unit, "/stock")) faults.push_back(std::move(*fault));
    if (std::ssize(store::offers_of(tx, product->id)) >= most_offers)
        faults.push_back(
            {"/product", "too_many", "Sản phẩm đã có 20 chào bán.", "The product has 20 offers already."}
        );
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    if (!wish.gtin)
        offer.gtin = std::string(platform_gtin(store::take_platform_numbers(tx, 1).front()).text());
    if (const auto taken = store::insert(tx, offer, stock, seller.person); taken != store::Taken::no)
        return refuse_taken(taken);
    show_new_words(tx, offer);
    tell(tx, "created", offer);
    return own_view({offer, {stock, whole(0)}});
}

Result<OwnOffer> change_offer(db::Transaction& tx, const Caller& seller, const ChangeOffer& wish) {
    auto found = store::lock_offer(tx, wish.offer, seller.organisation);
    if (!found) return refuse(unknown_offer);
    auto& offer = found->offer;
    if (wish.expected_version && *wish.expected_version != offer.version) return refuse(changed_meanwhile);
    if (wish.pack) offer.pack = *wish.pack;
    if (wish.content) set_content(offer, *wish.content);
    if (wish.price) offer.price = *wish.price;
    if (wish.step) offer.step = *wish.step;
    if (wish.minimum) offer.minimum = *wish.minimum;
    if (wish.state) offer.state = *wish.state;
    if (wish.tolerance_percent) offer.tolerance_percent = wish.tolerance_percent;
    auto faults = faults_of(offer);
    if (wish.gtin && *wish.gtin != offer.gtin) set_gtin(offer, *wish.gtin, faults);
    if (!faults.empty()) return refuse(not_as_sold, std::move(faults));
    if (const auto taken = store::update(tx, offer); taken != store::Taken::no) return refuse_taken(taken);
    show_new_words(tx, offer);
    tell(tx, "changed", offer);
    return own_view(*found);
}

Result<List<OwnOffer>> list_own_offers(db::Transaction& tx, const Caller& seller, const ListOwnOffers& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfOffer>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<OwnOffer> page;
    for (const auto& offer : store::offers_of_seller(tx, seller.organisation, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(own_view(offer));
    }
    return page;
}

Violation fault_below_least(const store::Stock& stock, std::string_view pointer) {
    const auto least = text_of(stock.least_on_hand);
    const bool only_reserved = stock.least_on_hand == stock.reserved;
    return {
        std::string(pointer),
        "below_reserved",
        only_reserved ? "Đơn hàng đang giữ " + least + "."
                      : "Không thể dưới " + least + ": hàng của các lô, hàng đã giữ và hàng tạm ngừng bán.",
        only_reserved ? "Orders have reserved " + least + "."
                      : "It cannot be below " + least + ": goods of lots, reserved and on hold."};
}

Result<OwnOffer> count_stock(db::Transaction& tx, const Caller& seller, const CountStock& wish) {
    auto found = store::lock_offer(tx, wish.offer, seller.organisation);
    if (!found) return refuse(unknown_offer);
    if (auto fault = fault_of_stock(wish.counted, *found->offer.unit, "/counted"))
        return refuse(not_as_sold, std::vector{std::move(*fault)});
    if (wish.counted < found->stock.least_on_hand) {
        const auto fault = fault_below_least(found->stock, "/counted");
        return refuse(below_reserved, fault.vi, fault.en);
    }
    store::set_on_hand(
        tx,
        wish.offer,
        found->stock,
        wish.counted,
        store::MovementKind::count,
        wish.why.value_or(""),
        seller.person
    );
    const auto left_before = found->stock.left();
    found->stock.on_hand = wish.counted;
    const auto left_now = found->stock.left();
    const auto minimum = found->offer.minimum;
    if ((left_before < minimum) != (left_now < minimum)) show_in_lists(tx, found->offer);
    tell(tx, "counted", found->offer);
    return own_view(*found);
}

Result<List<store::Movement>> list_movements(
    db::Transaction& tx, const Caller& seller, const ListMovements& wish
) {
    if (!store::find_offer(tx, wish.offer, seller.organisation)) return refuse(unknown_offer);
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfMovement>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<store::Movement> page;
    page.data = store::movements_of(tx, wish.offer, before, limit + 1);
    if (std::ssize(page.data) > limit) {
        page.data.pop_back();
        page.page.next = text_of(page.data.back().id);
    }
    return page;
}

}  // namespace chophien::catalog
