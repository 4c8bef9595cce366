// Events a second captured in documents of a hundred, what an event takes on disk, and queries among them.
//
//     epcis_bench [DOCUMENTS]

#include "bench/catalog_market.hpp"
#include "traceability/epcis/capture.hpp"
#include "traceability/epcis/query_running.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace {

using namespace chophien;
namespace epcis = traceability::epcis;
using Steady = std::chrono::steady_clock;
using Json = json::Document;

constexpr int events_of_a_document = 100;
constexpr Instant begin{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

std::string unit(int party, int number) {
    return fmt::format("https://id.gs1.org/01/08938505974019/21/P{}N{}", party, number);
}

/// One unit commissioned, packed and shipped with nine others: what a packing house says all day.
Json event(int party, int number) {
    const int crate = number / 10;
    Json event{
        {"eventTime", text_of(begin + std::chrono::seconds(number))},
        {"eventTimeZoneOffset", "+07:00"},
        {"readPoint", {{"id", fmt::format("https://id.gs1.org/414/8938505974002/254/G{}", number % 8)}}},
        {"bizLocation", {{"id", "https://id.gs1.org/414/8938505974002"}}}};
    if (number % 10 == 9) {
        event["type"] = "AggregationEvent";
        event["action"] = "ADD";
        event["bizStep"] = "packing";
        event["disposition"] = "in_progress";
        event["parentID"] = fmt::format("https://id.gs1.org/00/0893850{:011}", party * 10'000'000 + crate);
        event["childEPCs"] = Json::array();
        for (int child = crate * 10; child < number; ++child)
            event["childEPCs"].push_back(unit(party, child));
        event["bizTransactionList"] = {
            {{"type", "po"},
             {"bizTransaction", fmt::format("urn:epcglobal:cbv:bt:8938505974002:{}", crate / 10)}}};
        return event;
    }
    event["type"] = "ObjectEvent";
    event["action"] = "ADD";
    event["bizStep"] = "commissioning";
    event["disposition"] = "active";
    event["epcList"] = {unit(party, number)};
    event["ilmd"] = {
        {"cbvmda:lotNumber", fmt::format("L{}", number / 1000)}, {"cbvmda:bestBeforeDate", "2027-01-01"}};
    return event;
}

std::string document(int party, int number) {
    Json whole{
        {"@context", {"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"}},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-20T08:00:00+07:00"}};
    auto& list = whole["epcisBody"]["eventList"] = Json::array();
    for (int one = 0; one < events_of_a_document; ++one)
        list.push_back(event(party, number * events_of_a_document + one));
    return whole.dump();
}

/// Processor seconds a process has used: on a machine that does other work, they say more than the clock.
double processor_seconds(pid_t process) {
    std::ifstream stat(fmt::format("/proc/{}/stat", process));
    std::string field;
    double ticks = 0;
    for (int number = 1; stat >> field; ++number)
        if (number == 14 || number == 15) ticks += std::stod(field);
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// How long each statement and what follows it takes, by its name, over all threads.
class StatementTimes {
public:
    void heard(std::string_view name) {
        thread_local std::string last;
        thread_local Steady::time_point since;
        const auto now = Steady::now();
        if (!last.empty()) {
            const std::scoped_lock lock(mutex_);
            sums_[last] += std::chrono::duration<double>(now - since).count();
        }
        last = name;
        since = now;
    }

    void print_and_forget() {
        const std::scoped_lock lock(mutex_);
        std::vector<std::pair<double, std::string>> all;
        for (const auto& [name, seconds] : sums_) all.emplace_back(seconds, name);
        std::ranges::sort(all, std::greater());
        for (std::size_t at = 0; at < std::min<std::size_t>(all.size(), 16); ++at)
            fmt::print("    {:>6.2f} s  {}\n", all[at].first, all[at].second);
        sums_.clear();
    }

private:
    std::mutex mutex_;
    std::map<std::string, double> sums_;
};

accounts::Caller party(const bench::CatalogMarket& market, int number) {
    auto caller = market.coop;
    caller.organisation.number += static_cast<std::uint64_t>(number);
    return caller;
}

void capture(bench::CatalogMarket& market, int parties, int documents, int from) {
    std::vector<std::vector<std::string>> texts(static_cast<std::size_t>(parties));
    for (int number = 0; number < parties; ++number)
        for (int one = from; one < from + documents; ++one)
            texts[static_cast<std::size_t>(number)].push_back(document(number, one));
    const auto own_before = processor_seconds(getpid());
    const auto database_before = processor_seconds(market.database_pid());
    const auto began = Steady::now();
    std::vector<std::thread> threads;
    for (int number = 0; number < parties; ++number)
        threads.emplace_back([&, number] {
            const db::ThreadUse use;
            const auto caller = party(market, number);
            for (const auto& text : texts[static_cast<std::size_t>(number)])
                market.database.transact("bench.capture", [&](db::Transaction& tx) {
                    const auto whole = bench::sure(json::parse(text));
                    const auto id = bench::sure(epcis::capture(tx, caller, whole, false));
                    ensure(bench::sure(epcis::capture_of(tx, caller, id)).succeeds, "a right document");
                });
        });
    for (auto& thread : threads) thread.join();
    const auto seconds = std::chrono::duration<double>(Steady::now() - began).count();
    const double events = double(parties) * documents * events_of_a_document;
    fmt::print(
        "capture, {} at once {:>8.0f} events/s  {:>5.1f} s  (processor {:.0f} µs an event here, {:.0f} µs "
        "database)\n",
        parties,
        events / seconds,
        seconds,
        (processor_seconds(getpid()) - own_before) * 1e6 / events,
        (processor_seconds(market.database_pid()) - database_before) * 1e6 / events
    );
    std::fflush(stdout);
}

struct TableSize {
    std::string name;
    std::int64_t bytes = 0;
};

}  // namespace

template <>
struct chophien::db::Columns<TableSize> {
    static constexpr auto of = std::tuple{&TableSize::name, &TableSize::bytes};
};

namespace {

void sizes(bench::CatalogMarket& market, double events) {
    constexpr db::Statement tables{
        "bench.sizes",
        "SELECT table_name, CAST(data_length + index_length AS SIGNED) FROM information_schema.tables "
        "WHERE table_schema = DATABASE() AND table_name LIKE 'epcis%' ORDER BY 2 DESC"};
    const auto session = market.database.connect();
    for (const auto* table : {"epcis_events", "epcis_mentions", "epcis_names", "epcis_seen"})
        session->execute(std::string("ANALYZE TABLE ") + table);
    double all = 0;
    market.database.transact("bench.sizes", [&](db::Transaction& tx) {
        for (const auto& one : tx.rows<TableSize>(tables)) {
            if (one.bytes > 1 << 20)
                fmt::print("    {:>6.0f} bytes an event  {}\n", double(one.bytes) / events, one.name);
            all += double(one.bytes);
        }
    });
    fmt::print(
        "on disk {:.0f} bytes an event, of which {} as JSON\n", all / events, event(0, 1).dump().size()
    );
}

void ask(
    bench::CatalogMarket& market,
    const char* what,
    int times,
    const std::function<std::vector<std::pair<std::string, std::string>>(int)>& asked
) {
    std::vector<double> took;
    std::size_t found = 0;
    for (int round = 0; round < times; ++round) {
        const auto parameters = asked(round);
        const auto began = Steady::now();
        market.database.transact("bench.ask", [&](db::Transaction& tx) {
            const auto read = bench::sure(epcis::parameters_from(parameters));
            const auto query = bench::sure(epcis::query_from(read, {}));
            found += bench::sure(epcis::run_query(tx, market.coop.organisation, query, {})).events.size();
        });
        took.push_back(std::chrono::duration<double, std::milli>(Steady::now() - began).count());
    }
    std::ranges::sort(took);
    fmt::print(
        "query {:<28} p50 {:>6.2f} ms  p99 {:>6.2f} ms  {:.1f} events each\n",
        what,
        took[took.size() / 2],
        took[took.size() * 99 / 100],
        double(found) / times
    );
}

}  // namespace

int main(int count, char** words) {
    const int documents = count > 1 ? std::atoi(words[1]) : 500;
    const db::ThreadUse use;
    StatementTimes times;
    bench::CatalogMarket market([&](const db::Statement& statement, auto) { times.heard(statement.name); });
    capture(market, 1, documents, 0);
    times.print_and_forget();
    capture(market, 2, documents, documents);
    capture(market, 4, documents, 2 * documents);
    times.print_and_forget();
    const double events = 7.0 * documents * events_of_a_document;
    sizes(market, events);
    const int numbers = documents * events_of_a_document;
    ask(market, "MATCH_epc", 2000, [&](int round) {
        return std::vector<std::pair<std::string, std::string>>{
            {"MATCH_epc", unit(0, round * 7919 % numbers)}};
    });
    ask(market, "EQ_bizStep, a page", 300, [](int) {
        return std::vector<std::pair<std::string, std::string>>{{"EQ_bizStep", "packing"}};
    });
    ask(market, "a place all use, a page", 300, [](int) {
        return std::vector<std::pair<std::string, std::string>>{
            {"EQ_bizLocation", "https://id.gs1.org/414/8938505974002"}};
    });
    ask(market, "GE_recordTime, by it", 300, [](int) {
        return std::vector<std::pair<std::string, std::string>>{
            {"GE_recordTime", "2026-01-01T00:00:00Z"}, {"orderBy", "recordTime"}, {"orderDirection", "ASC"}};
    });
    return 0;
}
