// Price lists on the wire; included by price_lists.hpp.
#pragma once

#include "catalog/pricing/price_lists.hpp"

namespace chophien::json {

template <>
struct Shape<catalog::pricing::CreatePriceList> {
    using Of = catalog::pricing::CreatePriceList;
    static constexpr std::string_view name = "CreatePriceList";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, one_line, characters(1, 100), "What you call it; buyers do not see it."),
        field("audience", &Of::audience, "everyone, kind (verified organisations of one kind) or buyers."),
        field("kind", &Of::kind, "With audience kind: which."),
        field("valid_from", &Of::valid_from, "From this moment on; now when left out."),
        field("valid_until", &Of::valid_until, "Until just before; until it is closed when left out."),
    };
};

template <>
struct Shape<catalog::pricing::ChangePriceList> {
    using Of = catalog::pricing::ChangePriceList;
    static constexpr std::string_view name = "ChangePriceList";
    static constexpr auto fields = std::tuple{
        field("price_list", &Of::price_list, "The list."),
        field("name", &Of::name, one_line, characters(1, 100), "What you call it."),
        field("valid_until", &Of::valid_until, "Until just before."),
    };
};

template <>
struct Shape<catalog::pricing::NamePriceList> {
    using Of = catalog::pricing::NamePriceList;
    static constexpr std::string_view name = "NamePriceList";
    static constexpr auto fields = std::tuple{field("price_list", &Of::price_list, "The list.")};
};

template <>
struct Shape<catalog::pricing::ListOwn> {
    using Of = catalog::pricing::ListOwn;
    static constexpr std::string_view name = "ListOwnPricing";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::pricing::TierWish> {
    using Of = catalog::pricing::TierWish;
    static constexpr std::string_view name = "PriceTier";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, above_zero, "From so many sales units on …"),
        field("price", &Of::price, above_zero, "… one costs this, taxes included."),
    };
};

template <>
struct Shape<catalog::pricing::SetTiers> {
    using Of = catalog::pricing::SetTiers;
    static constexpr std::string_view name = "SetTiers";
    static constexpr auto fields = std::tuple{
        field("price_list", &Of::price_list, "The list."),
        field("offer", &Of::offer, "The offer."),
        field(
            "tiers",
            &Of::tiers,
            items(0, catalog::pricing::most_tiers),
            "All its prices, by rising quantity; none takes it off the list."
        ),
    };
};

template <>
struct Shape<catalog::pricing::AddMembers> {
    using Of = catalog::pricing::AddMembers;
    static constexpr std::string_view name = "AddMembers";
    static constexpr auto fields = std::tuple{
        field("price_list", &Of::price_list, "The list."),
        field("organisations", &Of::organisations, items(1, 100), "Buyers it is for from now on."),
    };
};

template <>
struct Shape<catalog::pricing::RemoveMember> {
    using Of = catalog::pricing::RemoveMember;
    static constexpr std::string_view name = "RemoveMember";
    static constexpr auto fields = std::tuple{
        field("price_list", &Of::price_list, "The list."),
        field("organisation", &Of::organisation, "A buyer it is no longer for."),
    };
};

template <>
struct Shape<catalog::pricing::ListedOffer> {
    using Of = catalog::pricing::ListedOffer;
    static constexpr std::string_view name = "ListedOffer";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("tiers", &Of::tiers, "Its prices in this list."),
    };
};

template <>
struct Shape<catalog::pricing::PriceListView> {
    using Of = catalog::pricing::PriceListView;
    static constexpr std::string_view name = "PriceList";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The list."),
        field("name", &Of::name, "What you call it."),
        field("audience", &Of::audience, "Whom it is for."),
        field("kind", &Of::kind, "Verified organisations of this kind."),
        field("valid_from", &Of::valid_from, "From this moment on."),
        field("valid_until", &Of::valid_until, "Until just before; absent: until it is closed."),
        field("standing", &Of::standing, "upcoming, in_force or ended."),
        field("offers", &Of::offers, "What it prices; where one list is shown."),
        field("members", &Of::members, "The buyers it names; where one list is shown."),
        field("version", &Of::version, "For If-Match."),
        field("updated_at", &Of::updated_at, "Last change."),
    };
};

}  // namespace chophien::json
