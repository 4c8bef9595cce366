#include "catalog/media/picture.hpp"

#include "catalog/refusals.hpp"
#include "tests/given/pictures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

namespace chophien::catalog {
namespace {

using namespace std::string_view_literals;
using given::FileFormat;
using given::picture;

std::string code_of(const Result<Picture>& refused) {
    if (refused) return "taken";
    EXPECT_EQ(refused.error(), wrong_picture);
    return std::string(refused.error().violations.at(0).code);
}

using Image = std::unique_ptr<gdImage, decltype(&gdImageDestroy)>;

Image opened(const std::string& bytes, std::string_view name) {
    std::string copy = bytes;
    auto* image = media_type_of(name) == "image/webp"
                      ? gdImageCreateFromWebpPtr(static_cast<int>(copy.size()), copy.data())
                      : gdImageCreateFromJpegPtr(static_cast<int>(copy.size()), copy.data());
    return {image, &gdImageDestroy};
}

TEST(Pictures, AreDecodedAndCopiedInEverySizeAndFormat) {
    for (const auto format : {FileFormat::jpeg, FileFormat::png, FileFormat::webp}) {
        const auto made = picture_from(picture(2000, 1000, format));
        ASSERT_TRUE(made);
        EXPECT_EQ(made->width, 2000);
        EXPECT_EQ(made->height, 1000);
        EXPECT_EQ(made->shot, ShotFacts{});
        ASSERT_EQ(made->copies.size(), copy_forms.size());
        for (const auto& copy : made->copies) {
            const auto image = opened(copy.bytes, copy.name);
            ASSERT_NE(image, nullptr) << copy.name;
            EXPECT_EQ(std::to_string(gdImageSX(image.get())), copy.name.substr(0, copy.name.find('.')));
            EXPECT_EQ(gdImageSY(image.get()) * 2, gdImageSX(image.get()));
        }
    }
}

/// A grey progressive JPEG of this square size whose 63 frequencies come bit by bit: each scan is a handful
/// of bytes, and each goes over all pixels.
std::string progressive(int side, int scans) {
    const auto segment = [](int marker, std::string_view content) {
        std::string bytes{'\xFF', static_cast<char>(marker)};
        bytes += static_cast<char>((content.size() + 2) >> 8U);
        bytes += static_cast<char>((content.size() + 2) & 0xFFU);
        return bytes.append(content);
    };
    const auto two = [](int number) {
        return std::string{static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
    };
    const auto only_code = [](char table, char symbol) {
        return std::string{table, 1} + std::string(15, 0) + symbol;
    };
    std::string file = "\xFF\xD8" + segment(0xDB, '\0' + std::string(64, 1));
    file += segment(0xC2, '\x08' + two(side) + two(side) + std::string{1, 1, 0x11, 0});
    file += segment(0xC4, only_code(0, 0)) + segment(0xC4, only_code(0x10, '\xE0'));
    const auto scan = [&](int frequency, int high, int low, std::string_view bits) {
        const auto nibbles = static_cast<char>(high << 4 | low);
        const auto place = static_cast<char>(frequency);
        file += segment(0xDA, std::string{1, 1, 0, place, place, nibbles}).append(bits);
    };
    const auto blocks = static_cast<std::size_t>((side + 7) / 8 * ((side + 7) / 8));
    scan(0, 0, 0, std::string((blocks + 7) / 8, 0));
    for (int number = 1; number < scans; ++number) {
        const int frequency = (number - 1) / 14 + 1;
        const int low = 13 - (number - 1) % 14;
        // One run over all blocks: code 0, then fourteen bits of its length.
        scan(frequency, low == 13 ? 0 : low + 1, low, "\x7F\xFF\x00"sv);
    }
    return file + "\xFF\xD9";
}

TEST(Pictures, OfEndlessScansAreRefused) {
    EXPECT_EQ(code_of(picture_from(progressive(208, 15))), "taken");
    EXPECT_EQ(code_of(picture_from(progressive(208, 100))), "taken");
    EXPECT_EQ(code_of(picture_from(progressive(208, 101))), "too_many_scans");
}

TEST(Pictures, OfSidesWhoseProductDoesNotFitAreTooLarge) {
    auto file = picture(300, 300, FileFormat::png);
    for (std::size_t at = 16; at < 24; ++at) file[at] = '\xFF';
    EXPECT_EQ(code_of(picture_from(file)), "too_many_pixels");
}

TEST(Pictures, AreNotLongerThanTheirCopiesCanBe) {
    EXPECT_EQ(code_of(picture_from(picture(200, longest_side, FileFormat::png))), "taken");
    EXPECT_EQ(code_of(picture_from(picture(200, longest_side + 1, FileFormat::png))), "too_long");
    EXPECT_EQ(code_of(picture_from(picture(longest_side + 1, 200, FileFormat::png))), "too_long");
}

TEST(Pictures, AreNotBlownUp) {
    const auto made = picture_from(picture(300, 400));
    ASSERT_TRUE(made);
    for (const auto& copy : made->copies) {
        const auto image = opened(copy.bytes, copy.name);
        EXPECT_EQ(gdImageSX(image.get()), 300) << copy.name;
        EXPECT_EQ(gdImageSY(image.get()), 400) << copy.name;
    }
}

TEST(Pictures, KeepWhatTheCameraWroteApartFromTheCopies) {
    const auto file = given::shot_by_phone(picture(400, 300), 1);
    ASSERT_NE(file.find("Exif"), std::string::npos);
    const auto made = picture_from(file);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->shot.taken_at, "2026-10-20T07:31:05");
    EXPECT_EQ(made->shot.place, "geo:21.594167,105.848056");
    for (const auto& copy : made->copies) {
        EXPECT_EQ(copy.bytes.find("Exif"), std::string::npos) << copy.name;
        EXPECT_EQ(copy.bytes.find("2026:10:20"), std::string::npos) << copy.name;
    }
}

TEST(Pictures, AreTurnedAsTheCameraWasHeld) {
    const auto is_red_at = [](const Picture& made, double x, double y) {
        const auto image = opened(made.copies.back().bytes, made.copies.back().name);
        const int color = gdImageGetTrueColorPixel(
            image.get(), int(x * gdImageSX(image.get())), int(y * gdImageSY(image.get()))
        );
        return gdTrueColorGetRed(color) > 120 && gdTrueColorGetGreen(color) < 120;
    };

    struct Row {
        unsigned short orientation;
        bool sideways;
        double red_x;  // where the red half comes to lie
        double red_y;
    };

    for (const auto& row : {
             Row{1, false, 0.2, 0.5},
             Row{2, false, 0.8, 0.5},
             Row{3, false, 0.8, 0.5},
             Row{4, false, 0.2, 0.5},
             Row{5, true, 0.5, 0.2},
             Row{6, true, 0.5, 0.2},
             Row{7, true, 0.5, 0.8},
             Row{8, true, 0.5, 0.8},
         }) {
        const auto made = picture_from(given::shot_by_phone(picture(600, 300), row.orientation));
        ASSERT_TRUE(made);
        EXPECT_EQ(made->width, row.sideways ? 300 : 600) << row.orientation;
        EXPECT_EQ(made->height, row.sideways ? 600 : 300) << row.orientation;
        EXPECT_TRUE(is_red_at(*made, row.red_x, row.red_y)) << row.orientation;
        EXPECT_FALSE(is_red_at(*made, 1 - row.red_x, 1 - row.red_y)) << row.orientation;
    }
}

TEST(Pictures, AreRefusedByWhatIsWrong) {
    EXPECT_EQ(code_of(picture_from("")), "no_picture");
    EXPECT_EQ(code_of(picture_from("GIF89a")), "no_picture");
    EXPECT_EQ(code_of(picture_from("<svg xmlns='http://www.w3.org/2000/svg'/>")), "no_picture");
    EXPECT_EQ(code_of(picture_from(std::string(most_picture_bytes + 1, 'x'))), "too_large");
    EXPECT_EQ(code_of(picture_from(picture(199, 400))), "too_small");
    const auto whole = picture(800, 600);
    EXPECT_EQ(code_of(picture_from(whole.substr(0, whole.size() / 2))), "broken");
    EXPECT_EQ(code_of(picture_from(picture(800, 600, FileFormat::png).substr(0, 200))), "broken");
    EXPECT_EQ(code_of(picture_from(picture(800, 600, FileFormat::webp).substr(0, 200))), "broken");
}

// The header alone claims a size whose pixels would fill the memory.
TEST(Pictures, ThatClaimTooManyPixelsAreNotDecoded) {
    auto png = picture(800, 600, FileFormat::png);
    png[16] = 1;  // the highest byte of the width
    EXPECT_EQ(size_said_by(png)->first, 16'777'216 + 800);
    EXPECT_EQ(code_of(picture_from(png)), "too_many_pixels");
}

TEST(Pictures, AreMeasuredWithoutDecoding) {
    for (const auto format : {FileFormat::jpeg, FileFormat::png, FileFormat::webp})
        EXPECT_EQ(size_said_by(picture(640, 480, format)), std::pair(std::int64_t{640}, std::int64_t{480}));
}

RC_GTEST_PROP(Pictures, BrokenAnywhereAreTakenOrRefusedButNeverMore, ()) {
    static const std::vector<std::string> files{
        given::shot_by_phone(picture(240, 200), 6),
        picture(240, 200, FileFormat::png),
        picture(240, 200, FileFormat::webp)};
    auto file = *rc::gen::elementOf(files);
    for (int change = *rc::gen::inRange(1, 8); change > 0; --change)
        file[*rc::gen::inRange<std::size_t>(0, file.size())] = *rc::gen::arbitrary<char>();
    file.resize(*rc::gen::inRange<std::size_t>(1, file.size() + 1));
    const auto made = picture_from(file);
    RC_ASSERT(!made || made->copies.size() == copy_forms.size());
}

}  // namespace
}  // namespace chophien::catalog
