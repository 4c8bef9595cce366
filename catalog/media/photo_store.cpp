#include "catalog/media/photo_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::catalog::store {

namespace {

using db::Statement;

constexpr Statement find_photos{"catalog.photos_of", R"sql(
    SELECT f.id, f.product, f.picture, p.width, p.height, f.words, p.taken_at, p.place
      FROM product_photos f
      JOIN pictures p ON p.digest = f.picture
     WHERE f.product = ?
     ORDER BY f.place, f.id
     LIMIT 20
)sql"};

constexpr Statement find_picture{"catalog.picture", R"sql(
    SELECT width FROM pictures WHERE digest = ?
)sql"};

constexpr Statement add_picture{"catalog.insert_picture", R"sql(
    INSERT IGNORE INTO pictures (digest, width, height, taken_at, place, added_at) VALUES (?, ?, ?, ?, ?, ?)
)sql"};

constexpr std::string_view copies_head = "INSERT IGNORE INTO picture_copies (digest, form, bytes) VALUES ";
constexpr std::string_view copies_row = "(?, ?, ?)";
constexpr auto add_copies = db::many_rows<copies_head, copies_row>("catalog.insert_picture_copies");

constexpr Statement add_photo_row{"catalog.insert_photo", R"sql(
    INSERT INTO product_photos (id, product, picture, place, words, person, added_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement write_words{"catalog.photo_words", R"sql(
    UPDATE product_photos SET words = ? WHERE id = ?
)sql"};

constexpr Statement drop_row{"catalog.delete_photo", R"sql(
    DELETE FROM product_photos WHERE id = ?
)sql"};

constexpr Statement write_place{"catalog.move_photo", R"sql(
    UPDATE product_photos SET place = ? WHERE id = ?
)sql"};

constexpr Statement find_copy{"catalog.picture_copy", R"sql(
    SELECT bytes FROM picture_copies WHERE digest = ? AND form = ?
)sql"};

}  // namespace

}  // namespace chophien::catalog::store

namespace chophien::db {

template <>
struct Columns<catalog::store::PhotoRow> {
    using Of = catalog::store::PhotoRow;
    static constexpr auto of = std::tuple{
        &Of::id, &Of::product, &Of::picture, &Of::width, &Of::height, &Of::words, &Of::taken_at, &Of::place};
};

}  // namespace chophien::db

namespace chophien::catalog::store {

std::vector<PhotoRow> photos_of_product(db::Transaction& tx, ProductId product) {
    return tx.rows<PhotoRow>(find_photos, product);
}

bool has_picture(db::Transaction& tx, const crypto::Digest& digest) {
    return tx.row<std::int32_t>(find_picture, digest).has_value();
}

void insert(db::Transaction& tx, const crypto::Digest& digest, const Picture& picture) {
    tx.change(
        add_picture,
        digest,
        picture.width,
        picture.height,
        picture.shot.taken_at,
        picture.shot.place,
        tx.now()
    );
    db::change_rows(tx, add_copies, picture.copies, [&](const PictureCopy& copy) {
        return db::values(digest, copy.name, copy.bytes);
    });
}

void insert_photo(db::Transaction& tx, const PhotoRow& photo, std::size_t place, accounts::PersonId person) {
    tx.change(
        add_photo_row,
        photo.id,
        photo.product,
        photo.picture,
        static_cast<std::int64_t>(place),
        photo.words,
        person,
        tx.now()
    );
}

void change_words(db::Transaction& tx, PhotoId photo, const std::optional<std::string>& words) {
    tx.change(write_words, words, photo);
}

void delete_photo(db::Transaction& tx, PhotoId photo) { tx.change(drop_row, photo); }

void move(db::Transaction& tx, PhotoId photo, std::size_t place) {
    tx.change(write_place, static_cast<std::int64_t>(place), photo);
}

std::optional<std::string> copy_of(db::Transaction& tx, const crypto::Digest& digest, std::string_view form) {
    return tx.row<std::string>(find_copy, digest, form);
}

}  // namespace chophien::catalog::store
