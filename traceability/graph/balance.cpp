#include "traceability/graph/balance.hpp"

#include "core/conversion.hpp"
#include "traceability/epcis/name_store.hpp"

#include <nlohmann/json.hpp>

namespace chophien::traceability::graph {

namespace {

// Decimals are added where they are kept, so that nothing is rounded; masses as kilograms and volumes as
// litres, so that a tonne shipped in boxes of 20 kg adds up. What two steps may say of the same goods
// (shipping, then departing; receiving, then accepting; decommissioning, then destroying) counts once.
constexpr db::Statement select_balances{"traceability.balances", R"sql(
    SELECT holder, unit, made, received, used, shipped, sold, destroyed,
           made + received - used - shipped - sold - destroyed,
           made + received < used + shipped + sold + destroyed
      FROM (SELECT e.organisation AS holder, m.unit AS unit,
                   SUM(IF(m.role = 9 OR (m.role = 6 AND e.action = 1), m.amount, 0)) AS made,
                   GREATEST(SUM(IF(m.role = 6 AND e.action = 2 AND e.biz_step = ?, m.amount, 0)),
                            SUM(IF(m.role = 6 AND e.action = 2 AND e.biz_step = ?, m.amount, 0))) AS received,
                   SUM(IF(m.role = 8, m.amount, 0)) AS used,
                   GREATEST(SUM(IF(m.role = 6 AND e.action = 2 AND e.biz_step = ?, m.amount, 0)),
                            SUM(IF(m.role = 6 AND e.action = 2 AND e.biz_step = ?, m.amount, 0))) AS shipped,
                   SUM(IF(m.role = 6 AND e.action <> 1 AND e.biz_step = ?, m.amount, 0)) AS sold,
                   GREATEST(SUM(IF(m.role = 6 AND e.action <> 1 AND e.biz_step = ?, m.amount, 0)),
                            SUM(IF(m.role = 6 AND e.action <> 1 AND e.biz_step = ?, m.amount, 0))) AS destroyed
              FROM (SELECT n.event, n.role, COALESCE(c.measure, n.unit, '') AS unit,
                           n.quantity * COALESCE(c.numerator, 1) / COALESCE(c.denominator, 1) AS amount
                      FROM epcis_mentions AS n FORCE INDEX (PRIMARY)
                           LEFT JOIN JSON_TABLE(?, '$[*]' COLUMNS (
                               code VARCHAR(3) PATH '$[0]', measure VARCHAR(3) PATH '$[1]',
                               numerator BIGINT PATH '$[2]', denominator BIGINT PATH '$[3]')) AS c
                                  ON c.code = n.unit
                     WHERE n.name = ? AND n.role IN (6, 8, 9)) AS m
                   STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                         ON e.id = m.event AND e.withdrawn_at IS NULL AND e.declaration IS NULL
                            AND (? OR e.organisation = ?
                                 OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id))
             GROUP BY e.organisation, m.unit) AS moved
     ORDER BY holder, unit
)sql"};

}  // namespace

}  // namespace chophien::traceability::graph

namespace chophien::db {

template <>
struct Columns<traceability::graph::Balance> {
    using Of = traceability::graph::Balance;
    static constexpr auto of = std::tuple{
        &Of::holder,
        &Of::unit,
        &Of::made,
        &Of::received,
        &Of::used,
        &Of::shipped,
        &Of::sold,
        &Of::destroyed,
        &Of::left,
        &Of::short_of};
};

}  // namespace chophien::db

namespace chophien::traceability::graph {

namespace {

// [["GRM", "KGM", 1, 1000], …]: how units of mass and volume are counted together.
const std::string& measures() {
    static const std::string list = [] {
        auto rows = nlohmann::json::array();
        for (const std::string_view code : {"KGM", "LTR"}) {
            const auto* measure = unit_from(code);
            for (const auto& unit : units())
                if (const auto ratio = ratio_between(unit, *measure); ratio && unit.code.size() <= 3)
                    rows.push_back({unit.code, code, ratio->numerator, ratio->denominator});
        }
        return rows.dump();
    }();
    return list;
}

}  // namespace

std::vector<Balance> balances_of(db::Transaction& tx, Eyes eyes, Thing lot) {
    const auto step = [](std::string_view word) { return epcis::name_id(word); };
    auto balances = tx.rows<Balance>(
        select_balances,
        step("receiving"),
        step("accepting"),
        step("shipping"),
        step("departing"),
        step("retail_selling"),
        step("destroying"),
        step("decommissioning"),
        measures(),
        lot,
        eyes.all,
        eyes.organisation,
        eyes.organisation
    );
    for (auto& one : balances) {
        one.whole = eyes.all || one.holder == eyes.organisation;
        one.short_of = one.short_of && one.whole;
    }
    return balances;
}

}  // namespace chophien::traceability::graph
