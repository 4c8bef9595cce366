#include "traceability/exports/external_identifiers.hpp"

#include "accounts/cursor.hpp"
#include "catalog/product_store.hpp"
#include "core/db/many_rows.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/place_store.hpp"

namespace chophien::traceability::exports {

namespace {

using accounts::Caller;
using db::Statement;

struct IdentifierRow {
    ExternalIdentifierId id;
    ExternalSystem system{};
    std::string about;
    std::string value;
    Day given_on{};
    IdentifierStatus status{};
    Instant recorded_at{};
};

struct ChangeRow {
    ExternalIdentifierId identifier;
    IdentifierStatus status{};
    Day given_on{};
    Instant changed_at{};
};

#define CHOPHIEN_IDENTIFIER_COLUMNS \
    "SELECT id, system, about, value, given_on, status, recorded_at FROM external_identifiers "

constexpr Statement lock_identifier{
    "exports.lock_identifier",
    CHOPHIEN_IDENTIFIER_COLUMNS
    "WHERE organisation = ? AND system = ? AND about = ? AND value = ? FOR UPDATE"};
constexpr Statement all_identifiers{
    "exports.identifiers",
    CHOPHIEN_IDENTIFIER_COLUMNS "WHERE organisation = ? AND id < ? ORDER BY id DESC LIMIT ?"};
constexpr Statement identifiers_about{
    "exports.identifiers_about",
    CHOPHIEN_IDENTIFIER_COLUMNS "WHERE organisation = ? AND about = ? AND id < ? ORDER BY id DESC LIMIT ?"};

#undef CHOPHIEN_IDENTIFIER_COLUMNS

constexpr Statement insert_identifier{"exports.insert_identifier", R"sql(
    INSERT IGNORE INTO external_identifiers
           (id, organisation, system, about, value, given_on, status, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement update_identifier{
    "exports.update_identifier", "UPDATE external_identifiers SET status = ?, given_on = ? WHERE id = ?"};
constexpr Statement insert_change{"exports.insert_identifier_change", R"sql(
    INSERT INTO external_identifier_changes (identifier, id, status, given_on, person, changed_at)
    VALUES (?, ?, ?, ?, ?, ?)
)sql"};

constexpr std::string_view changes_head =
    "SELECT identifier, status, given_on, changed_at FROM external_identifier_changes WHERE identifier IN (";
constexpr std::string_view changes_tail = ") ORDER BY identifier, id";
constexpr auto select_changes = db::many_rows<changes_head, db::a_key, changes_tail>("exports.changes");

}  // namespace

}  // namespace chophien::traceability::exports

namespace chophien::db {

template <>
struct Columns<traceability::exports::IdentifierRow> {
    using Row = traceability::exports::IdentifierRow;
    static constexpr auto of = std::tuple{
        &Row::id, &Row::system, &Row::about, &Row::value, &Row::given_on, &Row::status, &Row::recorded_at};
};

template <>
struct Columns<traceability::exports::ChangeRow> {
    using Row = traceability::exports::ChangeRow;
    static constexpr auto of = std::tuple{&Row::identifier, &Row::status, &Row::given_on, &Row::changed_at};
};

}  // namespace chophien::db

namespace chophien::traceability::exports {

namespace {

// The id as the market writes it, when it is of something of this organisation.
std::optional<std::string> own_subject(db::Transaction& tx, const Caller& caller, std::string_view about) {
    if (const auto lot = id_from<catalog::OfLot>(about))
        return store::find_of(tx, *lot, caller.organisation) ? std::optional(text_of(*lot)) : std::nullopt;
    if (const auto place = id_from<plots::OfPlace>(about))
        return plots::store::find_of(tx, *place, caller.organisation) ? std::optional(text_of(*place))
                                                                      : std::nullopt;
    if (const auto product = id_from<catalog::OfProduct>(about)) {
        const auto found = catalog::store::find_product(tx, *product);
        if (found && found->seller == caller.organisation) return text_of(*product);
    }
    return std::nullopt;
}

std::vector<ExternalIdentifier> with_history(db::Transaction& tx, std::vector<IdentifierRow> rows) {
    std::vector<ExternalIdentifier> found;
    std::vector<ExternalIdentifierId> ids;
    for (auto& row : rows) {
        ids.push_back(row.id);
        found.push_back(
            {row.id,
             row.system,
             std::move(row.about),
             std::move(row.value),
             row.given_on,
             row.status,
             row.recorded_at,
             {}}
        );
    }
    for (const auto& change : db::rows_among<ChangeRow>(tx, select_changes, ids))
        for (auto& one : found)
            if (one.id == change.identifier)
                one.history.push_back({change.status, change.given_on, change.changed_at});
    return found;
}

void keep_change(db::Transaction& tx, const Caller& caller, const IdentifierRow& row) {
    tx.change(insert_change, row.id, tx.new_number(), row.status, row.given_on, caller.person, tx.now());
    tx.announce({"traceability.external_identifier", text_of(row.id)});
}

}  // namespace

Result<ExternalIdentifier> record_identifier(
    db::Transaction& tx, const Caller& caller, const RecordIdentifier& wish
) {
    const auto about = own_subject(tx, caller, wish.about);
    if (!about) return refuse(unknown_subject);
    IdentifierRow row{
        tx.new_id<OfExternalIdentifier>(),
        wish.system,
        *about,
        wish.value,
        wish.given_on.value_or(tx.today()),
        wish.status.value_or(IdentifierStatus::active),
        tx.now()};
    const auto made = tx.change(
        insert_identifier,
        row.id,
        caller.organisation,
        row.system,
        row.about,
        row.value,
        row.given_on,
        row.status,
        row.recorded_at
    );
    if (made == 0) {
        auto there =
            tx.row<IdentifierRow>(lock_identifier, caller.organisation, row.system, row.about, row.value);
        ensure(there.has_value(), "what may not be made twice is there");
        row.given_on = wish.given_on.value_or(there->given_on);
        row.status = wish.status.value_or(there->status);
        row.id = there->id;
        row.recorded_at = there->recorded_at;
        if (row.given_on != there->given_on || row.status != there->status) {
            tx.change(update_identifier, row.status, row.given_on, row.id);
            keep_change(tx, caller, row);
        }
    } else {
        keep_change(tx, caller, row);
    }
    return std::move(with_history(tx, {row}).front());
}

Result<List<ExternalIdentifier>> list_identifiers(
    db::Transaction& tx, const Caller& caller, const ListIdentifiers& wish
) {
    const auto after = accounts::id_cursor<OfExternalIdentifier>(wish.after);
    if (!after) return tl::unexpected(after.error());
    const auto before = *after ? *after : ExternalIdentifierId{INT64_MAX};
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto rows =
        wish.about
            ? tx.rows<IdentifierRow>(identifiers_about, caller.organisation, *wish.about, before, limit + 1)
            : tx.rows<IdentifierRow>(all_identifiers, caller.organisation, before, limit + 1);
    List<ExternalIdentifier> list;
    list.page = accounts::cut(rows, limit, [](const IdentifierRow& last) { return text_of(last.id); });
    list.data = with_history(tx, std::move(rows));
    return list;
}

}  // namespace chophien::traceability::exports
