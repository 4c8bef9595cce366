#include "core/metrics.hpp"

#include <fmt/format.h>

#include <mutex>

namespace chophien {

template <class T>
T& Metrics::series(Series<T>& all, std::string_view metric, std::string_view of) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto named = all.find(metric); named != all.end())
            if (const auto found = named->second.find(of); found != named->second.end())
                return *found->second;
    }
    const std::unique_lock lock(mutex_);
    auto& slot = all[std::string(metric)][std::string(of)];
    if (!slot) slot = std::make_unique<T>();
    return *slot;
}

void Metrics::count(std::string_view metric, std::string_view of, std::uint64_t by) {
    series(counters_, metric, of).fetch_add(by, std::memory_order_relaxed);
}

void Metrics::observe(std::string_view metric, std::string_view of, std::chrono::nanoseconds took) {
    auto& histogram = series(histograms_, metric, of);
    const double seconds = std::chrono::duration<double>(took).count();
    std::size_t bucket = 0;
    while (bucket < bounds.size() && seconds > bounds[bucket]) ++bucket;
    histogram.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    histogram.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

void Metrics::gauge(std::string_view metric, std::function<double()> ask) {
    const std::unique_lock lock(mutex_);
    gauges_[std::string(metric)] = std::move(ask);
}

std::string Metrics::text() const {
    const std::shared_lock lock(mutex_);
    std::string out;
    for (const auto& [name, counters] : counters_) {
        out += fmt::format("# TYPE chophien_{} counter\n", name);
        for (const auto& [of, counter] : counters)
            out += fmt::format("chophien_{}{{of=\"{}\"}} {}\n", name, of, counter->load());
    }
    for (const auto& [name, histograms] : histograms_) {
        out += fmt::format("# TYPE chophien_{} histogram\n", name);
        for (const auto& [of, histogram] : histograms) {
            std::uint64_t total = 0;
            for (std::size_t bucket = 0; bucket <= bounds.size(); ++bucket) {
                total += histogram->buckets[bucket].load();
                const auto bound = bucket < bounds.size() ? fmt::format("{}", bounds[bucket]) : "+Inf";
                out += fmt::format("chophien_{}_bucket{{of=\"{}\",le=\"{}\"}} {}\n", name, of, bound, total);
            }
            const double sum = static_cast<double>(histogram->nanoseconds.load()) / 1e9;
            out += fmt::format("chophien_{0}_sum{{of=\"{1}\"}} {2}\n", name, of, sum);
            out += fmt::format("chophien_{0}_count{{of=\"{1}\"}} {2}\n", name, of, total);
        }
    }
    for (const auto& [name, ask] : gauges_)
        out += fmt::format("# TYPE chophien_{0} gauge\nchophien_{0} {1}\n", name, ask());
    return out;
}

}  // namespace chophien
