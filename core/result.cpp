#include "core/result.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace chophien {

void report_bug(std::string_view sentence, const std::source_location& where) {
    const auto text = fmt::format("{}:{}: {}", where.file_name(), where.line(), sentence);
#ifndef NDEBUG
    std::fprintf(stderr, "bug: %s\n", text.c_str());
    std::abort();
#else
    throw Bug(text);
#endif
}

}  // namespace chophien
