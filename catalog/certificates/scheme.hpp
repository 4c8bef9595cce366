// The schemes a certificate or a right to a mark may be of (catalog/data/certificate-schemes.json, which
// names the law behind each).
#pragma once

#include "core/json/shape.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

/// A certificate says that somebody checked; a declaration that the maker answers for it; a mark that its
/// owner lets this seller use a protected name.
enum class SchemeSort : std::uint8_t { certificate, declaration, mark };

/// How a certificate's number is written.
enum class NumberForm : std::uint8_t {
    text,
    ggn,  ///< GLOBALG.A.P. number: 13 digits with GS1's check digit
};

struct Scheme {
    std::string_view code;
    SchemeSort sort{};
    std::string_view name_vi;
    std::string_view name_en;
    std::optional<std::int32_t> longest_months{};  ///< none: no limit in law
    NumberForm number{};
    std::vector<std::string_view> words{};  ///< folded; who writes one of them claims the scheme
};

std::span<const Scheme> schemes();
/// Null when there is none of that code.
const Scheme* scheme_with(std::string_view code);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::SchemeSort> {
    using enum catalog::SchemeSort;
    static constexpr std::array of{
        std::pair{certificate, std::string_view("certificate")},
        std::pair{declaration, std::string_view("declaration")},
        std::pair{mark, std::string_view("mark")},
    };
};

template <>
struct Names<catalog::NumberForm> {
    using enum catalog::NumberForm;
    static constexpr std::array of{
        std::pair{text, std::string_view("text")},
        std::pair{ggn, std::string_view("ggn")},
    };
};

}  // namespace chophien::json
