// Files compiled into the binary: schema and data, so that one executable is the whole product.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace chophien::embedded {

struct File {
    File(std::string_view file_name, const char* begin, const char* end)
        : name(file_name), bytes(begin, static_cast<std::size_t>(end - begin)) {}

    std::string_view name;   ///< path in the source tree, as catalog/data/units.json
    std::string_view bytes;  ///< a zero byte follows the last one
};

// One per module, defined by its build (cmake/module.cmake).
std::span<const File> core();
std::span<const File> accounts();
std::span<const File> catalog();
std::span<const File> traceability();
std::span<const File> payments();
std::span<const File> orders();
std::span<const File> web();
std::span<const File> server();

/// The file of that name among those of a module. Throws std::out_of_range when the build does not carry it.
std::string_view bytes_of(std::span<const File> files, std::string_view name);

}  // namespace chophien::embedded
