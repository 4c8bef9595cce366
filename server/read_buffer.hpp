// The bytes of a connection that are not yet understood. Starts small, as most connections are idle, and
// grows to hold one head.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace chophien::server {

class ReadBuffer {
public:
    std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }

    bool empty() const { return begin_ == end_; }

    std::size_t size() const { return end_ - begin_; }

    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Room behind the bytes, at least one byte of it; views into the buffer die here.
    std::span<char> room() {
        if (end_ == capacity_ && begin_ > 0) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, size());
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ == capacity_) resize(std::max(first_capacity, 2 * capacity_));
        return {bytes_.get() + end_, capacity_ - end_};
    }

    void commit(std::size_t count) { end_ += count; }

    /// Back to the first size, for a connection that goes idle.
    void shrink() {
        if (empty() && capacity_ > first_capacity) resize(first_capacity);
    }

private:
    static constexpr std::size_t first_capacity = 4096;

    void resize(std::size_t capacity) {
        // Not make_unique: that would clear bytes nobody reads.
        std::unique_ptr<char[]> larger(new char[capacity]);
        if (!empty()) std::memcpy(larger.get(), bytes_.get() + begin_, size());
        end_ -= begin_;
        begin_ = 0;
        bytes_ = std::move(larger);
        capacity_ = capacity;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
};

}  // namespace chophien::server
