#include "traceability/epcis/query.hpp"

#include "core/crypto.hpp"
#include "traceability/epcis/query_parameter.hpp"
#include "traceability/epcis/refusals.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using Json = json::Document;

constexpr std::size_t most_values = 1'000;

tl::unexpected<Refused> wrong(std::vector<Violation> violations) {
    return refuse(query_parameter, std::move(violations));
}

Violation violation(std::string_view parameter, std::string vi, std::string en) {
    return {'/' + std::string(parameter), "parameter", std::move(vi), std::move(en)};
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// A JSON value of a query as the query string would spell it.
std::optional<std::string> spelt(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return value.dump();
    if (value.is_null()) return std::string();
    return std::nullopt;
}

void take_prefixes(const Json& context, Prefixes& prefixes) {
    if (context.is_array())
        for (const auto& entry : context) take_prefixes(entry, prefixes);
    if (context.is_object())
        for (const auto& [prefix, space] : context.items())
            if (space.is_string() && !prefix.starts_with('@')) prefixes[prefix] = space.get<std::string>();
}

std::string fingerprint_of(std::span<const Parameter> parameters, const Prefixes& prefixes) {
    std::map<std::string, std::set<std::string>> sorted;
    for (const auto& one : parameters) sorted[one.name].insert(one.values.begin(), one.values.end());
    auto all = Json::object();
    for (const auto& [name, values] : sorted) all[name] = values;
    all["@context"] = prefixes;
    return crypto::hex(crypto::bytes_of(crypto::sha256(all.dump())).substr(0, 16));
}

}  // namespace

Result<Prefixes> prefixes_from(std::string_view header) {
    Prefixes prefixes;
    while (!header.empty()) {
        const auto comma = std::min(header.find(','), header.size());
        const auto entry = trimmed(header.substr(0, comma));
        header.remove_prefix(std::min(comma + 1, header.size()));
        if (entry.empty()) continue;
        const auto equals = entry.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == entry.size())
            return wrong({violation(
                "GS1-Extensions", "Viết là tiền-tố=không-gian-tên.", "It is written prefix=namespace."
            )});
        prefixes[std::string(trimmed(entry.substr(0, equals)))] = trimmed(entry.substr(equals + 1));
    }
    return prefixes;
}

Result<std::vector<Parameter>> parameters_from(
    std::span<const std::pair<std::string, std::string>> query_string
) {
    std::vector<Parameter> parameters;
    std::set<std::string_view> names;
    std::vector<Violation> violations;
    for (const auto& [name, value] : query_string) {
        if (!names.insert(name).second) {
            violations.push_back(violation(name, "Tham số xuất hiện hai lần.", "The parameter appears twice.")
            );
            continue;
        }
        Parameter parameter{name, {}};
        for (std::size_t begin = 0; begin <= value.size();) {
            const auto bar = std::min(value.find('|', begin), value.size());
            parameter.values.push_back(value.substr(begin, bar - begin));
            begin = bar + 1;
        }
        parameters.push_back(std::move(parameter));
    }
    if (!violations.empty()) return wrong(std::move(violations));
    return parameters;
}

Result<std::vector<Parameter>> parameters_from(const Json& query, Prefixes& prefixes) {
    if (!query.is_object())
        return wrong({violation("query", "Cần một đối tượng.", "The query is an object.")});
    std::vector<Parameter> parameters;
    std::vector<Violation> violations;
    for (const auto& [name, value] : query.items()) {
        if (name == "@context") {
            take_prefixes(value, prefixes);
            continue;
        }
        Parameter parameter{name, {}};
        bool right = true;
        const auto add = [&](const Json& one) {
            if (auto text = spelt(one))
                parameter.values.push_back(std::move(*text));
            else
                right = false;
        };
        if (value.is_array())
            for (const auto& one : value) add(one);
        else
            add(value);
        if (!right || parameter.values.empty())
            violations.push_back(violation(name, "Giá trị sai kiểu.", "The value is of a wrong type."));
        parameters.push_back(std::move(parameter));
    }
    if (!violations.empty()) return wrong(std::move(violations));
    return parameters;
}

namespace {

std::optional<std::int64_t> count_from(const Parameter& parameter) {
    if (parameter.values.size() != 1) return std::nullopt;
    const auto& text = parameter.values.front();
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 1) return std::nullopt;
    return count;
}

/// Reads orderBy and its kin; false when the parameter is none of them. What is wrong goes into `why`.
bool read_order(const Parameter& parameter, const Prefixes& prefixes, Query& query, std::string_view& why) {
    const auto& first = parameter.values.front();
    if (parameter.name == "orderBy") {
        if (first == "eventTime") {
            query.order_by = OrderBy::event_time;
        } else if (first == "recordTime") {
            query.order_by = OrderBy::record_time;
        } else if (auto names = member_names(first, prefixes); !names.empty()) {
            query.order_by = OrderBy::member;
            query.order_member = std::move(names);
        } else {
            why = "eventTime, recordTime or a private member with a known prefix";
        }
    } else if (parameter.name == "orderDirection") {
        if (first != "ASC" && first != "DESC") why = "ASC or DESC";
        query.descending = first != "ASC";
    } else if (parameter.name == "eventCountLimit") {
        query.count_limit = count_from(parameter);
        if (!query.count_limit) why = "a whole number from 1";
    } else if (parameter.name == "maxEventCount") {
        query.most = count_from(parameter);
        if (!query.most) why = "a whole number from 1";
    } else {
        return false;
    }
    if (parameter.values.size() != 1) why = "one value";
    return true;
}

}  // namespace

Result<Query> query_from(std::span<const Parameter> parameters, const Prefixes& prefixes) {
    Query query;
    std::vector<Violation> violations;
    std::set<std::string_view> given;
    for (const auto& parameter : parameters) {
        given.insert(parameter.name);
        std::string_view why;
        if (parameter.values.empty() || parameter.values.size() > most_values) {
            why = "one to a thousand values";
        } else if (!read_order(parameter, prefixes, query, why)) {
            if (auto condition = condition_from(parameter, prefixes, why))
                query.conditions.push_back(std::move(*condition));
        }
        if (!why.empty())
            violations.push_back(violation(
                parameter.name,
                "Tham số không biết hoặc giá trị sai (" + std::string(why) + ").",
                "Unknown parameter or wrong value (" + std::string(why) + ")."
            ));
    }
    if (query.count_limit && query.most)
        violations.push_back(violation(
            "maxEventCount",
            "Không dùng cùng eventCountLimit.",
            "It does not go together with eventCountLimit."
        ));
    if (query.count_limit && !query.order_by)
        violations.push_back(violation("eventCountLimit", "Cần có orderBy.", "It needs orderBy."));
    if (given.contains("orderDirection") && !query.order_by)
        violations.push_back(violation("orderDirection", "Cần có orderBy.", "It needs orderBy."));
    if (!violations.empty()) return wrong(std::move(violations));
    query.fingerprint = fingerprint_of(parameters, prefixes);
    return query;
}

}  // namespace chophien::traceability::epcis
