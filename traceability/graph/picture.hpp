// A chain as a picture: SVG, one column a step, no script. Pure.
#pragma once

#include "traceability/graph/chain.hpp"

#include <string>

namespace chophien::traceability::graph {

inline constexpr std::size_t most_drawn = 240;  ///< things; a picture of more says nothing to the eye

/// The nearest most_drawn things and the ties between them; how many are not drawn is said below.
std::string picture_of(const Chain& chain, bool in_english);

}  // namespace chophien::traceability::graph
