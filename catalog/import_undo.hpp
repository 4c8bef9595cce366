// Taking back what an import did, product by product.
#pragma once

#include "catalog/import_store.hpp"
#include "core/jobs.hpp"

namespace chophien::catalog {

/// What came of an undoing so far.
struct UndoResult {
    std::int64_t erased = 0;     ///< drafts the import had made
    std::int64_t withdrawn = 0;  ///< published products the import had made
    std::int64_t restored = 0;   ///< products that were there before
    std::int64_t kept = 0;       ///< products or offers left as they are, because they were changed since
};

void undo_step(db::Transaction& tx, jobs::Job& job);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::UndoResult> {
    using Of = catalog::UndoResult;
    static constexpr std::string_view name = "UndoResult";
    static constexpr auto fields = std::tuple{
        field("erased", &Of::erased, "Drafts the import had made, gone now."),
        field("withdrawn", &Of::withdrawn, "Published products the import had made, withdrawn now."),
        field("restored", &Of::restored, "Products that are again what they were."),
        field(
            "kept",
            &Of::kept,
            "Products and offers left alone because they were changed since; see the findings."
        ),
    };
};

}  // namespace chophien::json
