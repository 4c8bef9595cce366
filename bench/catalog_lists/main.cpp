// Time of one page of the public list as the market grows: the same questions on ten thousand offers, then on
// a million, filled by SQL. Without the byte cache: this is what a page costs when nobody asked for it
// before.
//
//     catalog_lists [SMALL [LARGE]]

#include "bench/catalog_market.hpp"
#include "catalog/listing.hpp"
#include "core/places.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace {

using namespace chophien;
using Clock = std::chrono::steady_clock;

constexpr int questions = 400;

/// SQL that gives one of today's province codes for each number.
std::string province_sql(std::string_view number) {
    std::string codes;
    for (const auto& province : provinces()) codes += fmt::format(", '{}'", province.code);
    return fmt::format("ELT(1 + {} % {}{})", number, provinces().size(), codes);
}

/// And the group of a set.
std::string group_sql(std::string_view set) {
    std::string groups;
    for (const auto& one : catalog::ocop_sets()) groups += fmt::format(", '{}'", json::name_of(one.group));
    return fmt::format("ELT({}{})", set, groups);
}

// One offer a product, of a thousand sellers; every eighth has a label. Sets, provinces and stars go round in
// steps that do not divide each other. `seq_A_to_B` are MariaDB's sequence tables.
std::vector<std::string> fill(int from, int to) {
    const auto named = [&, sequence = fmt::format("seq_{}_to_{}", from, to - 1)](std::string_view text) {
        return fmt::format(
            fmt::runtime(text),
            fmt::arg("sequence", sequence),
            fmt::arg("seller", "1000 + seq * 7919 % 1000"),
            fmt::arg("set", "1 + seq % 26"),
            fmt::arg("group", group_sql("1 + seq % 26")),
            fmt::arg("province", province_sql("seq DIV 26")),
            fmt::arg("stars", "IF(seq DIV 884 % 8 = 0, 3 + seq DIV 7072 % 3, 0)")
        );
    };
    return {
        named(R"sql(
            INSERT INTO products (id, seller, name, identity, ocop_set, province, state, created_at, updated_at,
                                  published_at)
            SELECT seq + 1000, {seller}, CONCAT('Cà phê vườn ', seq), CONCAT('ca phe ', seq), {set}, {province},
                   'published', NOW(6), NOW(6), NOW(6) FROM {sequence})sql"),
        named(R"sql(
            INSERT INTO offers (id, product, seller, pack, identity, unit, gtin, price, minimum, step, state,
                                updated_at)
            SELECT seq + 1000, seq + 1000, {seller}, 'Gói 500 g', 'goi500g', 'XPK', LPAD(seq, 14, '0'),
                   50000 + seq % 1000, 1, 1, 'on_sale', NOW(6) FROM {sequence})sql"),
        named("INSERT INTO offer_stock (offer, on_hand) SELECT seq + 1000, 10 FROM {sequence}"),
        named(R"sql(
            INSERT INTO product_listing (product, seller, name, name_fold, ocop_group, ocop_set, province, stars,
                                         stars_until, price, unit, pack, available, updated_at)
            SELECT seq + 1000, {seller}, CONCAT('Cà phê vườn ', seq), CONCAT('ca phe vuon ', seq), {group}, {set},
                   {province}, {stars}, '2099-01-01', 50000, 'XPK', 'Gói', 1, NOW(6) FROM {sequence})sql"),
    };
}

std::map<std::string, double> p99_of_pages(bench::CatalogMarket& market) {
    const auto province = [](int number) {
        return std::string(provinces()[static_cast<std::size_t>(number) % provinces().size()].code);
    };
    const std::vector<std::pair<std::string, std::function<catalog::ListProducts(int)>>> kinds{
        {"newest", [](int) { return catalog::ListProducts{}; }},
        {"set", [](int n) { return catalog::ListProducts{.set = 1 + n % 26}; }},
        {"province", [&](int n) { return catalog::ListProducts{.province = province(n)}; }},
        {"group, stars",
         [](int n) {
             return catalog::ListProducts{
                 .group = n % 2 == 0 ? catalog::OcopGroup::food : catalog::OcopGroup::drink, .stars_min = 3};
         }},
        {"by name", [](int) { return catalog::ListProducts{.sort = catalog::ListOrder::name}; }},
        {"set, by name",
         [](int n) { return catalog::ListProducts{.set = 1 + n % 26, .sort = catalog::ListOrder::name}; }},
        {"set, 5 stars", [](int n) { return catalog::ListProducts{.set = 1 + n % 26, .stars_min = 5}; }},
        {"province, set",
         [&](int n) { return catalog::ListProducts{.set = 1 + n % 26, .province = province(n)}; }},
    };
    std::map<std::string, double> found;
    for (const auto& [name, wish] : kinds) {
        std::vector<double> times;
        for (int number = 0; number < questions; ++number) {
            const auto began = Clock::now();
            market.database.transact("bench.list", [&](db::Transaction& tx) {
                return bench::sure(catalog::list_products(tx, {}, wish(number))).data.size();
            });
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
        }
        std::ranges::sort(times);
        found[name] = times[times.size() * 99 / 100];
    }
    return found;
}

}  // namespace

int main(int count, char** words) {
    const int small = count > 1 ? std::atoi(words[1]) : 10'000;
    const int large = count > 2 ? std::atoi(words[2]) : 1'000'000;
    const db::ThreadUse use;
    bench::CatalogMarket market;
    const auto session = market.database.connect();
    session->execute("SET unique_checks = 0, foreign_key_checks = 0");
    session->execute(
        "INSERT INTO sellers (organisation, name, kind, province, open) "
        "SELECT seq + 1000, CONCAT('HTX số ', seq), 'cooperative', '14', 1 FROM seq_0_to_999"
    );
    const auto grow = [&](int from, int to) {
        for (int at = from; at < to; at += 50'000)
            for (const auto& sql : fill(at, std::min(at + 50'000, to))) {
                session->execute(sql);
                session->commit();
            }
        session->execute("ANALYZE TABLE products, offers, product_listing");
        p99_of_pages(market);  // warm
        return p99_of_pages(market);
    };
    const auto few = grow(1, small);
    const auto many = grow(small, large);
    fmt::print("{:<14} {:>12} {:>12} {:>7}\n", "p99 of a page", small, large, "ratio");
    for (const auto& [name, time] : few)
        fmt::print(
            "{:<14} {:>9.2f} ms {:>9.2f} ms {:>7.2f}\n", name, time, many.at(name), many.at(name) / time
        );
    return 0;
}
