// Who is really asking: the peer, or what a proxy we trust says of it; and how many connections each peer
// holds.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace chophien::server {

/// Addresses and networks ("10.0.0.0/8", "::1") whose X-Forwarded-* headers are believed.
class TrustedProxies {
public:
    /// Throws std::invalid_argument, in both languages, for a text that is neither.
    explicit TrustedProxies(const std::vector<std::string>& networks);

    bool contains(const boost::asio::ip::address& address) const;

    /// Walks X-Forwarded-For from its end past the proxies we trust; gives the first address that is none of
    /// them, or the last one that could be read.
    std::string client_of(const std::string& proxy, std::string_view forwarded_for) const;

private:
    struct Network {
        boost::asio::ip::address_v6::bytes_type prefix;
        std::size_t bits;
    };

    std::vector<Network> networks_;
};

/// ::ffff:192.0.2.1 as 192.0.2.1, everything else as it is.
std::string text_of(const boost::asio::ip::address& address);

/// Counts open connections in all and by address. Safe from all threads.
class ConnectionCounts {
public:
    /// One connection's place in the counts, given back at its end.
    class Seat {
    public:
        Seat(Seat&& other) noexcept
            : counts_(std::exchange(other.counts_, nullptr)), address_(std::move(other.address_)) {}

        Seat& operator=(Seat&&) = delete;

        ~Seat() {
            if (counts_ != nullptr) counts_->leave(address_);
        }

        const std::string& address() const { return address_; }

    private:
        friend ConnectionCounts;

        Seat(ConnectionCounts& counts, std::string address)
            : counts_(&counts), address_(std::move(address)) {}

        ConnectionCounts* counts_;
        std::string address_;
    };

    ConnectionCounts(std::size_t most, std::size_t most_per_address)
        : most_(most), most_per_address_(most_per_address) {}

    /// Nothing when either cap is reached. `capped` turns the cap per address off for trusted proxies.
    std::optional<Seat> enter(std::string address, bool capped);
    std::size_t open() const;

private:
    void leave(const std::string& address);

    const std::size_t most_;
    const std::size_t most_per_address_;
    mutable std::mutex mutex_;
    std::size_t open_ = 0;
    std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace chophien::server
