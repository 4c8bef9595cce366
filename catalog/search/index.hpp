// The index as those who ask use it: from any thread, always the newest that was committed.
#pragma once

#include "catalog/search/asking.hpp"
#include "catalog/search/completing.hpp"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace chophien::catalog::search {

class VolumeReader;

class Index {
public:
    Index() = default;
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    /// There is something to ask.
    bool ready() const;

    /// Nothing while there is no index, or when it turned out damaged just now (see damaged()).
    std::optional<Found> find(const Question& question);
    /// Words of product names that go on from what is typed, the commonest first.
    std::vector<Completion> completions(std::string_view typed, std::size_t most);

    /// Everything sequenced in the feed up to here is in it.
    std::uint64_t position() const { return position_; }

    /// The writer tells.
    void reached(std::uint64_t position) { position_ = position; }

    /// The writer tells: this folder with these rows is what is true now.
    void publish(const std::filesystem::path& folder, std::shared_ptr<const Columns> columns);

    /// A reader found the folder unreadable since the last publish of another.
    bool damaged() const { return damaged_; }

    std::size_t products() const;
    std::size_t row_bytes() const;

private:
    // Each reader keeps some buffers and the disk's blocks it looked at; more at once than this wait.
    static constexpr std::size_t most_readers = 8;

    struct Edition {
        std::filesystem::path folder;
        std::shared_ptr<const Columns> columns;
        std::uint64_t number = 0;  ///< of the publish
    };

    struct Kept {
        std::unique_ptr<VolumeReader> reader;
        std::filesystem::path folder;
        std::uint64_t number = 0;
    };

    class Lease;

    template <class Work>
    auto reading(Work&& work) -> std::optional<std::invoke_result_t<Work&, VolumeReader&, const Edition&>>;
    std::shared_ptr<const Almanac> almanac_of(const Columns& columns, Day today);

    mutable std::mutex mutex_;
    std::condition_variable free_;
    std::size_t lent_ = 0;
    std::vector<Kept> idle_;
    Edition edition_;
    std::shared_ptr<const Almanac> almanac_;
    std::atomic<bool> damaged_{false};
    std::atomic<std::uint64_t> position_{0};
};

}  // namespace chophien::catalog::search
