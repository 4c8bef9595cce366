#include "traceability/epcis/faults.hpp"

namespace chophien::traceability::epcis {

namespace {

constexpr std::size_t most_shown = 200;

// At most so many characters, never half of one.
std::string cut(std::string text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > most_shown) {
            text.resize(at);
            break;
        }
    }
    return text;
}

}  // namespace

std::string escaped_in_pointer(std::string_view name) {
    std::string out;
    for (const char sign : name) {
        if (sign == '~') {
            out += "~0";
        } else if (sign == '/') {
            out += "~1";
        } else {
            out += sign;
        }
    }
    return out;
}

std::string shown(const json::Document& value) {
    if (value.is_string()) return cut(value.get_ref<const std::string&>());
    if (value.is_structured() && value.size() > most_shown) return value.is_array() ? "[…]" : "{…}";
    return cut(value.dump(-1, ' ', false, json::Document::error_handler_t::replace));
}

std::string Trail::pointer() const {
    auto out = root_;
    for (const auto& step : steps_) {
        out += '/';
        if (const auto* name = std::get_if<std::string_view>(&step)) {
            out += escaped_in_pointer(*name);
        } else {
            out += std::to_string(std::get<std::size_t>(step));
        }
    }
    return out;
}

}  // namespace chophien::traceability::epcis
