#include "server/epcis_answers.hpp"

#include "traceability/epcis/xml_writing.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::server {

namespace {

namespace epcis = traceability::epcis;
using Json = json::Document;

tl::unexpected<Refused> wrong(std::string_view name, std::string vi, std::string en) {
    return refuse(
        epcis::query_parameter,
        std::vector{Violation{'/' + std::string(name), "parameter", std::move(vi), std::move(en)}}
    );
}

}  // namespace

tl::unexpected<Refused> unknown_parameter(std::string_view name) {
    return wrong(name, "Tham số không biết hoặc sai.", "An unknown or wrong parameter.");
}

Result<EpcisPageWish> page_wish(const std::vector<std::pair<std::string, std::string>>& query) {
    EpcisPageWish wish;
    for (const auto& [name, value] : query) {
        if (name == "perPage") {
            std::int64_t size = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), size);
            const bool huge = error == std::errc::result_out_of_range && !value.starts_with('-');
            if (huge) size = INT64_MAX;
            if ((error != std::errc() && !huge) || end != value.data() + value.size() || size < 1 ||
                wish.size != 0)
                return wrong(name, "Cần một số nguyên từ 1, một lần.", "A whole number from 1, once.");
            wish.clamped = size > epcis::biggest_page;
            wish.size = std::min(size, epcis::biggest_page);
        } else if (name == "nextPageToken") {
            if (wish.token || value.empty()) return wrong(name, "Một thẻ, một lần.", "One token, once.");
            wish.token = value;
        } else {
            wish.others.emplace_back(name, value);
        }
    }
    if (wish.size == 0) wish.size = epcis::usual_page;
    return wish;
}

Document epcis_json(const Json& body) {
    return {"application/json", body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Document epcis_answer(const Json& body, const EpcisWish& wish) {
    if (wish.media == EpcisMedia::json) return epcis_json(body);
    return {"application/xml", epcis::document_to_xml(body, wish.xml_words)};
}

Json shown_event(const epcis::StoredEvent& event, const EpcisWish& wish, const epcis::PrefixLength& length) {
    return epcis::event_json(
        event.content, event.namespaces, {event.record_time, event.event_id}, wish.keys, length
    );
}

Document results_document(
    db::Transaction& tx,
    std::span<const epcis::StoredEvent> events,
    std::string_view query_name,
    const EpcisWish& wish
) {
    const auto length = epcis::prefix_lengths(tx);
    std::vector<Json> shown;
    for (const auto& event : events) shown.push_back(shown_event(event, wish, length));
    return epcis_answer(
        epcis::query_document(std::move(shown), {.query_name = query_name, .created = tx.now()}), wish
    );
}

Document epcis_collection(const std::vector<std::string>& members) {
    return epcis_json({
        {"@context", std::string(epcis::epcis_context)},
        {"type", "Collection"},
        {"member", members},
    });
}

void add_next(
    Document& document, const Surroundings& around, const std::optional<std::string>& next, Instant expires
) {
    if (!next) return;
    const auto mark = around.target.find('?');
    auto link = around.public_url + around.target.substr(0, mark) + '?';
    for (const auto& [name, value] : around.query) {
        if (name == "nextPageToken") continue;
        std::int64_t size = 0;
        std::from_chars(value.data(), value.data() + value.size(), size);
        const bool clamp = name == "perPage" && (size == 0 || size > epcis::biggest_page);
        link += percent_encoded(name) + '=' +
                (clamp ? std::to_string(epcis::biggest_page) : percent_encoded(value)) + '&';
    }
    link += "nextPageToken=" + *next;
    document.headers.emplace_back("Link", "<" + link + ">; rel=\"next\"");
    document.headers.emplace_back("GS1-Next-Page-Token-Expires", text_of(expires));
}

Result<Document> query_page(
    db::Transaction& tx,
    const Caller& caller,
    const Surroundings& around,
    const epcis::Query& query,
    const EpcisPageWish& page,
    const EpcisWish& wish,
    std::string_view query_name
) {
    const auto results = epcis::run_query(tx, caller.organisation, query, {page.size, page.token});
    if (!results) return tl::unexpected(results.error());
    auto document = results_document(tx, results->events, query_name, wish);
    add_next(document, around, results->next, results->expires);
    return document;
}

Result<Document> events_page(
    db::Transaction& tx,
    const Caller& caller,
    const Surroundings& around,
    std::optional<epcis::Condition> besides,
    std::string_view resource
) {
    auto wish = epcis_wish(around);
    if (!wish) return refuse(wish);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    const auto parameters = epcis::parameters_from(page->others);
    if (!parameters) return tl::unexpected(parameters.error());
    auto query = epcis::query_from(*parameters, wish->prefixes);
    if (!query) return refuse(query);
    if (besides) {
        query->fingerprint += fmt::format("/{}/{}", static_cast<int>(besides->look), resource);
        query->conditions.push_back(std::move(*besides));
    }
    return query_page(tx, caller, around, *query, *page, *wish, "SimpleEventQuery");
}

}  // namespace chophien::server
