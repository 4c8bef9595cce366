#include "catalog/sellers.hpp"

#include "accounts/organisation_store.hpp"
#include "core/feed.hpp"

#include <set>

namespace chophien::db {

template <>
struct Columns<catalog::Seller> {
    using Of = catalog::Seller;
    static constexpr auto of = std::tuple{&Of::organisation, &Of::name, &Of::kind, &Of::province, &Of::open};
};

}  // namespace chophien::db

namespace chophien::catalog {

namespace {

using db::Statement;

constexpr Statement select_seller{"catalog.find_seller", R"sql(
    SELECT organisation, name, kind, province, open FROM sellers WHERE organisation = ?
)sql"};

constexpr Statement write_seller{"catalog.write_seller", R"sql(
    INSERT INTO sellers (organisation, name, kind, province, open)
    VALUES (?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE name = VALUES(name), kind = VALUES(kind), province = VALUES(province), open = VALUES(open)
)sql"};

constexpr std::string_view reader = "catalog.sellers";

}  // namespace

std::optional<Seller> find_seller(db::Transaction& tx, accounts::OrganisationId organisation) {
    return tx.row<Seller>(select_seller, organisation);
}

Seller refresh_seller(db::Transaction& tx, accounts::OrganisationId organisation) {
    const auto facts = accounts::store::find(tx, organisation);
    ensure(facts.has_value(), "a seller is an organisation");
    const auto old = find_seller(tx, organisation);
    Seller now{
        organisation,
        facts->says.name,
        facts->kind,
        facts->says.province,
        facts->state == accounts::OrganisationState::verified};
    const bool same = old && old->name == now.name && old->kind == now.kind &&
                      old->province == now.province && old->open == now.open;
    if (same) return now;
    tx.change(write_seller, now.organisation, now.name, now.kind, now.province, now.open);
    tx.touch(tag(organisation));
    if (!old) return now;
    tx.touch(tag("products"));
    return now;
}

Seller known_seller(db::Transaction& tx, accounts::OrganisationId organisation) {
    auto known = find_seller(tx, organisation);
    return known ? std::move(*known) : refresh_seller(tx, organisation);
}

std::size_t follow_sellers(db::Database& database) {
    std::size_t refreshed = 0;
    for (bool more = true; more;) {
        std::size_t in_page = 0;
        more = database.transact("catalog.follow_sellers", [&](db::Transaction& tx) {
            const auto position = reader_position(tx, reader);
            const auto sets = changes_after(tx, position, 200);
            if (sets.empty()) return false;
            std::set<accounts::OrganisationId> changed;
            for (const auto& set : sets)
                for (const auto& change : set.changes)
                    if (const auto id = id_from<accounts::OfOrganisation>(change.about)) changed.insert(*id);
            for (const auto id : changed)
                if (find_seller(tx, id)) refresh_seller(tx, id);
            in_page = changed.size();
            keep_reader_position(tx, reader, sets.back().position);
            return true;
        });
        refreshed += in_page;
    }
    return refreshed;
}

}  // namespace chophien::catalog
