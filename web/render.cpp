#include "web/render.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "core/text.hpp"
#include "web/assets.hpp"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

namespace chophien::web {

namespace {

namespace mustache = kainjow::mustache;

constexpr std::string_view folder = "web/templates/";
constexpr std::string_view suffix = ".mustache";

std::string template_text(std::string_view name) {
    const std::string path = std::string(folder) + std::string(name) + std::string(suffix);
    return std::string(embedded::bytes_of(embedded::web(), path));
}

mustache::data data_from(const nlohmann::json& value) {
    if (value.is_object()) {
        mustache::data object{mustache::data::type::object};
        for (const auto& [name, member] : value.items()) object.set(name, data_from(member));
        return object;
    }
    if (value.is_array()) {
        mustache::data list{mustache::data::type::list};
        for (const auto& element : value) list.push_back(data_from(element));
        return list;
    }
    if (value.is_boolean()) return mustache::data(value.get<bool>());
    if (value.is_null()) return mustache::data(false);
    if (value.is_number_integer()) return mustache::data(std::to_string(value.get<std::int64_t>()));
    const auto& text = value.get_ref<const std::string&>();
    // The library takes an empty text for something to show; a section about it must vanish.
    return text.empty() ? mustache::data(false) : mustache::data(text);
}

}  // namespace

std::string filled(std::string_view name, const nlohmann::json& view) {
    ensure(view.is_object(), "a view is an object");
    auto data = data_from(view);
    for (const auto& file : embedded::web()) {
        if (!file.name.starts_with(folder) || !file.name.ends_with(suffix)) continue;
        auto part = file.name.substr(folder.size(), file.name.size() - folder.size() - suffix.size());
        if (!part.starts_with("part_")) continue;
        data.set(
            std::string(part), mustache::data(mustache::partial([part] { return template_text(part); }))
        );
    }
    mustache::mustache page(template_text(name));
    ensure(page.is_valid(), page.error_message());
    page.set_custom_escape([](const std::string& text) { return text::escaped(text); });
    return page.render(data);
}

std::string page(std::string_view name, nlohmann::json view) {
    auto body = filled(name, view);
    view["body"] = std::move(body);
    view["style"] = path_of(style_sheet());
    view["mark"] = path_of(mark());
    return filled("frame", view);
}

}  // namespace chophien::web
