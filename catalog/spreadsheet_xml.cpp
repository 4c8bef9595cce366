#include "catalog/spreadsheet_xml.hpp"

#include "catalog/refusals.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"

#include <expat.h>
#include <memory>
#include <unordered_set>

namespace chophien::catalog {

namespace {

tl::unexpected<Refused> broken_xml() {
    return refuse(
        wrong_import,
        std::vector{Violation{
            "/csv",
            "not_a_spreadsheet",
            "Nội dung bảng tính không đúng dạng.",
            "The spreadsheet's content is not well formed."}}
    );
}

tl::unexpected<Refused> over_limit() {
    return refuse(
        csv::over_limit,
        "Bảng tính có quá nhiều ô, cột hoặc chữ.",
        "The spreadsheet has too many cells, columns or letters."
    );
}

std::string_view local(const char* name) {
    const std::string_view whole(name);
    const auto bar = whole.rfind('|');
    return bar == std::string_view::npos ? whole : whole.substr(bar + 1);
}

/// What XML can make a parser keep: open elements, and every name it ever met. A name is written out with the
/// address of its namespace each time.
struct Cost {
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    bool too_much = false;
    std::size_t depth = 0;
    std::size_t elements = 0;
    std::unordered_set<std::string, Hash, std::equal_to<>> names{};

    void opened(std::string_view name) {
        named(name);
        too_much |= ++depth > spreadsheet::most_depth || ++elements > spreadsheet::most_elements;
    }

    void named(std::string_view name) {
        if (too_much || names.contains(name)) return;
        names.emplace(name);
        too_much = names.size() > spreadsheet::most_names || name.size() > spreadsheet::most_name_bytes;
    }
};

}  // namespace

std::string attribute(const Attributes& all, std::string_view name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string() : found->second;
}

Result<void> hear(
    const Archive& archive, const std::string& part, std::size_t most_bytes, Listener& listener
) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS(nullptr, '|'), &XML_ParserFree
    );
    ensure(parser != nullptr, "memory for a parser");

    struct Heard {
        Listener& listener;
        XML_Parser parser;
        Cost cost{};

        /// Stops at once: the rest of a piece may hold thousands of elements.
        bool enough() const {
            const bool much = listener.too_much || cost.too_much;
            if (much) XML_StopParser(parser, XML_FALSE);
            return much;
        }
    } heard{listener, parser.get()};

    XML_SetUserData(parser.get(), &heard);
    XML_SetElementHandler(
        parser.get(),
        [](void* to, const char* name, const char** pairs) {
            auto& self = *static_cast<Heard*>(to);
            if (self.enough()) return;
            self.cost.opened(name);
            Attributes attributes;
            for (; *pairs != nullptr; pairs += 2) {
                self.cost.named(pairs[0]);
                attributes.emplace(local(pairs[0]), pairs[1]);
            }
            self.listener.opened(local(name), attributes);
        },
        [](void* to, const char* name) {
            auto& self = *static_cast<Heard*>(to);
            if (self.enough()) return;
            --self.cost.depth;
            self.listener.closed(local(name));
        }
    );
    XML_SetCharacterDataHandler(parser.get(), [](void* to, const char* text, int length) {
        static_cast<Heard*>(to)->listener.text({text, static_cast<std::size_t>(length)});
    });
    XML_SetStartNamespaceDeclHandler(parser.get(), [](void* to, const char* prefix, const char* address) {
        auto& cost = static_cast<Heard*>(to)->cost;
        for (const auto* each : {prefix, address}) cost.named(each == nullptr ? "" : each);
    });
    // No spreadsheet declares a document type; what does wants entities of its own.
    XML_SetStartDoctypeDeclHandler(parser.get(), [](void* to, const char*, const char*, const char*, int) {
        XML_StopParser(static_cast<Heard*>(to)->parser, XML_FALSE);
    });
    bool good = true;
    std::size_t fed = 0;
    auto read = archive.read(part, most_bytes, [&](std::string_view piece) {
        good =
            XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), XML_FALSE) == XML_STATUS_OK;
        fed += piece.size();
        // What is not understood yet is one tag or comment whose end has not come: expat keeps it whole.
        const auto understood = XML_GetCurrentByteIndex(parser.get());
        if (understood >= 0 && fed - static_cast<std::size_t>(understood) > spreadsheet::most_tag_bytes)
            heard.cost.too_much = true;
        return good && !listener.too_much && !heard.cost.too_much;
    });
    if (!read) return read;
    if (listener.too_much || heard.cost.too_much) return over_limit();
    if (!good || XML_Parse(parser.get(), nullptr, 0, XML_TRUE) != XML_STATUS_OK) return broken_xml();
    return {};
}

}  // namespace chophien::catalog
