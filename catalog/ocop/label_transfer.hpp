// A label that goes over to the same product of another holder: an enterprise was taken over, merged or
// founded anew. Decision 26/2026/QĐ-TTg does not speak of it, so whoever gives so many stars records its own
// decision on it, and both holders consent before.
#pragma once

#include "catalog/ocop/label_acts.hpp"

#include <string>

namespace chophien::catalog::ocop {

struct ConsentToTransfer {
    LabelId label;
    ProductId to_product;
};

struct TransferLabel {
    LabelId label;
    ProductId to_product;
    std::string decision_no;
    std::string reason;
};

/// The owner of either holder agrees, for this one transfer, the giver first; saying it twice changes
/// nothing. Refuses: unknown_label (also of neither holder), not_the_owner, label_over, not_transferable
/// (with every reason), consent_missing (the giver's).
Result<DatedLabelView> consent_to_transfer(
    db::Transaction& tx, const accounts::Caller& holder, const ConsentToTransfer& wish
);

/// An owner thinks better of it before the issuer decides; who never agreed changes nothing. Refuses:
/// unknown_label (also of neither holder), not_the_owner.
Result<DatedLabelView> take_consent_back(
    db::Transaction& tx, const accounts::Caller& holder, const ConsentToTransfer& wish
);

/// Moves a label that holds, with all its acts, and confirms it. Refuses: unknown_label, other_level,
/// not_the_chair, label_over, not_transferable, consent_missing, application_under_way (of the product that
/// gives it away), label_known.
Result<DatedLabelView> transfer(
    db::Transaction& tx, const accounts::Caller& chair, const TransferLabel& wish
);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::ConsentToTransfer> {
    using Of = catalog::ocop::ConsentToTransfer;
    static constexpr std::string_view name = "ConsentToOcopTransfer";
    static constexpr auto fields = std::tuple{
        field("label", &Of::label, "The label."),
        field("to_product", &Of::to_product, "The product it is to go to."),
    };
};

template <>
struct Shape<catalog::ocop::TransferLabel> {
    using Of = catalog::ocop::TransferLabel;
    static constexpr std::string_view name = "TransferOcopLabel";
    static constexpr auto fields = std::tuple{
        field("label", &Of::label, "The label."),
        field("to_product", &Of::to_product, "The same product of its new holder."),
        field(
            "decision_no",
            &Of::decision_no,
            one_line,
            characters(1, 60),
            "Number of the issuer's decision on the transfer."
        ),
        field("reason", &Of::reason, characters(1, 500), "Why: taken over, merged, renamed."),
    };
};

}  // namespace chophien::json
