// Links that organisations give to their own products, lots and other things, and the company prefixes under
// which those others are theirs.
#pragma once

#include "accounts/caller.hpp"
#include "core/list.hpp"
#include "traceability/resolver/anchor.hpp"
#include "traceability/resolver/link_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability {

inline constexpr std::int64_t most_links_of_anchor = 50;
inline constexpr std::int64_t most_links_of_organisation = 20'000;

/// What an owner says of a link.
struct LinkWords {
    std::string link_type;
    std::string href;
    std::string title;
    std::optional<std::string> title_en{};
    std::optional<std::string> media_type{};
    std::vector<std::string> languages{};
    std::vector<std::string> contexts{};
    std::optional<LinkStanding> standing{};
    std::optional<bool> forwards_query{};
    std::optional<bool> open{};
};

struct AddLink : LinkWords {
    std::string anchor;
};

struct ReplaceLink : LinkWords {
    LinkId link;
    std::optional<std::int64_t> expected_version{};  ///< of If-Match; nothing means any
};

struct NameLink {
    LinkId link;
};

struct ListLinks {
    std::optional<std::string> anchor{};
    std::optional<LinkId> after{};
    std::optional<std::int64_t> limit{};
};

struct LinkView {
    LinkId id;
    std::string anchor;
    std::string link_type;  ///< gs1:pip; a foreign one whole
    std::string href;
    std::string title;
    std::optional<std::string> title_en{};
    std::optional<std::string> media_type{};
    std::vector<std::string> languages{};
    std::vector<std::string> contexts{};
    LinkStanding standing{};
    bool forwards_query = true;
    bool open = true;
    std::int64_t version = 1;
    Instant recorded_at{};
};

/// Hangs a link on a key of the caller's: a GTIN it sells under, its own GLN, or a key under its company
/// prefix. A default takes that part from the anchor's default before it. Refuses: links_need_verification,
/// wrong_anchor and all of digital_link_from, not_your_key, another_ones_anchor, wrong_link (with every
/// violation), too_many_links.
Result<LinkView> add_link(db::Transaction& tx, const accounts::Caller& caller, const AddLink& request);

/// Says all of it anew; the anchor stays. Refuses: unknown_link (also another's), link_changed, and as
/// add_link does.
Result<LinkView> replace_link(
    db::Transaction& tx, const accounts::Caller& caller, const ReplaceLink& request
);

/// Refuses: unknown_link.
Result<Nothing> remove_link(db::Transaction& tx, const accounts::Caller& caller, const NameLink& request);
Result<LinkView> show_link(db::Transaction& tx, const accounts::Caller& caller, const NameLink& request);

/// One's own, the newest first. Refuses: wrong_anchor.
Result<List<LinkView>> list_links(
    db::Transaction& tx, const accounts::Caller& caller, const ListLinks& request
);

/// What the byte cache knows an anchor's links by.
Tag links_tag(std::string_view anchor);

struct GiveCompanyPrefix {
    std::string prefix;
    accounts::OrganisationId organisation;
};

struct NameCompanyPrefix {
    std::string prefix;
};

struct ListCompanyPrefixes {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct CompanyPrefixView {
    std::string prefix;
    accounts::OrganisationId organisation;
    Instant given_at{};
};

/// The operator's word that GS1 gave this prefix to an organisation. Refuses: unknown_holder,
/// prefix_taken (it begins, or is begun by, one that is given).
Result<CompanyPrefixView> give_company_prefix(
    db::Transaction& tx, const accounts::Caller& caller, const GiveCompanyPrefix& request
);
/// Links that hang on its keys stay until they are removed. Refuses: unknown_prefix.
Result<Nothing> take_company_prefix(
    db::Transaction& tx, const accounts::Caller& caller, const NameCompanyPrefix& request
);
Result<List<CompanyPrefixView>> list_company_prefixes(
    db::Transaction& tx, const accounts::Caller& caller, const ListCompanyPrefixes& request
);

}  // namespace chophien::traceability
