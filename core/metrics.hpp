// Counters, gauges and histograms in Prometheus's text format.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace chophien {

/// Thread-safe. A series is a metric's name and one label value; names are constants of the code, so their
/// number is bounded.
class Metrics {
public:
    /// Adds to a counter.
    void count(std::string_view metric, std::string_view of, std::uint64_t by = 1);
    /// Adds one duration to a histogram of seconds.
    void observe(std::string_view metric, std::string_view of, std::chrono::nanoseconds took);
    /// A gauge is asked when somebody looks.
    void gauge(std::string_view metric, std::function<double()> ask);

    /// The exposition, version 0.0.4; every metric is prefixed chophien_.
    std::string text() const;

private:
    static constexpr std::array bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};

    struct Histogram {
        std::array<std::atomic<std::uint64_t>, bounds.size() + 1> buckets{};
        std::atomic<std::uint64_t> nanoseconds{0};
    };

    template <class T>
    using Series = std::map<std::string, std::map<std::string, std::unique_ptr<T>, std::less<>>, std::less<>>;

    template <class T>
    T& series(Series<T>& all, std::string_view metric, std::string_view of);

    mutable std::shared_mutex mutex_;
    Series<std::atomic<std::uint64_t>> counters_;
    Series<Histogram> histograms_;
    std::map<std::string, std::function<double()>> gauges_;
};

}  // namespace chophien
