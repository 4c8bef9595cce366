#include "traceability/graph/picture.hpp"

#include "core/text.hpp"
#include "traceability/digital_link.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace chophien::traceability::graph {

namespace {

constexpr double box_width = 236;
constexpr double box_height = 46;
constexpr double column_width = 312;
constexpr double row_height = 62;
constexpr double margin = 24;
constexpr std::size_t most_signs = 26;  // of a line in a box

struct Look {
    ThingKind kind;
    std::string_view fill;
    std::string_view line;
};

// Kinds are told by form and words as well: a picture is printed in grey, too.
constexpr std::array looks{
    Look{ThingKind::unit, "#fff", "#2f6f4f"},
    Look{ThingKind::lot, "#e7f2ea", "#2f6f4f"},
    Look{ThingKind::product, "#f4f4f0", "#6b6b60"},
    Look{ThingKind::container, "#f6ead8", "#8a5a17"},
    Look{ThingKind::place, "#e6eef6", "#2d5b8a"},
    Look{ThingKind::other, "#f4f4f0", "#6b6b60"}};

const Look& look_of(ThingKind kind) { return *std::ranges::find(looks, kind, &Look::kind); }

struct Box {
    const ChainThing* thing = nullptr;
    double x = 0;
    double y = 0;
    double pull = 0;  ///< the mean height of what it is tied to in the column before
    int ties = 0;
};

std::string cut(std::string_view text) {
    std::size_t signs = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
        if (++signs > most_signs) return std::string(text.substr(0, at)) + "…";
    }
    return std::string(text);
}

// What of a name says most in few signs: "SSCC 3893…", "SN 12", the end of a private URI.
std::string short_name(const ChainThing& thing) {
    const auto link = digital_link_from(thing.id);
    if (!link) return thing.id.substr(thing.id.find_last_of(":/") + 1);
    if (const auto* serial = link->find("21")) return "SN " + *serial;
    if (link->key().ai == "00") return "SSCC " + link->key().value;
    if (link->key().ai == "01") return "GTIN " + link->key().value;
    return "(" + link->key().ai + ") " + link->key().value;
}

std::array<std::string, 2> lines_of(const ChainThing& thing, bool in_english) {
    const auto lot = in_english ? "Lot " : "Lô ";
    const auto first = thing.product ? *thing.product : short_name(thing);
    std::string second;
    if (thing.lot_code) second = lot + *thing.lot_code;
    if (thing.begun_at) {
        if (!second.empty()) second += " · ";
        second += text_of(day_in_vietnam(*thing.begun_at));
    }
    if (second.empty() && thing.product) second = short_name(thing);
    return {cut(first), cut(second)};
}

std::string described(const ChainThing& thing) {
    std::string words = thing.id;
    if (thing.by) words += " · " + *thing.by;
    return words;
}

using Columns = std::map<std::int64_t, std::vector<Box*>>;

// Each column in the order of what it hangs on, so that few lines cross.
void place(
    Columns& columns, const std::map<std::string_view, Box*>& by_id, const Chain& chain, bool to_the_left
) {
    double x = margin;
    const auto last = columns.empty() ? 0 : columns.rbegin()->first;
    for (auto& [step, boxes] : columns) {
        for (const auto& tie : chain.ties) {
            const auto from = by_id.find(tie.from);
            const auto to = by_id.find(tie.to);
            if (from == by_id.end() || to == by_id.end()) continue;
            auto* near = from->second;
            auto* far = to->second;
            if (far->thing->steps < near->thing->steps) std::swap(near, far);
            if (far->thing->steps != step || near->thing->steps >= step) continue;
            far->pull = (far->pull * far->ties + near->y) / (far->ties + 1);
            ++far->ties;
        }
        std::ranges::stable_sort(boxes, {}, [](const Box* box) { return box->pull; });
        double y = margin;
        for (auto* box : boxes) {
            box->x = to_the_left ? margin + static_cast<double>(last - step) * column_width : x;
            box->y = y;
            y += row_height;
        }
        x += column_width;
    }
}

std::string line_between(const Box& from, const Box& to, const ChainTie& tie) {
    const bool forward = from.x <= to.x;
    const double x1 = forward ? from.x + box_width : from.x;
    const double x2 = forward ? to.x : to.x + box_width;
    const double y1 = from.y + box_height / 2;
    const double y2 = to.y + box_height / 2;
    const double middle = (x1 + x2) / 2;
    std::string words = text_of(tie.at);
    if (tie.quantity) words += " · " + *tie.quantity + (tie.unit ? " " + *tie.unit : "");
    return fmt::format(
        R"svg(<path d="M{:.0f} {:.0f}C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}" marker-end="url(#on)"{}><title>{}</title></path>)svg",
        x1,
        y1,
        middle,
        y1,
        middle,
        y2,
        x2,
        y2,
        tie.tie == Tie::made ? "" : R"( stroke-dasharray="5 4")",
        text::escaped(words)
    );
}

}  // namespace

std::string picture_of(const Chain& chain, bool in_english) {
    const auto drawn = std::min(chain.things.size(), most_drawn);
    std::vector<Box> boxes(drawn);
    std::map<std::string_view, Box*> by_id;
    Columns columns;
    for (std::size_t at = 0; at < drawn; ++at) {
        boxes[at].thing = &chain.things[at];
        by_id.emplace(chain.things[at].id, &boxes[at]);
        columns[chain.things[at].steps].push_back(&boxes[at]);
    }
    // What came first stands on the left, whichever way was asked.
    place(columns, by_id, chain, chain.direction == Direction::ancestors);

    std::size_t tallest = 1;
    for (const auto& [step, column] : columns) tallest = std::max(tallest, column.size());
    const auto left_out = chain.things.size() - drawn;
    const double width = 2 * margin +
                         static_cast<double>(std::max<std::size_t>(columns.size(), 1) - 1) * column_width +
                         box_width;
    const double height =
        2 * margin + static_cast<double>(tallest - 1) * row_height + box_height + (left_out > 0 ? 28 : 0);
    const bool vi = !in_english;
    const auto title = chain.direction == Direction::ancestors ? (vi ? "Nguồn gốc" : "Where it came from")
                                                               : (vi ? "Đường đi" : "Where it went");
    std::string svg = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" role="img" aria-label="{2}">)"
        R"(<title>{2}</title><defs><marker id="on" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#6b6b60"/></marker></defs>)"
        R"(<g fill="none" stroke="#6b6b60" stroke-width="1.3">)",
        width,
        height,
        title
    );
    for (const auto& tie : chain.ties) {
        const auto from = by_id.find(tie.from);
        const auto to = by_id.find(tie.to);
        if (from != by_id.end() && to != by_id.end()) svg += line_between(*from->second, *to->second, tie);
    }
    svg += R"(</g><g font-family="system-ui, sans-serif" font-size="13">)";
    for (const auto& box : boxes) {
        const auto& look = look_of(box.thing->kind);
        const auto lines = lines_of(*box.thing, in_english);
        svg += fmt::format(
            R"(<g><title>{}</title><rect x="{:.0f}" y="{:.0f}" width="{}" height="{}" rx="{}" fill="{}" stroke="{}" stroke-width="{}"/>)"
            R"(<text x="{:.0f}" y="{:.0f}" font-weight="600">{}</text><text x="{:.0f}" y="{:.0f}" fill="#555">{}</text></g>)",
            text::escaped(described(*box.thing)),
            box.x,
            box.y,
            box_width,
            box_height,
            box.thing->kind == ThingKind::container ? 0
            : box.thing->kind == ThingKind::lot     ? 8
                                                    : 20,
            look.fill,
            look.line,
            box.thing->steps == 0 ? 3 : 1.3,
            box.x + 12,
            box.y + 19,
            text::escaped(lines[0]),
            box.x + 12,
            box.y + 36,
            text::escaped(lines[1])
        );
    }
    if (left_out > 0)
        svg += fmt::format(
            R"(<text x="{}" y="{:.0f}" fill="#8a1f11">{}</text>)",
            margin,
            height - 12,
            vi ? fmt::format("Còn {} mục không vẽ ở đây.", left_out)
               : fmt::format("{} more are not drawn here.", left_out)
        );
    return svg + "</g></svg>";
}

}  // namespace chophien::traceability::graph
