// From a question to its answer: understood with growing effort until something answers, then sifted.
#pragma once

#include "catalog/search/plan.hpp"
#include "catalog/search/sifting.hpp"

#include <optional>
#include <string>

namespace chophien::catalog::search {

/// What somebody asks.
struct Question {
    std::string words{};  ///< empty: every product
    Sifting sifting{};
    /// How the first page was understood, for the pages after it; none: find out.
    std::optional<Effort> effort{};
};

struct Found {
    Sifted sifted{};
    Effort effort = Effort::as_typed;
    /// What was searched for in place of what was typed, where they differ.
    std::optional<std::string> understood{};
};

Found answered(
    const Question& question,
    const Vocabulary& vocabulary,
    const Postings& postings,
    const Columns& columns,
    const Almanac& almanac
);

}  // namespace chophien::catalog::search
