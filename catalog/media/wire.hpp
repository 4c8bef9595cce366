// Photos as JSON.
#pragma once

#include "catalog/media/photos.hpp"

namespace chophien::json {

template <>
struct Shape<catalog::AddPhoto> {
    using Of = catalog::AddPhoto;
    static constexpr std::string_view name = "AddPhoto";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("file", &Of::file, "The picture's file: JPEG, PNG or WebP, at most 10 MB."),
        field(
            "words", &Of::words, one_line, characters(1, 200), "What is to be seen, for who cannot see it."
        ),
    };
};

template <>
struct Shape<catalog::NamePhoto> {
    using Of = catalog::NamePhoto;
    static constexpr std::string_view name = "NamePhoto";
    static constexpr auto fields =
        std::tuple{field("product", &Of::product, "The product."), field("photo", &Of::photo, "The photo.")};
};

template <>
struct Shape<catalog::OrderPhotos> {
    using Of = catalog::OrderPhotos;
    static constexpr std::string_view name = "OrderPhotos";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("photos", &Of::photos, items(1, catalog::most_photos), "All its photos in their new order."),
    };
};

template <>
struct Shape<catalog::PhotoView> {
    using Of = catalog::PhotoView;
    static constexpr std::string_view name = "Photo";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The photo."),
        field("width", &Of::width, "Pixels of the picture as it was sent."),
        field("height", &Of::height, "Pixels of the picture as it was sent."),
        field("words", &Of::words, "What is to be seen."),
        field("small", &Of::small, "Path of the WebP at most 320 pixels wide; it never changes."),
        field("medium", &Of::medium, "At most 800 pixels wide."),
        field("large", &Of::large, "At most 1600 pixels wide."),
        field("jpeg", &Of::jpeg, "A JPEG at most 800 pixels wide, for who reads no WebP."),
    };
};

template <>
struct Shape<catalog::OwnPhoto> {
    using Of = catalog::OwnPhoto;
    static constexpr std::string_view name = "OwnPhoto";
    static constexpr auto fields = std::tuple{
        field("photo", &Of::photo, "What everybody sees."),
        field("digest", &Of::digest, "SHA-256 of the file as it was sent."),
        field("taken_at", &Of::taken_at, "When, by the camera's own clock."),
        field("place", &Of::place, "Where, as the camera wrote it: a geo URI (RFC 5870). In no public copy."),
    };
};

}  // namespace chophien::json
