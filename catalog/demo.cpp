#include "catalog/demo.hpp"

#include "catalog/importing.hpp"
#include "catalog/naming.hpp"
#include "catalog/ocop_set.hpp"
#include "catalog/slots/slot.hpp"
#include "core/changes.hpp"
#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/places.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

namespace chophien::catalog {

namespace {

/// A usual pack of a set, and the band its price lies in, in thousands of đồng: what shops asked in 2025 and
/// 2026, wide on purpose, since the products of one set differ.
struct Pack {
    std::string_view text;
    std::string_view unit;
    std::string_view content;
    std::string_view content_unit;
    std::int64_t least;
    std::int64_t most;
};

struct SetPacks {
    std::int32_t set;
    std::array<Pack, 3> packs;
};

constexpr std::array usual_packs{
    SetPacks{
        1,
        {{{"Túi 1 kg", "túi", "1", "kg", 25, 90},
          {"Khay 500 g", "khay", "500", "g", 18, 55},
          {"Thùng 5 kg", "thùng", "5", "kg", 120, 420}}}},
    SetPacks{
        2,
        {{{"Khay 500 g", "khay", "500", "g", 60, 180},
          {"Túi hút chân không 1 kg", "túi", "1", "kg", 110, 320},
          {"Hộp 10 quả", "hộp", "10", "quả", 32, 60}}}},
    SetPacks{
        3,
        {{{"Túi 1 kg", "túi", "1", "kg", 25, 60},
          {"Túi 5 kg", "túi", "5", "kg", 110, 260},
          {"Bao 10 kg", "bao", "10", "kg", 210, 480}}}},
    SetPacks{
        4,
        {{{"Chai 500 ml", "chai", "500", "ml", 120, 320},
          {"Lọ 250 g", "lọ", "250", "g", 70, 190},
          {"Chai 1 lít", "chai", "1", "l", 230, 560}}}},
    SetPacks{
        5,
        {{{"Hộp 300 g", "hộp", "300", "g", 35, 90},
          {"Gói 200 g", "gói", "200", "g", 25, 60},
          {"Hộp 500 g", "hộp", "500", "g", 55, 140}}}},
    SetPacks{
        6,
        {{{"Gói 500 g", "gói", "500", "g", 25, 70},
          {"Hộp 300 g", "hộp", "300", "g", 35, 85},
          {"Túi 1 kg", "túi", "1", "kg", 45, 120}}}},
    SetPacks{
        7,
        {{{"Gói 250 g", "gói", "250", "g", 35, 110},
          {"Hộp 500 g", "hộp", "500", "g", 70, 210},
          {"Lọ 300 g", "lọ", "300", "g", 45, 130}}}},
    SetPacks{
        8,
        {{{"Gói 500 g", "gói", "500", "g", 95, 320},
          {"Hộp 250 g", "hộp", "250", "g", 65, 210},
          {"Túi hút chân không 1 kg", "túi", "1", "kg", 180, 520}}}},
    SetPacks{
        9,
        {{{"Chai 500 ml", "chai", "500", "ml", 45, 140},
          {"Lọ 300 g", "lọ", "300", "g", 40, 110},
          {"Chai 1 lít", "chai", "1", "l", 80, 230}}}},
    SetPacks{
        10,
        {{{"Lọ 100 g", "lọ", "100", "g", 25, 85},
          {"Gói 200 g", "gói", "200", "g", 30, 95},
          {"Gói 500 g", "gói", "500", "g", 50, 160}}}},
    SetPacks{
        11,
        {{{"Hộp 200 g", "hộp", "200", "g", 90, 380},
          {"Gói 100 g", "gói", "100", "g", 45, 180},
          {"Gói 500 g", "gói", "500", "g", 180, 650}}}},
    SetPacks{
        12,
        {{{"Hộp 20 túi lọc", "hộp", "40", "g", 45, 120},
          {"Gói 100 g", "gói", "100", "g", 40, 130},
          {"Hộp 200 g", "hộp", "200", "g", 70, 220}}}},
    SetPacks{
        13,
        {{{"Gói 500 g", "gói", "500", "g", 95, 260},
          {"Hộp 250 g", "hộp", "250", "g", 65, 180},
          {"Túi 1 kg", "túi", "1", "kg", 180, 450}}}},
    SetPacks{
        14,
        {{{"Chai 500 ml", "chai", "500", "ml", 60, 180},
          {"Chai 750 ml", "chai", "750", "ml", 90, 260},
          {"Can 5 lít", "can", "5", "l", 320, 780}}}},
    SetPacks{
        15,
        {{{"Chai 500 ml", "chai", "500", "ml", 90, 320},
          {"Chai 750 ml", "chai", "750", "ml", 140, 460},
          {"Chai 330 ml", "chai", "330", "ml", 45, 130}}}},
    SetPacks{
        16,
        {{{"Thùng 24 chai 500 ml", "thùng", "12", "l", 75, 130},
          {"Chai 500 ml", "chai", "500", "ml", 5, 10},
          {"Thùng 12 chai 1,5 lít", "thùng", "18", "l", 95, 160}}}},
    SetPacks{
        17,
        {{{"Chai 500 ml", "chai", "500", "ml", 25, 85},
          {"Lốc 6 chai 330 ml", "kiện", "1.98", "l", 80, 190},
          {"Hộp 500 g", "hộp", "500", "g", 60, 170}}}},
    SetPacks{
        18,
        {{{"Hộp 100 g", "hộp", "100", "g", 150, 620},
          {"Lọ 60 viên", "lọ", "60", "cái", 140, 480},
          {"Gói 250 g", "gói", "250", "g", 110, 420}}}},
    SetPacks{
        19,
        {{{"Chai 250 ml", "chai", "250", "ml", 75, 240},
          {"Hộp 100 g", "hộp", "100", "g", 60, 190},
          {"Chai 500 ml", "chai", "500", "ml", 110, 320}}}},
    SetPacks{
        20,
        {{{"Lọ 10 ml", "lọ", "10", "ml", 45, 180},
          {"Chai 50 ml", "chai", "50", "ml", 95, 380},
          {"Chai 100 ml", "chai", "100", "ml", 150, 560}}}},
    SetPacks{
        21,
        {{{"1 cái", "cái", "", "", 80, 650},
          {"1 bộ", "bộ", "", "", 220, 1500},
          {"1 cái cỡ nhỏ", "cái", "", "", 40, 280}}}},
    SetPacks{
        22,
        {{{"1 cái", "cái", "", "", 150, 900},
          {"1 bộ", "bộ", "", "", 350, 1800},
          {"1 tấm", "cái", "", "", 220, 1200}}}},
    SetPacks{
        23,
        {{{"1 bó", "bó", "", "", 60, 180},
          {"1 chậu", "chậu", "", "", 120, 450},
          {"1 bó lớn", "bó", "", "", 150, 380}}}},
    SetPacks{
        24,
        {{{"1 chậu", "chậu", "", "", 180, 1500},
          {"1 cây", "cây", "", "", 250, 2500},
          {"1 chậu nhỏ", "chậu", "", "", 80, 400}}}},
    SetPacks{
        25,
        {{{"1 con", "con", "", "", 150, 900},
          {"1 đôi", "đôi", "", "", 300, 1600},
          {"1 con nhỏ", "con", "", "", 60, 350}}}},
    SetPacks{
        26,
        {{{"Vé một người", "suất", "", "", 80, 250},
          {"Một đêm, một người", "suất", "", "", 180, 450},
          {"Một ngày trải nghiệm, một người", "suất", "", "", 250, 650}}}},
};

/// Numbers drawn one after the other from what the row says.
class Draws {
public:
    explicit Draws(std::string_view seed) : state_(tag(seed)) {}

    std::int64_t between(std::int64_t least, std::int64_t most) {
        // splitmix64
        state_ += 0x9E3779B97F4A7C15U;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        mixed ^= mixed >> 31U;
        return least + static_cast<std::int64_t>(mixed % static_cast<std::uint64_t>(most - least + 1));
    }

private:
    std::uint64_t state_;
};

/// One row of the source by its column names.
class SourceRow {
public:
    SourceRow(const std::vector<std::string>& names, const std::vector<std::string>& cells)
        : names_(names), cells_(cells) {}

    const std::string& operator[](std::string_view name) const {
        const auto found = std::ranges::find(names_, name);
        ensure(
            found != names_.end() && cells_.size() == names_.size(),
            "ocop-products.csv has this column in every row"
        );
        return cells_[static_cast<std::size_t>(found - names_.begin())];
    }

private:
    const std::vector<std::string>& names_;
    const std::vector<std::string>& cells_;
};

constexpr std::array columns{
    "product_name",
    "ocop_set",
    "description",
    "province",
    "origin",
    "pack_size",
    "unit",
    "content",
    "content_unit",
    "price_vnd",
    "minimum",
    "step",
    "stock",
    "stars",
    "decision_no",
    "decided_on",
    "source"};

// What the source says of papers, in words: none of it is on file here.
std::string papers_named(const SourceRow& row) {
    if (row["certificates"].empty()) return {};
    auto papers = row["certificates"];
    for (std::size_t at = 0; (at = papers.find(';', at)) != std::string::npos; at += 2)
        papers.replace(at, 1, ", ");
    return fmt::format(" Nguồn có nêu: {}.", papers);
}

std::vector<std::string> import_row_of(const SourceRow& row) {
    const auto* set = ocop_set_from(row["ocop_set"]);
    ensure(set != nullptr, "ocop-products.csv names a known set");
    Draws draws(row["product_name"] + '|' + row["holder_name"] + '|' + row["province_2025"]);
    const auto& packs = usual_packs[static_cast<std::size_t>(set->number - 1)].packs;
    const auto& pack = packs[static_cast<std::size_t>(draws.between(0, 2))];
    auto price = draws.between(pack.least, pack.most);
    if (price > 200) price -= price % 5;  // dear things have round prices
    // Fives, tens and so on of a pack: a tenth of the offers are sold out, as on any market day.
    const auto stock = draws.between(0, 9) == 0 ? 0 : draws.between(1, 24) * 5;
    // The year's last day is the latest the decision can be of: labels counted from it never end too early.
    const bool dated = !row["stars"].empty() && !row["year"].empty();
    auto place = row["district_or_commune"];
    if (!row["former_province"].empty() && row["former_province"] != row["province_2025"])
        place += (place.empty() ? "" : ", ") + row["former_province"] + " (cũ)";
    const auto amount =
        row["typical_price_vnd"].empty() ? std::to_string(price * 1000) : row["typical_price_vnd"];
    return {
        row["product_name"],
        std::to_string(set->number),
        fmt::format(
            "{} – sản phẩm OCOP của {}.{}", row["product_name"], row["province_2025"], papers_named(row)
        ),
        row["province_2025"],
        place,
        std::string(pack.text),
        std::string(pack.unit),
        std::string(pack.content),
        std::string(pack.content_unit),
        amount,
        "1",
        "1",
        is_service(set->number) ? "" : std::to_string(stock),
        dated ? row["stars"] : "",
        dated ? row["decision_no"] : "",
        dated ? row["year"] + "-12-31" : "",
        dated ? row["source"] : ""};
}

}  // namespace

std::vector<DemoSeller> demo_sellers() {
    csv::Reader reader(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-products.csv"));
    std::vector<std::string> names;
    std::vector<std::string> cells;
    ensure(reader.next(names).value_or(false), "ocop-products.csv has a header");
    std::vector<DemoSeller> sellers;
    std::map<std::pair<std::string, std::string>, std::size_t> places;  // by holder and province
    std::vector<std::set<std::string>> products;                        // of each seller, by identity
    DemoSeller collector{
        std::string(demo_collector), accounts::OrganisationKind::cooperative_group, "01", 0, {}};
    std::set<std::string> collected;
    const std::vector<std::string> header(columns.begin(), columns.end());
    const auto add = [&](DemoSeller& seller, std::set<std::string>& known, const SourceRow& row) {
        // A product the source names twice for one holder was recognised twice; one row is enough for a
        // market.
        if (!known.insert(name_identity(row["product_name"])).second) return;
        if (seller.products++ == 0) csv::write(seller.csv, header);
        csv::write(seller.csv, import_row_of(row));
    };
    while (reader.next(cells).value_or(false)) {
        const SourceRow row(names, cells);
        if (row["holder_name"].empty()) {
            add(collector, collected, row);
            continue;
        }
        const auto [place, added] =
            places.emplace(std::pair(row["holder_name"], row["province_2025"]), sellers.size());
        if (added) {
            const auto kind = json::from_name<accounts::OrganisationKind>(row["holder_kind"]);
            const auto province = province_from(row["province_2025"]);
            ensure(kind && province, "ocop-products.csv names known kinds and provinces");
            sellers.push_back({row["holder_name"], *kind, std::string(province->today->code), 0, {}});
            products.emplace_back();
        }
        add(sellers[place->second], products[place->second], row);
    }
    sellers.push_back(std::move(collector));
    return sellers;
}

}  // namespace chophien::catalog
