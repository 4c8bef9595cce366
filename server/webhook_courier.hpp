// Brings reports of subscriptions to their receivers, on threads of its own: a slow receiver holds none of
// those that answer requests.
#pragma once

#include "core/db/database.hpp"
#include "server/webhook.hpp"
#include "traceability/epcis/subscription_delivery.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace chophien::server {

/// The report as it is sent: headers of EPCIS, and GS1-Signature, the HMAC-SHA256 of the body with the
/// subscription's token in hexadecimal digits. Pure.
Letter letter_of(const traceability::epcis::Report& report);

/// Delivers the report that is due longest. False when nothing was due. For the courier, and for tests.
bool deliver_one(
    db::Database& database,
    WebhookClient& client,
    std::uint64_t holder,
    const traceability::epcis::DeliveryPace& pace = {}
);

/// Every node has one; leases keep them apart.
class WebhookCourier {
public:
    struct Options {
        std::size_t threads = 4;
        std::chrono::milliseconds rest{1'000};  ///< between looks when nothing is due
        traceability::epcis::DeliveryPace pace{};
    };

    WebhookCourier(db::Database& database, WebhookClient& client, Options options);
    /// Waits for the letters that are on their way.
    ~WebhookCourier();
    WebhookCourier(const WebhookCourier&) = delete;
    WebhookCourier& operator=(const WebhookCourier&) = delete;

    /// A listener of the change feed: whoever captured something.
    void changed(const std::vector<ChangeSet>& sets);

private:
    void run();
    bool work(std::uint64_t holder);

    db::Database& database_;
    WebhookClient& client_;
    const Options options_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::set<accounts::OrganisationId> captured_;  // since streams were woken last
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

/// The organisations whose captures a part of the feed tells of.
std::set<accounts::OrganisationId> captured_in(const std::vector<ChangeSet>& sets);

}  // namespace chophien::server
