// The zip archive around a spreadsheet, read with limits.
#pragma once

#include "core/result.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace chophien::catalog {

class Archive {
public:
    /// The bytes must outlive it. Refuses: wrong_import (no archive), csv::over_limit (too many parts).
    static Result<Archive> of(std::string_view bytes);

    Archive(Archive&&) noexcept;
    ~Archive();

    bool has(const std::string& part) const;

    /// Unpacks a part piece by piece into `take` until that says false. Refuses: wrong_import (damaged,
    /// locked or not there), csv::over_limit (more than `most_bytes`, or unpacked over
    /// spreadsheet::most_ratio times).
    Result<void> read(
        const std::string& part, std::size_t most_bytes, const std::function<bool(std::string_view)>& take
    ) const;

private:
    struct Opened;
    explicit Archive(std::unique_ptr<Opened> opened);
    std::unique_ptr<Opened> opened_;
};

}  // namespace chophien::catalog
