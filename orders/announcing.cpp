#include "orders/announcing.hpp"

#include "core/json/writer.hpp"
#include "orders/wire.hpp"

#include <optional>

namespace chophien::orders {

namespace {

struct Told {
    OrderId order;
    State state = State::placed;
    std::int64_t version = 1;
    BasketId basket;
    OrganisationId seller;
    std::optional<OrganisationId> buyer;
};

}  // namespace

}  // namespace chophien::orders

template <>
struct chophien::json::Shape<chophien::orders::Told> {
    using T = chophien::orders::Told;
    static constexpr std::string_view name = "OrderChange";
    static constexpr auto fields = std::tuple{
        field("order", &T::order, "The order."),
        field("state", &T::state, "Where it stands now."),
        field("version", &T::version, "Its version now."),
        field("basket", &T::basket, "The basket it was placed with."),
        field("seller", &T::seller, "The selling organisation."),
        field("buyer", &T::buyer, "The buying organisation; absent for guests.")};
};

namespace chophien::orders {

void announce(db::Transaction& tx, std::string_view kind, const Order& order) {
    const Told told{
        .order = order.id,
        .state = order.state,
        .version = order.version,
        .basket = order.basket,
        .seller = order.seller,
        .buyer = order.buyer_organisation ? std::optional(order.buyer_organisation) : std::nullopt};
    tx.announce({std::string(kind), text_of(order.id), json::text_of(told)});
}

}  // namespace chophien::orders
