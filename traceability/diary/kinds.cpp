#include "traceability/diary/kinds.hpp"

#include "traceability/diary/entry_wire.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability::diary {

namespace {

constexpr bool must = true;
constexpr bool may = false;

// Labels that several kinds share.
constexpr Words supplier{"Mua của ai", "Supplier"};
constexpr Words input_lot{"Số lô trên bao bì", "Lot on its label"};
constexpr Words worker{"Người làm", "Worker"};
constexpr Words area{"Diện tích", "Area"};
constexpr Words used{"Khối lượng đã dùng", "Quantity used"};
constexpr Words lots{"Lô hàng và khối lượng", "Lots and quantities"};
constexpr Words made{"Lô mới: sản phẩm và khối lượng", "New lots: product and quantity"};
constexpr Words partner{"Tổ chức trên chợ", "Organisation on the market"};
constexpr Words partner_name{"Tên bên kia", "Name of the other side"};
constexpr Words partner_gln{"Mã GLN bên kia", "GLN of the other side"};
constexpr Words vehicle{"Biển số xe", "Vehicle number"};

const std::vector<KindOfEntry>& table() {
    static const std::vector<KindOfEntry> rows{
        {EntryKind::sow,
         {"Gieo trồng, thả giống", "Sow, plant or stock"},
         {"Giống gì, bao nhiêu, ở thửa, ao hay chuồng nào.", "Which seed or stock, how much, where."},
         Where::grown,
         {{"input", must, {"Tên giống", "Seed or stock"}},
          {"quantity", may, {"Số lượng giống", "Quantity"}},
          {"input_lot", may, input_lot},
          {"supplier", may, supplier},
          {"area", may, area},
          {"worker", may, worker}}},
        {EntryKind::water,
         {"Tưới nước", "Water"},
         {"Tưới thửa nào, bao nhiêu nước.", "Which plot, how much water."},
         Where::plot,
         {{"quantity", may, {"Lượng nước", "Water"}},
          {"input", may, {"Nguồn nước", "Source of the water"}},
          {"area", may, area},
          {"worker", may, worker}}},
        {EntryKind::feed,
         {"Cho ăn", "Feed"},
         {"Thức ăn gì, bao nhiêu.", "Which feed, how much."},
         Where::animals,
         {{"input", must, {"Tên thức ăn", "Feed"}},
          {"quantity", must, {"Lượng thức ăn", "Quantity"}},
          {"input_lot", may, input_lot},
          {"supplier", may, supplier},
          {"worker", may, worker}}},
        {EntryKind::fertilise,
         {"Bón phân", "Fertilise"},
         {"Phân gì, bao nhiêu, thửa nào.", "Which fertiliser, how much, which plot."},
         Where::plot,
         {{"input", must, {"Tên phân bón", "Fertiliser"}},
          {"quantity", must, used},
          {"input_lot", may, input_lot},
          {"supplier", may, supplier},
          {"dose", may, {"Cách bón, liều lượng", "Dose"}},
          {"area", may, area},
          {"worker", may, worker}}},
        {EntryKind::spray,
         {"Phun thuốc", "Spray"},
         {"Thuốc gì, hoạt chất, liều lượng và thời gian cách ly ghi trên nhãn.",
          "Which pesticide, its active ingredient, dose and pre-harvest interval as on the label."},
         Where::plot,
         {{"input", must, {"Tên thuốc", "Pesticide"}},
          {"active_ingredient", must, {"Hoạt chất", "Active ingredient"}},
          {"dose", must, {"Liều lượng", "Dose"}},
          {"pre_harvest_days", must, {"Thời gian cách ly (ngày)", "Pre-harvest interval (days)"}},
          {"quantity", may, used},
          {"area", may, area},
          {"reason", may, {"Sâu, bệnh gì", "Against what"}},
          {"input_lot", may, input_lot},
          {"supplier", may, supplier},
          {"worker", may, worker}}},
        {EntryKind::treat,
         {"Dùng thuốc cho vật nuôi", "Treat animals"},
         {"Thuốc, hóa chất gì, liều lượng và thời gian ngưng thuốc ghi trên nhãn.",
          "Which drug or chemical, its dose and withdrawal time as on the label."},
         Where::animals,
         {{"input", must, {"Tên thuốc, hóa chất", "Drug or chemical"}},
          {"dose", must, {"Liều lượng", "Dose"}},
          {"withdrawal_days", must, {"Thời gian ngưng thuốc (ngày)", "Withdrawal time (days)"}},
          {"active_ingredient", may, {"Hoạt chất", "Active ingredient"}},
          {"quantity", may, used},
          {"reason", may, {"Bệnh gì", "Against what"}},
          {"input_lot", may, input_lot},
          {"supplier", may, supplier},
          {"worker", may, worker}}},
        {EntryKind::harvest,
         {"Thu hoạch", "Harvest"},
         {"Thu gì, bao nhiêu, ở đâu; được một lô mới.", "What, how much, where; it makes a lot."},
         Where::grown,
         {{"makes", must, made}, {"worker", may, worker}}},
        {EntryKind::receive_from_member,
         {"Nhận hàng của hộ thành viên", "Receive from a member"},
         {"Hộ nào giao, bao nhiêu; lô đã ghi khi thu hoạch, hoặc lô mới của thửa nào.",
          "Who delivers, how much; the harvested lots, or new ones and the plots they grew on."},
         Where::facility,
         {{"member", must, {"Hộ thành viên", "Member household"}},
          {"lots", may, lots},
          {"makes", may, made},
          {"plots", may, {"Thửa của hàng", "Plots they grew on"}},
          {"vehicle", may, vehicle}}},
        {EntryKind::sort,
         {"Phân loại", "Sort and grade"},
         {"Từ lô nào ra những loại nào.", "From which lots which grades."},
         Where::facility,
         {{"lots", must, lots}, {"makes", must, made}, {"worker", may, worker}}},
        {EntryKind::process,
         {"Chế biến", "Process"},
         {"Từ lô nào ra lô nào; nguyên liệu khác không thuộc lô nào.",
          "From which lots which lots; other ingredients of no lot."},
         Where::facility,
         {{"lots", must, lots},
          {"makes", must, made},
          {"added", may, {"Nguyên liệu khác", "Other ingredients"}},
          {"worker", may, worker}}},
        {EntryKind::pack,
         {"Đóng gói", "Pack"},
         {"Từ lô nào ra bao nhiêu gói.", "From which lots how many packs."},
         Where::facility,
         {{"lots", must, lots},
          {"makes", must, made},
          {"group", may, {"Nhóm hàng", "Commodity group"}},
          {"worker", may, worker}}},
        {EntryKind::store,
         {"Nhập kho", "Store"},
         {"Cất lô nào vào kho nào.", "Which lots into which store."},
         Where::facility,
         {{"lots", must, lots}}},
        {EntryKind::ship,
         {"Giao hàng đi", "Ship"},
         {"Giao lô nào cho ai.", "Which lots to whom."},
         Where::anywhere,
         {{"lots", must, lots},
          {"partner", may, partner},
          {"partner_name", may, partner_name},
          {"partner_gln", may, partner_gln},
          {"vehicle", may, vehicle}}},
        {EntryKind::receive,
         {"Mua vào, nhận hàng", "Receive what was bought"},
         {"Nhận của ai, lô gì, bao nhiêu; được một lô mới.",
          "From whom, which lot, how much; it makes a lot."},
         Where::facility,
         {{"makes", must, made},
          {"their_lot", may, {"Mã lô của bên giao", "Their lot"}},
          {"partner", may, partner},
          {"partner_name", may, partner_name},
          {"partner_gln", may, partner_gln},
          {"vehicle", may, vehicle}}},
        {EntryKind::sell,
         {"Bán lẻ tại chỗ", "Sell on the spot"},
         {"Bán lô nào, bao nhiêu; không ghi tên người mua.", "Which lots, how much; no buyer is named."},
         Where::anywhere,
         {{"lots", must, lots}}},
        {EntryKind::destroy,
         {"Tiêu hủy", "Destroy"},
         {"Hủy lô nào, bao nhiêu, vì sao.", "Which lots, how much, why."},
         Where::anywhere,
         {{"lots", must, lots}, {"reason", must, {"Lý do", "Reason"}}}},
    };
    return rows;
}

/// The members an entry has, as JSON knows them.
std::vector<std::string_view> said(const DiaryEntry& entry) {
    std::vector<std::string_view> names;
    std::apply(
        [&](const auto&... fields) {
            const auto one = [&](const auto& field) {
                const auto& value = entry.*field.member;
                using Value = std::remove_cvref_t<decltype(value)>;
                if constexpr (json::is_optional<Value>) {
                    if (value) names.push_back(field.name);
                } else if constexpr (json::is_vector<Value>) {
                    if (!value.empty()) names.push_back(field.name);
                }
            };
            (one(fields), ...);
        },
        json::Shape<DiaryEntry>::fields
    );
    return names;
}

bool is_anybodys(std::string_view name) {
    constexpr std::array<std::string_view, 7> names{"id", "at", "day", "place", "note", "sent_at", "device"};
    return std::ranges::find(names, name) != names.end();
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

void missing(std::string_view name, const Words& words, std::vector<Violation>& faults) {
    faults.push_back(
        {fmt::format("/{}", name),
         "missing",
         fmt::format("Còn thiếu: {}.", words.vi),
         fmt::format("Missing: {}.", words.en)}
    );
}

}  // namespace

std::span<const KindOfEntry> kinds() { return table(); }

const KindOfEntry& kind_of(EntryKind kind) {
    const auto found = std::ranges::find(table(), kind, &KindOfEntry::kind);
    ensure(found != table().end(), "every kind of entry has its row");
    return *found;
}

bool fits(Where where, plots::PlaceKind place) {
    switch (where) {
        case Where::plot:
            return place == plots::PlaceKind::plot;
        case Where::animals:
            return plots::is_grown_on(place) && place != plots::PlaceKind::plot;
        case Where::grown:
            return plots::is_grown_on(place);
        case Where::facility:
            return !plots::is_grown_on(place);
        case Where::anywhere:
            return true;
    }
    return false;
}

Words words_of(Where where) {
    switch (where) {
        case Where::plot:
            return {"thửa", "a plot"};
        case Where::animals:
            return {"ao, lồng bè hoặc chuồng trại", "a pond, cage or barn"};
        case Where::grown:
            return {"thửa, ao, lồng bè hoặc chuồng trại", "a plot, pond, cage or barn"};
        case Where::facility:
            return {"cơ sở đóng gói, xưởng hoặc kho", "a packing house, workshop or store"};
        case Where::anywhere:
            return {"nơi làm", "a place"};
    }
    return {};
}

std::vector<Violation> faults_of(const DiaryEntry& entry) {
    std::vector<Violation> faults;
    const auto& kind = kind_of(entry.kind);
    const auto names = said(entry);
    if (!entry.place) missing("place", words_of(kind.where), faults);
    for (const auto& member : kind.members)
        if (member.must && !holds(names, member.name)) missing(member.name, member.words, faults);
    for (const auto name : names)
        if (!is_anybodys(name) && std::ranges::find(kind.members, name, &Member::name) == kind.members.end())
            faults.push_back(
                {fmt::format("/{}", name),
                 "not_of_this_kind",
                 fmt::format("Mục này không dùng khi ghi \"{}\".", kind.words.vi),
                 fmt::format("This is not said of \"{}\".", kind.words.en)}
            );
    for (std::size_t at = 0; at < entry.makes.size(); ++at)
        if (entry.makes[at].product.has_value() == entry.makes[at].offer.has_value())
            faults.push_back(
                {fmt::format("/makes/{}/product", at),
                 "product_or_offer",
                 "Hãy nêu sản phẩm hoặc chào bán, một trong hai.",
                 "Name a product or an offer, one of them."}
            );
    if (entry.kind == EntryKind::receive_from_member) {
        if (entry.lots.empty() == entry.makes.empty())
            faults.push_back(
                {"/lots",
                 "lots_or_makes",
                 "Hãy nêu lô đã ghi khi thu hoạch, hoặc lô mới, một trong hai.",
                 "Name lots that were harvested, or new ones, one of them."}
            );
        if (!entry.lots.empty() && !entry.plots.empty())
            faults.push_back(
                {"/plots",
                 "known_already",
                 "Lô đã ghi khi thu hoạch thì đã có thửa của nó.",
                 "Lots that were harvested have their plots already."}
            );
    }
    return faults;
}

}  // namespace chophien::traceability::diary
