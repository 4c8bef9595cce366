// Pages for people: what the use cases answer, put into words and handed to a template (web/templates).
#pragma once

#include "accounts/profiles.hpp"
#include "catalog/listing.hpp"
#include "orders/wire.hpp"
#include "server/route.hpp"
#include "traceability/tracing.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::server {

/// What a template is given.
using View = nlohmann::json;

/// A view with what the frame needs: the title, the language, the same page in the other language, and
/// whether this market is a demonstration. `target` is path and query of the page itself, without "lang".
View begin_view(
    db::Transaction& tx, const Surroundings& around, std::string_view title, std::string_view target
);

/// The whole page as an answer.
Document page_answer(std::string_view template_name, View view, int status = 200);

/// "15/07/2026", "15 July 2026".
std::string shown(Day day, Language language);
/// On the clock in Vietnam: "08:30 ngày 20/07/2026", "08:30, 20 July 2026".
std::string shown(Instant moment, Language language);
/// "2,5 kg", "2.5 kilogram".
std::string shown(const Quantity& quantity, Language language);

std::string product_path(catalog::ProductId product);
std::string organisation_path(accounts::OrganisationId organisation);

View card_of(const catalog::ProductItem& item, Language language);
std::vector<View> cards_of(const std::vector<catalog::ProductItem>& items, Language language);

void add_product(View& view, const catalog::ProductView& product, Language language);
void add_filters(View& view, const catalog::ListProducts& wish, Language language);
/// What the list may be narrowed down to, with how many products each leaves; of `page` what was counted.
void add_facets(
    View& view, const catalog::ListProducts& wish, const catalog::ProductPage& page, Language language
);
void add_organisation(View& view, const accounts::PublicOrganisation& organisation, Language language);
void add_trace(View& view, const traceability::TraceRecord& record, Day today, Language language);
void add_order(View& view, const orders::OrderView& order, Language language);
void add_problem(View& view, const Refusal& refusal, Language language);

/// The path of a filtered list: those that are set, in one fixed order.
std::string list_target(const catalog::ListProducts& wish);

}  // namespace chophien::server
