// What one organisation lets another see of its events beyond those that name it.
#pragma once

#include "core/list.hpp"
#include "traceability/epcis/event_store.hpp"
#include "traceability/epcis/refusals.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::epcis {

struct OfGrant {
    static constexpr std::string_view prefix = "grt";
};

using GrantId = Id<OfGrant>;

/// All that is named must fit; at least one thing is.
struct GiveGrant {
    accounts::OrganisationId viewer;
    std::optional<std::string> product{};
    std::optional<std::string> lot{};
    std::optional<std::string> place{};
    std::optional<std::string> biz_step{};
    std::optional<bool> due_diligence{};
};

struct Grant {
    GrantId id;
    accounts::OrganisationId organisation;
    accounts::OrganisationId viewer;
    std::optional<std::string> product{};
    std::optional<std::string> lot{};
    std::optional<std::string> place{};
    std::optional<std::string> biz_step{};
    bool due_diligence = false;
    Instant given_at;
};

struct ShowGrants {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct NameGrant {
    GrantId grant;
};

/// Refuses: not_allowed, grant_of_nothing, unknown_viewer (also oneself).
Result<Grant> give_grant(db::Transaction& tx, const accounts::Caller& caller, const GiveGrant& wish);
/// From the next page of any query on. Refuses: no_such_resource (also another's, and one withdrawn before).
Result<Nothing> withdraw_grant(db::Transaction& tx, const accounts::Caller& caller, const NameGrant& wish);
/// Those one gave and has not withdrawn, the newest first.
Result<List<Grant>> list_grants(db::Transaction& tx, const accounts::Caller& caller, const ShowGrants& wish);

/// In force for that viewer.
std::vector<Grant> grants_to(db::Transaction& tx, accounts::OrganisationId viewer);

/// Pure.
bool covers(const Grant& grant, const StoredEvent& event);

inline constexpr Refusal grant_of_nothing{
    "epcis/grant-of-nothing",
    Kind::invalid,
    {"Cần nêu sản phẩm, lô, nơi hoặc bước công việc.", "Name a product, lot, place or business step."}};
inline constexpr Refusal unknown_viewer{
    "epcis/unknown-viewer", Kind::not_found, {"Không có tổ chức này.", "There is no such organisation."}};
inline constexpr std::array grant_refusals{&grant_of_nothing, &unknown_viewer};

}  // namespace chophien::traceability::epcis

namespace chophien::json {

template <>
struct Shape<traceability::epcis::GiveGrant> {
    using T = traceability::epcis::GiveGrant;
    static constexpr std::string_view name = "GiveEventGrant";
    static constexpr auto fields = std::tuple{
        field("viewer", &T::viewer, "The organisation that may see the events."),
        field("product", &T::product, characters(1, 2000), "Digital Link or URN of a product."),
        field("lot", &T::lot, characters(1, 2000), "Digital Link or URN of a lot."),
        field("place", &T::place, characters(1, 2000), "A read point or business location."),
        field("biz_step", &T::biz_step, characters(1, 2000), "A business step: shipping, receiving …"),
        field("due_diligence", &T::due_diligence, "Coordinates are shown, too.")};
};

template <>
struct Shape<traceability::epcis::Grant> {
    using T = traceability::epcis::Grant;
    static constexpr std::string_view name = "EventGrant";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The grant."),
        field("organisation", &T::organisation, "Whose events."),
        field("viewer", &T::viewer, "Who sees them."),
        field("product", &T::product, "Of this product, canonical."),
        field("lot", &T::lot, "Of this lot, canonical."),
        field("place", &T::place, "At this place, canonical."),
        field("biz_step", &T::biz_step, "Of this business step."),
        field("due_diligence", &T::due_diligence, "Coordinates are shown, too."),
        field("given_at", &T::given_at, "Since when.")};
};

template <>
struct Shape<traceability::epcis::ShowGrants> {
    using T = traceability::epcis::ShowGrants;
    static constexpr std::string_view name = "ShowEventGrants";
    static constexpr auto fields = std::tuple{
        field("after", &T::after, "The page's beginning: `next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows of a page; 50 when absent.")};
};

template <>
struct Shape<traceability::epcis::NameGrant> {
    using T = traceability::epcis::NameGrant;
    static constexpr std::string_view name = "NameEventGrant";
    static constexpr auto fields = std::tuple{field("grant", &T::grant, "The grant.")};
};

}  // namespace chophien::json
