// Products that answer a want, with their marks: lists in the order of their numbers, united and intersected.
#pragma once

#include "catalog/search/want.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::search {

/// A product's number in one index.
using Place = std::uint32_t;

struct Hit {
    Place place = 0;
    std::uint32_t mark = 0;

    friend bool operator==(const Hit&, const Hit&) = default;
};

/// By place, each place once.
using Hits = std::vector<Hit>;

/// Marks are a hundred times the weights, so that percents of them stay whole.
inline constexpr std::uint32_t mark_of_weight = 100;

/// Those of either; the greater mark of both.
Hits united(const Hits& one, const Hits& other);
/// Those of both; the sum of the marks, or with `first` the first list's.
Hits intersected(const Hits& one, const Hits& other, bool first);
/// `hits` as they are, with the marks of `better` added where it has them.
void improve(Hits& hits, const Hits& better);

/// Where lists of terms come from.
class Postings {
public:
    virtual ~Postings() = default;
    /// How many products have the term; 0 when none has.
    virtual std::uint32_t size_of(const std::string& term) const = 0;
    /// Those with at least that weight; with `within` only those of its places (which may be far fewer).
    virtual Hits of_term(const std::string& term, std::uint32_t least, const Hits* within) const = 0;
};

/// At most: how many hits an answer of that want may have.
std::uint64_t bound_of(const Want& want, const Postings& postings);
/// `within`: others are not asked for.
Hits answer(const Want& want, const Postings& postings, const Hits* within = nullptr);

}  // namespace chophien::catalog::search
