#include "bench/search/market.hpp"

#include "accounts/tax_code.hpp"
#include "catalog/demo.hpp"
#include "catalog/demonstration.hpp"
#include "catalog/importing.hpp"
#include "core/feed.hpp"

namespace chophien::bench {

namespace {

std::string tax_code(std::size_t number) {
    for (std::size_t body = 10'000'000 + number * 11;; ++body) {
        const auto nine = fmt::format("{:09}", body);
        if (const auto check = accounts::tax_code_check_digit(nine)) return nine + *check;
    }
}

}  // namespace

SearchMarket::SearchMarket()
    : folder(std::filesystem::temp_directory_path() / fmt::format("chophien-search-{}", getpid())) {
    keeper = std::make_unique<catalog::search::Keeper>(market.database, folder, [] {});
}

SearchMarket::~SearchMarket() {
    keeper.reset();
    std::filesystem::remove_all(folder);
}

void SearchMarket::load() {
    market.database.transact("bench.declare", [](db::Transaction& tx) {
        catalog::declare_demonstration(tx);
    });
    std::size_t number = 0;
    for (const auto& seller : catalog::demo_sellers()) {
        ++number;
        market.database.transact("bench.seller", [&](db::Transaction& tx) {
            accounts::Particulars says;
            says.name = seller.name;
            says.province = seller.province;
            says.tax_code = tax_code(number);
            says.registration_number = says.tax_code;
            const auto owner = sure(accounts::found(
                tx, seller.kind, says, {fmt::format("demo.{}", number), "Người đại diện", "-"}, {}
            ));
            sure(accounts::decide_verification(
                tx, market.authority, {owner.organisation, accounts::Decision::verified, {}}
            ));
            sure(catalog::import_at_once(tx, owner.organisation, owner.person, seller.csv));
        });
    }
}

void SearchMarket::index() {
    sequence_changes(market.database);
    while (sequence_changes(market.database) > 0) {
    }
    keeper->catch_up();
}

double SearchMarket::rebuild() {
    keeper.reset();
    std::filesystem::remove_all(folder);
    keeper = std::make_unique<catalog::search::Keeper>(market.database, folder, [] {});
    const auto began = std::chrono::steady_clock::now();
    index();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

catalog::ProductPage SearchMarket::list(const catalog::ListProducts& wish) {
    return market.database.transact("bench.list", [&](db::Transaction& tx) {
        return sure(catalog::list_products(tx, {}, wish, &keeper->index()));
    });
}

}  // namespace chophien::bench
