#include "core/node.hpp"

#include "core/log.hpp"

#include <algorithm>
#include <stdexcept>

namespace chophien {

namespace {

using namespace std::chrono_literals;
using db::Statement;

constexpr Statement live_numbers{"core.live_nodes", R"sql(
    SELECT number FROM nodes WHERE until >= UTC_TIMESTAMP(6) ORDER BY number
)sql"};

// Row by row decided by the database: an expired lease changes hands, a live one stays.
constexpr Statement claim_number{"core.claim_node", R"sql(
    INSERT INTO nodes (number, holder, until)
    VALUES (?, ?, UTC_TIMESTAMP(6) + INTERVAL 60 SECOND)
    ON DUPLICATE KEY UPDATE
        holder = IF(until < UTC_TIMESTAMP(6), VALUES(holder), holder),
        until  = IF(holder = VALUES(holder), VALUES(until), until)
)sql"};

constexpr Statement holder_of{"core.node_holder", R"sql(
    SELECT holder FROM nodes WHERE number = ?
)sql"};

constexpr Statement renew_number{"core.renew_node", R"sql(
    UPDATE nodes SET until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND WHERE number = ? AND holder = ?
)sql"};

constexpr Statement give_back{"core.give_node_back", R"sql(
    DELETE FROM nodes WHERE number = ? AND holder = ?
)sql"};

std::uint64_t drawn() {
    std::uint64_t number = 0;
    for (const char byte : crypto::random_bytes(8)) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace

NodeLease::NodeLease(db::Database& database, IdSource& ids)
    : database_(database), ids_(ids), holder_(drawn()), number_(claim()) {
    ids_.become(number_);
    thread_ = std::thread([this] {
        const db::ThreadUse use;
        std::unique_lock lock(mutex_);
        while (!wake_.wait_for(lock, 15s, [this] { return stopping_; })) renew();
    });
}

NodeLease::~NodeLease() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
    try {
        database_.transact("core.give_node_back", [&](db::Transaction& tx) {
            tx.change(give_back, static_cast<std::int64_t>(number_), holder_);
        });
    } catch (const std::exception&) {
        // The lease runs out by itself.
    }
}

unsigned NodeLease::claim() {
    for (int tries = 0; tries < 50; ++tries) {
        const auto live = database_.transact("core.live_nodes", [](db::Transaction& tx) {
            return tx.rows<std::int64_t>(live_numbers);
        });
        std::int64_t number = 0;
        while (std::ranges::binary_search(live, number)) ++number;
        if (number >= static_cast<std::int64_t>(IdSource::nodes)) break;
        const bool ours = database_.transact("core.claim_node", [&](db::Transaction& tx) {
            tx.change(claim_number, number, holder_);
            return tx.row<std::uint64_t>(holder_of, number) == holder_;
        });
        if (ours) return static_cast<unsigned>(number);
    }
    throw std::runtime_error("no node number is free: more than 1,024 servers use this database");
}

void NodeLease::renew() {
    try {
        const auto renewed = database_.transact("core.renew_node", [&](db::Transaction& tx) {
            return tx.change(renew_number, static_cast<std::int64_t>(number_), holder_);
        });
        if (renewed == 1) return;
        log::warn("node number lost", {{"number", std::to_string(number_)}});
        number_ = claim();
        ids_.become(number_);
    } catch (const std::exception& fault) {
        log::warn("node number not renewed", {{"why", fault.what()}});
    }
}

}  // namespace chophien
