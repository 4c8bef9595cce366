// A seller's promotions: so much off the public price of some offers, for a time, perhaps for a number of
// uses. The seller gives it and bears it: the buyer pays less and the seller earns less, nobody adds to it.
#pragma once

#include "catalog/pricing/price_lists.hpp"

namespace chophien::catalog::pricing {

struct CreatePromotion {
    std::string name;
    std::optional<std::int32_t> percent{};  ///< 1 to 50 …
    std::optional<Money> amount{};          ///< … or đồng off one sales unit
    std::optional<Instant> valid_from{};    ///< now when left out
    Instant valid_until{};
    std::optional<std::int64_t> uses_limit{};  ///< order lines; none: no limit
    std::vector<OfferId> offers;
};

/// What is left out stays. What it takes off and what it is for cannot change: buyers were told; make
/// another.
struct ChangePromotion {
    PromotionId promotion;
    std::optional<std::string> name{};
    std::optional<Instant> valid_until{};
    std::optional<std::int64_t> uses_limit{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NamePromotion {
    PromotionId promotion;
};

struct PromotionView {
    PromotionId id;
    std::string name;
    std::optional<std::int32_t> percent{};
    std::optional<Money> amount{};
    Instant valid_from;
    Instant valid_until;
    Standing standing{};
    std::optional<std::int64_t> uses_limit{};
    std::optional<std::int64_t> uses{};
    std::vector<OfferId> offers{};
    std::int64_t version = 0;
    Instant updated_at;
};

/// Refuses: wrong_promotion (both or neither of percent and amount, an amount over half of an offer's list
/// price, the validity, offers that are not there or not the seller's), too_many_open.
Result<PromotionView> create_promotion(
    db::Transaction& tx, const accounts::Caller& seller, const CreatePromotion& wish
);

/// Refuses: unknown_promotion (also another's), closed, changed_meanwhile, wrong_promotion (the end; a limit
/// below what was used; a limit where there was none, for then nothing was counted).
Result<PromotionView> change_promotion(
    db::Transaction& tx, const accounts::Caller& seller, const ChangePromotion& wish
);

/// It holds no more from this moment; closing what has ended changes nothing. Refuses: unknown_promotion.
Result<PromotionView> close_promotion(
    db::Transaction& tx, const accounts::Caller& seller, const NamePromotion& wish
);

/// Refuses: unknown_promotion.
Result<PromotionView> show_promotion(
    db::Transaction& tx, const accounts::Caller& seller, const NamePromotion& wish
);

/// The newest first, without offers. Refuses: wrong_cursor.
Result<List<PromotionView>> list_promotions(
    db::Transaction& tx, const accounts::Caller& seller, const ListOwn& wish
);

}  // namespace chophien::catalog::pricing

namespace chophien::json {

template <>
struct Shape<catalog::pricing::CreatePromotion> {
    using Of = catalog::pricing::CreatePromotion;
    static constexpr std::string_view name = "CreatePromotion";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, one_line, characters(1, 100), "What it is called."),
        field("percent", &Of::percent, between(1, 50), "So many per cent off the public price, or …"),
        field("amount", &Of::amount, above_zero, "… so much off one sales unit, at most half of its price."),
        field("valid_from", &Of::valid_from, "From this moment on; now when left out."),
        field("valid_until", &Of::valid_until, "Until just before."),
        field(
            "uses_limit",
            &Of::uses_limit,
            between(1, 1'000'000),
            "For so many order lines; without limit when left out."
        ),
        field(
            "offers", &Of::offers, items(1, catalog::pricing::most_listed_offers), "Your offers it is for."
        ),
    };
};

template <>
struct Shape<catalog::pricing::ChangePromotion> {
    using Of = catalog::pricing::ChangePromotion;
    static constexpr std::string_view name = "ChangePromotion";
    static constexpr auto fields = std::tuple{
        field("promotion", &Of::promotion, "The promotion."),
        field("name", &Of::name, one_line, characters(1, 100), "What it is called."),
        field("valid_until", &Of::valid_until, "Until just before."),
        field("uses_limit", &Of::uses_limit, between(1, 1'000'000), "For so many order lines."),
    };
};

template <>
struct Shape<catalog::pricing::NamePromotion> {
    using Of = catalog::pricing::NamePromotion;
    static constexpr std::string_view name = "NamePromotion";
    static constexpr auto fields = std::tuple{field("promotion", &Of::promotion, "The promotion.")};
};

template <>
struct Shape<catalog::pricing::PromotionView> {
    using Of = catalog::pricing::PromotionView;
    static constexpr std::string_view name = "Promotion";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The promotion."),
        field("name", &Of::name, "What it is called."),
        field("percent", &Of::percent, "So many per cent off the public price, or …"),
        field("amount", &Of::amount, "… so much off one sales unit. You bear it: you are paid so much less."),
        field("valid_from", &Of::valid_from, "From this moment on."),
        field("valid_until", &Of::valid_until, "Until just before."),
        field("standing", &Of::standing, "upcoming, in_force or ended."),
        field("uses_limit", &Of::uses_limit, "For so many order lines."),
        field("uses", &Of::uses, "How many of them are used; counted only where there is a limit."),
        field("offers", &Of::offers, "What it is for; where one promotion is shown."),
        field("version", &Of::version, "For If-Match."),
        field("updated_at", &Of::updated_at, "Last change."),
    };
};

}  // namespace chophien::json
