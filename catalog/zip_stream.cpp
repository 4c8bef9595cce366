#include "catalog/zip_stream.hpp"

#include "core/result.hpp"

#include <zlib.h>

#include <limits>
#include <utility>

namespace chophien::catalog {

namespace {

constexpr std::uint64_t version_needed = 20;  // deflate
constexpr std::uint64_t flags = 0x0808;       // sizes follow the part; names are UTF-8
constexpr std::uint64_t deflated = 8;
constexpr std::uint64_t day = (2026 - 1980) << 9 | 1 << 5 | 1;  // the same bytes every time
constexpr int level = 3;                                        // half the time of 6 for a tenth more bytes
constexpr int raw_window = -15;
constexpr int memory = 8;

}  // namespace

struct ZipStream::Deflater {
    z_stream stream{};

    Deflater() {
        ensure(
            deflateInit2(&stream, level, Z_DEFLATED, raw_window, memory, Z_DEFAULT_STRATEGY) == Z_OK,
            "memory for a deflater"
        );
    }

    ~Deflater() { deflateEnd(&stream); }

    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
};

ZipStream::ZipStream() : deflater_(std::make_unique<Deflater>()) {}

ZipStream::~ZipStream() = default;

std::string ZipStream::take() {
    taken_ += out_.size();
    return std::exchange(out_, {});
}

std::uint32_t ZipStream::written() const {
    const auto at = taken_ + out_.size();
    ensure(at <= std::numeric_limits<std::uint32_t>::max(), "an archive without Zip64 ends at 4 GiB");
    return static_cast<std::uint32_t>(at);
}

void ZipStream::number(std::uint64_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8U) out_ += static_cast<char>(value & 0xFFU);
}

// 4.3.7
void ZipStream::begin(std::string_view name) {
    Part part;
    part.name = name;
    part.begins_at = written();
    part.checksum = static_cast<std::uint32_t>(crc32(0, nullptr, 0));
    number(0x04034B50, 4);
    number(version_needed, 2);
    number(flags, 2);
    number(deflated, 2);
    number(0, 2);  // midnight
    number(day, 2);
    number(0, 12);  // checksum and sizes: they follow
    number(name.size(), 2);
    number(0, 2);
    out_ += name;
    parts_.push_back(std::move(part));
    deflateReset(&deflater_->stream);
}

void ZipStream::deflate(std::string_view bytes, bool last) {
    auto& stream = deflater_->stream;
    // zlib does not write through next_in.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    Bytef room[1 << 14];
    int state = Z_OK;
    do {
        stream.next_out = room;
        stream.avail_out = sizeof room;
        state = ::deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
        out_.append(reinterpret_cast<const char*>(room), sizeof room - stream.avail_out);
        parts_.back().packed += static_cast<std::uint32_t>(sizeof room - stream.avail_out);
    } while (stream.avail_in > 0 || (last && state != Z_STREAM_END));
}

void ZipStream::write(std::string_view bytes) {
    auto& part = parts_.back();
    ensure(
        bytes.size() <= std::numeric_limits<std::uint32_t>::max() - part.unpacked,
        "a part without Zip64 ends at 4 GiB"
    );
    part.unpacked += static_cast<std::uint32_t>(bytes.size());
    part.checksum = static_cast<std::uint32_t>(
        crc32_z(part.checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size())
    );
    deflate(bytes, false);
}

// 4.3.9
void ZipStream::end() {
    deflate({}, true);
    const auto& part = parts_.back();
    number(0x08074B50, 4);
    number(part.checksum, 4);
    number(part.packed, 4);
    number(part.unpacked, 4);
}

// 4.3.12, 4.3.16
void ZipStream::finish() {
    const auto directory = written();
    for (const auto& part : parts_) {
        number(0x02014B50, 4);
        number(version_needed, 2);
        number(version_needed, 2);
        number(flags, 2);
        number(deflated, 2);
        number(0, 2);
        number(day, 2);
        number(part.checksum, 4);
        number(part.packed, 4);
        number(part.unpacked, 4);
        number(part.name.size(), 2);
        number(0, 12);  // no extra field, comment, disk or attributes
        number(part.begins_at, 4);
        out_ += part.name;
    }
    const auto size = written() - directory;
    number(0x06054B50, 4);
    number(0, 4);
    number(parts_.size(), 2);
    number(parts_.size(), 2);
    number(size, 4);
    number(directory, 4);
    number(0, 2);
}

std::string archive_of(const std::vector<std::pair<std::string, std::string>>& parts) {
    ZipStream zip;
    for (const auto& [name, bytes] : parts) {
        zip.begin(name);
        zip.write(bytes);
        zip.end();
    }
    zip.finish();
    return zip.take();
}

}  // namespace chophien::catalog
