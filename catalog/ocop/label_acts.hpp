// What is done with a label: declared by its holder, awarded, confirmed, extended, revoked, transferred (see
// label_transfer.hpp); each act is kept
// with who did it and why.
#pragma once

#include "catalog/label.hpp"
#include "catalog/ocop/rule_book.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

enum class LabelAct : std::uint8_t {
    declare,
    award,
    confirm,
    extend,
    revoke,
    consent,
    take_back,  ///< a consent, before the transfer
    transfer,
};

/// An act to be kept; what its kind does not have stays out.
struct DoneWithLabel {
    LabelAct act{};
    std::optional<Ground> ground{};
    std::optional<std::string> reason{};
    std::optional<ProductId> from{};
    std::optional<ProductId> to{};
    std::optional<std::string> decision_no{};
};

/// A label that was given elsewhere, as its holder tells it.
struct DeclareLabel {
    ProductId product;
    std::int32_t stars = 0;
    std::string decision_no;
    std::string issuer;
    Day decided_on{};
    std::optional<Day> expires_on{};  ///< as printed; 36 months when left out
    std::optional<std::string> source{};
    std::optional<std::string> sheet_code{};  ///< as printed
};

struct NameLabel {
    LabelId label;
};

struct RevokeLabel {
    LabelId label;
    Ground ground{};
    std::string reason;
};

struct ExtendLabel {
    LabelId label;
    Day until{};
    std::string reason;
};

struct ListLabels {
    ProductId product;
};

/// How a label stands today; `transferred` when it is told of a product it went away from.
enum class LabelState : std::uint8_t { holds, expired, revoked, transferred };

struct LabelActView {
    Instant at{};
    LabelAct act{};
    std::optional<Ground> ground{};
    std::optional<Day> until{};
    std::optional<std::string> reason{};
    accounts::OrganisationId organisation;
    std::optional<ProductId> from_product{};
    std::optional<ProductId> to_product{};
    std::optional<std::string> decision_no{};
};

/// One label with its history.
struct DatedLabelView {
    LabelId id;
    ProductId product;
    std::int32_t stars = 0;
    LabelState state{};
    LabelStanding standing{};
    std::optional<std::string> decision_no{};
    std::optional<std::string> issuer{};
    Day decided_on{};
    Day expires_on{};
    std::optional<std::string> rule_book{};
    std::optional<Day> renewal_first_day{};  ///< of a label that holds: when re-evaluation is handed in
    std::optional<Day> renewal_last_day{};
    std::optional<std::string> source{};
    std::optional<std::string> sheet_code{};
    std::vector<LabelActView> acts{};
};

/// Keeps a label the holder declares of its own product. Refuses: unknown_product (also another holder's),
/// not_as_decided (a day before the programme or after today, a last day before that day or past 36 months),
/// label_known.
Result<DatedLabelView> declare(db::Transaction& tx, const accounts::Caller& holder, const DeclareLabel& wish);

/// An authority vouches for it: of the holder's province for 3 and 4 stars, a national one for any.
/// Confirming twice changes nothing. Refuses: unknown_label, other_level, label_over.
Result<DatedLabelView> confirm(db::Transaction& tx, const accounts::Caller& authority, const NameLabel& wish);

/// The issuer takes it back, at once (Decision 26/2026/QĐ-TTg art. 8). Refuses: unknown_label, other_level,
/// not_the_chair, label_over.
Result<DatedLabelView> revoke(db::Transaction& tx, const accounts::Caller& chair, const RevokeLabel& wish);

/// The issuer lets a late filer's label hold longer (transition clause). Refuses: unknown_label, other_level,
/// not_the_chair, label_over, too_long.
Result<DatedLabelView> extend(db::Transaction& tx, const accounts::Caller& chair, const ExtendLabel& wish);

/// Every label of a published product, past and revoked ones too, the latest first, and after them those that
/// went over to other products. Refuses: unknown_product.
Result<List<DatedLabelView>> list_labels(
    db::Transaction& tx, const accounts::Caller& caller, const ListLabels& wish
);

/// Keeps an act that was done with a label, brings lists and cached answers up to date with it, tells the
/// feed and the caller's audit log. The last thing a transaction does.
void keep_act(
    db::Transaction& tx, const OcopLabel& label, const DoneWithLabel& done, const accounts::Caller& by
);

/// The label with its history.
DatedLabelView dated_view(db::Transaction& tx, OcopLabel label);

/// Who may do it: whoever decides so many stars today, and a national authority where it only vouches.
enum class Needs : std::uint8_t { issuer, witness };

/// A label that holds, locked, for an authority of the right level over its holder's province. Refuses:
/// unknown_label, other_level, not_the_chair, label_over.
Result<OcopLabel> held_label(db::Transaction& tx, const accounts::Caller& caller, LabelId id, Needs needs);

/// Holders that agreed to give it to that product, since it last changed hands.
std::vector<accounts::OrganisationId> consents_of(db::Transaction& tx, const OcopLabel& label, ProductId to);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Names<catalog::ocop::LabelAct> {
    using enum catalog::ocop::LabelAct;
    static constexpr std::array of{
        std::pair{declare, std::string_view("declare")},
        std::pair{award, std::string_view("award")},
        std::pair{confirm, std::string_view("confirm")},
        std::pair{extend, std::string_view("extend")},
        std::pair{revoke, std::string_view("revoke")},
        std::pair{consent, std::string_view("consent")},
        std::pair{take_back, std::string_view("take_back")},
        std::pair{transfer, std::string_view("transfer")},
    };
};

template <>
struct Names<catalog::ocop::LabelState> {
    using enum catalog::ocop::LabelState;
    static constexpr std::array of{
        std::pair{holds, std::string_view("holds")},
        std::pair{expired, std::string_view("expired")},
        std::pair{revoked, std::string_view("revoked")},
        std::pair{transferred, std::string_view("transferred")},
    };
};

template <>
struct Shape<catalog::ocop::DeclareLabel> {
    using Of = catalog::ocop::DeclareLabel;
    static constexpr std::string_view name = "DeclareOcopLabel";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "One of your products."),
        field("stars", &Of::stars, between(3, 5), "3, 4 or 5."),
        field("decision_no", &Of::decision_no, one_line, characters(1, 60), "Number of the decision."),
        field("issuer", &Of::issuer, one_line, characters(1, 200), "Who decided."),
        field("decided_on", &Of::decided_on, "The day of the decision."),
        field("expires_on", &Of::expires_on, "The last day, as printed; 36 months when left out."),
        field("source", &Of::source, one_line, characters(1, 300), "Where it can be read."),
        field(
            "sheet_code",
            &Of::sheet_code,
            one_line,
            characters(1, 40),
            "Code of its score sheet, as printed; those of before July 2025 name a district."
        ),
    };
};

template <>
struct Shape<catalog::ocop::NameLabel> {
    static constexpr std::string_view name = "NameOcopLabel";
    static constexpr auto fields = std::tuple{field("label", &catalog::ocop::NameLabel::label, "The label.")};
};

template <>
struct Shape<catalog::ocop::RevokeLabel> {
    using Of = catalog::ocop::RevokeLabel;
    static constexpr std::string_view name = "RevokeOcopLabel";
    static constexpr auto fields = std::tuple{
        field("label", &Of::label, "The label."),
        field("ground", &Of::ground, "One of the six grounds; see /v1/ocop/rules."),
        field("reason", &Of::reason, characters(1, 500), "What was found."),
    };
};

template <>
struct Shape<catalog::ocop::ExtendLabel> {
    using Of = catalog::ocop::ExtendLabel;
    static constexpr std::string_view name = "ExtendOcopLabel";
    static constexpr auto fields = std::tuple{
        field("label", &Of::label, "The label."),
        field("until", &Of::until, "The last day it holds from now on."),
        field("reason", &Of::reason, characters(1, 500), "Why."),
    };
};

template <>
struct Shape<catalog::ocop::ListLabels> {
    static constexpr std::string_view name = "ListOcopLabels";
    static constexpr auto fields =
        std::tuple{field("product", &catalog::ocop::ListLabels::product, "The product.")};
};

template <>
struct Shape<catalog::ocop::LabelActView> {
    using Of = catalog::ocop::LabelActView;
    static constexpr std::string_view name = "OcopLabelAct";
    static constexpr auto fields = std::tuple{
        field("at", &Of::at, "When."),
        field("act", &Of::act, "What was done."),
        field("ground", &Of::ground, "Of a revocation."),
        field("until", &Of::until, "Of an extension."),
        field("reason", &Of::reason, "Why."),
        field("organisation", &Of::organisation, "Which organisation did it."),
        field("from_product", &Of::from_product, "Of a transfer or a consent to one: away from."),
        field("to_product", &Of::to_product, "And to."),
        field("decision_no", &Of::decision_no, "Number of the decision on a transfer."),
    };
};

template <>
struct Shape<catalog::ocop::DatedLabelView> {
    using Of = catalog::ocop::DatedLabelView;
    static constexpr std::string_view name = "DatedOcopLabel";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The label."),
        field("product", &Of::product, "The product."),
        field("stars", &Of::stars, "3, 4 or 5."),
        field(
            "state",
            &Of::state,
            "holds, expired or revoked, today; transferred when it went from the product asked about."
        ),
        field("standing", &Of::standing, "declared by the holder, or confirmed by an authority."),
        field("decision_no", &Of::decision_no, "Number of the decision."),
        field("issuer", &Of::issuer, "Who decided."),
        field("decided_on", &Of::decided_on, "The day of the decision."),
        field("expires_on", &Of::expires_on, "The last day it holds."),
        field("rule_book", &Of::rule_book, "The decision in force that day."),
        field("renewal_first_day", &Of::renewal_first_day, "Re-evaluation is handed in from this day."),
        field("renewal_last_day", &Of::renewal_last_day, "To this day."),
        field("source", &Of::source, "Where it can be read."),
        field("sheet_code", &Of::sheet_code, "Code of its score sheet, as printed."),
        field("acts", &Of::acts, "What was done with it on this market."),
    };
};

}  // namespace chophien::json
