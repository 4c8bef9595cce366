// The manners of EPCIS 2.0 over HTTP (§12): its headers on every answer, its problem types, what a client may
// ask for in headers. Everything under /epcis has them.
#pragma once

#include "server/http.hpp"
#include "server/route.hpp"
#include "traceability/epcis/capture.hpp"
#include "traceability/epcis/context.hpp"
#include "traceability/epcis/writing.hpp"
#include "traceability/epcis/xml_words.hpp"

#include <array>
#include <string>
#include <string_view>

namespace chophien::server {

/// A little more than a document may have, so that one that is just too long hears the limit from us.
inline constexpr std::size_t most_epcis_body =
    traceability::epcis::most_capture_bytes + traceability::epcis::most_capture_bytes / 8;

bool speaks_epcis(std::string_view path);

/// The refusal as the standard's problem: epcisException:…, whatever part of the server refused.
HttpResponse epcis_problem(const Refused& refused, Language language, std::string_view request_id);

/// Adds the standard's headers and those browsers want; turns faults into the standard's problems.
void speak_epcis(const HttpRequest& request, HttpResponse& response);

enum class EpcisMedia : std::uint8_t { json, xml };

/// What the client's headers ask for.
struct EpcisWish {
    EpcisMedia media = EpcisMedia::json;
    traceability::epcis::Format keys = traceability::epcis::Format::digital_link;
    traceability::epcis::XmlWords xml_words = traceability::epcis::XmlWords::no_preference;
    traceability::epcis::Prefixes prefixes{};
};

/// Refuses: not_acceptable (media type, version range, format), query_parameter (GS1-Extensions).
Result<EpcisWish> epcis_wish(const Surroundings& around, bool xml_possible = true);

/// The body by its Content-Type, XML as the JSON it stands for. Refuses: unsupported_media, capture_limit
/// (too many bytes), validation (not well-formed).
Result<json::Document> epcis_body(
    const json::Bytes& body, const Surroundings& around, bool xml_possible = true
);

inline constexpr Refusal not_acceptable{
    "epcis/NotAcceptableException",
    Kind::unsupported,
    {"Không trả lời được theo kiểu hoặc phiên bản đó.",
     "There is no answer of that media type, format or version."}};
inline constexpr Refusal unsupported_media{
    "epcis/UnsupportedMediaTypeException",
    Kind::unsupported,
    {"Hãy gửi JSON hoặc XML của EPCIS.", "Send EPCIS as JSON or XML."}};
inline constexpr Refusal not_implemented{
    "epcis/ImplementationException",
    Kind::unsupported,
    {"Phần tùy chọn này không có ở đây.", "This optional part is not offered here."}};
inline constexpr std::array epcis_manners_refusals{&not_acceptable, &unsupported_media, &not_implemented};

}  // namespace chophien::server
