#include "traceability/epcis/names.hpp"

#include "traceability/digital_link.hpp"
#include "traceability/epcis/keys.hpp"
#include "traceability/epcis/urn.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

namespace {

bool is_plain(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
           sign == '-' || sign == '.' || sign == '_' || sign == '~';
}

void append_value(std::string& out, std::string_view ai, std::string_view value) {
    out += '/';
    out += ai;
    out += '/';
    if (std::ranges::all_of(value, is_plain)) {
        out += value;
    } else {
        out += escaped_in_path(value);
    }
}

struct Segment {
    std::string_view ai;
    std::string_view value;
};

// The path of a web URI without query and fragment; empty when it has none.
std::string_view path_of(std::string_view uri) {
    std::size_t scheme = 0;
    for (const std::string_view known : {"https://", "http://", "HTTPS://", "HTTP://"})
        if (uri.starts_with(known)) scheme = known.size();
    if (scheme == 0) return {};
    const auto ends = [](char sign) { return sign == '?' || sign == '#'; };
    uri = uri.substr(0, static_cast<std::size_t>(std::ranges::find_if(uri, ends) - uri.begin()));
    const auto slash = uri.find('/', scheme);
    return slash == std::string_view::npos || slash == scheme ? std::string_view() : uri.substr(slash);
}

// Cuts "/AI/value" off the end of a path.
std::optional<Segment> cut_last(std::string_view& path) {
    const auto value = path.rfind('/');
    if (value == std::string_view::npos || value == 0) return std::nullopt;
    const auto ai = path.rfind('/', value - 1);
    if (ai == std::string_view::npos) return std::nullopt;
    const Segment found{path.substr(ai + 1, value - ai - 1), path.substr(value + 1)};
    path = path.substr(0, ai);
    return found;
}

// The key stands as far right as it can; what stands left of it is mere path.
std::optional<KeyParts> parts_of_link(std::string_view uri) {
    auto path = path_of(uri);
    std::array<Segment, most_qualifiers> qualifiers;
    std::size_t count = 0;
    for (;;) {
        const auto segment = cut_last(path);
        if (!segment) return std::nullopt;
        KeyParts parts;
        parts.key = find_key(segment->ai);
        if (parts.key == nullptr) {
            if (count == qualifiers.size() || !qualifies(segment->ai)) return std::nullopt;
            qualifiers[count++] = *segment;
            continue;
        }
        const auto decoded = [](std::string_view text) {
            return text.find('%') == std::string_view::npos ? std::string(text) : unescaped_in_path(text);
        };
        parts.value = decoded(segment->value);
        while (count > 0) {
            const auto& next = qualifiers[--count];
            parts.qualifiers.emplace_back(next.ai, decoded(next.value));
        }
        return parts;
    }
}

// Qualifiers come in the order of the standard; 235 stands alone.
bool are_right(const KeyParts& parts) {
    if (!fits(*parts.key, parts.value)) return false;
    auto next = parts.key->qualifiers.begin();
    for (const auto& [ai, value] : parts.qualifiers) {
        next =
            std::find_if(next, parts.key->qualifiers.end(), [&](const Qualifier& q) { return q.ai == ai; });
        if (next == parts.key->qualifiers.end() || !fits(*next, value)) return false;
        if (ai == "235" && parts.qualifiers.size() > 1) return false;
        ++next;
    }
    return true;
}

// A unit's lot is an attribute: the finest of the qualifiers names the thing.
Name written(const KeyParts& parts) {
    Name name;
    const auto& key = *parts.key;
    name.level = parts.value.size() > key.digits ? key.serial : key.bare;
    name.wrong_check_digit = !has_right_check(key, parts.value);
    const std::pair<std::string_view, std::string>* finest = nullptr;
    for (const auto& part : parts.qualifiers) {
        const auto row = std::ranges::find(key.qualifiers, part.first, &Qualifier::ai);
        if (!row->names) continue;
        finest = &part;
        name.level = row->level;
    }
    for (const auto& [ai, value] : parts.qualifiers)
        if (ai == "10" && name.level == Level::unit) name.lot = value;
    name.canonical.reserve(canonical_stem.size() + parts.value.size() + 40);
    name.canonical = canonical_stem;
    append_value(name.canonical, key.ai, parts.value);
    if (finest != nullptr) append_value(name.canonical, finest->first, finest->second);
    return name;
}

}  // namespace

Name name_from(std::string_view uri) {
    const bool urn = uri.starts_with("urn:epc:");
    auto parts = urn ? parts_of_urn(uri) : parts_of_link(uri);
    if (parts && are_right(*parts)) return written(*parts);
    Name own;
    own.canonical = uri;
    own.broken = urn ? claims_to_be_a_key(uri) : uri.starts_with(canonical_stem);
    return own;
}

std::string canonical_name(std::string_view uri) { return name_from(uri).canonical; }

std::string_view product_of(std::string_view canonical) {
    if (!canonical.starts_with(canonical_stem)) return {};
    const auto path = canonical.substr(canonical_stem.size());
    const bool item = path.starts_with("/01/");
    if (!item && !path.starts_with("/8006/")) return {};
    const auto end = path.find('/', item ? 4 : 6);
    return canonical.substr(0, end == std::string_view::npos ? end : canonical_stem.size() + end);
}

std::string lot_name(std::string_view canonical, std::string_view lot_number) {
    std::string name(product_of(canonical));
    if (!name.empty()) append_value(name, "10", lot_number);
    return name;
}

bool belongs_in(Role role, Level level) {
    switch (role) {
        case Role::epc:
        case Role::child:
        case Role::input:
        case Role::output:
            return level != Level::lot && level != Level::product && level != Level::place;
        case Role::parent:  // of an association, a place may be
            return level != Level::lot && level != Level::product;
        case Role::epc_class:
        case Role::child_class:
        case Role::input_class:
        case Role::output_class:
            return level == Level::lot || level == Level::product || level == Level::other;
        case Role::read_point:
        case Role::biz_location:
            return level == Level::place || level == Level::other;
        case Role::source:
        case Role::destination:
            return level == Level::place || level == Level::party || level == Level::other;
        case Role::transformation:
        case Role::biz_transaction:
            return level == Level::document || level == Level::party || level == Level::other;
        case Role::device:
            return level == Level::unit || level == Level::other;
        case Role::corrective:
        case Role::lot:
            break;
    }
    return true;
}

std::optional<std::string> urn_of(std::string_view canonical, const PrefixLength& length) {
    auto parts = parts_of_link(canonical);
    if (!parts || !are_right(*parts)) return std::nullopt;
    return urn_of_parts(*parts, length);
}

}  // namespace chophien::traceability::epcis
