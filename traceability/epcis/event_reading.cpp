#include "traceability/epcis/event_reading.hpp"

#include "traceability/epcis/checking.hpp"
#include "traceability/epcis/event_hash.hpp"
#include "traceability/epcis/sensors.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

struct TypeName {
    EventType type;
    std::string_view name;
};

constexpr std::array type_names{
    TypeName{EventType::object, "ObjectEvent"},
    TypeName{EventType::aggregation, "AggregationEvent"},
    TypeName{EventType::association, "AssociationEvent"},
    TypeName{EventType::transaction, "TransactionEvent"},
    TypeName{EventType::transformation, "TransformationEvent"},
};

const Document* find(const Document& object, std::string_view name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string text_at(const Document& object, std::string_view name) {
    const auto* found = find(object, name);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

Instant time_at(const Document& object, std::string_view name) {
    return instant_from(text_at(object, name)).value_or(Instant{});
}

Action action_of(const std::string& name) {
    if (name == "ADD") return Action::add;
    if (name == "OBSERVE") return Action::observe;
    return name == "DELETE" ? Action::remove : Action::none;
}

std::vector<std::string> expanded_all(const Document& list, const Prefixes& prefixes) {
    std::vector<std::string> out;
    for (const auto& one : list) out.push_back(expanded(one.get_ref<const std::string&>(), prefixes));
    return out;
}

Declaration declaration_from(const Document& sent, const Prefixes& prefixes) {
    Declaration made{time_at(sent, "declarationTime"), expanded(text_at(sent, "reason"), prefixes), {}};
    const auto* ids = find(sent, "correctiveEventIDs");
    if (ids != nullptr && ids->is_string()) made.corrective.push_back(ids->get<std::string>());
    if (ids != nullptr && ids->is_array())
        for (const auto& id : *ids) made.corrective.push_back(id.get<std::string>());
    return made;
}

// The lot number told at birth holds for everything of the event that is of a product (CBV 2.0 §9.2).
void mention_lots(Event& event, const Prefixes& prefixes) {
    const auto* ilmd = find(event.content, "ilmd");
    if (ilmd == nullptr) return;
    std::string number;
    for (const auto& [name, value] : ilmd->items())
        if (value.is_string() && expanded(name, prefixes) == "urn:epcglobal:cbv:mda:lotNumber")
            number = value.get<std::string>();
    if (number.empty()) return;
    const bool born_as_output = event.type == EventType::transformation;
    const auto before = event.mentions.size();
    for (std::size_t at = 0; at < before; ++at) {
        const auto role = event.mentions[at].role;
        const bool born = born_as_output ? role == Role::output || role == Role::output_class
                                         : role == Role::epc || role == Role::epc_class;
        if (!born) continue;
        if (auto lot = lot_name(event.mentions[at].name, number); !lot.empty())
            event.mentions.push_back({Role::lot, std::move(lot)});
    }
}

// Each mention once, the first of equal ones kept in its place.
void without_repetition(std::vector<Mention>& mentions) {
    std::vector<const Mention*> sorted;
    sorted.reserve(mentions.size());
    for (const auto& one : mentions) sorted.push_back(&one);
    const auto key = [](const Mention* one) {
        return std::tie(one->name, one->role, one->kind, one->quantity, one->unit, one->of);
    };
    std::ranges::stable_sort(sorted, [&](const Mention* left, const Mention* right) {
        return key(left) < key(right);
    });
    std::vector<bool> again(mentions.size());
    bool any = false;
    for (std::size_t at = 1; at < sorted.size(); ++at)
        if (key(sorted[at - 1]) == key(sorted[at]))
            again[static_cast<std::size_t>(sorted[at] - mentions.data())] = any = true;
    if (!any) return;
    std::size_t at = 0;
    std::erase_if(mentions, [&](const Mention&) { return again[at++]; });
}

void fill(Event& event, const Prefixes& prefixes) {
    const auto& content = event.content;
    event.action = action_of(text_at(content, "action"));
    event.time = time_at(content, "eventTime");
    event.zone_offset = text_at(content, "eventTimeZoneOffset");
    event.event_id = text_at(content, "eventID");
    event.biz_step = expanded(text_at(content, "bizStep"), prefixes);
    event.disposition = expanded(text_at(content, "disposition"), prefixes);
    if (const auto* persistent = find(content, "persistentDisposition")) {
        if (const auto* set = find(*persistent, "set")) event.set_dispositions = expanded_all(*set, prefixes);
        if (const auto* unset = find(*persistent, "unset"))
            event.unset_dispositions = expanded_all(*unset, prefixes);
    }
    if (const auto* declaration = find(content, "errorDeclaration"))
        event.declaration = declaration_from(*declaration, prefixes);
    mention_lots(event, prefixes);
    without_repetition(event.mentions);
    event.hash = event_hash(content, event.namespaces);
}

}  // namespace

ReadEvent read_event_in(
    const Document& sent, std::string pointer, const Context& around, const ReadingRules& rules
) {
    ReadEvent read;
    if (!sent.is_object()) {
        read.faults.push_back({std::move(pointer), "An event is an object.", shown(sent)});
        return read;
    }
    Context own;
    const auto* context = &around;
    if (const auto* declared = find(sent, "@context")) {
        own = around;
        read_context(*declared, pointer + "/@context", own, read.faults);
        context = &own;
    }
    if (!context->epcis)
        read.faults.push_back({pointer + "/@context", "The EPCIS context is among the contexts.", {}});
    const auto type = text_at(sent, "type");
    const auto* known = std::ranges::find(type_names, type, &TypeName::name);
    if (known == type_names.end()) {
        read.faults.push_back({pointer + "/type", "The type is one of the five events of EPCIS 2.0.", type});
        return read;
    }
    auto& event = read.event.emplace();
    event.type = known->type;
    event.content = sent;
    event.content.erase("@context");
    Checking checking(context->prefixes, pointer, read.faults, &event, rules.strict_check_digits);
    checking.structure(event.content, event_structure);
    event.content.erase("recordTime");
    if (read.faults.empty()) fill(event, context->prefixes);
    check_together(event, pointer, rules, read.faults);
    if (read.faults.empty()) check_sensors(event, pointer, rules, read.faults);
    if (!read.faults.empty()) read.event.reset();
    return read;
}

}  // namespace chophien::traceability::epcis
