// The composition root: builds every part in order, passes each to those who need it, and lets destructors
// undo it.
#pragma once

#include "catalog/search/keeper.hpp"
#include "core/db/database.hpp"
#include "core/feed.hpp"
#include "core/jobs.hpp"
#include "core/node.hpp"
#include "server/application.hpp"
#include "server/clockwork.hpp"
#include "server/data_directory.hpp"
#include "server/embedded_database.hpp"
#include "server/founding.hpp"
#include "server/http_server.hpp"
#include "server/settings.hpp"
#include "server/webhook_courier.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace chophien::server {

class Service {
public:
    /// Starts everything and returns when requests are answered. Says on standard output what it does
    /// whenever that takes longer than a moment. Throws std::runtime_error with one clear sentence when it
    /// cannot.
    explicit Service(const Settings& settings);
    /// Drains: no more connections, answers what is in hand, finishes jobs' steps, stops the embedded
    /// database.
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    std::uint16_t port() const { return http_->port(); }

    Application& application() { return *application_; }

    /// What a person should see now: where to look and how to log in.
    std::string welcome();

    /// Reads the TLS files again, if there are any; a bad one leaves the old ones in use and a line in the
    /// log.
    void reload_certificate();

    /// Why it cannot go on, once it cannot: the embedded database was given up. Empty while all is well.
    std::optional<std::string> failure() const;

private:
    db::Target database_target();
    void migrate();
    void tell_catalog(const std::vector<ChangeSet>& sets);

    const Settings& settings_;
    db::ThreadUse driver_;
    SystemClock clock_;
    Metrics metrics_;
    IdSource ids_;
    std::unique_ptr<EmbeddedDatabase> embedded_;
    std::unique_ptr<db::Database> database_;
    std::unique_ptr<NodeLease> node_;
    std::unique_ptr<DataDirectory> search_folder_;  // of this node alone
    std::unique_ptr<catalog::search::Keeper> search_;
    std::unique_ptr<Application> application_;
    std::unique_ptr<WebhookClient> webhooks_;
    std::unique_ptr<WebhookCourier> courier_;
    std::unique_ptr<FeedFollower> follower_;
    std::unique_ptr<jobs::JobRunner> jobs_;
    std::unique_ptr<Clockwork> clockwork_;
    std::vector<Login> logins_;
    std::unique_ptr<HttpServer> http_;
};

}  // namespace chophien::server
