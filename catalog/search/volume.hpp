// One index on disk: a folder that Xapian writes. Everything Xapian throws leaves as VolumeFault.
#pragma once

#include "catalog/search/columns.hpp"
#include "catalog/search/document.hpp"
#include "catalog/search/hits.hpp"
#include "catalog/search/plan.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

namespace chophien::catalog::search {

/// The folder cannot be read or written as an index of ours: damaged, of another form, a full disk.
struct VolumeFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The index was changed twice while it was being read; ask again.
struct VolumeMoved : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What an index says of itself, committed together with its products.
struct VolumeFacts {
    std::uint64_t position = 0;  ///< of the change feed, up to which it is right
    std::string market{};        ///< which database it is of
    bool whole = false;          ///< it has all products; else it is still being built
};

/// The one writer of a folder.
class VolumeWriter {
public:
    /// Makes the folder when it is not there, and reads all its rows into memory.
    explicit VolumeWriter(const std::filesystem::path& folder);
    ~VolumeWriter();
    VolumeWriter(const VolumeWriter&) = delete;
    VolumeWriter& operator=(const VolumeWriter&) = delete;

    VolumeFacts facts() const;

    /// False when the index says the same of it already.
    bool put(const ProductFacts& product);
    /// False when it is not there.
    bool remove(ProductId product);
    /// Everything so far, on disk, and these facts with it.
    void commit(const VolumeFacts& facts);
    /// After commit: the rows as they are now.
    std::shared_ptr<const Columns> columns();

private:
    struct Xapian;
    std::unique_ptr<Xapian> xapian_;
    ColumnsWriter rows_;
    std::shared_ptr<const Columns> now_;
};

/// One thread's view of a folder. Throws VolumeMoved when it is too old to go on; see refresh.
class VolumeReader final : public Vocabulary, public Postings {
public:
    explicit VolumeReader(const std::filesystem::path& folder);
    ~VolumeReader() override;
    VolumeReader(const VolumeReader&) = delete;
    VolumeReader& operator=(const VolumeReader&) = delete;

    /// Sees the newest commit from now on.
    void refresh();

    std::uint32_t products_with(const std::string& term) const override;
    std::vector<Counted> beginning(const std::string& begin, std::size_t most) const override;

    std::uint32_t size_of(const std::string& term) const override { return products_with(term); }

    Hits of_term(const std::string& term, std::uint32_t least, const Hits* within) const override;

private:
    struct Xapian;
    std::unique_ptr<Xapian> xapian_;
};

}  // namespace chophien::catalog::search
