// Templates (web/templates, Mustache) filled with what a page shows. Texts live in the templates, Vietnamese
// and English side by side ({{#vi}}…{{/vi}}{{^vi}}…{{/vi}}); whatever needs thought is decided before and
// comes in the view.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace chophien::web {

/// Fills web/templates/NAME.mustache. The view is a JSON object: texts and integers are shown, escaped as
/// HTML; false, null, empty lists and empty texts hide a {{#section}}; lists repeat one. All templates can be
/// used as partials: {{>part_card}}. A name that is not there is a bug of ours.
std::string filled(std::string_view name, const nlohmann::json& view);

/// A whole page: the template within the common frame (web/templates/frame.mustache). The view's members
/// "title" and "vi" (is it Vietnamese?) are the frame's too.
std::string page(std::string_view name, nlohmann::json view);

}  // namespace chophien::web
