// The rows of all products of an index in memory, by place. A snapshot never changes: a change makes another
// one that shares all but the blocks it touched.
#pragma once

#include "catalog/search/document.hpp"
#include "catalog/search/hits.hpp"

#include <array>
#include <memory>
#include <unordered_map>

namespace chophien::catalog::search {

class Columns {
public:
    static constexpr std::size_t block_rows = 1024;
    using Block = std::array<Row, block_rows>;

    /// Null where there is no product.
    const Row* row(Place place) const {
        const auto number = place / block_rows;
        if (number >= blocks_.size() || !blocks_[number]) return nullptr;
        const auto& row = (*blocks_[number])[place % block_rows];
        return row.product == 0 ? nullptr : &row;
    }

    /// One more than the greatest place.
    Place end() const { return static_cast<Place>(blocks_.size() * block_rows); }

    std::size_t products() const { return products_; }

    /// What the numbers in rows stand for; the first of each is none.
    std::span<const std::string> papers() const { return *papers_; }

    std::span<const std::string> seasons() const { return *seasons_; }

    std::size_t bytes() const { return blocks_.size() * sizeof(Block); }

private:
    friend class ColumnsWriter;
    using Texts = std::vector<std::string>;
    std::vector<std::shared_ptr<const Block>> blocks_;
    std::shared_ptr<const Texts> papers_ = std::make_shared<const Texts>(1);
    std::shared_ptr<const Texts> seasons_ = std::make_shared<const Texts>(1);
    std::size_t products_ = 0;
};

/// Makes snapshots; one thread's.
class ColumnsWriter {
public:
    void put(Place place, KeptRow&& kept);
    void remove(Place place);

    const Row* row(Place place) const { return now_.row(place); }

    /// What put and remove made of it. The snapshots before stay as they are.
    std::shared_ptr<const Columns> snapshot();

private:
    using Numbers = std::unordered_map<std::string, std::uint32_t>;

    Row& own(Place place);
    static std::uint32_t number_of(const std::string& text, Numbers& numbers, Columns::Texts& texts);

    Columns now_;
    std::vector<Columns::Block*> owned_;  ///< blocks nobody else sees yet
    Columns::Texts papers_ = Columns::Texts(1);
    Columns::Texts seasons_ = Columns::Texts(1);
    Numbers paper_numbers_;
    Numbers season_numbers_;
};

}  // namespace chophien::catalog::search
