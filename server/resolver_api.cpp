// The GS1 Digital Link resolver on the wire: links themselves, their owners' side, and its description.
#include "server/link_path.hpp"
#include "server/route.hpp"
#include "traceability/resolver/href.hpp"
#include "traceability/resolver/link_type.hpp"
#include "traceability/resolver/resolving.hpp"
#include "traceability/resolver/wire.hpp"
#include "traceability/scans.hpp"

#include <fmt/format.h>

#include <array>

namespace chophien::server {

namespace {

using namespace traceability;

/// Key and rest of the path are read from the address as it was sent.
struct FollowLink {
    std::string link;
};

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::FollowLink> {
    using T = server::FollowLink;
    static constexpr std::string_view name = "FollowLink";
    static constexpr auto fields = std::tuple{field(
        "link",
        &T::link,
        characters(1, traceability::link_bytes),
        "Value of the key, then qualifiers and their values."
    )};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

constexpr std::string_view varies = "Accept, Accept-Language";
constexpr std::string_view for_products = "public, max-age=300";
constexpr std::string_view for_lots = "public, max-age=60";
constexpr std::string_view for_units = "no-store";

using Headers = std::vector<std::pair<std::string, std::string>>;

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

std::string_view query_of(std::string_view target) {
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

Document see(std::string location, std::string_view keeping) {
    return {
        "text/plain; charset=utf-8",
        location + "\n",
        {{"Location", location}, {"Cache-Control", std::string(keeping)}},
        307};
}

/// How long others may keep where it leads: a recall must be seen, and each scan of a unit counts.
std::string_view keeping(const LinkTable& table) {
    if (table.of_unit) return for_units;
    return table.levels.size() > 1 ? for_lots : for_products;
}

void add_headers(Document& answer, std::string link) {
    answer.headers.emplace_back("Vary", varies);
    answer.headers.emplace_back("Link", std::move(link));
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
    answer.headers.emplace_back("Access-Control-Expose-Headers", "Link, Location");
}

Document linkset_answer(const LinkTable& table, const Surroundings& around, const Leads& leads) {
    const auto media_type = linkset_media_type(around.accept);
    Document answer{std::string(media_type), {}, {}};
    if (leads.empty()) {
        answer.bytes = linkset_json(table, around.public_url, media_type);
        if (table.of_unit) answer.headers.emplace_back("Cache-Control", for_units);
    } else {
        answer.bytes = choice_json(table, leads, around.public_url, media_type);
        answer.status = 300;
        answer.headers.emplace_back("Cache-Control", keeping(table));
    }
    add_headers(
        answer,
        fmt::format(
            R"(<{}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json")", linkset_context
        )
    );
    return answer;
}

/// Only addresses an owner recorded or pages of our own, which are paths: nothing of the request but its
/// query, and what fills slots, gets into a Location.
Document redirect(
    const LinkTable& table, const Link& link, std::string_view path, std::string_view handed_on
) {
    auto location = link.forwards_query ? with_query(link.href, handed_on) : link.href;
    auto answer = see(std::move(location), keeping(table));
    add_headers(
        answer, fmt::format(R"(<{}?linkType=linkset>; rel="linkset"; type="application/linkset+json")", path)
    );
    return answer;
}

/// A person's browser that came by a label. Programs that only look (HEAD: link previews, checkers), and who
/// asks for machines' answers, scan nothing.
bool is_scan(const LinkTable& table, const LinkWish& wish, const Surroundings& around) {
    return table.unit && around.verb == Verb::get && around.media == Media::html &&
           (!wish.link_type || wish.link_type->empty());
}

/// One slash at the end is none.
std::string_view without_slash(std::string_view path) {
    if (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

Result<Document> follow_link(
    db::Transaction& tx, const Caller&, const FollowLink&, const Surroundings& around
) {
    const auto path = without_slash(path_of(around.target));
    const auto query = query_of(around.target);
    auto whole = std::string(canonical_stem) + std::string(path);
    if (!query.empty()) whole += fmt::format("?{}", query);
    const auto link = digital_link_from(whole);
    if (!link) {
        if (auto modern = modern_form(around.target)) {
            auto answer = see(*std::move(modern), for_products);
            answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
            return answer;
        }
        auto refused = link.error();
        const auto& title = refused.why->title;
        refused.violations.push_back(
            {"/path",
             refused.why->code,
             refused.vi.empty() ? std::string(title.vi) : refused.vi,
             refused.en.empty() ? std::string(title.en) : refused.en}
        );
        return tl::unexpected(std::move(refused));
    }
    const auto asked = resolver_query(query);
    const LinkWish wish{
        asked.link_type,
        {.context = asked.context, .accept_language = around.accept_language, .accept = around.accept}};
    const auto table = link_table(tx, *link);
    if (!table) return tl::unexpected(table.error());
    if (table->handed_over) {
        auto root = std::string_view(*table->handed_over);
        if (root.ends_with('/')) root.remove_suffix(1);
        auto answer = see(with_query(fmt::format("{}{}", root, path), query), for_products);
        add_headers(answer, fmt::format(R"(<{}>; rel="{}handledBy")", *table->handed_over, gs1_vocabulary));
        return answer;
    }
    if (wants_linkset(wish)) return linkset_answer(*table, around, {});
    const auto leads = leads_of(*table, wish);
    if (!leads) return tl::unexpected(leads.error());
    if (leads->size() > 1) return linkset_answer(*table, around, *leads);
    if (is_scan(*table, wish, around)) count_scan(tx, table->unit->lot.id, table->unit->counter);
    return redirect(*table, *leads->front(), path, asked.handed_on);
}

constexpr std::array primary_keys{
    "00",
    "01",
    "253",
    "255",
    "401",
    "402",
    "414",
    "415",
    "417",
    "8003",
    "8004",
    "8006",
    "8010",
    "8013",
    "8017",
    "8018"};

Result<Document> resolver_description(
    db::Transaction&, const Caller&, const Nothing&, const Surroundings& around
) {
    constexpr std::string_view http = "http://";
    std::string root = around.public_url;
    if (root.starts_with(http)) root.replace(0, http.size(), "https://");
    const json::Document description{
        {"name", "Chợ Phiên"},
        {"resolverRoot", root},
        {"supportedPrimaryKeys", primary_keys},
        {"supportedLinkType",
         json::Document::array({{{"namespace", "https://ref.gs1.org/voc/"}, {"prefix", "gs1:"}}})},
        {"supportedContextValuesExternal",
         json::Document::array(
             {{{"nameOfList", "ISO 3166-1 alpha-2"}, {"url", "https://www.iso.org/obp/ui/#search/code/"}}}
         )},
        {"linkTypeDefaultCanBeLinkset", false},
        {"validatesAIcombinations", true},
        {"validatesCheckDigits", true},
        {"supportsLanguageVariants", true},
        {"supportsSemanticInterpretation", false},
        {"jsonLdContextLocation", linkset_context},
        {"contact", {{"fn", "Chợ Phiên"}, {"hasURL", around.public_url}}},
    };
    Document answer{"application/json", description.dump(), {}};
    answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return answer;
}

/// A line for each primary key and each early word for one: the router knows segments, the grammar the rest.
constexpr Route key_route(std::string_view path, std::string_view operation, std::string_view summary) {
    return route<&follow_link>(
        {.path = path,
         .operation = operation,
         .may = Permission::anyone,
         .summary = summary,
         .cache = Cache::shared,
         .media_type = "application/linkset+json"}
    );
}

constexpr std::string_view older = "An older form of the same, led to its right one.";

constexpr std::array routes{
    key_route(
        "/01/{link}",
        "followProduct",
        "GS1 Digital Link of a product, its lot or unit: leads where its owner says."
    ),
    key_route("/00/{link}", "followLogisticUnit", "GS1 Digital Link of a pallet, crate or parcel (SSCC)."),
    key_route("/253/{link}", "followDocument", "GS1 Digital Link of a document (GDTI)."),
    key_route("/255/{link}", "followCoupon", "GS1 Digital Link of a coupon (GCN)."),
    key_route("/401/{link}", "followConsignment", "GS1 Digital Link of a consignment (GINC)."),
    key_route("/402/{link}", "followShipment", "GS1 Digital Link of a shipment (GSIN)."),
    key_route("/414/{link}", "followPlace", "GS1 Digital Link of a place (GLN)."),
    key_route("/415/{link}", "followPayment", "GS1 Digital Link of a payment slip."),
    key_route("/417/{link}", "followParty", "GS1 Digital Link of a party (GLN)."),
    key_route("/8003/{link}", "followCrate", "GS1 Digital Link of a returnable asset (GRAI)."),
    key_route("/8004/{link}", "followAsset", "GS1 Digital Link of an asset (GIAI)."),
    key_route("/8006/{link}", "followPiece", "GS1 Digital Link of a piece of a trade item (ITIP)."),
    key_route("/8010/{link}", "followComponent", "GS1 Digital Link of a component (CPID)."),
    key_route("/8013/{link}", "followModel", "GS1 Digital Link of a model (GMN)."),
    key_route(
        "/8017/{link}", "followServiceProvider", "GS1 Digital Link of a service relation, provider (GSRN)."
    ),
    key_route(
        "/8018/{link}", "followServiceRecipient", "GS1 Digital Link of a service relation, recipient (GSRN)."
    ),
    key_route("/gtin/{link}", "followGtinWord", older),
    key_route("/sscc/{link}", "followSsccWord", older),
    key_route("/gdti/{link}", "followGdtiWord", older),
    key_route("/gcn/{link}", "followGcnWord", older),
    key_route("/ginc/{link}", "followGincWord", older),
    key_route("/gsin/{link}", "followGsinWord", older),
    key_route("/gln/{link}", "followGlnWord", older),
    key_route("/payTo/{link}", "followPayToWord", older),
    key_route("/party/{link}", "followPartyWord", older),
    key_route("/grai/{link}", "followGraiWord", older),
    key_route("/giai/{link}", "followGiaiWord", older),
    key_route("/itip/{link}", "followItipWord", older),
    key_route("/cpid/{link}", "followCpidWord", older),
    key_route("/gmn/{link}", "followGmnWord", older),
    key_route("/gsrnp/{link}", "followGsrnpWord", older),
    key_route("/gsrn/{link}", "followGsrnWord", older),
    route<&resolver_description>(
        {.path = resolver_description_path,
         .operation = "describeResolver",
         .may = Permission::anyone,
         .summary = "What this GS1 resolver supports.",
         .cache = Cache::shared,
         .media_type = "application/json"}
    ),
    route<&add_link>(
        {.verb = Verb::post,
         .path = "/v1/links",
         .operation = "addLink",
         .may = Permission::record,
         .summary = "Add a link that a product, lot, unit or other key of one's own leads to.",
         .success = Success::created}
    ),
    route<&list_links>(
        {.path = "/v1/links",
         .operation = "listLinks",
         .may = Permission::record,
         .summary = "One's own links, the newest first."}
    ),
    route<&show_link>(
        {.path = "/v1/links/{link}",
         .operation = "showLink",
         .may = Permission::record,
         .summary = "Show one of one's own links."}
    ),
    route<&replace_link>(
        {.verb = Verb::put,
         .path = "/v1/links/{link}",
         .operation = "replaceLink",
         .may = Permission::record,
         .summary = "Say all of a link anew; what it hangs on stays."}
    ),
    route<&remove_link>(
        {.verb = Verb::del,
         .path = "/v1/links/{link}",
         .operation = "removeLink",
         .may = Permission::record,
         .summary = "Remove a link."}
    ),
    route<&give_company_prefix>(
        {.verb = Verb::post,
         .path = "/v1/company-prefixes",
         .operation = "giveCompanyPrefix",
         .may = Permission::operate,
         .summary = "Record who holds a GS1 company prefix.",
         .success = Success::created}
    ),
    route<&list_company_prefixes>(
        {.path = "/v1/company-prefixes",
         .operation = "listCompanyPrefixes",
         .may = Permission::operate,
         .summary = "GS1 company prefixes and who holds them, in their order."}
    ),
    route<&take_company_prefix>(
        {.verb = Verb::del,
         .path = "/v1/company-prefixes/{prefix}",
         .operation = "takeCompanyPrefix",
         .may = Permission::operate,
         .summary = "Forget a GS1 company prefix."}
    ),
};

}  // namespace

std::span<const Route> resolver_routes() { return routes; }

}  // namespace chophien::server
