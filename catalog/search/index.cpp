#include "catalog/search/index.hpp"

#include "catalog/search/volume.hpp"
#include "core/log.hpp"

namespace chophien::catalog::search {

namespace {

constexpr int tries = 4;

}  // namespace

/// A reader for one question, given back after it.
class Index::Lease {
public:
    explicit Lease(Index& index) : index_(index) {
        std::unique_lock lock(index_.mutex_);
        index_.free_.wait(lock, [this] { return index_.lent_ < most_readers; });
        ++index_.lent_;
        edition = index_.edition_;
        if (!index_.idle_.empty()) {
            kept_ = std::move(index_.idle_.back());
            index_.idle_.pop_back();
        }
    }

    ~Lease() {
        {
            const std::scoped_lock lock(index_.mutex_);
            --index_.lent_;
            if (kept_.reader && kept_.folder == index_.edition_.folder)
                index_.idle_.push_back(std::move(kept_));
        }
        index_.free_.notify_one();
    }

    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    VolumeReader& reader(bool anew) {
        if (!kept_.reader || kept_.folder != edition.folder)
            kept_ = {std::make_unique<VolumeReader>(edition.folder), edition.folder, edition.number};
        else if (anew || kept_.number != edition.number)
            kept_.reader->refresh();
        kept_.number = edition.number;
        return *kept_.reader;
    }

    void drop() { kept_ = {}; }

    Edition edition;

private:
    Index& index_;
    Kept kept_;
};

Index::~Index() = default;

template <class Work>
auto Index::reading(Work&& work)
    -> std::optional<std::invoke_result_t<Work&, VolumeReader&, const Edition&>> {
    for (int number = 0;; ++number) {
        Lease lease(*this);
        if (!lease.edition.columns) return std::nullopt;
        try {
            return work(lease.reader(number > 0), lease.edition);
        } catch (const VolumeMoved&) {
            if (number == tries) throw;
        } catch (const VolumeFault& fault) {
            // The folder may just have been switched away; else the keeper makes another one.
            lease.drop();
            if (number < tries) continue;
            log::error("search index not read", {{"why", fault.what()}});
            damaged_ = true;
            return std::nullopt;
        }
    }
}

bool Index::ready() const {
    const std::scoped_lock lock(mutex_);
    return edition_.columns != nullptr;
}

std::optional<Found> Index::find(const Question& question) {
    return reading([&](VolumeReader& reader, const Edition& edition) {
        const auto& columns = *edition.columns;
        const auto almanac = almanac_of(columns, question.sifting.today);
        return answered(question, reader, reader, columns, *almanac);
    });
}

std::vector<Completion> Index::completions(std::string_view typed, std::size_t most) {
    const auto reading = reading_of(typed);
    if (reading.syllables.empty()) return {};
    auto found = this->reading([&](VolumeReader& reader, const Edition&) {
        return search::completions_of(reading, reader, most);
    });
    return found ? std::move(*found) : std::vector<Completion>();
}

void Index::publish(const std::filesystem::path& folder, std::shared_ptr<const Columns> columns) {
    const std::scoped_lock lock(mutex_);
    if (folder != edition_.folder) {
        idle_.clear();
        almanac_.reset();
        damaged_ = false;
    }
    edition_ = {folder, std::move(columns), edition_.number + 1};
}

std::shared_ptr<const Almanac> Index::almanac_of(const Columns& columns, Day today) {
    {
        const std::scoped_lock lock(mutex_);
        if (almanac_ && almanac_->covers(columns, today)) return almanac_;
    }
    auto made = std::make_shared<const Almanac>(columns, today);
    const std::scoped_lock lock(mutex_);
    almanac_ = made;
    return made;
}

std::size_t Index::products() const {
    const std::scoped_lock lock(mutex_);
    return edition_.columns ? edition_.columns->products() : 0;
}

std::size_t Index::row_bytes() const {
    const std::scoped_lock lock(mutex_);
    return edition_.columns ? edition_.columns->bytes() : 0;
}

}  // namespace chophien::catalog::search
