// Link sets as JSON: RFC 9264 §4.2 with the members GS1 adds.
#include "traceability/resolver/link_type.hpp"
#include "traceability/resolver/resolving.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace chophien::traceability {

namespace {

using Json = nlohmann::ordered_json;

// What is ours is a path; what a reader of the set is given stands by itself.
std::string whole(const Link& link, std::string_view public_url) {
    return link.href.starts_with('/') ? std::string(public_url) + link.href : link.href;
}

Json json_of(const Link& link, std::string_view public_url) {
    Json out{{"href", whole(link, public_url)}, {"title", link.title}};
    if (link.title_en)
        out["title*"] = Json::array(
            {{{"value", link.title}, {"language", "vi"}}, {{"value", *link.title_en}, {"language", "en"}}}
        );
    if (link.media_type) out["type"] = *link.media_type;
    if (!link.languages.empty()) out["hreflang"] = link.languages;
    if (!link.contexts.empty()) out["context"] = link.contexts;
    if (!link.forwards_query) out["fwqs"] = false;
    if (!link.open) out["public"] = false;
    return out;
}

std::string https_form(std::string_view public_url) {
    constexpr std::string_view http = "http://";
    if (!public_url.starts_with(http)) return std::string(public_url);
    return "https://" + std::string(public_url.substr(http.size()));
}

Json level_json(const LinkedLevel& level, std::string_view public_url) {
    Json out{{"anchor", https_form(public_url) + level.path}};
    if (!level.description.empty()) out["itemDescription"] = level.description;
    if (level.main)
        out[gs1_type("defaultLink")] =
            Json::array({{{"href", whole(*level.main, public_url)}, {"title", level.main->title}}});
    auto add = [&](const std::string& type, const Link& link) {
        auto& list = out[type];
        if (list.is_null()) list = Json::array();
        list.push_back(json_of(link, public_url));
    };
    for (const auto& link : level.variants) add(gs1_type("defaultLinkMulti"), link);
    for (const auto& link : level.links) add(link.link_type, link);
    return out;
}

std::string written(Json set, std::string_view media_type) {
    Json out;
    if (media_type == "application/ld+json") out["@context"] = linkset_context;
    out["linkset"] = std::move(set);
    return out.dump();
}

}  // namespace

std::string linkset_json(const LinkTable& table, std::string_view public_url, std::string_view media_type) {
    auto set = Json::array();
    for (const auto& level : table.levels) set.push_back(level_json(level, public_url));
    return written(std::move(set), media_type);
}

std::string choice_json(
    const LinkTable& table, const Leads& leads, std::string_view public_url, std::string_view media_type
) {
    const auto holds = [&](const LinkedLevel& level) {
        return std::ranges::any_of(level.links, [&](const Link& link) { return &link == leads.front(); });
    };
    const auto from = std::ranges::find_if(table.levels, holds);
    LinkedLevel choice;
    choice.path = from == table.levels.end() ? table.levels.front().path : from->path;
    for (const auto* link : leads) choice.links.push_back(*link);
    return written(Json::array({level_json(choice, public_url)}), media_type);
}

}  // namespace chophien::traceability
