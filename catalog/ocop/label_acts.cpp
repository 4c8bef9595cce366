#include "catalog/ocop/label_acts.hpp"

#include "accounts/audit.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/ocop/authority.hpp"
#include "catalog/ocop/refusals.hpp"
#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::db {

template <>
struct Columns<catalog::ocop::LabelActView> {
    using Of = catalog::ocop::LabelActView;
    static constexpr auto of = std::tuple{
        &Of::at,
        &Of::act,
        &Of::ground,
        &Of::until,
        &Of::reason,
        &Of::organisation,
        &Of::from_product,
        &Of::to_product,
        &Of::decision_no};
};

}  // namespace chophien::db

namespace chophien::catalog::ocop {

namespace {

using accounts::Caller;
using db::Statement;

constexpr Statement insert_act{"ocop.insert_label_act", R"sql(
    INSERT INTO ocop_label_acts (label, id, at, act, organisation, person, ground, until, reason, from_product,
                                 to_product, decision_no)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement list_acts{"ocop.label_acts", R"sql(
    SELECT at, act, ground, until, reason, organisation, from_product, to_product, decision_no
      FROM ocop_label_acts
     WHERE label = ?
     ORDER BY id
     LIMIT 200
)sql"};

// A transfer spends what was consented to before it; a holder takes only its own consent back.
constexpr Statement list_consents{"ocop.transfer_consents", R"sql(
    SELECT c.organisation
      FROM ocop_label_acts AS c
     WHERE c.label = ? AND c.act = 'consent' AND c.to_product = ?
       AND NOT EXISTS (
           SELECT 1
             FROM ocop_label_acts AS t
            WHERE t.label = c.label AND t.id > c.id
              AND (t.act = 'transfer' OR
                   (t.act = 'take_back' AND t.organisation = c.organisation AND t.to_product = c.to_product)))
)sql"};

constexpr Statement list_given_away{"ocop.labels_given_away", R"sql(
    SELECT label
      FROM ocop_label_acts
     WHERE from_product = ? AND act = 'transfer'
     ORDER BY label DESC
     LIMIT 50
)sql"};

LabelState state_of(const OcopLabel& label, Day today) {
    if (label.revoked_at) return LabelState::revoked;
    return holds(label, today) ? LabelState::holds : LabelState::expired;
}

}  // namespace

DatedLabelView dated_view(db::Transaction& tx, OcopLabel label) {
    DatedLabelView view{
        .id = label.id,
        .product = label.product,
        .stars = label.stars,
        .state = state_of(label, tx.today()),
        .standing = label.standing,
        .decision_no = std::move(label.decision_no),
        .issuer = std::move(label.issuer),
        .decided_on = label.decided_on,
        .expires_on = label.expires_on,
        .source = std::move(label.source),
        .sheet_code = std::move(label.sheet_code),
        .acts = tx.rows<LabelActView>(list_acts, label.id),
    };
    if (const auto* book = rule_book_on(label.decided_on)) view.rule_book = std::string(book->decision);
    if (view.state == LabelState::holds) {
        const auto window = window_before(label.expires_on);
        view.renewal_first_day = window.first;
        view.renewal_last_day = window.last;
    }
    return view;
}

Result<OcopLabel> held_label(db::Transaction& tx, const Caller& caller, LabelId id, Needs needs) {
    const auto authority = authority_of(tx, caller);
    if (!authority) return refuse(other_level);
    auto label = lock_label(tx, id);
    if (!label) return refuse(unknown_label);
    const auto product = catalog::store::find_product(tx, label->product);
    ensure(product.has_value(), "a label's product is there");
    const auto holder = known_seller(tx, product->seller);
    if (!authority->sees(holder.province.value_or(""))) return refuse(unknown_label);
    const auto level = rule_books().back().decider_of(label->stars);
    const bool right = authority->level == level || (needs == Needs::witness && !authority->province);
    if (!right) return refuse(other_level);
    if (needs == Needs::issuer && caller.role != accounts::Role::owner) return refuse(not_the_chair);
    if (!holds(*label, tx.today())) return refuse(label_over);
    return std::move(*label);
}

std::vector<accounts::OrganisationId> consents_of(db::Transaction& tx, const OcopLabel& label, ProductId to) {
    return tx.rows<accounts::OrganisationId>(list_consents, label.id, to);
}

namespace {

std::vector<Violation> faults_of(const DeclareLabel& wish, Day today) {
    std::vector<Violation> faults;
    if (wish.decided_on > today)
        faults.push_back(
            {"/decided_on", "after_today", "Ngày quyết định không thể sau hôm nay.", "It is after today."}
        );
    if (rule_book_on(wish.decided_on) == nullptr)
        faults.push_back(
            {"/decided_on",
             "before_programme",
             fmt::format("Chương trình OCOP bắt đầu ngày {}.", text_of(rule_books().front().from)),
             fmt::format("The programme began on {}.", text_of(rule_books().front().from))}
        );
    if (wish.expires_on && *wish.expires_on < wish.decided_on)
        faults.push_back(
            {"/expires_on",
             "before_decision",
             "Ngày hết hạn không thể trước ngày quyết định.",
             "It is before the day of the decision."}
        );
    if (wish.expires_on && *wish.expires_on > last_day_of_label(wish.decided_on))
        faults.push_back(
            {"/expires_on",
             "past_36_months",
             "Nhãn có hiệu lực nhiều nhất 36 tháng.",
             "A label holds 36 months at most."}
        );
    return faults;
}

std::string_view event_of(LabelAct act) {
    switch (act) {
        case LabelAct::declare:
            return "product.label_declared";
        case LabelAct::award:
            return "product.label_awarded";
        case LabelAct::confirm:
            return "product.label_confirmed";
        case LabelAct::extend:
            return "product.label_extended";
        case LabelAct::revoke:
            return "product.label_revoked";
        case LabelAct::consent:
            return "product.label_transfer_consented";
        case LabelAct::take_back:
            return "product.label_transfer_taken_back";
        case LabelAct::transfer:
            return "product.label_transferred";
    }
    return "";
}

}  // namespace

void keep_act(db::Transaction& tx, const OcopLabel& label, const DoneWithLabel& done, const Caller& by) {
    std::optional<Day> until;
    if (done.act == LabelAct::extend) until = label.expires_on;
    tx.change(
        insert_act,
        label.id,
        tx.new_number(),
        tx.now(),
        done.act,
        by.organisation,
        by.person,
        done.ground,
        until,
        done.reason,
        done.from,
        done.to,
        done.decision_no
    );
    std::vector<ProductId> products{label.product};
    if (done.from && *done.from != label.product) products.push_back(*done.from);
    std::ranges::sort(products);
    refresh_listing(tx, products);
    for (const auto product : products)
        tx.announce(
            {std::string(event_of(done.act)),
             text_of(product),
             fmt::format(
                 R"({{"label":"{}","product":"{}","stars":{},"expires_on":"{}"}})",
                 text_of(label.id),
                 text_of(label.product),
                 label.stars,
                 text_of(label.expires_on)
             )}
        );
    accounts::audit(tx, by, fmt::format("ocop_label.{}", json::name_of(done.act)), text_of(label.id));
}

Result<DatedLabelView> declare(db::Transaction& tx, const Caller& holder, const DeclareLabel& wish) {
    const auto product = catalog::store::find_product(tx, wish.product);
    if (!product || product->seller != holder.organisation) return refuse(unknown_product);
    if (auto faults = faults_of(wish, tx.today()); !faults.empty())
        return refuse(not_as_decided, std::move(faults));
    OcopLabel label;
    label.product = wish.product;
    label.stars = wish.stars;
    label.decision_no = wish.decision_no;
    label.issuer = wish.issuer;
    label.decided_on = wish.decided_on;
    label.expires_on = wish.expires_on.value_or(last_day_of_label(wish.decided_on));
    label.source = wish.source;
    label.sheet_code = wish.sheet_code;
    if (!declare_label(tx, label)) return refuse(label_known);
    keep_act(tx, label, {.act = LabelAct::declare}, holder);
    return dated_view(tx, std::move(label));
}

Result<DatedLabelView> confirm(db::Transaction& tx, const Caller& authority, const NameLabel& wish) {
    auto label = held_label(tx, authority, wish.label, Needs::witness);
    if (!label) return refuse(label);
    if (label->standing == LabelStanding::confirmed) return dated_view(tx, std::move(*label));
    label->standing = LabelStanding::confirmed;
    update_label(tx, *label);
    keep_act(tx, *label, {.act = LabelAct::confirm}, authority);
    return dated_view(tx, std::move(*label));
}

Result<DatedLabelView> revoke(db::Transaction& tx, const Caller& chair, const RevokeLabel& wish) {
    auto label = held_label(tx, chair, wish.label, Needs::issuer);
    if (!label) return refuse(label);
    label->revoked_at = tx.now();
    update_label(tx, *label);
    keep_act(tx, *label, {.act = LabelAct::revoke, .ground = wish.ground, .reason = wish.reason}, chair);
    return dated_view(tx, std::move(*label));
}

Result<DatedLabelView> extend(db::Transaction& tx, const Caller& chair, const ExtendLabel& wish) {
    auto label = held_label(tx, chair, wish.label, Needs::issuer);
    if (!label) return refuse(label);
    const auto first = label->first_expires_on.value_or(label->expires_on);
    if (wish.until <= label->expires_on || wish.until > first + longest_extension) return refuse(too_long);
    label->first_expires_on = first;
    label->expires_on = wish.until;
    update_label(tx, *label);
    keep_act(tx, *label, {.act = LabelAct::extend, .reason = wish.reason}, chair);
    return dated_view(tx, std::move(*label));
}

Result<List<DatedLabelView>> list_labels(db::Transaction& tx, const Caller&, const ListLabels& wish) {
    tx.shows(tag(wish.product));
    const auto product = catalog::store::find_product(tx, wish.product);
    if (!product) return refuse(unknown_product);
    tx.shows(tag(product->seller));
    const auto seller = find_seller(tx, product->seller);
    if (product->state != ProductState::published || !seller || !seller->open) return refuse(unknown_product);
    List<DatedLabelView> list;
    for (auto& label : labels_of(tx, wish.product)) list.data.push_back(dated_view(tx, std::move(label)));
    auto gone = tx.rows<std::uint64_t>(list_given_away, wish.product);
    gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
    for (const auto number : gone) {
        auto label = find_label(tx, LabelId{number});
        if (!label || label->product == wish.product) continue;
        tx.shows(tag(label->product));
        list.data.push_back(dated_view(tx, std::move(*label)));
        list.data.back().state = LabelState::transferred;
    }
    return list;
}

}  // namespace chophien::catalog::ocop
