// A query of events, parsed: every standard parameter of EPCIS 2.0 §8.2.7 as one condition. Pure.
#pragma once

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "traceability/epcis/context.hpp"
#include "traceability/epcis/event.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::traceability::epcis {

/// What of an event a condition looks at.
enum class Look : std::uint8_t {
    event_type,
    event_time,
    record_time,
    action,
    biz_step,
    disposition,
    set_disposition,
    unset_disposition,
    thing,  ///< names in `roles`
    quantity,
    biz_transaction,
    source,
    destination,
    event_id,
    declaration,
    declaration_time,
    error_reason,
    corrective,
    sensors,
    sensor_time,    ///< `field` of metadata or report
    sensor_word,    ///< the same
    sensor_number,  ///< `field` of a report
    member,         ///< private, `names` at `part`
    attribute,      ///< of master data of the names in `field`
};

enum class Test : std::uint8_t { equal, greater, at_least, less, at_most, exists };

/// Where private members are looked for.
enum class Part : std::uint8_t {
    event,
    ilmd,
    error_declaration,
    read_point,
    biz_location,
    sensor_element,
    sensor_metadata,
    sensor_report
};

struct Condition {
    Look look{};
    Test test = Test::equal;
    /// Any of them will do: canonical names, bare words, texts; of `exists` "true" or "false"; of attributes
    /// their ids or values.
    std::vector<std::string> words{};
    std::vector<std::string> patterns{};  ///< of things, as SQL's LIKE
    std::vector<double> numbers{};
    std::optional<Instant> time{};
    std::vector<Role> roles{};
    std::string field{};  ///< of sensors and attributes; type of a transaction, source or destination
    std::string unit{};
    std::vector<std::string> names{};  ///< of a private member, as full URIs
    Part part = Part::event;
    bool inner = false;        ///< any depth below
    bool descendants = false;  ///< WD_: the places under it, too
};

enum class OrderBy : std::uint8_t { event_time, record_time, member };

struct Query {
    std::vector<Condition> conditions{};
    std::optional<OrderBy> order_by{};
    std::vector<std::string> order_member{};  ///< full URIs
    bool descending = true;
    std::optional<std::int64_t> count_limit{};
    std::optional<std::int64_t> most{};  ///< maxEventCount
    std::string fingerprint{};           ///< the same for the same parameters in whatever order
};

/// "ex=https://ns.example.com/,…" of a GS1-Extensions header. Refuses query_parameter.
Result<Prefixes> prefixes_from(std::string_view header);

/// One parameter as it came: its name and alternatives.
struct Parameter {
    std::string name;
    std::vector<std::string> values;
};

/// Parameters of a query string (values separated by "|") and of a named query's JSON. The second takes
/// prefixes of its @context besides the given ones. Refuse query_parameter: what has no or several values, or
/// came twice.
Result<std::vector<Parameter>> parameters_from(
    std::span<const std::pair<std::string, std::string>> query_string
);
Result<std::vector<Parameter>> parameters_from(const json::Document& query, Prefixes& prefixes);

/// Refuses query_parameter with every unknown, wrong or contradicting parameter as a violation.
Result<Query> query_from(std::span<const Parameter> parameters, const Prefixes& prefixes);

}  // namespace chophien::traceability::epcis
