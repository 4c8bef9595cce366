#include "server/epcis_manners.hpp"

#include "core/idempotency.hpp"
#include "server/problems.hpp"
#include "server/settings.hpp"
#include "server/target.hpp"
#include "traceability/epcis/own_names.hpp"
#include "traceability/epcis/query.hpp"
#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/xml_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace chophien::server {

namespace {

namespace epcis = traceability::epcis;
using Json = json::Document;

constexpr std::string_view standard_version = "2.0.0";

/// What the standard calls it, and its status.
struct Exception {
    std::string_view name;
    int status;
};

Exception exception_of(const Refusal& why) {
    constexpr std::string_view own = "epcis/";
    const auto status = status_of(why.kind);
    if (&why == &not_acceptable) return {"NotAcceptableException", 406};
    if (&why == &not_implemented) return {"ImplementationException", 501};
    if (&why == &no_such_method) return {"ImplementationException", 405};
    if (&why == &target_too_complex) return {"QueryParameterException", 400};
    if (why.code.starts_with(own)) return {why.code.substr(own.size()), status};
    switch (why.kind) {
        case Kind::invalid:
        case Kind::unconditional:
            return {"ValidationException", status};
        case Kind::unauthenticated:
        case Kind::forbidden:
            return {"SecurityException", status};
        case Kind::not_found:
            return {"NoSuchResourceException", status};
        case Kind::conflict:
        case Kind::stale:
        case Kind::reused:
            return {"ResourceAlreadyExistsException", status};
        case Kind::too_large:
            return {"CaptureLimitExceededException", status};
        case Kind::unsupported:
            return {"UnsupportedMediaTypeException", status};
        case Kind::too_many:
        case Kind::unavailable:
            return {"ImplementationException", status};
    }
    return {"ImplementationException", 500};
}

/// "2.0.1" as numbers; a missing part counts as `missing`. Nothing for another text.
std::optional<std::array<int, 3>> version_from(std::string_view text, int missing) {
    std::array<int, 3> parts{missing, missing, missing};
    for (auto& part : parts) {
        const auto dot = std::min(text.find('.'), text.size());
        const auto [end, error] = std::from_chars(text.data(), text.data() + dot, part);
        if (error != std::errc() || end != text.data() + dot) return std::nullopt;
        if (dot == text.size()) return parts;
        text.remove_prefix(dot + 1);
    }
    return std::nullopt;
}

bool within(std::string_view version, std::string_view least, std::string_view most) {
    const auto own = version_from(version, 0);
    if (!least.empty()) {
        const auto from = version_from(least, 0);
        if (!from || *own < *from) return false;
    }
    if (!most.empty()) {
        constexpr int any = 1'000'000;
        const auto to = version_from(most, any);
        if (!to || *own > *to) return false;
    }
    return true;
}

std::string_view type_in(std::string_view content_type) {
    return trimmed(content_type.substr(0, content_type.find(';')));
}

bool is_json(std::string_view type) {
    return equal_ignoring_case(type, "application/json") || equal_ignoring_case(type, "application/ld+json");
}

bool is_xml(std::string_view type) {
    return equal_ignoring_case(type, "application/xml") || equal_ignoring_case(type, "text/xml");
}

/// The best of what Accept names; JSON when it prefers nothing.
std::optional<EpcisMedia> media_in(std::string_view accept, bool xml_possible) {
    if (trimmed(accept).empty()) return EpcisMedia::json;
    double json = 0;
    double xml = 0;
    while (!accept.empty()) {
        const auto comma = std::min(accept.find(','), accept.size());
        const auto member = accept.substr(0, comma);
        accept.remove_prefix(std::min(comma + 1, accept.size()));
        double weight = 1;
        if (const auto q = member.find("q="); q != std::string_view::npos)
            std::from_chars(member.data() + q + 2, member.data() + member.size(), weight);
        const auto type = type_in(member);
        const bool any = type == "*/*" || type == "application/*";
        if (any || is_json(type)) json = std::max(json, weight);
        if (is_xml(type) || type == "text/*") xml = std::max(xml, weight);
    }
    if (!xml_possible) xml = 0;
    if (json <= 0 && xml <= 0) return std::nullopt;
    return xml > json ? EpcisMedia::xml : EpcisMedia::json;
}

std::optional<epcis::XmlWords> xml_words_from(std::string_view word) {
    using enum epcis::XmlWords;
    if (word.empty() || word == "No_Preference") return no_preference;
    if (word == "Always_URN") return always_urn;
    if (word == "Always_Web_URI") return always_web_uri;
    if (word == "Never_Translates") return never_translates;
    return std::nullopt;
}

Result<Json> from_xml(std::string_view text) {
    auto read = epcis::document_from_xml(text, {.bytes = epcis::most_capture_bytes});
    if (read.document) return std::move(*read.document);
    std::vector<Violation> violations;
    for (const auto& fault : read.faults)
        violations.push_back({fault.pointer, "rule", fault.rule, fault.rule});
    return refuse(epcis::validation, std::move(violations));
}

}  // namespace

bool speaks_epcis(std::string_view path) { return path == "/epcis" || path.starts_with("/epcis/"); }

HttpResponse epcis_problem(const Refused& refused, Language language, std::string_view request_id) {
    const auto exception = exception_of(*refused.why);
    const bool english = language == Language::en;
    const auto in = [&](const auto& vi, const auto& en) { return std::string(english ? en : vi); };
    Json body{
        {"type", "epcisException:" + std::string(exception.name)},
        {"title", in(refused.why->title.vi, refused.why->title.en)},
        {"status", exception.status},
        {"instance", request_id},
        {"code", refused.why->code}};
    auto detail = in(refused.vi, refused.en);
    if (!refused.violations.empty()) {
        auto& list = body["violations"] = Json::array();
        for (const auto& one : refused.violations)
            list.push_back({{"pointer", one.pointer}, {"code", one.code}, {"message", in(one.vi, one.en)}});
        const auto& first = refused.violations.front();
        if (detail.empty()) detail = first.pointer + ": " + in(first.vi, first.en);
    }
    if (!detail.empty()) body["detail"] = detail;
    HttpResponse response{
        .status = exception.status,
        .content_type = "application/problem+json",
        .headers = {},
        .body = body.dump(-1, ' ', false, Json::error_handler_t::replace)};
    response.headers.emplace_back("Content-Language", std::string(code_of(language)));
    response.headers.emplace_back("Cache-Control", "no-store");
    if (exception.status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"chophien\"");
    if (refused.why->kind == Kind::too_many || refused.why->kind == Kind::unavailable ||
        refused.why == &idempotency::still_running)
        response.headers.emplace_back(
            "Retry-After", std::to_string(std::max<std::int64_t>(1, refused.retry_after_s))
        );
    return response;
}

void speak_epcis(const HttpRequest& request, HttpResponse& response) {
    const auto add = [&](std::string_view name, std::string value) {
        response.headers.emplace_back(std::string(name), std::move(value));
    };
    if (response.status >= 500 && response.status != 501) {
        auto body = Json::parse(response.body, nullptr, false);
        if (body.is_object()) {
            body["type"] = "epcisException:ImplementationException";
            response.body = body.dump();
        }
    }
    add("GS1-EPCIS-Version", std::string(standard_version));
    add("GS1-EPCIS-Min", std::string(standard_version));
    add("GS1-EPCIS-Max", std::string(standard_version));
    add("GS1-CBV-Version", std::string(standard_version));
    add("GS1-CBV-Min", std::string(standard_version));
    add("GS1-CBV-Max", std::string(standard_version));
    add("GS1-Vendor-Version", std::string(version));
    add("GS1-Extensions", fmt::format("cp={}, cbvmda=urn:epcglobal:cbv:mda:", epcis::own_names));
    add("Vary", "Accept, Accept-Language, GS1-EPC-Format, GS1-CBV-XML-Format");
    add("Access-Control-Allow-Origin", "*");
    add("Access-Control-Expose-Headers",
        "Link, Location, Retry-After, GS1-EPCIS-Version, GS1-CBV-Version, GS1-Extensions, "
        "GS1-Next-Page-Token-Expires, GS1-Capture-Error-Behaviour, GS1-EPCIS-Capture-Limit, "
        "GS1-EPCIS-Capture-File-Size-Limit");
    const bool asks = request.verb == Verb::options;
    if (asks && response.status == 204) {
        add("GS1-EPC-Format", "No_Preference, Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates");
        add("GS1-CBV-XML-Format", "No_Preference, Always_Web_URI, Always_URN, Never_Translates");
        add("Access-Control-Allow-Methods", std::string(header_of(response, "Allow")));
        add("Access-Control-Allow-Headers",
            "Authorization, Content-Type, Accept, Accept-Language, Idempotency-Key, GS1-EPCIS-Version, "
            "GS1-EPCIS-Min, "
            "GS1-EPCIS-Max, GS1-CBV-Version, GS1-CBV-Min, GS1-CBV-Max, GS1-EPC-Format, GS1-CBV-XML-Format, "
            "GS1-Extensions, GS1-Capture-Error-Behaviour");
        add("Access-Control-Max-Age", "86400");
    }
    const bool captures = request.path == "/epcis/capture" || request.path == "/epcis/events";
    if (captures && (asks || response.status == 413)) {
        add("GS1-EPCIS-Capture-Limit", std::to_string(epcis::most_capture_events));
        add("GS1-EPCIS-Capture-File-Size-Limit", std::to_string(epcis::most_capture_bytes));
        if (request.path == "/epcis/capture") add("GS1-Capture-Error-Behaviour", "rollback, proceed");
    }
}

Result<EpcisWish> epcis_wish(const Surroundings& around, bool xml_possible) {
    EpcisWish wish;
    const auto no = [](std::string_view header) {
        return refuse(not_acceptable, std::string(header), std::string(header));
    };
    const auto media = media_in(around.accept, xml_possible);
    if (!media) return no("Accept");
    wish.media = *media;
    for (const std::string_view of : {"GS1-EPCIS-", "GS1-CBV-"}) {
        const auto header = [&](std::string_view end) {
            return around.gs1_header(std::string(of) + std::string(end));
        };
        if (!within(standard_version, header("Min"), header("Max"))) return no(of);
    }
    const auto keys = epcis::format_from(around.gs1_header("GS1-EPC-Format"));
    if (!keys) return no("GS1-EPC-Format");
    wish.keys = *keys;
    const auto words = xml_words_from(around.gs1_header("GS1-CBV-XML-Format"));
    if (!words) return no("GS1-CBV-XML-Format");
    wish.xml_words = *words;
    auto prefixes = epcis::prefixes_from(around.gs1_header("GS1-Extensions"));
    if (!prefixes) return refuse(prefixes);
    wish.prefixes = std::move(*prefixes);
    wish.prefixes.try_emplace("cp", epcis::own_names);
    return wish;
}

Result<json::Document> epcis_body(const json::Bytes& body, const Surroundings& around, bool xml_possible) {
    if (body.octets.size() > epcis::most_capture_bytes)
        return refuse(
            epcis::capture_limit,
            fmt::format("Nhiều nhất {} byte.", epcis::most_capture_bytes),
            fmt::format("At most {} bytes.", epcis::most_capture_bytes)
        );
    const auto type = type_in(around.content_type);
    if (xml_possible && is_xml(type)) return from_xml(body.octets);
    if (!type.empty() && !is_json(type)) return refuse(unsupported_media);
    auto document = json::parse(body.octets);
    if (document) return document;
    auto refused = std::move(document.error());
    refused.why = &epcis::validation;
    return tl::unexpected(std::move(refused));
}

}  // namespace chophien::server
