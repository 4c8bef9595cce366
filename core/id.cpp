#include "core/id.hpp"

#include "core/result.hpp"

#include <algorithm>

namespace chophien {

namespace {

using namespace std::chrono;
constexpr sys_days epoch{2026y / January / 1};
constexpr unsigned sequence_bits = 12;
constexpr unsigned node_bits = 10;

std::uint64_t milliseconds_at(Instant when) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(1, floor<milliseconds>(when - epoch).count()));
}

}  // namespace

IdSource::IdSource(const Clock& clock, unsigned node) : clock_(clock), node_(node) {
    ensure(node < nodes, "a node number has ten bits");
}

std::uint64_t IdSource::next() {
    const std::uint64_t now = milliseconds_at(clock_.now()) << sequence_bits;
    const std::scoped_lock lock(mutex_);
    last_ = std::max(now, last_ + 1);
    const std::uint64_t millisecond = last_ >> sequence_bits;
    const std::uint64_t sequence = last_ & ((1U << sequence_bits) - 1U);
    return millisecond << (node_bits + sequence_bits) | node_ << sequence_bits | sequence;
}

void IdSource::become(unsigned node) {
    ensure(node < nodes, "a node number has ten bits");
    const std::scoped_lock lock(mutex_);
    node_ = node;
}

Instant made_at(std::uint64_t id) {
    return Instant(epoch) + milliseconds(static_cast<std::int64_t>(id >> (node_bits + sequence_bits)));
}

std::uint64_t first_id_at(Instant instant) {
    const auto since = std::chrono::ceil<milliseconds>(instant - Instant(epoch)).count();
    return since <= 0 ? 0 : static_cast<std::uint64_t>(since) << (node_bits + sequence_bits);
}

}  // namespace chophien
