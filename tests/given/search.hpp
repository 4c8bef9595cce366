// A search index of a market, in a folder that goes with the test.
#pragma once

#include "catalog/search/keeper.hpp"
#include "core/feed.hpp"
#include "tests/given/market.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <unistd.h>

namespace chophien::given {

class SearchIndex {
public:
    explicit SearchIndex(Market& market) : market_(market) { open(); }

    ~SearchIndex() {
        keeper.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    SearchIndex(const SearchIndex&) = delete;
    SearchIndex& operator=(const SearchIndex&) = delete;

    /// All that was committed is in it.
    catalog::search::Index& now() {
        while (sequence_changes(market_.database) > 0) {
        }
        keeper->catch_up();
        return keeper->index();
    }

    /// As after a start of the node, on the same folder.
    void open() {
        keeper.reset();
        keeper = std::make_unique<catalog::search::Keeper>(market_.database, folder, [this] {
            if (changed) changed();
        });
    }

    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / fmt::format("chophien-search-{}-{}", getpid(), number());
    std::function<void()> changed{};
    std::unique_ptr<catalog::search::Keeper> keeper;

private:
    static int number() {
        static std::atomic<int> last = 0;
        return ++last;
    }

    Market& market_;
};

}  // namespace chophien::given
