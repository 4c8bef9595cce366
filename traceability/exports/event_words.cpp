#include "traceability/exports/event_words.hpp"

#include "traceability/epcis/names.hpp"
#include "traceability/epcis/own_names.hpp"

namespace chophien::traceability::exports {

namespace {

using json::Document;

std::string text_of_value(const Document& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return value.dump();
    return {};
}

}  // namespace

std::string text_in(const Document& object, std::string_view member) {
    if (!object.is_object()) return {};
    const auto found = object.find(member);
    return found == object.end() ? std::string() : text_of_value(*found);
}

std::vector<EventGoods> goods_in(
    const Document& content, std::string_view epcs, std::string_view quantities
) {
    std::vector<EventGoods> goods;
    if (const auto list = content.find(epcs); list != content.end() && list->is_array())
        for (const auto& one : *list)
            if (one.is_string())
                goods.push_back({epcis::canonical_name(one.get_ref<const std::string&>()), {}, {}});
    if (const auto list = content.find(quantities); list != content.end() && list->is_array())
        for (const auto& one : *list)
            if (auto name = text_in(one, "epcClass"); !name.empty())
                goods.push_back({epcis::canonical_name(name), text_in(one, "quantity"), text_in(one, "uom")});
    return goods;
}

std::string place_in(const Document& content) {
    for (const auto* member : {"readPoint", "bizLocation"})
        if (const auto found = content.find(member); found != content.end())
            if (auto id = text_in(*found, "id"); !id.empty()) return epcis::canonical_name(id);
    return {};
}

std::string side_in(const Document& content, std::string_view list, std::string_view member) {
    const auto sides = content.find(list);
    if (sides == content.end() || !sides->is_array()) return {};
    for (const std::string_view wanted : {"location", "possessing_party", "owning_party"})
        for (const auto& side : *sides) {
            const auto type = text_in(side, "type");
            // A vocabulary's word may come as URN or web address; its last part is the word.
            const auto cut = type.find_last_of(":/-");
            const auto word = cut == std::string::npos ? type : type.substr(cut + 1);
            if (word == wanted) return epcis::canonical_name(text_in(side, member));
        }
    return {};
}

std::string ilmd_in(const Document& content, std::string_view local) {
    const auto ilmd = content.find("ilmd");
    if (ilmd == content.end() || !ilmd->is_object()) return {};
    for (const auto& [name, value] : ilmd->items()) {
        const std::string_view full(name);
        const auto cut = full.find_last_of(":#/");
        if (full.substr(cut == std::string_view::npos ? 0 : cut + 1) != local) continue;
        // Of a list the first: a catch zone is one of several.
        return text_of_value(value.is_array() && !value.empty() ? value.front() : value);
    }
    return {};
}

std::string own_member_in(const epcis::StoredEvent& event, std::string_view local) {
    for (const auto& [prefix, name] : event.namespaces)
        if (name == epcis::own_names)
            if (auto text = text_in(event.content, prefix + ":" + std::string(local)); !text.empty())
                return text;
    return {};
}

}  // namespace chophien::traceability::exports
