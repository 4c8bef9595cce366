#include "traceability/epcis/xml_words.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis::xml {
namespace {

struct Spelling {
    std::string_view urn;
    std::string_view web;
    std::string_view other_web;  ///< only read
};

constexpr std::string_view voc = "https://ref.gs1.org/voc/";
constexpr std::string_view old_voc = "https://gs1.org/voc/";

/// In the order of Vocabulary.
constexpr std::array<Spelling, 9> spellings{
    {{},
     {"urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-", {}},
     {"urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-", {}},
     {"urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-", {}},
     {"urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-", {}},
     {"urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-", {}},
     {"urn:epcglobal:cbv:comp:", "https://ref.gs1.org/cbv/Comp-", {}},
     {"gs1:", voc, old_voc},
     {"gs1:", voc, old_voc}}};

constexpr const Spelling& of(Vocabulary vocabulary) {
    return spellings[static_cast<std::size_t>(vocabulary)];
}

bool is_bare(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

std::optional<std::string_view> bare_word(Vocabulary vocabulary, std::string_view address) {
    const auto& known = of(vocabulary);
    for (const auto beginning : {known.urn, known.web, known.other_web}) {
        if (beginning.empty() || !address.starts_with(beginning)) continue;
        const auto rest = address.substr(beginning.size());
        if (is_bare(rest)) return rest;
    }
    return std::nullopt;
}

std::string spelled(Vocabulary vocabulary, std::string_view word, XmlWords words) {
    if (vocabulary == Vocabulary::none || !is_bare(word)) return std::string(word);
    const auto& known = of(vocabulary);
    return std::string(words == XmlWords::always_web_uri ? known.web : known.urn).append(word);
}

}  // namespace chophien::traceability::epcis::xml
