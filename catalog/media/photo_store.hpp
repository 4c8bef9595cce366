// Pictures and products' photos in the database.
#pragma once

#include "catalog/media/photos.hpp"

namespace chophien::catalog::store {

struct PhotoRow {
    PhotoId id;
    ProductId product;
    crypto::Digest picture{};
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::optional<std::string> words{};
    std::optional<std::string> taken_at{};
    std::optional<std::string> place{};
};

/// In their order.
std::vector<PhotoRow> photos_of_product(db::Transaction& tx, ProductId product);
bool has_picture(db::Transaction& tx, const crypto::Digest& digest);
/// Doing it again changes nothing.
void insert(db::Transaction& tx, const crypto::Digest& digest, const Picture& picture);
void insert_photo(db::Transaction& tx, const PhotoRow& photo, std::size_t place, accounts::PersonId person);
void change_words(db::Transaction& tx, PhotoId photo, const std::optional<std::string>& words);
void delete_photo(db::Transaction& tx, PhotoId photo);
void move(db::Transaction& tx, PhotoId photo, std::size_t place);
std::optional<std::string> copy_of(db::Transaction& tx, const crypto::Digest& digest, std::string_view form);

}  // namespace chophien::catalog::store
