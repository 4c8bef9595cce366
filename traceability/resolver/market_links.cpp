#include "traceability/resolver/market_links.hpp"

#include "catalog/gtin.hpp"
#include "catalog/listing.hpp"
#include "catalog/product_store.hpp"
#include "core/gs1_key.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/resolver/link_type.hpp"

#include <fmt/format.h>

namespace chophien::traceability {

namespace {

constexpr std::string_view html = "text/html";
constexpr std::string_view json = "application/json";
constexpr std::string_view epcis_path = "/epcis";

constexpr db::Statement any_printed{"traceability.any_printed", R"sql(
    SELECT id FROM lots WHERE gtin = ? AND codes_printed > 0 LIMIT 1
)sql"};

Link page(std::string_view type, std::string path, std::string title, std::string title_en) {
    Link link;
    link.link_type = gs1_type(type);
    link.href = std::move(path);
    link.title = std::move(title);
    link.title_en = std::move(title_en);
    link.media_type = html;
    link.languages = {"vi", "en"};
    return link;
}

// Machines' answers take no parameters they do not know.
Link answer(std::string_view type, std::string path, std::string title, std::string title_en) {
    auto link = page(type, std::move(path), std::move(title), std::move(title_en));
    link.media_type = json;
    link.languages.clear();
    link.forwards_query = false;
    return link;
}

// The page is what a person gets; who prefers JSON gets its twin.
void add_default(std::vector<Link>& links, Link shown, Link told) {
    auto main = shown;
    main.standing = LinkStanding::main;
    shown.standing = told.standing = LinkStanding::variant;
    links.push_back(std::move(main));
    links.push_back(std::move(shown));
    links.push_back(std::move(told));
}

void add_product(MarketWord& word, const catalog::ProductView& product) {
    const auto path = "/products/" + text_of(product.id);
    const auto& name = product.name;
    auto& links = word.of_product;
    auto pip =
        page("pip", path, fmt::format("Trang sản phẩm: {}", name), fmt::format("Product page: {}", name));
    auto facts = answer(
        "masterData",
        "/v1" + path,
        fmt::format("Dữ liệu sản phẩm: {}", name),
        fmt::format("Product data: {}", name)
    );
    add_default(links, pip, facts);
    links.push_back(std::move(pip));
    links.push_back(std::move(facts));
    if (!product.certificates.empty() || product.ocop.current)
        links.push_back(
            page("certificationInfo", path, "Chứng nhận và nhãn OCOP", "Certificates and OCOP label")
        );
    if (!product.offers.empty())
        links.push_back(page("hasRetailers", path, "Nơi bán và giá", "Where to buy, and prices"));
}

void add_repository(std::vector<Link>& links) {
    auto repository = answer(
        "epcisRepository",
        std::string(epcis_path),
        "Kho sự kiện EPCIS 2.0 của chợ",
        "The marketplace's EPCIS 2.0 repository"
    );
    links.push_back(std::move(repository));
}

void add_lot(MarketWord& word, const Lot& lot) {
    const auto name = fmt::format("{} {}", word.product_name, lot.lot_code);
    auto shown = page(
        "traceability",
        lot_page_path(lot.id),
        fmt::format("Truy xuất lô: {}", name),
        fmt::format("Trace of the lot: {}", name)
    );
    auto told = answer(
        "traceability",
        fmt::format("/v1/lots/{}/trace", text_of(lot.id)),
        fmt::format("Dữ liệu truy xuất: {}", name),
        fmt::format("Trace data: {}", name)
    );
    auto& links = word.of_lot;
    add_default(links, shown, told);
    links.push_back(std::move(shown));
    links.push_back(std::move(told));
}

void add_unit(MarketWord& word, const DigitalLink& link, const std::string& serial) {
    const auto path = unit_page_path(link.key().value, serial, link.find("10"));
    auto shown =
        page("verificationService", path, "Kiểm tra mã trên bao bì", "Check of the code on the pack");
    auto told = answer("verificationService", "/v1" + path, "Kiểm tra mã (JSON)", "Check of the code (JSON)");
    auto& links = word.of_unit;
    add_default(links, shown, told);
    links.push_back(std::move(shown));
    links.push_back(std::move(told));
}

// Whether a serial of this GTIN that the market did not give out is a forged one.
bool gives_serials(db::Transaction& tx, const Gtin& gtin) {
    return is_platform(gtin) || tx.row<LotId>(any_printed, gtin.text()).has_value();
}

}  // namespace

std::string lot_page_path(LotId lot) { return "/lots/" + text_of(lot); }

std::string unit_page_path(std::string_view gtin, std::string_view serial, const std::string* lot) {
    auto path = fmt::format("/units/{}/{}", gtin, escaped_in_path(serial));
    if (lot != nullptr) path += "?lot=" + escaped_in_query(*lot);
    return path;
}

MarketWord market_word(db::Transaction& tx, const DigitalLink& link) {
    MarketWord word;
    if (link.key().ai != "01") return word;
    const auto gtin = gtin_from(link.key().value);
    if (!gtin) return word;
    const auto product = catalog::product_with_gtin(tx, gtin->text());
    const auto* lot_code = link.find("10");
    const auto* serial = link.find("21");
    std::optional<Lot> lot;
    if (serial != nullptr) {
        // A label that tells another lot than the code's own is no proof of the unit.
        auto unit = genuine_unit(tx, gtin->text(), *serial);
        if (unit && (lot_code == nullptr || *lot_code == unit->lot.lot_code)) {
            lot = unit->lot;
            word.unit = *std::move(unit);
        }
    }
    if (!lot && lot_code != nullptr) lot = store::find_by_code(tx, gtin->text(), *lot_code);
    const auto id = product ? product : lot ? std::optional(lot->product) : std::nullopt;
    if (!id) return word;
    tx.shows(tag(*id));
    if (const auto known = catalog::store::find_product(tx, *id)) word.product_name = known->name;
    const auto on_sale = catalog::product_of(tx, *id);
    if (on_sale) add_product(word, *on_sale);
    if (lot) {
        tx.shows(tag(lot->id));
        word.lot = lot->lot_code;
        add_lot(word, *lot);
    }
    // Beside a page, never alone: a person is not sent to machines.
    if (on_sale)
        add_repository(word.of_product);
    else if (lot)
        add_repository(word.of_lot);
    if (serial != nullptr && (word.unit || gives_serials(tx, *gtin)))
        add_unit(word, link, word.unit ? word.unit->serial : *serial);
    return word;
}

}  // namespace chophien::traceability
