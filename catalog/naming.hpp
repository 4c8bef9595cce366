// When two names are one. Pure.
#pragma once

#include <string>
#include <string_view>

namespace chophien::catalog {

/// What makes a seller's product names one: letters and digits without case, with their tones, everything
/// else a blank. "Bánh tráng dừa" (coconut) and "Bánh tráng dứa" (pineapple) are two products, "CHÈ tân
/// cương." and "Chè Tân Cương" one.
std::string name_identity(std::string_view name);

/// The same for packs, where blanks count for nothing but the mark inside a number does: "Hộp 1,5 kg" is
/// "hộp1.5kg".
std::string pack_identity(std::string_view pack);

/// A name as lists sort it: its folded words, one blank between.
std::string name_fold(std::string_view name);

}  // namespace chophien::catalog
