// What tests on a real database begin with: an empty market with every migration applied, a clock that stands
// still until told, and sentences of the trade that put organisations into it.
//
//     struct Buying : testing::Test { given::Market given; };
//
//     TEST_F(Buying, ...) {
//         const auto coop = given.cooperative("HTX Đồi Xanh");
//         auto reply = given.transact([&](db::Transaction& tx) { return catalog::offer(tx, coop, wish); });
//     }
//
// Markets of one executable take turns on a few schemas: one is emptied (seed rows restored) when it is given
// out again.
#pragma once

#include "accounts/caller.hpp"
#include "accounts/organisation.hpp"
#include "core/db/database.hpp"
#include "core/result.hpp"
#include "tests/given/test_database.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace chophien::given {

/// 21 November 2026, 8 in the morning in Vietnam.
inline constexpr Instant morning =
    std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} + std::chrono::hours(1);

/// What was answered; a refusal ends the test.
template <class T>
T granted(Result<T> result) {
    if (!result) {
        std::string why(result.error().why->code);
        for (const auto& violation : result.error().violations)
            why += " " + violation.pointer + " " + violation.en;
        ensure(false, why);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The password of everybody the sentences below make.
inline constexpr std::string_view password = "phiên chợ sáng sớm";

class MarketSchema;

class Market {
    std::unique_ptr<MarketSchema> schema_;  // before the database that uses it

public:
    Market();
    ~Market();
    Market(const Market&) = delete;
    Market& operator=(const Market&) = delete;

    ManualClock clock{morning};
    IdSource ids{clock, 0};
    Metrics metrics;
    db::Database database;

    /// Where it is, for tests that open it in their own way (a server, a second node).
    const DatabaseFacts& facts() const;
    db::Target target() const;

    template <class Work>
    auto transact(Work&& work) {
        return database.transact("test", std::forward<Work>(work));
    }

    // Each makes an organisation with its owner and answers the owner. A name may be used again: each is
    // another one. Sellers and buyers are verified, with a right tax code of their own, and live in the
    // province of that code.

    accounts::Caller cooperative(std::string_view name = "HTX Đồi Xanh", std::string_view province = "04");
    accounts::Caller cooperative_union(
        std::string_view name = "Liên hiệp HTX Miền Núi", std::string_view province = "04"
    );
    accounts::Caller enterprise(
        std::string_view name = "Công ty Nông sản Sạch", std::string_view province = "01"
    );
    accounts::Caller retailer(std::string_view name = "Siêu thị Hồ Gươm", std::string_view province = "01");
    accounts::Caller household(std::string_view name = "Hộ bà Mai", std::string_view province = "04");
    accounts::Caller consumer(std::string_view name = "Chị Ann");
    accounts::Caller unverified(
        accounts::OrganisationKind kind, std::string_view name, std::string_view province = "04"
    );
    /// Of one province, or national without.
    accounts::Caller authority(
        std::string_view name = "Sở Nông nghiệp và Môi trường", std::optional<std::string> province = {}
    );
    accounts::Caller certifier(std::string_view name = "Trung tâm Chứng nhận");
    /// The one operator; always the same in one market.
    accounts::Caller operator_();
    accounts::Caller guest();
    /// Another person of the same organisation.
    accounts::Caller colleague(
        const accounts::Caller& of, accounts::Role role, std::string_view name = "Người cùng nhà"
    );
    /// The organisation stopped by the operator; answers the same person as she comes from now on.
    accounts::Caller suspended(const accounts::Caller& owner);

    /// A token of that person, as it is sent after "Bearer ".
    std::string token_of(const accounts::Caller& caller);
    /// Her login; the password is given::password.
    std::string login_of(const accounts::Caller& caller);

private:
    accounts::Caller founded(
        accounts::OrganisationKind kind,
        std::string_view name,
        std::optional<std::string> province,
        bool verified
    );
    std::string new_login();

    unsigned logins_ = 0;
    std::optional<accounts::Caller> operator_found_;
};

}  // namespace chophien::given
