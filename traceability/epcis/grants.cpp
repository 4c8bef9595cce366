#include "traceability/epcis/grants.hpp"

#include "traceability/epcis/capture.hpp"
#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

namespace {

using accounts::Caller;
using accounts::OrganisationId;
using db::Statement;

constexpr std::int64_t usual_page = 50;
constexpr std::int64_t most_grants = 256;  // of one viewer at once

constexpr Statement insert_grant{"epcis.insert_grant", R"sql(
    INSERT INTO epcis_grants (id, organisation, viewer, product, lot, place, biz_step, due_diligence, given_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement end_grant{"epcis.withdraw_grant", R"sql(
    UPDATE epcis_grants SET withdrawn_at = ? WHERE id = ? AND organisation = ? AND withdrawn_at IS NULL
)sql"};

#define CHOPHIEN_GRANT                                                                         \
    "SELECT id, organisation, viewer, product, lot, place, biz_step, due_diligence, given_at " \
    "FROM epcis_grants "

constexpr Statement given_grants{
    "epcis.grants",
    CHOPHIEN_GRANT "WHERE organisation = ? AND withdrawn_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?"};
constexpr Statement grants_in_force{
    "epcis.grants_to",
    CHOPHIEN_GRANT "WHERE viewer = ? AND withdrawn_at IS NULL ORDER BY organisation LIMIT ?"};

#undef CHOPHIEN_GRANT

constexpr Statement find_organisation{"epcis.organisation", "SELECT id FROM organisations WHERE id = ?"};

std::optional<std::string> canonical(const std::optional<std::string>& name) {
    return name ? std::optional(canonical_name(*name)) : std::nullopt;
}

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::Grant> {
    using Row = chophien::traceability::epcis::Grant;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::viewer,
        &Row::product,
        &Row::lot,
        &Row::place,
        &Row::biz_step,
        &Row::due_diligence,
        &Row::given_at};
};

namespace chophien::traceability::epcis {

Result<Grant> give_grant(db::Transaction& tx, const Caller& caller, const GiveGrant& wish) {
    if (!may_capture(caller)) return refuse(not_allowed);
    if (!wish.product && !wish.lot && !wish.place && !wish.biz_step) return refuse(grant_of_nothing);
    if (wish.viewer == caller.organisation || !tx.row<OrganisationId>(find_organisation, wish.viewer))
        return refuse(unknown_viewer);
    auto step = wish.biz_step;
    if (step)
        if (const auto word = word_behind(Vocabulary::biz_step, *step)) step = std::string(*word);
    Grant grant{
        tx.new_id<OfGrant>(),
        caller.organisation,
        wish.viewer,
        canonical(wish.product),
        canonical(wish.lot),
        canonical(wish.place),
        step,
        wish.due_diligence.value_or(false),
        tx.now()};
    tx.change(
        insert_grant,
        grant.id,
        grant.organisation,
        grant.viewer,
        grant.product,
        grant.lot,
        grant.place,
        grant.biz_step,
        grant.due_diligence,
        grant.given_at
    );
    tx.announce({"epcis.granted", text_of(grant.id)});
    return grant;
}

Result<Nothing> withdraw_grant(db::Transaction& tx, const Caller& caller, const NameGrant& wish) {
    if (tx.change(end_grant, tx.now(), wish.grant, caller.organisation) == 0) return refuse(no_such_resource);
    tx.announce({"epcis.grant_withdrawn", text_of(wish.grant)});
    return Nothing{};
}

Result<List<Grant>> list_grants(db::Transaction& tx, const Caller& caller, const ShowGrants& wish) {
    const auto after = wish.after ? id_from<OfGrant>(*wish.after) : std::nullopt;
    const auto limit = wish.limit.value_or(usual_page);
    List<Grant> page;
    page.data =
        tx.rows<Grant>(given_grants, caller.organisation, after.value_or(GrantId{INT64_MAX}), limit + 1);
    if (std::ssize(page.data) > limit) {
        page.data.pop_back();
        page.page.next = text_of(page.data.back().id);
    }
    return page;
}

std::vector<Grant> grants_to(db::Transaction& tx, OrganisationId viewer) {
    return tx.rows<Grant>(grants_in_force, viewer, most_grants);
}

namespace {

template <class Each>
void each_thing(const json::Document& content, Each each) {
    for (const auto* list : {"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
        if (const auto found = content.find(list); found != content.end() && found->is_array())
            for (const auto& one : *found)
                if (one.is_string()) each(one.template get_ref<const std::string&>());
    for (const auto* list : {"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"})
        if (const auto found = content.find(list); found != content.end() && found->is_array())
            for (const auto& one : *found)
                if (one.is_object() && one.contains("epcClass") && one.at("epcClass").is_string())
                    each(one.at("epcClass").template get_ref<const std::string&>());
    if (const auto parent = content.find("parentID"); parent != content.end() && parent->is_string())
        each(parent->template get_ref<const std::string&>());
}

bool is_at(const json::Document& content, const std::string& place) {
    for (const auto* where : {"readPoint", "bizLocation"})
        if (const auto found = content.find(where); found != content.end() && found->is_object())
            if (const auto id = found->find("id"); id != found->end() && id->is_string())
                if (canonical_name(id->get_ref<const std::string&>()) == place) return true;
    return false;
}

}  // namespace

bool covers(const Grant& grant, const StoredEvent& event) {
    if (grant.organisation != event.organisation) return false;
    const auto& content = event.content;
    if (grant.biz_step) {
        const auto step = content.value("bizStep", "");
        const auto full = full_name(step, event.namespaces);
        const auto word = word_behind(Vocabulary::biz_step, full);
        if ((word ? std::string(*word) : full) != *grant.biz_step) return false;
    }
    if (grant.place && !is_at(content, *grant.place)) return false;
    bool product = !grant.product;
    bool lot = !grant.lot;
    if (!product || !lot)
        each_thing(content, [&](const std::string& uri) {
            const auto name = name_from(uri);
            if (grant.product)
                product = product || name.canonical == *grant.product ||
                          product_of(name.canonical) == *grant.product;
            if (grant.lot)
                lot = lot || name.canonical == *grant.lot ||
                      (!name.lot.empty() && lot_name(name.canonical, name.lot) == *grant.lot);
        });
    return product && lot;
}

}  // namespace chophien::traceability::epcis
