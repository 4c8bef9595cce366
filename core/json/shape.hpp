// The one declaration of a JSON object's form. From it come the parser with all its violations (reader.hpp),
// the writer (writer.hpp) and the JSON Schema (schema.hpp).
//
//     template <> struct json::Shape<PlaceOrder> {
//         static constexpr std::string_view name = "PlaceOrder";
//         static constexpr auto fields = std::tuple{
//             field("offer", &PlaceOrder::offer, "The offer being bought."),
//             field("quantity", &PlaceOrder::quantity, above_zero, "How many sales units."),
//             field("note", &PlaceOrder::note, characters(0, 500), "Words for the seller.")};
//     };
//
// std::optional means "may be absent"; so does std::vector with no items(1, n) rule. Enums map to text in one
// Names table each. Members the shape does not name are refused, unless the reader is told to pass them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace chophien::json {

template <class T>
struct Shape;

template <class T>
concept Shaped = requires {
    Shape<T>::fields;
};

/// The words of an enum: `static constexpr std::array of{std::pair{State::placed,
/// std::string_view("placed")}, …};`
template <class E>
struct Names;

template <class E>
concept Named = requires {
    Names<E>::of;
};

template <Named E>
constexpr std::string_view name_of(E value) {
    for (const auto& [known, name] : Names<E>::of)
        if (known == value) return name;
    return "?";
}

template <Named E>
constexpr std::optional<E> from_name(std::string_view text) {
    for (const auto& [known, name] : Names<E>::of)
        if (name == text) return known;
    return std::nullopt;
}

/// A body that is no text, as a picture's file.
struct Bytes {
    std::string octets;
};

// Rules. Each bounds one value; what it bounds is its type's matter.

/// A number or amount from least to most, both included; for Decimal in whole units.
struct Between {
    std::int64_t least;
    std::int64_t most;
};

constexpr Between between(std::int64_t least, std::int64_t most) { return {least, most}; }

constexpr Between at_least(std::int64_t least) { return {least, INT64_MAX}; }

/// A number, amount or quantity over zero.
struct AboveZero {};

inline constexpr AboveZero above_zero{};

/// Length in code points, after normalisation.
struct Characters {
    std::size_t least;
    std::size_t most;
};

constexpr Characters characters(std::size_t least, std::size_t most) { return {least, most}; }

/// How many elements a list has.
struct Items {
    std::size_t least;
    std::size_t most;
};

constexpr Items items(std::size_t least, std::size_t most) { return {least, most}; }

/// No line breaks or tabs; outer blanks and runs of blanks are tidied away before the length is counted.
struct OneLine {};

inline constexpr OneLine one_line{};

/// ASCII letters, digits and the signs given.
struct AsciiCode {
    std::string_view signs;
};

constexpr AsciiCode ascii_code(std::string_view signs = "") { return {signs}; }

/// Never written into answers or logs (passwords).
struct Secret {};

inline constexpr Secret secret{};

template <class Owner, class Member, class Rules>
struct Field {
    std::string_view name;
    Member Owner::*member;
    Rules rules;
    std::string_view about;

    using Value = Member;
};

namespace detail {

template <class Owner, class Member, class Tuple, std::size_t... At>
constexpr auto
field_from(std::string_view name, Member Owner::*member, const Tuple& words, std::index_sequence<At...>) {
    using Rules = std::tuple<std::tuple_element_t<At, Tuple>...>;
    return Field<Owner, Member, Rules>{
        name, member, Rules{std::get<At>(words)...}, std::string_view(std::get<sizeof...(At)>(words))};
}

}  // namespace detail

/// field(name, member, rules…, what it means in one sentence)
template <class Owner, class Member, class... Words>
constexpr auto field(std::string_view name, Member Owner::*member, Words... words) {
    return detail::field_from(
        name, member, std::tuple<Words...>{words...}, std::make_index_sequence<sizeof...(Words) - 1>{}
    );
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class Rule, class... Rules>
constexpr bool has_rule(const std::tuple<Rules...>&) {
    return (std::is_same_v<Rule, Rules> || ...);
}

}  // namespace chophien::json
