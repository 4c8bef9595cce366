#include "catalog/naming.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

constexpr std::size_t longest_word = 30;

// Calls `each(point, next)` with every code point of NFC text in lower case and the one after it (0 at the
// end).
template <class Each>
void lowered(std::string_view utf8, Each&& each) {
    const auto composed = text::composed(utf8);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(composed.data());
    const auto length = static_cast<std::int32_t>(composed.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT(bytes, at, length, point);
        UChar32 next = 0;
        if (at < length) {
            auto ahead = at;
            U8_NEXT(bytes, ahead, length, next);
        }
        each(u_tolower(point), next);
    }
}

bool counts(UChar32 point) { return u_isalnum(point) || u_charType(point) == U_NON_SPACING_MARK; }

void append(std::string& out, UChar32 point) {
    std::uint8_t bytes[4];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(bytes, length, 4, static_cast<std::uint32_t>(point), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::vector<std::string> searchable(std::string_view utf8) {
    auto found = text::words(utf8);
    std::erase_if(found, [](const std::string& word) {
        return word.size() > longest_word ||
               std::ranges::any_of(word, [](char sign) { return static_cast<unsigned char>(sign) >= 0x80; });
    });
    return found;
}

std::vector<std::string> query_words(std::string_view query) {
    auto found = searchable(query);
    if (found.size() > most_query_words) found.resize(most_query_words);
    return found;
}

// A lone letter begins half of all words: it is looked up as it stands.
void end_with(SearchTerms& terms, std::string last) {
    if (last.size() >= 2 || !terms.whole.empty())
        terms.prefix = std::move(last);
    else
        terms.whole.push_back(std::move(last));
}

}  // namespace

std::string name_identity(std::string_view name) {
    std::string out;
    bool blank = false;
    lowered(name, [&](UChar32 point, UChar32) {
        if (!counts(point)) {
            blank = true;
            return;
        }
        if (blank && !out.empty()) out += ' ';
        blank = false;
        append(out, point);
    });
    return out;
}

std::string pack_identity(std::string_view pack) {
    std::string out;
    UChar32 before = 0;
    lowered(pack, [&](UChar32 point, UChar32 next) {
        if (counts(point))
            append(out, point);
        else if ((point == '.' || point == ',') && u_isdigit(before) && u_isdigit(next))
            out += '.';
        before = point;
    });
    return out;
}

std::string name_fold(std::string_view name) { return fmt::format("{}", fmt::join(text::words(name), " ")); }

std::vector<std::string> search_words(const std::vector<std::string_view>& texts) {
    std::vector<std::string> found;
    for (const auto one : texts) {
        const auto syllables = searchable(one);
        for (std::size_t at = 0; at < syllables.size(); ++at) {
            found.push_back(syllables[at]);
            if (at > 0) found.push_back(syllables[at - 1] + ' ' + syllables[at]);
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

SearchTerms neighbours_of(std::string_view query) {
    const auto words = query_words(query);
    SearchTerms terms;
    terms.phrase = fmt::format("{}", fmt::join(words, " "));
    if (words.size() == 1) end_with(terms, words.front());
    for (std::size_t at = 1; at < words.size(); ++at) {
        auto two = words[at - 1] + ' ' + words[at];
        if (at + 1 < words.size())
            terms.whole.push_back(std::move(two));
        else
            terms.prefix = std::move(two);
    }
    return terms;
}

SearchTerms syllables_of(std::string_view query) {
    auto words = query_words(query);
    SearchTerms terms;
    terms.phrase = fmt::format("{}", fmt::join(words, " "));
    if (words.empty()) return terms;
    auto last = std::move(words.back());
    words.pop_back();
    terms.whole = std::move(words);
    end_with(terms, std::move(last));
    return terms;
}

}  // namespace chophien::catalog
