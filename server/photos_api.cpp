// Photos on the wire: sent as the file itself, served under names that never change.
#include "catalog/media/wire.hpp"
#include "catalog/refusals.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

struct LoadCopy {
    std::string name;
};

Result<Document> show_copy(db::Transaction& tx, const Caller&, const LoadCopy& wish) {
    auto bytes = catalog::copy_named(tx, wish.name);
    if (!bytes) return refuse(catalog::unknown_photo);
    return Document{
        std::string(catalog::media_type_of(wish.name)),
        std::move(*bytes),
        {{"Cache-Control", "public, max-age=31536000, immutable"}}};
}

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::LoadCopy> {
    static constexpr std::string_view name = "LoadCopy";
    static constexpr auto fields = std::tuple{field(
        "name", &server::LoadCopy::name, characters(1, 90), "Digest and form, as photos' paths have it."
    )};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&catalog::add_photo>(
        {.verb = Verb::post,
         .path = "/v1/products/{product}/photos",
         .operation = "addPhoto",
         .may = Permission::sell,
         .summary = "Send a photo's file as the body; copies without the camera's data are made.",
         .success = Success::created,
         .body = Body::picture}
    ),
    route<&catalog::list_own_photos>(
        {.verb = Verb::get,
         .path = "/v1/products/mine/{product}/photos",
         .operation = "listOwnPhotos",
         .may = Permission::signed_in,
         .summary = "A product's photos with what the camera wrote, to its seller."}
    ),
    route<&catalog::order_photos>(
        {.verb = Verb::put,
         .path = "/v1/products/{product}/photos",
         .operation = "orderPhotos",
         .may = Permission::sell,
         .summary = "Put a product's photos in another order."}
    ),
    route<&catalog::drop_photo>(
        {.verb = Verb::del,
         .path = "/v1/products/{product}/photos/{photo}",
         .operation = "dropPhoto",
         .may = Permission::sell,
         .summary = "Take a photo off a product."}
    ),
    route<&show_copy>(
        {.verb = Verb::get,
         .path = "/media/{name}",
         .operation = "showPhoto",
         .may = Permission::anyone,
         .summary = "A copy of a photo; its bytes never change.",
         .cache = Cache::shared,
         .media_type = "image/webp"}
    ),
};

}  // namespace

std::span<const Route> photos_routes() { return routes; }

}  // namespace chophien::server
