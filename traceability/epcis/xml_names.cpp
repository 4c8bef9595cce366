#include "traceability/epcis/xml_names.hpp"

#include <algorithm>
#include <cctype>

namespace chophien::traceability::epcis::xml {
namespace {

constexpr std::size_t longest_space = 2048;

/// XML 1.0's names without its letters beyond ASCII: its editions differ on those.
bool is_plain_name(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && letter(text.front()) && std::ranges::all_of(text, [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

/// XML keeps names that begin like this to itself.
bool is_reserved(std::string_view name) {
    if (name.size() < 3) return false;
    const auto small = [&](std::size_t at) { return std::tolower(static_cast<unsigned char>(name[at])); };
    return small(0) == 'x' && small(1) == 'm' && small(2) == 'l';
}

/// Can private elements be of this namespace, so that the reader sees them as such?
bool is_private(std::string_view space) {
    return !space.empty() && space.size() <= longest_space && space != json_marks &&
           space != header_namespace && space != xml_itself && space != "http://www.w3.org/2000/xmlns/" &&
           !is_structural(space) &&
           std::ranges::all_of(space, [](char c) { return static_cast<unsigned char>(c) > ' '; }) &&
           is_carriable(space);
}

/// Calls with each prefix and namespace that a context declares inline.
template <class Visit>
void each_declared(const json::Document& context, const Visit& visit) {
    if (context.is_array())
        for (const auto& part : context) each_declared(part, visit);
    if (!context.is_object()) return;
    for (const auto& [prefix, meaning] : context.items()) {
        const auto& address = meaning.is_object() && meaning.contains("@id") ? meaning["@id"] : meaning;
        if (address.is_string()) visit(prefix, address.template get_ref<const std::string&>());
    }
}

template <class Visit>
void each_context(const json::Document& value, const Visit& visit) {
    if (!value.is_structured()) return;
    if (value.is_object() && value.contains("@context")) visit(value["@context"]);
    for (const auto* name : {"epcisBody", "queryResults", "resultsBody", "eventList", "event"})
        if (value.is_object() && value.contains(name)) each_context(value[name], visit);
    if (value.is_array())
        for (const auto& event : value)
            if (event.is_object() && event.contains("@context")) visit(event["@context"]);
}

/// The length of the UTF-8 sequence at `at` when XML cannot carry it, else 0.
std::size_t uncarriable(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20) return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
    const auto rest = text.substr(at, 3);
    return rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF" ? 3 : 0;
}

}  // namespace

bool is_carriable(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (uncarriable(text, at) != 0) return false;
    return true;
}

void escape(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        switch (text[at]) {
            case '&':
                out += "&amp;";
                continue;
            case '<':
                out += "&lt;";
                continue;
            case '>':
                out += "&gt;";
                continue;
            case '"':
                out += "&quot;";
                continue;
            case '\t':
                out += "&#9;";
                continue;  // as they are, attributes would have blanks for them
            case '\n':
                out += "&#10;";
                continue;
            case '\r':
                out += "&#13;";
                continue;
            default:
                break;
        }
        if (const auto length = uncarriable(text, at); length != 0) {
            out += "\xEF\xBF\xBD";
            at += length - 1;
        } else {
            out += text[at];
        }
    }
}

std::string attribute(std::string_view name, std::string_view value) {
    auto out = std::string(" ").append(name).append("=\"");
    escape(out, value);
    return out += '"';
}

Names::Names(const json::Document& document) {
    each_context(document, [&](const json::Document& context) {
        each_declared(context, [&](const std::string& prefix, const std::string&) { taken_.insert(prefix); });
    });
}

const std::string& Names::own(std::string_view wished, std::string_view space) {
    if (const auto found = own_.find(space); found != own_.end()) return found->second;
    auto prefix = std::string(wished);
    for (int n = 2; taken_.contains(prefix); ++n) prefix = std::string(wished) + std::to_string(n);
    taken_.insert(prefix);
    return own_.emplace(std::string(space), prefix).first->second;
}

std::string Names::enter(const json::Document& context) {
    std::string declarations;
    std::set<std::string, std::less<>> here;
    each_declared(context, [&](const std::string& prefix, const std::string& space) {
        if (!is_plain_name(prefix) || is_reserved(prefix) || !is_private(space)) return;
        if (space_of(prefix) == space || !here.insert(prefix).second) return;
        declarations += xml::attribute("xmlns:" + prefix, space);
        bound_.emplace_back(prefix, space);
    });
    return declarations;
}

std::optional<std::string_view> Names::space_of(std::string_view prefix) {
    for (auto each = bound_.rbegin(); each != bound_.rend(); ++each)
        if (each->first == prefix) return each->second;
    if (prefix == "xml") return xml_itself;
    // An own prefix may have the name of one of the context's, which then has to do without.
    const auto space = namespace_known_as(prefix);
    if (!space || prefix == "xsd" || taken_.contains(prefix)) return std::nullopt;
    return space;
}

std::optional<Tag> Names::element(std::string_view member, bool inside_private) {
    const auto colon = member.find(':');
    if (colon == std::string_view::npos) {
        if (!inside_private || !is_plain_name(member)) return std::nullopt;
        return Tag{std::string(member), {}};
    }
    const auto prefix = member.substr(0, colon);
    if (const auto space = space_of(prefix); space && is_plain_name(member.substr(colon + 1))) {
        if (namespace_known_as(prefix) == space) known_.emplace(prefix);
        return Tag{std::string(member), {}};
    }
    const auto end = member.find_last_of("/#:") + 1;
    const auto space = member.substr(0, end);
    const auto local = member.substr(end);
    const bool full = member.find("://") != std::string_view::npos || member.starts_with("urn:");
    if (!full || !is_plain_name(local) || !is_private(space)) return std::nullopt;
    std::string fresh = "ns";
    for (int n = 2; taken_.contains(fresh); ++n) fresh = "ns" + std::to_string(n);
    return Tag{fresh + ":" + std::string(local), xml::attribute("xmlns:" + fresh, space)};
}

std::optional<std::string> Names::attribute(std::string_view member, bool inside_private) {
    const auto colon = member.find(':');
    if (colon == std::string_view::npos) {
        if (!inside_private || !is_plain_name(member) || is_reserved(member)) return std::nullopt;
        return std::string(member);
    }
    const auto prefix = member.substr(0, colon);
    const auto space = space_of(prefix);
    if (!space || !is_plain_name(member.substr(colon + 1))) return std::nullopt;
    if (*space == schema_instance || (*space == xml_itself && (!inside_private || member == "xml:space")))
        return std::nullopt;  // would say how to read the element
    if (namespace_known_as(prefix) == space) known_.emplace(prefix);
    return std::string(*space).append(member.substr(colon));
}

std::string Names::declarations() const {
    std::string out;
    for (const auto& [space, prefix] : own_) out += xml::attribute("xmlns:" + prefix, space);
    for (const auto& prefix : known_)
        if (std::ranges::find(bound_, prefix, &std::pair<std::string, std::string>::first) == bound_.end())
            out += xml::attribute("xmlns:" + prefix, namespace_known_as(prefix).value_or(""));
    return out;
}

}  // namespace chophien::traceability::epcis::xml
