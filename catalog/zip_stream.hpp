// A zip archive written front to back (PKWARE APPNOTE 6.3.9), so that no more of it is in memory than was not
// taken yet: each part's size and checksum follow it (4.3.9), and the directory closes the archive.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::catalog {

class ZipStream {
public:
    ZipStream();
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    void begin(std::string_view name);
    /// Of the part begun last; at most 4 GiB in all.
    void write(std::string_view bytes);
    void end();
    /// After the last part.
    void finish();

    /// What was written since it was last taken.
    std::string take();

private:
    struct Part {
        std::string name;
        std::uint32_t begins_at = 0;
        std::uint32_t checksum = 0;
        std::uint32_t packed = 0;
        std::uint32_t unpacked = 0;
    };

    void number(std::uint64_t value, int bytes);
    void deflate(std::string_view bytes, bool last);
    std::uint32_t written() const;

    struct Deflater;
    std::unique_ptr<Deflater> deflater_;
    std::vector<Part> parts_;
    std::string out_;
    std::uint64_t taken_ = 0;
};

/// A small archive of these named parts, whole.
std::string archive_of(const std::vector<std::pair<std::string, std::string>>& parts);

}  // namespace chophien::catalog
