#include "catalog/ocop/label_transfer.hpp"

#include "catalog/ocop/application_store.hpp"
#include "catalog/ocop/authority.hpp"
#include "catalog/ocop/refusals.hpp"
#include "catalog/product_store.hpp"
#include "catalog/sellers.hpp"

#include <algorithm>

namespace chophien::catalog::ocop {

namespace {

using accounts::Caller;

/// The product that gives a label away and the one that takes it, with their holders.
struct Pair {
    Product from;
    std::optional<Product> to{};
    std::optional<Seller> giver{};
    std::optional<Seller> taker{};
};

Pair pair_of(db::Transaction& tx, const OcopLabel& label, ProductId to) {
    auto from = catalog::store::find_product(tx, label.product);
    ensure(from.has_value(), "a label's product is there");
    Pair pair{std::move(*from)};
    pair.giver = known_seller(tx, pair.from.seller);
    pair.to = catalog::store::find_product(tx, to);
    if (pair.to) pair.taker = known_seller(tx, pair.to->seller);
    return pair;
}

/// A product that nobody sees is told like one that is not there.
std::vector<Violation> faults_of(const Pair& pair) {
    const auto fault = [](std::string_view code, const char* vi, const char* en) {
        return Violation{"/to_product", code, vi, en};
    };
    if (!pair.to || pair.to->state != ProductState::published || !pair.taker->open)
        return {fault(
            "not_on_the_market",
            "Không có sản phẩm này đang bày bán của một chủ thể đã được xác minh.",
            "There is no such product on sale by a verified holder."
        )};
    std::vector<Violation> faults;
    if (pair.to->seller == pair.from.seller)
        faults.push_back(
            fault("same_holder", "Hai sản phẩm cùng một chủ thể.", "Both products have the same holder.")
        );
    if (!pair.to->ocop_set || pair.to->ocop_set != pair.from.ocop_set)
        faults.push_back(fault(
            "other_set",
            "Sản phẩm nhận thuộc bộ sản phẩm OCOP khác.",
            "The receiving product is of another set."
        ));
    else if (!may_apply(pair.taker->kind, ocop_set(*pair.to->ocop_set)))
        faults.push_back(fault(
            "wrong_kind",
            "Loại hình tổ chức nhận không thuộc chủ thể OCOP.",
            "The receiving organisation cannot be an OCOP holder."
        ));
    if (pair.taker->province != pair.giver->province)
        faults.push_back(fault(
            "other_province",
            "Chủ thể nhận ở tỉnh khác; cần hồ sơ mới ở tỉnh đó.",
            "The receiving holder is in another province; that takes a new application there."
        ));
    return faults;
}

Result<Nothing> owner_of_either(const Pair& pair, const Caller& holder) {
    const bool gives = pair.from.seller == holder.organisation;
    const bool takes = pair.to && pair.to->seller == holder.organisation;
    if (!gives && !takes) return refuse(unknown_label);
    if (holder.role != accounts::Role::owner) return refuse(not_the_owner);
    return Nothing{};
}

bool is_among(const std::vector<accounts::OrganisationId>& holders, accounts::OrganisationId one) {
    return std::ranges::find(holders, one) != holders.end();
}

}  // namespace

Result<DatedLabelView> consent_to_transfer(
    db::Transaction& tx, const Caller& holder, const ConsentToTransfer& wish
) {
    auto label = lock_label(tx, wish.label);
    if (!label) return refuse(unknown_label);
    const auto pair = pair_of(tx, *label, wish.to_product);
    if (auto owns = owner_of_either(pair, holder); !owns) return refuse(owns);
    const bool gives = pair.from.seller == holder.organisation;
    if (!holds(*label, tx.today())) return refuse(label_over);
    if (auto faults = faults_of(pair); !faults.empty()) return refuse(not_transferable, std::move(faults));
    const auto agreed = consents_of(tx, *label, wish.to_product);
    // The giver first: nobody else writes into the history of a label that is not offered to it.
    if (!gives && !is_among(agreed, pair.from.seller)) return refuse(consent_missing);
    if (!is_among(agreed, holder.organisation))
        keep_act(
            tx, *label, {.act = LabelAct::consent, .from = label->product, .to = wish.to_product}, holder
        );
    return dated_view(tx, std::move(*label));
}

Result<DatedLabelView> take_consent_back(
    db::Transaction& tx, const Caller& holder, const ConsentToTransfer& wish
) {
    auto label = lock_label(tx, wish.label);
    if (!label) return refuse(unknown_label);
    if (auto owns = owner_of_either(pair_of(tx, *label, wish.to_product), holder); !owns) return refuse(owns);
    if (is_among(consents_of(tx, *label, wish.to_product), holder.organisation))
        keep_act(
            tx, *label, {.act = LabelAct::take_back, .from = label->product, .to = wish.to_product}, holder
        );
    return dated_view(tx, std::move(*label));
}

Result<DatedLabelView> transfer(db::Transaction& tx, const Caller& chair, const TransferLabel& wish) {
    auto label = held_label(tx, chair, wish.label, Needs::issuer);
    if (!label) return refuse(label);
    const auto pair = pair_of(tx, *label, wish.to_product);
    if (auto faults = faults_of(pair); !faults.empty()) return refuse(not_transferable, std::move(faults));
    const auto agreed = consents_of(tx, *label, wish.to_product);
    for (const auto holder : {pair.from.seller, pair.to->seller})
        if (!is_among(agreed, holder)) return refuse(consent_missing);
    if (store::has_open(tx, label->product)) return refuse(application_under_way);
    const auto from = label->product;
    if (!move_label(tx, *label, wish.to_product)) return refuse(label_known);
    label->standing = LabelStanding::confirmed;
    update_label(tx, *label);
    keep_act(
        tx,
        *label,
        {.act = LabelAct::transfer,
         .reason = wish.reason,
         .from = from,
         .to = wish.to_product,
         .decision_no = wish.decision_no},
        chair
    );
    return dated_view(tx, std::move(*label));
}

}  // namespace chophien::catalog::ocop
