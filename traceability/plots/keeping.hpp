// A cooperative's plots and facilities: added, changed with their history kept, shown as closely as one may
// see them.
#pragma once

#include "core/db/transaction.hpp"
#include "core/list.hpp"
#include "traceability/plots/place.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::plots {

struct AddPlace {
    PlaceKind kind{};
    std::string name;
    std::optional<MemberId> member{};
    std::optional<std::string> province{};  ///< code or name; the organisation's when left out
    std::optional<std::string> commune{};
    std::optional<std::string> commune_code{};
    std::optional<std::string> code{};
    std::optional<std::string> code_country{};
    std::optional<std::string> code_market{};
    std::optional<std::string> grows{};
    std::optional<json::Document> geometry{};
    std::optional<std::int64_t> square_metres{};
    std::optional<std::string> gln{};
    std::optional<Day> valid_from{};  ///< today when left out
};

/// What is left out stays; an empty text takes one away.
struct ChangePlace {
    PlaceId place;
    std::optional<std::string> name{};
    std::optional<MemberId> member{};
    std::optional<std::string> province{};
    std::optional<std::string> commune{};
    std::optional<std::string> commune_code{};
    std::optional<std::string> code{};
    std::optional<std::string> code_country{};
    std::optional<std::string> code_market{};
    std::optional<std::string> grows{};
    std::optional<json::Document> geometry{};
    std::optional<std::int64_t> square_metres{};
    std::optional<Day> valid_from{};                 ///< from when this is so; today when left out
    std::optional<Day> valid_to{};                   ///< its last day in use
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NamePlace {
    PlaceId place;
};

struct ListPlaces {
    std::optional<Instant> updated_since{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct ListPlaceVersions {
    PlaceId place;
    std::optional<std::int64_t> after{};
    std::optional<std::int64_t> limit{};
};

/// A place as somebody may see it. To others than its owner and the household on it: kind, commune, code,
/// area and number.
struct PlaceView {
    PlaceId id;
    std::int64_t version = 0;
    PlaceKind kind{};
    std::string kind_vi;
    bool exact = false;  ///< with all that is known of it
    std::optional<std::string> name{};
    std::optional<MemberId> member{};
    std::string province;
    std::string province_name;
    std::optional<std::string> commune{};
    std::optional<std::string> commune_code{};
    std::optional<std::string> code{};
    std::optional<std::string> code_country{};
    std::optional<std::string> code_market{};
    std::optional<std::string> grows{};
    std::optional<json::Document> geometry{};
    std::optional<std::int64_t> square_metres{};
    std::string gln;
    std::optional<std::string> extension{};
    bool internal_number = false;  ///< the market's, no GS1 key
    std::string uri;               ///< its name in events
    Day valid_from{};
    std::optional<Day> valid_to{};
    std::optional<std::string> doubt_vi{};  ///< the code looks unusual
    std::optional<std::string> doubt_en{};
    Instant updated_at{};
};

struct PlaceVersionView {
    std::int64_t version = 0;
    Day valid_from{};
    Instant recorded_at{};
    json::Document facts{};  ///< as the place was shown to its owner then
};

PlaceView view_of(const Place& place, bool exact);
Words words_of(PlaceKind kind);

/// Its number is its own GLN when it has one; else the organisation's verified GLN with an extension; else
/// the market's. Refuses: wrong_place, unknown_member, place_name_taken, place_number_taken.
Result<PlaceView> add_place(db::Transaction& tx, const accounts::Caller& caller, const AddPlace& wish);

/// Makes a version. Kind and number stay. Refuses: unknown_place, place_changed, wrong_place, unknown_member,
/// place_name_taken.
Result<PlaceView> change_place(db::Transaction& tx, const accounts::Caller& caller, const ChangePlace& wish);

/// Refuses: unknown_place.
Result<PlaceView> show_place(db::Transaction& tx, const accounts::Caller& caller, const NamePlace& wish);

/// One's own, by last change, the oldest first; closed ones too. Refuses: wrong_place_cursor.
Result<List<PlaceView>> list_places(
    db::Transaction& tx, const accounts::Caller& caller, const ListPlaces& wish
);

/// One's own place's, the newest first. Refuses: unknown_place.
Result<List<PlaceVersionView>> list_place_versions(
    db::Transaction& tx, const accounts::Caller& caller, const ListPlaceVersions& wish
);

}  // namespace chophien::traceability::plots
