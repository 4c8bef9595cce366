// A private database with every migration and one verified cooperative, for the catalog's measurements.
#pragma once

#include "accounts/founding.hpp"
#include "accounts/verifying.hpp"
#include "core/db/migrations.hpp"
#include "server/embedded_database.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <unistd.h>

namespace chophien::bench {

template <class T>
T sure(Result<T> result) {
    if (!result) {
        std::string why(result.error().why->code);
        for (const auto& fault : result.error().violations)
            why += fmt::format(" {} {}", fault.pointer, fault.en);
        ensure(false, why);
    }
    return std::move(*result);
}

class CatalogMarket {
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / fmt::format("chophien-bench-{}", getpid());
    server::EmbeddedDatabase embedded_{{.data_directory = folder_, .buffer_pool_bytes = 1ULL << 30U}};
    SystemClock clock_;
    IdSource ids_{clock_, 0};
    Metrics metrics_;

public:
    /// `tap` hears every statement.
    explicit CatalogMarket(db::Tap tap = {}) {
        if (tap) database.listen(std::move(tap));
        const std::array modules{
            embedded::core(),
            embedded::accounts(),
            embedded::catalog(),
            embedded::payments(),
            embedded::traceability(),
            embedded::orders()};
        db::migrate(database, db::migrations_in(modules));
        coop = database.transact("bench.fill", [this](db::Transaction& tx) {
            const auto boss = sure(accounts::found_operator(tx, "Chợ", {"op", "Người điều hành", "-"}));
            authority =
                sure(accounts::found_authority(tx, "Sở", std::nullopt, {"authority", "Cán bộ", "-"}, *boss));
            accounts::Particulars says;
            says.name = "HTX Cà phê";
            says.province = "14";
            says.tax_code = "5100200308";
            says.registration_number = "01/2026";
            auto owner = sure(accounts::found(
                tx,
                accounts::OrganisationKind::cooperative,
                says,
                {"coop", "Chủ nhiệm", "-"},
                accounts::Caller{}
            ));
            sure(accounts::decide_verification(
                tx, authority, {owner.organisation, accounts::Decision::verified, {}}
            ));
            owner.verified = true;
            return owner;
        });
    }

    ~CatalogMarket() {
        embedded_.stop();
        std::filesystem::remove_all(folder_);
    }

    CatalogMarket(const CatalogMarket&) = delete;
    CatalogMarket& operator=(const CatalogMarket&) = delete;

    /// Of mariadbd, for its processor time.
    pid_t database_pid() const { return embedded_.pid(); }

    db::Database database{
        {.socket = embedded_.socket(),
         .user = embedded_.user(),
         .password = embedded_.password(),
         .name = embedded_.database()},
        clock_,
        ids_,
        metrics_};
    accounts::Caller authority;
    accounts::Caller coop;
};

}  // namespace chophien::bench
