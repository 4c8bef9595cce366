#include "web/assets.hpp"

#include "core/crypto.hpp"
#include "core/embedded.hpp"

namespace chophien::web {

namespace {

Asset asset_of(std::string_view stem, std::string_view ending, std::string_view media_type) {
    const std::string file = "web/data/" + std::string(stem) + std::string(ending);
    const auto bytes = embedded::bytes_of(embedded::web(), file);
    const auto digest = crypto::sha256(bytes);
    const auto name =
        std::string(stem) + '-' + crypto::hex(crypto::bytes_of(digest).substr(0, 8)) + std::string(ending);
    return Asset{name, media_type, bytes};
}

}  // namespace

const Asset& style_sheet() {
    static const Asset asset = asset_of("style", ".css", "text/css; charset=utf-8");
    return asset;
}

const Asset& mark() {
    static const Asset asset = asset_of("mark", ".svg", "image/svg+xml");
    return asset;
}

const Asset* find_asset(std::string_view name) {
    for (const auto* asset : {&style_sheet(), &mark()})
        if (asset->name == name) return asset;
    return nullptr;
}

std::string path_of(const Asset& asset) { return "/assets/" + asset.name; }

}  // namespace chophien::web
