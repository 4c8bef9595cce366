#include "server/webhook_courier.hpp"

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "core/log.hpp"

#include <cstring>

namespace chophien::server {

namespace epcis = traceability::epcis;

namespace {

constexpr int gone = 410;
constexpr int too_large = 413;

std::uint64_t drawn_by_chance() {
    const auto bytes = crypto::random_bytes(sizeof(std::uint64_t));
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

std::string trouble_in(const epcis::Report& report, const Posted& posted) {
    if (posted.status == 0) return posted.trouble;
    if (!report.challenge.empty() && posted.is_success()) return "the answer does not echo the challenge";
    return "the receiver answered " + std::to_string(posted.status);
}

bool echoes(const epcis::Report& report, const Posted& posted) {
    return report.challenge.empty() || posted.body.find(report.challenge) != std::string::npos;
}

}  // namespace

Letter letter_of(const epcis::Report& report) {
    const auto signature = crypto::hmac_sha256(report.token, report.body);
    return {
        report.destination,
        {{"Content-Type", "application/json"},
         {"GS1-EPCIS-Version", "2.0.0"},
         {"GS1-CBV-Version", "2.0.0"},
         {"GS1-Query-Min-Record-Time", text_of(report.min_record_time)},
         {"GS1-Signature", crypto::hex(crypto::bytes_of(signature))}},
        report.body};
}

bool deliver_one(
    db::Database& database, WebhookClient& client, std::uint64_t holder, const epcis::DeliveryPace& pace
) {
    const auto next = database.transact("epcis.next_report", [&](db::Transaction& tx) {
        return epcis::next_report(tx, holder, pace);
    });
    if (!next.report) return next.looked;
    const auto& report = *next.report;
    const auto posted = client.post(letter_of(report));
    const bool taken = posted.is_success() && echoes(report, posted);
    database.transact("epcis.report_sent", [&](db::Transaction& tx) {
        if (taken) {
            epcis::report_taken(tx, report);
        } else {
            const auto failure = posted.status == gone        ? epcis::Failure::for_good
                                 : posted.status == too_large ? epcis::Failure::too_large
                                                              : epcis::Failure::usual;
            epcis::report_failed(tx, report, failure, trouble_in(report, posted));
        }
    });
    return true;
}

std::set<accounts::OrganisationId> captured_in(const std::vector<ChangeSet>& sets) {
    std::set<accounts::OrganisationId> all;
    for (const auto& set : sets)
        for (const auto& change : set.changes) {
            if (change.kind != "epcis.captured") continue;
            const auto facts = json::Document::parse(change.data, nullptr, false);
            if (!facts.is_object()) continue;
            const auto who = id_from<accounts::OfOrganisation>(facts.value("organisation", ""));
            if (who) all.insert(*who);
        }
    return all;
}

WebhookCourier::WebhookCourier(db::Database& database, WebhookClient& client, Options options)
    : database_(database), client_(client), options_(options) {
    for (std::size_t number = 0; number < options_.threads; ++number)
        threads_.emplace_back([this] { run(); });
}

WebhookCourier::~WebhookCourier() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

void WebhookCourier::changed(const std::vector<ChangeSet>& sets) {
    auto captured = captured_in(sets);
    if (captured.empty()) return;
    {
        const std::scoped_lock lock(mutex_);
        captured_.merge(captured);
    }
    wake_.notify_all();
}

void WebhookCourier::run() {
    const db::ThreadUse use;
    const auto holder = drawn_by_chance();  // of this thread: two threads of a node are two holders
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        bool worked = false;
        try {
            worked = work(holder);
        } catch (const std::exception& fault) {
            log::warn("reports not delivered", {{"why", fault.what()}});
        }
        lock.lock();
        if (!worked) wake_.wait_for(lock, options_.rest, [this] { return stopping_ || !captured_.empty(); });
    }
}

bool WebhookCourier::work(std::uint64_t holder) {
    std::set<accounts::OrganisationId> captured;
    {
        const std::scoped_lock lock(mutex_);
        captured.swap(captured_);
    }
    if (!captured.empty()) {
        const std::vector<accounts::OrganisationId> all(captured.begin(), captured.end());
        database_.transact("epcis.wake_streams", [&](db::Transaction& tx) {
            return epcis::wake_streams(tx, all);
        });
    }
    return deliver_one(database_, client_, holder, options_.pace);
}

}  // namespace chophien::server
