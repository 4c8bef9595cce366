// Pictures as bytes: what a file really is, found by decoding it; and the copies the public gets. libgd
// decodes and scales, libexif reads what the camera wrote. Pure.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

inline constexpr std::size_t most_picture_bytes = std::size_t{10} << 20U;
inline constexpr std::int64_t most_pixels = 40'000'000;
inline constexpr std::int32_t shortest_side = 200;    ///< pixels
inline constexpr std::int32_t longest_side = 16'000;  ///< WebP ends at 16,383

/// Where and when the camera says it stood; kept for provenance, in no public copy.
struct ShotFacts {
    std::optional<std::string> taken_at{};  ///< "2026-10-20T07:31:05", the camera's own clock
    std::optional<std::string> place{};     ///< "geo:21.594200,105.848100" (RFC 5870)

    friend bool operator==(const ShotFacts&, const ShotFacts&) = default;
};

enum class CopyFormat : std::uint8_t { webp, jpeg };

struct CopyForm {
    std::int32_t width;  ///< at most; a smaller original is not blown up
    CopyFormat format;
    std::string_view name;  ///< in URLs: "800.webp"
};

/// The copies made of every picture, the smallest first.
inline constexpr std::array copy_forms{
    CopyForm{320, CopyFormat::webp, "320.webp"},
    CopyForm{800, CopyFormat::webp, "800.webp"},
    CopyForm{800, CopyFormat::jpeg, "800.jpg"},
    CopyForm{1600, CopyFormat::webp, "1600.webp"},
};

struct PictureCopy {
    std::string_view name;
    std::string bytes;
};

struct Picture {
    std::int32_t width = 0;  ///< as it is looked at, after turning it as the camera was held
    std::int32_t height = 0;
    ShotFacts shot{};
    std::vector<PictureCopy> copies{};
};

/// Width and height that a JPEG, PNG or WebP file says it has, without decoding it; nothing for any other
/// file. They are checked before memory is taken for the pixels.
std::optional<std::pair<std::int64_t, std::int64_t>> size_said_by(std::string_view file);

/// Decodes a file and makes its copies, without anything the camera wrote. Two at a time; others wait.
/// Refuses: wrong_picture (no JPEG, PNG or WebP; broken; too large or too small).
Result<Picture> picture_from(std::string_view file);

std::string_view media_type_of(std::string_view copy_name);

}  // namespace chophien::catalog
