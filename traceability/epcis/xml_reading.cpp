#include "traceability/epcis/xml_reading.hpp"

#include "core/result.hpp"
#include "traceability/epcis/xml_gate.hpp"
#include "traceability/epcis/xml_shape.hpp"
#include "traceability/epcis/xml_tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability::epcis {
namespace {

using xml::Count;
using xml::Form;
using xml::Inside;
using xml::Member;
using xml::Name;
using xml::Place;
using xml::Value;

constexpr std::string_view context = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";

/// Descends from the root; the recursion is as deep as the gate let elements nest.
class Reader {
public:
    explicit Reader(const XmlLimits& limits) : limits_(limits) {}

    json::Document root(pugi::xml_node element);

    std::vector<Fault> faults() { return std::move(tree_.faults); }

private:
    json::Document object(pugi::xml_node element, Form form);
    void attributes(pugi::xml_node element, Form form, json::Document& into);
    void children(pugi::xml_node element, Form form, json::Document& into, bool wrapped);
    void member(pugi::xml_node element, const Member& member, json::Document& into);
    json::Document list(pugi::xml_node element, const Member& member);
    void events(pugi::xml_node list, json::Document& into);
    json::Document event(pugi::xml_node element, Form form);
    json::Document value(pugi::xml_node element, const Member& member);
    json::Document scalar(pugi::xml_node at, const Member& member, std::string_view text);
    std::string word(xml::Vocabulary vocabulary, std::string_view text);
    void header(pugi::xml_node element);
    void in_order(pugi::xml_node element, Form form);

    const XmlLimits& limits_;
    xml::Tree tree_;
    json::Document envelope_ = json::Document::object();  ///< what the header says of the whole document
};

bool is_standard(const Name& name) { return name.space.empty() || xml::is_structural(name.space); }

/// EPCIS 1.x had no room for what came later but inside these.
bool is_wrapper(const Name& name) {
    return is_standard(name) && (name.local == "extension" || name.local == "baseExtension");
}

std::string word_with_prefix(const xml::Scope& scope, xml::Prefixes& prefixes, std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::string(text);
    const auto space = scope.space_of(text.substr(0, colon));
    if (!space || space->empty() || xml::is_structural(*space)) return std::string(text);
    return prefixes.of(*space, text.substr(0, colon)) + std::string(text.substr(colon));
}

/// bizstep words and their like: bare when standard, else with the prefix that the JSON context declares.
std::string Reader::word(xml::Vocabulary vocabulary, std::string_view text) {
    if (const auto bare = xml::bare_word(vocabulary, text)) return std::string(*bare);
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        const auto prefix = text.substr(0, colon);
        auto space = tree_.scope.space_of(prefix);
        if (!space) space = xml::namespace_known_as(prefix);
        if (space) {
            const auto address = std::string(*space).append(text.substr(colon + 1));
            if (const auto bare = xml::bare_word(vocabulary, address)) return std::string(*bare);
        }
    }
    return word_with_prefix(tree_.scope, tree_.prefixes, text);
}

json::Document Reader::scalar(pugi::xml_node at, const Member& member, std::string_view text) {
    text = xml::trimmed(text);
    if (member.value == Value::word) return word(member.words, text);
    if (member.value == Value::time) return xml::with_seconds(text);
    if (member.value == Value::number) {
        if (auto number = xml::number_of(text)) return *std::move(number);
        tree_.wrong(at, fmt::format("{} is not a number.", member.xml), text);
    }
    if (member.value == Value::boolean) {
        if (const auto truth = xml::boolean_of(text)) return *truth;
        tree_.wrong(at, fmt::format("{} is neither true nor false.", member.xml), text);
    }
    return text;
}

json::Document Reader::value(pugi::xml_node element, const Member& member) {
    if (member.value == Value::object) return object(element, member.form);
    if (xml::has_elements(element))
        tree_.wrong(element, fmt::format("{} holds elements where text belongs.", element.name()));
    return scalar(element, member, xml::text_of(element));
}

json::Document Reader::list(pugi::xml_node element, const Member& member) {
    auto items = json::Document::array();
    if (member.value == Value::event) {
        events(element, items);
        return items;
    }
    for (const auto child : element.children()) {
        if (child.type() != pugi::node_element) continue;
        const Inside inside(tree_, child);
        const auto name = tree_.scope.name_of(child);
        if (!is_standard(name) || name.local != member.item)
            tree_.wrong(child, fmt::format("{} holds only {}.", member.xml, member.item), child.name());
        else
            items.push_back(value(child, member));
    }
    return items;
}

void Reader::member(pugi::xml_node element, const Member& member, json::Document& into) {
    if (xml::is_nil(tree_.scope, element)) return;
    const std::string name(member.json);
    if (member.count == Count::repeated) {
        auto& all = into[name];
        if (!all.is_array()) all = json::Document::array();
        all.push_back(value(element, member));
    } else if (member.count == Count::some) {
        xml::add(into, name, value(element, member));
    } else if (into.contains(name)) {
        tree_.wrong(element, fmt::format("{} stands twice.", member.xml));
    } else {
        into[name] = member.count == Count::listed ? list(element, member) : value(element, member);
    }
}

void Reader::attributes(pugi::xml_node element, Form form, json::Document& into) {
    for (const auto attribute : element.attributes()) {
        if (xml::is_declaration(attribute)) continue;
        const auto name = tree_.scope.name_of(attribute);
        if (name.space == xml::schema_instance || name.space == xml::xml_itself) continue;
        if (name.space == xml::json_marks) {
            if (form == Form::document && name.local == "id") envelope_["id"] = attribute.value();
        } else if (!is_standard(name)) {
            xml::add(into, tree_.member_name(name, attribute.name()), attribute.value());
        } else if (const auto* known = member_of(form, Place::attribute, name.local)) {
            into[std::string(known->json)] = scalar(element, *known, attribute.value());
        } else if (form != Form::document) {  // envelopes carry dates and marks of their makers' own
            tree_.wrong(
                element,
                fmt::format("{} is not an attribute of {}.", attribute.name(), element.name()),
                attribute.value()
            );
        }
    }
}

void Reader::children(pugi::xml_node element, Form form, json::Document& into, bool wrapped) {
    for (const auto child : element.children()) {
        if (child.type() != pugi::node_element) {
            const bool text = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
            const bool belongs = !wrapped && member_of(form, Place::content, "") != nullptr;
            if (text && !belongs && !xml::trimmed(child.value()).empty())
                tree_.wrong(element, fmt::format("{} holds stray text.", element.name()), child.value());
            continue;
        }
        const Inside inside(tree_, child);
        const auto name = tree_.scope.name_of(child);
        if (name.space == xml::header_namespace && form == Form::header) {
            header(child);
        } else if (!is_standard(name)) {
            xml::add_open_member(tree_, child, name, into);
        } else if (const auto* known = member_of(form, Place::element, name.local)) {
            member(child, *known, into);
        } else if (is_wrapper(name)) {
            children(child, form, into, true);
        } else {
            tree_.wrong(child, fmt::format("{} does not belong into {}.", child.name(), element.name()));
        }
    }
}

json::Document Reader::object(pugi::xml_node element, Form form) {
    auto into = json::Document::object();
    const auto* content = member_of(form, Place::content, "");
    if (content != nullptr && content->value == Value::open) {
        // Of master data: the id is an attribute, the rest is as free as a private element.
        into["id"] = xml::trimmed(element.attribute("id").value());
        into[std::string(content->json)] = xml::open_value(tree_, element, "id");
        return into;
    }
    attributes(element, form, into);
    children(element, form, into, false);
    if (content != nullptr)
        into[std::string(content->json)] = scalar(element, *content, xml::text_of(element));
    return into;
}

/// Where the event's own children stand; those in wrappers have places of their own in 1.x.
void Reader::in_order(pugi::xml_node element, Form form) {
    const auto members = members_of(form);
    std::size_t furthest = 0;
    bool acted = false;
    for (const auto child : element.children()) {
        if (child.type() != pugi::node_element) continue;
        const Inside inside(tree_, child);
        const auto name = tree_.scope.name_of(child);
        if (is_wrapper(name)) continue;
        const auto* known = is_standard(name) ? member_of(form, Place::element, name.local) : nullptr;
        if (acted && known != nullptr && known->json == "eventTime")
            return tree_.wrong(child, "eventTime comes before action.");
        acted = acted || (known != nullptr && known->json == "action");
        if (!limits_.strict_order) continue;
        const auto place =
            known == nullptr ? members.size() : static_cast<std::size_t>(known - members.data());
        if (place < furthest)
            return tree_.wrong(child, fmt::format("{} comes after what it belongs before.", child.name()));
        furthest = place;
    }
}

json::Document Reader::event(pugi::xml_node element, Form form) {
    in_order(element, form);
    auto event = object(element, form);
    event["type"] = std::string(tree_.scope.name_of(element).local);
    if (form != Form::quantity_event) return event;
    auto quantity = json::Document::object();
    for (const auto* name : {"epcClass", "quantity"}) {
        if (event.contains(name)) quantity[name] = std::move(event[name]);
        event.erase(name);
    }
    event["type"] = "ObjectEvent";
    event["action"] = "OBSERVE";
    event["quantityList"] = json::Document::array({std::move(quantity)});
    return event;
}

void Reader::events(pugi::xml_node list, json::Document& into) {
    for (const auto child : list.children()) {
        if (child.type() != pugi::node_element) continue;
        const Inside inside(tree_, child);
        const auto name = tree_.scope.name_of(child);
        const auto form = is_standard(name) ? xml::event_form(name.local) : std::nullopt;
        if (form)
            into.push_back(event(child, *form));
        else if (is_wrapper(name))
            events(child, into);
        else
            tree_.wrong(child, fmt::format("{} is not an event.", child.name()));
    }
}

/// The Standard Business Document Header: who sent it to whom, and the message's own number.
void Reader::header(pugi::xml_node element) {
    const auto local = [](pugi::xml_node node) {
        const std::string_view name = node.name();
        return name.substr(name.find(':') + 1);
    };
    const auto below = [&](pugi::xml_node node, std::string_view name) {
        return node.find_child([&](pugi::xml_node child) { return local(child) == name; });
    };
    const auto take = [&](std::string_view part, std::string_view item, const char* member) {
        const auto found = below(below(element, part), item);
        if (const auto text = xml::text_of(found); found && !xml::trimmed(text).empty())
            envelope_[member] = xml::trimmed(text);
    };
    take("Sender", "Identifier", "sender");
    take("Receiver", "Identifier", "receiver");
    take("DocumentIdentification", "InstanceIdentifier", "instanceIdentifier");
}

json::Document Reader::root(pugi::xml_node element) {
    const Inside inside(tree_, element);
    const auto name = tree_.scope.name_of(element);
    const auto form = is_standard(name) ? xml::event_form(name.local) : std::nullopt;
    auto document = json::Document::object();
    if (form) {
        // A lone event carries what a document would say of it; the JSON event has no place for that.
        element.remove_attribute("schemaVersion");
        element.remove_attribute("creationDate");
        document = event(element, *form);
    } else if (is_standard(name) && (name.local == "EPCISDocument" || name.local == "EPCISQueryDocument")) {
        document = object(element, Form::document);
        document["type"] = std::string(name.local);
        const auto version = document.value("schemaVersion", "");
        if (version == "1" || version.starts_with("1.")) document["schemaVersion"] = "2.0";
        if (!document.contains("epcisBody")) tree_.wrong(element, "EPCISBody is missing.");
        document.update(envelope_);
        if (const auto header = document.find("epcisHeader"); header != document.end() && header->empty())
            document.erase(header);
    } else {
        tree_.wrong(
            element,
            "The root is neither an EPCISDocument, an EPCISQueryDocument nor an event.",
            element.name()
        );
    }
    auto& contexts = document["@context"] = json::Document::array({context});
    if (!tree_.prefixes.declared().empty()) contexts.push_back(tree_.prefixes.declared());
    return document;
}

std::size_t depth_of(const json::Document& value) {
    std::size_t deepest = 0;
    if (value.is_structured())
        for (const auto& part : value) deepest = std::max(deepest, depth_of(part));
    return value.is_structured() ? deepest + 1 : 0;
}

FromXml fault(Fault what) { return {std::nullopt, {std::move(what)}}; }

}  // namespace

FromXml document_from_xml(std::string_view bytes, const XmlLimits& limits) {
    auto text = xml::passed(bytes, limits);
    if (!text) return fault(std::move(text.error()));
    pugi::xml_document tree;
    const auto parsed = tree.load_buffer_inplace(
        text->data(), text->size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8
    );
    if (!parsed) return fault({fmt::format("byte {}", parsed.offset), parsed.description(), {}});

    Reader reader(limits);
    auto document = reader.root(tree.document_element());
    auto faults = reader.faults();
    if (!faults.empty()) return {std::nullopt, std::move(faults)};
    if (depth_of(document) > json::deepest)
        return fault(
            {xml::path_of(tree.document_element()),
             fmt::format("The document nests deeper than {} levels.", json::deepest),
             {}}
        );
    return {std::move(document), {}};
}

}  // namespace chophien::traceability::epcis
