#include "catalog/media/photos.hpp"

#include "catalog/listing_store.hpp"
#include "catalog/media/photo_store.hpp"
#include "catalog/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using store::PhotoRow;

PhotoView view_of(const PhotoRow& row) {
    const auto digest = crypto::hex(crypto::bytes_of(row.picture));
    const auto path = [&](std::string_view form) { return copy_path(digest, form); };
    return {
        row.id,
        row.width,
        row.height,
        row.words,
        path("320.webp"),
        path("800.webp"),
        path("1600.webp"),
        path("800.jpg")};
}

OwnPhoto own_view_of(const PhotoRow& row) {
    return {view_of(row), crypto::hex(crypto::bytes_of(row.picture)), row.taken_at, row.place};
}

List<OwnPhoto> own_list(const std::vector<PhotoRow>& rows) {
    List<OwnPhoto> list;
    for (const auto& row : rows) list.data.push_back(own_view_of(row));
    return list;
}

// The product's row is held: two photos sent at once cannot pass the limit together.
bool holds_product(db::Transaction& tx, const Caller& seller, ProductId product) {
    return store::lock_product(tx, product, seller.organisation).has_value();
}

void tell(db::Transaction& tx, ProductId product) {
    tx.announce({"product.photos_changed", text_of(product)});
    const ProductId one[] = {product};
    refresh_listing(tx, one);
}

}  // namespace

Result<OwnPhoto> add_photo(db::Transaction& tx, const Caller& seller, const AddPhoto& wish) {
    const auto digest = crypto::sha256(wish.file.octets);
    // Before the product is held: decoding takes its time.
    if (!store::has_picture(tx, digest)) {
        auto picture = picture_from(wish.file.octets);
        if (!picture) return refuse(picture);
        if (!holds_product(tx, seller, wish.product)) return refuse(unknown_product);
        store::insert(tx, digest, *picture);
    } else if (!holds_product(tx, seller, wish.product)) {
        return refuse(unknown_product);
    }
    const auto photos = store::photos_of_product(tx, wish.product);
    const auto same = std::ranges::find(photos, digest, &PhotoRow::picture);
    if (same != photos.end()) {
        store::change_words(tx, same->id, wish.words);
    } else {
        if (photos.size() >= most_photos) return refuse(too_many_photos);
        PhotoRow photo;
        photo.id = tx.new_id<OfPhoto>();
        photo.product = wish.product;
        photo.picture = digest;
        photo.words = wish.words;
        store::insert_photo(tx, photo, photos.size(), seller.person);
    }
    tell(tx, wish.product);
    const auto now = store::photos_of_product(tx, wish.product);
    return own_view_of(*std::ranges::find(now, digest, &PhotoRow::picture));
}

Result<Nothing> drop_photo(db::Transaction& tx, const Caller& seller, const NamePhoto& wish) {
    if (!holds_product(tx, seller, wish.product)) return refuse(unknown_product);
    const auto photos = store::photos_of_product(tx, wish.product);
    const auto photo = std::ranges::find(photos, wish.photo, &PhotoRow::id);
    if (photo == photos.end()) return refuse(unknown_photo);
    store::delete_photo(tx, wish.photo);
    std::size_t place = 0;
    for (const auto& row : photos)
        if (row.id != wish.photo) store::move(tx, row.id, place++);
    tell(tx, wish.product);
    return Nothing{};
}

Result<List<OwnPhoto>> order_photos(db::Transaction& tx, const Caller& seller, const OrderPhotos& wish) {
    if (!holds_product(tx, seller, wish.product)) return refuse(unknown_product);
    const auto photos = store::photos_of_product(tx, wish.product);
    const bool all_named = std::ranges::is_permutation(wish.photos, photos, {}, {}, &PhotoRow::id);
    if (!all_named)
        return refuse(
            unknown_photo,
            "Hãy nêu đủ các ảnh của sản phẩm, mỗi ảnh một lần.",
            "Name all photos of the product, each once."
        );
    for (std::size_t place = 0; place < wish.photos.size(); ++place)
        store::move(tx, wish.photos[place], place);
    tell(tx, wish.product);
    return own_list(store::photos_of_product(tx, wish.product));
}

Result<List<OwnPhoto>> list_own_photos(db::Transaction& tx, const Caller& seller, const NameProduct& wish) {
    const auto product = store::find_product(tx, wish.product);
    if (!product || product->seller != seller.organisation) return refuse(unknown_product);
    return own_list(store::photos_of_product(tx, wish.product));
}

std::vector<PhotoView> photos_of(db::Transaction& tx, ProductId product) {
    std::vector<PhotoView> views;
    for (const auto& row : store::photos_of_product(tx, product)) views.push_back(view_of(row));
    return views;
}

std::string copy_path(std::string_view digest, std::string_view form) {
    return fmt::format("/media/{}-{}", digest, form);
}

std::optional<std::string> copy_named(db::Transaction& tx, std::string_view name) {
    constexpr std::size_t digits = 64;
    if (name.size() <= digits + 1 || name[digits] != '-') return std::nullopt;
    const auto digest = crypto::digest_from_hex(name.substr(0, digits));
    if (!digest) return std::nullopt;
    return store::copy_of(tx, *digest, name.substr(digits + 1));
}

}  // namespace chophien::catalog
