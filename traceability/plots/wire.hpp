// JSON of plots, facilities and member households.
#pragma once

#include "core/json.hpp"
#include "core/list.hpp"
#include "traceability/plots/keeping.hpp"
#include "traceability/plots/members.hpp"

namespace chophien::json {

template <>
struct Shape<traceability::plots::AddPlace> {
    using T = traceability::plots::AddPlace;
    static constexpr std::string_view name = "AddPlace";
    static constexpr auto fields = std::tuple{
        field("kind", &T::kind, "What sort of place it is."),
        field("name", &T::name, one_line, characters(1, 120), "What you call it; shown to nobody else."),
        field("member", &T::member, "The member household that works it."),
        field(
            "province",
            &T::province,
            one_line,
            characters(1, 60),
            "Province: code or name, former ones too; your organisation's when left out."
        ),
        field("commune", &T::commune, one_line, characters(0, 100), "Name of the commune."),
        field("commune_code", &T::commune_code, characters(0, 5), "Its five digits."),
        field(
            "code",
            &T::code,
            one_line,
            characters(0, 32),
            "Growing-area, packing-house, farm or cage code as issued; an unusual one is taken with a doubt."
        ),
        field("code_country", &T::code_country, characters(0, 2), "Country that issued the code: VN."),
        field("code_market", &T::code_market, characters(0, 2), "Market it was issued for: CN."),
        field("grows", &T::grows, one_line, characters(0, 100), "Crop or species."),
        field(
            "geometry",
            &T::geometry,
            "GeoJSON Point or Polygon, WGS 84, longitude first. A plot over 4 ha needs its outline."
        ),
        field(
            "square_metres",
            &T::square_metres,
            between(1, traceability::plots::most_square_metres),
            "Area of a place without outline; with one it is computed."
        ),
        field("gln", &T::gln, characters(13, 13), "Its own GLN; a number is given when left out."),
        field("valid_from", &T::valid_from, "Since when it is so; today when left out.")};
};

template <>
struct Shape<traceability::plots::ChangePlace> {
    using T = traceability::plots::ChangePlace;
    static constexpr std::string_view name = "ChangePlace";
    static constexpr auto fields = std::tuple{
        field("place", &T::place, "The place."),
        field("name", &T::name, one_line, characters(1, 120), "What you call it."),
        field("member", &T::member, "The member household that works it."),
        field("province", &T::province, one_line, characters(1, 60), "Province: code or name."),
        field("commune", &T::commune, one_line, characters(0, 100), "Name of the commune."),
        field("commune_code", &T::commune_code, characters(0, 5), "Its five digits."),
        field("code", &T::code, one_line, characters(0, 32), "Code as issued."),
        field("code_country", &T::code_country, characters(0, 2), "Country that issued the code."),
        field("code_market", &T::code_market, characters(0, 2), "Market it was issued for."),
        field("grows", &T::grows, one_line, characters(0, 100), "Crop or species."),
        field("geometry", &T::geometry, "GeoJSON Point or Polygon."),
        field(
            "square_metres",
            &T::square_metres,
            between(1, traceability::plots::most_square_metres),
            "Area of a place without outline."
        ),
        field("valid_from", &T::valid_from, "Since when this is so; today when left out."),
        field("valid_to", &T::valid_to, "The last day it is in use.")};
};

template <>
struct Shape<traceability::plots::NamePlace> {
    static constexpr std::string_view name = "NamePlace";
    static constexpr auto fields =
        std::tuple{field("place", &traceability::plots::NamePlace::place, "The place.")};
};

template <>
struct Shape<traceability::plots::ListPlaces> {
    using T = traceability::plots::ListPlaces;
    static constexpr std::string_view name = "ListPlaces";
    static constexpr auto fields = std::tuple{
        field("updated_since", &T::updated_since, "Only what changed at this instant or later."),
        field("after", &T::after, characters(1, 60), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when left out.")};
};

template <>
struct Shape<traceability::plots::ListPlaceVersions> {
    using T = traceability::plots::ListPlaceVersions;
    static constexpr std::string_view name = "ListPlaceVersions";
    static constexpr auto fields = std::tuple{
        field("place", &T::place, "The place."),
        field("after", &T::after, at_least(1), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when left out.")};
};

template <>
struct Shape<traceability::plots::PlaceView> {
    using T = traceability::plots::PlaceView;
    static constexpr std::string_view name = "Place";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The place."),
        field("version", &T::version, "Rises with every change; for If-Match."),
        field("kind", &T::kind, "What sort of place it is."),
        field("kind_vi", &T::kind_vi, "The same in Vietnamese."),
        field("exact", &T::exact, "All is shown; else no more than the commune."),
        field("name", &T::name, "What its owner calls it."),
        field("member", &T::member, "The member household that works it."),
        field("province", &T::province, "Code of the province."),
        field("province_name", &T::province_name, "Its name."),
        field("commune", &T::commune, "Name of the commune."),
        field("commune_code", &T::commune_code, "Its five digits."),
        field("code", &T::code, "Growing-area, packing-house, farm or cage code."),
        field("code_country", &T::code_country, "Country that issued the code."),
        field("code_market", &T::code_market, "Market it was issued for."),
        field("grows", &T::grows, "Crop or species."),
        field("geometry", &T::geometry, "GeoJSON, WGS 84, longitude first."),
        field("square_metres", &T::square_metres, "Area."),
        field("gln", &T::gln, "AI 414."),
        field("extension", &T::extension, "AI 254."),
        field("internal_number", &T::internal_number, "The number is the marketplace's; no GS1 key."),
        field("uri", &T::uri, "Its name in events: a GS1 Digital Link."),
        field("valid_from", &T::valid_from, "Since when it is so."),
        field("valid_to", &T::valid_to, "The last day it is in use."),
        field("doubt_vi", &T::doubt_vi, "What looks unusual about the code."),
        field("doubt_en", &T::doubt_en, "The same in English."),
        field("updated_at", &T::updated_at, "When it was changed last.")};
};

template <>
struct Shape<traceability::plots::PlaceVersionView> {
    using T = traceability::plots::PlaceVersionView;
    static constexpr std::string_view name = "PlaceVersion";
    static constexpr auto fields = std::tuple{
        field("version", &T::version, "The version."),
        field("valid_from", &T::valid_from, "Since when it was so."),
        field("recorded_at", &T::recorded_at, "When it was recorded."),
        field("facts", &T::facts, "The place as it was shown then.")};
};

template <>
struct Shape<traceability::plots::AddMember> {
    using T = traceability::plots::AddMember;
    static constexpr std::string_view name = "AddMember";
    static constexpr auto fields = std::tuple{
        field("name", &T::name, one_line, characters(1, 100), "Name of the household; shown to nobody else."),
        field("account", &T::account, "The household as an organisation of the market, when it is one.")};
};

template <>
struct Shape<traceability::plots::ChangeMember> {
    using T = traceability::plots::ChangeMember;
    static constexpr std::string_view name = "ChangeMember";
    static constexpr auto fields = std::tuple{
        field("member", &T::member, "The household."),
        field("name", &T::name, one_line, characters(1, 100), "Its name."),
        field("account", &T::account, "The household as an organisation of the market."),
        field("active", &T::active, "False when it left.")};
};

template <>
struct Shape<traceability::plots::NameMember> {
    static constexpr std::string_view name = "NameMember";
    static constexpr auto fields =
        std::tuple{field("member", &traceability::plots::NameMember::member, "The household.")};
};

template <>
struct Shape<traceability::plots::ListMembers> {
    using T = traceability::plots::ListMembers;
    static constexpr std::string_view name = "ListMembers";
    static constexpr auto fields = std::tuple{
        field("updated_since", &T::updated_since, "Only what changed at this instant or later."),
        field("after", &T::after, characters(1, 60), "`page.next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows a page; 20 when left out.")};
};

template <>
struct Shape<traceability::plots::MemberView> {
    using T = traceability::plots::MemberView;
    static constexpr std::string_view name = "MemberHousehold";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The household."),
        field("version", &T::version, "Rises with every change; for If-Match."),
        field("name", &T::name, "Its name."),
        field("account", &T::account, "Its organisation on the market."),
        field("gln", &T::gln, "Its number as a party (AI 417)."),
        field("party", &T::party, "Its name in events: a GS1 Digital Link."),
        field("active", &T::active, "It is a member today."),
        field("updated_at", &T::updated_at, "When it was changed last.")};
};

}  // namespace chophien::json
