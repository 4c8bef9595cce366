#include "traceability/epcis/query_parameter.hpp"

#include "traceability/epcis/event_store.hpp"
#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace chophien::traceability::epcis {

namespace {

enum class Sort : std::uint8_t { words, names, uris, times, numbers, existence, types, actions, boolean };

/// A parameter whose name is fixed.
struct Line {
    std::string_view name;
    Look look;
    Test test = Test::equal;
    Sort sort = Sort::words;
    std::string_view field{};
    std::optional<Vocabulary> list{};
};

using enum Vocabulary;

constexpr std::array lines{
    Line{"eventType", Look::event_type, Test::equal, Sort::types},
    Line{"GE_eventTime", Look::event_time, Test::at_least, Sort::times},
    Line{"LT_eventTime", Look::event_time, Test::less, Sort::times},
    Line{"GE_recordTime", Look::record_time, Test::at_least, Sort::times},
    Line{"LT_recordTime", Look::record_time, Test::less, Sort::times},
    Line{"EQ_action", Look::action, Test::equal, Sort::actions},
    Line{"EQ_bizStep", Look::biz_step, Test::equal, Sort::words, {}, biz_step},
    Line{"EQ_disposition", Look::disposition, Test::equal, Sort::words, {}, disposition},
    Line{"EQ_persistentDisposition_set", Look::set_disposition, Test::equal, Sort::words, {}, disposition},
    Line{
        "EQ_persistentDisposition_unset", Look::unset_disposition, Test::equal, Sort::words, {}, disposition},
    Line{"EQ_eventID", Look::event_id, Test::equal, Sort::uris},
    Line{"EXISTS_errorDeclaration", Look::declaration, Test::exists, Sort::existence},
    Line{"GE_errorDeclarationTime", Look::declaration_time, Test::at_least, Sort::times},
    Line{"LT_errorDeclarationTime", Look::declaration_time, Test::less, Sort::times},
    Line{"GE_errorDeclaration_Time", Look::declaration_time, Test::at_least, Sort::times},
    Line{"LT_errorDeclaration_Time", Look::declaration_time, Test::less, Sort::times},
    Line{"EQ_errorReason", Look::error_reason, Test::equal, Sort::words, {}, error_reason},
    Line{"EQ_correctiveEventID", Look::corrective, Test::equal, Sort::uris},
    Line{"EXISTS_sensorElementList", Look::sensors, Test::exists, Sort::existence},
    Line{"GE_time", Look::sensor_time, Test::at_least, Sort::times, "time"},
    Line{"LT_time", Look::sensor_time, Test::less, Sort::times, "time"},
    Line{"GE_startTime", Look::sensor_time, Test::at_least, Sort::times, "startTime"},
    Line{"LT_startTime", Look::sensor_time, Test::less, Sort::times, "startTime"},
    Line{"GE_endTime", Look::sensor_time, Test::at_least, Sort::times, "endTime"},
    Line{"LT_endTime", Look::sensor_time, Test::less, Sort::times, "endTime"},
    Line{"EQ_type", Look::sensor_word, Test::equal, Sort::words, "type", measurement},
    Line{"EQ_deviceID", Look::sensor_word, Test::equal, Sort::names, "deviceID"},
    Line{"EQ_dataProcessingMethod", Look::sensor_word, Test::equal, Sort::names, "dataProcessingMethod"},
    Line{"EQ_microorganism", Look::sensor_word, Test::equal, Sort::names, "microorganism"},
    Line{"EQ_chemicalSubstance", Look::sensor_word, Test::equal, Sort::names, "chemicalSubstance"},
    Line{"EQ_bizRules", Look::sensor_word, Test::equal, Sort::names, "bizRules"},
    Line{"EQ_stringValue", Look::sensor_word, Test::equal, Sort::words, "stringValue"},
    Line{"EQ_hexBinaryValue", Look::sensor_word, Test::equal, Sort::words, "hexBinaryValue"},
    Line{"EQ_uriValue", Look::sensor_word, Test::equal, Sort::names, "uriValue"},
    Line{"EQ_booleanValue", Look::sensor_word, Test::equal, Sort::boolean, "booleanValue"},
};

/// Parameters that look for names in parts of an event.
struct ThingLine {
    std::string_view name;
    std::vector<Role> roles;
    bool descendants = false;
    bool patterns = true;
};

const std::vector<ThingLine>& thing_lines() {
    using enum Role;
    static const std::vector<ThingLine> all{
        {"MATCH_epc", {epc, child}},
        {"MATCH_parentID", {parent}},
        {"MATCH_inputEPC", {input}},
        {"MATCH_outputEPC", {output}},
        {"MATCH_anyEPC", {epc, child, parent, input, output}},
        {"MATCH_epcClass", {epc_class, child_class}},
        {"MATCH_inputEPCClass", {input_class}},
        {"MATCH_outputEPCClass", {output_class}},
        {"MATCH_anyEPCClass", {epc_class, child_class, input_class, output_class}},
        {"EQ_transformationID", {transformation}, false, false},
        {"EQ_readPoint", {read_point}, false, false},
        {"WD_readPoint", {read_point}, true, false},
        {"EQ_bizLocation", {biz_location}, false, false},
        {"WD_bizLocation", {biz_location}, true, false},
    };
    return all;
}

constexpr std::array tests{
    std::pair{std::string_view("EQ_"), Test::equal},
    std::pair{std::string_view("GT_"), Test::greater},
    std::pair{std::string_view("GE_"), Test::at_least},
    std::pair{std::string_view("LT_"), Test::less},
    std::pair{std::string_view("LE_"), Test::at_most},
    std::pair{std::string_view("EXISTS_"), Test::exists}};

constexpr std::array parts{
    std::pair{std::string_view("ILMD_"), Part::ilmd},
    std::pair{std::string_view("SENSORELEMENT_"), Part::sensor_element},
    std::pair{std::string_view("SENSORMETADATA_"), Part::sensor_metadata},
    std::pair{std::string_view("SENSORREPORT_"), Part::sensor_report},
    std::pair{std::string_view("ERROR_DECLARATION_"), Part::error_declaration},
    std::pair{std::string_view("readPoint_"), Part::read_point},
    std::pair{std::string_view("bizLocation_"), Part::biz_location}};

constexpr std::array sensor_numbers{
    std::string_view("value"),
    std::string_view("minValue"),
    std::string_view("maxValue"),
    std::string_view("meanValue"),
    std::string_view("sDev"),
    std::string_view("percValue")};

constexpr std::array vocabulary_fields{
    std::string_view("bizStep"),
    std::string_view("disposition"),
    std::string_view("readPoint"),
    std::string_view("bizLocation"),
    std::string_view("bizTransaction"),
    std::string_view("source"),
    std::string_view("destination"),
    std::string_view("epcClass")};

bool take(std::string_view& text, std::string_view begin) {
    if (!text.starts_with(begin)) return false;
    text.remove_prefix(begin.size());
    return true;
}

std::optional<double> number_from(const std::string& text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (!(number - number == 0)) return std::nullopt;  // infinities and no numbers
    return number;
}

bool is_unit(std::string_view text) {
    return text.size() >= 2 && text.size() <= 3 && std::ranges::all_of(text, [](char sign) {
               return (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
           });
}

std::string word_of_list(std::optional<Vocabulary> list, const std::string& text, const Prefixes& prefixes) {
    if (!list) return text;
    const auto full = expanded(text, prefixes);
    const auto word = word_behind(*list, full);
    return word ? std::string(*word) : full;
}

/// Reads the values; empty when they are right, else what was wanted.
std::string_view read_values(
    const Parameter& parameter,
    Sort sort,
    std::optional<Vocabulary> list,
    const Prefixes& prefixes,
    Condition& into
) {
    const auto& values = parameter.values;
    const bool one = values.size() == 1;
    switch (sort) {
        case Sort::words:
            for (const auto& value : values) {
                const auto word = word_of_list(list, value, prefixes);
                if (value.empty()) return "a value";
                if (list && !number_of(*list, word) && !is_uri(word)) return "a standard word or a URI";
                into.words.push_back(word);
            }
            return {};
        case Sort::names:
        case Sort::uris:
            for (const auto& value : values) {
                if (!is_uri(value)) return "a URI";
                into.words.push_back(sort == Sort::uris ? value : canonical_name(value));
            }
            return {};
        case Sort::times:
            if (one) into.time = instant_from(values.front());
            return into.time ? std::string_view{} : "one time with zone, as 2026-11-30T08:00:00+07:00";
        case Sort::numbers:
            for (const auto& value : values) {
                const auto number = number_from(value);
                if (!number || (!one && into.test != Test::equal)) return "a number";
                into.numbers.push_back(*number);
            }
            return {};
        case Sort::existence:
            // The published query schema has a number here, the interface description a boolean.
            if (one && (values.front() == "false" || values.front() == "0"))
                into.words.emplace_back("false");
            else if (one && (values.front().empty() || values.front() == "true" || values.front() == "1"))
                into.words.emplace_back("true");
            else
                return "nothing, true or false";
            return {};
        case Sort::types:
            for (const auto& value : values) {
                if (!event_type_from(value)) return "an event type";
                into.words.push_back(value);
            }
            return {};
        case Sort::actions:
            for (const auto& value : values) {
                if (value != "ADD" && value != "OBSERVE" && value != "DELETE")
                    return "ADD, OBSERVE or DELETE";
                into.words.push_back(value);
            }
            return {};
        case Sort::boolean:
            if (!one || (values.front() != "true" && values.front() != "false")) return "true or false";
            into.words.push_back(values.front());
            return {};
    }
    return "a value";
}

/// A pattern with stars, as SQL's LIKE of the names that stand in those roles: units where things are listed
/// one by one, classes and lots where they are listed by quantity.
std::optional<std::string> pattern_in(const std::string& value, bool classes) {
    if (!value.starts_with("urn:epc:idpat:")) return std::nullopt;
    auto like = like_of(value);
    if (classes) {
        if (!like) return std::nullopt;
        for (const std::string_view serial : {"/21/%", "/8011/%"})
            if (like->ends_with(serial)) like->resize(like->size() - serial.size());
        return like;
    }
    if (like) return like;
    // All units of one class: the class by name, then whatever follows it.
    const auto name = canonical_name(value);
    std::string escaped;
    for (const char sign : name) {
        if (sign == '%' || sign == '_' || sign == '\\') escaped += '\\';
        escaped += sign;
    }
    return escaped + (name.find("/8010/") == std::string::npos ? "%" : "/8011/%");
}

std::string_view read_things(const Parameter& parameter, const ThingLine& line, Condition& into) {
    into.look = Look::thing;
    into.roles = line.roles;
    into.descendants = line.descendants;
    const bool classes = line.name.ends_with("Class");
    for (const auto& value : parameter.values) {
        if (!is_uri(value)) return "a URI";
        if (auto pattern = line.patterns ? pattern_in(value, classes) : std::nullopt)
            into.patterns.push_back(std::move(*pattern));
        else
            into.words.push_back(canonical_name(value));
    }
    return {};
}

/// EQ_bizTransaction_po and the like.
bool read_typed(
    const Parameter& parameter, const Prefixes& prefixes, Condition& into, std::string_view& why
) {
    struct TypedLine {
        std::string_view begin;
        Look look;
        Vocabulary list;
    };

    for (const auto& line :
         {TypedLine{"EQ_bizTransaction_", Look::biz_transaction, biz_transaction},
          TypedLine{"EQ_source_", Look::source, source_destination},
          TypedLine{"EQ_destination_", Look::destination, source_destination}}) {
        std::string_view type = parameter.name;
        if (!take(type, line.begin)) continue;
        into.look = line.look;
        into.field = word_of_list(line.list, std::string(type), prefixes);
        if (!number_of(line.list, into.field) && !is_uri(into.field))
            why = "a standard type or a URI after the last _";
        else
            why = read_values(parameter, Sort::names, std::nullopt, prefixes, into);
        return true;
    }
    return false;
}

/// GE_value_CEL, EQ_quantity, LT_quantity_KGM, GE_percRank.
bool read_measure(const Parameter& parameter, std::string_view rest, Condition& into, std::string_view& why) {
    const auto underscore = std::min(rest.find('_'), rest.size());
    const auto field = rest.substr(0, underscore);
    const auto unit = rest.substr(std::min(underscore + 1, rest.size()));
    const bool quantity = field == "quantity";
    const bool rank = field == "percRank" && underscore == rest.size();
    if (!quantity && !rank && std::ranges::find(sensor_numbers, field) == sensor_numbers.end()) return false;
    into.look = quantity ? Look::quantity : Look::sensor_number;
    into.field = field;
    into.unit = unit;
    if (!rank && !(quantity && underscore == rest.size()) && !is_unit(unit))
        why = "a unit of Recommendation 20 after the last _";
    else
        why = read_values(parameter, Sort::numbers, std::nullopt, {}, into);
    return true;
}

/// Private members.
void read_member(
    const Parameter& parameter,
    std::string_view rest,
    const Prefixes& prefixes,
    Condition& into,
    std::string_view& why
) {
    into.look = Look::member;
    into.inner = take(rest, "INNER_");
    for (const auto& [begin, part] : parts)
        if (take(rest, begin)) {
            into.part = part;
            break;
        }
    into.names = member_names(rest, prefixes);
    if (into.names.empty()) {
        why = "a known parameter, or a private member whose prefix stands in GS1-Extensions";
        return;
    }
    if (into.test == Test::exists) {
        why = read_values(parameter, Sort::existence, std::nullopt, {}, into);
        return;
    }
    if (into.test == Test::equal) {
        into.words = parameter.values;
        return;
    }
    if (parameter.values.size() == 1) into.time = instant_from(parameter.values.front());
    if (!into.time) why = read_values(parameter, Sort::numbers, std::nullopt, {}, into);
    if (!why.empty()) why = "a number or a time";
}

bool read_attribute(
    const Parameter& parameter, const Prefixes& prefixes, Condition& into, std::string_view& why
) {
    std::string_view rest = parameter.name;
    const bool has = take(rest, "HASATTR_");
    if (!has && !take(rest, "EQATTR_")) return false;
    into.look = Look::attribute;
    into.test = has ? Test::exists : Test::equal;
    into.words = parameter.values;
    std::string_view attribute;
    for (const auto field : vocabulary_fields) {
        auto after = rest;
        if (!take(after, field)) continue;
        if (has ? after.empty() : take(after, "_") && !after.empty()) {
            into.field = field;
            attribute = after;
        }
    }
    if (into.field.empty()) {
        const auto split = has ? rest.size() : std::min(rest.rfind('_'), rest.size());
        into.names = member_names(rest.substr(0, split), prefixes);
        attribute = rest.substr(std::min(split + 1, rest.size()));
        if (into.names.empty() || (!has && attribute.empty())) why = "a field that names something";
    }
    into.unit = attribute;
    return true;
}

}  // namespace

std::vector<std::string> member_names(std::string_view name, const Prefixes& prefixes) {
    const auto hash = name.rfind('#');
    if (hash != std::string_view::npos && hash > 0 && hash + 1 < name.size()) {
        const std::string space(name.substr(0, hash));
        const std::string local(name.substr(hash + 1));
        return {space + local, space + '#' + local};
    }
    const auto colon = name.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == name.size()) return {};
    const auto local = name.substr(colon + 1);
    if (const auto known = prefixes.find(name.substr(0, colon)); known != prefixes.end())
        return {joined_name(known->second, local)};
    if (!standard_namespace(name.substr(0, colon)).empty()) return {expanded(name, {})};
    if (local.starts_with("//") || name.starts_with("urn:")) return {std::string(name)};
    return {};
}

std::optional<Condition> condition_from(
    const Parameter& parameter, const Prefixes& prefixes, std::string_view& why
) {
    Condition condition;
    const std::string_view name = parameter.name;
    const auto done = [&]() -> std::optional<Condition> {
        return why.empty() ? std::optional(std::move(condition)) : std::nullopt;
    };
    for (const auto& line : lines)
        if (name == line.name) {
            condition.look = line.look;
            condition.test = line.test;
            condition.field = line.field;
            why = read_values(parameter, line.sort, line.list, prefixes, condition);
            return done();
        }
    for (const auto& line : thing_lines())
        if (name == line.name) {
            why = read_things(parameter, line, condition);
            return done();
        }
    if (read_typed(parameter, prefixes, condition, why)) return done();
    if (read_attribute(parameter, prefixes, condition, why)) return done();
    for (const auto& [begin, test] : tests) {
        auto rest = name;
        if (!take(rest, begin)) continue;
        condition.test = test;
        if (test != Test::exists && read_measure(parameter, rest, condition, why)) return done();
        read_member(parameter, rest, prefixes, condition, why);
        return done();
    }
    why = "no such parameter";
    return std::nullopt;
}

}  // namespace chophien::traceability::epcis
