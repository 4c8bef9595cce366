#include "traceability/plots/place_store.hpp"

#include "core/text.hpp"
#include "traceability/plots/wire.hpp"

namespace chophien::traceability::plots::store {

namespace {

struct PlaceRow {
    PlaceId id;
    accounts::OrganisationId organisation;
    std::int64_t version;
    PlaceKind kind;
    std::string name;
    std::string gln;
    std::string extension;
    MemberId member;
    std::string province;
    std::optional<std::string> commune;
    std::optional<std::string> commune_code;
    std::optional<std::string> code;
    std::optional<std::string> code_country;
    std::optional<std::string> code_market;
    std::optional<std::string> grows;
    std::optional<std::string> geometry;
    std::optional<std::int64_t> square_metres;
    Day valid_from;
    std::optional<Day> valid_to;
    Instant updated_at;
};

}  // namespace

}  // namespace chophien::traceability::plots::store

namespace chophien {

template <>
struct db::Columns<traceability::plots::store::PlaceRow> {
    using Row = traceability::plots::store::PlaceRow;
    static constexpr auto of = std::tuple{
        &Row::id,           &Row::organisation,  &Row::version,      &Row::kind,        &Row::name,
        &Row::gln,          &Row::extension,     &Row::member,       &Row::province,    &Row::commune,
        &Row::commune_code, &Row::code,          &Row::code_country, &Row::code_market, &Row::grows,
        &Row::geometry,     &Row::square_metres, &Row::valid_from,   &Row::valid_to,    &Row::updated_at};
};

template <>
struct db::Columns<traceability::plots::store::PlaceVersion> {
    using Row = traceability::plots::store::PlaceVersion;
    static constexpr auto of = std::tuple{&Row::version, &Row::valid_from, &Row::facts, &Row::recorded_at};
};

}  // namespace chophien

namespace chophien::traceability::plots::store {

namespace {

using db::Statement;

#define CHOPHIEN_PLACE_COLUMNS                                                                    \
    "SELECT id, organisation, version, kind, name, gln, extension, member, province, commune, "   \
    "commune_code, code, code_country, code_market, grows, geometry, square_metres, valid_from, " \
    "valid_to, updated_at FROM places "

constexpr Statement place_by_id{"plots.place", CHOPHIEN_PLACE_COLUMNS "WHERE id = ?"};
constexpr Statement place_of{"plots.place_of", CHOPHIEN_PLACE_COLUMNS "WHERE id = ? AND organisation = ?"};
constexpr Statement lock_place{
    "plots.lock_place", CHOPHIEN_PLACE_COLUMNS "WHERE id = ? AND organisation = ? FOR UPDATE"};
constexpr Statement changed_places{
    "plots.changed_places",
    CHOPHIEN_PLACE_COLUMNS
    "WHERE organisation = ? AND updated_at >= ? AND (updated_at > ? OR id > ?) ORDER BY updated_at, id LIMIT "
    "?"};

#undef CHOPHIEN_PLACE_COLUMNS

constexpr Statement find_name{"plots.place_name_taken", R"sql(
    SELECT id FROM places WHERE organisation = ? AND folded = ? AND id <> ?
)sql"};
constexpr Statement find_number{"plots.place_number_taken", R"sql(
    SELECT id FROM places WHERE gln = ? AND extension = ? AND id <> ?
)sql"};
constexpr Statement insert_place{"plots.insert_place", R"sql(
    INSERT IGNORE INTO places (id, organisation, version, kind, name, folded, gln, extension, member, province,
                        commune, commune_code, code, code_country, code_market, grows, geometry,
                        square_metres, valid_from, valid_to, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement update_place{"plots.update_place", R"sql(
    UPDATE IGNORE places
       SET version = ?, name = ?, folded = ?, member = ?, province = ?, commune = ?, commune_code = ?,
           code = ?, code_country = ?, code_market = ?, grows = ?, geometry = ?, square_metres = ?,
           valid_from = ?, valid_to = ?, updated_at = ?
     WHERE id = ?
)sql"};
constexpr Statement insert_version{"plots.insert_version", R"sql(
    INSERT INTO place_versions (place, version, valid_from, facts, person, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement select_versions{"plots.versions", R"sql(
    SELECT version, valid_from, facts, recorded_at
      FROM place_versions
     WHERE place = ? AND version < ?
     ORDER BY version DESC
     LIMIT ?
)sql"};
constexpr Statement select_version_on{"plots.version_on", R"sql(
    SELECT version FROM place_versions
     WHERE place = ? AND valid_from <= ?
     ORDER BY version DESC
     LIMIT 1
)sql"};
constexpr Statement count_one{"plots.count_entry", "UPDATE places SET entries = entries + 1 WHERE id = ?"};

Place place_from(PlaceRow row) {
    Place place;
    place.id = row.id;
    place.organisation = row.organisation;
    place.version = row.version;
    place.says.kind = row.kind;
    place.says.name = std::move(row.name);
    place.says.member = row.member;
    place.says.province = std::move(row.province);
    place.says.commune = std::move(row.commune);
    place.says.commune_code = std::move(row.commune_code);
    place.says.code = std::move(row.code);
    place.says.code_country = std::move(row.code_country);
    place.says.code_market = std::move(row.code_market);
    place.says.grows = std::move(row.grows);
    if (row.geometry) {
        std::vector<Violation> faults;
        place.says.geometry = geometry_from(json::parse(*row.geometry).value(), "", faults);
        ensure(place.says.geometry.has_value(), "a stored geometry is right");
    }
    place.says.square_metres = row.square_metres;
    place.gln = std::move(row.gln);
    if (!row.extension.empty()) place.extension = std::move(row.extension);
    place.valid_from = row.valid_from;
    place.valid_to = row.valid_to;
    place.updated_at = row.updated_at;
    return place;
}

std::optional<Place> place_from(std::optional<PlaceRow> row) {
    if (!row) return std::nullopt;
    return place_from(*std::move(row));
}

std::optional<std::string> geometry_text(const Place& place) {
    if (!place.says.geometry) return std::nullopt;
    return geojson_of(*place.says.geometry);
}

void keep_version(db::Transaction& tx, const Place& place, accounts::PersonId person) {
    tx.change(
        insert_version,
        place.id,
        place.version,
        place.valid_from,
        json::text_of(view_of(place, true)),
        person,
        place.updated_at
    );
}

Taken taken(db::Transaction& tx, const Place& place) {
    if (tx.row<std::uint64_t>(find_name, place.organisation, text::fold(place.says.name), place.id))
        return Taken::name;
    if (tx.row<std::uint64_t>(find_number, place.gln, place.extension.value_or(""), place.id))
        return Taken::number;
    return Taken::no;
}

}  // namespace

Taken insert(db::Transaction& tx, const Place& place, accounts::PersonId person) {
    if (const auto no = taken(tx, place); no != Taken::no) return no;
    const auto& says = place.says;
    // The look-up above tells which key; of two at once the later one is told by the row that is not made.
    const auto made = tx.change(
        insert_place,
        place.id,
        place.organisation,
        place.version,
        says.kind,
        says.name,
        text::fold(says.name),
        place.gln,
        place.extension.value_or(""),
        says.member,
        says.province,
        says.commune,
        says.commune_code,
        says.code,
        says.code_country,
        says.code_market,
        says.grows,
        geometry_text(place),
        says.square_metres,
        place.valid_from,
        place.valid_to,
        place.updated_at
    );
    if (made == 0) return Taken::name;
    keep_version(tx, place, person);
    return Taken::no;
}

Taken update(db::Transaction& tx, Place& place, accounts::PersonId person) {
    if (const auto no = taken(tx, place); no != Taken::no) return no;
    ++place.version;
    const auto& says = place.says;
    const auto made = tx.change(
        update_place,
        place.version,
        says.name,
        text::fold(says.name),
        says.member,
        says.province,
        says.commune,
        says.commune_code,
        says.code,
        says.code_country,
        says.code_market,
        says.grows,
        geometry_text(place),
        says.square_metres,
        place.valid_from,
        place.valid_to,
        place.updated_at,
        place.id
    );
    if (made == 0) return Taken::name;
    keep_version(tx, place, person);
    return Taken::no;
}

std::optional<Place> find(db::Transaction& tx, PlaceId id) {
    return place_from(tx.row<PlaceRow>(place_by_id, id));
}

std::optional<Place> find_of(db::Transaction& tx, PlaceId id, accounts::OrganisationId organisation) {
    return place_from(tx.row<PlaceRow>(place_of, id, organisation));
}

std::optional<Place> lock_of(db::Transaction& tx, PlaceId id, accounts::OrganisationId organisation) {
    return place_from(tx.row<PlaceRow>(lock_place, id, organisation));
}

std::vector<Place> changed(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    const ChangeCursor<OfPlace>& after,
    std::int64_t limit
) {
    std::vector<Place> places;
    for (auto& row :
         tx.rows<PlaceRow>(changed_places, organisation, after.at, after.at, after.id.number, limit))
        places.push_back(place_from(std::move(row)));
    return places;
}

std::vector<PlaceVersion> versions(db::Transaction& tx, PlaceId id, std::int64_t before, std::int64_t limit) {
    return tx.rows<PlaceVersion>(select_versions, id, before, limit);
}

std::int64_t version_on(db::Transaction& tx, PlaceId id, Day day) {
    return tx.row<std::int64_t>(select_version_on, id, day).value_or(1);
}

void count_entry(db::Transaction& tx, PlaceId id) { tx.change(count_one, id); }

}  // namespace chophien::traceability::plots::store
