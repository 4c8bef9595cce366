#include "traceability/exports/portals.hpp"

#include "core/csv.hpp"
#include "core/embedded.hpp"

#include <algorithm>
#include <deque>

namespace chophien::traceability::exports {

namespace {

using json::Document;

struct Table {
    std::deque<std::vector<std::string>> cells;  // what words look at
    std::vector<Portal> portals;
};

void add(const std::vector<std::string>& row, std::vector<Portal>& portals) {
    if (row[0] == "portal") {
        ensure(row.size() == 5, "a portal's row has five cells");
        portals.push_back({row[1], row[2], {row[3], row[4]}, {}});
        return;
    }
    ensure(row.size() == 7 && row[0] == "field", "a field's row has seven cells");
    ensure(row[3] == "must" || row[3] == "if_any", "a field must be there or may be");
    ensure(!portals.empty() && portals.back().key == row[1], "fields stand below their portal");
    const auto fact = json::from_name<Fact>(row[4]);
    ensure(fact.has_value(), "the table names facts that exist");
    portals.back().fields.push_back({row[2], row[3] == "must", *fact, {row[5], row[6]}});
}

const Table& table() {
    static const Table read = [] {
        Table made;
        csv::Reader rows(
            embedded::bytes_of(embedded::traceability(), "traceability/data/portal-fields.csv"), ';'
        );
        for (;;) {
            std::vector<std::string> row;
            const auto more = rows.next(row);
            ensure(more.has_value(), "the table is a right CSV");
            if (!*more) return made;
            if (!row.front().starts_with('#')) add(made.cells.emplace_back(std::move(row)), made.portals);
        }
    }();
    return read;
}

const Document* known(const Facts& facts, Fact fact) {
    const auto found = facts.find(fact);
    return found == facts.end() || is_empty(found->second) ? nullptr : &found->second;
}

std::string cell_of(const Document& value) {
    if (value.is_string()) return value.get<std::string>();
    std::string text;
    const auto* between = value.is_array() ? " | " : ", ";
    for (const auto& one : value) {
        const auto part = cell_of(one);
        if (part.empty()) continue;
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

}  // namespace

std::span<const Portal> portals() { return table().portals; }

const Portal* find_portal(std::string_view key) {
    const auto all = portals();
    const auto found = std::ranges::find(all, key, &Portal::key);
    return found == all.end() ? nullptr : &*found;
}

bool is_empty(const Document& value) {
    return value.is_null() || value.empty() ||
           (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::vector<const PortalField*> missing_of(const Portal& portal, const Facts& facts) {
    std::vector<const PortalField*> missing;
    for (const auto& field : portal.fields)
        if (known(facts, field.fact) == nullptr) missing.push_back(&field);
    return missing;
}

Document record_of(const Portal& portal, const Facts& facts) {
    auto record = Document::object();
    for (const auto& field : portal.fields) {
        const auto* value = known(facts, field.fact);
        record[field.key] = value == nullptr ? Document() : *value;
    }
    return record;
}

std::string csv_of(const Portal& portal, const Facts& facts) {
    std::vector<std::string> headings;
    std::vector<std::string> cells;
    for (const auto& field : portal.fields) {
        headings.emplace_back(field.words.vi);
        const auto* value = known(facts, field.fact);
        cells.push_back(value == nullptr ? std::string() : cell_of(*value));
    }
    std::string file(csv::byte_order_mark);
    csv::write(file, headings);
    csv::write(file, cells);
    return file;
}

}  // namespace chophien::traceability::exports
