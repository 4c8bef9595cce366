#include "traceability/epcis/event_hash.hpp"

#include "core/crypto.hpp"
#include "traceability/epcis/context.hpp"
#include "traceability/epcis/grammar.hpp"
#include "traceability/epcis/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

constexpr std::string_view web_vocabulary = "https://gs1.org/voc/";
constexpr std::string_view newer_web_vocabulary = "https://ref.gs1.org/voc/";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// UTC with exactly three decimals, rounded half up.
std::string time_text(std::string_view sent) {
    const auto when = instant_from(sent);
    if (!when) return std::string(sent);
    using namespace std::chrono;
    const auto rounded = floor<milliseconds>(*when + microseconds(500));
    auto text = text_of(Instant(rounded));  // …T20:50:33.123000Z
    text.erase(text.size() - 4, 3);
    return text;
}

// "2.50" is 2.5, as JSON's number would be. Published strings turn every text of digits into a number; here
// only what is written as one (no zeros before it), and in private members only what loses nothing thereby: a
// certificate's number must not become another's.
constexpr std::size_t digits_of_a_double = 15;
constexpr std::size_t longest_number = 300;

std::string number_or_text(std::string_view text, std::size_t most_digits) {
    const auto whole = text.substr(text.starts_with('-') ? 1 : 0);
    const auto point = whole.find('.');
    const auto before = whole.substr(0, point);
    const auto after = point == std::string_view::npos ? std::string_view() : whole.substr(point + 1);
    const auto digits = [](std::string_view part) {
        return part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const bool number =
        !before.empty() && digits(before) && digits(after) && (before.size() == 1 || before.front() != '0') &&
        (point == std::string_view::npos || !after.empty()) && before.size() + after.size() <= most_digits;
    if (!number) return std::string(text);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} ? number_text(value) : std::string(text);
}

class Writing {
public:
    Writing(const Prefixes& prefixes, const HashRules& rules) : prefixes_(prefixes), rules_(rules) {}

    std::string event(const Document& content) {
        std::string out;
        members(out, content, event_structure, true);
        std::vector<std::string> last = leftovers(content);
        private_members(last, content, event_structure);
        append_sorted(out, last);
        return out;
    }

private:
    // Rows of the event whose place the rules move.
    std::size_t place_of(std::size_t row) const {
        if (rules_.list_order == HashRules::ListOrder::table) return row;
        const auto& rows = event_structure.members;
        const auto is = [&](std::size_t at, std::string_view name) { return rows[at].name == name; };
        constexpr std::array<std::pair<std::string_view, std::string_view>, 6> instead{{
            {"epcList", "parentID"},
            {"parentID", "epcList"},
            {"bizTransactionList", "sensorElementList"},
            {"sourceList", "bizTransactionList"},
            {"destinationList", "destinationList"},
            {"sensorElementList", "sourceList"},
        }};
        for (const auto& [at, other] : instead)
            if (is(row, at))
                for (std::size_t found = 0; found < rows.size(); ++found)
                    if (is(found, other)) return found;
        return row;
    }

    void members(std::string& out, const Document& object, const Structure& rows, bool event) {
        if (!object.is_object()) return;
        for (std::size_t at = 0; at < rows.members.size(); ++at) {
            const auto& row = rows.members[event ? place_of(at) : at];
            if (!row.hashed) continue;
            if (row.name == "certificationInfo" && !rules_.certification_info) continue;
            const auto found = object.find(row.name);
            if (found != object.end()) member(out, *found, row);
        }
    }

    void inner(std::string& out, const Document& object, const Structure& rows) {
        members(out, object, rows, false);
        if (!rows.open) return;
        std::vector<std::string> last;
        private_members(last, object, rows);
        append_sorted(out, last);
    }

    void member(std::string& out, const Document& value, const Member& row) {
        switch (row.sort) {
            case Sort::names:
            case Sort::words:
            case Sort::uris:
                return values(out, value, row);
            case Sort::objects: {
                if (!value.is_array() || value.empty()) return;
                if (row.headed) out += row.name;
                std::vector<std::string> parts;
                for (const auto& one : value) inner(parts.emplace_back(row.element), one, *row.inner);
                return append_sorted(out, parts);
            }
            case Sort::object:
                out += row.name;
                return inner(out, value, *row.inner);
            case Sort::private_only: {
                if (!value.is_object() || value.empty()) return;
                out += row.name;
                std::vector<std::string> parts;
                for (const auto& [name, one] : value.items()) private_member(parts, name, one);
                return append_sorted(out, parts);
            }
            default:
                out += row.sort == Sort::event_type ? std::string_view("eventType") : row.name;
                out += '=';
                out += plain(value, row);
        }
    }

    void values(std::string& out, const Document& value, const Member& row) {
        if (value.is_array() && value.empty()) return;
        std::vector<std::string> parts;
        const auto add = [&](const Document& one) {
            auto& part = parts.emplace_back(row.element.empty() ? row.name : row.element);
            if (!part.ends_with('=')) part += '=';
            part += plain(one, row);
        };
        if (value.is_array()) {
            for (const auto& one : value) add(one);
        } else {
            add(value);
        }
        if (row.headed && row.sort == Sort::names) out += row.name;
        append_sorted(out, parts);
    }

    std::string plain(const Document& value, const Member& row) {
        if (!value.is_string()) return scalar(value);
        const auto text = trimmed(value.get_ref<const std::string&>());
        if (row.sort == Sort::time) return time_text(text);
        if (row.sort == Sort::text) return number_or_text(text, longest_number);
        if (row.sort == Sort::word || row.sort == Sort::words) {
            const bool bare = text.find(':') == std::string_view::npos;
            return in_vocabulary(bare ? web_uri_of(row.vocabulary, text) : standard_uri(text));
        }
        const bool uri = row.sort == Sort::name || row.sort == Sort::names || row.sort == Sort::uri ||
                         row.sort == Sort::uris;
        return uri ? uri_text(text) : std::string(text);
    }

    std::string scalar(const Document& value) {
        if (value.is_number()) return number_text(value);
        if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
        return {};
    }

    // CURIEs of standard prefixes become URIs in values, those of private prefixes stay: XML has no others.
    static std::string standard_uri(std::string_view text) {
        static const Prefixes none;
        return expanded(text, none);
    }

    std::string uri_text(std::string_view text) {
        constexpr std::string_view substance = "urn:epcglobal:cbv:inchikey:";
        if (text.starts_with(substance))
            return std::string("https://identifiers.org/inchikey:").append(text.substr(substance.size()));
        auto uri = canonical_name(text);
        return uri == text ? in_vocabulary(standard_uri(text)) : uri;
    }

    std::string in_vocabulary(std::string uri) const {
        const bool newer = rules_.web_vocabulary == HashRules::WebVocabulary::ref_gs1;
        const auto from = newer ? web_vocabulary : newer_web_vocabulary;
        if (uri.starts_with(from)) uri.replace(0, from.size(), newer ? newer_web_vocabulary : web_vocabulary);
        return uri;
    }

    void private_members(std::vector<std::string>& parts, const Document& object, const Structure& rows) {
        if (!object.is_object()) return;
        for (const auto& [name, value] : object.get_ref<const Document::object_t&>())
            if (find_member(rows, name) == nullptr) private_member(parts, name, value);
    }

    void private_member(std::vector<std::string>& parts, const std::string& name, const Document& value) {
        if (name == "rdfs:comment" || name == "comment" || name.starts_with('@')) return;
        if (value.is_array()) {
            for (const auto& one : value) private_member(parts, name, one);
            return;
        }
        if (value.is_null()) return;
        auto& part = parts.emplace_back(private_name(name));
        if (!value.is_object()) {
            part += '=';
            part += private_text(value);
            return;
        }
        if (const auto text = value.find("#text"); text != value.end())
            part.append("=").append(private_text(*text));
        std::vector<std::string> inner_parts;
        for (const auto& [inner_name, one] : value.get_ref<const Document::object_t&>())
            if (inner_name != "#text") private_member(inner_parts, inner_name, one);
        std::string& made = part;  // inner members went to their own list, so this one is still there
        append_sorted(made, inner_parts);
    }

    std::string private_text(const Document& value) {
        if (!value.is_string()) return scalar(value);
        const auto text = trimmed(value.get_ref<const std::string&>());
        if (text.find(':') != std::string_view::npos) return uri_text(text);
        return number_or_text(text, digits_of_a_double);
    }

    // "{namespace}local", whether the member was named by a CURIE or by the whole URI.
    std::string private_name(const std::string& name) {
        if (const auto curie = curie_from(name, prefixes_))
            return fmt::format("{{{}}}{}", in_vocabulary(std::string(curie->name_space)), curie->local);
        const auto end = name.find("://") == std::string::npos && !name.starts_with("urn:")
                             ? std::string::npos
                             : name.find_last_of("/#:");
        if (end == std::string::npos) return name;
        return fmt::format(
            "{{{}}}{}",
            in_vocabulary(std::string(same_namespace(name.substr(0, end + 1)))),
            name.substr(end + 1)
        );
    }

    // Members of a report that the table of the rule leaves out stand at the event's end with their path.
    std::vector<std::string> leftovers(const Document& content) {
        std::vector<std::string> elements;
        const auto list = content.find("sensorElementList");
        if (list == content.end() || !list->is_array()) return {};
        for (const auto& element : *list) {
            const auto reports = element.find("sensorReport");
            if (reports == element.end() || !reports->is_array()) continue;
            std::vector<std::string> parts;
            for (const auto& report : *reports)
                for (const auto& row : sensor_report.members) {
                    if (row.hashed) continue;
                    const auto found = report.find(row.name);
                    if (found != report.end())
                        parts.push_back(fmt::format("sensorReport{}={}", row.name, plain(*found, row)));
                }
            if (parts.empty()) continue;
            append_sorted(elements.emplace_back("sensorElement"), parts);
        }
        if (elements.empty()) return {};
        std::string out = "sensorElementList";
        append_sorted(out, elements);
        return {out};
    }

    static void append_sorted(std::string& out, std::vector<std::string>& parts) {
        std::ranges::sort(parts);
        for (const auto& part : parts) out += part;
    }

    const Prefixes& prefixes_;
    const HashRules& rules_;
};

}  // namespace

std::string event_string(
    const Document& content, const std::map<std::string, std::string>& namespaces, const HashRules& rules
) {
    const Prefixes prefixes(namespaces.begin(), namespaces.end());
    return Writing(prefixes, rules).event(content);
}

std::string event_hash(
    const Document& content, const std::map<std::string, std::string>& namespaces, const HashRules& rules
) {
    const auto digest = crypto::sha256(event_string(content, namespaces, rules));
    return fmt::format("ni:///sha-256;{}?ver=CBV2.0", crypto::hex(crypto::bytes_of(digest)));
}

std::string number_text(const Document& number) {
    if (number.is_number_unsigned()) return std::to_string(number.get<std::uint64_t>());
    if (number.is_number_integer()) return std::to_string(number.get<std::int64_t>());
    const auto value = number.get<double>();
    if (value == 0) return "0";
    std::array<char, 400> digits{};  // the longest double has 309 of them before the point
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (end.ec != std::errc{}) return number.dump();
    return {digits.data(), end.ptr};
}

}  // namespace chophien::traceability::epcis
