// JSON of links and company prefixes.
#pragma once

#include "core/json.hpp"
#include "traceability/resolver/linking.hpp"

namespace chophien::json {

namespace link_fields {

template <class T>
constexpr auto link_type = field(
    "link_type",
    &T::link_type,
    characters(1, 200),
    "Link type: gs1:pip, gs1:certificationInfo …, or a URI of another vocabulary."
);
template <class T>
constexpr auto href = field(
    "href",
    &T::href,
    characters(1, 1000),
    "Where it leads: https; {gtin}, {lot}, {serial}, {key} or {rest} are filled from the link asked for."
);
template <class T>
constexpr auto title =
    field("title", &T::title, one_line, characters(1, 200), "What is there, in Vietnamese.");
template <class T>
constexpr auto title_en =
    field("title_en", &T::title_en, one_line, characters(1, 200), "What is there, in English.");
template <class T>
constexpr auto media_type =
    field("media_type", &T::media_type, characters(3, 100), "Media type of what is there: text/html.");
template <class T>
constexpr auto languages = field(
    "languages",
    &T::languages,
    items(0, 10),
    characters(2, 35),
    "Languages of what is there (BCP 47); none or und: for everybody."
);
template <class T>
constexpr auto contexts = field(
    "contexts",
    &T::contexts,
    items(0, 10),
    characters(1, 100),
    "Contexts it is for: a country such as VN, or a word of one's own."
);
template <class T>
constexpr auto standing = field(
    "standing",
    &T::standing,
    "default: followed when no link type is asked for, one an anchor; variant: one of several defaults that "
    "headers choose among; usual."
);
template <class T>
constexpr auto forwards_query =
    field("forwards_query", &T::forwards_query, "The asker's own query is appended; true when absent.");
template <class T>
constexpr auto open = field("open", &T::open, "Anybody may read what is there; true when absent.");

}  // namespace link_fields

template <>
struct Shape<traceability::AddLink> {
    using T = traceability::AddLink;
    static constexpr std::string_view name = "AddLink";
    static constexpr auto fields = std::tuple{
        field(
            "anchor",
            &T::anchor,
            characters(1, traceability::most_anchor_signs),
            "What it hangs on: a path such as /01/{14 digits}, /01/…/10/{lot} for every lot, "
            "/01/…/21/{serial} "
            "for every unit, /8004/0893600* for all that begins so."
        ),
        link_fields::link_type<T>,
        link_fields::href<T>,
        link_fields::title<T>,
        link_fields::title_en<T>,
        link_fields::media_type<T>,
        link_fields::languages<T>,
        link_fields::contexts<T>,
        link_fields::standing<T>,
        link_fields::forwards_query<T>,
        link_fields::open<T>};
};

template <>
struct Shape<traceability::ReplaceLink> {
    using T = traceability::ReplaceLink;
    static constexpr std::string_view name = "ReplaceLink";
    static constexpr auto fields = std::tuple{
        field("link", &T::link, "The link."),
        link_fields::link_type<T>,
        link_fields::href<T>,
        link_fields::title<T>,
        link_fields::title_en<T>,
        link_fields::media_type<T>,
        link_fields::languages<T>,
        link_fields::contexts<T>,
        link_fields::standing<T>,
        link_fields::forwards_query<T>,
        link_fields::open<T>};
};

template <>
struct Shape<traceability::NameLink> {
    static constexpr std::string_view name = "NameLink";
    static constexpr auto fields = std::tuple{field("link", &traceability::NameLink::link, "The link.")};
};

template <>
struct Shape<traceability::ListLinks> {
    using T = traceability::ListLinks;
    static constexpr std::string_view name = "ListLinks";
    static constexpr auto fields = std::tuple{
        field("anchor", &T::anchor, characters(1, traceability::most_anchor_signs), "Only of this anchor."),
        field("after", &T::after, "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when absent.")};
};

template <>
struct Shape<traceability::LinkView> {
    using T = traceability::LinkView;
    static constexpr std::string_view name = "Link";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The link."),
        field("anchor", &T::anchor, "What it hangs on."),
        link_fields::link_type<T>,
        link_fields::href<T>,
        link_fields::title<T>,
        link_fields::title_en<T>,
        link_fields::media_type<T>,
        link_fields::languages<T>,
        link_fields::contexts<T>,
        link_fields::standing<T>,
        link_fields::forwards_query<T>,
        link_fields::open<T>,
        field("version", &T::version, "For If-Match."),
        field("recorded_at", &T::recorded_at, "When it was added.")};
};

template <>
struct Shape<traceability::GiveCompanyPrefix> {
    using T = traceability::GiveCompanyPrefix;
    static constexpr std::string_view name = "GiveCompanyPrefix";
    static constexpr auto fields = std::tuple{
        field("prefix", &T::prefix, characters(4, 12), "GS1 company prefix, 4 to 12 digits."),
        field("organisation", &T::organisation, "Who holds it.")};
};

template <>
struct Shape<traceability::NameCompanyPrefix> {
    using T = traceability::NameCompanyPrefix;
    static constexpr std::string_view name = "NameCompanyPrefix";
    static constexpr auto fields =
        std::tuple{field("prefix", &T::prefix, characters(4, 12), "GS1 company prefix.")};
};

template <>
struct Shape<traceability::ListCompanyPrefixes> {
    using T = traceability::ListCompanyPrefixes;
    static constexpr std::string_view name = "ListCompanyPrefixes";
    static constexpr auto fields = std::tuple{
        field("after", &T::after, characters(1, 12), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when absent.")};
};

template <>
struct Shape<traceability::CompanyPrefixView> {
    using T = traceability::CompanyPrefixView;
    static constexpr std::string_view name = "CompanyPrefix";
    static constexpr auto fields = std::tuple{
        field("prefix", &T::prefix, "GS1 company prefix."),
        field("organisation", &T::organisation, "Who holds it."),
        field("given_at", &T::given_at, "Since when the market knows.")};
};

}  // namespace chophien::json
