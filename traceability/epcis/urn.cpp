#include "traceability/epcis/urn.hpp"

#include "core/gs1_key.hpp"
#include "traceability/digital_link.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

namespace {

// How the company prefix and the reference after it make the digits of a key.
enum class Order : std::uint8_t {
    as_written,       // prefix, reference, check digit
    indicator_first,  // the reference's first digit stands before the prefix: GTIN, SSCC
    after_zero,       // GRAI: a zero fills the place of the indicator
    unchecked,        // prefix and reference, nothing more
};

// What the last field becomes.
enum class Serial : std::uint8_t { none, qualifier, joined, extension };

struct Scheme {
    std::string_view name;
    std::string_view ai;
    Order order = Order::as_written;
    std::uint8_t digits = 0;  // of prefix and reference; 0: free
    Serial serial = Serial::none;
    std::string_view qualifier{};
    std::string_view kind = "id";  // the word after urn:epc:
};

constexpr std::array schemes{
    Scheme{"sgtin", "01", Order::indicator_first, 13, Serial::qualifier, "21"},
    Scheme{"lgtin", "01", Order::indicator_first, 13, Serial::qualifier, "10", "class"},
    Scheme{"upui", "01", Order::indicator_first, 13, Serial::qualifier, "235"},
    Scheme{"itip", "8006", Order::indicator_first, 13, Serial::qualifier, "21"},
    Scheme{"sscc", "00", Order::indicator_first, 17},
    Scheme{"sgln", "414", Order::as_written, 12, Serial::extension, "254"},
    Scheme{"pgln", "417", Order::as_written, 12},
    Scheme{"grai", "8003", Order::after_zero, 12, Serial::joined},
    Scheme{"giai", "8004", Order::unchecked},
    Scheme{"gdti", "253", Order::as_written, 12, Serial::joined},
    Scheme{"sgcn", "255", Order::as_written, 12, Serial::joined},
    Scheme{"gsrn", "8018", Order::as_written, 17},
    Scheme{"gsrnp", "8017", Order::as_written, 17},
    Scheme{"cpi", "8010", Order::unchecked, 0, Serial::qualifier, "8011"},
    Scheme{"ginc", "401", Order::unchecked},
    Scheme{"gsin", "402", Order::as_written, 16},
};

constexpr int shortest_prefix = 4;
constexpr int longest_prefix = 12;

struct Urn {
    const Scheme* scheme = nullptr;
    bool pattern = false;
    std::string_view fields;  // what stands after the scheme
};

std::optional<Urn> urn_from(std::string_view text) {
    constexpr std::string_view start = "urn:epc:";
    if (!text.starts_with(start)) return std::nullopt;
    text.remove_prefix(start.size());
    const auto kind = text.substr(0, text.find(':'));
    text.remove_prefix(std::min(text.size(), kind.size() + 1));
    const auto name = text.substr(0, text.find(':'));
    const auto* scheme = std::ranges::find(schemes, name, &Scheme::name);
    if (scheme == schemes.end() || name.size() == text.size()) return std::nullopt;
    const bool pattern = kind == "idpat";
    if (!pattern && kind != scheme->kind) return std::nullopt;
    return Urn{scheme, pattern, text.substr(name.size() + 1)};
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

// Up to the next point, which goes too; the last field is all that is left, points included.
std::string_view cut_field(std::string_view& fields, bool last) {
    const auto point = last ? std::string_view::npos : fields.find('.');
    const auto field = fields.substr(0, point);
    fields.remove_prefix(point == std::string_view::npos ? fields.size() : point + 1);
    return field;
}

std::string with_check(std::string digits) {
    digits += check_digit(digits);
    return digits;
}

std::optional<std::string> value_from(
    const Scheme& scheme, std::string_view prefix, std::string_view reference
) {
    if (!all_digits(prefix) || prefix.size() < shortest_prefix || prefix.size() > longest_prefix)
        return std::nullopt;
    std::string value(prefix);
    if (scheme.order == Order::unchecked) {
        value += reference.find('%') == std::string_view::npos ? std::string(reference)
                                                               : unescaped_in_path(reference);
        return value;
    }
    if (!all_digits(reference) || prefix.size() + reference.size() != scheme.digits) return std::nullopt;
    if (scheme.order == Order::indicator_first) {
        if (reference.empty()) return std::nullopt;
        value.insert(value.begin(), reference.front());
        reference.remove_prefix(1);
    }
    value += reference;
    value = with_check(std::move(value));
    if (scheme.order == Order::after_zero) value.insert(value.begin(), '0');
    return value;
}

// TDS writes what a URN may not hold as %XX and leaves the rest.
std::string escaped_in_urn(std::string_view value) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char sign : value) {
        if (std::string_view("\"#%&/<>?").find(sign) == std::string_view::npos) {
            out += sign;
        } else {
            const auto byte = static_cast<unsigned char>(sign);
            out += {'%', hex[byte >> 4U], hex[byte & 15U]};
        }
    }
    return out;
}

struct Split {
    std::string_view prefix;
    std::string reference;
    std::string_view after;  // the serial that followed the digits
};

// The digits of a key back into prefix and reference.
std::optional<Split> split(const Scheme& scheme, std::string_view value, const PrefixLength& length) {
    Split made;
    std::string_view body = value;
    char indicator = 0;
    if (scheme.order == Order::indicator_first) {
        indicator = value.front();
        body = value.substr(1, scheme.digits - 1U);
    } else if (scheme.order == Order::after_zero) {
        body = value.substr(1, scheme.digits);
        made.after = value.substr(scheme.digits + 2U);
    } else if (scheme.order == Order::as_written) {
        body = value.substr(0, scheme.digits);
        made.after = value.substr(scheme.digits + 1U);
    }
    const auto known = length ? length(body) : std::nullopt;
    if (!known || *known < shortest_prefix || *known > longest_prefix) return std::nullopt;
    const auto digits = static_cast<std::size_t>(*known);
    if (digits > body.size() || !all_digits(body.substr(0, digits))) return std::nullopt;
    made.prefix = body.substr(0, digits);
    if (indicator != 0) made.reference += indicator;
    made.reference += body.substr(digits);
    return made;
}

const Scheme* scheme_of(const KeyParts& parts) {
    const auto* found = std::ranges::find_if(schemes, [&](const Scheme& scheme) {
        if (scheme.ai != parts.key->ai) return false;
        if (parts.qualifiers.empty()) return true;
        return scheme.qualifier == parts.qualifiers.front().first;
    });
    return found == schemes.end() ? nullptr : found;
}

}  // namespace

std::optional<KeyParts> parts_of_urn(std::string_view urn) {
    auto read = urn_from(urn);
    if (!read) return std::nullopt;
    const auto& scheme = *read->scheme;
    const bool has_serial = scheme.serial != Serial::none;
    const auto prefix = cut_field(read->fields, false);
    const auto reference = cut_field(read->fields, !has_serial);
    auto value = value_from(scheme, prefix, reference);
    if (!value) return std::nullopt;
    KeyParts parts{find_key(scheme.ai), std::move(*value)};
    if (scheme.name == "itip") {
        for (int field = 0; field < 2; ++field) {
            const auto digits = cut_field(read->fields, false);
            if (digits.size() != 2) return std::nullopt;
            parts.value += digits;
        }
    }
    if (!has_serial) return read->pattern ? std::nullopt : std::optional(std::move(parts));
    if (read->pattern) {
        if (read->fields != "*") return std::nullopt;
        return parts;
    }
    if (read->fields.empty()) return std::nullopt;
    auto serial = read->fields.find('%') == std::string_view::npos ? std::string(read->fields)
                                                                   : unescaped_in_path(read->fields);
    if (scheme.serial == Serial::joined) {
        parts.value += serial;
    } else if (scheme.serial == Serial::qualifier || serial != "0") {
        parts.qualifiers.emplace_back(scheme.qualifier, std::move(serial));
    }
    return parts;
}

bool claims_to_be_a_key(std::string_view urn) {
    const auto read = urn_from(urn);
    return read && !read->pattern;
}

std::optional<std::string> urn_of_parts(const KeyParts& parts, const PrefixLength& length) {
    const auto* scheme = scheme_of(parts);
    if (scheme == nullptr) return std::nullopt;
    const auto digits = split(*scheme, parts.value, length);
    if (!digits) return std::nullopt;
    const auto serial =
        parts.qualifiers.empty() ? std::string(digits->after) : parts.qualifiers.front().second;
    const bool has_serial = scheme->serial != Serial::none;
    const bool pattern = has_serial && scheme->serial != Serial::extension && serial.empty();
    std::string urn = "urn:epc:";
    urn.append(pattern ? std::string_view("idpat") : scheme->kind)
        .append(":")
        .append(scheme->name)
        .append(":");
    urn.append(digits->prefix).append(".").append(escaped_in_urn(digits->reference));
    if (scheme->name == "itip")
        urn.append(".").append(parts.value, 14, 2).append(".").append(parts.value, 16, 2);
    if (pattern) return urn.append(".*");
    if (!has_serial) return urn;
    return urn.append(".").append(serial.empty() ? "0" : escaped_in_urn(serial));
}

std::string_view company_prefix_of(std::string_view urn) {
    auto read = urn_from(urn);
    if (!read) return {};
    const auto prefix = cut_field(read->fields, false);
    return all_digits(prefix) && prefix.size() >= shortest_prefix && prefix.size() <= longest_prefix
               ? prefix
               : std::string_view();
}

std::optional<std::string> like_of(std::string_view urn_pattern) {
    auto read = urn_from(urn_pattern);
    if (!read || !read->pattern || parts_of_urn(urn_pattern)) return std::nullopt;
    const auto& scheme = *read->scheme;
    const auto prefix = cut_field(read->fields, false);
    const auto reference = cut_field(read->fields, scheme.serial == Serial::none);
    const bool any_prefix = prefix == "*";
    if ((!any_prefix && !all_digits(prefix)) || prefix.empty()) return std::nullopt;
    if (reference != "*" && (any_prefix || scheme.serial != Serial::none)) return std::nullopt;
    std::string like(canonical_stem);
    like.append("/").append(scheme.ai).append("/");
    if (!any_prefix && scheme.order == Order::indicator_first) like += '_';
    if (!any_prefix && scheme.order == Order::after_zero) like += '0';
    if (!any_prefix) like += prefix;
    like += '%';
    if (!scheme.qualifier.empty() && scheme.serial == Serial::qualifier)
        like.append("/").append(scheme.qualifier).append("/%");
    return like;
}

}  // namespace chophien::traceability::epcis
