// JSON Schema (2020-12, as OpenAPI 3.1 uses it) of shaped structs.
#pragma once

#include "core/json/reader.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace chophien::json {

/// Collects the schemas of named shapes, each once, for #/components/schemas.
class SchemaBook {
public:
    template <class T>
    Document of();

    const std::map<std::string, Document>& named() const { return named_; }

    template <Shaped T>
    Document object_of();

private:
    std::map<std::string, Document> named_;
};

namespace detail {

template <class T>
struct SchemaOf;  // one for each sort of value

template <>
struct SchemaOf<bool> {
    static Document of(SchemaBook&) { return {{"type", "boolean"}}; }
};

template <>
struct SchemaOf<std::int64_t> {
    static Document of(SchemaBook&) { return {{"type", "integer"}, {"format", "int64"}}; }
};

template <>
struct SchemaOf<std::int32_t> {
    static Document of(SchemaBook&) { return {{"type", "integer"}, {"format", "int32"}}; }
};

template <>
struct SchemaOf<std::string> {
    static Document of(SchemaBook&) { return {{"type", "string"}}; }
};

template <>
struct SchemaOf<Bytes> {
    static Document of(SchemaBook&) { return {{"type", "string"}, {"format", "binary"}}; }
};

template <>
struct SchemaOf<Money> {
    static Document of(SchemaBook&);
};

template <>
struct SchemaOf<Decimal> {
    static Document of(SchemaBook&);
};

template <>
struct SchemaOf<const Unit*> {
    static Document of(SchemaBook&);
};

template <>
struct SchemaOf<Quantity> {
    static Document of(SchemaBook&);
};

template <>
struct SchemaOf<Instant> {
    static Document of(SchemaBook&) { return {{"type", "string"}, {"format", "date-time"}}; }
};

template <>
struct SchemaOf<Day> {
    static Document of(SchemaBook&) { return {{"type", "string"}, {"format", "date"}}; }
};

template <>
struct SchemaOf<Document> {
    static Document of(SchemaBook&) { return Document::object(); }
};

template <class Of>
struct SchemaOf<Id<Of>> {
    static Document of(SchemaBook&) {
        return {{"type", "string"}, {"pattern", "^" + std::string(Of::prefix) + "_[0-9a-z]{13}$"}};
    }
};

template <class T>
struct SchemaOf<std::optional<T>> {
    static Document of(SchemaBook& book) { return SchemaOf<T>::of(book); }
};

template <class T>
struct SchemaOf<std::vector<T>> {
    static Document of(SchemaBook& book) { return {{"type", "array"}, {"items", SchemaOf<T>::of(book)}}; }
};

template <Named E>
struct SchemaOf<E> {
    static Document of(SchemaBook&) {
        Document names = Document::array();
        for (const auto& [value, name] : Names<E>::of) names.push_back(name);
        return {{"type", "string"}, {"enum", names}};
    }
};

template <Shaped T>
struct SchemaOf<T> {
    static Document of(SchemaBook& book) { return book.object_of<T>(); }
};

inline void add_rule(Document& schema, Between rule) {
    if (schema.value("type", "") != "integer") return;
    schema["minimum"] = rule.least;
    if (rule.most != INT64_MAX) schema["maximum"] = rule.most;
}

inline void add_rule(Document& schema, AboveZero) {
    if (schema.value("type", "") == "integer") schema["minimum"] = 1;
}

inline void add_rule(Document& schema, Characters rule) {
    if (schema.value("type", "") != "string") return;
    if (rule.least > 0) schema["minLength"] = rule.least;
    schema["maxLength"] = rule.most;
}

inline void add_rule(Document& schema, Items rule) {
    if (rule.least > 0) schema["minItems"] = rule.least;
    schema["maxItems"] = rule.most;
}

inline void add_rule(Document&, OneLine) {}

inline void add_rule(Document&, AsciiCode) {}

inline void add_rule(Document& schema, Secret) { schema["writeOnly"] = true; }

}  // namespace detail

template <class T>
Document SchemaBook::of() {
    return detail::SchemaOf<T>::of(*this);
}

/// The schema of one field with its rules and sentence.
template <class F>
Document schema_of_field(const F& field, SchemaBook& book) {
    Document schema = book.of<typename F::Value>();
    std::apply([&](const auto&... rules) { (detail::add_rule(schema, rules), ...); }, field.rules);
    if (!field.about.empty()) schema["description"] = std::string(field.about);
    return schema;
}

/// True when the field must be sent.
template <class F>
bool is_required(const F& field) {
    return !detail::may_be_absent<typename F::Value>(field.rules);
}

template <Shaped T>
Document SchemaBook::object_of() {
    const std::string name(Shape<T>::name);
    if (!named_.contains(name)) {
        named_[name] = Document::object();  // a shape that contains itself finds this
        Document properties = Document::object();
        Document required = Document::array();
        std::apply(
            [&](const auto&... fields) {
                [[maybe_unused]] const auto one = [&](const auto& field) {
                    properties[std::string(field.name)] = schema_of_field(field, *this);
                    if (is_required(field)) required.push_back(std::string(field.name));
                };
                (one(fields), ...);
            },
            Shape<T>::fields
        );
        Document schema{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
        if (!required.empty()) schema["required"] = required;
        named_[name] = schema;
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace chophien::json
