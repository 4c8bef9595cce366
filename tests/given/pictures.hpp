// Pictures for tests, made as a camera would: pixels by libgd, the camera's words by libexif.
#pragma once

#include <cstdlib>
#include <cstring>
#include <gd.h>
#include <libexif/exif-data.h>
#include <string>

namespace chophien::given {

enum class FileFormat { jpeg, png, webp };

/// The left half red, the right half green, so that turning shows.
inline std::string picture(int width, int height, FileFormat format = FileFormat::jpeg) {
    auto* image = gdImageCreateTrueColor(width, height);
    gdImageFilledRectangle(image, 0, 0, width / 2, height, gdTrueColor(200, 30, 30));
    gdImageFilledRectangle(image, width / 2, 0, width, height, gdTrueColor(30, 160, 60));
    int size = 0;
    void* bytes = format == FileFormat::jpeg  ? gdImageJpegPtr(image, &size, 90)
                  : format == FileFormat::png ? gdImagePngPtr(image, &size)
                                              : gdImageWebpPtrEx(image, &size, 90);
    std::string file(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    gdFree(bytes);
    gdImageDestroy(image);
    return file;
}

inline void write_entry(
    ExifData* data, ExifIfd where, int tag, ExifFormat format, unsigned count, const std::string& bytes
) {
    auto* entry = exif_entry_new();
    entry->tag = static_cast<ExifTag>(tag);
    entry->format = format;
    entry->components = count;
    entry->size = static_cast<unsigned>(bytes.size());
    entry->data = static_cast<unsigned char*>(std::malloc(bytes.size()));
    std::memcpy(entry->data, bytes.data(), bytes.size());
    exif_content_add_entry(data->ifd[where], entry);
    exif_entry_unref(entry);
}

/// The JPEG with what a phone held upright at 21°35'39" N 105°50'53" E writes into it.
inline std::string shot_by_phone(const std::string& jpeg, unsigned short orientation) {
    auto* data = exif_data_new();
    exif_data_set_byte_order(data, EXIF_BYTE_ORDER_INTEL);
    const auto rational = [](std::initializer_list<unsigned> numbers) {
        std::string bytes;
        for (const auto number : numbers)
            for (const unsigned value : {number, 1U})
                for (int shift = 0; shift < 32; shift += 8)
                    bytes += static_cast<char>(value >> shift & 0xFFU);
        return bytes;
    };
    const std::string turn{static_cast<char>(orientation), 0};
    write_entry(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, EXIF_FORMAT_SHORT, 1, turn);
    const std::string moment("2026:10:20 07:31:05\0", 20);
    write_entry(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, EXIF_FORMAT_ASCII, 20, moment);
    write_entry(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE_REF, EXIF_FORMAT_ASCII, 2, std::string("N\0", 2));
    write_entry(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE, EXIF_FORMAT_RATIONAL, 3, rational({21, 35, 39}));
    write_entry(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE_REF, EXIF_FORMAT_ASCII, 2, std::string("E\0", 2));
    write_entry(data, EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE, EXIF_FORMAT_RATIONAL, 3, rational({105, 50, 53}));
    unsigned char* bytes = nullptr;
    unsigned size = 0;
    exif_data_save_data(data, &bytes, &size);
    std::string segment("\xFF\xE1", 2);
    segment += static_cast<char>((size + 2) >> 8U);
    segment += static_cast<char>((size + 2) & 0xFFU);
    segment.append(reinterpret_cast<const char*>(bytes), size);
    std::free(bytes);
    exif_data_unref(data);
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

}  // namespace chophien::given
