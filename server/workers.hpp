// The bounded pool on which everything runs that may block.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace chophien::server {

/// A function without arguments that may own what cannot be copied (std::function cannot;
/// std::move_only_function is C++23).
class Job {
public:
    Job() = default;

    template <class F>

    requires(!std::is_same_v<std::remove_cvref_t<F>, Job>) Job(F&& function)
        : held_(std::make_unique<Held<std::remove_cvref_t<F>>>(std::forward<F>(function))) {}

    explicit operator bool() const { return held_ != nullptr; }

    void operator()() { held_->call(); }

private:
    struct Callable {
        virtual ~Callable() = default;
        virtual void call() = 0;
    };

    template <class F>
    struct Held final : Callable {
        explicit Held(F function) : function_(std::move(function)) {}

        void call() override { function_(); }

        F function_;
    };

    std::unique_ptr<Callable> held_;
};

/// Threads with one queue between them. Safe from all threads.
class Workers {
public:
    struct Options {
        std::size_t threads = 4;
        std::size_t queue = 256;  ///< jobs that may wait beyond those that run
        std::function<void()>
            on_start{};  ///< first thing on each thread; what it throws comes out of the constructor
        std::function<void()> on_stop{};                     ///< last thing on each thread
        std::function<void(std::exception_ptr)> on_fault{};  ///< told what a job threw; the thread goes on
    };

    explicit Workers(Options options);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers();  ///< drain()

    /// False at once, and the job still the caller's, when the queue is full or the pool is draining.
    bool try_submit(Job&& job);
    bool full() const;

    std::size_t waiting() const;  ///< jobs in the queue
    std::size_t busy() const;     ///< jobs running

    std::size_t threads() const { return threads_.size(); }

    /// Takes nothing more, finishes what is queued and ends the threads. May be called twice, never by a job.
    void drain();

private:
    void work();
    void end_threads();

    Options options_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    std::size_t busy_ = 0;
    std::size_t started_ = 0;
    std::condition_variable all_started_;
    std::exception_ptr start_failure_;
    bool draining_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace chophien::server
