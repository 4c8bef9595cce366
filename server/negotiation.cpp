#include "server/negotiation.hpp"

#include "core/preferences.hpp"
#include "server/http.hpp"

namespace chophien::server {

namespace {

/// Calls `member(name, weight)` for each comma-separated member.
template <class Member>
void each_member(std::string_view header, const Member& member) {
    // The reference keeps std::function from allocating: this runs for every request.
    each_preference(header, [&member](const Preference& each) { member(each.name, each.weight); });
}

bool is_range_of(std::string_view range, std::string_view language) {
    return range.size() >= language.size() &&
           equal_ignoring_case(range.substr(0, language.size()), language) &&
           (range.size() == language.size() || range[language.size()] == '-');
}

}  // namespace

Language language_of(std::string_view accept_language) {
    if (accept_language.empty()) return Language::vi;

    struct Wish {
        int weight = -1;  // not named
        int place = 0;
    };

    Wish vi, en;
    int any = -1;
    int place = 0;
    const auto name = [](Wish& wish, int weight, int at) {
        if (weight > wish.weight) wish = {weight, at};
    };
    each_member(accept_language, [&](std::string_view range, int weight) {
        ++place;
        if (is_range_of(range, "vi")) name(vi, weight, place);
        if (is_range_of(range, "en")) name(en, weight, place);
        if (range == "*" && weight > any) any = weight;
    });
    const bool vi_by_name = vi.weight >= 0;
    if (!vi_by_name) vi.weight = any;
    if (en.weight <= 0) return Language::vi;  // "*" alone gives the default language, which is Vietnamese
    if (en.weight != vi.weight) return en.weight > vi.weight ? Language::en : Language::vi;
    return vi_by_name && en.place < vi.place ? Language::en : Language::vi;
}

Media media_of(std::string_view accept) {
    if (accept.empty()) return Media::json;

    // The most specific range that covers a type gives its weight, whatever the order (RFC 9110 §12.5.1).
    struct Cover {
        int weight = 0;
        int precision = 0;

        void by(int how_precise, int with_weight) {
            if (how_precise > precision) *this = {with_weight, how_precise};
        }
    };

    Cover html, json;
    each_member(accept, [&](std::string_view range, int weight) {
        if (range == "*/*") {
            html.by(1, weight);
            json.by(1, weight);
        } else if (equal_ignoring_case(range, "text/*")) {
            html.by(2, weight);
        } else if (equal_ignoring_case(range, "application/*")) {
            json.by(2, weight);
        } else if (equal_ignoring_case(range, "text/html")) {
            html.by(3, weight);
        } else if (equal_ignoring_case(range, "application/json")) {
            json.by(3, weight);
        }
    });
    return html.weight > json.weight ? Media::html : Media::json;
}

bool accepts_gzip(std::string_view accept_encoding) {
    int gzip = -1;
    int any = -1;
    each_member(accept_encoding, [&](std::string_view coding, int weight) {
        if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) gzip = weight;
        if (coding == "*") any = weight;
    });
    return (gzip >= 0 ? gzip : any) > 0;
}

std::string_view code_of(Language language) { return language == Language::vi ? "vi" : "en"; }

}  // namespace chophien::server
