#include "traceability/expiring.hpp"

#include "traceability/lots.hpp"

namespace chophien::traceability {

namespace {

// More than that in one day is more than the market sells; what is over keeps its page until it leaves the
// cache.
constexpr std::int64_t most_lots = 10'000;

constexpr db::Statement used_until{"traceability.used_until", R"sql(
    SELECT id FROM lots WHERE use_by = ? LIMIT ?
)sql"};

}  // namespace

bool expire_lots(db::Transaction& tx) {
    const auto yesterday = tx.today() + std::chrono::days(-1);
    for (const auto lot : tx.rows<LotId>(used_until, yesterday, most_lots)) tx.touch(tag(lot));
    return false;
}

}  // namespace chophien::traceability
