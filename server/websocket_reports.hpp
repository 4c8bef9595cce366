// A named query subscribed to by WebSocket: GET /epcis/queries/{name}/events with Upgrade.
#pragma once

#include "core/pieces.hpp"
#include "server/route.hpp"

#include <string_view>

namespace chophien::server {

/// What is said by WebSocket, piece by piece; it is asked when due.
class WebSocketPieces : public Pieces {
public:
    /// Is a look worth a transaction? `captured` says that something was captured since the last one.
    virtual bool due(Instant now, bool captured) const = 0;
};

/// The 101 with what is to be said: one message a report. Its place is kept with the socket; who comes back
/// asks by initialRecordTime for what came meanwhile. Query parameters: stream=true or the fields of a
/// schedule, reportIfEmpty, initialRecordTime. Refuses: no_such_name, subscription_controls, query_parameter
/// (unknown).
Result<Document> subscribe_by_websocket(
    db::Transaction& tx, const Caller& caller, std::string_view query, const Surroundings& around
);

}  // namespace chophien::server
