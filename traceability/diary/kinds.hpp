// What each kind of entry asks for, in words for a phone's form, and what of it must be there. One table, for
// the forms and the checks. Pure.
#pragma once

#include "traceability/diary/entry.hpp"
#include "traceability/plots/place.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace chophien::traceability::diary {

/// Which places an entry may stand at.
enum class Where : std::uint8_t {
    plot,      ///< land
    animals,   ///< pond, cage, barn
    grown,     ///< either of those
    facility,  ///< packing house, workshop, store
    anywhere,  ///< must be said, any
};

struct Member {
    std::string_view name;  ///< of DiaryEntry's JSON
    bool must = false;
    Words words;  ///< its label in a form
};

struct KindOfEntry {
    EntryKind kind;
    Words words;  ///< "Phun thuốc"
    Words about;
    Where where;
    std::vector<Member> members;  ///< beside id, at, day, place, note, sent_at and device, which any may have
};

/// In the order of a season.
std::span<const KindOfEntry> kinds();
const KindOfEntry& kind_of(EntryKind kind);

bool fits(Where where, plots::PlaceKind place);
/// "thửa", "ao, lồng bè hoặc chuồng trại" …
Words words_of(Where where);

/// Everything this kind lacks, or has and may not, with pointers; also a lot that names neither a product nor
/// an offer, or both.
std::vector<Violation> faults_of(const DiaryEntry& entry);

}  // namespace chophien::traceability::diary
