#include "accounts/audit.hpp"

#include <fmt/format.h>

#include <limits>

namespace chophien {

template <>
struct db::Columns<accounts::AuditEntry> {
    using Row = accounts::AuditEntry;
    static constexpr auto of =
        std::tuple{&Row::number, &Row::at, &Row::person, &Row::act, &Row::about, &Row::facts, &Row::digest};
};

template <>
struct db::Columns<accounts::AuditHead> {
    using Row = accounts::AuditHead;
    static constexpr auto of = std::tuple{&Row::number, &Row::digest};
};

}  // namespace chophien

namespace chophien::accounts {

namespace {

using db::Statement;

constexpr Statement begin_chain{"accounts.begin_audit", R"sql(
    INSERT IGNORE INTO audit_heads (organisation, number, digest) VALUES (?, 0, ?)
)sql"};

constexpr Statement lock_head{"accounts.lock_audit_head", R"sql(
    SELECT number, digest FROM audit_heads WHERE organisation = ? FOR UPDATE
)sql"};

constexpr Statement read_head{"accounts.audit_head", R"sql(
    SELECT number, digest FROM audit_heads WHERE organisation = ?
)sql"};

constexpr Statement move_head{"accounts.move_audit_head", R"sql(
    UPDATE audit_heads SET number = ?, digest = ? WHERE organisation = ?
)sql"};

constexpr Statement insert_entry{"accounts.insert_audit", R"sql(
    INSERT INTO audit (organisation, number, at, person, act, about, facts, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement newest_entries{"accounts.newest_audit", R"sql(
    SELECT number, at, person, act, about, facts, digest
      FROM audit
     WHERE organisation = ? AND number < ?
     ORDER BY number DESC
     LIMIT ?
)sql"};

constexpr Statement entries_from{"accounts.audit_from", R"sql(
    SELECT number, at, person, act, about, facts, digest
      FROM audit
     WHERE organisation = ? AND number > ?
     ORDER BY number
     LIMIT 1000
)sql"};

// Each part with its length before it, so that no two different entries read alike.
crypto::Digest digest_of(const crypto::Digest& before, OrganisationId organisation, const AuditEntry& entry) {
    std::string text(crypto::bytes_of(before));
    for (const auto& part :
         {std::to_string(organisation.number),
          std::to_string(entry.number),
          text_of(entry.at),
          std::to_string(entry.person.number),
          entry.act,
          entry.about,
          entry.facts})
        text += fmt::format("{}:{}", part.size(), part);
    return crypto::sha256(text);
}

}  // namespace

void audit(
    db::Transaction& tx,
    const Caller& caller,
    std::string_view act,
    std::string_view about,
    std::string_view facts
) {
    ensure(static_cast<bool>(caller.organisation), "an audited act is somebody's");
    tx.change(begin_chain, caller.organisation, crypto::Digest{});
    const auto head = tx.row<AuditHead>(lock_head, caller.organisation);
    ensure(head.has_value(), "an audit chain has its head");
    AuditEntry entry{
        head->number + 1,
        tx.now(),
        caller.person,
        std::string(act),
        std::string(about),
        std::string(facts),
        {}};
    entry.digest = digest_of(head->digest, caller.organisation, entry);
    tx.change(
        insert_entry,
        caller.organisation,
        entry.number,
        entry.at,
        entry.person,
        entry.act,
        entry.about,
        entry.facts,
        entry.digest
    );
    tx.change(move_head, entry.number, entry.digest, caller.organisation);
}

std::vector<AuditEntry> audit_of(
    db::Transaction& tx, OrganisationId organisation, std::uint64_t before, std::int64_t limit
) {
    const auto newest = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return tx.rows<AuditEntry>(newest_entries, organisation, before == 0 ? newest : before, limit);
}

std::optional<std::uint64_t> first_break(db::Transaction& tx, OrganisationId organisation) {
    const auto head = audit_head(tx, organisation);
    AuditHead reached;
    for (;;) {
        const auto entries = tx.rows<AuditEntry>(entries_from, organisation, reached.number);
        for (const auto& entry : entries) {
            if (entry.number != reached.number + 1) return reached.number + 1;
            if (entry.digest != digest_of(reached.digest, organisation, entry)) return entry.number;
            reached = {entry.number, entry.digest};
        }
        if (entries.empty()) break;
    }
    if (reached.number < head.number) return reached.number + 1;
    if (reached.number > head.number || reached.digest != head.digest) return reached.number;
    return std::nullopt;
}

AuditHead audit_head(db::Transaction& tx, OrganisationId organisation) {
    return tx.row<AuditHead>(read_head, organisation).value_or(AuditHead{});
}

}  // namespace chophien::accounts
