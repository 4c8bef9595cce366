#include "server/html.hpp"

#include "web/render.hpp"

#include <nlohmann/json.hpp>

namespace chophien::server {

void add_page_headers(HttpResponse& response) {
    if (!response.content_type.starts_with("text/html")) return;
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    );
    response.headers.emplace_back("Referrer-Policy", "same-origin");
}

HttpResponse problem_as_page(const Refused& refused, const HttpResponse& problem, Language language) {
    const bool vi = language == Language::vi;
    auto violations = nlohmann::json::array();
    for (const auto& violation : refused.violations)
        violations.push_back({{"pointer", violation.pointer}, {"words", vi ? violation.vi : violation.en}});
    nlohmann::json view{
        {"title", vi ? refused.why->title.vi : refused.why->title.en},
        {"vi", vi},
        {"other_language", vi ? "?lang=en" : "?lang=vi"},
        {"status", problem.status},
        {"detail", vi ? refused.vi : refused.en},
        {"has_violations", !violations.empty()},
        {"violations", violations},
        {"code", refused.why->code},
    };
    HttpResponse page{
        problem.status,
        "text/html; charset=utf-8",
        problem.headers,
        web::page("refused", std::move(view)),
        {}};
    add_page_headers(page);
    return page;
}

}  // namespace chophien::server
