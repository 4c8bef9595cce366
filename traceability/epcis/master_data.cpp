#include "traceability/epcis/master_data.hpp"

#include "traceability/epcis/batches.hpp"
#include "traceability/epcis/name_store.hpp"
#include "traceability/epcis/names.hpp"

#include <array>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;

constexpr std::size_t most_places = 10'000;  // under one place; more are not a place any more

struct Row {
    NameId name = 0;
    const MasterData* element = nullptr;
    std::string attributes;
};

constexpr std::string_view keep_head =
    "INSERT INTO epcis_master_data (organisation, name, type, attributes, changed_at) VALUES ";
constexpr std::string_view keep_row = "(?,?,?,?,?)";
constexpr std::string_view keep_tail =
    " ON DUPLICATE KEY UPDATE attributes = VALUES(attributes), changed_at = VALUES(changed_at)";
constexpr auto keep_elements = batches<keep_head, keep_row, keep_tail>("epcis.keep_master_data");

constexpr std::string_view find_head =
    "SELECT attributes FROM epcis_master_data WHERE organisation = ? AND name IN (";
constexpr std::string_view find_tail = ") ORDER BY name, type";
constexpr auto find_elements = batches<find_head, db::a_key, find_tail>("epcis.master_data");

std::vector<json::Document> elements(
    db::Transaction& tx, OrganisationId organisation, const std::vector<NameId>& names
) {
    std::vector<json::Document> found;
    for (const auto& text : rows_in_batches<std::string>(tx, find_elements, {db::bound(organisation)}, names))
        found.push_back(json::Document::parse(text));
    return found;
}

const json::Document& list_in(const json::Document& element, const char* member) {
    static const json::Document none = json::Document::array();
    const auto found = element.find(member);
    return found == element.end() || !found->is_array() ? none : *found;
}

}  // namespace

void keep_master_data(db::Transaction& tx, OrganisationId organisation, std::span<const MasterData> masters) {
    if (masters.empty()) return;
    Names names;
    std::map<std::pair<NameId, std::string>, const MasterData*> last;
    for (const auto& element : masters) last[{add_name(names, element.name), element.type}] = &element;
    keep_names(tx, names);
    std::vector<Row> rows;
    for (const auto& [key, element] : last) {
        const json::Document whole{{"attributes", element->attributes}, {"children", element->children}};
        rows.push_back({key.first, element, whole.dump()});
    }
    change_batches(tx, keep_elements, rows, [&](const Row& row) {
        return db::values(organisation, row.name, row.element->type, row.attributes, tx.now());
    });
}

std::set<std::string> places_under(db::Transaction& tx, OrganisationId organisation, std::string_view place) {
    std::set<std::string> all{canonical_name(place)};
    std::vector<NameId> level{name_id(*all.begin())};
    while (!level.empty() && all.size() < most_places) {
        std::vector<NameId> below;
        for (const auto& element : elements(tx, organisation, level))
            for (const auto& child : list_in(element, "children")) {
                const auto name = child.get<std::string>();
                if (all.insert(name).second) below.push_back(name_id(name));
            }
        level = std::move(below);
    }
    return all;
}

std::vector<Attribute> attributes_of(
    db::Transaction& tx, OrganisationId organisation, std::string_view name
) {
    std::vector<Attribute> attributes;
    for (const auto& element : elements(tx, organisation, {name_id(name)}))
        for (const auto& one : list_in(element, "attributes")) {
            if (!one.is_object() || !one.contains("id") || !one.at("id").is_string()) continue;
            const auto value = one.find("attribute");
            const auto text = value == one.end()   ? std::string()
                              : value->is_string() ? value->get<std::string>()
                                                   : value->dump();
            attributes.push_back({one.at("id").get<std::string>(), text});
        }
    return attributes;
}

}  // namespace chophien::traceability::epcis
