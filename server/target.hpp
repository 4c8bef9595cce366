// Path and query of a request as text: RFC 3986 percent decoding, and the query as HTML forms write it.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::server {

inline constexpr Refusal bad_target{
    "server/bad-target",
    Kind::invalid,
    {"Địa chỉ chứa ký tự mã hóa sai.", "The address holds a wrongly encoded character."}};
inline constexpr Refusal target_too_complex{
    "server/target-too-complex",
    Kind::invalid,
    {"Địa chỉ có quá nhiều thành phần hoặc tham số.", "The address has too many segments or parameters."}};

struct Target {
    std::vector<std::string>
        segments;  ///< decoded; "/v1/products/" has three, the last one empty; "/" has none
    std::vector<std::pair<std::string, std::string>>
        query;  ///< decoded, in order of appearance, repeats kept
};

inline constexpr std::size_t most_segments = 32;
inline constexpr std::size_t most_parameters = 64;

/// Decodes path ("/" first) and query (no "?"). A "%2F" becomes a slash inside its segment and never splits
/// it. Refuses bad_target: escapes that are not two hexadecimal digits, NUL, bytes that are not UTF-8, and
/// "." or ".." as a segment, encoded or not (nothing we send out has one, so it is an attempt). Refuses
/// target_too_complex.
Result<Target> target_from(std::string_view path, std::string_view query);

/// Refuses bad_target, as above. In queries "+" is a space.
enum class Plus { literal, space };
Result<std::string> percent_decoded(std::string_view text, Plus plus);

/// Escapes all but the unreserved characters of RFC 3986, so the result fits a segment or a query value.
std::string percent_encoded(std::string_view text);

}  // namespace chophien::server
