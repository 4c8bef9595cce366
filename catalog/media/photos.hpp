// Photos of products. A photo's file is named by its content, so its address never shows anything else and
// may be kept for ever; the same file sent twice is one.
#pragma once

#include "catalog/media/picture.hpp"
#include "catalog/products.hpp"
#include "core/list.hpp"

namespace chophien::catalog {

struct OfPhoto {
    static constexpr std::string_view prefix = "pho";
};

using PhotoId = Id<OfPhoto>;

inline constexpr std::size_t most_photos = 10;

struct AddPhoto {
    ProductId product;
    json::Bytes file;
    std::optional<std::string> words{};  ///< what is to be seen
};

struct NamePhoto {
    ProductId product;
    PhotoId photo;
};

struct OrderPhotos {
    ProductId product;
    std::vector<PhotoId> photos;  ///< all of them, the first is the one lists show
};

/// What anybody sees.
struct PhotoView {
    PhotoId id;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::optional<std::string> words{};
    std::string small;   ///< path of the WebP of 320 pixels
    std::string medium;  ///< of 800
    std::string large;   ///< of 1600
    std::string jpeg;    ///< of 800, for who reads no WebP
};

/// What its seller sees besides: what the camera wrote.
struct OwnPhoto {
    PhotoView photo;
    std::string digest;  ///< SHA-256 of the file as it was sent, in hex
    std::optional<std::string> taken_at{};
    std::optional<std::string> place{};
};

/// Sending a product's photo again changes its words only. Refuses: unknown_product (also another's),
/// wrong_picture, too_many_photos.
Result<OwnPhoto> add_photo(db::Transaction& tx, const accounts::Caller& seller, const AddPhoto& wish);

/// Refuses: unknown_product, unknown_photo.
Result<Nothing> drop_photo(db::Transaction& tx, const accounts::Caller& seller, const NamePhoto& wish);

/// Refuses: unknown_product, unknown_photo (not exactly the product's photos, each once).
Result<List<OwnPhoto>> order_photos(
    db::Transaction& tx, const accounts::Caller& seller, const OrderPhotos& wish
);

/// Refuses: unknown_product.
Result<List<OwnPhoto>> list_own_photos(
    db::Transaction& tx, const accounts::Caller& seller, const NameProduct& wish
);

/// For pages: a product's photos in their order.
std::vector<PhotoView> photos_of(db::Transaction& tx, ProductId product);

/// "/media/{digest in hex}-{form}".
std::string copy_path(std::string_view digest, std::string_view form);

/// Bytes of a copy by its name in URLs, "<64 hex digits>-800.webp"; nothing when there is none.
std::optional<std::string> copy_named(db::Transaction& tx, std::string_view name);

}  // namespace chophien::catalog
