// Ancestors and descendants over ten steps among many events, with real fan-out.
//
//     chains_bench [EVENTS]
//
// Cells of some seventy events each: sixteen harvests are mixed, worked on, split, put on pallets, worked on
// again, mixed, filled into units and put on pallets.

#include "bench/catalog_market.hpp"
#include "traceability/epcis/name_store.hpp"
#include "traceability/graph/chain.hpp"

#include <algorithm>
#include <cstdio>

namespace {

using namespace chophien;
using namespace chophien::traceability;
using Steady = std::chrono::steady_clock;
using graph::Direction;

constexpr std::size_t rows_at_once = 4000;
constexpr Instant begin{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

enum Kind : int { object = 1, aggregation = 2, transformation = 5 };

enum Part : int {
    epc = 1,
    parent = 2,
    child = 3,
    output = 5,
    epc_class = 6,
    child_class = 7,
    input_class = 8,
    output_class = 9,
    input = 4,
    place = 17,
    of_lot = 24
};

/// Rows on their way, in few long statements.
class Rows {
public:
    Rows(db::Session& session, std::string into) : session_(session), into_(std::move(into)) {}

    void add(const std::string& row) {
        text_ += text_.empty() ? into_ : ",";
        text_ += row;
        if (++count_ >= rows_at_once) flush();
    }

    void flush() {
        if (count_ == 0) return;
        session_.execute(text_);
        session_.commit();
        text_.clear();
        count_ = 0;
    }

private:
    db::Session& session_;
    std::string into_;
    std::string text_;
    std::size_t count_ = 0;
};

std::string lot(int cell, int step, int number) {
    return fmt::format("https://id.gs1.org/01/08938505974019/10/C{}S{}N{}", cell, step, number);
}

std::string unit(int cell, int number) {
    return fmt::format("https://id.gs1.org/01/08938505974019/21/C{}U{}", cell, number);
}

std::string pallet(int cell, int number) {
    return fmt::format("https://id.gs1.org/00/{:018}", std::int64_t{cell} * 100 + number);
}

class Season {
public:
    Season(db::Session& session, std::uint64_t organisation)
        : organisation_(organisation),
          names_(session, "INSERT IGNORE INTO epcis_names (id, name) VALUES "),
          events_(
              session,
              "INSERT INTO epcis_events (id, organisation, type, action, event_time, record_time, event_key, "
              "hash, context, body) VALUES "
          ),
          mentions_(
              session,
              "INSERT INTO epcis_mentions (name, role, event_time, event, number, organisation) VALUES "
          ) {}

    int events() const { return number_; }

    void cell(int c) {
        for (int at = 0; at < 16; ++at)
            event(object, 1, {{lot(c, 1, at), epc_class}, {"https://id.gs1.org/414/8938505974002", place}});
        for (int at = 0; at < 8; ++at) made({lot(c, 1, 2 * at), lot(c, 1, 2 * at + 1)}, {lot(c, 2, at)});
        for (int at = 0; at < 8; ++at) made({lot(c, 2, at)}, {lot(c, 3, at)});
        for (int at = 0; at < 8; ++at) made({lot(c, 3, at)}, {lot(c, 4, 2 * at), lot(c, 4, 2 * at + 1)});
        for (int at = 0; at < 4; ++at) {
            Parts parts{{pallet(c, at), parent}};
            for (int of = 0; of < 4; ++of) parts.emplace_back(lot(c, 4, 4 * at + of), child_class);
            event(aggregation, 1, parts);
        }
        for (int at = 0; at < 4; ++at)
            event(
                transformation,
                0,
                {{pallet(c, at), input},
                 {lot(c, 6, 2 * at), output_class},
                 {lot(c, 6, 2 * at + 1), output_class}}
            );
        for (int at = 0; at < 8; ++at) made({lot(c, 6, at)}, {lot(c, 7, at)});
        for (int at = 0; at < 4; ++at) made({lot(c, 7, at), lot(c, 7, at + 4)}, {lot(c, 8, at)});
        for (int at = 0; at < 4; ++at) {
            Parts parts{{lot(c, 8, at), of_lot}};
            for (int of = 0; of < 10; ++of) parts.emplace_back(unit(c, 10 * at + of), epc);
            event(object, 1, parts);
        }
        for (int at = 0; at < 4; ++at) {
            Parts parts{{pallet(c, 10 + at), parent}};
            for (int of = 0; of < 10; ++of) parts.emplace_back(unit(c, 10 * at + of), child);
            event(aggregation, 1, parts);
        }
    }

    void flush() {
        names_.flush();
        events_.flush();
        mentions_.flush();
    }

private:
    using Parts = std::vector<std::pair<std::string, int>>;

    void made(const std::vector<std::string>& from, const std::vector<std::string>& to) {
        Parts parts;
        for (const auto& one : from) parts.emplace_back(one, input_class);
        for (const auto& one : to) parts.emplace_back(one, output_class);
        event(transformation, 0, parts);
    }

    void event(int type, int action, const Parts& parts) {
        const auto id = ++number_;
        const auto time = db::sql_text_of(begin + std::chrono::seconds(id));
        events_.add(fmt::format(
            "({0},{1},{2},{3},'{4}','{4}',{0},UNHEX(SHA2('{0}',256)),1,'{{}}')",
            id,
            organisation_,
            type,
            action,
            time
        ));
        for (const auto& [name, role] : parts) {
            const auto key = epcis::name_id(name);
            names_.add(fmt::format("({},'{}')", key, name));
            mentions_.add(fmt::format("({},{},'{}',{},0,{})", key, role, time, id, organisation_));
        }
    }

    std::uint64_t organisation_;
    int number_ = 0;
    Rows names_;
    Rows events_;
    Rows mentions_;
};

void ask(
    bench::CatalogMarket& market,
    const char* what,
    int cells,
    Direction direction,
    const std::function<std::string(int)>& of
) {
    std::vector<double> took;
    std::size_t things = 0;
    std::int64_t steps = 0;
    constexpr int rounds = 500;
    for (int round = 0; round < rounds; ++round) {
        const auto name = of(static_cast<int>(std::int64_t{round} * 7919 % cells));
        const auto began = Steady::now();
        market.database.transact("bench.chain", [&](db::Transaction& tx) {
            const auto chain = bench::sure(graph::show_chain(tx, market.coop, {name, direction, {}}));
            things += chain.things.size();
            steps = std::max(steps, chain.things.back().steps);
        });
        took.push_back(std::chrono::duration<double, std::milli>(Steady::now() - began).count());
    }
    std::ranges::sort(took);
    fmt::print(
        "{:<14} p50 {:>6.2f} ms   p99 {:>6.2f} ms   {:.0f} things each, {} steps\n",
        what,
        took[rounds / 2],
        took[rounds * 99 / 100],
        double(things) / rounds,
        steps
    );
}

}  // namespace

int main(int count, char** words) {
    const int wanted = count > 1 ? std::atoi(words[1]) : 1'000'000;
    const db::ThreadUse use;
    bench::CatalogMarket market;
    const auto session = market.database.connect();
    session->execute("INSERT IGNORE INTO epcis_contexts (id, namespaces) VALUES (1, '{}')");
    session->commit();
    Season season(*session, market.coop.organisation.number);
    int cells = 0;
    while (season.events() < wanted) season.cell(cells++);
    season.flush();
    for (const auto* table : {"epcis_events", "epcis_mentions", "epcis_names"})
        session->execute(std::string("ANALYZE TABLE ") + table);
    session->commit();
    fmt::print("{} events in {} cells\n", season.events(), cells);
    ask(market, "descendants", cells, Direction::descendants, [](int cell) { return lot(cell, 1, cell % 16); }
    );
    ask(market, "ancestors", cells, Direction::ancestors, [](int cell) { return pallet(cell, 10 + cell % 4); }
    );
    ask(market, "of a unit", cells, Direction::ancestors, [](int cell) { return unit(cell, cell % 40); });
    return 0;
}
