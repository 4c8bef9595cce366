#include "tests/unit/epcis_told.hpp"

#include "core/json.hpp"

#include <map>
#include <string>

namespace chophien::tests {
namespace {

using nlohmann::json;
using Spaces = std::map<std::string, std::string>;

void declare(const json& context, Spaces& spaces) {
    if (context.is_array())
        for (const auto& part : context) declare(part, spaces);
    if (context.is_object())
        for (const auto& [prefix, space] : context.items())
            if (space.is_string()) spaces[prefix] = space;
}

bool is_private(const std::string& name) { return name.find(':') != std::string::npos; }

struct Teller {
    bool loosely;

    std::string full(const std::string& name, const Spaces& spaces) const {
        const auto colon = name.find(':');
        if (colon == std::string::npos) return name;
        const auto space = spaces.find(name.substr(0, colon));
        return space == spaces.end() ? name : space->second + name.substr(colon + 1);
    }

    static std::string trimmed(const std::string& text) {
        const auto from = text.find_first_not_of(" \n\r\t");
        return from == std::string::npos ? ""
                                         : text.substr(from, text.find_last_not_of(" \n\r\t") - from + 1);
    }

    json open(const json& value, const Spaces& spaces) const {
        if (value.is_object()) {
            if (loosely && value.contains("#text")) return open(value["#text"], spaces);
            auto out = json::object();
            for (const auto& [name, part] : value.items()) out[full(name, spaces)] = open(part, spaces);
            return out;
        }
        if (value.is_array()) {
            if (loosely && value.size() == 1) return open(value[0], spaces);
            auto out = json::array();
            for (const auto& part : value) out.push_back(open(part, spaces));
            return out;
        }
        if (!loosely) return value;
        if (value.is_string()) {
            const auto text = trimmed(value.get<std::string>());
            const auto number = json::parse(text, nullptr, false);
            return number.is_number() ? json(number.get<double>()).dump() : text;
        }
        return value.is_number() ? json(value.get<double>()).dump() : value.dump();
    }

    static json time(const json& value) {
        Instant instant{};
        chophien::json::Reading reading;
        if (!chophien::json::read(value, instant, reading)) return value;
        return instant.time_since_epoch().count();
    }

    static json word(std::string word) {
        for (const std::string start :
             {"urn:epcglobal:cbv:", "https://ref.gs1.org/", "gs1:", "cbv:Comp-", "https://gs1.org/voc/"})
            if (word.starts_with(start)) return word.substr(word.find_last_of(":/-") + 1);
        return word;
    }

    json member(const std::string& name, const json& value, const Spaces& spaces) const {
        const bool words = name == "bizStep" || name == "disposition" || name == "reason" || name == "set" ||
                           name == "unset" || name == "type" || name == "exception" || name == "component";
        if (value.is_array()) {
            if (name == "certificationInfo" && value.size() == 1) return member(name, value[0], spaces);
            auto out = json::array();
            for (const auto& part : value) out.push_back(member(name, part, spaces));
            return out;
        }
        if (value.is_object()) return object(value, spaces, name == "ilmd");
        if (value.is_string() && words) return word(value);
        const bool time_of = name.ends_with("Time") || name == "time" || name == "creationDate";
        return value.is_string() && time_of ? time(value) : value;
    }

    json object(const json& value, Spaces spaces, bool open_names = false) const {
        if (value.contains("@context")) declare(value["@context"], spaces);
        auto out = json::object();
        for (const auto& [name, part] : value.items()) {
            if (name == "@context") continue;
            if (open_names || is_private(name))
                out[full(name, spaces)] = open(part, spaces);
            else if (name == "event")
                out["eventList"] = json::array({object(part, spaces)});
            else
                out[name] = member(name, part, spaces);
        }
        return out;
    }
};

}  // namespace

json told(const json& document) { return Teller{false}.object(document, {}); }

json told_loosely(const json& document) { return Teller{true}.object(document, {}); }

}  // namespace chophien::tests
