#include "catalog/search/columns.hpp"

namespace chophien::catalog::search {

Row& ColumnsWriter::own(Place place) {
    const auto number = place / Columns::block_rows;
    if (number >= now_.blocks_.size()) {
        now_.blocks_.resize(number + 1);
        owned_.resize(number + 1, nullptr);
    }
    if (owned_[number] == nullptr) {
        auto block = now_.blocks_[number] ? std::make_shared<Columns::Block>(*now_.blocks_[number])
                                          : std::make_shared<Columns::Block>();
        owned_[number] = block.get();
        now_.blocks_[number] = std::move(block);
    }
    return (*owned_[number])[place % Columns::block_rows];
}

std::uint32_t ColumnsWriter::number_of(const std::string& text, Numbers& numbers, Columns::Texts& texts) {
    if (text.empty()) return 0;
    const auto [found, added] = numbers.emplace(text, static_cast<std::uint32_t>(texts.size()));
    if (added) texts.push_back(text);
    return found->second;
}

void ColumnsWriter::put(Place place, KeptRow&& kept) {
    kept.row.papers = number_of(kept.papers, paper_numbers_, papers_);
    kept.row.season = number_of(kept.season, season_numbers_, seasons_);
    auto& row = own(place);
    if (row.product == 0) ++now_.products_;
    row = kept.row;
}

void ColumnsWriter::remove(Place place) {
    if (now_.row(place) == nullptr) return;
    own(place) = {};
    --now_.products_;
}

std::shared_ptr<const Columns> ColumnsWriter::snapshot() {
    if (papers_.size() != now_.papers_->size())
        now_.papers_ = std::make_shared<const Columns::Texts>(papers_);
    if (seasons_.size() != now_.seasons_->size())
        now_.seasons_ = std::make_shared<const Columns::Texts>(seasons_);
    owned_.assign(owned_.size(), nullptr);
    return std::make_shared<const Columns>(now_);
}

}  // namespace chophien::catalog::search
