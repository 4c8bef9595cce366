#include "catalog/search/want.hpp"

namespace chophien::catalog::search {

namespace {

// Between what a term folds to and what it says; sorts before every letter and the blank.
constexpr char mark = '\t';

std::string coded(std::string_view kind, std::string_view code) {
    std::string term(1, static_cast<char>(Field::kind));
    return term.append(kind).append(":").append(code);
}

}  // namespace

std::string term_of(Field field, const Syllable& syllable) {
    return range_of(field, syllable.fold) + syllable.word;
}

std::string term_of(Field field, const Syllable& first, const Syllable& second) {
    return range_of(field, first.fold, second.fold) + first.word + ' ' + second.word;
}

std::string range_of(Field field, std::string_view fold) {
    std::string term(1, static_cast<char>(field));
    return term.append(fold) + mark;
}

std::string range_of(Field field, std::string_view first, std::string_view second) {
    std::string term(1, static_cast<char>(field));
    return term.append(first).append(" ").append(second) + mark;
}

std::string_view words_of(std::string_view term) {
    const auto at = term.find(mark);
    return at == std::string_view::npos ? std::string_view() : term.substr(at + 1);
}

std::string set_term(std::int32_t set) { return coded("set", std::to_string(set)); }

std::string seller_term(accounts::OrganisationKind kind) { return coded("seller", json::name_of(kind)); }

std::string scheme_term(std::string_view scheme) { return coded("scheme", scheme); }

std::string province_term(std::string_view code) { return coded("province", code); }

Want want_term(std::string term, std::uint32_t least, std::uint32_t percent) {
    return {Want::Sort::term, std::move(term), least, percent, {}};
}

Want want(Want::Sort sort, std::vector<Want> parts, std::uint32_t percent) {
    if (parts.size() == 1 && percent == 100) return std::move(parts.front());
    return {sort, {}, 0, percent, std::move(parts)};
}

}  // namespace chophien::catalog::search
