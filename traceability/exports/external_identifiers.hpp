// Numbers that portals and authorities gave to one's lots, products and places: which system, what, since
// when, and whether it stands.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::exports {

struct OfExternalIdentifier {
    static constexpr std::string_view prefix = "xid";
};

using ExternalIdentifierId = Id<OfExternalIdentifier>;

enum class ExternalSystem : std::uint8_t {
    national,        ///< national traceability portal
    identification,  ///< national platform for identification and authentication of products
    verigoods,
    checkvn,
    barcodes,  ///< database of the National Barcode Centre, vnpc.gs1.gov.vn
    e_label,
    eu_deforestation,  ///< reference number of a due-diligence statement
};

enum class IdentifierStatus : std::uint8_t { pending, active, paused, cancelled };

struct RecordIdentifier {
    ExternalSystem system{};
    std::string about;  ///< id of a lot, product or place of one's own
    std::string value;
    std::optional<Day> given_on{};             ///< today when left out
    std::optional<IdentifierStatus> status{};  ///< active when left out
};

struct ListIdentifiers {
    std::optional<std::string> about{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct IdentifierChange {
    IdentifierStatus status{};
    Day given_on{};
    Instant changed_at{};
};

struct ExternalIdentifier {
    ExternalIdentifierId id;
    ExternalSystem system{};
    std::string about;
    std::string value;
    Day given_on{};
    IdentifierStatus status{};
    Instant recorded_at{};
    std::vector<IdentifierChange> history{};  ///< the oldest first
};

/// One that is there already is changed to the status and day told now; the same again changes nothing.
/// Refuses: unknown_subject.
Result<ExternalIdentifier> record_identifier(
    db::Transaction& tx, const accounts::Caller& caller, const RecordIdentifier& wish
);

/// One's own, the newest first, of one lot, product or place when it is named. Refuses: not_as_described
/// (wrong cursor).
Result<List<ExternalIdentifier>> list_identifiers(
    db::Transaction& tx, const accounts::Caller& caller, const ListIdentifiers& wish
);

}  // namespace chophien::traceability::exports

namespace chophien::json {

template <>
struct Names<traceability::exports::ExternalSystem> {
    using enum traceability::exports::ExternalSystem;
    static constexpr std::array of{
        std::pair{national, std::string_view("national")},
        std::pair{identification, std::string_view("identification")},
        std::pair{verigoods, std::string_view("verigoods")},
        std::pair{checkvn, std::string_view("checkvn")},
        std::pair{barcodes, std::string_view("barcodes")},
        std::pair{e_label, std::string_view("e_label")},
        std::pair{eu_deforestation, std::string_view("eu_deforestation")},
    };
};

template <>
struct Names<traceability::exports::IdentifierStatus> {
    using enum traceability::exports::IdentifierStatus;
    static constexpr std::array of{
        std::pair{pending, std::string_view("pending")},
        std::pair{active, std::string_view("active")},
        std::pair{paused, std::string_view("paused")},
        std::pair{cancelled, std::string_view("cancelled")},
    };
};

}  // namespace chophien::json
