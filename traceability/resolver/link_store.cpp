#include "traceability/resolver/link_store.hpp"

#include "core/db/many_rows.hpp"

#include <algorithm>

namespace chophien::traceability::link_store {

namespace {

struct LinkRow {
    LinkId id;
    accounts::OrganisationId organisation;
    std::string anchor;
    std::string link_type;
    std::string href;
    std::string title;
    std::optional<std::string> title_en;
    std::optional<std::string> media_type;
    std::string languages;
    std::string contexts;
    LinkStanding standing{};
    bool forwards_query = true;
    bool open = true;
    std::int64_t version = 1;
    Instant recorded_at{};
};

}  // namespace

}  // namespace chophien::traceability::link_store

namespace chophien {

template <>
struct db::Columns<traceability::link_store::LinkRow> {
    using Row = traceability::link_store::LinkRow;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::anchor,
        &Row::link_type,
        &Row::href,
        &Row::title,
        &Row::title_en,
        &Row::media_type,
        &Row::languages,
        &Row::contexts,
        &Row::standing,
        &Row::forwards_query,
        &Row::open,
        &Row::version,
        &Row::recorded_at};
};

template <>
struct db::Columns<traceability::link_store::CompanyPrefix> {
    using Row = traceability::link_store::CompanyPrefix;
    static constexpr auto of = std::tuple{&Row::prefix, &Row::organisation, &Row::given_at};
};

}  // namespace chophien

namespace chophien::traceability::link_store {

namespace {

using db::Statement;

#define CHOPHIEN_LINK_COLUMNS                                                                    \
    "SELECT id, organisation, anchor, link_type, href, title, title_en, media_type, languages, " \
    "contexts, standing, forwards_query, open, version, recorded_at "                            \
    "FROM resolver_links "

constexpr std::string_view links_at_head = CHOPHIEN_LINK_COLUMNS "WHERE anchor IN (";
constexpr std::string_view list_tail = ")";
constexpr auto links_at = db::many_rows<links_at_head, db::a_key, list_tail>("traceability.links_at");

constexpr Statement own_link{
    "traceability.link_of", CHOPHIEN_LINK_COLUMNS "WHERE id = ? AND organisation = ?"};
constexpr Statement lock_link{
    "traceability.lock_link", CHOPHIEN_LINK_COLUMNS "WHERE id = ? AND organisation = ? FOR UPDATE"};
constexpr Statement newest_links{
    "traceability.newest_links",
    CHOPHIEN_LINK_COLUMNS "WHERE organisation = ? AND id < ? ORDER BY id DESC LIMIT ?"};
constexpr Statement newest_links_at{
    "traceability.newest_links_at",
    CHOPHIEN_LINK_COLUMNS "WHERE organisation = ? AND anchor = ? AND id < ? ORDER BY id DESC LIMIT ?"};

#undef CHOPHIEN_LINK_COLUMNS

constexpr Statement count_links{
    "traceability.count_links", "SELECT COUNT(*) FROM resolver_links WHERE organisation = ?"};

constexpr Statement insert_link{"traceability.insert_link", R"sql(
    INSERT INTO resolver_links (id, organisation, anchor, link_type, href, title, title_en, media_type, languages,
                                contexts, standing, default_of, forwards_query, open, version, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_link{"traceability.update_link", R"sql(
    UPDATE resolver_links
       SET link_type = ?, href = ?, title = ?, title_en = ?, media_type = ?, languages = ?, contexts = ?,
           standing = ?, default_of = ?, forwards_query = ?, open = ?, version = version + 1
     WHERE id = ?
)sql"};

constexpr Statement delete_link{"traceability.delete_link", "DELETE FROM resolver_links WHERE id = ?"};

constexpr Statement usual_again{"traceability.end_default_link", R"sql(
    UPDATE resolver_links
       SET standing = 'usual', default_of = NULL, version = version + 1
     WHERE default_of = ? AND id <> ?
)sql"};

constexpr std::string_view prefixes_head =
    "SELECT prefix, organisation, given_at FROM company_prefixes WHERE prefix IN (";
constexpr auto find_prefixes =
    db::many_rows<prefixes_head, db::a_key, list_tail>("traceability.company_prefixes");

constexpr Statement first_below{"traceability.company_prefix_below", R"sql(
    SELECT prefix, organisation, given_at FROM company_prefixes WHERE prefix > ? ORDER BY prefix LIMIT 1
)sql"};

constexpr Statement list_prefixes{"traceability.list_company_prefixes", R"sql(
    SELECT prefix, organisation, given_at FROM company_prefixes WHERE prefix > ? ORDER BY prefix LIMIT ?
)sql"};

constexpr Statement insert_prefix{"traceability.insert_company_prefix", R"sql(
    INSERT INTO company_prefixes (prefix, organisation, given_at) VALUES (?, ?, ?)
)sql"};

constexpr Statement delete_prefix{
    "traceability.delete_company_prefix", "DELETE FROM company_prefixes WHERE prefix = ?"};

// Tags and contexts hold no line feed (linking.cpp), so the lines can be taken apart again.
std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

StoredLink link_from(LinkRow row) {
    StoredLink stored;
    stored.link.id = row.id;
    stored.link.link_type = std::move(row.link_type);
    stored.link.href = std::move(row.href);
    stored.link.title = std::move(row.title);
    stored.link.title_en = std::move(row.title_en);
    stored.link.media_type = std::move(row.media_type);
    stored.link.languages = lines_of(row.languages);
    stored.link.contexts = lines_of(row.contexts);
    stored.link.standing = row.standing;
    stored.link.forwards_query = row.forwards_query;
    stored.link.open = row.open;
    stored.organisation = row.organisation;
    stored.anchor = std::move(row.anchor);
    stored.version = row.version;
    stored.recorded_at = row.recorded_at;
    return stored;
}

std::vector<StoredLink> links_from(std::vector<LinkRow> rows) {
    std::vector<StoredLink> links;
    links.reserve(rows.size());
    for (auto& row : rows) links.push_back(link_from(std::move(row)));
    return links;
}

std::optional<StoredLink> link_from(std::optional<LinkRow> row) {
    if (!row) return std::nullopt;
    return link_from(*std::move(row));
}

std::optional<std::string> default_of(const StoredLink& stored) {
    if (stored.link.standing != LinkStanding::main) return std::nullopt;
    return stored.anchor;
}

}  // namespace

std::vector<StoredLink> at(db::Transaction& tx, std::span<const std::string> anchors) {
    auto links = links_from(db::rows_among<LinkRow>(tx, links_at, anchors));
    std::ranges::sort(links, {}, [](const StoredLink& each) { return each.link.id.number; });
    return links;
}

std::optional<StoredLink> find_of(db::Transaction& tx, LinkId id, accounts::OrganisationId organisation) {
    return link_from(tx.row<LinkRow>(own_link, id, organisation));
}

std::optional<StoredLink> lock_of(db::Transaction& tx, LinkId id, accounts::OrganisationId organisation) {
    return link_from(tx.row<LinkRow>(lock_link, id, organisation));
}

std::vector<StoredLink> links_of(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    const std::optional<std::string>& anchor,
    LinkId before,
    std::int64_t limit
) {
    const std::uint64_t end = before ? before.number : INT64_MAX;
    return links_from(
        anchor ? tx.rows<LinkRow>(newest_links_at, organisation, *anchor, end, limit)
               : tx.rows<LinkRow>(newest_links, organisation, end, limit)
    );
}

std::int64_t count_of(db::Transaction& tx, accounts::OrganisationId organisation) {
    return tx.row<std::int64_t>(count_links, organisation).value_or(0);
}

void insert(db::Transaction& tx, const StoredLink& stored) {
    const auto& link = stored.link;
    tx.change(
        insert_link,
        link.id,
        stored.organisation,
        stored.anchor,
        link.link_type,
        link.href,
        link.title,
        link.title_en,
        link.media_type,
        joined(link.languages),
        joined(link.contexts),
        link.standing,
        default_of(stored),
        link.forwards_query,
        link.open,
        stored.version,
        stored.recorded_at
    );
}

void update(db::Transaction& tx, StoredLink& stored) {
    const auto& link = stored.link;
    tx.change(
        update_link,
        link.link_type,
        link.href,
        link.title,
        link.title_en,
        link.media_type,
        joined(link.languages),
        joined(link.contexts),
        link.standing,
        default_of(stored),
        link.forwards_query,
        link.open,
        link.id
    );
    ++stored.version;
}

void erase(db::Transaction& tx, LinkId id) { tx.change(delete_link, id); }

void end_default(db::Transaction& tx, std::string_view anchor, LinkId other_than) {
    tx.change(usual_again, anchor, other_than);
}

std::vector<CompanyPrefix> prefixes_among(db::Transaction& tx, std::span<const std::string> prefixes) {
    return db::rows_among<CompanyPrefix>(tx, find_prefixes, prefixes);
}

std::optional<CompanyPrefix> prefix_below(db::Transaction& tx, std::string_view digits) {
    auto next = tx.row<CompanyPrefix>(first_below, digits);
    if (!next || !next->prefix.starts_with(digits)) return std::nullopt;
    return next;
}

std::vector<CompanyPrefix> prefixes_after(db::Transaction& tx, std::string_view digits, std::int64_t limit) {
    return tx.rows<CompanyPrefix>(list_prefixes, digits, limit);
}

void insert(db::Transaction& tx, const CompanyPrefix& prefix) {
    tx.change(insert_prefix, prefix.prefix, prefix.organisation, prefix.given_at);
}

bool erase_prefix(db::Transaction& tx, std::string_view prefix) {
    return tx.change(delete_prefix, prefix) == 1;
}

}  // namespace chophien::traceability::link_store
