#include "core/json/writer.hpp"

#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace chophien::json {

void write(std::string& out, bool value) { out += value ? "true" : "false"; }

void write(std::string& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, end.ptr);
}

void write(std::string& out, std::string_view value) {
    static constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t begin = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const auto sign = static_cast<unsigned char>(value[at]);
        if (sign >= 0x20 && sign != '"' && sign != '\\') continue;
        out.append(value, begin, at - begin);
        begin = at + 1;
        switch (sign) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += "\\u00";
                out += hex[sign >> 4U];
                out += hex[sign & 15U];
        }
    }
    out.append(value, begin);
    out += '"';
}

void write(std::string& out, Money value) {
    ensure(value.currency == Currency::vnd, "every currency has its code");
    out += "{\"amount\":";
    write(out, value.minor);
    out += ",\"currency\":\"VND\"}";
}

void write(std::string& out, Decimal value) { write(out, std::string_view(chophien::text_of(value))); }

void write(std::string& out, const Unit* value) {
    ensure(value != nullptr, "a unit is set before it is written");
    write(out, value->code);
}

void write(std::string& out, const Quantity& value) {
    out += "{\"value\":";
    write(out, value.value);
    out += ",\"unit\":";
    write(out, value.unit);
    out += '}';
}

void write(std::string& out, Instant value) { write(out, std::string_view(chophien::text_of(value))); }

void write(std::string& out, Day value) { write(out, std::string_view(chophien::text_of(value))); }

void write(std::string& out, const nlohmann::json& value) { out += value.dump(); }

}  // namespace chophien::json
