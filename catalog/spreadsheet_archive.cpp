#include "catalog/spreadsheet_archive.hpp"

#include "catalog/refusals.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"

#include <array>
#include <zip.h>

namespace chophien::catalog {

namespace {

tl::unexpected<Refused> unreadable() {
    return refuse(
        wrong_import,
        std::vector{Violation{
            "/csv",
            "not_a_spreadsheet",
            "Không đọc được tệp: không phải XLSX, bị hỏng hoặc có mật khẩu.",
            "The file cannot be read: it is no XLSX, damaged or locked with a password."}}
    );
}

tl::unexpected<Refused> too_large() {
    return refuse(
        csv::over_limit,
        "Tệp bảng tính bung ra quá lớn; hãy lưu lại chỉ với trang tính sản phẩm.",
        "The spreadsheet unpacks to too much; save it again with the products' sheet alone."
    );
}

}  // namespace

struct Archive::Opened {
    zip_t* zip = nullptr;

    explicit Opened(zip_t* opened) : zip(opened) {}

    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    ~Opened() { zip_discard(zip); }
};

Archive::Archive(std::unique_ptr<Opened> opened) : opened_(std::move(opened)) {}

Archive::Archive(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::of(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    auto* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (zip == nullptr) {
        if (source != nullptr) zip_source_free(source);
        return unreadable();
    }
    Archive archive(std::make_unique<Opened>(zip));
    if (zip_get_num_entries(zip, 0) > static_cast<zip_int64_t>(spreadsheet::most_entries)) return too_large();
    return archive;
}

bool Archive::has(const std::string& part) const {
    return zip_name_locate(opened_->zip, part.c_str(), 0) >= 0;
}

Result<void> Archive::read(
    const std::string& part, std::size_t most_bytes, const std::function<bool(std::string_view)>& take
) const {
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_stat(opened_->zip, part.c_str(), 0, &facts) != 0) return unreadable();
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen(opened_->zip, part.c_str(), 0), &zip_fclose
    );
    if (!file) return unreadable();
    // What was really unpacked counts: the sizes written in an archive may be lies.
    const auto most_of_packed = (facts.comp_size + 4096) * spreadsheet::most_ratio;
    std::array<char, 1 << 16> piece;
    std::size_t unpacked = 0;
    for (;;) {
        const auto got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return unreadable();
        if (got == 0) return {};
        unpacked += static_cast<std::size_t>(got);
        if (unpacked > most_bytes || unpacked > most_of_packed) return too_large();
        if (!take({piece.data(), static_cast<std::size_t>(got)})) return {};
    }
}

}  // namespace chophien::catalog
