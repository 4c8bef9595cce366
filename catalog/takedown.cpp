#include "catalog/takedown.hpp"

#include "catalog/goods_law.hpp"
#include "catalog/listing_history.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/mirror.hpp"
#include "catalog/product_store.hpp"
#include "catalog/products.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/takedown_store.hpp"

namespace chophien::catalog {

namespace {

using accounts::Caller;
using accounts::Permission;

struct Transition {
    TakedownState from;
    TakedownStep step;
    TakedownState to;
};

constexpr std::array transitions{
    Transition{TakedownState::ordered, TakedownStep::appeal, TakedownState::appealed},
    Transition{TakedownState::appealed, TakedownStep::uphold, TakedownState::upheld},
    Transition{TakedownState::ordered, TakedownStep::lift, TakedownState::lifted},
    Transition{TakedownState::appealed, TakedownStep::lift, TakedownState::lifted},
    Transition{TakedownState::upheld, TakedownStep::lift, TakedownState::lifted},
};

void tell(db::Transaction& tx, std::string_view what, const Takedown& takedown) {
    tx.announce(
        {"product." + std::string(what),
         text_of(takedown.product),
         R"({"takedown":")" + text_of(takedown.id) + R"(","seller":")" + text_of(takedown.seller) + "\"}"}
    );
    tx.touch(tag(takedown.product));
}

// Everywhere at once: the change is in the lists, the history and the mirror when it commits.
void move(db::Transaction& tx, Product& product, ProductStep step) {
    const auto next = next_state(product.state, step);
    ensure(next.has_value(), "only a published product is withdrawn, only a withdrawn one published");
    product.state = *next;
    if (step == ProductStep::publish) product.published_at = tx.now();
    ensure(store::update(tx, product), "a state is no name");
    const ProductId one[] = {product.id};
    refresh_listing(tx, one);
    keep_history(tx, one);
}

bool may_be_shown_again(db::Transaction& tx, const Product& product) {
    if (product.state != ProductState::withdrawn || !refresh_seller(tx, product.seller).open) return false;
    return missing_now(tx, product).empty();
}

}  // namespace

std::optional<TakedownState> next_state(TakedownState from, TakedownStep step) {
    for (const auto& line : transitions)
        if (line.from == from && line.step == step) return line.to;
    return std::nullopt;
}

bool oversees(const Caller& caller) {
    return accounts::may(caller, Permission::operate) || accounts::may(caller, Permission::verify);
}

Result<Takedown> take_down(db::Transaction& tx, const Caller& caller, const OrderTakedown& wish) {
    if (!oversees(caller)) return refuse(not_overseeing);
    const auto found = store::find_product(tx, wish.product);
    if (!found) return refuse(unknown_product);
    auto product = store::lock_product(tx, wish.product, found->seller);
    if (!product) return refuse(unknown_product);
    if (product->state == ProductState::draft) return refuse(wrong_state);
    if (is_taken_down(tx, product->id)) return refuse(product_taken_down);
    Takedown takedown;
    takedown.id = tx.new_id<OfTakedown>();
    takedown.product = product->id;
    takedown.seller = product->seller;
    takedown.ground = wish.ground;
    takedown.reason = wish.reason;
    takedown.reference = wish.reference;
    takedown.ordered_by = caller.organisation;
    takedown.by_authority = accounts::may(caller, Permission::verify);
    takedown.ordered_at = tx.now();
    takedown.was_published = product->state == ProductState::published;
    takedown_store::insert(tx, takedown);
    if (takedown.was_published) move(tx, *product, ProductStep::withdraw);
    const ProductId one[] = {product->id};
    mirror_now(tx, one);
    tell(tx, "taken_down", takedown);
    return takedown;
}

Result<Takedown> appeal_takedown(db::Transaction& tx, const Caller& seller, const AppealTakedown& wish) {
    auto takedown = takedown_store::lock(tx, wish.takedown);
    if (!takedown || takedown->seller != seller.organisation) return refuse(unknown_takedown);
    const auto next = next_state(takedown->state, TakedownStep::appeal);
    if (!next) return refuse(wrong_takedown_state);
    takedown->state = *next;
    takedown->appeal = wish.appeal;
    takedown->appealed_at = tx.now();
    takedown_store::update(tx, *takedown, std::nullopt);
    tell(tx, "takedown_appealed", *takedown);
    return *takedown;
}

Result<Takedown> decide_takedown(db::Transaction& tx, const Caller& caller, const DecideTakedown& wish) {
    if (!oversees(caller)) return refuse(not_overseeing);
    // The product before its takedown, the order in which take_down takes them.
    const auto found = takedown_store::find(tx, wish.takedown);
    if (!found) return refuse(unknown_takedown);
    auto product = store::lock_product(tx, found->product, found->seller);
    auto takedown = takedown_store::lock(tx, wish.takedown);
    ensure(product && takedown, "a takedown and its product stay");
    if (takedown->by_authority && !accounts::may(caller, Permission::verify)) return refuse(not_overseeing);
    const bool lifts = wish.decision == TakedownDecision::lifted;
    const auto next = next_state(takedown->state, lifts ? TakedownStep::lift : TakedownStep::uphold);
    if (!next) return refuse(wrong_takedown_state);
    takedown->state = *next;
    takedown->decision = wish.reason;
    takedown->decided_at = tx.now();
    takedown_store::update(tx, *takedown, caller.organisation);
    if (lifts) {
        if (takedown->was_published && may_be_shown_again(tx, *product))
            move(tx, *product, ProductStep::publish);
        const ProductId one[] = {product->id};
        mirror_now(tx, one);
    }
    tell(tx, lifts ? "takedown_lifted" : "takedown_upheld", *takedown);
    return *takedown;
}

Result<Takedown> show_takedown(db::Transaction& tx, const Caller& caller, const NameTakedown& wish) {
    auto takedown = takedown_store::find(tx, wish.takedown);
    if (!takedown || (takedown->seller != caller.organisation && !oversees(caller)))
        return refuse(unknown_takedown);
    return *takedown;
}

Result<List<Takedown>> list_takedowns(db::Transaction& tx, const Caller& caller, const ListTakedowns& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfTakedown>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<Takedown> page;
    page.data = oversees(caller)
                    ? takedown_store::newest(tx, wish.state, before, limit + 1)
                    : takedown_store::newest_of(tx, caller.organisation, wish.state, before, limit + 1);
    if (std::ssize(page.data) > limit) {
        page.data.pop_back();
        page.page.next = text_of(page.data.back().id);
    }
    return page;
}

bool is_taken_down(db::Transaction& tx, ProductId product) {
    const ProductId one[] = {product};
    return !taken_down_among(tx, one).empty();
}

std::set<ProductId> taken_down_among(db::Transaction& tx, std::span<const ProductId> products) {
    return takedown_store::in_force(tx, products);
}

}  // namespace chophien::catalog
