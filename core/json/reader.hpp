// From JSON text to shaped structs, with every violation at once.
#pragma once

#include "core/clock.hpp"
#include "core/id.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace chophien::json {

using Document = nlohmann::json;

inline constexpr std::size_t deepest = 32;  ///< levels of nesting; more is refused before anything is built

inline constexpr Refusal malformed{
    "json/malformed", Kind::invalid, {"Nội dung không phải JSON hợp lệ.", "The body is not valid JSON."}};
inline constexpr Refusal not_as_described{
    "json/not-as-described",
    Kind::invalid,
    {"Nội dung không đúng mô tả; xem từng điểm sai.",
     "The content is not as described; see each violation."}};
inline constexpr std::array refusals{&malformed, &not_as_described};

/// Parses one JSON value. Refuses (malformed, saying where): bad syntax, bad UTF-8, more than `deepest`
/// levels, a member named twice in one object, numbers out of range, anything after the value.
Result<Document> parse(std::string_view text);

/// Members that a shape does not name.
enum class Unknown : std::uint8_t { refused, passed };

/// Where the reader stands and what it found wrong so far.
class Reading {
public:
    /// `from_text`: values came as text, from a path or query, so "5" may be a number and "true" a boolean.
    explicit Reading(bool from_text = false, Unknown unknown = Unknown::refused)
        : from_text_(from_text), unknown_(unknown) {}

    Unknown unknown() const { return unknown_; }

    bool from_text() const { return from_text_; }

    void wrong(std::string_view code, std::string vi, std::string en);
    void enter(std::string_view member);
    void enter(std::size_t index);
    void leave();

    std::vector<Violation> take() { return std::move(violations_); }

    bool clean() const { return violations_.empty(); }

private:
    std::string pointer_;
    std::vector<std::size_t> depths_;
    std::vector<Violation> violations_;
    bool from_text_;
    Unknown unknown_;
};

// One `read` for each sort of value: true when `into` holds it, else the violations say why.
bool read(const Document& from, bool& into, Reading& at);
bool read(const Document& from, std::int64_t& into, Reading& at);
bool read(const Document& from, std::int32_t& into, Reading& at);
bool read(const Document& from, std::string& into, Reading& at);  ///< NFC; control characters refused
bool read(const Document& from, Money& into, Reading& at);        ///< 0 to Money::limit
bool read(const Document& from, Decimal& into, Reading& at);      ///< text "2.5", or a whole JSON number
bool read(const Document& from, const Unit*& into, Reading& at);
bool read(const Document& from, Quantity& into, Reading& at);
bool read(const Document& from, Instant& into, Reading& at);
bool read(const Document& from, Day& into, Reading& at);
bool read(const Document& from, Document& into, Reading& at);
bool read(const Document& from, Bytes& into, Reading& at);  ///< only from a body sent as it is

/// A list as a query carries it, "a,b,c", as a JSON array of texts.
Document listed(const Document& text);
bool read_id(const Document& from, std::string_view prefix, std::uint64_t& into, Reading& at);
void not_one_of(const std::vector<std::string_view>& names, Reading& at);
void missing(Reading& at);
void wrong_type(std::string_view wanted_vi, std::string_view wanted_en, Reading& at);
/// Reports members the shape does not know.
void unknown_members(const Document& from, const std::vector<std::string_view>& known, Reading& at);

template <class Of>
bool read(const Document& from, Id<Of>& into, Reading& at) {
    return read_id(from, Of::prefix, into.number, at);
}

template <Named E>
bool read(const Document& from, E& into, Reading& at) {
    if (from.is_string()) {
        if (const auto known = from_name<E>(from.get_ref<const std::string&>())) {
            into = *known;
            return true;
        }
    }
    std::vector<std::string_view> names;
    for (const auto& [value, name] : Names<E>::of) names.push_back(name);
    not_one_of(names, at);
    return false;
}

template <Shaped T>
bool read(const Document& from, T& into, Reading& at);

template <class T>
bool read(const Document& from, std::optional<T>& into, Reading& at) {
    if (from.is_null()) {
        into.reset();
        return true;
    }
    return read(from, into.emplace(), at);
}

template <class T>
bool read(const Document& from, std::vector<T>& into, Reading& at) {
    if (at.from_text() && from.is_string()) return read(listed(from), into, at);
    if (!from.is_array()) {
        wrong_type("một danh sách", "a list", at);
        return false;
    }
    bool good = true;
    for (std::size_t index = 0; index < from.size(); ++index) {
        at.enter(index);
        T element{};
        if (read(from[index], element, at)) {
            into.push_back(std::move(element));
        } else {
            good = false;
        }
        at.leave();
    }
    return good;
}

// Rules, applied to a value that was read.
void check(std::int64_t value, Between rule, Reading& at);
void check(const Money& value, Between rule, Reading& at);
void check(const Decimal& value, Between rule, Reading& at);
void check(std::int64_t value, AboveZero rule, Reading& at);
void check(const Money& value, AboveZero rule, Reading& at);
void check(const Decimal& value, AboveZero rule, Reading& at);
void check(std::string& value, Characters rule, Reading& at);
void check(std::string& value, OneLine rule, Reading& at);  ///< also tidies the value
void check(const std::string& value, AsciiCode rule, Reading& at);
void check_items(std::size_t count, Items rule, Reading& at);

inline void check(const Quantity& value, AboveZero rule, Reading& at) { check(value.value, rule, at); }

inline void check(std::string&, Secret, Reading&) {}

template <class T>
void check(std::vector<T>& value, Items rule, Reading& at) {
    check_items(value.size(), rule, at);
}

template <class T, class Rule>
void check(std::vector<T>& value, Rule rule, Reading& at) {
    for (std::size_t index = 0; index < value.size(); ++index) {
        at.enter(index);
        check(value[index], rule, at);
        at.leave();
    }
}

template <class T, class Rule>
void check(std::optional<T>& value, Rule rule, Reading& at) {
    if (value) check(*value, rule, at);
}

namespace detail {

constexpr bool needs_items(Items rule) { return rule.least > 0; }

template <class Rule>
constexpr bool needs_items(const Rule&) {
    return false;
}

template <class T>
constexpr bool may_be_absent(const auto& rules) {
    if constexpr (is_optional<T>)
        return true;
    else if constexpr (is_vector<T>)
        return !std::apply([](const auto&... rule) { return (needs_items(rule) || ... || false); }, rules);
    else
        return false;
}

}  // namespace detail

template <Shaped T>
bool read(const Document& from, T& into, Reading& at) {
    if (!from.is_object()) {
        wrong_type("một đối tượng", "an object", at);
        return false;
    }
    bool good = true;
    std::vector<std::string_view> known;
    std::apply(
        [&](const auto&... fields) {
            [[maybe_unused]] const auto one = [&](const auto& field) {
                known.push_back(field.name);
                at.enter(field.name);
                auto& value = into.*field.member;
                using Value = std::remove_cvref_t<decltype(value)>;
                const auto found = from.find(field.name);
                if (found == from.end()) {
                    if (!detail::may_be_absent<Value>(field.rules)) {
                        missing(at);
                        good = false;
                    }
                } else if (read(*found, value, at)) {
                    std::apply([&](const auto&... rules) { (check(value, rules, at), ...); }, field.rules);
                } else {
                    good = false;
                }
                at.leave();
            };
            (one(fields), ...);
        },
        Shape<T>::fields
    );
    if (at.unknown() == Unknown::refused) unknown_members(from, known, at);
    return good && at.clean();
}

/// Reads a whole document as T or says everything that is wrong with it.
template <class T>
Result<T> as(const Document& from, bool from_text = false, Unknown unknown = Unknown::refused) {
    Reading at(from_text, unknown);
    T into{};
    read(from, into, at);
    if (!at.clean()) return refuse(not_as_described, at.take());
    return into;
}

template <class T>
Result<T> as(std::string_view text) {
    auto document = parse(text);
    if (!document) return refuse(document);
    return as<T>(*document);
}

}  // namespace chophien::json
