// The JSON of takedowns; included by takedown.hpp.
#pragma once

#include "core/json/shape.hpp"

namespace chophien::json {

template <>
struct Names<catalog::TakedownState> {
    using enum catalog::TakedownState;
    static constexpr std::array of{
        std::pair{ordered, std::string_view("ordered")},
        std::pair{appealed, std::string_view("appealed")},
        std::pair{upheld, std::string_view("upheld")},
        std::pair{lifted, std::string_view("lifted")},
    };
};

template <>
struct Names<catalog::TakedownGround> {
    using enum catalog::TakedownGround;
    static constexpr std::array of{
        std::pair{unlawful, std::string_view("unlawful")},
        std::pair{unsafe, std::string_view("unsafe")},
        std::pair{counterfeit, std::string_view("counterfeit")},
        std::pair{misleading, std::string_view("misleading")},
        std::pair{infringing, std::string_view("infringing")},
        std::pair{other, std::string_view("other")},
    };
};

template <>
struct Names<catalog::TakedownDecision> {
    using enum catalog::TakedownDecision;
    static constexpr std::array of{
        std::pair{upheld, std::string_view("upheld")},
        std::pair{lifted, std::string_view("lifted")},
    };
};

template <>
struct Shape<catalog::Takedown> {
    using Of = catalog::Takedown;
    static constexpr std::string_view name = "Takedown";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The takedown."),
        field("product", &Of::product, "What was taken off the market."),
        field("seller", &Of::seller, "Whose it is."),
        field("state", &Of::state, "ordered, appealed, upheld or lifted; in force until it is lifted."),
        field("ground", &Of::ground, "What it was taken down for, in one word."),
        field("reason", &Of::reason, "Why."),
        field("reference", &Of::reference, "Number of the written request or decision behind it."),
        field("ordered_by", &Of::ordered_by, "The organisation that ordered it."),
        field("by_authority", &Of::by_authority, "That is an authority."),
        field("ordered_at", &Of::ordered_at, "When it left the market."),
        field("was_published", &Of::was_published, "It was on the market until then."),
        field("appeal", &Of::appeal, "What the seller answers."),
        field("appealed_at", &Of::appealed_at, "When."),
        field("decision", &Of::decision, "Why it was upheld or lifted."),
        field("decided_at", &Of::decided_at, "When."),
    };
};

template <>
struct Shape<catalog::OrderTakedown> {
    using Of = catalog::OrderTakedown;
    static constexpr std::string_view name = "OrderTakedown";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "The product."),
        field("ground", &Of::ground, "What for, in one word."),
        field("reason", &Of::reason, characters(1, 2000), "Why, for the seller to read."),
        field(
            "reference",
            &Of::reference,
            one_line,
            characters(1, 200),
            "Number of the authority's written request or decision."
        ),
    };
};

template <>
struct Shape<catalog::NameTakedown> {
    static constexpr std::string_view name = "NameTakedown";
    static constexpr auto fields =
        std::tuple{field("takedown", &catalog::NameTakedown::takedown, "The takedown.")};
};

template <>
struct Shape<catalog::AppealTakedown> {
    using Of = catalog::AppealTakedown;
    static constexpr std::string_view name = "AppealTakedown";
    static constexpr auto fields = std::tuple{
        field("takedown", &Of::takedown, "The takedown."),
        field("appeal", &Of::appeal, characters(1, 2000), "Why it should be lifted, in the seller's words."),
    };
};

template <>
struct Shape<catalog::DecideTakedown> {
    using Of = catalog::DecideTakedown;
    static constexpr std::string_view name = "DecideTakedown";
    static constexpr auto fields = std::tuple{
        field("takedown", &Of::takedown, "The takedown."),
        field("decision", &Of::decision, "upheld or lifted."),
        field("reason", &Of::reason, characters(1, 2000), "Why, for the seller to read."),
    };
};

template <>
struct Shape<catalog::ListTakedowns> {
    using Of = catalog::ListTakedowns;
    static constexpr std::string_view name = "ListTakedowns";
    static constexpr auto fields = std::tuple{
        field("state", &Of::state, "Only takedowns in this state."),
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

}  // namespace chophien::json
