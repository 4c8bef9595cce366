#include "server/service.hpp"

#include "accounts/signing_in.hpp"
#include "catalog/certificates/certificates.hpp"
#include "catalog/importing.hpp"
#include "catalog/label.hpp"
#include "catalog/mirror.hpp"
#include "catalog/pricing/resolving.hpp"
#include "catalog/saved_search.hpp"
#include "catalog/seasons.hpp"
#include "catalog/sellers.hpp"
#include "catalog/slots/slots.hpp"
#include "catalog/stock_lots.hpp"
#include "core/db/migrations.hpp"
#include "core/idempotency.hpp"
#include "core/log.hpp"
#include "orders/ahead.hpp"
#include "orders/due.hpp"
#include "payments/escrow.hpp"
#include "server/founding.hpp"
#include "traceability/epcis/capture.hpp"
#include "traceability/expiring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace chophien::server {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t chore_size = 100;   // rows a chore takes in one transaction
constexpr std::int64_t turns_at_once = 5;  // a list or promotion touches up to 500 products

void say(std::string_view vi, std::string_view en) {
    fmt::print("· {} / {}\n", vi, en);
    std::fflush(stdout);
}

void log_embedded(EmbeddedDatabase::Weight weight, std::string_view line) {
    const auto level = weight == EmbeddedDatabase::Weight::notice    ? log::Level::info
                       : weight == EmbeddedDatabase::Weight::warning ? log::Level::warn
                                                                     : log::Level::error;
    log::write(level, "embedded database", {{"what", std::string(line)}});
}

std::vector<Clockwork::Chore> chores(catalog::search::Index& index) {
    return {
        {"orders.lapse_due",
         10s,
         [](db::Transaction& tx) { return orders::lapse_due(tx, chore_size) == chore_size; }},
        {"orders.close_due",
         10s,
         [](db::Transaction& tx) { return orders::close_due(tx, chore_size) == chore_size; }},
        {"payments.mature_due",
         10s,
         [](db::Transaction& tx) { return payments::mature_due(tx, chore_size) == chore_size; }},
        {"traceability.expire_lots", 900s, [](db::Transaction& tx) { return traceability::expire_lots(tx); }},
        {"catalog.hold_due_lots",
         60s,
         [](db::Transaction& tx) { return catalog::hold_due_lots(tx, chore_size) == chore_size; }},
        {"catalog.close_slots",
         60s,
         [](db::Transaction& tx) { return catalog::close_slots(tx, chore_size) == chore_size; }},
        {"orders.settle_slots",
         5s,
         [](db::Transaction& tx) { return orders::settle_slots(tx, chore_size) == chore_size; }},
        {"catalog.turn_prices",
         5s,
         [](db::Transaction& tx) {
             return catalog::pricing::turn_prices(tx, turns_at_once) == turns_at_once;
         }},
        {"catalog.turn_seasons",
         60s,
         [](db::Transaction& tx) { return catalog::turn_seasons(tx, chore_size) == chore_size; }},
        {"catalog.watch_searches",
         30s,
         [&index](db::Transaction& tx) { return catalog::watch_searches(tx, index); }},
        {"catalog.follow_market", 1s, [](db::Transaction& tx) { return catalog::follow_market(tx); }},
        {"catalog.expire_labels", 60s, [](db::Transaction& tx) { return catalog::expire_labels(tx) > 0; }},
        {"catalog.expire_certificates",
         900s,
         [](db::Transaction& tx) { return catalog::expire_certificates(tx); }},
        {"catalog.remind_of_renewal",
         600s,
         [](db::Transaction& tx) { return catalog::remind_of_renewal(tx) > 0; }},
        {"core.forget_idempotency",
         600s,
         [](db::Transaction& tx) { return idempotency::forget_old(tx) > 0; }},
        {"accounts.forget_expired",
         600s,
         [](db::Transaction& tx) { return accounts::forget_expired(tx) > 0; }},
        {"core.forget_changes", 600s, [](db::Transaction& tx) { return forget_changes(tx) > 0; }},
        {"epcis.forget_captures",
         600s,
         [](db::Transaction& tx) { return traceability::epcis::forget_captures(tx) > 0; }},
        {"core.forget_jobs", 600s, [](db::Transaction& tx) { return jobs::forget_old(tx) > 0; }},
    };
}

}  // namespace

Service::Service(const Settings& settings) : settings_(settings), ids_(clock_, 0) {
    database_ = std::make_unique<db::Database>(database_target(), clock_, ids_, metrics_);
    migrate();
    node_ = std::make_unique<NodeLease>(*database_, ids_);
    search_folder_ = std::make_unique<DataDirectory>(settings_.data / "search");
    search_ = std::make_unique<catalog::search::Keeper>(*database_, search_folder_->path(), [this] {
        application_->searches_changed();
    });
    application_ = std::make_unique<Application>(
        *database_,
        metrics_,
        Application::Options{
            .io_threads = settings_.io_threads,
            .workers = settings_.workers,
            .rate_limit = settings_.rate_limit,
            .sole_node = embedded_ != nullptr,
            .search = &search_->index(),
            .local_webhooks = settings_.local_webhooks,
        }
    );
    webhooks_ = webhook_client({.local = settings_.local_webhooks});
    courier_ = std::make_unique<WebhookCourier>(*database_, *webhooks_, WebhookCourier::Options{});
    follower_ = std::make_unique<FeedFollower>(
        *database_,
        std::vector<FeedFollower::Listener>{
            [this](const std::vector<ChangeSet>& sets) { application_->changed(sets); },
            [this](const std::vector<ChangeSet>& sets) { tell_catalog(sets); },
            [this](const std::vector<ChangeSet>&) { search_->nudge(); },
            [this](const std::vector<ChangeSet>& sets) { courier_->changed(sets); },
        }
    );
    application_->follow(*follower_);
    metrics_.gauge("search_products", [this] { return static_cast<double>(search_->index().products()); });
    metrics_.gauge("search_row_bytes", [this] { return static_cast<double>(search_->index().row_bytes()); });
    logins_ = found_market(*database_, settings_.data, settings_.demo, say);
    search_->start();
    auto steps = catalog::import_steps();
    steps.merge(traceability::epcis::capture_steps());
    jobs_ = std::make_unique<jobs::JobRunner>(*database_, std::move(steps));
    clockwork_ = std::make_unique<Clockwork>(*database_, chores(search_->index()));

    HttpOptions options;
    options.address = settings_.address;
    options.port = settings_.port;
    options.io_threads = settings_.io_threads;
    if (settings_.encrypted()) options.tls = TlsFiles{settings_.tls_certificate, settings_.tls_key};
    for (const auto& network : settings_.trusted_proxies) options.trusted_proxies.push_back(network.text());
    http_ = std::make_unique<HttpServer>(std::move(options), *application_);
    application_->set_public_url(settings_.public_url_at(http_->port()));
    http_->start();
    log::info(
        "started", {{"port", std::to_string(http_->port())}, {"node", std::to_string(node_->number())}}
    );
}

Service::~Service() {
    if (http_) http_->stop();
    clockwork_.reset();
    jobs_.reset();
    if (application_) application_->drain();
    follower_.reset();
    courier_.reset();
    if (search_) search_->stop();
    node_.reset();
    log::info("stopped");
}

db::Target Service::database_target() {
    db::Target target;
    if (const auto& given = settings_.database) {
        target.socket = given->socket;
        for (const auto& host : given->hosts) target.hosts.push_back({host.name, host.port});
        target.user = given->user;
        target.password = given->password;
        target.name = given->name;
        target.tls = given->tls != DatabaseTls::off;
        target.certificate_authority =
            given->tls == DatabaseTls::verified ? given->certificate_authority : std::string();
        return target;
    }
    say("Đang khởi động cơ sở dữ liệu riêng", "Starting the embedded database");
    embedded_ = std::make_unique<EmbeddedDatabase>(EmbeddedDatabase::Options{
        .data_directory = settings_.data,
        .buffer_pool_bytes = settings_.buffer_pool_bytes,
        .log = log_embedded});
    target.socket = embedded_->socket();
    target.user = embedded_->user();
    target.password = embedded_->password();
    target.name = embedded_->database();
    return target;
}

void Service::migrate() {
    const std::array modules{
        embedded::core(),
        embedded::accounts(),
        embedded::catalog(),
        embedded::payments(),
        embedded::traceability(),
        embedded::orders()};
    db::migrate(*database_, db::migrations_in(modules));
}

// The catalog keeps what its lists show of sellers, and hears of their changes from the feed.
void Service::tell_catalog(const std::vector<ChangeSet>& sets) {
    const bool organisations_changed = std::ranges::any_of(sets, [](const ChangeSet& set) {
        return std::ranges::any_of(set.changes, [](const Change& change) {
            return change.kind.starts_with("organisation.");
        });
    });
    if (!organisations_changed) return;
    try {
        catalog::follow_sellers(*database_);
    } catch (const std::exception& fault) {
        log::warn(
            "sellers not followed", {{"why", fault.what()}}
        );  // the place in the feed is kept; the next change goes on
    }
}

std::optional<std::string> Service::failure() const {
    return embedded_ ? embedded_->failure() : std::nullopt;
}

void Service::reload_certificate() {
    if (!settings_.encrypted()) return;
    try {
        http_->reload_certificate();
        log::info("certificate read again");
    } catch (const std::exception& fault) {
        log::error("certificate not read", {{"why", fault.what()}});
    }
}

std::string Service::welcome() {
    return welcome_text(*database_, settings_.public_url_at(http_->port()), logins_);
}

}  // namespace chophien::server
