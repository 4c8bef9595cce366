// The pages: home, lists, products, organisations, tracking, reasons of refusals; and the files they load.
#include "accounts/wire.hpp"
#include "orders/refusals.hpp"
#include "orders/viewing.hpp"
#include "server/pages.hpp"
#include "server/problems.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/recording.hpp"
#include "web/assets.hpp"

#include <algorithm>
#include <array>

namespace chophien::server {

namespace {

constexpr std::int64_t products_at_home = 9;
constexpr std::int64_t products_of_organisation = 24;
constexpr std::int64_t lots_of_product = 3;
constexpr std::string_view page_facets = "set,stars,province,certificate,season,price,available";

struct TrackOrder {
    std::optional<std::string> number;
    std::optional<std::string> code;
};

struct ExplainProblem {
    std::string module;
    std::string code;
};

struct LoadAsset {
    std::string name;
};

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::TrackOrder> {
    using T = server::TrackOrder;
    static constexpr std::string_view name = "TrackOrderPage";
    static constexpr auto fields = std::tuple{
        field("number", &T::number, one_line, characters(1, 40), "The order's number."),
        field(
            "code", &T::code, one_line, characters(1, 40), "The follow code given when the basket was placed."
        )};
};

template <>
struct Shape<server::ExplainProblem> {
    using T = server::ExplainProblem;
    static constexpr std::string_view name = "ExplainProblem";
    static constexpr auto fields = std::tuple{
        field("module", &T::module, ascii_code("-_"), characters(1, 40), "First part of the code."),
        field("code", &T::code, ascii_code("-_"), characters(1, 60), "Second part of the code.")};
};

template <>
struct Shape<server::LoadAsset> {
    static constexpr std::string_view name = "LoadAsset";
    static constexpr auto fields =
        std::tuple{field("name", &server::LoadAsset::name, characters(1, 80), "Name of the file.")};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

std::string_view in(const Surroundings& around, std::string_view vi, std::string_view en) {
    return around.language == Language::en ? en : vi;
}

Result<Document> home_page(
    db::Transaction& tx, const Caller& caller, const Nothing&, const Surroundings& around
) {
    tx.shows(tag("products"));
    catalog::ListProducts newest;
    newest.limit = products_at_home;
    auto list = catalog::list_products(tx, caller, newest);
    if (!list) return refuse(list);
    auto view = begin_view(tx, around, in(around, "Chợ của các hợp tác xã", "The cooperatives’ market"), "/");
    view["has_products"] = !list->data.empty();
    view["products"] = cards_of(list->data, around.language);
    return page_answer("home", std::move(view));
}

Result<Document> products_page(
    db::Transaction& tx, const Caller& caller, const catalog::ListProducts& wish, const Surroundings& around
) {
    tx.shows(tag("products"));
    auto asked = wish;
    if (wish.q && !wish.facets) asked.facets = page_facets;
    auto list = catalog::list_products(tx, caller, asked, around.search);
    if (!list) return refuse(list);
    const auto title = wish.q ? *wish.q : std::string(in(around, "Sản phẩm", "Products"));
    auto view = begin_view(tx, around, title, list_target(wish));
    add_filters(view, wish, around.language);
    if (list->facets) add_facets(view, wish, *list, around.language);
    view["searched_for"] = list->searched_for.value_or("");
    if (wish.seller) {
        tx.shows(tag(*wish.seller));
        const auto seller = accounts::public_organisation(tx, *wish.seller);
        view["seller_name"] = seller ? seller->name : std::string();
    }
    view["has_products"] = !list->data.empty();
    view["products"] = cards_of(list->data, around.language);
    auto other = wish;
    if (wish.after) {
        other.after.reset();
        view["first_href"] = list_target(other);
    }
    if (list->page.next) {
        other.after = list->page.next;
        view["next_href"] = list_target(other);
    }
    return page_answer("products", std::move(view));
}

Result<Document> product_page(
    db::Transaction& tx, const Caller&, const catalog::NameProduct& wish, const Surroundings& around
) {
    auto product = catalog::product_of(tx, wish.product);
    if (!product) return refuse(product);
    auto view = begin_view(tx, around, product->name, product_path(wish.product));
    add_product(view, *product, around.language);
    auto lots = View::array();
    for (const auto& lot :
         traceability::store::lots_of(tx, product->seller.id, product->id, {}, lots_of_product))
        lots.push_back({
            {"href", traceability::trace_path(lot.gtin, lot.lot_code)},
            {"lot_code", lot.lot_code},
            {"day", text_of(lot.harvested_on)},
            {"harvested", shown(lot.harvested_on, around.language)},
        });
    view["has_lots"] = !lots.empty();
    view["lots"] = std::move(lots);
    return page_answer("product", std::move(view));
}

Result<Document> organisation_page(
    db::Transaction& tx,
    const Caller& caller,
    const accounts::ShowOrganisation& wish,
    const Surroundings& around
) {
    tx.shows(tag(wish.organisation));
    tx.shows(tag("products"));
    auto organisation = accounts::show_organisation(tx, caller, wish);
    if (!organisation) return refuse(organisation);
    catalog::ListProducts theirs;
    theirs.seller = wish.organisation;
    theirs.limit = products_of_organisation;
    auto list = catalog::list_products(tx, caller, theirs);
    if (!list) return refuse(list);
    auto view = begin_view(tx, around, organisation->name, organisation_path(wish.organisation));
    add_organisation(view, *organisation, around.language);
    view["has_products"] = !list->data.empty();
    view["products"] = cards_of(list->data, around.language);
    theirs.limit.reset();
    if (list->page.next) view["more_href"] = list_target(theirs);
    return page_answer("organisation", std::move(view));
}

Result<Document> tracking_page(
    db::Transaction& tx, const Caller& caller, const TrackOrder& wish, const Surroundings& around
) {
    auto view = begin_view(tx, around, in(around, "Tra đơn hàng", "Track an order"), "/tracking");
    view["number"] = wish.number.value_or("");
    if (!wish.number || !wish.code) return page_answer("tracking", std::move(view));
    auto order = orders::follow(tx, caller, {*wish.number, *wish.code});
    if (!order) {
        if (order.error().why != &orders::no_such_order) return refuse(order);
        view["missing"] = true;
        return page_answer("tracking", std::move(view), status_of(orders::no_such_order.kind));
    }
    add_order(view, *order, around.language);
    return page_answer("tracking", std::move(view));
}

Result<Document> problem_page(
    db::Transaction& tx, const Caller&, const ExplainProblem& wish, const Surroundings& around
) {
    const auto code = wish.module + '/' + wish.code;
    const auto all = all_refusals();
    const auto found =
        std::ranges::find(all, std::string_view(code), [](const auto* each) { return each->code; });
    if (found == all.end()) return refuse(no_such_path);
    auto view =
        begin_view(tx, around, in(around, (*found)->title.vi, (*found)->title.en), "/problems/" + code);
    add_problem(view, **found, around.language);
    return page_answer("problem", std::move(view));
}

Result<Document> asset_file(db::Transaction&, const Caller&, const LoadAsset& wish, const Surroundings&) {
    const auto* asset = web::find_asset(wish.name);
    if (asset == nullptr) return refuse(no_such_path);
    return Document{
        std::string(asset->media_type),
        std::string(asset->bytes),
        {{"Cache-Control", "public, max-age=31536000, immutable"}}};
}

// A unit's page counts who opens it: crawlers need not.
Result<Document> robots_file(db::Transaction&, const Caller&, const Nothing&, const Surroundings&) {
    return Document{
        "text/plain; charset=utf-8",
        "User-agent: *\nDisallow: /01/*/21/\nDisallow: /01/*/10/*/21/\nDisallow: /units/\nDisallow: "
        "/tracking\nDisallow: /v1/\n",
        {{"Cache-Control", "public, max-age=86400"}}};
}

constexpr std::string_view html = "text/html";

constexpr std::array routes{
    route<&home_page>(
        {.path = "/",
         .operation = "homePage",
         .may = Permission::anyone,
         .summary = "The front page.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&products_page>(
        {.path = "/products",
         .operation = "productsPage",
         .may = Permission::anyone,
         .summary = "Page: products on sale, searched and filtered.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&product_page>(
        {.path = "/products/{product}",
         .operation = "productPage",
         .may = Permission::anyone,
         .summary = "Page: one product with its prices and newest lots.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&organisation_page>(
        {.path = "/organisations/{organisation}",
         .operation = "organisationPage",
         .may = Permission::anyone,
         .summary = "Page: one organisation and what it sells.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&tracking_page>(
        {.path = "/tracking",
         .operation = "trackingPage",
         .may = Permission::anyone,
         .summary = "Page: an order, to whoever has its number and follow code.",
         .media_type = html,
         .guarded = true}
    ),
    route<&problem_page>(
        {.path = "/problems/{module}/{code}",
         .operation = "problemPage",
         .may = Permission::anyone,
         .summary = "Page: what a reason for a refusal means.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&asset_file>(
        {.path = "/assets/{name}",
         .operation = "loadAsset",
         .may = Permission::anyone,
         .summary = "A file that pages load; its name changes with its bytes.",
         .cache = Cache::shared,
         .media_type = "application/octet-stream"}
    ),
    route<&robots_file>(
        {.path = "/robots.txt",
         .operation = "robots",
         .may = Permission::anyone,
         .summary = "What crawlers should leave alone.",
         .cache = Cache::shared,
         .media_type = "text/plain"}
    ),
};

}  // namespace

std::span<const Route> page_routes() { return routes; }

}  // namespace chophien::server
