#include "accounts/communes.hpp"

#include "accounts/organisation.hpp"

namespace chophien::accounts {

namespace {

using db::Statement;

struct Stored {
    OrganisationId organisation;
    std::string province;
    std::string commune;
    OrganisationState state{};
};

constexpr Statement insert_commune{"accounts.appoint_for_commune", R"sql(
    INSERT IGNORE INTO authority_communes (commune, organisation, province) VALUES (?, ?, ?)
)sql"};

constexpr Statement find_by_authority{"accounts.commune_of_authority", R"sql(
    SELECT c.organisation, c.province, c.commune, o.state
      FROM authority_communes AS c
           STRAIGHT_JOIN organisations AS o ON o.id = c.organisation
     WHERE c.organisation = ?
)sql"};

constexpr Statement find_by_commune{"accounts.authority_of_commune", R"sql(
    SELECT c.organisation, c.province, c.commune, o.state
      FROM authority_communes AS c
           STRAIGHT_JOIN organisations AS o ON o.id = c.organisation
     WHERE c.commune = ?
)sql"};

std::optional<CommunalAuthority> made_from(std::optional<Stored> row) {
    if (!row) return std::nullopt;
    return CommunalAuthority{
        row->organisation,
        std::move(row->province),
        std::move(row->commune),
        row->state == OrganisationState::verified};
}

}  // namespace

}  // namespace chophien::accounts

namespace chophien {

template <>
struct db::Columns<accounts::Stored> {
    using Of = accounts::Stored;
    static constexpr auto of = std::tuple{&Of::organisation, &Of::province, &Of::commune, &Of::state};
};

}  // namespace chophien

namespace chophien::accounts {

bool appoint_for_commune(
    db::Transaction& tx, OrganisationId authority, std::string_view province, std::string_view commune
) {
    return tx.change(insert_commune, commune, authority, province) == 1;
}

std::optional<CommunalAuthority> commune_of_authority(db::Transaction& tx, OrganisationId authority) {
    return made_from(tx.row<Stored>(find_by_authority, authority));
}

std::optional<CommunalAuthority> authority_of_commune(db::Transaction& tx, std::string_view commune) {
    return made_from(tx.row<Stored>(find_by_commune, commune));
}

}  // namespace chophien::accounts
