// What happens by the clock and by nobody: reservations lapse, escrow is released, labels expire, old records
// go.
#pragma once

#include "core/db/database.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace chophien::server {

/// One thread that runs each chore at its interval, first at once. Every node has one; chores are safe side
/// by side (they take rows conditionally) and bounded, and one that did as much as it may runs again at once.
class Clockwork {
public:
    struct Chore {
        std::string_view name;
        std::chrono::seconds every;
        std::function<bool(db::Transaction&)> work;  ///< true: there may be more to do now
    };

    Clockwork(db::Database& database, std::vector<Chore> chores);
    ~Clockwork();
    Clockwork(const Clockwork&) = delete;
    Clockwork& operator=(const Clockwork&) = delete;

private:
    void run();

    db::Database& database_;
    std::vector<Chore> chores_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace chophien::server
