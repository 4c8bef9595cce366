// Where the next page of a query's results begins, signed, so that nobody makes one up and the server keeps
// nothing.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/epcis/query.hpp"
#include "traceability/epcis/walking.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

struct PageToken {
    Instant expires;
    Instant upto;             ///< record time of the newest event the first page could have shown
    std::string fingerprint;  ///< of the query and whom it is for
    Position behind;          ///< the last event of the page before
    std::string member{};     ///< its value, when a private member orders
    std::int64_t given = 0;   ///< events on all pages so far

    friend bool operator==(const PageToken&, const PageToken&) = default;
};

std::string written(const PageToken& token, std::string_view key);

/// Nothing for what was not written with this key.
std::optional<PageToken> token_from(std::string_view text, std::string_view key);

/// The key of this market's tokens; made when there is none.
std::string token_key(db::Transaction& tx);

}  // namespace chophien::traceability::epcis
