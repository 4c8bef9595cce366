#include "traceability/epcis/xml_writing.hpp"

#include "core/result.hpp"
#include "traceability/epcis/xml_names.hpp"
#include "traceability/epcis/xml_shape.hpp"
#include "traceability/epcis/xml_tree.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace chophien::traceability::epcis {
namespace {

using xml::attribute;
using xml::Count;
using xml::Form;
using xml::Member;
using xml::Place;
using xml::Tag;
using xml::Value;

/// A scalar's text; lists and objects, which no accepted document has in its place, have none.
std::string text_in(const json::Document& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_primitive() && !value.is_null() ? value.dump() : std::string();
}

class Writer {
public:
    Writer(const json::Document& document, XmlWords words) : names_(document), words_(words) {}

    std::string whole(const json::Document& document);

private:
    void object(const std::string& tag, std::string declared, const json::Document& value, Form form);
    void attributes(const json::Document& value, Form form);
    std::set<std::string> private_attributes(const json::Document& value, Form form);
    void elements(const json::Document& value, Form form);
    void private_members(const json::Document& value, Form form);
    void member(const Member& member, const json::Document& value);
    void one(std::string_view tag, const Member& member, const json::Document& value);
    void event(const json::Document& value);
    void header(const json::Document& document);
    void body(const json::Document& document);
    std::string text_of(const Member& member, const json::Document& value) const;

    void open_member(const std::string& name, const json::Document& value, bool inside_private);
    void open(const Tag& tag, std::string marks, const json::Document& value);
    bool as_attributes(const Tag& tag, const std::string& marks, const json::Document& value);
    void literal(const Tag& tag, const json::Document& value);
    void simple(const Tag& tag, const std::string& marks, std::string_view text);
    std::string mark(std::string_view name, std::string_view value);

    void begin(std::string_view tag, std::string_view attributes) {
        out_.append("<").append(tag).append(attributes);
    }

    /// The end of an element whose start tag ended at `start`.
    void end(std::string_view tag, std::size_t start) {
        if (out_.size() == start)
            out_.replace(start - 1, 1, "/>");
        else
            out_.append("</").append(tag).append(">");
    }

    xml::Names names_;
    XmlWords words_;
    std::string out_;
};

std::string Writer::text_of(const Member& member, const json::Document& value) const {
    auto text = text_in(value);
    return member.value == Value::word ? xml::spelled(member.words, text, words_) : text;
}

void Writer::attributes(const json::Document& value, Form form) {
    for (const auto& member : members_of(form)) {
        const auto found = value.find(member.json);
        if (member.place == Place::attribute && found != value.end())
            out_ += attribute(member.xml, text_of(member, *found));
    }
    for (const auto& name : private_attributes(value, form)) out_ += attribute(name, text_in(value[name]));
}

/// Private texts of sensors, as the schema has them; all else is an element.
std::set<std::string> Writer::private_attributes(const json::Document& value, Form form) {
    std::set<std::string> names;
    std::set<std::string> full;
    if (!in_attributes(form)) return names;
    for (const auto& [name, text] : value.items()) {
        if (name.find(':') == std::string::npos || !text.is_string()) continue;
        if (!xml::is_carriable(text_in(text))) continue;
        if (const auto as = names_.attribute(name, false); as && full.insert(*as).second) names.insert(name);
    }
    return names;
}

void Writer::elements(const json::Document& value, Form form) {
    for (const auto& member : members_of(form)) {
        const auto found = value.find(member.json);
        if (found == value.end() || member.place == Place::attribute) continue;
        if (member.place == Place::content)
            xml::escape(out_, text_of(member, *found));
        else
            this->member(member, *found);
    }
    private_members(value, form);
}

void Writer::private_members(const json::Document& value, Form form) {
    const auto attributes = private_attributes(value, form);
    for (const auto& [name, part] : value.items())
        if (name.find(':') != std::string::npos && !attributes.contains(name)) open_member(name, part, false);
}

void Writer::object(const std::string& tag, std::string declared, const json::Document& value, Form form) {
    if (!value.is_object()) return;
    if (form == Form::attribute)  // of master data: its content is as free as a private element's
        return open(
            {tag, attribute("id", text_in(value.value("id", json::Document())))},
            {},
            value.value("attribute", json::Document(""))
        );
    begin(tag, declared);
    attributes(value, form);
    out_ += '>';
    const auto start = out_.size();
    elements(value, form);
    end(tag, start);
}

void Writer::one(std::string_view tag, const Member& member, const json::Document& value) {
    if (member.value == Value::object) return object(std::string(tag), {}, value, member.form);
    simple({std::string(tag), {}}, {}, text_of(member, value));
}

void Writer::member(const Member& member, const json::Document& value) {
    if (member.count != Count::listed) {
        const auto tag = member.form == Form::query_results
                             ? names_.own("epcisq", xml::epcis_query_2) + ":" + std::string(member.xml)
                             : std::string(member.xml);
        if (!value.is_array()) return one(tag, member, value);
        for (const auto& item : value) one(tag, member, item);
        return;
    }
    begin(member.xml, ">");
    const auto start = out_.size();
    for (const auto& item : value) {
        if (member.value == Value::event)
            event(item);
        else
            one(member.item, member, item);
    }
    end(member.xml, start);
}

void Writer::event(const json::Document& value) {
    const auto type = text_in(value.value("type", json::Document()));
    const auto form = xml::event_form(type);
    ensure(form.has_value(), "only events of EPCIS are written");
    const auto mark = names_.mark();
    object(type, names_.enter(value.value("@context", json::Document())), value, *form);
    names_.leave(mark);
}

void Writer::header(const json::Document& document) {
    const auto sbdh = [&](std::string_view name) {
        return names_.own("sbdh", xml::header_namespace) + ":" + std::string(name);
    };
    const auto nested = [&](std::string_view outer, std::string_view inner, const char* member) {
        if (!document.contains(member)) return;
        begin(sbdh(outer), ">");
        simple({sbdh(inner), {}}, {}, text_in(document[member]));
        end(sbdh(outer), 0);
    };
    const auto said =
        std::ranges::any_of(std::array{"sender", "receiver", "instanceIdentifier"}, [&](const char* name) {
            return document.contains(name);
        });
    const auto found = document.find("epcisHeader");
    if (!said && (found == document.end() || found->empty())) return;

    begin("EPCISHeader", ">");
    if (said) {
        begin(sbdh("StandardBusinessDocumentHeader"), ">");
        simple({sbdh("HeaderVersion"), {}}, {}, "1.0");
        nested("Sender", "Identifier", "sender");
        nested("Receiver", "Identifier", "receiver");
        nested("DocumentIdentification", "InstanceIdentifier", "instanceIdentifier");
        end(sbdh("StandardBusinessDocumentHeader"), 0);
    }
    if (found != document.end() && found->contains("epcisMasterData")) {
        begin("extension", ">");
        object("EPCISMasterData", {}, (*found)["epcisMasterData"], Form::master_data);
        end("extension", 0);
    }
    if (found != document.end()) private_members(*found, Form::header);
    end("EPCISHeader", 0);
}

void Writer::body(const json::Document& document) {
    const auto found = document.find("epcisBody");
    if (found == document.end() || !found->is_object()) return;
    if (!found->contains("event")) return object("EPCISBody", {}, *found, Form::body);
    begin("EPCISBody", "><EventList>");
    event((*found)["event"]);
    end("EventList", 0);
    private_members(*found, Form::body);
    end("EPCISBody", 0);
}

std::string Writer::mark(std::string_view name, std::string_view value) {
    return attribute(names_.own("json", xml::json_marks) + ":" + std::string(name), value);
}

void Writer::simple(const Tag& tag, const std::string& marks, std::string_view text) {
    begin(tag.name, tag.declaration + marks + ">");
    const auto start = out_.size();
    xml::escape(out_, text);
    end(tag.name, start);
}

void Writer::literal(const Tag& tag, const json::Document& value) {
    simple(tag, mark("literal", "true"), value.dump(-1, ' ', true));
}

void Writer::open_member(const std::string& name, const json::Document& value, bool inside_private) {
    auto tag = names_.element(name, inside_private);
    if (!tag) {
        const auto quoted = json::Document(name).dump(-1, ' ', true);
        const auto member = names_.own("json", xml::json_marks) + ":member";
        tag = Tag{member, mark("name", std::string_view(quoted).substr(1, quoted.size() - 2))};
    }
    if (!value.is_array()) return open(*tag, {}, value);
    const bool nested = std::ranges::any_of(value, [](const auto& item) { return item.is_array(); });
    if (value.empty() || nested) return literal(*tag, value);
    for (const auto& item : value) open(*tag, value.size() == 1 ? mark("list", "true") : std::string(), item);
}

/// {"#text": "5", "unit": "kg"} is <x unit="kg">5</x> when every part can be an attribute.
bool Writer::as_attributes(const Tag& tag, const std::string& marks, const json::Document& value) {
    const auto text = value.find("#text");
    if (text == value.end() || text_in(*text).empty() || value.size() == 1) return false;
    std::string all;
    std::set<std::string> full;
    for (const auto& [name, part] : value.items()) {
        if (!part.is_string() || !xml::is_carriable(text_in(part))) return false;
        if (name == "#text") continue;
        const auto as = names_.attribute(name, true);
        if (!as || !full.insert(*as).second) return false;
        all += attribute(name, text_in(part));
    }
    const auto content = text_in(*text);
    const bool blanks = xml::trimmed(content).size() != content.size();
    simple(tag, marks + all + (blanks ? attribute("xml:space", "preserve") : ""), content);
    return true;
}

void Writer::open(const Tag& tag, std::string marks, const json::Document& value) {
    const auto xsi = [&](std::string_view name, const std::string& text) {
        return attribute(names_.own("xsi", xml::schema_instance) + ":" + std::string(name), text);
    };
    const auto typed = [&](std::string_view type) {
        const auto name = names_.own("xsd", xml::schema_types) + ":" + std::string(type);
        simple(tag, marks + xsi("type", name), value.dump());
    };
    if (value.is_null()) return simple(tag, marks + xsi("nil", "true"), "");
    if (value.is_boolean()) return typed("boolean");
    if (value.is_number()) return typed(value.is_number_integer() ? "integer" : "double");
    if (value.is_string() && xml::is_carriable(text_in(value))) {
        const auto text = text_in(value);
        const bool blanks = xml::trimmed(text).size() != text.size();
        return simple(tag, marks + (blanks ? attribute("xml:space", "preserve") : ""), text);
    }
    if (!value.is_object() || value.empty())
        return simple(tag, marks + mark("literal", "true"), value.dump(-1, ' ', true));
    if (as_attributes(tag, marks, value)) return;
    begin(tag.name, tag.declaration + marks + ">");
    for (const auto& [name, part] : value.items()) open_member(name, part, true);
    end(tag.name, 0);
}

std::string Writer::whole(const json::Document& document) {
    const auto type = text_in(document.value("type", json::Document()));
    const auto event_form = xml::event_form(type);
    const bool query = type == "EPCISQueryDocument";
    ensure(event_form || query || type == "EPCISDocument", "only documents and events of EPCIS are written");
    auto declared = names_.enter(document.value("@context", json::Document()));
    const auto form = event_form.value_or(Form::document);
    std::string root = type;
    if (!event_form) {
        root = query ? names_.own("epcisq", xml::epcis_query_2) : names_.own("epcis", xml::epcis_2);
        root += ":" + type;
        header(document);
        body(document);
        private_members(document, form);
        if (document.contains("id")) declared += mark("id", text_in(document["id"]));
    } else {
        elements(document, form);
    }
    const auto content = std::move(out_);
    out_ = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    out_ += '\n';
    begin(root, names_.declarations() + declared);
    attributes(document, form);
    out_.append(">").append(content).append("</").append(root).append(">\n");
    return std::move(out_);
}

}  // namespace

std::string document_to_xml(const json::Document& document, XmlWords words) {
    return Writer(document, words).whole(document);
}

}  // namespace chophien::traceability::epcis
