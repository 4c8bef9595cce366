#include "traceability/exports/fsma204.hpp"

#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/json.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/exports/whereabouts.hpp"

#include <algorithm>
#include <cctype>

namespace chophien::traceability::exports {

namespace {

constexpr std::array<std::pair<char, TrackingStep>, 7> letters{{
    {'h', TrackingStep::harvesting},
    {'c', TrackingStep::cooling},
    {'p', TrackingStep::initial_packing},
    {'f', TrackingStep::first_land_based_receiving},
    {'s', TrackingStep::shipping},
    {'r', TrackingStep::receiving},
    {'t', TrackingStep::transformation},
}};

struct Table {
    std::vector<std::vector<std::string>> cells;  // what titles look at
    std::vector<TrackingColumn> columns;
    std::vector<std::string> of_new_lots;  // letters in capitals, beside the columns
};

const Table& table() {
    static const Table read = [] {
        Table made;
        csv::Reader rows(
            embedded::bytes_of(embedded::traceability(), "traceability/data/fsma204-columns.csv"), ';'
        );
        std::vector<std::string> row;
        for (;;) {
            const auto more = rows.next(row);
            ensure(more.has_value(), "the table is a right CSV");
            if (!*more) break;
            if (row.front().starts_with('#')) continue;
            ensure(row.size() == 5, "a column's row has five cells");
            made.cells.push_back(row);
        }
        for (const auto& cells : made.cells) {
            TrackingColumn column{cells[1], {cells[4], cells[3]}, {}};
            for (const auto& [letter, step] : letters) {
                const char capital = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
                if (cells[2].find(letter) != std::string::npos || cells[2].find(capital) != std::string::npos)
                    column.must.push_back(step);
            }
            made.columns.push_back(std::move(column));
            made.of_new_lots.push_back(cells[2]);
        }
        return made;
    }();
    return read;
}

bool must_be_there(std::size_t column, const Tracked& row) {
    const auto& must = table().columns[column].must;
    if (std::ranges::find(must, row.step) == must.end()) return false;
    if (row.part != LotPart::ingredient) return true;
    const auto letter = std::ranges::find(letters, row.step, [](const auto& one) { return one.second; });
    return table().of_new_lots[column].find(letter->first) != std::string::npos;
}

std::string joined(const std::set<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) {
        if (!all.empty()) all += "; ";
        all += text;
    }
    return all;
}

std::string unit_word(const Tracked& row) {
    if (row.quantity.empty()) return {};
    if (row.unit.empty()) return "each";
    const auto* unit = unit_from(row.unit);
    return unit != nullptr && unit->code == row.unit ? std::string(unit->name_en) : row.unit;
}

// GTIN and lot code of a lot's name.
std::pair<std::string, std::string> parts_of(const std::string& lot) {
    const auto link = digital_link_from(lot);
    if (!link) return {{}, lot};
    const auto* gtin = link->find("01");
    const auto* code = link->find("10");
    return {gtin != nullptr ? *gtin : std::string(), code != nullptr ? *code : lot};
}

class Cells {
public:
    Cells(Whereabouts& where, const std::map<std::string, std::string>& products)
        : where_(where), products_(products) {}

    std::map<std::string_view, std::string> of(const Tracked& row) {
        std::map<std::string_view, std::string> cells;
        const auto [gtin, code] = parts_of(row.lot);
        cells["step"] = json::name_of(row.step);
        cells["day"] = row.day;
        cells["lot_code"] = code;
        cells["part"] = json::name_of(row.part);
        if (const auto product = products_.find(row.lot); product != products_.end())
            cells["product"] = product->second;
        cells["gtin"] = gtin;
        cells["quantity"] = row.quantity;
        cells["unit"] = unit_word(row);
        location(cells, "source_name", "source_address", "source_gln", row.assigned_at);
        cells["source_reference"] = row.assigned_at;
        location(cells, "where_name", "where_address", "where_gln", row.where);
        location(cells, "from_name", "from_address", "from_gln", row.from);
        location(cells, "to_name", "to_address", "to_gln", row.to);
        std::set<std::string> farms;
        std::set<std::string> fields;
        for (const auto& place : row.grown.where) {
            const auto& known = where_.of(place);
            farms.insert(name_or_number(known, place));
            fields.insert(known.within.empty() ? place : known.within);
        }
        cells["farm"] = joined(farms);
        cells["field"] = joined(fields);
        cells["harvested_on"] = joined(row.grown.days);
        std::set<std::string> cooled;
        for (const auto& place : row.grown.cooled) cooled.insert(name_or_number(where_.of(place), place));
        cells["cooled_at"] = joined(cooled);
        cells["cooled_on"] = joined(row.grown.cooled_on);
        cells["document_type"] = row.document_type;
        cells["document"] = row.document;
        cells["event"] = row.event_id;
        return cells;
    }

private:
    static std::string name_or_number(const Location& known, const std::string& place) {
        if (known.name.empty()) return place;
        return known.within.empty() ? known.name : known.name + " – " + known.within;
    }

    void location(
        std::map<std::string_view, std::string>& cells,
        std::string_view name,
        std::string_view address,
        std::string_view gln,
        const std::string& place
    ) {
        if (place.empty()) return;
        const auto& known = where_.of(place);
        cells[name] = known.name;
        cells[address] = known.address;
        cells[gln] = known.gln;
    }

    Whereabouts& where_;
    const std::map<std::string, std::string>& products_;
};

std::vector<std::string> headings() {
    std::vector<std::string> row;
    for (const auto& column : tracking_columns()) row.emplace_back(column.title.en);
    row.emplace_back("Missing");
    return row;
}

}  // namespace

std::span<const TrackingColumn> tracking_columns() { return table().columns; }

Result<std::vector<std::vector<std::string>>> fsma204_rows(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
) {
    const auto chain = events_of_chain(tx, caller, ask, most_tracked_events);
    if (!chain) return tl::unexpected(chain.error());
    std::map<std::string, std::string> products;
    std::set<std::string, std::less<>> lots;
    for (const auto& thing : chain->things) {
        lots.insert(thing.id);
        if (thing.product) products.emplace(thing.id, *thing.product);
    }
    std::vector<epcis::StoredEvent> events;
    events.reserve(chain->events.size());
    each_event(tx, caller, *chain, [&](const epcis::StoredEvent& event) { events.push_back(event); });
    Whereabouts where(tx, caller);
    const TrackingQuestions questions{
        [&](std::string_view lot) { return lots.contains(lot); },
        [&](std::string_view place) { return where.is_grown_on(std::string(place)); }};
    Cells cells(where, products);
    std::vector<std::vector<std::string>> sheet{headings()};
    for (const auto& row : tracked(events, questions)) {
        auto known = cells.of(row);
        auto& line = sheet.emplace_back();
        std::string missing;
        const auto columns = tracking_columns();
        for (std::size_t at = 0; at < columns.size(); ++at) {
            line.push_back(std::move(known[columns[at].key]));
            if (!line.back().empty() || !must_be_there(at, row)) continue;
            if (!missing.empty()) missing += "; ";
            missing += columns[at].title.en;
        }
        line.push_back(std::move(missing));
    }
    return sheet;
}

Result<std::string> fsma204_csv(db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask) {
    const auto rows = fsma204_rows(tx, caller, ask);
    if (!rows) return tl::unexpected(rows.error());
    std::string file(csv::byte_order_mark);
    for (const auto& row : *rows) csv::write(file, row);
    return file;
}

Result<std::string> fsma204_xlsx(db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask) {
    const auto rows = fsma204_rows(tx, caller, ask);
    if (!rows) return tl::unexpected(rows.error());
    if (std::ssize(*rows) > catalog::SpreadsheetStream::most_rows) return refuse(chain_too_long);
    return catalog::xlsx_of(*rows);
}

}  // namespace chophien::traceability::exports
