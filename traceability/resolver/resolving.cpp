#include "traceability/resolver/resolving.hpp"

#include "accounts/organisation_store.hpp"
#include "core/preferences.hpp"
#include "traceability/refusals.hpp"
#include "traceability/resolver/anchor.hpp"
#include "traceability/resolver/href.hpp"
#include "traceability/resolver/link_store.hpp"
#include "traceability/resolver/link_type.hpp"
#include "traceability/resolver/linking.hpp"
#include "traceability/resolver/market_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::traceability {

namespace {

using StoredLinks = std::vector<link_store::StoredLink>;

// What hangs on one anchor, or what the market itself says of a level.
using Source = std::vector<Link>;

bool may_lead(db::Transaction& tx, accounts::OrganisationId id) {
    tx.shows(tag(id));
    const auto organisation = accounts::store::find(tx, id);
    return organisation && organisation->state == accounts::OrganisationState::verified;
}

// Of all anchors of all levels, in one go. The market answers for what stands on it, so an organisation it
// stopped leads nobody anywhere.
StoredLinks stored_links(db::Transaction& tx, const std::vector<LinkLevel>& levels) {
    std::vector<std::string> anchors;
    for (const auto& level : levels) {
        anchors.insert(anchors.end(), level.exact.begin(), level.exact.end());
        anchors.insert(anchors.end(), level.wide.begin(), level.wide.end());
    }
    for (const auto& anchor : anchors) tx.shows(links_tag(anchor));
    auto links = link_store::at(tx, anchors);
    std::map<std::uint64_t, bool> known;
    std::erase_if(links, [&](const link_store::StoredLink& each) {
        const auto [entry, first] = known.try_emplace(each.organisation.number, false);
        if (first) entry->second = may_lead(tx, each.organisation);
        return !entry->second;
    });
    return links;
}

Source at_anchor(const StoredLinks& stored, std::string_view anchor, const SlotValues& values) {
    Source source;
    for (const auto& each : stored) {
        if (each.anchor != anchor) continue;
        source.push_back(each.link);
        source.back().href = filled(each.link.href, values);
    }
    return source;
}

const std::vector<Link>& market_links(const MarketWord& word, const LinkLevel& level) {
    static const std::vector<Link> none;
    if (level.finest == "01") return word.of_product;
    if (level.finest == "10") return word.of_lot;
    if (level.finest == "21") return word.of_unit;
    return none;
}

void add_links(LinkedLevel& level, const Source& source) {
    std::vector<std::string> here;
    for (const auto& link : level.links) here.push_back(link.link_type);
    for (const auto& link : source) {
        // The market's default stands once more among its links, as what it is.
        if (!link.id && link.standing != LinkStanding::usual) continue;
        if (std::ranges::find(here, link.link_type) == here.end()) level.links.push_back(link);
    }
}

void add_defaults(LinkedLevel& level, const Source& source) {
    if (level.main) return;
    const auto main = std::ranges::find(source, LinkStanding::main, &Link::standing);
    std::vector<Link> variants;
    std::ranges::copy_if(source, std::back_inserter(variants), [](const Link& link) {
        return link.standing == LinkStanding::variant;
    });
    if (level.variants.empty() && variants.size() > 1) level.variants = std::move(variants);
    if (main != source.end()) level.main = *main;
}

std::string description_of(const MarketWord& word, const LinkLevel& level, const DigitalLink& link) {
    if (word.product_name.empty()) return {};
    if (level.finest == "01") return word.product_name;
    if (level.finest == "10" && word.lot) return fmt::format("{}, lô {}", word.product_name, *word.lot);
    if (level.finest == "21") return fmt::format("{}, mã {}", word.product_name, *link.find("21"));
    return {};
}

// Whoever was given links but named no default gets one all the same: its page, else its first link.
void ensure_default(std::vector<LinkedLevel>& levels) {
    if (std::ranges::any_of(levels, [](const LinkedLevel& level) { return level.main.has_value(); })) return;
    auto& top = levels.back();
    const auto pip = std::ranges::find(top.links, gs1_type("pip"), &Link::link_type);
    top.main = pip == top.links.end() ? top.links.front() : *pip;
}

std::optional<std::string> handing_over(const StoredLinks& stored, const std::vector<LinkLevel>& levels) {
    const auto type = gs1_type("handledBy");
    for (const auto& anchor : levels.back().wide)
        for (const auto& each : stored)
            if (each.anchor == anchor && each.link.link_type == type) return each.link.href;
    return std::nullopt;
}

bool is_default_type(std::string_view uri) {
    return uri == gs1_type("defaultLink") || uri == gs1_type("defaultLinkMulti");
}

std::vector<const Link*> pointers_to(const std::vector<Link>& links) {
    std::vector<const Link*> pointers;
    for (const auto& link : links) pointers.push_back(&link);
    return pointers;
}

Leads default_lead(const LinkTable& table, const Wishes& wishes) {
    for (const auto& level : table.levels) {
        if (!level.variants.empty()) {
            const auto fit = fitting(pointers_to(level.variants), wishes);
            if (fit.size() == 1) return fit;
        }
        if (level.main) return {&*level.main};
    }
    ensure(false, "a table of links has a default");
    return {};
}

bool is_linkset_word(std::string_view text) {
    const auto small = [](char sign) {
        return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    };
    std::string word(text);
    std::ranges::transform(word, word.begin(), small);
    return word == "linkset" || word == "all" || word == "gs1:linkset" || word == "gs1:all";
}

}  // namespace

Result<LinkTable> link_table(db::Transaction& tx, const DigitalLink& link) {
    LinkTable table;
    table.of_unit = link.find("21") != nullptr || link.find("235") != nullptr;
    const auto word = market_word(tx, link);
    const auto levels = levels_of(link, word.unit ? word.lot : std::nullopt);
    const auto stored = stored_links(tx, levels);
    bool exact = false;
    for (const auto& level : levels) {
        LinkedLevel found;
        found.path = level.path;
        const auto add = [&](const Source& source) {
            add_defaults(found, source);
            add_links(found, source);
        };
        for (const auto& anchor : level.exact) {
            const auto source = at_anchor(stored, anchor, slot_values(link, anchor, word.lot));
            exact = exact || !source.empty();
            add(source);
        }
        const auto add_wide = [&] {
            for (const auto& anchor : level.wide)
                add(at_anchor(stored, anchor, slot_values(link, anchor, word.lot)));
        };
        // An owner's word on all lots goes before the market's, that on a whole company prefix after it.
        // Where serials are the market's, whether one is genuine is for the market to say.
        const bool market_first = level.finest == link.key().ai || level.finest == "21";
        if (!market_first) add_wide();
        add(market_links(word, level));
        if (market_first) add_wide();
        if (found.links.empty() && !found.main) continue;
        found.description = description_of(word, level, link);
        table.levels.push_back(std::move(found));
    }
    table.unit = word.unit;
    if (!exact && word.product_name.empty()) table.handed_over = handing_over(stored, levels);
    if (table.handed_over) return table;
    for (auto& level : table.levels)
        std::erase_if(level.links, [](const Link& each) { return each.link_type == gs1_type("handledBy"); });
    std::erase_if(table.levels, [](const LinkedLevel& level) { return level.links.empty() && !level.main; });
    if (table.levels.empty())
        return refuse(
            unknown_key,
            fmt::format("Không có gì về {}.", canonical(link)),
            fmt::format("Nothing is known of {}.", canonical(link))
        );
    ensure_default(table.levels);
    return table;
}

Result<Leads> leads_of(const LinkTable& table, const LinkWish& wish) {
    if (!wish.link_type || wish.link_type->empty()) return default_lead(table, wish.wishes);
    const auto type = link_type_from(*wish.link_type);
    if (type && is_default_type(type->uri)) return default_lead(table, wish.wishes);
    for (const auto& level : table.levels) {
        if (!type) break;
        auto links = pointers_to(level.links);
        std::erase_if(links, [&](const Link* link) { return link->link_type != type->uri; });
        if (!links.empty()) return like_the_first(fitting(std::move(links), wish.wishes));
    }
    return refuse(
        no_such_link_type,
        fmt::format("Không có liên kết loại “{}”.", type ? short_form(type->uri) : "?"),
        fmt::format("There is no link of type “{}”.", type ? short_form(type->uri) : "?")
    );
}

bool wants_linkset(const LinkWish& wish) {
    if (wish.link_type && is_linkset_word(*wish.link_type)) return true;
    if (wish.link_type && !wish.link_type->empty()) return false;
    const auto accept = wish.wishes.accept;
    const auto set = std::max(
        named_weight(accept, "application/linkset+json"), named_weight(accept, "application/ld+json")
    );
    return set > 0 && set >= named_weight(accept, "text/html") &&
           set >= named_weight(accept, "application/json");
}

std::string_view linkset_media_type(std::string_view accept) {
    constexpr std::string_view linkset = "application/linkset+json";
    constexpr std::string_view linked_data = "application/ld+json";
    constexpr std::string_view plain = "application/json";
    const auto set = named_weight(accept, linkset);
    const auto data = named_weight(accept, linked_data);
    const auto json = named_weight(accept, plain);
    if (data > set && data >= json) return linked_data;
    return json > set ? plain : linkset;
}

}  // namespace chophien::traceability
