// A diary entry in the words of EPCIS 2.0 and CBV 2.0, as the partners of the world read it. Pure.
#pragma once

#include "core/json/reader.hpp"
#include "traceability/diary/entry.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::diary {

/// Goods of one lot, as an event names them.
struct EventGoods {
    std::string gtin;  ///< 14 digits
    std::string lot_code;
    Quantity quantity;
    std::optional<Day> best_before{};
    std::optional<Day> use_by{};
    std::optional<std::string> grade{};
};

/// All that events say of an entry: names are Digital Links already, no household's or worker's name is here.
struct Happening {
    EntryId entry;
    DiaryEntry says;
    When when;
    std::optional<std::string> place{};
    std::vector<std::string> plots{};  ///< where what comes to be grew
    std::string own_party;
    std::optional<std::string> member{};     ///< the household's party
    std::optional<std::string> partner{};    ///< the other side's party
    std::optional<std::string> their_lot{};  ///< as a Digital Link
    std::vector<EventGoods> used{};
    std::vector<EventGoods> made{};
};

/// The business step of CBV 2.0; work on the field, for which it has none, as a name of the market's own.
std::string biz_step_of(EntryKind kind);

/// One or two events, in order.
std::vector<json::Document> events_of(const Happening& happening);

/// The same event, withdrawn. `corrective` are the ids of the events that stand in its place.
json::Document declared_wrong(
    const json::Document& event,
    Instant now,
    std::string_view reason,
    const std::vector<std::string>& corrective
);

}  // namespace chophien::traceability::diary
