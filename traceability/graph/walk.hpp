// Which things came from which: a walk over what events tie together, both ways. Pure but for a source of
// ties.
//
// Three sorts of ties lead on from a thing. Forward: what it was made into, what it was packed in, and, of a
// lot, its units; backward the reverse. A walk never turns round, so what only shared a pallet with it is not
// met, and it keeps to time: what left a pallet before the pallet was used is not in what was made of that.
#pragma once

#include "core/clock.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace chophien::traceability::graph {

/// A thing, by the number of its canonical name.
using Thing = std::uint64_t;

enum class Direction : std::uint8_t { ancestors, descendants };

enum class Tie : std::uint8_t {
    made,    ///< an input and an output of one transformation
    packed,  ///< a child and its parent
    unit,    ///< a lot and one unit of it
};

/// `from` came first: input, child, lot.
struct Edge {
    Thing from = 0;
    Thing to = 0;
    Tie tie{};
    std::uint64_t event = 0;
    Instant begins;                         ///< when it was made or packed
    std::optional<Instant> ends{};          ///< of packed: when it was taken out again
    std::optional<std::string> quantity{};  ///< of `from`, when `from` is a class
    std::string unit{};

    friend bool operator==(const Edge&, const Edge&) = default;
};

struct Leading {
    std::vector<Edge> edges;
    bool all = true;  ///< there are no more than these
};

/// Gives ties by what they lead from.
class Ties {
public:
    virtual ~Ties() = default;
    /// The ties that lead from any of these things in that direction, at most so many; withdrawn events tie
    /// nothing.
    virtual Leading leading_from(std::span<const Thing> things, Direction direction, std::size_t most) = 0;
};

/// Where a walk ends by itself. What is beyond is told, never left out silently.
struct Bounds {
    std::size_t things = 20'000;
    std::size_t edges = 200'000;
    std::uint32_t steps = 64;
};

enum class CutOff : std::uint8_t { none, things, edges, steps };

struct Met {
    Thing thing = 0;
    std::uint32_t steps = 0;  ///< from the nearest start
};

struct Walk {
    std::vector<Met> met;     ///< the nearest first; those it started from have no steps
    std::vector<Edge> edges;  ///< those that were walked, each once, in the order of their steps
    CutOff cut_off = CutOff::none;
};

Walk walk(Ties& ties, std::span<const Thing> from, Direction direction, const Bounds& bounds = {});

}  // namespace chophien::traceability::graph
