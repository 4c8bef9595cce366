// Queries run: which way to the candidates, which of them are results, page by page.
#pragma once

#include "traceability/epcis/page_token.hpp"
#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/sight.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::epcis {

inline constexpr std::int64_t usual_page = 30;
inline constexpr std::int64_t biggest_page = 1'000;

/// Candidates one page may look at; then it ends, short or empty, and says where to go on.
inline constexpr std::size_t most_looked_at = 5'000;
/// Candidates that are put in order in memory.
inline constexpr std::size_t most_gathered = 1'000;
/// Results that a private member can put in order, and candidates that maxEventCount may make count.
inline constexpr std::size_t most_counted = 20'000;

struct PageWish {
    std::int64_t size = usual_page;
    std::optional<std::string> token{};
};

struct ResultPage {
    std::vector<StoredEvent> events{};
    std::optional<std::string> next{};  ///< token of the next page; it may turn out to be empty
    Instant expires{};                  ///< until when it works
};

/// The results the viewer may see. The pages of one query show each event that was there when the first was
/// asked once, whatever is captured meanwhile, as long as rights stay; rights are looked at for every page.
/// Refuses: query_parameter (a token that is not one, of another query, or too old), query_too_large (more
/// than maxEventCount), query_too_complex (an order that would need too many events in memory).
Result<ResultPage> run_query(
    db::Transaction& tx, accounts::OrganisationId viewer, const Query& query, const PageWish& wish
);

/// Whether there is any.
Result<bool> has_results(db::Transaction& tx, accounts::OrganisationId viewer, const Query& query);

}  // namespace chophien::traceability::epcis
