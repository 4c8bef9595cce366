#include "traceability/epcis/xml_gate.hpp"

#include "core/result.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <expat.h>
#include <memory>
#include <optional>

namespace chophien::traceability::epcis::xml {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_declarations = 1000;
constexpr std::size_t most_name_bytes = 2048;

tl::unexpected<Fault> fault(std::string rule, std::string_view value = {}) {
    return tl::unexpected<Fault>(Fault{"line 1, column 1", std::move(rule), cut(value)});
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xC0 | (point >> 6));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
    }
    put(0x80 | (point & 0x3F));
}

/// Nothing for half a unit and for a surrogate without its other.
std::optional<std::string> from_utf16(std::string_view bytes, bool big_endian) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        auto point = unit(at);
        if (point >= 0xDC00 && point < 0xE000) return std::nullopt;
        if (point >= 0xD800 && point < 0xDC00) {
            if (at + 4 > bytes.size()) return std::nullopt;
            const auto low = unit(at += 2);
            if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
            point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(out, point);
    }
    return out;
}

struct Decoded {
    std::string utf8;
    bool was_utf16 = false;
};

tl::expected<Decoded, Fault> decoded(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv))
        return fault("UTF-32 is not read; send UTF-8.", "UTF-32");
    if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) {
        auto text = from_utf16(bytes.substr(2), bytes.front() == '\xFE');
        if (!text) return fault("The document is broken UTF-16.", "UTF-16");
        return Decoded{*std::move(text), true};
    }
    if (bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv))
        return fault("UTF-16 is read only with its byte order mark.", "UTF-16");
    if (bytes.starts_with("\x4C\x6F\xA7\x94"sv)) return fault("EBCDIC is not read; send UTF-8.", "EBCDIC");
    if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
    return Decoded{std::string(bytes)};
}

/// Hears expat and stops it at the first thing too much.
struct Watch {
    const XmlLimits& limits;
    bool was_utf16;
    XML_Parser parser;
    std::size_t depth = 0;
    std::size_t elements = 0;
    std::size_t declarations = 0;
    std::optional<Fault> fault{};

    std::string place() const {
        return fmt::format(
            "line {}, column {}", XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser) + 1
        );
    }

    void stop(std::string rule, std::string_view value = {}) {
        if (fault) return;
        fault = Fault{place(), std::move(rule), cut(value)};
        XML_StopParser(parser, XML_FALSE);
    }

    void opened(const char* name, const char** attributes) {
        if (fault) return;  // expat may still say what it has read before it stops
        if (++depth > limits.depth)
            return stop(fmt::format("Elements are nested deeper than {}.", limits.depth));
        if (++elements > limits.elements)
            return stop(fmt::format("The document has more than {} elements.", limits.elements));
        if (std::string_view(name).size() > 2 * most_name_bytes)
            return stop(fmt::format("A name is longer than {} bytes.", most_name_bytes), name);
        std::size_t count = 0;
        for (; *attributes != nullptr; attributes += 2) {
            if (++count > limits.attributes)
                return stop(fmt::format("An element has more than {} attributes.", limits.attributes), name);
            if (std::string_view(attributes[0]).size() > 2 * most_name_bytes)
                return stop(fmt::format("A name is longer than {} bytes.", most_name_bytes), attributes[0]);
            if (std::string_view(attributes[1]).size() > limits.attribute_bytes)
                return stop(
                    fmt::format("An attribute is longer than {} bytes.", limits.attribute_bytes),
                    attributes[0]
                );
        }
    }

    /// Names are told with their namespace in full, so a long one would be copied for every element.
    void declared(std::string_view space) {
        if (fault) return;
        if (++declarations > most_declarations)
            return stop(fmt::format("More than {} namespaces are declared.", most_declarations));
        if (space.size() > most_name_bytes)
            stop(fmt::format("A namespace is longer than {} bytes.", most_name_bytes), space);
    }

    void began(const char* version, const char* encoding) {
        if (version != nullptr && std::string_view(version) != "1.0")
            return stop("Only XML 1.0 is read.", version);
        if (encoding == nullptr) return;
        const auto name = text::fold(encoding);
        if (name == (was_utf16 ? "utf-16" : "utf-8") || (!was_utf16 && name == "us-ascii")) return;
        stop(fmt::format("The encoding {} is not read; send UTF-8.", cut(encoding)), encoding);
    }
};

Watch& watch(void* self) { return *static_cast<Watch*>(self); }

void listen(XML_Parser parser) {
    XML_SetElementHandler(
        parser,
        [](void* to, const char* name, const char** attributes) { watch(to).opened(name, attributes); },
        [](void* to, const char*) { --watch(to).depth; }
    );
    XML_SetStartNamespaceDeclHandler(parser, [](void* to, const char*, const char* space) {
        watch(to).declared(space == nullptr ? "" : space);
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* to, const char* name, const char*, const char*, int) {
        watch(to).stop("A document type is not taken.", name);
    });
    XML_SetXmlDeclHandler(parser, [](void* to, const char* version, const char* encoding, int) {
        watch(to).began(version, encoding);
    });
}

}  // namespace

std::string cut(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (text.size() <= longest) return std::string(text);
    auto end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end));
}

tl::expected<std::string, Fault> passed(std::string_view bytes, const XmlLimits& limits) {
    if (bytes.size() > limits.bytes)
        return fault(fmt::format("The document is longer than {} bytes.", limits.bytes));
    auto text = decoded(bytes);
    if (!text) return tl::unexpected<Fault>(std::move(text.error()));

    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS("UTF-8", '\n'), &XML_ParserFree
    );
    ensure(parser != nullptr, "memory for a parser");
    Watch watching{limits, text->was_utf16, parser.get()};
    XML_SetUserData(parser.get(), &watching);
    listen(parser.get());
    // In pieces, so that a stop takes hold soon and a tag of megabytes is seen before it is whole.
    constexpr std::size_t piece = 1 << 16;
    for (std::size_t at = 0; !watching.fault; at += piece) {
        const auto part = std::string_view(text->utf8).substr(std::min(at, text->utf8.size()), piece);
        const bool last = part.size() < piece;
        if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), last) != XML_STATUS_OK &&
            !watching.fault)
            watching.fault = Fault{
                watching.place(),
                fmt::format(
                    "The document is not well-formed XML: {}.",
                    XML_ErrorString(XML_GetErrorCode(parser.get()))
                ),
                {}};
        if (last) break;
        const auto understood = static_cast<std::size_t>(std::max(0L, XML_GetCurrentByteIndex(parser.get())));
        if (at + piece > understood + limits.tag_bytes)
            watching.stop(fmt::format("A tag is longer than {} bytes.", limits.tag_bytes));
    }
    if (watching.fault) return tl::unexpected<Fault>(*std::move(watching.fault));
    return std::move(text->utf8);
}

}  // namespace chophien::traceability::epcis::xml
