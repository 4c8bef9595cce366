// From shaped structs to JSON text, straight into a string.
#pragma once

#include "core/clock.hpp"
#include "core/id.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace chophien::json {

void write(std::string& out, bool value);
void write(std::string& out, std::int64_t value);
void write(std::string& out, std::string_view value);  ///< quoted and escaped; expects valid UTF-8
void write(std::string& out, Money value);
void write(std::string& out, Decimal value);
void write(std::string& out, const Unit* value);  ///< its code
void write(std::string& out, const Quantity& value);
void write(std::string& out, Instant value);
void write(std::string& out, Day value);
void write(std::string& out, const nlohmann::json& value);

inline void write(std::string& out, const std::string& value) { write(out, std::string_view(value)); }

inline void write(std::string& out, std::int32_t value) { write(out, std::int64_t{value}); }

inline void write(std::string& out, const char* value) { write(out, std::string_view(value)); }

template <class Of>
void write(std::string& out, Id<Of> value) {
    write(out, std::string_view(text_of(value)));
}

template <Named E>
void write(std::string& out, E value) {
    write(out, name_of(value));
}

template <Shaped T>
void write(std::string& out, const T& value);

template <class T>
void write(std::string& out, const std::vector<T>& values) {
    out += '[';
    bool first = true;
    for (const auto& value : values) {
        if (!first) out += ',';
        first = false;
        write(out, value);
    }
    out += ']';
}

namespace detail {

template <class T>
void write_member(std::string& out, bool& first, std::string_view name, const T& value) {
    if constexpr (is_optional<T>) {
        if (value) write_member(out, first, name, *value);
    } else {
        if (!first) out += ',';
        first = false;
        out += '"';
        out += name;
        out += "\":";
        write(out, value);
    }
}

}  // namespace detail

template <Shaped T>
void write(std::string& out, const T& value) {
    out += '{';
    bool first = true;
    std::apply(
        [&](const auto&... fields) {
            [[maybe_unused]] const auto one = [&](const auto& field) {
                if constexpr (!has_rule<Secret>(decltype(field.rules){}))
                    detail::write_member(out, first, field.name, value.*field.member);
            };
            (one(fields), ...);
        },
        Shape<T>::fields
    );
    out += '}';
}

template <class T>
std::string text_of(const T& value) {
    std::string out;
    write(out, value);
    return out;
}

}  // namespace chophien::json
