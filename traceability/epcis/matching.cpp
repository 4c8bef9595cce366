#include "traceability/epcis/matching.hpp"

#include "traceability/epcis/comparing.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

namespace {

using Json = json::Document;

const Json& nothing() {
    static const Json null;
    return null;
}

const Json& at(const Json& from, std::string_view member) {
    if (!from.is_object()) return nothing();
    const auto found = from.find(member);
    return found == from.end() ? nothing() : *found;
}

template <class Each>
void each_in(const Json& list, Each each) {
    if (list.is_array())
        for (const auto& one : list) each(one);
}

bool among(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// One event against one condition after the other.
class Matching {
public:
    Matching(const StoredEvent& event, const MasterLookup& master)
        : event_(event), content_(event.content), master_(master) {}

    bool holds(const Condition& condition) const {
        switch (condition.look) {
            case Look::event_type:
                return among(condition.words, text(at(content_, "type")));
            case Look::event_time:
                return compare(event_.time, condition.test, *condition.time);
            case Look::record_time:
                return compare(event_.record_time, condition.test, *condition.time);
            case Look::action:
                return among(condition.words, text(at(content_, "action")));
            case Look::biz_step:
                return word(condition, at(content_, "bizStep"), Vocabulary::biz_step);
            case Look::disposition:
                return word(condition, at(content_, "disposition"), Vocabulary::disposition);
            case Look::set_disposition:
                return persistent(condition, "set");
            case Look::unset_disposition:
                return persistent(condition, "unset");
            case Look::thing:
                return thing(condition);
            case Look::quantity:
                return quantity(condition);
            case Look::biz_transaction:
                return typed(condition, "bizTransactionList", "bizTransaction", Vocabulary::biz_transaction);
            case Look::source:
                return typed(condition, "sourceList", "source", Vocabulary::source_destination);
            case Look::destination:
                return typed(condition, "destinationList", "destination", Vocabulary::source_destination);
            case Look::event_id:
                return among(condition.words, event_.event_id) || among(condition.words, event_.hash);
            case Look::declaration:
                return existence(condition, at(content_, "errorDeclaration").is_object());
            case Look::declaration_time:
                return time(condition, at(at(content_, "errorDeclaration"), "declarationTime"));
            case Look::error_reason:
                return word(
                    condition, at(at(content_, "errorDeclaration"), "reason"), Vocabulary::error_reason
                );
            case Look::corrective:
                return any_word(condition, at(at(content_, "errorDeclaration"), "correctiveEventIDs"));
            case Look::sensors: {
                const auto& list = at(content_, "sensorElementList");
                return existence(condition, list.is_array() && !list.empty());
            }
            case Look::sensor_time:
            case Look::sensor_word:
            case Look::sensor_number:
                return sensor(condition);
            case Look::member:
                return member(condition);
            case Look::attribute:
                return attribute(condition);
        }
        return false;
    }

private:
    static std::string text(const Json& value) {
        return value.is_string() ? value.get<std::string>() : std::string();
    }

    static bool existence(const Condition& condition, bool is_there) {
        return is_there == (condition.words.front() == "true");
    }

    static bool time(const Condition& condition, const Json& value) {
        const auto instant = instant_from(text(value));
        return instant && compare(*instant, condition.test, *condition.time);
    }

    std::string plain_word(const Json& value, Vocabulary list) const {
        auto full = full_name(text(value), event_.namespaces);
        if (const auto known = word_behind(list, full)) return std::string(*known);
        return full;
    }

    bool word(const Condition& condition, const Json& value, Vocabulary list) const {
        return value.is_string() && among(condition.words, plain_word(value, list));
    }

    static bool any_word(const Condition& condition, const Json& list) {
        bool found = false;
        each_in(list, [&](const Json& one) { found |= among(condition.words, text(one)); });
        return found;
    }

    bool persistent(const Condition& condition, std::string_view which) const {
        bool found = false;
        each_in(at(at(content_, "persistentDisposition"), which), [&](const Json& one) {
            found |= word(condition, one, Vocabulary::disposition);
        });
        return found;
    }

    static bool named(const Condition& condition, const Json& value) {
        if (!value.is_string()) return false;
        const auto name = canonical_name(value.get_ref<const std::string&>());
        if (among(condition.words, name)) return true;
        return std::ranges::any_of(condition.patterns, [&](const std::string& pattern) {
            return is_like(name, pattern);
        });
    }

    bool thing(const Condition& condition) const {
        bool found = false;
        const auto look = [&](const Json& value) { found = found || named(condition, value); };
        const auto classes = [&](std::string_view list) {
            each_in(at(content_, list), [&](const Json& one) { look(at(one, "epcClass")); });
        };
        for (const auto role : condition.roles) switch (role) {
                case Role::epc:
                    each_in(at(content_, "epcList"), look);
                    break;
                case Role::parent:
                    look(at(content_, "parentID"));
                    break;
                case Role::child:
                    each_in(at(content_, "childEPCs"), look);
                    break;
                case Role::input:
                    each_in(at(content_, "inputEPCList"), look);
                    break;
                case Role::output:
                    each_in(at(content_, "outputEPCList"), look);
                    break;
                case Role::epc_class:
                    classes("quantityList");
                    break;
                case Role::child_class:
                    classes("childQuantityList");
                    break;
                case Role::input_class:
                    classes("inputQuantityList");
                    break;
                case Role::output_class:
                    classes("outputQuantityList");
                    break;
                case Role::transformation:
                    look(at(content_, "transformationID"));
                    break;
                case Role::read_point:
                    look(at(at(content_, "readPoint"), "id"));
                    break;
                case Role::biz_location:
                    look(at(at(content_, "bizLocation"), "id"));
                    break;
                default:
                    break;
            }
        return found;
    }

    bool quantity(const Condition& condition) const {
        bool found = false;
        for (const std::string_view list :
             {"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"})
            each_in(at(content_, list), [&](const Json& one) {
                const auto value = number_of_value(at(one, "quantity"));
                if (!value) return;
                found |= condition.unit.empty() ? compare(*value, condition)
                                                : compare_measured(*value, text(at(one, "uom")), condition);
            });
        return found;
    }

    bool typed(const Condition& condition, std::string_view list, std::string_view name, Vocabulary words)
        const {
        bool found = false;
        each_in(at(content_, list), [&](const Json& one) {
            found |= plain_word(at(one, "type"), words) == condition.field && named(condition, at(one, name));
        });
        return found;
    }

    bool sensor_value(const Condition& condition, const Json& where) const {
        const auto& value = at(where, condition.field);
        if (value.is_null()) return false;
        switch (condition.look) {
            case Look::sensor_time:
                return time(condition, value);
            case Look::sensor_number: {
                const auto number = number_of_value(value);
                if (!number) return false;
                return condition.unit.empty() ? compare(*number, condition)
                                              : compare_measured(*number, text(at(where, "uom")), condition);
            }
            default:
                break;
        }
        if (value.is_boolean()) return among(condition.words, value.get<bool>() ? "true" : "false");
        if (condition.field == "type") return word(condition, value, Vocabulary::measurement);
        return among(condition.words, text(value)) || named(condition, value);
    }

    bool sensor(const Condition& condition) const {
        bool found = false;
        each_in(at(content_, "sensorElementList"), [&](const Json& element) {
            if (condition.look != Look::sensor_number)
                found |= sensor_value(condition, at(element, "sensorMetadata"));
            each_in(at(element, "sensorReport"), [&](const Json& report) {
                found |= sensor_value(condition, report);
            });
        });
        return found;
    }

    template <class Each>
    void each_part(Part part, Each each) const {
        const auto elements = [&](auto inside) { each_in(at(content_, "sensorElementList"), inside); };
        switch (part) {
            case Part::event:
                return each(content_);
            case Part::ilmd:
                return each(at(content_, "ilmd"));
            case Part::error_declaration:
                return each(at(content_, "errorDeclaration"));
            case Part::read_point:
                return each(at(content_, "readPoint"));
            case Part::biz_location:
                return each(at(content_, "bizLocation"));
            case Part::sensor_element:
                return elements(each);
            case Part::sensor_metadata:
                return elements([&](const Json& element) { each(at(element, "sensorMetadata")); });
            case Part::sensor_report:
                return elements([&](const Json& element) { each_in(at(element, "sensorReport"), each); });
        }
    }

    bool is_asked(const Condition& condition, const std::string& key) const {
        return among(condition.names, full_name(key, event_.namespaces));
    }

    bool deep(const Condition& condition, const Json& value) const {
        bool found = false;
        if (value.is_array())
            for (const auto& one : value) found = found || deep(condition, one);
        if (value.is_object())
            for (const auto& [key, inner] : value.items())
                found =
                    found || (is_asked(condition, key) && says(condition, inner)) || deep(condition, inner);
        return found;
    }

    static bool says(const Condition& condition, const Json& value) {
        return condition.test == Test::exists || compare_value(value, condition);
    }

    bool member(const Condition& condition) const {
        bool found = false;
        each_part(condition.part, [&](const Json& part) {
            if (!part.is_object()) return;
            for (const auto& [key, value] : part.items()) {
                if (key.find(':') == std::string::npos) continue;  // only private members have a prefix
                found = found || (condition.inner ? deep(condition, value)
                                                  : is_asked(condition, key) && says(condition, value));
            }
        });
        if (condition.test == Test::exists) return existence(condition, found);
        return found;
    }

    std::vector<std::string> names_in_field(const Condition& condition) const {
        std::vector<std::string> names;
        const auto add = [&](const Json& value) {
            if (value.is_string()) names.push_back(canonical_name(full_name(text(value), event_.namespaces)));
        };
        const auto list = [&](std::string_view of, std::string_view name) {
            each_in(at(content_, of), [&](const Json& one) { add(at(one, name)); });
        };
        const auto& field = condition.field;
        if (field == "readPoint" || field == "bizLocation") add(at(at(content_, field), "id"));
        if (field == "bizStep" || field == "disposition") add(at(content_, field));
        if (field == "bizTransaction") list("bizTransactionList", field);
        if (field == "source") list("sourceList", field);
        if (field == "destination") list("destinationList", field);
        if (field == "epcClass")
            for (const std::string_view of :
                 {"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"})
                list(of, field);
        if (field.empty())
            for (const auto& [key, value] : content_.items())
                if (is_asked(condition, key)) add(value);
        return names;
    }

    bool attribute(const Condition& condition) const {
        std::vector<std::string> wanted;
        for (const auto& word : condition.words) wanted.push_back(attribute_name(word));
        for (const auto& name : names_in_field(condition))
            for (const auto& one : master_(name)) {
                if (condition.test == Test::exists && among(wanted, attribute_name(one.id))) return true;
                if (condition.test == Test::equal &&
                    attribute_name(one.id) == attribute_name(condition.unit) &&
                    among(condition.words, one.value))
                    return true;
            }
        return false;
    }

    const StoredEvent& event_;
    const Json& content_;
    const MasterLookup& master_;
};

}  // namespace

bool matches(const Query& query, const StoredEvent& event, const MasterLookup& master) {
    const Matching matching(event, master);
    return std::ranges::all_of(query.conditions, [&](const Condition& condition) {
        return matching.holds(condition);
    });
}

std::optional<std::string> member_text(const StoredEvent& event, const std::vector<std::string>& names) {
    for (const auto& [key, value] : event.content.items())
        if (key.find(':') != std::string::npos && among(names, full_name(key, event.namespaces)))
            return text_of_value(value);
    return std::nullopt;
}

std::string joined_name(std::string_view name_space, std::string_view local) {
    // XML writes the vocabulary's master data without the colon that JSON-LD has.
    const bool bare = name_space == "urn:epcglobal:cbv:mda";
    return std::string(name_space) + (bare ? ":" : "") + std::string(local);
}

std::string full_name(std::string_view member, const std::map<std::string, std::string>& namespaces) {
    const auto colon = member.find(':');
    if (colon == std::string_view::npos || member.substr(colon).starts_with("://"))
        return std::string(member);
    const auto known = namespaces.find(std::string(member.substr(0, colon)));
    if (known != namespaces.end()) return joined_name(known->second, member.substr(colon + 1));
    return expanded(member, {});
}

}  // namespace chophien::traceability::epcis
