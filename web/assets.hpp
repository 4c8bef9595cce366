// Files that pages load: the style sheet and the mark in the browser's tab. An asset's name carries a digest
// of its bytes, so browsers keep it for good.
#pragma once

#include <string>
#include <string_view>

namespace chophien::web {

struct Asset {
    std::string name;  ///< style-0123456789abcdef.css
    std::string_view media_type;
    std::string_view bytes;
};

const Asset& style_sheet();
const Asset& mark();

/// The asset of that name, null for any other name (also an older digest's).
const Asset* find_asset(std::string_view name);

/// Where a page loads it from: /assets/style-….css
std::string path_of(const Asset& asset);

}  // namespace chophien::web
