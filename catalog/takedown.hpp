// Taking a product off the market by decision of the operator or an authority, the seller's appeal and what
// comes of it (Law on E-commerce 122/2025/QH15 art. 17; Decree 248/2026/NĐ-CP art. 17: within 24 hours of an
// authority's request).
//
//     ordered ──appeal──▶ appealed ──uphold──▶ upheld
//        │                   │                   │
//        └───────lift────────┴───────lift────────┴──▶ lifted
//
// Until it is lifted the product is withdrawn and cannot be published.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace chophien::catalog {

struct OfTakedown {
    static constexpr std::string_view prefix = "tkd";
};

using TakedownId = Id<OfTakedown>;

enum class TakedownState : std::uint8_t { ordered, appealed, upheld, lifted };

enum class TakedownStep : std::uint8_t { appeal, uphold, lift };

/// The whole table; what is not in it cannot happen.
std::optional<TakedownState> next_state(TakedownState from, TakedownStep step);

enum class TakedownGround : std::uint8_t { unlawful, unsafe, counterfeit, misleading, infringing, other };

struct Takedown {
    TakedownId id;
    ProductId product;
    accounts::OrganisationId seller;
    TakedownState state = TakedownState::ordered;
    TakedownGround ground{};
    std::string reason;
    std::optional<std::string> reference{};
    accounts::OrganisationId ordered_by;
    bool by_authority = false;
    Instant ordered_at;
    bool was_published = false;
    std::optional<std::string> appeal{};
    std::optional<Instant> appealed_at{};
    std::optional<std::string> decision{};
    std::optional<Instant> decided_at{};
};

struct OrderTakedown {
    ProductId product;
    TakedownGround ground{};
    std::string reason;
    std::optional<std::string> reference{};
};

struct NameTakedown {
    TakedownId takedown;
};

struct AppealTakedown {
    TakedownId takedown;
    std::string appeal;
};

enum class TakedownDecision : std::uint8_t { upheld, lifted };

struct DecideTakedown {
    TakedownId takedown;
    TakedownDecision decision{};
    std::string reason;
};

struct ListTakedowns {
    std::optional<TakedownState> state{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

inline constexpr Refusal product_taken_down{
    "catalog/taken-down",
    Kind::conflict,
    {"Sản phẩm đã bị gỡ theo quyết định; hãy khiếu nại hoặc chờ quyết định được thu hồi.",
     "The product was taken down by decision; appeal, or wait until that is lifted."}};
inline constexpr Refusal unknown_takedown{
    "catalog/unknown-takedown",
    Kind::not_found,
    {"Không có quyết định gỡ sản phẩm này.", "There is no such takedown."}};
inline constexpr Refusal wrong_takedown_state{
    "catalog/wrong-takedown-state",
    Kind::conflict,
    {"Không làm được việc này ở trạng thái hiện tại của quyết định gỡ.",
     "This cannot be done in the takedown's present state."}};
inline constexpr Refusal not_overseeing{
    "catalog/not-overseeing",
    Kind::forbidden,
    {"Chỉ đơn vị vận hành chợ và cơ quan quản lý làm được việc này; quyết định của cơ quan quản lý chỉ cơ "
     "quan quản lý "
     "thu hồi.",
     "Only the operator and authorities may do this; what an authority ordered only an authority lifts."}};
inline constexpr std::array takedown_refusals{
    &product_taken_down, &unknown_takedown, &wrong_takedown_state, &not_overseeing};

/// The operator's and the authorities' people who may act for them.
bool oversees(const accounts::Caller& caller);

/// Takes the product off the market now: lists, pages, orders and mirrors with this transaction. Its seller
/// hears of it in the feed (product.taken_down). Refuses: not_overseeing, unknown_product, wrong_state (never
/// published), product_taken_down (it is already).
Result<Takedown> take_down(db::Transaction& tx, const accounts::Caller& caller, const OrderTakedown& wish);

/// The seller's answer, once. Refuses: unknown_takedown (also another's), wrong_takedown_state.
Result<Takedown> appeal_takedown(
    db::Transaction& tx, const accounts::Caller& seller, const AppealTakedown& wish
);

/// Upholds an appealed takedown, or lifts one in any state. A product that was on the market when it was
/// taken down comes back when it still may be published; otherwise it stays withdrawn. Refuses:
/// not_overseeing, unknown_takedown, wrong_takedown_state.
Result<Takedown> decide_takedown(
    db::Transaction& tx, const accounts::Caller& caller, const DecideTakedown& wish
);

/// For the seller, the operator and authorities. Refuses: unknown_takedown.
Result<Takedown> show_takedown(db::Transaction& tx, const accounts::Caller& caller, const NameTakedown& wish);

/// The newest first: a seller's own, or everybody's for those who oversee. Refuses: wrong_cursor.
Result<List<Takedown>> list_takedowns(
    db::Transaction& tx, const accounts::Caller& caller, const ListTakedowns& wish
);

bool is_taken_down(db::Transaction& tx, ProductId product);
/// Those of the products that are taken down.
std::set<ProductId> taken_down_among(db::Transaction& tx, std::span<const ProductId> products);

}  // namespace chophien::catalog

#include "catalog/takedown_wire.hpp"
