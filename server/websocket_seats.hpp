// How many WebSockets are open, in all and of each organisation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace chophien::server {

/// Thread-safe.
class WebSocketSeats : public std::enable_shared_from_this<WebSocketSeats> {
public:
    WebSocketSeats(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

    /// One taken place, given back with its destruction.
    class Seat {
    public:
        Seat(std::shared_ptr<WebSocketSeats> seats, std::uint64_t owner)
            : seats_(std::move(seats)), owner_(owner) {}

        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;

        ~Seat() { seats_->leave(owner_); }

    private:
        std::shared_ptr<WebSocketSeats> seats_;
        std::uint64_t owner_;
    };

    /// Nothing when there is no place left.
    std::shared_ptr<Seat> enter(std::uint64_t owner) {
        {
            const std::scoped_lock lock(mutex_);
            if (open_ >= most_ || of_one_[owner] >= most_of_one_) return nullptr;
            ++open_;
            ++of_one_[owner];
        }
        return std::make_shared<Seat>(shared_from_this(), owner);
    }

    std::size_t open() const {
        const std::scoped_lock lock(mutex_);
        return open_;
    }

private:
    void leave(std::uint64_t owner) {
        const std::scoped_lock lock(mutex_);
        --open_;
        if (--of_one_[owner] == 0) of_one_.erase(owner);
    }

    const std::size_t most_;
    const std::size_t most_of_one_;
    mutable std::mutex mutex_;
    std::size_t open_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> of_one_;
};

}  // namespace chophien::server
