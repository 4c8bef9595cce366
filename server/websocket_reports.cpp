#include "server/websocket_reports.hpp"

#include "server/epcis_answers.hpp"
#include "traceability/epcis/named_queries.hpp"
#include "traceability/epcis/subscription_delivery.hpp"

#include <algorithm>

namespace chophien::server {

namespace {

namespace epcis = traceability::epcis;
using Json = json::Document;

class Reports final : public WebSocketPieces {
public:
    Reports(
        accounts::OrganisationId viewer,
        std::string query,
        std::string epc_format,
        epcis::Controls controls,
        Instant now
    )
        : viewer_(viewer),
          query_(std::move(query)),
          epc_format_(std::move(epc_format)),
          controls_(std::move(controls)),
          begins_(controls_.initial_record_time.value_or(now)) {
        if (controls_.schedule) settled_.due = epcis::next_after(*controls_.schedule, now);
    }

    Instant begins() const { return begins_; }

    bool due(Instant now, bool captured) const override {
        if (settled_.more) return true;
        return settled_.due ? *settled_.due <= now : captured;
    }

    // Begins each time where take() left, for it may be run again.
    void read(db::Transaction& tx) override {
        reached_ = settled_;
        message_.clear();
        const auto named = epcis::named_query(tx, viewer_, query_);
        if (!named) {
            reached_.gone = true;
            return;
        }
        if (controls_.schedule && !reached_.upto) {
            if (reached_.due && *reached_.due > tx.now()) return;
            reached_.upto = tx.now();
        }
        const auto fresh = epcis::new_events(
            tx, viewer_, epcis::query_of(*named), reached_.places, {begins_, reached_.upto}
        );
        for (const auto& [organisation, time] : fresh.places) reached_.places[organisation] = time;
        reached_.more = fresh.more;
        const bool empty = controls_.schedule && controls_.report_if_empty && !reached_.reported;
        if (!fresh.events.empty() || (empty && !fresh.more)) {
            message_ = epcis::report_document(tx, fresh.events, query_, {}, epc_format_)
                           .dump(-1, ' ', false, Json::error_handler_t::replace);
            reached_.reported = true;
        }
        if (fresh.more) return;
        reached_.reported = false;
        reached_.upto.reset();
        if (controls_.schedule) reached_.due = epcis::next_after(*controls_.schedule, tx.now());
    }

    std::string take() override {
        settled_ = reached_;
        return std::exchange(message_, {});
    }

    bool finished() const override { return settled_.gone; }

private:
    struct Standing {
        epcis::Places places{};
        std::optional<Instant> due{};   // of a schedule
        std::optional<Instant> upto{};  // of a scheduled run under way
        bool reported = false;          // in that run
        bool more = false;
        bool gone = false;  // the query is
    };

    const accounts::OrganisationId viewer_;
    const std::string query_;
    const std::string epc_format_;
    const epcis::Controls controls_;
    const Instant begins_;
    Standing settled_;
    Standing reached_;
    std::string message_;
};

/// The controls as the body of POST …/subscriptions has them.
Result<Json> controls_in(const std::vector<std::pair<std::string, std::string>>& query) {
    auto object = Json::object();
    const auto as_flag = [](const std::string& value) {
        return value == "true" ? Json(true) : value == "false" ? Json(false) : Json(value);
    };
    for (const auto& [name, value] : query) {
        if (name == "stream" || name == "reportIfEmpty") {
            object[name] = as_flag(value);
        } else if (name == "initialRecordTime") {
            object[name] = value;
        } else if (std::ranges::find(epcis::schedule_fields, name) != epcis::schedule_fields.end()) {
            object["schedule"][name] = value;
        } else {
            return unknown_parameter(name);
        }
    }
    return object;
}

}  // namespace

Result<Document> subscribe_by_websocket(
    db::Transaction& tx, const Caller& caller, std::string_view query, const Surroundings& around
) {
    if (const auto named = epcis::named_query(tx, caller.organisation, query); !named)
        return tl::unexpected(named.error());
    const auto object = controls_in(around.query);
    if (!object) return tl::unexpected(object.error());
    auto controls = epcis::controls_from(*object);
    if (!controls) return refuse(controls);
    auto reports = std::make_shared<Reports>(
        caller.organisation,
        std::string(query),
        std::string(around.gs1_header("GS1-EPC-Format")),
        std::move(*controls),
        tx.now()
    );
    Document answer;
    answer.status = 101;
    answer.headers.emplace_back("GS1-Query-Min-Record-Time", text_of(reports->begins()));
    answer.rest = std::move(reports);
    return answer;
}

}  // namespace chophien::server
