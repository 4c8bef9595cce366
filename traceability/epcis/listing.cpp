#include "traceability/epcis/listing.hpp"

#include "traceability/epcis/grants.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/query_running.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;

constexpr db::Statement seen_after{"epcis.seen", R"sql(
    SELECT name FROM epcis_seen WHERE organisation = ? AND kind = ? AND name > ? ORDER BY name LIMIT ?
)sql"};

constexpr db::Statement is_seen{"epcis.is_seen", R"sql(
    SELECT name FROM epcis_seen WHERE organisation = ? AND kind = ? AND name = ?
)sql"};

}  // namespace

std::optional<Condition> saying(Seen kind, std::string_view name) {
    const auto word = [&](Look look, Vocabulary list) {
        const auto known = word_behind(list, name);
        return Condition{.look = look, .words = {std::string(known ? *known : name)}};
    };
    using enum Role;
    switch (kind) {
        case Seen::event_type:
            if (!event_type_from(name)) return std::nullopt;
            return Condition{.look = Look::event_type, .words = {std::string(name)}};
        case Seen::biz_step:
            return word(Look::biz_step, Vocabulary::biz_step);
        case Seen::disposition:
            return word(Look::disposition, Vocabulary::disposition);
        case Seen::biz_location:
            return Condition{.look = Look::thing, .words = {canonical_name(name)}, .roles = {biz_location}};
        case Seen::read_point:
            return Condition{.look = Look::thing, .words = {canonical_name(name)}, .roles = {read_point}};
        case Seen::thing:
            return Condition{
                .look = Look::thing,
                .words = {canonical_name(name)},
                .roles = {
                    epc, parent, child, input, output, epc_class, child_class, input_class, output_class}};
    }
    return std::nullopt;
}

Result<Listing> list_seen(
    db::Transaction& tx,
    OrganisationId viewer,
    Seen kind,
    const std::optional<std::string>& after,
    std::int64_t limit
) {
    NameId behind = 0;
    if (after) {
        const auto [end, error] = std::from_chars(after->data(), after->data() + after->size(), behind);
        if (error != std::errc() || end != after->data() + after->size())
            return refuse(
                query_parameter,
                std::vector{Violation{
                    "/nextPageToken",
                    "parameter",
                    "Không phải thẻ trang của máy chủ này.",
                    "It is no token of ours."}}
            );
    }
    std::set<NameId> own;
    std::set<NameId> all;
    const auto rows = [&](OrganisationId of) {
        return tx.rows<NameId>(seen_after, of, static_cast<int>(kind), behind, limit + 1);
    };
    for (const auto name : rows(viewer)) own.insert(name);
    all = own;
    std::vector<OrganisationId> grantors;
    for (const auto& grant : grants_to(tx, viewer)) grantors.push_back(grant.organisation);
    grantors.erase(std::unique(grantors.begin(), grantors.end()), grantors.end());
    for (const auto grantor : grantors)
        for (const auto name : rows(grantor)) all.insert(name);
    Listing listing;
    const std::vector<NameId> ids(all.begin(), all.end());
    const auto names = names_of(tx, ids);
    std::int64_t looked = 0;
    for (const auto id : ids) {
        if (looked++ == limit) {
            listing.next = std::to_string(behind);
            break;
        }
        behind = id;
        const auto name = names.find(id);
        if (name == names.end()) continue;
        // What only a grantor's events say is listed when the grant covers one of those.
        if (!own.contains(id)) {
            auto visible = is_said(tx, viewer, kind, name->second);
            if (!visible) return refuse(visible);
            if (!*visible) continue;
        }
        listing.names.push_back(name->second);
    }
    return listing;
}

Result<bool> is_said(db::Transaction& tx, OrganisationId viewer, Seen kind, std::string_view name) {
    auto condition = saying(kind, name);
    if (!condition) return false;
    const auto id = name_id(condition->words.front());
    if (!tx.rows<NameId>(is_seen, viewer, static_cast<int>(kind), id).empty()) return true;
    // Grants are the only other way to see anything.
    if (grants_to(tx, viewer).empty()) return false;
    Query query;
    query.conditions.push_back(std::move(*condition));
    return has_results(tx, viewer, query);
}

}  // namespace chophien::traceability::epcis
