// Time of one page of the public list as the market grows: the same questions on ten thousand offers, then on
// a million, filled by SQL. Without the byte cache: this is what a page costs when nobody asked for it
// before.
//
//     catalog_lists [SMALL [LARGE]]

#include "bench/catalog_market.hpp"
#include "catalog/listing.hpp"
#include "catalog/sellers.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace {

using namespace chophien;
using Clock = std::chrono::steady_clock;

constexpr int questions = 400;

// One offer a product. `seq_A_to_B` are MariaDB's sequence tables.
std::vector<std::string> fill(std::uint64_t seller, int from, int to) {
    const auto sequence = fmt::format("seq_{}_to_{}", from, to - 1);
    return {
        fmt::format(
            "INSERT INTO products (id, seller, name, identity, ocop_set, province, state, created_at, "
            "updated_at, "
            "published_at) SELECT seq + 1000, {}, CONCAT('Cà phê vườn ', seq), CONCAT('ca phe ', seq), "
            "1 + seq % 26, LPAD(1 + seq % 30, 2, '0'), 'published', NOW(6), NOW(6), NOW(6) FROM {}",
            seller,
            sequence
        ),
        fmt::format(
            "INSERT INTO offers (id, product, seller, pack, identity, unit, gtin, price, minimum, step, "
            "state, "
            "updated_at) SELECT seq + 1000, seq + 1000, {}, 'Gói 500 g', 'goi500g', 'XPK', LPAD(seq, 14, "
            "'0'), "
            "50000 + seq % 1000, 1, 1, 'on_sale', NOW(6) FROM {}",
            seller,
            sequence
        ),
        fmt::format("INSERT INTO offer_stock (offer, on_hand) SELECT seq + 1000, 10 FROM {}", sequence),
        fmt::format(
            "INSERT INTO product_listing (product, seller, name, name_fold, ocop_group, ocop_set, province, "
            "stars, "
            "stars_until, price, unit, pack, available, updated_at) SELECT seq + 1000, {}, CONCAT('Cà phê "
            "vườn ', seq), "
            "CONCAT('ca phe vuon ', seq), ELT(1 + seq % 6, 'food', 'drink', 'herbal', 'craft', 'ornamental', "
            "'tourism'), "
            "1 + seq % 26, LPAD(1 + seq % 30, 2, '0'), IF(seq % 4 = 0, 3 + seq % 3, 0), "
            "IF(seq % 4 = 0, '2099-01-01', '1970-01-01'), 50000, 'XPK', 'Gói', 1, NOW(6) FROM {}",
            seller,
            sequence
        ),
    };
}

std::map<std::string, double> p99_of_pages(bench::CatalogMarket& market) {
    const auto province = [](int number) { return fmt::format("{:02}", 1 + number % 30); };
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
    };
    std::map<std::string, double> found;
    for (const auto& [name, wish] : kinds) {
        std::vector<double> times;
        for (int number = 0; number < questions; ++number) {
            const auto began = Clock::now();
            try {
                market.database.transact("bench.list", [&](db::Transaction& tx) {
                    return bench::sure(catalog::list_products(tx, {}, wish(number))).data.size();
                });
            } catch (const Bug&) {
                continue;  // a code that is no province today
            }
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
    market.database.transact("bench.seller", [&](db::Transaction& tx) {
        catalog::refresh_seller(tx, market.coop.organisation);
    });
    const auto session = market.database.connect();
    const auto grow = [&](int from, int to) {
        for (int at = from; at < to; at += 10'000)
            for (const auto& sql : fill(market.coop.organisation.number, at, std::min(at + 10'000, to))) {
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
