// An OCOP label: a dated decision that gave a product 3, 4 or 5 stars for 36 months. It is shown while it
// holds and not a day longer; afterwards it is only told as past.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// Who vouches for it: the seller says so, or an authority confirmed it.
enum class LabelStanding : std::uint8_t { declared, confirmed };

struct OcopLabel {
    LabelId id;
    ProductId product;
    std::int32_t stars = 0;  ///< 3 to 5: fewer give no certificate (Decision 26/2026/QĐ-TTg art. 4)
    std::optional<std::string> decision_no{};
    std::optional<std::string> issuer{};
    Day decided_on{};
    Day expires_on{};  ///< the last day it holds
    LabelStanding standing = LabelStanding::declared;
    std::optional<std::string> source{};    ///< where it was read
    std::optional<Day> first_expires_on{};  ///< of an extended one: the last day it had before
    std::optional<Instant> revoked_at{};
    std::optional<std::string> sheet_code{};  ///< of its score sheet, as printed
};

/// The last day of 36 months from the day of issue (Decision 26/2026/QĐ-TTg): the day of the same number, or
/// the last of a shorter month (Civil Code 2015 art. 147–148).
Day last_day_of_label(Day decided_on);

inline bool holds(const OcopLabel& label, Day today) {
    return !label.revoked_at && label.decided_on <= today && today <= label.expires_on;
}

/// The label to show: of those that hold, the one with most stars, then the latest. And of those that ended
/// on their last day, the latest; a revoked one is not told as an honour of the past.
struct LabelsNow {
    std::optional<OcopLabel> current{};
    std::optional<OcopLabel> last{};
};

LabelsNow labels_now(const std::vector<OcopLabel>& all, Day today);

std::vector<OcopLabel> labels_of(db::Transaction& tx, ProductId product);

std::optional<OcopLabel> find_label(db::Transaction& tx, LabelId id);
/// Waits for whoever changes it and lets nobody else until the end of the transaction.
std::optional<OcopLabel> lock_label(db::Transaction& tx, LabelId id);

/// Keeps a new label, to the last day of 36 months when it says no other; the same decision again changes
/// nothing. True when it is new.
bool declare_label(db::Transaction& tx, OcopLabel& label);
/// Writes what can change of a label: standing, last day, revocation.
void update_label(db::Transaction& tx, const OcopLabel& label);
/// Gives it to another product. False when that has the same decision already.
bool move_label(db::Transaction& tx, OcopLabel& label, ProductId to);
/// Takes back what an import declared; a label that an authority confirmed or revoked stays.
void drop_label(db::Transaction& tx, LabelId label);

/// Takes labels that ended before today out of the lists and the cached answers that show them and tells the
/// feed, each once, at most 500 at a time; how many. Run it at the start and after every midnight of Vietnam
/// until it answers 0. Until it ran, the lists do not show such labels either: they compare the day
/// themselves.
std::size_t expire_labels(db::Transaction& tx);

/// Tells the feed of labels whose days for re-evaluation have come, each once, at most 500 at a time; how
/// many. A label whose last such day has passed is not told.
std::size_t remind_of_renewal(db::Transaction& tx);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::LabelStanding> {
    using enum catalog::LabelStanding;
    static constexpr std::array of{
        std::pair{declared, std::string_view("declared")},
        std::pair{confirmed, std::string_view("confirmed")},
    };
};

}  // namespace chophien::json
