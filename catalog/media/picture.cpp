#include "catalog/media/picture.hpp"

#include "catalog/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gd.h>
#include <libexif/exif-data.h>
#include <malloc.h>
#include <memory>
#include <ranges>
#include <semaphore>

namespace chophien::catalog {

namespace {

using namespace std::string_view_literals;

constexpr int webp_quality = 78;
constexpr int jpeg_quality = 82;

struct FreeImage {
    void operator()(gdImagePtr image) const { gdImageDestroy(image); }
};

using Image = std::unique_ptr<gdImage, FreeImage>;

struct FreeExif {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

std::uint32_t byte_at(std::string_view file, std::size_t at) { return static_cast<unsigned char>(file[at]); }

std::int64_t big_endian(std::string_view file, std::size_t at, std::size_t bytes) {
    std::int64_t number = 0;
    for (std::size_t place = 0; place < bytes; ++place) number = number << 8 | byte_at(file, at + place);
    return number;
}

std::int64_t little_endian(std::string_view file, std::size_t at, std::size_t bytes) {
    std::int64_t number = 0;
    for (std::size_t place = bytes; place-- > 0;) number = number << 8 | byte_at(file, at + place);
    return number;
}

bool is_jpeg(std::string_view file) { return file.starts_with("\xFF\xD8\xFF"sv); }

bool is_png(std::string_view file) { return file.starts_with("\x89PNG\r\n\x1A\n"sv); }

bool is_webp(std::string_view file) {
    return file.size() > 12 && file.starts_with("RIFF"sv) && file.substr(8, 4) == "WEBP"sv;
}

using Size = std::pair<std::int64_t, std::int64_t>;

// Walks the segments to the frame header (ITU-T T.81 B.2.2); `scan` is where the first scan begins.
struct JpegParts {
    std::optional<Size> size;
    std::size_t scan = 0;
};

JpegParts parts_of_jpeg(std::string_view file) {
    JpegParts parts;
    for (std::size_t at = 2; at + 9 < file.size();) {
        if (byte_at(file, at) != 0xFF) break;
        const auto marker = byte_at(file, at + 1);
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        const bool is_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (is_frame && !parts.size)
            parts.size = Size{big_endian(file, at + 7, 2), big_endian(file, at + 5, 2)};
        if (marker == 0xDA) {
            parts.scan = at;
            break;
        }
        const auto length = big_endian(file, at + 2, 2);
        if (length < 2) break;
        at += 2 + static_cast<std::size_t>(length);
    }
    return parts;
}

// libjpeg fills what is missing of a cut file with grey. Pixels never hold the end marker by chance
// (B.1.1.5).
bool is_cut_off(std::string_view file) {
    if (!is_jpeg(file)) return false;
    const auto scan = parts_of_jpeg(file).scan;
    return scan == 0 || file.find("\xFF\xD9"sv, scan) == std::string_view::npos;
}

// A progressive JPEG goes over all its pixels once more with each scan, and a scan may be sixty bytes: ten
// megabytes of them keep a processor busy for an hour. Cameras and programs write about ten.
bool has_endless_scans(std::string_view file) {
    constexpr int most_scans = 100;
    if (!is_jpeg(file)) return false;
    int scans = 0;
    for (auto at = parts_of_jpeg(file).scan; at != 0 && at != std::string_view::npos && scans <= most_scans;
         at = file.find("\xFF\xDA"sv, at + 2))
        ++scans;
    return scans > most_scans;
}

// Lossy, lossless and extended headers (WebP container specification).
std::optional<Size> size_of_webp(std::string_view file) {
    if (file.size() < 30) return std::nullopt;
    const auto chunk = file.substr(12, 4);
    if (chunk == "VP8 "sv)
        return Size{little_endian(file, 26, 2) & 0x3FFF, little_endian(file, 28, 2) & 0x3FFF};
    if (chunk == "VP8L"sv) {
        const auto bits = little_endian(file, 21, 4);
        return Size{(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
    }
    if (chunk == "VP8X"sv) return Size{little_endian(file, 24, 3) + 1, little_endian(file, 27, 3) + 1};
    return std::nullopt;
}

// Two decoded pictures of the greatest size are 320 MB.
std::counting_semaphore<>& decoders() {
    static std::counting_semaphore<> two{2};
    return two;
}

class Decoding {
public:
    Decoding() { decoders().acquire(); }

    // gd takes a picture's memory row by row, which the allocator would keep for pictures to come.
    ~Decoding() {
        malloc_trim(0);
        decoders().release();
    }

    Decoding(const Decoding&) = delete;
    Decoding& operator=(const Decoding&) = delete;
};

Image decoded(std::string_view file) {
    // gd takes its input as writable and does not write to it.
    auto* bytes = const_cast<char*>(file.data());
    const auto size = static_cast<int>(file.size());
    Image image;
    if (is_jpeg(file)) image.reset(gdImageCreateFromJpegPtrEx(size, bytes, 0));
    if (is_png(file)) image.reset(gdImageCreateFromPngPtr(size, bytes));
    if (is_webp(file)) image.reset(gdImageCreateFromWebpPtr(size, bytes));
    if (image && gdImageTrueColor(image.get()) == 0 && gdImagePaletteToTrueColor(image.get()) == 0)
        image.reset();
    return image;
}

// EXIF orientation 1 to 8: how the camera was held.
Image turned(Image image, int orientation) {
    const auto rotate = [&](float angle) { image.reset(gdImageRotateInterpolated(image.get(), angle, 0)); };
    switch (orientation) {
        case 2:
            gdImageFlipHorizontal(image.get());
            break;
        case 3:
            gdImageFlipBoth(image.get());
            break;
        case 4:
            gdImageFlipVertical(image.get());
            break;
        case 5:
            rotate(270);
            if (image) gdImageFlipHorizontal(image.get());
            break;
        case 6:
            rotate(270);
            break;
        case 7:
            rotate(90);
            if (image) gdImageFlipHorizontal(image.get());
            break;
        case 8:
            rotate(90);
            break;
        default:
            break;
    }
    return image;
}

std::string encoded(gdImagePtr image, CopyFormat format) {
    int size = 0;
    void* bytes = format == CopyFormat::webp ? gdImageWebpPtrEx(image, &size, webp_quality)
                                             : gdImageJpegPtr(image, &size, jpeg_quality);
    ensure(bytes != nullptr, "a decoded picture can be encoded");
    std::string made(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    gdFree(bytes);
    return made;
}

// JPEG knows no transparency: white shows through.
Image on_white(gdImagePtr image) {
    Image flat(gdImageCreateTrueColor(gdImageSX(image), gdImageSY(image)));
    ensure(flat != nullptr, "there is memory for a picture");
    gdImageFilledRectangle(flat.get(), 0, 0, gdImageSX(image), gdImageSY(image), gdTrueColor(255, 255, 255));
    gdImageAlphaBlending(flat.get(), 1);
    gdImageCopy(flat.get(), image, 0, 0, 0, 0, gdImageSX(image), gdImageSY(image));
    return flat;
}

Image scaled_to(gdImagePtr image, std::int32_t width) {
    const auto height = std::lround(double(gdImageSY(image)) * width / gdImageSX(image));
    gdImageSetInterpolationMethod(image, GD_MITCHELL);
    Image scaled(
        gdImageScale(image, static_cast<unsigned>(width), static_cast<unsigned>(std::max(1L, height)))
    );
    ensure(scaled != nullptr, "a picture can be scaled down");
    gdImageAlphaBlending(scaled.get(), 0);
    gdImageSaveAlpha(scaled.get(), 1);
    return scaled;
}

// Each from the next larger one: the original's many pixels are gone through once.
std::vector<PictureCopy> copies_of(Image image) {
    std::vector<PictureCopy> copies;
    gdImageAlphaBlending(image.get(), 0);
    for (const auto& form : std::views::reverse(copy_forms)) {
        image = scaled_to(image.get(), std::min(form.width, gdImageSX(image.get())));
        const auto flat = form.format == CopyFormat::jpeg ? on_white(image.get()) : Image();
        copies.push_back({form.name, encoded(flat ? flat.get() : image.get(), form.format)});
    }
    return copies;
}

std::optional<double> degrees_in(ExifData* data, ExifTag tag, ExifTag reference, char negative) {
    const auto* content = data->ifd[EXIF_IFD_GPS];
    const auto* entry = exif_content_get_entry(const_cast<ExifContent*>(content), tag);
    const auto* side = exif_content_get_entry(const_cast<ExifContent*>(content), reference);
    if (entry == nullptr || entry->format != EXIF_FORMAT_RATIONAL || entry->components != 3)
        return std::nullopt;
    const auto order = exif_data_get_byte_order(data);
    double degrees = 0;
    double unit = 1;
    for (unsigned part = 0; part < 3; ++part, unit *= 60) {
        const auto number = exif_get_rational(entry->data + 8 * part, order);
        if (number.denominator == 0) return std::nullopt;
        degrees += double(number.numerator) / number.denominator / unit;
    }
    if (side != nullptr && side->size > 0 && static_cast<char>(side->data[0]) == negative) degrees = -degrees;
    return degrees;
}

// "2026:10:20 07:31:05" as the camera writes it.
std::optional<std::string> moment_in(ExifData* data) {
    const auto* entry = exif_data_get_entry(data, EXIF_TAG_DATE_TIME_ORIGINAL);
    if (entry == nullptr || entry->format != EXIF_FORMAT_ASCII || entry->size < 19) return std::nullopt;
    std::string moment(reinterpret_cast<const char*>(entry->data), 19);
    constexpr std::string_view pattern = "dddd:dd:dd dd:dd:dd";
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const bool digit = moment[at] >= '0' && moment[at] <= '9';
        if (pattern[at] == 'd' ? !digit : moment[at] != pattern[at]) return std::nullopt;
    }
    moment[4] = moment[7] = '-';
    moment[10] = 'T';
    return moment;
}

struct CameraWords {
    ShotFacts shot;
    int orientation = 1;
};

CameraWords camera_words(std::string_view file) {
    CameraWords words;
    if (!is_jpeg(file)) return words;
    const std::unique_ptr<ExifData, FreeExif> data(exif_data_new_from_data(
        reinterpret_cast<const unsigned char*>(file.data()), static_cast<unsigned>(file.size())
    ));
    if (!data) return words;
    words.shot.taken_at = moment_in(data.get());
    const auto latitude =
        degrees_in(data.get(), ExifTag(EXIF_TAG_GPS_LATITUDE), ExifTag(EXIF_TAG_GPS_LATITUDE_REF), 'S');
    const auto longitude =
        degrees_in(data.get(), ExifTag(EXIF_TAG_GPS_LONGITUDE), ExifTag(EXIF_TAG_GPS_LONGITUDE_REF), 'W');
    if (latitude && longitude && std::abs(*latitude) <= 90 && std::abs(*longitude) <= 180)
        words.shot.place = fmt::format("geo:{:.6f},{:.6f}", *latitude, *longitude);
    if (const auto* entry = exif_data_get_entry(data.get(), EXIF_TAG_ORIENTATION);
        entry != nullptr && entry->format == EXIF_FORMAT_SHORT && entry->components == 1)
        words.orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return words;
}

tl::unexpected<Refused> wrong(std::string_view code, std::string vi, std::string en) {
    return refuse(wrong_picture, std::vector{Violation{"/picture", code, std::move(vi), std::move(en)}});
}

}  // namespace

std::optional<Size> size_said_by(std::string_view file) {
    if (is_jpeg(file)) return parts_of_jpeg(file).size;
    if (is_webp(file)) return size_of_webp(file);
    if (is_png(file) && file.size() > 24) return Size{big_endian(file, 16, 4), big_endian(file, 20, 4)};
    return std::nullopt;
}

Result<Picture> picture_from(std::string_view file) {
    if (file.size() > most_picture_bytes)
        return wrong("too_large", "Tệp ảnh lớn hơn 10 MB.", "The file is larger than 10 MB.");
    const auto size = size_said_by(file);
    if (!size)
        return wrong("no_picture", "Không phải tệp JPEG, PNG hoặc WebP.", "It is no JPEG, PNG or WebP file.");
    const auto [width, height] = *size;
    // Each side first: a PNG may say four thousand million of both.
    if (width > most_pixels || height > most_pixels || width * height > most_pixels)
        return wrong(
            "too_many_pixels", "Ảnh lớn hơn 40 triệu điểm ảnh.", "It has more than 40 million pixels."
        );
    if (std::min(width, height) < shortest_side)
        return wrong(
            "too_small",
            fmt::format("Mỗi cạnh ảnh cần ít nhất {} điểm ảnh.", shortest_side),
            fmt::format("Each side needs {} pixels at least.", shortest_side)
        );
    if (std::max(width, height) > longest_side)
        return wrong(
            "too_long",
            fmt::format("Mỗi cạnh ảnh không được quá {} điểm ảnh.", longest_side),
            fmt::format("No side may have more than {} pixels.", longest_side)
        );
    if (has_endless_scans(file))
        return wrong("too_many_scans", "Ảnh JPEG có hơn 100 lượt quét.", "The JPEG has more than 100 scans.");
    const auto camera = camera_words(file);
    const Decoding turn;
    static const bool quiet = (gdSetErrorMethod([](int, const char*, va_list) {}), true);
    static_cast<void>(quiet);
    auto image = is_cut_off(file) ? Image() : decoded(file);
    const bool as_said = image && gdImageSX(image.get()) == width && gdImageSY(image.get()) == height;
    if (!as_said) return wrong("broken", "Tệp ảnh bị hỏng.", "The file is broken.");
    image = turned(std::move(image), camera.orientation);
    ensure(image != nullptr, "a picture can be turned");
    Picture picture{gdImageSX(image.get()), gdImageSY(image.get()), camera.shot, {}};
    picture.copies = copies_of(std::move(image));
    return picture;
}

std::string_view media_type_of(std::string_view copy_name) {
    return copy_name.ends_with(".webp") ? "image/webp" : "image/jpeg";
}

}  // namespace chophien::catalog
