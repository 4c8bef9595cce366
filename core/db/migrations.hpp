// The schema, as numbered files of SQL embedded in the binary (MODULE/schema/NNNN_name.sql), applied forward
// only.
#pragma once

#include "core/db/database.hpp"
#include "core/embedded.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::db {

struct Migration {
    std::uint32_t number;
    std::string_view name;                     ///< 0020_orders.sql
    std::vector<std::string_view> statements;  ///< each ends at a semicolon before a line's end
    crypto::Digest digest;
};

/// All migrations of the embedded files in the order of their numbers. A number used twice is a bug.
std::vector<Migration> migrations_in(std::span<const std::span<const embedded::File>> modules);

/// Brings the schema up to date. Any number of nodes may call this at once: one holds a lease row while the
/// others wait. Statements are idempotent (IF NOT EXISTS) and progress is kept per statement, so a node that
/// dies half-way is taken over. Throws std::runtime_error when an applied file was changed afterwards.
/// Migrations newer than this binary are left alone: an older node keeps running beside newer ones.
void migrate(Database& database, std::span<const Migration> migrations);

}  // namespace chophien::db
