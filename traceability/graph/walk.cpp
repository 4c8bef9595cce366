#include "traceability/graph/walk.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace chophien::traceability::graph {

namespace {

/// The time during which it matters what was done with a thing. Several are kept as the one that spans them:
/// a walk may lead to a little too much, never to too little.
struct Span {
    Instant from = Instant::min();
    Instant to = Instant::max();

    bool covers(const Span& other) const { return from <= other.from && other.to <= to; }
};

Span united(const Span& one, const Span& other) {
    return {std::min(one.from, other.from), std::max(one.to, other.to)};
}

// What is made matters from then on; what went into it, as it was at that moment; what is packed, while it
// was in there.
std::optional<Span> span_beyond(const Edge& edge, const Span& here, Direction direction) {
    switch (edge.tie) {
        case Tie::unit:
            return here;
        case Tie::made:
            if (edge.begins > here.to) return std::nullopt;
            if (direction == Direction::ancestors) return Span{edge.begins, edge.begins};
            if (edge.begins < here.from) return std::nullopt;
            return Span{edge.begins, Instant::max()};
        case Tie::packed: {
            const Span inside{
                std::max(edge.begins, here.from), std::min(edge.ends.value_or(Instant::max()), here.to)};
            if (inside.from > inside.to) return std::nullopt;
            return inside;
        }
    }
    return std::nullopt;
}

class Walker {
public:
    Walker(Ties& ties, Direction direction, const Bounds& bounds)
        : ties_(ties), direction_(direction), bounds_(bounds) {}

    Walk run(std::span<const Thing> from) {
        for (const auto thing : from) meet(thing, {}, 0);
        for (std::uint32_t step = 1; !next_.empty(); ++step) {
            if (step > bounds_.steps) {
                walk_.cut_off = CutOff::steps;
                break;
            }
            const std::vector<Thing> frontier(next_.begin(), next_.end());
            next_.clear();
            // Ties that were walked before may be among them, so they are asked for in full.
            auto leading = ties_.leading_from(frontier, direction_, bounds_.edges + 1);
            if (!take(std::move(leading.edges), step)) break;
            if (!leading.all) {
                walk_.cut_off = CutOff::edges;
                break;
            }
        }
        std::ranges::stable_sort(walk_.met, {}, &Met::steps);
        return std::move(walk_);
    }

private:
    bool take(std::vector<Edge> edges, std::uint32_t step) {
        for (auto& edge : edges) {
            const auto here = direction_ == Direction::descendants ? edge.from : edge.to;
            const auto there = direction_ == Direction::descendants ? edge.to : edge.from;
            const auto beyond = span_beyond(edge, spans_.at(here), direction_);
            if (!beyond) continue;
            if (!meet(there, *beyond, step)) {
                walk_.cut_off = CutOff::things;
                return false;
            }
            if (!keep(std::move(edge))) {
                walk_.cut_off = CutOff::edges;
                return false;
            }
        }
        return true;
    }

    /// False when there is no room for it.
    bool meet(Thing thing, const Span& span, std::uint32_t step) {
        const auto [at, fresh] = spans_.try_emplace(thing, span);
        if (!fresh) {
            // Met before; again only when it matters for longer than was known.
            if (at->second.covers(span)) return true;
            at->second = united(at->second, span);
            next_.insert(thing);
            return true;
        }
        if (walk_.met.size() >= bounds_.things) {
            spans_.erase(at);
            return false;
        }
        walk_.met.push_back({thing, step});
        next_.insert(thing);
        return true;
    }

    bool keep(Edge&& edge) {
        if (!kept_.insert({edge.event, edge.from, edge.to, edge.tie}).second) return true;
        if (walk_.edges.size() >= bounds_.edges) return false;
        walk_.edges.push_back(std::move(edge));
        return true;
    }

    Ties& ties_;
    Direction direction_;
    Bounds bounds_;
    Walk walk_;
    std::unordered_map<Thing, Span> spans_;
    std::set<Thing> next_;  ///< in order, so that a walk is the same each time
    std::set<std::tuple<std::uint64_t, Thing, Thing, Tie>> kept_;
};

}  // namespace

Walk walk(Ties& ties, std::span<const Thing> from, Direction direction, const Bounds& bounds) {
    return Walker(ties, direction, bounds).run(from);
}

}  // namespace chophien::traceability::graph
