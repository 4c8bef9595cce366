// Which of the 1,024 node numbers is ours: a lease in the database, renewed while we run.
#pragma once

#include "core/db/database.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace chophien {

/// Leases a number for 60 seconds of the database's time and renews it every 15. When the lease was lost all
/// the same (the database was gone for longer), another number is taken before ids are made with the old
/// one's rival: IdSource::become.
class NodeLease {
public:
    NodeLease(db::Database& database, IdSource& ids);
    ~NodeLease();
    NodeLease(const NodeLease&) = delete;
    NodeLease& operator=(const NodeLease&) = delete;

    unsigned number() const { return number_; }

private:
    unsigned claim();
    void renew();

    db::Database& database_;
    IdSource& ids_;
    std::uint64_t holder_;
    unsigned number_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace chophien
