// A seller's price lists: for everyone, for verified organisations of a kind, for buyers it names; each with
// tiers by quantity and with a validity.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/pricing/price.hpp"
#include "catalog/pricing/validity.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::pricing {

inline constexpr std::size_t most_tiers = 10;           ///< of one offer in one list
inline constexpr std::size_t most_listed_offers = 500;  ///< in one list or promotion
inline constexpr std::size_t most_members = 500;        ///< of one list
inline constexpr std::int64_t most_open = 100;  ///< lists of one seller that have not ended; promotions too

struct CreatePriceList {
    std::string name;
    Audience audience = Audience::everyone;
    std::optional<accounts::OrganisationKind> kind{};
    std::optional<Instant> valid_from{};   ///< now when left out
    std::optional<Instant> valid_until{};  ///< until it is closed when left out
};

/// What is left out stays. For whom it is and when it began cannot change: make another list.
struct ChangePriceList {
    PriceListId price_list;
    std::optional<std::string> name{};
    std::optional<Instant> valid_until{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NamePriceList {
    PriceListId price_list;
};

struct ListOwn {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct TierWish {
    Decimal from;
    Money price;
};

/// All tiers of one offer in one list; none takes the offer off the list.
struct SetTiers {
    PriceListId price_list;
    OfferId offer;
    std::vector<TierWish> tiers{};
};

struct AddMembers {
    PriceListId price_list;
    std::vector<accounts::OrganisationId> organisations;
};

struct RemoveMember {
    PriceListId price_list;
    accounts::OrganisationId organisation;
};

struct ListedOffer {
    OfferId offer;
    std::vector<TierWish> tiers{};
};

struct PriceListView {
    PriceListId id;
    std::string name;
    Audience audience{};
    std::optional<accounts::OrganisationKind> kind{};
    Instant valid_from;
    std::optional<Instant> valid_until{};
    Standing standing{};
    std::vector<ListedOffer> offers{};
    std::vector<accounts::OrganisationId> members{};
    std::int64_t version = 0;
    Instant updated_at;
};

/// What is wrong with an offer's tiers, at /tiers/N: not rising quantities, a price over that of a smaller
/// quantity (more never costs more apiece), a price not over zero, a fraction of what is counted.
std::vector<Violation> faults_of(const std::vector<TierWish>& tiers, const Unit& unit);

/// Refuses: wrong_price_list (a kind without that audience or the other way round; a kind that never is
/// verified, as consumers; the validity), too_many_open.
Result<PriceListView> create_price_list(
    db::Transaction& tx, const accounts::Caller& seller, const CreatePriceList& wish
);

/// Refuses: unknown_price_list (also another's), changed_meanwhile, closed, wrong_price_list.
Result<PriceListView> change_price_list(
    db::Transaction& tx, const accounts::Caller& seller, const ChangePriceList& wish
);

/// It holds no more from this moment; closing what has ended changes nothing. Refuses: unknown_price_list.
Result<PriceListView> close_price_list(
    db::Transaction& tx, const accounts::Caller& seller, const NamePriceList& wish
);

/// With its offers and members. Refuses: unknown_price_list.
Result<PriceListView> show_price_list(
    db::Transaction& tx, const accounts::Caller& seller, const NamePriceList& wish
);

/// The newest first, without offers and members. Refuses: wrong_cursor.
Result<List<PriceListView>> list_price_lists(
    db::Transaction& tx, const accounts::Caller& seller, const ListOwn& wish
);

/// Refuses: unknown_price_list, closed, unknown_offer (also another's), wrong_price_list (the tiers; over
/// most_listed_offers).
Result<PriceListView> set_tiers(db::Transaction& tx, const accounts::Caller& seller, const SetTiers& wish);

/// Who is a member already stays one. Refuses: unknown_price_list, closed, wrong_price_list (not for named
/// buyers, organisations that are not there, over most_members).
Result<PriceListView> add_members(
    db::Transaction& tx, const accounts::Caller& seller, const AddMembers& wish
);

/// Refuses: unknown_price_list.
Result<PriceListView> remove_member(
    db::Transaction& tx, const accounts::Caller& seller, const RemoveMember& wish
);

}  // namespace chophien::catalog::pricing

#include "catalog/pricing/price_lists_wire.hpp"
