#include "traceability/epcis/name_store.hpp"

#include "traceability/epcis/batches.hpp"

namespace chophien::traceability::epcis {

namespace {

struct NameRow {
    NameId id = 0;
    std::string name;
};

constexpr std::string_view find_head = "SELECT id, name FROM epcis_names WHERE id IN (";
constexpr std::string_view find_tail = ")";
constexpr auto find_names = batches<find_head, db::a_key, find_tail>("epcis.names");

constexpr std::string_view insert_head = "INSERT IGNORE INTO epcis_names (id, name) VALUES ";
constexpr std::string_view insert_row = "(?, ?)";
constexpr auto insert_names = batches<insert_head, insert_row>("epcis.insert_names");

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::NameRow> {
    using Row = chophien::traceability::epcis::NameRow;
    static constexpr auto of = std::tuple{&Row::id, &Row::name};
};

namespace chophien::traceability::epcis {

NameId name_id(std::string_view canonical) {
    const auto digest = crypto::sha256(canonical);
    NameId id = 0;
    for (std::size_t at = 0; at < sizeof id; ++at) id = id << 8U | digest[at];
    return id;
}

NameId add_name(Names& names, std::string_view canonical) {
    const auto id = name_id(canonical);
    const auto [place, added] = names.try_emplace(id, canonical);
    ensure(added || place->second == canonical, "two names have one id");
    return id;
}

namespace {

std::vector<NameRow> found(db::Transaction& tx, const std::vector<NameId>& ids) {
    return rows_in_batches<NameRow>(tx, find_names, {}, ids);
}

// Takes those that are there out of the missing ones.
void strike_found(
    db::Transaction& tx, const std::vector<NameId>& ids, std::map<NameId, std::string_view>& missing
) {
    for (const auto& row : found(tx, ids)) {
        const auto wanted = missing.find(row.id);
        if (wanted == missing.end()) continue;
        ensure(wanted->second == row.name, "two names have one id");
        missing.erase(wanted);
    }
}

}  // namespace

void keep_names(db::Transaction& tx, const Names& names) {
    std::vector<NameId> ids;
    std::map<NameId, std::string_view> missing;
    for (const auto& [id, name] : names) {
        ids.push_back(id);
        missing.emplace(id, name);
    }
    // Looked at without locks first: places and products are in every document, and an INSERT IGNORE of what
    // is there would hold their rows until the commit.
    strike_found(tx, ids, missing);
    if (missing.empty()) return;
    const std::vector<std::pair<NameId, std::string_view>> rows(missing.begin(), missing.end());
    const auto inserted = change_batches(tx, insert_names, rows, [](const auto& row) {
        return db::values(row.first, row.second);
    });
    if (inserted == rows.size()) return;
    ids.clear();
    for (const auto& [id, name] : missing) ids.push_back(id);
    strike_found(tx, ids, missing);
    ensure(missing.empty(), "a name is kept");
}

std::map<NameId, std::string> names_of(db::Transaction& tx, std::span<const NameId> ids) {
    std::map<NameId, std::string> names;
    for (auto& row : found(tx, {ids.begin(), ids.end()})) names.emplace(row.id, std::move(row.name));
    return names;
}

}  // namespace chophien::traceability::epcis
