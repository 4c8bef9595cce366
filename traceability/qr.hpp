// QR symbols for labels, pages and payments: made by libqrencode, drawn here. Error level M and a quiet zone
// of four modules, as GS1 asks of a consumer label. Printed, a module should be 0.4 mm or more.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// A square of dark and light modules, without its quiet zone.
class QrSymbol {
public:
    /// Modules along one side: 21 (version 1) to 177 (version 40).
    std::size_t side() const { return side_; }

    bool is_dark(std::size_t column, std::size_t row) const { return dark_[row * side_ + column]; }

    static constexpr std::size_t quiet_zone = 4;
    /// Of one text. A symbol that carries more is too fine for a telephone and a label printer.
    static constexpr std::size_t most_bytes = 1000;

private:
    friend Result<QrSymbol> qr_symbol(std::string_view text);

    std::size_t side_ = 0;
    std::vector<bool> dark_;
};

/// Capital letters, digits and / : . - % take 5.5 bits each in a symbol, any other text 8. Refuses:
/// qr_text_wrong (empty, over most_bytes, not UTF-8, or with control characters other than line ends).
Result<QrSymbol> qr_symbol(std::string_view text);

/// The same web address in the form that makes the smaller symbol: scheme and host, whose case means nothing,
/// in capitals when all that follows is capitals and digits already; otherwise as it came.
std::string densest_form(std::string_view uri);

/// Text under a symbol: how many lines, of how many characters.
inline constexpr std::size_t most_caption_lines = 8;
inline constexpr std::size_t most_caption_characters = 64;

/// An SVG drawing, one unit a module: white ground, one path for all dark modules, lines of text below in
/// letters small enough to fit. The text may be anything; it is escaped. Refuses: qr_caption_wrong (over the
/// limits, not UTF-8).
Result<std::string> qr_svg(const QrSymbol& symbol, std::span<const std::string> caption = {});

/// Pixels along the side of one module, and of a whole picture with its quiet zone.
inline constexpr unsigned most_module_pixels = 40;
inline constexpr std::size_t most_picture_pixels = 4096;

/// A PNG picture in shades of grey. Refuses: qr_size_wrong (no pixel a module, or over the limits).
Result<std::string> qr_png(const QrSymbol& symbol, unsigned module_pixels);

}  // namespace chophien::traceability
