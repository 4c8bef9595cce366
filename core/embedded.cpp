#include "core/embedded.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace chophien::embedded {

std::string_view bytes_of(std::span<const File> files, std::string_view name) {
    const auto found = std::ranges::find(files, name, &File::name);
    if (found == files.end()) throw std::out_of_range("no embedded file " + std::string(name));
    return found->bytes;
}

}  // namespace chophien::embedded
