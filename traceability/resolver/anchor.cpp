#include "traceability/resolver/anchor.hpp"

#include "traceability/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::traceability {

namespace {

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t longest_company_prefix = 12;

// The names of values in braces; each stands for the values of one identifier. 1 is right for all of them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> slot_of{{
    {"22", "variant"},
    {"10", "lot"},
    {"21", "serial"},
    {"235", "serial"},
    {"254", "extension"},
    {"8011", "serial"},
    {"8019", "serial"},
    {"8020", "reference"},
}};
constexpr std::string_view stand_in = "1";

std::optional<std::string_view> slot_name(std::string_view ai) {
    const auto* found = std::ranges::find(slot_of, ai, [](const auto& row) { return row.first; });
    if (found == slot_of.end()) return std::nullopt;
    return found->second;
}

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string segment(std::string_view ai, std::string_view value) {
    return fmt::format("/{}/{}", ai, escaped_in_path(value));
}

std::string open_segment(std::string_view ai, std::string_view slot) {
    return fmt::format("/{}/{{{}}}", ai, slot);
}

tl::unexpected<Refused> refuse_anchor(std::string_view vi, std::string_view en) {
    return refuse(wrong_anchor, std::string(vi), std::string(en));
}

bool is_item(std::string_view ai) { return ai == "01" || ai == "8006"; }

void add_key_slots(Anchor& anchor) {
    anchor.slots.emplace_back("key");
    if (is_item(anchor.ai)) anchor.slots.emplace_back("gtin");
}

// "/8004/0893600*"
Result<Anchor> prefix_from(std::string_view text) {
    text.remove_suffix(1);
    const auto slash = text.find('/', 1);
    const auto ai = text.substr(1, slash == std::string_view::npos ? slash : slash - 1);
    const auto digits = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    const auto* row = find_identifier(ai);
    if (row == nullptr || !row->key || !all_digits(digits) ||
        digits.size() < shortest_prefix + company_prefix_at(ai))
        return refuse_anchor(
            "Một tiền tố là mã định danh chính và ít nhất bốn chữ số, kết thúc bằng dấu sao.",
            "A prefix is a primary key and at least four digits, ended by a star."
        );
    std::size_t longest = 0;
    for (const auto& part : row->parts) longest += part.most;
    if (digits.size() >= longest)
        return refuse_anchor("Tiền tố dài bằng cả mã.", "The prefix is as long as the key.");
    Anchor anchor{fmt::format("/{}/{}*", ai, digits), std::string(ai), std::string(digits), true, {}};
    add_key_slots(anchor);
    anchor.slots.emplace_back("rest");
    return anchor;
}

// The parts of a path at its slashes.
std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    path.remove_prefix(1);
    for (;;) {
        const auto slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

void add_new(std::vector<std::string>& names, std::string name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
}

// The anchors of one level, whose finest element is the last of `path`.
LinkLevel level_of(std::span<const Element> path) {
    LinkLevel level;
    for (const auto& [ai, value] : path) level.path += segment(ai, value);
    level.finest = path.back().ai;
    level.exact.push_back(level.path);
    const auto& key = path.front();
    const auto key_path = segment(key.ai, key.value);
    if (path.size() == 1) {
        const auto& digits = key.value;
        const auto begin = shortest_prefix + company_prefix_at(key.ai);
        const auto run = std::find_if_not(digits.begin(), digits.end(), is_digit) - digits.begin();
        const auto longest = std::min(static_cast<std::size_t>(run), digits.size() - 1);
        for (auto size = longest; size >= begin && size > 0; --size)
            level.wide.push_back(fmt::format("/{}/{}*", key.ai, digits.substr(0, size)));
        return level;
    }
    const auto& finest = path.back();
    const auto own = segment(finest.ai, finest.value);
    add_new(level.exact, key_path + own);
    const auto slot = slot_name(finest.ai);
    const auto lot = std::ranges::find(path, std::string_view("10"), &Element::ai);
    const bool below_lot = lot != path.end() && finest.ai != "10";
    if (below_lot) add_new(level.exact, key_path + segment("10", lot->value) + own);
    if (!slot) return level;
    const auto open = open_segment(finest.ai, *slot);
    std::string above;
    for (const auto& [ai, value] : path.first(path.size() - 1)) above += segment(ai, value);
    add_new(level.wide, above + open);
    if (below_lot) {
        add_new(level.wide, key_path + segment("10", lot->value) + open);
        add_new(level.wide, key_path + open_segment("10", "lot") + open);
    }
    add_new(level.wide, key_path + open);
    return level;
}

}  // namespace

Result<Anchor> anchor_from(std::string_view text) {
    if (!text.starts_with('/') || text.starts_with("//") || text.size() > most_anchor_signs ||
        text.find_first_of("?#") != std::string_view::npos)
        return refuse_anchor(
            "Hãy viết phần đường dẫn của liên kết, bắt đầu bằng /.",
            "Write the path of the link, beginning with a slash."
        );
    if (text.ends_with('*')) return prefix_from(text);
    std::string closed;
    const auto segments = segments_of(text);
    bool open_before = false;
    std::vector<std::string_view> open_slots;
    for (std::size_t at = 0; at < segments.size(); ++at) {
        closed += '/';
        const auto name = at % 2 == 1 ? slot_name(segments[at - 1]) : std::nullopt;
        const bool open = name && segments[at] == fmt::format("{{{}}}", *name);
        if (at % 2 == 1 && open_before && !open)
            return refuse_anchor(
                "Sau một giá trị để ngỏ chỉ có thể là giá trị để ngỏ.",
                "After a value left open only open ones can follow."
            );
        open_before = open_before || open;
        if (open) open_slots.push_back(*name);
        closed += open ? stand_in : segments[at];
    }
    auto link = digital_link_from(std::string(canonical_stem) + closed);
    if (!link) return refuse(link);
    if (link->stem != canonical_stem)
        return refuse_anchor("Đường dẫn có phần thừa ở đầu.", "The path begins with something else.");
    Anchor anchor{{}, link->key().ai, link->key().value, false, {}};
    add_key_slots(anchor);
    const auto closed_elements = link->path.size() - open_slots.size();
    for (std::size_t at = 0; at < link->path.size(); ++at) {
        const auto& [ai, value] = link->path[at];
        const auto name = slot_name(ai);
        if (at > 0 && name) anchor.slots.emplace_back(*name);
        anchor.path += at < closed_elements ? segment(ai, value) : open_segment(ai, name.value());
    }
    return anchor;
}

std::vector<LinkLevel> levels_of(const DigitalLink& link, const std::optional<std::string>& lot) {
    auto path = link.path;
    const bool lot_is_new = lot && link.find("10") == nullptr && path.size() > 1;
    if (lot_is_new) path.insert(path.end() - 1, Element{"10", *lot});
    std::vector<LinkLevel> levels;
    for (auto size = path.size(); size > 0; --size) {
        // A payment's place alone names nothing: (415) needs its reference.
        if (size == 1 && path.size() > 1 && path.front().ai == "415") break;
        levels.push_back(level_of(std::span(path).first(size)));
    }
    if (lot_is_new) {
        levels.front().path.clear();
        for (const auto& [ai, value] : link.path) levels.front().path += segment(ai, value);
    }
    return levels;
}

SlotValues slot_values(
    const DigitalLink& link, std::string_view anchor, const std::optional<std::string>& lot
) {
    const auto& key = link.key();
    SlotValues values{{"key", key.value}};
    if (is_item(key.ai)) values.emplace_back("gtin", key.value.substr(0, 14));
    for (const auto& [ai, value] : link.path)
        if (const auto name = slot_name(ai)) values.emplace_back(*name, value);
    if (lot && link.find("10") == nullptr) values.emplace_back("lot", *lot);
    if (anchor.ends_with('*')) {
        const auto digits = anchor.size() - 1 - (anchor.rfind('/') + 1);
        values.emplace_back("rest", key.value.substr(std::min(digits, key.value.size())));
    }
    return values;
}

std::size_t company_prefix_at(std::string_view ai) {
    // One digit before it: packaging indicator, extension digit, or the zero of returnable assets.
    return is_item(ai) || ai == "00" || ai == "8003" ? 1 : 0;
}

std::vector<std::string> possible_company_prefixes(std::string_view ai, std::string_view key) {
    std::vector<std::string> prefixes;
    const auto digits = key.substr(std::min(key.size(), company_prefix_at(ai)));
    for (auto size = std::min(digits.size(), longest_company_prefix); size >= shortest_prefix; --size)
        if (all_digits(digits.substr(0, size))) prefixes.emplace_back(digits.substr(0, size));
    return prefixes;
}

}  // namespace chophien::traceability
