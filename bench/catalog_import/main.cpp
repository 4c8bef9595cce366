// Rows a second of an import: a dry run, the import itself, and the same file again.
//
//     catalog_import [ROWS]

#include "bench/catalog_market.hpp"
#include "catalog/importing.hpp"
#include "catalog/sellers.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <unistd.h>

namespace {

using namespace chophien;
using Clock = std::chrono::steady_clock;

std::string file_of(int rows) {
    std::string csv = "product_name,ocop_set,description,pack_size,unit,price_vnd,stock\n";
    for (int row = 0; row < rows; ++row)
        csv += fmt::format(
            "Cà phê rang mộc số {},13,Vườn {} của xã Chiềng Mung,Gói {} g,gói,{},{}\n",
            row,
            row % 97,
            100 + row % 5 * 100,
            50'000 + row % 1000,
            row % 50
        );
    return csv;
}

/// How long each statement and what follows it takes, by its name: from when it is sent to when the next one
/// is.
class StatementTimes {
public:
    void heard(std::string_view name) {
        const auto now = Clock::now();
        if (!last_.empty()) sums_[last_] += std::chrono::duration<double>(now - since_).count();
        last_ = name;
        since_ = now;
    }

    void print_and_forget() {
        std::vector<std::pair<double, std::string>> all;
        for (const auto& [name, seconds] : sums_) all.emplace_back(seconds, name);
        std::ranges::sort(all, std::greater());
        for (std::size_t at = 0; at < std::min<std::size_t>(all.size(), 20); ++at)
            fmt::print("    {:>6.2f} s  {}\n", all[at].first, all[at].second);
        sums_.clear();
        last_.clear();
    }

private:
    std::map<std::string, double> sums_;
    std::string last_;
    Clock::time_point since_;
};

/// Processor seconds a process has used: on a machine that does other work, they say more than the clock.
double processor_seconds(pid_t process) {
    std::ifstream stat(fmt::format("/proc/{}/stat", process));
    std::string field;
    double ticks = 0;
    for (int number = 1; stat >> field; ++number)
        if (number == 14 || number == 15) ticks += std::stod(field);
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * 4096 / (1 << 20);
}

void run(bench::CatalogMarket& market, const char* what, const std::string& csv, int rows, bool dry) {
    const auto before = resident_mib();
    const auto own_before = processor_seconds(getpid());
    const auto database_before = processor_seconds(market.database_pid());
    const auto began = Clock::now();
    const auto job = market.database.transact("bench.open", [&](db::Transaction& tx) {
        catalog::OpenImport wish;
        wish.csv = csv;
        wish.dry_run = dry;
        return bench::sure(catalog::open_import(tx, market.coop, wish)).job;
    });
    const auto opened = std::chrono::duration<double>(Clock::now() - began).count();
    const auto steps = catalog::import_steps();
    double most = resident_mib();
    while (jobs::work_once(market.database, steps)) most = std::max(most, resident_mib());
    const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const auto view = market.database.transact("bench.look", [&](db::Transaction& tx) {
        return bench::sure(jobs::find(tx, job, market.coop.organisation.number));
    });
    fmt::print(
        "{:<12} {:>8.0f} rows/s  {:>6.1f} s (opening {:.1f} s; processor {:.1f} s here, {:.1f} s database)  "
        "{:>6.1f} MiB more at most  {}\n",
        what,
        rows / seconds,
        seconds,
        opened,
        processor_seconds(getpid()) - own_before,
        processor_seconds(market.database_pid()) - database_before,
        most - before,
        view.result.dump()
    );
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
    const int rows = count > 1 ? std::atoi(words[1]) : 100'000;
    const db::ThreadUse use;
    StatementTimes times;
    bench::CatalogMarket market([&](const db::Statement& statement, auto) { times.heard(statement.name); });
    market.database.transact("bench.seller", [&](db::Transaction& tx) {
        catalog::refresh_seller(tx, market.coop.organisation);
    });
    const auto csv = file_of(rows);
    fmt::print("{} rows, {:.1f} MiB\n", rows, double(csv.size()) / (1 << 20));
    run(market, "dry run", csv, rows, true);
    times.print_and_forget();
    run(market, "import", csv, rows, false);
    times.print_and_forget();
    run(market, "again", csv, rows, false);
    return 0;
}
