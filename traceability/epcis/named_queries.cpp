#include "traceability/epcis/named_queries.hpp"

#include "core/text.hpp"
#include "traceability/epcis/subscription.hpp"

namespace chophien::traceability::epcis {

namespace {

using accounts::Caller;
using accounts::OrganisationId;
using db::Statement;

constexpr std::size_t longest_name = 255;

struct QueryRow {
    std::string name;
    std::string query;
    Instant created_at;
};

constexpr Statement insert_query{"epcis.insert_query", R"sql(
    INSERT INTO epcis_queries (organisation, name, query, person, created_at) VALUES (?, ?, ?, ?, ?)
)sql"};

constexpr Statement find_query{"epcis.query", R"sql(
    SELECT name, query, created_at FROM epcis_queries WHERE organisation = ? AND name = ?
)sql"};

constexpr Statement list_queries{"epcis.queries", R"sql(
    SELECT name, query, created_at
      FROM epcis_queries
     WHERE organisation = ? AND name > ?
     ORDER BY name
     LIMIT ?
)sql"};

constexpr Statement delete_query{"epcis.drop_query", R"sql(
    DELETE FROM epcis_queries WHERE organisation = ? AND name = ?
)sql"};

NamedQuery named(QueryRow&& row) {
    return {std::move(row.name), json::Document::parse(row.query), row.created_at};
}

tl::unexpected<Refused> invalid(std::string_view member, std::string vi, std::string en) {
    return refuse(
        query_validation,
        std::vector{Violation{std::string(member), "definition", std::move(vi), std::move(en)}}
    );
}

Result<Query> read(const json::Document& query, Prefixes prefixes) {
    auto parameters = parameters_from(query, prefixes);
    if (!parameters) return refuse(parameters);
    return query_from(*parameters, prefixes);
}

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::QueryRow> {
    using Row = chophien::traceability::epcis::QueryRow;
    static constexpr auto of = std::tuple{&Row::name, &Row::query, &Row::created_at};
};

namespace chophien::traceability::epcis {

Result<NamedQuery> name_query(
    db::Transaction& tx, const Caller& caller, const json::Document& definition, const Prefixes& prefixes
) {
    if (caller.is_guest()) return refuse(not_allowed);
    if (!definition.is_object())
        return invalid("", "Cần một đối tượng JSON.", "The definition is an object.");
    for (const auto& [member, value] : definition.items())
        if (member != "name" && member != "query" && member != "@context")
            return invalid('/' + member, "Thành phần không biết.", "An unknown member.");
    const auto name = definition.find("name");
    if (name == definition.end() || !name->is_string() || name->get_ref<const std::string&>().empty() ||
        text::characters(name->get_ref<const std::string&>()) > longest_name ||
        text::has_control(name->get_ref<const std::string&>()))
        return invalid("/name", "Cần tên từ 1 đến 255 ký tự.", "A name of 1 to 255 characters is needed.");
    const auto query = definition.find("query");
    if (query == definition.end() || !query->is_object())
        return invalid("/query", "Cần các tham số truy vấn.", "The query's parameters are needed.");
    auto kept = *query;
    auto context = json::Document::array();
    if (const auto outer = definition.find("@context"); outer != definition.end()) context.push_back(*outer);
    if (const auto inner = kept.find("@context"); inner != kept.end()) context.push_back(*inner);
    if (!prefixes.empty()) context.push_back(prefixes);
    if (!context.empty()) kept["@context"] = context;
    if (auto right = read(kept, {}); !right) {
        auto refused = std::move(right.error());
        refused.why = &query_validation;
        for (auto& violation : refused.violations) violation.pointer = "/query" + violation.pointer;
        return tl::unexpected(std::move(refused));
    }
    const auto& text = name->get_ref<const std::string&>();
    if (tx.row<QueryRow>(find_query, caller.organisation, text)) return refuse(already_exists);
    try {
        tx.change(insert_query, caller.organisation, text, kept.dump(), caller.person, tx.now());
    } catch (const db::Error& error) {
        if (!error.duplicate()) throw;
        return refuse(already_exists);  // named at the same moment elsewhere
    }
    tx.touch(tag("epcis_queries"));
    return NamedQuery{text, std::move(kept), tx.now()};
}

Result<NamedQuery> named_query(db::Transaction& tx, OrganisationId organisation, std::string_view name) {
    auto found = tx.row<QueryRow>(find_query, organisation, name);
    if (!found) return refuse(no_such_name);
    return named(std::move(*found));
}

std::vector<NamedQuery> named_queries(
    db::Transaction& tx, OrganisationId organisation, std::string_view behind, std::int64_t limit
) {
    std::vector<NamedQuery> all;
    for (auto& row : tx.rows<QueryRow>(list_queries, organisation, behind, limit))
        all.push_back(named(std::move(row)));
    return all;
}

Result<Nothing> drop_query(db::Transaction& tx, OrganisationId organisation, std::string_view name) {
    end_subscriptions(tx, organisation, name);
    if (tx.change(delete_query, organisation, name) == 0) return refuse(no_such_name);
    tx.touch(tag("epcis_queries"));
    return Nothing{};
}

Query query_of(const NamedQuery& named) {
    auto query = read(named.query, {});
    ensure(query.has_value(), "a query that was kept can be read");
    return std::move(*query);
}

}  // namespace chophien::traceability::epcis
