#include "server/clockwork.hpp"

#include "core/log.hpp"

#include <algorithm>

namespace chophien::server {

Clockwork::Clockwork(db::Database& database, std::vector<Chore> chores)
    : database_(database), chores_(std::move(chores)), thread_([this] { run(); }) {}

Clockwork::~Clockwork() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Clockwork::run() {
    const db::ThreadUse use;
    using Steady = std::chrono::steady_clock;
    std::vector<Steady::time_point> due(chores_.size(), Steady::now());
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        for (std::size_t number = 0; number < chores_.size() && !stopping_; ++number) {
            if (Steady::now() < due[number]) continue;
            const auto& chore = chores_[number];
            bool more = false;
            lock.unlock();
            try {
                more = database_.transact(chore.name, chore.work);
            } catch (const std::exception& fault) {
                log::warn("chore failed", {{"chore", std::string(chore.name)}, {"why", fault.what()}});
            }
            lock.lock();
            due[number] = Steady::now() + (more ? std::chrono::seconds(0) : chore.every);
        }
        const auto next =
            due.empty() ? Steady::now() + std::chrono::seconds(1) : *std::ranges::min_element(due);
        wake_.wait_until(lock, next, [this] { return stopping_; });
    }
}

}  // namespace chophien::server
