#include "traceability/qr.hpp"

#include "core/text.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>
#include <png.h>
#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace chophien::traceability {

namespace {

bool is_dense(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') ||
           (sign != '\0' && std::string_view(" $%*+-./:").find(sign) != std::string_view::npos);
}

// Runs of dark modules, row by row: "M4 4h7v1h-7z".
std::string path_of(const QrSymbol& symbol) {
    std::string path;
    for (std::size_t row = 0; row < symbol.side(); ++row) {
        for (std::size_t column = 0; column < symbol.side();) {
            std::size_t end = column;
            while (end < symbol.side() && symbol.is_dark(end, row)) ++end;
            if (end > column)
                path += fmt::format(
                    "M{} {}h{}v1h-{}z",
                    column + QrSymbol::quiet_zone,
                    row + QrSymbol::quiet_zone,
                    end - column,
                    end - column
                );
            column = end + 1;
        }
    }
    return path;
}

}  // namespace

Result<QrSymbol> qr_symbol(std::string_view text) {
    if (text.empty()) return refuse(qr_text_wrong, "Nội dung trống.", "The text is empty.");
    if (text.size() > QrSymbol::most_bytes)
        return refuse(
            qr_text_wrong, "Nội dung quá dài để in thành mã QR.", "The text is too long for a QR code."
        );
    if (!text::is_utf8(text) || text::has_control(text))
        return refuse(qr_text_wrong, "Nội dung có ký tự điều khiển.", "The text has control characters.");
    using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;
    // The hint lets the library change between digits, dense signs and bytes wherever that saves modules.
    const Code code(
        QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free
    );
    if (!code) throw std::runtime_error("libqrencode made no symbol of a text within its limits");
    QrSymbol symbol;
    symbol.side_ = static_cast<std::size_t>(code->width);
    symbol.dark_.resize(symbol.side_ * symbol.side_);
    for (std::size_t at = 0; at < symbol.dark_.size(); ++at) symbol.dark_[at] = (code->data[at] & 1U) != 0;
    return symbol;
}

std::string densest_form(std::string_view uri) {
    std::string form(uri);
    const auto host = form.find("://");
    if (host == std::string::npos) return form;
    const auto path = std::min(form.find('/', host + 3), form.size());
    if (!std::all_of(form.begin() + static_cast<std::ptrdiff_t>(path), form.end(), is_dense)) return form;
    for (std::size_t at = 0; at < path; ++at)
        if (form[at] >= 'a' && form[at] <= 'z') form[at] = static_cast<char>(form[at] - 'a' + 'A');
    return std::ranges::all_of(form, is_dense) ? form : std::string(uri);
}

Result<std::string> qr_svg(const QrSymbol& symbol, std::span<const std::string> caption) {
    ensure(symbol.side() > 0, "a symbol was made before it is drawn");
    if (caption.size() > most_caption_lines)
        return refuse(qr_caption_wrong, "Chú thích có tối đa 8 dòng.", "A caption has at most 8 lines.");
    const std::size_t width = symbol.side() + 2 * QrSymbol::quiet_zone;
    constexpr std::size_t line_height = 4;
    std::string lines;
    for (std::size_t at = 0; at < caption.size(); ++at) {
        if (!text::is_utf8(caption[at]) || text::characters(caption[at]) > most_caption_characters)
            return refuse(
                qr_caption_wrong,
                "Mỗi dòng chú thích có tối đa 64 ký tự.",
                "A line of caption has at most 64 characters."
            );
        const auto line = text::tidy(caption[at]);
        // In hundredths of a module: a letter of common typefaces is some 0.6 of its size wide.
        const std::size_t fitting =
            (width - 2) * 100 * 10 / (6 * std::max<std::size_t>(text::characters(line), 1));
        const std::size_t size = std::min<std::size_t>(fitting, 300);
        lines += fmt::format(
            R"(<text x="{}.{}" y="{}" font-size="{}.{:02}">{}</text>)",
            width / 2,
            width % 2 * 5,
            width + at * line_height + 2,
            size / 100,
            size % 100,
            text::escaped(line)
        );
    }
    if (!lines.empty())
        lines = R"(<g font-family="sans-serif" text-anchor="middle" fill="#000">)" + lines + "</g>";
    const std::size_t height = width + caption.size() * line_height;
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" shape-rendering="crispEdges">)"
        R"(<rect width="{0}" height="{1}" fill="#fff"/><path fill="#000" d="{2}"/>{3}</svg>)",
        width,
        height,
        path_of(symbol),
        lines
    );
}

Result<std::string> qr_png(const QrSymbol& symbol, unsigned module_pixels) {
    ensure(symbol.side() > 0, "a symbol was made before it is drawn");
    const std::size_t side = (symbol.side() + 2 * QrSymbol::quiet_zone) * module_pixels;
    if (module_pixels == 0 || module_pixels > most_module_pixels || side > most_picture_pixels)
        return refuse(
            qr_size_wrong,
            "Mỗi ô có từ 1 đến 40 điểm ảnh, cả hình tối đa 4096.",
            "A module has 1 to 40 pixels, the whole picture at most 4096."
        );
    std::vector<png_byte> pixels(side * side, 255);
    for (std::size_t row = 0; row < symbol.side(); ++row) {
        const std::size_t top = (row + QrSymbol::quiet_zone) * module_pixels;
        const auto line = pixels.begin() + static_cast<std::ptrdiff_t>(top * side);
        for (std::size_t column = 0; column < symbol.side(); ++column) {
            if (!symbol.is_dark(column, row)) continue;
            const std::size_t left = (column + QrSymbol::quiet_zone) * module_pixels;
            std::fill_n(line + static_cast<std::ptrdiff_t>(left), module_pixels, png_byte{0});
        }
        for (unsigned copy = 1; copy < module_pixels; ++copy)
            std::copy_n(line, side, line + static_cast<std::ptrdiff_t>(copy * side));
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(side);
    image.height = static_cast<png_uint_32>(side);
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string out(size, '\0');
    if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) == 0)
        throw std::runtime_error(std::string("libpng made no picture: ") + image.message);
    out.resize(size);
    out.shrink_to_fit();
    return out;
}

}  // namespace chophien::traceability
