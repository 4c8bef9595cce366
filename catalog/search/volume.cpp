#include "catalog/search/volume.hpp"

#include "core/log.hpp"

#include <fmt/format.h>

#include <xapian.h>

namespace chophien::catalog::search {

namespace {

// Raised when terms or rows are made in another way: an index of another form is built anew.
constexpr std::string_view form = "1";

constexpr ::Xapian::valueno row_slot = 0;

std::string id_term(std::uint64_t product) { return fmt::format("i{}", product); }

// Xapian's own kinds of trouble become the two that matter here.
template <class Work>
auto guarded(Work&& work) {
    try {
        return work();
    } catch (const ::Xapian::DatabaseModifiedError& moved) {
        throw VolumeMoved(moved.get_msg());
    } catch (const ::Xapian::Error& error) {
        throw VolumeFault(error.get_description());
    }
}

}  // namespace

struct VolumeWriter::Xapian {
    ::Xapian::WritableDatabase database;

    std::optional<Place> place_of(std::uint64_t product) {
        const auto term = id_term(product);
        const auto found = database.postlist_begin(term);
        if (found == database.postlist_end(term)) return std::nullopt;
        return *found;
    }
};

VolumeWriter::VolumeWriter(const std::filesystem::path& folder) : xapian_(std::make_unique<Xapian>()) {
    guarded([&] {
        std::filesystem::create_directories(folder);
        auto& database = xapian_->database;
        database = ::Xapian::WritableDatabase(
            folder.string(), ::Xapian::DB_CREATE_OR_OPEN | ::Xapian::DB_BACKEND_GLASS
        );
        if (database.get_doccount() > 0 && database.get_metadata("form") != form)
            throw VolumeFault("an index of another form");
        for (auto at = database.valuestream_begin(row_slot); at != database.valuestream_end(row_slot); ++at) {
            auto kept = row_from(*at);
            if (!kept) throw VolumeFault("a row of another form");
            rows_.put(at.get_docid(), std::move(*kept));
        }
    });
    now_ = rows_.snapshot();
}

VolumeWriter::~VolumeWriter() = default;

VolumeFacts VolumeWriter::facts() const {
    return guarded([&] {
        const auto& database = xapian_->database;
        VolumeFacts facts;
        const auto position = database.get_metadata("position");
        facts.position = position.empty() ? 0 : std::stoull(position);
        facts.market = database.get_metadata("market");
        facts.whole = database.get_metadata("whole") == "yes";
        return facts;
    });
}

bool VolumeWriter::put(const ProductFacts& product) {
    return guarded([&] {
        auto kept = row_of(product);
        const auto place = xapian_->place_of(product.product.number);
        if (place) {
            const auto* old = rows_.row(*place);
            if (old != nullptr && old->fingerprint == kept.row.fingerprint) return false;
        }
        ::Xapian::Document document;
        document.add_boolean_term(id_term(product.product.number));
        for (const auto& one : terms_of(product)) document.add_term(one.term, one.weight);
        document.add_value(row_slot, written(kept));
        if (place) xapian_->database.replace_document(*place, document);
        const auto own = place ? *place : xapian_->database.add_document(document);
        rows_.put(own, std::move(kept));
        return true;
    });
}

bool VolumeWriter::remove(ProductId product) {
    return guarded([&] {
        const auto place = xapian_->place_of(product.number);
        if (!place) return false;
        xapian_->database.delete_document(*place);
        rows_.remove(*place);
        return true;
    });
}

void VolumeWriter::commit(const VolumeFacts& facts) {
    guarded([&] {
        auto& database = xapian_->database;
        database.set_metadata("form", std::string(form));
        database.set_metadata("position", std::to_string(facts.position));
        database.set_metadata("market", facts.market);
        database.set_metadata("whole", facts.whole ? "yes" : "no");
        database.commit();
    });
    now_ = rows_.snapshot();
}

std::shared_ptr<const Columns> VolumeWriter::columns() { return now_; }

struct VolumeReader::Xapian {
    ::Xapian::Database database;
};

VolumeReader::VolumeReader(const std::filesystem::path& folder) : xapian_(std::make_unique<Xapian>()) {
    guarded([&] { xapian_->database = ::Xapian::Database(folder.string()); });
}

VolumeReader::~VolumeReader() = default;

void VolumeReader::refresh() {
    guarded([&] { xapian_->database.reopen(); });
}

std::uint32_t VolumeReader::products_with(const std::string& term) const {
    return guarded([&] { return xapian_->database.get_termfreq(term); });
}

std::vector<Vocabulary::Counted> VolumeReader::beginning(const std::string& begin, std::size_t most) const {
    return guarded([&] {
        std::vector<Counted> found;
        const auto end = xapian_->database.allterms_end(begin);
        for (auto at = xapian_->database.allterms_begin(begin); at != end && found.size() < most; ++at)
            found.push_back({*at, at.get_termfreq()});
        return found;
    });
}

Hits VolumeReader::of_term(const std::string& term, std::uint32_t least, const Hits* within) const {
    return guarded([&] {
        Hits found;
        auto at = xapian_->database.postlist_begin(term);
        const auto end = xapian_->database.postlist_end(term);
        if (within != nullptr) {
            for (const auto& wanted : *within) {
                if (at == end) break;
                at.skip_to(wanted.place);
                if (at != end && *at == wanted.place && at.get_wdf() >= least)
                    found.push_back({wanted.place, at.get_wdf() * mark_of_weight});
            }
            return found;
        }
        found.reserve(xapian_->database.get_termfreq(term));
        for (; at != end; ++at)
            if (const auto weight = at.get_wdf(); weight >= least)
                found.push_back({*at, weight * mark_of_weight});
        return found;
    });
}

}  // namespace chophien::catalog::search
