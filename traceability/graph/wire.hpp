// JSON of chains and balances.
#pragma once

#include "core/json.hpp"
#include "traceability/graph/chain.hpp"

namespace chophien::json {

template <>
struct Names<traceability::graph::Direction> {
    using enum traceability::graph::Direction;
    static constexpr std::array of{
        std::pair{ancestors, std::string_view("ancestors")},
        std::pair{descendants, std::string_view("descendants")},
    };
};

template <>
struct Names<traceability::graph::Tie> {
    using enum traceability::graph::Tie;
    static constexpr std::array of{
        std::pair{made, std::string_view("made")},
        std::pair{packed, std::string_view("packed")},
        std::pair{unit, std::string_view("unit")},
    };
};

template <>
struct Names<traceability::graph::CutOff> {
    using enum traceability::graph::CutOff;
    static constexpr std::array of{
        std::pair{none, std::string_view("none")},
        std::pair{things, std::string_view("things")},
        std::pair{edges, std::string_view("ties")},
        std::pair{steps, std::string_view("steps")},
    };
};

template <>
struct Names<traceability::graph::ThingKind> {
    using enum traceability::graph::ThingKind;
    static constexpr std::array of{
        std::pair{unit, std::string_view("unit")},
        std::pair{lot, std::string_view("lot")},
        std::pair{product, std::string_view("product")},
        std::pair{container, std::string_view("container")},
        std::pair{place, std::string_view("place")},
        std::pair{other, std::string_view("other")},
    };
};

template <>
struct Shape<traceability::graph::AskChain> {
    using T = traceability::graph::AskChain;
    static constexpr std::string_view name = "AskChain";
    static constexpr auto fields = std::tuple{
        field(
            "of",
            &T::of,
            characters(1, 2048),
            "A thing or a place: GS1 Digital Link, EPC URN or private URI. Of a place, all that was begun "
            "there."
        ),
        field("direction", &T::direction, "ancestors: where it came from; descendants: where it went."),
        field("steps", &T::steps, between(1, 64), "No further than so many steps; 64 when absent.")};
};

template <>
struct Shape<traceability::graph::ChainThing> {
    using T = traceability::graph::ChainThing;
    static constexpr std::string_view name = "ChainThing";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "Its canonical name."),
        field("kind", &T::kind, "unit, lot, product, container (SSCC, crate), place or other."),
        field("steps", &T::steps, "How many steps it is from what was asked for."),
        field("product", &T::product, "What it is, when this market sells it."),
        field("lot_code", &T::lot_code, "AI 10."),
        field("begun_at", &T::begun_at, "When it was grown, made or packed, as far as you may see."),
        field("begun_where", &T::begun_where, "The place of that, canonical."),
        field("by", &T::by, "Who recorded that.")};
};

template <>
struct Shape<traceability::graph::ChainTie> {
    using T = traceability::graph::ChainTie;
    static constexpr std::string_view name = "ChainTie";
    static constexpr auto fields = std::tuple{
        field("from", &T::from, "What came first: input, child or lot."),
        field("to", &T::to, "Output, parent or unit."),
        field(
            "tie",
            &T::tie,
            "made: one went into the other; packed: it was packed in it; unit: it is a unit of it."
        ),
        field("at", &T::at, "When."),
        field("until", &T::until, "When it was taken out of what it was packed in."),
        field("quantity", &T::quantity, "How much of `from`."),
        field("unit", &T::unit, "UN/ECE Recommendation 20; absent: counted.")};
};

template <>
struct Shape<traceability::graph::Chain> {
    using T = traceability::graph::Chain;
    static constexpr std::string_view name = "Chain";
    static constexpr auto fields = std::tuple{
        field("of", &T::of, "What the walk began from."),
        field("direction", &T::direction, "Which way it went."),
        field("things", &T::things, "All things of the chain, the nearest first."),
        field("ties", &T::ties, "What ties them, in the order of the walk."),
        field(
            "places", &T::places, "All places where things of the chain were begun: plots, packing houses."
        ),
        field(
            "cut_off",
            &T::cut_off,
            "none: the chain is complete as far as you may see; else what there was too much of."
        )};
};

template <>
struct Shape<traceability::graph::AskBalance> {
    using T = traceability::graph::AskBalance;
    static constexpr std::string_view name = "AskBalance";
    static constexpr auto fields = std::tuple{
        field("of", &T::of, characters(1, 2048), "The lot: GS1 Digital Link, EPC URN or private URI.")};
};

template <>
struct Shape<traceability::graph::Balance> {
    using T = traceability::graph::Balance;
    static constexpr std::string_view name = "Balance";
    static constexpr auto fields = std::tuple{
        field("unit", &T::unit, "UN/ECE Recommendation 20; masses in KGM, volumes in LTR; empty: counted."),
        field("made", &T::made, "Grown or made there."),
        field("received", &T::received, "Came in."),
        field("used", &T::used, "Went into something else."),
        field("shipped", &T::shipped, "Was sent away."),
        field("sold", &T::sold, "Was sold to consumers."),
        field("destroyed", &T::destroyed, "Was destroyed or taken out of use."),
        field("left", &T::left, "What came in less what went out."),
        field("short", &T::short_of, "More went out than came in; of a whole account only."),
        field(
            "whole", &T::whole, "You see all the holder's events of the lot, not only those shared with you."
        )};
};

template <>
struct Shape<traceability::graph::HeldBalance> {
    using T = traceability::graph::HeldBalance;
    static constexpr std::string_view name = "HeldBalance";
    static constexpr auto fields = std::tuple{
        field("holder_name", &T::holder_name, "Whose account it is."),
        field("amounts", &T::amounts, "What it did with the lot.")};
};

template <>
struct Shape<traceability::graph::LotBalance> {
    using T = traceability::graph::LotBalance;
    static constexpr std::string_view name = "LotBalance";
    static constexpr auto fields = std::tuple{
        field("of", &T::of, "The lot, canonical."),
        field("data", &T::data, "One account a holder and unit."),
        field("discrepancy", &T::discrepancy, "Some holder gave more than came in.")};
};

}  // namespace chophien::json
