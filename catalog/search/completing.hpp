// How what is being typed may go on: words that stand side by side in product names.
#pragma once

#include "catalog/search/plan.hpp"

#include <string>
#include <vector>

namespace chophien::catalog::search {

/// A way to go on typing.
struct Completion {
    std::string words;           ///< small letters, with tones
    std::uint32_t products = 0;  ///< whose names have the last two of the words
};

/// The commonest first, each once; with tones where the typed has none.
std::vector<Completion> completions_of(const Reading& typed, const Vocabulary& index, std::size_t most);

}  // namespace chophien::catalog::search
