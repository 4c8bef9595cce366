#include "traceability/qr.hpp"

#include "traceability/refusals.hpp"

#include <gtest/gtest.h>
#include <png.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

namespace chophien::traceability {
namespace {

const std::string unit_link =
    "HTTPS://CHO-PHIEN.EXAMPLE/01/00490000000016/10/260715N01/21/0123456789ABCDEFGHJK";

// Every dark module of a drawing, found by walking its path.
std::vector<bool> modules_of(const std::string& svg, std::size_t side) {
    std::vector<bool> dark(side * side);
    const auto begin = svg.find(" d=\"") + 4;
    std::istringstream path(svg.substr(begin, svg.find('"', begin) - begin));
    char sign = 0;
    while (path >> sign) {
        std::size_t x = 0;
        std::size_t y = 0;
        std::size_t run = 0;
        path >> x >> y >> sign >> run;
        std::string close(6, ' ');
        std::getline(path, close, 'z');
        EXPECT_EQ(close, "v1h-" + std::to_string(run));
        for (std::size_t at = 0; at < run; ++at) dark.at((y - 4) * side + x - 4 + at) = true;
    }
    return dark;
}

struct Picture {
    std::size_t side = 0;
    std::vector<unsigned char> shades;
};

Picture picture_from(const std::string& png) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, png.data(), png.size()), 0);
    EXPECT_EQ(image.width, image.height);
    image.format = PNG_FORMAT_GRAY;
    Picture picture{image.width, std::vector<unsigned char>(PNG_IMAGE_SIZE(image))};
    EXPECT_NE(png_image_finish_read(&image, nullptr, picture.shades.data(), 0, nullptr), 0);
    return picture;
}

bool is_there(const char* program) {
    std::istringstream folders(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"));
    for (std::string folder; std::getline(folders, folder, ':');)
        if (std::filesystem::exists(std::filesystem::path(folder) / program)) return true;
    return false;
}

// What another program reads out of a picture.
std::string scanned(const std::string& png) {
    const auto file =
        std::filesystem::temp_directory_path() / ("qr_test_" + std::to_string(::getpid()) + ".png");
    std::ofstream(file, std::ios::binary) << png;
    const auto command = "zbarimg --quiet --raw -Sdisable -Sqrcode.enable " + file.string() + " 2>/dev/null";
    std::string text;
    if (FILE* pipe = popen(command.c_str(), "r")) {
        std::array<char, 256> part{};
        for (std::size_t count = 0; (count = fread(part.data(), 1, part.size(), pipe)) > 0;)
            text.append(part.data(), count);
        pclose(pipe);
    }
    std::filesystem::remove(file);
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

TEST(Qr, ASymbolHasItsThreeCorners) {
    const auto symbol = qr_symbol(unit_link).value();
    const auto last = symbol.side() - 1;
    const auto corner = [&](std::size_t x, std::size_t y) {
        // A dark ring of seven, a light ring of five, a dark square of three.
        for (std::size_t row = 0; row < 7; ++row)
            for (std::size_t column = 0; column < 7; ++column) {
                const auto from_edge = std::min({row, column, 6 - row, 6 - column});
                if (symbol.is_dark(x + column, y + row) != (from_edge != 1)) return false;
            }
        return true;
    };
    EXPECT_TRUE(corner(0, 0));
    EXPECT_TRUE(corner(last - 6, 0));
    EXPECT_TRUE(corner(0, last - 6));
    EXPECT_FALSE(corner(last - 6, last - 6));
}

TEST(Qr, CapitalsMakeASmallerSymbol) {
    std::string lower = unit_link;
    for (char& sign : lower) sign = static_cast<char>(std::tolower(sign));
    EXPECT_EQ(qr_symbol(unit_link)->side(), 33U);
    EXPECT_GT(qr_symbol(lower)->side(), qr_symbol(unit_link)->side());
}

TEST(Qr, TheDensestFormOfAnAddressChangesNothingThatMatters) {
    EXPECT_EQ(
        densest_form("https://a-b.vn/01/08936000000011/21/AB1"), "HTTPS://A-B.VN/01/08936000000011/21/AB1"
    );
    EXPECT_EQ(densest_form("https://a.vn"), "HTTPS://A.VN");
    EXPECT_EQ(densest_form("https://a.vn/01/08936000000011/10/ab"), "https://a.vn/01/08936000000011/10/ab");
    EXPECT_EQ(
        densest_form("https://a.vn/01/08936000000011?17=271231"), "https://a.vn/01/08936000000011?17=271231"
    );
    EXPECT_EQ(densest_form("https://a_b.vn/01"), "https://a_b.vn/01");
    EXPECT_EQ(densest_form("not an address"), "not an address");
}

TEST(Qr, TextsThatMakeNoUsefulSymbolAreRefused) {
    for (const auto& wrong :
         {std::string(),
          std::string(1001, 'a'),
          std::string("a\0b", 3),
          std::string("\x01"),
          std::string("\xff")})
        EXPECT_EQ(qr_symbol(wrong).error(), qr_text_wrong);
    EXPECT_TRUE(qr_symbol(std::string(1000, 'a')));
    EXPECT_TRUE(qr_symbol("Chợ phiên"));
}

TEST(Qr, TheDrawingShowsEveryModuleInsideItsQuietZone) {
    const auto symbol = qr_symbol(unit_link).value();
    const auto svg = qr_svg(symbol).value();
    const auto dark = modules_of(svg, symbol.side());
    for (std::size_t row = 0; row < symbol.side(); ++row)
        for (std::size_t column = 0; column < symbol.side(); ++column)
            ASSERT_EQ(dark[row * symbol.side() + column], symbol.is_dark(column, row))
                << column << "," << row;
    EXPECT_NE(svg.find("viewBox=\"0 0 41 41\""), std::string::npos);
    EXPECT_EQ(svg.find("<text"), std::string::npos);
}

TEST(Qr, CaptionsAreEscapedAndMakeRoom) {
    const auto symbol = qr_symbol(unit_link).value();
    const std::array<std::string, 2> caption{"Mật ong <Mèo Vạc> & \"bạn\"", "260715N01"};
    const auto svg = qr_svg(symbol, caption).value();
    EXPECT_NE(svg.find("Mật ong &lt;Mèo Vạc&gt; &amp; &quot;bạn&quot;</text>"), std::string::npos);
    EXPECT_NE(svg.find("viewBox=\"0 0 41 49\""), std::string::npos);
    EXPECT_NE(svg.find(">260715N01</text>"), std::string::npos);
}

TEST(Qr, CaptionsOverTheirLimitsAreRefused) {
    const auto symbol = qr_symbol(unit_link).value();
    EXPECT_TRUE(qr_svg(symbol, std::vector<std::string>(8, std::string(64, 'm'))));
    EXPECT_EQ(qr_svg(symbol, std::vector<std::string>(9, "m")).error(), qr_caption_wrong);
    EXPECT_EQ(qr_svg(symbol, std::vector<std::string>{std::string(65, 'm')}).error(), qr_caption_wrong);
    EXPECT_EQ(qr_svg(symbol, std::vector<std::string>{"\xff"}).error(), qr_caption_wrong);
}

TEST(Qr, ThePictureShowsEveryModuleInItsPixels) {
    const auto symbol = qr_symbol(unit_link).value();
    constexpr unsigned pixels = 3;
    const auto picture = picture_from(qr_png(symbol, pixels).value());
    ASSERT_EQ(picture.side, 41U * pixels);
    for (std::size_t y = 0; y < picture.side; ++y)
        for (std::size_t x = 0; x < picture.side; ++x) {
            const auto column = x / pixels;
            const auto row = y / pixels;
            const bool quiet = column < 4 || row < 4 || column >= 37 || row >= 37;
            const bool dark = !quiet && symbol.is_dark(column - 4, row - 4);
            ASSERT_EQ(picture.shades[y * picture.side + x], dark ? 0 : 255) << x << "," << y;
        }
}

TEST(Qr, PicturesOverTheirLimitsAreRefused) {
    const auto symbol = qr_symbol(unit_link).value();
    EXPECT_EQ(qr_png(symbol, 0).error(), qr_size_wrong);
    EXPECT_EQ(qr_png(symbol, 41).error(), qr_size_wrong);
    EXPECT_TRUE(qr_png(symbol, 40));
    const auto large = qr_symbol(std::string(1000, 'a')).value();
    EXPECT_EQ(qr_png(large, 40).error(), qr_size_wrong);
}

TEST(Qr, AnotherProgramReadsWhatWasWritten) {
    if (!is_there("zbarimg")) GTEST_SKIP() << "zbarimg (package zbar-tools) is not installed.";
    for (const auto& text :
         {unit_link,
          densest_form("https://cho-phien.example/00/189360000000000018"),
          std::string("1"),
          std::string("https://cho-phien.example/01/08936000000011/10/a%2Fb?17=271231&lang=vi"),
          std::string("00020101021138570010A00000072701270006970436011300110041234560208QRIBFTTA"
                      "53037045802VN63041290"),
          std::string(1000, 'x')})
        EXPECT_EQ(scanned(qr_png(qr_symbol(text).value(), 4).value()), text);
}

}  // namespace
}  // namespace chophien::traceability
