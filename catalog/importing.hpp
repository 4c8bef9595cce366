// Importing products from a CSV file: a job that goes part by part, reports row by row, and can be undone.
//
// A row is one product in one pack. It finds the seller's product of that name and the offer of that pack and
// changes them, or makes them; so the same file twice changes nothing.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/import_row.hpp"
#include "core/db/transaction.hpp"
#include "core/jobs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

/// So that what most_import_rows of a catalogue export to can be imported again.
inline constexpr std::size_t most_import_bytes = std::size_t{32} << 20U;
inline constexpr std::int64_t most_import_rows = 100'000;
inline constexpr std::int64_t rows_of_step = 500;

inline constexpr std::string_view import_kind = "catalog.import";
inline constexpr std::string_view undo_kind = "catalog.undo_import";

struct OpenImport {
    std::string csv;
    std::optional<bool> dry_run{};        ///< only the report; false when left out
    std::optional<bool> publish{};        ///< publish what is complete; true when left out
    std::optional<bool> only_if_clean{};  ///< write nothing when any row is refused; false when left out
};

struct ImportOpened {
    jobs::JobId job;
};

struct NameImport {
    jobs::JobId import;
};

/// How an import was asked for, as its job keeps it.
struct ImportSettings {
    bool dry_run = false;
    bool publish = true;
    bool only_if_clean = false;
    std::vector<ImportColumn> columns{};
};

/// What came of an import so far.
struct ImportResult {
    bool dry_run = false;
    std::int64_t rows = 0;
    std::int64_t created = 0;    ///< rows that made an offer
    std::int64_t updated = 0;    ///< rows that changed one, or its product
    std::int64_t unchanged = 0;  ///< rows that said what is there already
    std::int64_t refused = 0;    ///< rows with something wrong
    std::int64_t published = 0;  ///< products that became visible
};

/// Looks the file through and opens the job; nothing is imported yet. Refuses: wrong_import (its columns, no
/// rows, over most_import_rows), csv::malformed, csv::over_limit (bytes).
Result<ImportOpened> open_import(db::Transaction& tx, const accounts::Caller& seller, const OpenImport& wish);

/// Opens the job that takes back what an import did: withdraws or erases what it created, restores what it
/// changed, and leaves and names what was changed since. Refuses: jobs::unknown_job (also another's),
/// not_undoable.
Result<ImportOpened> undo_import(db::Transaction& tx, const accounts::Caller& seller, const NameImport& wish);

/// The steps of both jobs, for the runner.
jobs::Steps import_steps();

/// A whole small file in one transaction, by the same code and without a job: for loaders. At most
/// rows_of_step rows, which are all imported or, if any is wrong, refused (wrong_import, naming line and
/// column).
Result<ImportResult> import_at_once(
    db::Transaction& tx, accounts::OrganisationId seller, accounts::PersonId person, std::string_view csv
);

/// An empty import file with an example row, for spreadsheets: with a byte order mark and Vietnamese
/// headings.
std::string import_template();

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::OpenImport> {
    using Of = catalog::OpenImport;
    static constexpr std::string_view name = "OpenImport";
    static constexpr auto fields = std::tuple{
        field(
            "csv",
            &Of::csv,
            "The file. Columns: product_name, pack_size, unit and price_vnd are needed; see the template."
        ),
        field("dry_run", &Of::dry_run, "Only look the file through and report; nothing is written."),
        field("publish", &Of::publish, "Publish the products that are complete; true when left out."),
        field("only_if_clean", &Of::only_if_clean, "Write nothing when any row is refused."),
    };
};

template <>
struct Shape<catalog::ImportOpened> {
    static constexpr std::string_view name = "ImportOpened";
    static constexpr auto fields = std::tuple{field(
        "job", &catalog::ImportOpened::job, "Follow it at /v1/jobs/{job} and /v1/jobs/{job}/findings."
    )};
};

template <>
struct Shape<catalog::NameImport> {
    static constexpr std::string_view name = "NameImport";
    static constexpr auto fields =
        std::tuple{field("import", &catalog::NameImport::import, "The import's job.")};
};

template <>
struct Shape<catalog::ImportSettings> {
    using Of = catalog::ImportSettings;
    static constexpr std::string_view name = "ImportSettings";
    static constexpr auto fields = std::tuple{
        field("dry_run", &Of::dry_run, ""),
        field("publish", &Of::publish, ""),
        field("only_if_clean", &Of::only_if_clean, ""),
        field("columns", &Of::columns, "")};
};

template <>
struct Shape<catalog::ImportResult> {
    using Of = catalog::ImportResult;
    static constexpr std::string_view name = "ImportResult";
    static constexpr auto fields = std::tuple{
        field("dry_run", &Of::dry_run, "Nothing was written."),
        field("rows", &Of::rows, "Rows of the file that were looked at."),
        field("created", &Of::created, "Rows that made an offer."),
        field("updated", &Of::updated, "Rows that changed an offer or its product."),
        field("unchanged", &Of::unchanged, "Rows that said what is there already."),
        field("refused", &Of::refused, "Rows with something wrong; see the findings."),
        field("published", &Of::published, "Products that became visible."),
    };
};

}  // namespace chophien::json
