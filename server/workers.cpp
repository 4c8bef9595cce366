#include "server/workers.hpp"

#include "core/result.hpp"

namespace chophien::server {

Workers::Workers(Options options) : options_(std::move(options)) {
    ensure(options_.threads > 0, "a pool has at least one thread");
    threads_.reserve(options_.threads);
    for (std::size_t index = 0; index < options_.threads; ++index) threads_.emplace_back([this] { work(); });

    std::unique_lock lock(mutex_);
    all_started_.wait(lock, [&] { return started_ == threads_.size(); });
    if (!start_failure_) return;
    lock.unlock();
    end_threads();
    std::rethrow_exception(start_failure_);
}

Workers::~Workers() { drain(); }

bool Workers::try_submit(Job&& job) {
    {
        const std::scoped_lock lock(mutex_);
        if (draining_ || queue_.size() >= options_.queue + (threads_.size() - busy_)) return false;
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

bool Workers::full() const {
    const std::scoped_lock lock(mutex_);
    return draining_ || queue_.size() >= options_.queue + (threads_.size() - busy_);
}

std::size_t Workers::waiting() const {
    const std::scoped_lock lock(mutex_);
    return queue_.size();
}

std::size_t Workers::busy() const {
    const std::scoped_lock lock(mutex_);
    return busy_;
}

void Workers::drain() { end_threads(); }

void Workers::end_threads() {
    {
        const std::scoped_lock lock(mutex_);
        draining_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

void Workers::work() {
    bool ready = true;
    try {
        if (options_.on_start) options_.on_start();
    } catch (...) {
        const std::scoped_lock lock(mutex_);
        start_failure_ = std::current_exception();
        ready = false;
    }
    std::unique_lock lock(mutex_);
    ++started_;
    all_started_.notify_one();
    if (!ready) return;

    while (true) {
        wake_.wait(lock, [&] { return draining_ || !queue_.empty(); });
        if (queue_.empty()) break;
        {
            Job job = std::move(queue_.front());
            queue_.pop_front();
            ++busy_;
            lock.unlock();
            try {
                job();
            } catch (...) {
                // The job owned the reply; letting go of it has already answered 500.
                if (options_.on_fault) options_.on_fault(std::current_exception());
            }
        }  // what the job owned is gone before it stops counting as busy
        lock.lock();
        --busy_;
    }
    lock.unlock();
    if (options_.on_stop) options_.on_stop();
}

}  // namespace chophien::server
