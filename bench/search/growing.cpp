#include "bench/search/growing.hpp"

#include "catalog/naming.hpp"
#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <thread>

namespace chophien::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int sellers = 20'000;
constexpr int rows_at_once = 2'000;
constexpr int first_seller = 1'000'000;
constexpr std::int64_t first_product = 1'000'000'000;

constexpr std::array questions{
    "cà phê",
    "ca phe",
    "mật ong",
    "mat ong rung",
    "nước mắm",
    "nuoc mam phu quoc",
    "trà",
    "tra",
    "chè Thái Nguyên",
    "gạo ST25",
    "gạo",
    "đông trùng hạ thảo",
    "bưởi da xanh",
    "buoi da xanh",
    "thịt heo",
    "đậu phộng",
    "khô cá lóc",
    "bánh tráng",
    "bánh tr",
    "rượu đ",
    "trà túi lọc",
    "htx mật ong",
    "gốm sứ",
    "muối",
    "mắm",
    "yến sào",
    "hạt điều rang muối",
    "cà phê Đắk Lắk",
    "đặc sản Bình Thuận",
    "kẹo dừa",
    "tinh dầu sả",
    "xoài sấy dẻo",
    "nấm linh chi",
    "ruou nep",
    "cà fê",
    "bưởi da xah",
    "miến dong",
    "hữu cơ",
    "OCOP 4 sao",
    "trà gừng mật ong"};

struct Source {
    std::vector<std::string> names;
    std::vector<std::string> holders;
    std::vector<std::string> provinces;
    std::vector<std::string> origins;
    std::vector<const catalog::OcopSet*> sets;

    Source() {
        csv::Reader reader(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-products.csv"));
        std::vector<std::string> cells;
        ensure(reader.next(cells).value_or(false), "the source has a header");
        while (reader.next(cells).value_or(false)) {
            names.push_back(cells[0]);
            holders.push_back(cells[1].empty() ? "Hộ bà Mai" : cells[1]);
            provinces.emplace_back(province_from(cells[3])->today->code);
            origins.push_back(cells[5] + (cells[4] == cells[3] ? "" : ", " + cells[4] + " (cũ)"));
            sets.push_back(catalog::ocop_set_from(cells[7]));
        }
    }

    std::size_t size() const { return names.size(); }
};

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char sign : text) {
        if (sign == '\'' || sign == '\\') out += '\\';
        out += sign;
    }
    return out + '\'';
}

// The last two words of a name, to make another one of.
std::string tail_of(const std::string& name) {
    const auto last = name.rfind(' ');
    if (last == std::string::npos || last == 0) return name;
    const auto before = name.rfind(' ', last - 1);
    return before == std::string::npos ? name : name.substr(before + 1);
}

void insert(db::Session& session, std::string_view into, int from, int to, auto&& row) {
    for (int at = from; at < to; at += rows_at_once) {
        std::string sql(into);
        for (int number = at; number < std::min(at + rows_at_once, to); ++number) {
            if (number > at) sql += ',';
            sql += row(number);
        }
        session.execute(sql);
        session.commit();
    }
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * 4096 / (1 << 20);
}

struct Times {
    double p50 = 0;
    double p99 = 0;
};

Times times_of(std::vector<double> all) {
    std::ranges::sort(all);
    return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

/// Every question `rounds` times, by so many at once; milliseconds.
Times asked(int threads, int rounds, const std::function<void(std::string_view)>& ask) {
    std::vector<double> all;
    std::mutex mutex;
    std::atomic<int> next = 0;
    std::vector<std::thread> askers;
    for (int number = 0; number < threads; ++number)
        askers.emplace_back([&] {
            const db::ThreadUse use;
            std::vector<double> own;
            for (int at = next++; at < rounds * std::ssize(questions); at = next++) {
                const auto began = Clock::now();
                ask(questions[static_cast<std::size_t>(at) % questions.size()]);
                own.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
            }
            const std::scoped_lock lock(mutex);
            all.insert(all.end(), own.begin(), own.end());
        });
    for (auto& asker : askers) asker.join();
    return times_of(std::move(all));
}

void print(std::string_view what, Times times) {
    fmt::print("{:<44} p50 {:>8.2f} ms   p99 {:>8.2f} ms\n", what, times.p50, times.p99);
}

// Each folded word of the question must be there; short ones MariaDB leaves out by itself.
std::string boolean_words(std::string_view question) {
    std::string words;
    for (const auto& word : text::words(question)) words += (words.empty() ? "+" : " +") + word;
    return words;
}

void measure_fulltext(SearchMarket& market) {
    const auto session = market.market.database.connect();
    const auto began = Clock::now();
    session->execute(
        "CREATE TABLE bench_text (product BIGINT UNSIGNED NOT NULL PRIMARY KEY, words TEXT NOT NULL) "
        "ENGINE=InnoDB CHARACTER SET utf8mb4"
    );
    session->execute("INSERT INTO bench_text SELECT product, name_fold FROM product_listing");
    session->execute("ALTER TABLE bench_text ADD FULLTEXT KEY by_words (words)");
    session->commit();
    fmt::print(
        "FULLTEXT filled and indexed in {:.1f} s\n",
        std::chrono::duration<double>(Clock::now() - began).count()
    );
    static constexpr db::Statement best{"bench.fulltext", R"sql(
        SELECT product FROM bench_text WHERE MATCH (words) AGAINST (? IN BOOLEAN MODE)
         ORDER BY MATCH (words) AGAINST (? IN BOOLEAN MODE) DESC LIMIT 20
    )sql"};
    static constexpr db::Statement facet{"bench.fulltext_facet", R"sql(
        SELECT COUNT(*) FROM bench_text AS t JOIN product_listing AS l ON l.product = t.product
         WHERE MATCH (t.words) AGAINST (? IN BOOLEAN MODE) GROUP BY l.ocop_set
    )sql"};
    const auto ask = [&](std::string_view question) {
        const auto words = boolean_words(question);
        market.market.database.transact("bench.fulltext", [&](db::Transaction& tx) {
            tx.rows<std::uint64_t>(best, words, words);
            tx.rows<std::uint64_t>(facet, words);
        });
    };
    asked(1, 1, ask);
    print("FULLTEXT, best 20 and one facet, alone", asked(1, 2, ask));
}

}  // namespace

void grow(SearchMarket& market, int products) {
    const Source source;
    const auto session = market.market.database.connect();
    session->execute("SET unique_checks = 0, foreign_key_checks = 0");
    insert(
        *session,
        "INSERT INTO sellers (organisation, name, kind, province, open) VALUES ",
        0,
        sellers,
        [&](int number) {
            const auto row = static_cast<std::size_t>(number) % source.size();
            return fmt::format(
                "({},{},'{}','{}',1)",
                first_seller + number,
                quoted(source.holders[row]),
                number % 3 == 0 ? "enterprise" : "cooperative",
                source.provinces[row]
            );
        }
    );
    const auto name_of = [&](int number) {
        const auto row = static_cast<std::size_t>(number) % source.size();
        const auto variant = static_cast<std::size_t>(number) / source.size();
        if (variant == 0) return source.names[row];
        return source.names[row] + ' ' + tail_of(source.names[(row + variant * 7919) % source.size()]);
    };
    const auto place_of = [&](int number) { return static_cast<std::size_t>(number / 3) % source.size(); };
    insert(
        *session,
        "INSERT INTO products (id, seller, name, identity, ocop_set, province, origin, state, created_at, "
        "updated_at, published_at) VALUES ",
        0,
        products,
        [&](int number) {
            const auto row = static_cast<std::size_t>(number) % source.size();
            return fmt::format(
                "({},{},{},'{}',{},'{}',{},'published',NOW(6),NOW(6),NOW(6))",
                first_product + number,
                first_seller + number % sellers,
                quoted(name_of(number)),
                number,
                source.sets[row]->number,
                source.provinces[place_of(number)],
                quoted(source.origins[place_of(number)])
            );
        }
    );
    insert(
        *session,
        "INSERT INTO product_listing (product, seller, name, name_fold, ocop_group, ocop_set, province, "
        "stars, "
        "stars_until, price, unit, pack, available, updated_at) VALUES ",
        0,
        products,
        [&](int number) {
            const auto row = static_cast<std::size_t>(number) % source.size();
            const auto name = name_of(number);
            return fmt::format(
                "({},{},{},{},'{}',{},'{}',{},'2099-01-01',{},'XPK','Gói',{},NOW(6))",
                first_product + number,
                first_seller + number % sellers,
                quoted(name),
                quoted(catalog::name_fold(name)),
                json::name_of(source.sets[row]->group),
                source.sets[row]->number,
                source.provinces[place_of(number)],
                number % 8 == 0 ? 3 + number / 8 % 3 : 0,
                10'000 + number % 997 * 1'000,
                number % 10 == 0 ? 0 : 1
            );
        }
    );
    session->execute("ANALYZE TABLE products, product_listing, sellers");
}

void measure(SearchMarket& market) {
    const auto before = resident_mib();
    const auto seconds = market.rebuild();
    const auto products = market.keeper->index().products();
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(market.folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    fmt::print(
        "{} products indexed in {:.1f} s: {:.0f} products/s; {:.0f} MiB on disk, {:.0f} MiB more in memory\n",
        products,
        seconds,
        static_cast<double>(products) / seconds,
        static_cast<double>(bytes) / (1 << 20),
        resident_mib() - before
    );
    const auto ask = [&](std::string_view question) {
        catalog::ListProducts wish;
        wish.q = std::string(question);
        wish.facets = "all";
        market.list(wish);
    };
    asked(1, 2, ask);  // warm
    print("search with all facets, alone", asked(1, 10, ask));
    print("search with all facets, eight at once", asked(8, 10, ask));
    for (const auto* question : questions) {
        const auto began = Clock::now();
        ask(question);
        const auto took = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
        if (took > 10) fmt::print("   {:>7.2f} ms  {}\n", took, question);
    }
    fmt::print("{:.0f} MiB resident\n", resident_mib());
    measure_fulltext(market);
}

}  // namespace chophien::bench
