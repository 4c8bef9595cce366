#include "tests/given/market.hpp"

#include "accounts/founding.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/person_store.hpp"
#include "accounts/signing_in.hpp"
#include "accounts/tax_code.hpp"
#include "accounts/verifying.hpp"
#include "core/db/migrations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>
#include <span>
#include <vector>

namespace chophien::given {

namespace {

using accounts::Caller;
using accounts::OrganisationKind;
using accounts::Role;

std::vector<db::Migration> all_migrations() {
    const std::array modules{
        embedded::core(),
        embedded::accounts(),
        embedded::catalog(),
        embedded::traceability(),
        embedded::payments(),
        embedded::orders()};
    return db::migrations_in(modules);
}

db::Target target_of(const DatabaseFacts& facts) {
    return {.socket = facts.socket, .user = facts.user, .password = facts.password, .name = facts.name};
}

// One hash for everybody: Argon2 takes its time on purpose.
const std::string& hash_of_password() {
    static const std::string hash = crypto::password_hash(password);
    return hash;
}

/// The n-th right tax code of ten digits.
std::string tax_code(std::uint64_t number) {
    for (std::uint64_t body = 10'000'000 + number * 11;; ++body) {
        const auto nine = fmt::format("{:09}", body);
        if (const auto check = accounts::tax_code_check_digit(nine)) return nine + *check;
    }
}

}  // namespace

/// A migrated schema with the rows its migrations seeded, to be emptied and used again.
class MarketSchema {
public:
    static std::unique_ptr<MarketSchema> taken() {
        std::unique_ptr<MarketSchema> schema;
        {
            const std::scoped_lock lock(mutex());
            if (!free().empty()) {
                schema = std::move(free().back());
                free().pop_back();
            }
        }
        if (schema)
            schema->empty();
        else
            schema.reset(new MarketSchema);
        return schema;
    }

    static void give_back(std::unique_ptr<MarketSchema> schema) {
        const std::scoped_lock lock(mutex());
        free().push_back(std::move(schema));
    }

    const DatabaseFacts& facts() const { return facts_; }

private:
    MarketSchema() : facts_(fresh_schema("market")), seeds_(fresh_schema("seeds")) {
        const SystemClock clock;
        IdSource ids(clock, 0);
        Metrics metrics;
        db::Database database(target_of(facts_), clock, ids, metrics);
        db::migrate(database, all_migrations());
        session_ = std::make_unique<db::Session>(target_of(facts_), 0);
        for (const auto& table : texts("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
            if (table.starts_with("schema_")) continue;
            if (holds_rows(table)) {
                seeded_.push_back(table);
                session_->execute(
                    fmt::format("CREATE TABLE {}.{} AS SELECT * FROM {}", seeds_.name, table, table)
                );
            }
            tables_.push_back(table);
        }
        session_->commit();
        session_.reset();
    }

    // TRUNCATE, because append-only tables have triggers against DELETE.
    void empty() {
        session_ = std::make_unique<db::Session>(target_of(facts_), 0);
        session_->execute("SET SESSION foreign_key_checks = 0");
        std::vector<std::string> used;
        std::string question;
        for (const auto& table : tables_)
            question += fmt::format(
                "{}(SELECT '{}' FROM {} LIMIT 1)", question.empty() ? "" : " UNION ALL ", table, table
            );
        used = texts(question);
        session_->commit();
        for (const auto& table : used) session_->execute("TRUNCATE TABLE " + table);
        for (const auto& table : seeded_)
            session_->execute(fmt::format("INSERT INTO {} SELECT * FROM {}.{}", table, seeds_.name, table));
        session_->commit();
        session_.reset();
    }

    bool holds_rows(const std::string& table) {
        return !texts(fmt::format("SELECT 'x' FROM {} LIMIT 1", table)).empty();
    }

    std::vector<std::string> texts(const std::string& question) {
        std::vector<std::string> found;
        // A session knows its prepared statements by where their texts are, so each text keeps its place.
        const auto& kept = questions_.emplace_back(question);
        session_->query({"test.question", kept}, {}, [&](const db::Row& row) {
            found.push_back(row.text(0));
        });
        return found;
    }

    static std::mutex& mutex() {
        static std::mutex only;
        return only;
    }

    static std::vector<std::unique_ptr<MarketSchema>>& free() {
        static std::vector<std::unique_ptr<MarketSchema>> only;
        return only;
    }

    DatabaseFacts facts_;
    DatabaseFacts seeds_;
    std::unique_ptr<db::Session> session_;  // only while at work: the schemas outlive the server
    std::deque<std::string> questions_;
    std::vector<std::string> tables_;
    std::vector<std::string> seeded_;
};

Market::Market()
    : schema_(MarketSchema::taken()), database(target_of(schema_->facts()), clock, ids, metrics) {}

Market::~Market() { MarketSchema::give_back(std::move(schema_)); }

const DatabaseFacts& Market::facts() const { return schema_->facts(); }

db::Target Market::target() const { return target_of(facts()); }

std::string Market::new_login() { return fmt::format("nguoi-{}", ++logins_); }

Caller Market::founded(
    OrganisationKind kind, std::string_view name, std::optional<std::string> province, bool verified
) {
    const auto login = new_login();
    return transact([&](db::Transaction& tx) {
        accounts::Particulars says;
        says.name = name;
        says.province = province;
        if (accounts::registers_itself(kind) && kind != OrganisationKind::consumer) {
            says.tax_code = tax_code(logins_);
            says.registration_number = says.tax_code;
        }
        auto caller =
            accounts::found(tx, kind, says, {login, std::string(name), hash_of_password()}, Caller{});
        ensure(caller.has_value(), "a fixture is not refused");
        if (verified && !caller->verified) {
            auto organisation = accounts::store::lock(tx, caller->organisation);
            const auto from = organisation->state;
            organisation->state = accounts::OrganisationState::verified;
            organisation->verified_at = tx.now();
            accounts::store::update(tx, *organisation);
            accounts::store::append_history(tx, *organisation, "verify", from, {}, std::nullopt);
            caller->verified = true;
        }
        return *caller;
    });
}

Caller Market::cooperative(std::string_view name, std::string_view province) {
    return founded(OrganisationKind::cooperative, name, std::string(province), true);
}

Caller Market::cooperative_union(std::string_view name, std::string_view province) {
    return founded(OrganisationKind::cooperative_union, name, std::string(province), true);
}

Caller Market::enterprise(std::string_view name, std::string_view province) {
    return founded(OrganisationKind::enterprise, name, std::string(province), true);
}

Caller Market::retailer(std::string_view name, std::string_view province) {
    return founded(OrganisationKind::retailer, name, std::string(province), true);
}

Caller Market::household(std::string_view name, std::string_view province) {
    return founded(OrganisationKind::household, name, std::string(province), true);
}

Caller Market::consumer(std::string_view name) {
    return founded(OrganisationKind::consumer, name, std::nullopt, false);
}

Caller Market::unverified(OrganisationKind kind, std::string_view name, std::string_view province) {
    return founded(kind, name, std::string(province), false);
}

Caller Market::authority(std::string_view name, std::optional<std::string> province) {
    return founded(OrganisationKind::authority, name, std::move(province), true);
}

Caller Market::certifier(std::string_view name) {
    return founded(OrganisationKind::certifier, name, std::nullopt, true);
}

Caller Market::operator_() {
    if (!operator_found_) {
        const auto login = new_login();
        operator_found_ = transact([&](db::Transaction& tx) {
            auto caller =
                accounts::found_operator(tx, "Ban quản lý chợ", {login, "Người trực", hash_of_password()});
            ensure(caller.has_value() && caller->has_value(), "a fresh market has no operator yet");
            return **caller;
        });
    }
    return *operator_found_;
}

Caller Market::guest() {
    Caller guest;
    guest.client = crypto::sha256("guest:127.0.0.1");
    return guest;
}

Caller Market::colleague(const Caller& of, Role role, std::string_view name) {
    const auto login = new_login();
    return transact([&](db::Transaction& tx) {
        accounts::Person person;
        person.id = tx.new_id<accounts::OfPerson>();
        person.organisation = of.organisation;
        person.login = login;
        person.name = name;
        person.role = role;
        person.password_hash = hash_of_password();
        person.created_at = tx.now();
        ensure(accounts::store::insert(tx, person), "a fixture's login is new");
        Caller caller = of;
        caller.person = person.id;
        caller.role = role;
        caller.client = accounts::client_of(person.id);
        caller.token = {};
        return caller;
    });
}

Caller Market::suspended(const Caller& owner) {
    const auto stopper = operator_();
    const auto done = transact([&](db::Transaction& tx) {
        return accounts::suspend_organisation(tx, stopper, {owner.organisation, "kiểm tra"});
    });
    ensure(done.has_value(), "the operator suspends");
    Caller caller = owner;
    caller.verified = false;
    caller.suspended = true;
    return caller;
}

std::string Market::token_of(const Caller& caller) {
    return transact([&](db::Transaction& tx) { return accounts::issue_token(tx, caller.person).text; });
}

std::string Market::login_of(const Caller& caller) {
    return transact([&](db::Transaction& tx) {
        return accounts::store::find_person(tx, caller.person).value().login;
    });
}

}  // namespace chophien::given
