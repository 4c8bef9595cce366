#include "traceability/epcis/keeping.hpp"

#include "traceability/epcis/sharing.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;
using store::KnownEvent;
using store::NewEvent;

constexpr std::chrono::microseconds tick{1};

std::string bytes(const crypto::Digest& digest) { return std::string(crypto::bytes_of(digest)); }

/// The events that are there or have been taken, by hash and by event id.
class Shelf {
public:
    void add(KnownEvent event) {
        const auto place = all_.size();
        by_hash_.emplace(bytes(event.hash), place);
        by_key_.emplace(event.event_key, place);
        all_.push_back(std::move(event));
    }

    template <class Each>
    void with_hash(const crypto::Digest& hash, Each each) {
        const auto [begin, end] = by_hash_.equal_range(bytes(hash));
        for (auto at = begin; at != end; ++at) each(all_[at->second]);
    }

    template <class Each>
    void with_key(NameId key, Each each) {
        const auto [begin, end] = by_key_.equal_range(key);
        for (auto at = begin; at != end; ++at) each(all_[at->second]);
    }

private:
    std::vector<KnownEvent> all_;
    std::unordered_multimap<std::string, std::size_t> by_hash_;
    std::unordered_multimap<NameId, std::size_t> by_key_;
};

std::uint64_t digest_of(const Declaration& declaration) {
    auto text = text_of(declaration.time) + '\n' + declaration.reason;
    for (const auto& id : declaration.corrective) text += '\n' + id;
    return name_id(text);
}

// A declaration speaks of the event with its content, unless both say different event ids.
bool may_be_one(const std::optional<std::string>& left, const std::optional<std::string>& right) {
    return !left || !right || *left == *right;
}

/// Decides one event after the other.
class Decision {
public:
    Decision(db::Transaction& tx, OrganisationId organisation, const KeepingRules& rules, Shelf shelf)
        : tx_(tx), organisation_(organisation), rules_(rules), shelf_(std::move(shelf)) {}

    Kept on(const NewEvent& one) {
        const auto& event = *one.event;
        const auto given = event.event_id.empty() ? std::nullopt : std::optional(event.event_id);
        Kept kept{Fate::stored, one.id, given.value_or(event.hash)};
        shelf_.with_key(one.event_key, [&](const KnownEvent& known) {
            if (known.hash != one.hash) kept = {Fate::other_content, known.id, kept.event_id};
        });
        if (kept.fate != Fate::stored) return kept;
        bool own_original = false;
        shelf_.with_hash(one.hash, [&](const KnownEvent& known) {
            own_original |= !known.declaration;
            if (known.declaration != one.declaration || kept.fate == Fate::repeated) return;
            const bool same = known.event_key == one.event_key || !given || rules_.same_content_repeats;
            if (same) kept = {Fate::repeated, known.id, known.event_id.value_or(event.hash)};
        });
        if (kept.fate == Fate::repeated) return kept;
        if (one.declaration && !own_original && is_anothers(one))
            return {Fate::not_its_own, {}, kept.event_id};
        mark(one, given);
        shelf_.add({one.id, organisation_, one.hash, one.event_key, given, one.declaration, false});
        return kept;
    }

    /// Events of before that are withdrawn now.
    const std::vector<std::pair<EventId, EventId>>& withdrawn() const { return withdrawn_; }

    /// Whether it came after its declaration.
    bool is_born_withdrawn(EventId id) const {
        return std::ranges::find(born_withdrawn_, id) != born_withdrawn_.end();
    }

private:
    void mark(const NewEvent& one, const std::optional<std::string>& given) {
        shelf_.with_hash(one.hash, [&](KnownEvent& known) {
            if (known.declaration.has_value() == one.declaration.has_value()) return;
            if (!may_be_one(known.event_id, given)) return;
            if (!one.declaration) {
                born_withdrawn_.push_back(one.id);
            } else if (!known.withdrawn) {
                known.withdrawn = true;
                withdrawn_.emplace_back(known.id, one.id);
            }
        });
    }

    bool is_anothers(const NewEvent& one) {
        const auto others = store::events_with_hash(tx_, one.hash);
        return std::ranges::any_of(others, [&](const KnownEvent& other) {
            return other.organisation != organisation_ && !other.declaration &&
                   is_shared(tx_, organisation_, other.id);
        });
    }

    db::Transaction& tx_;
    OrganisationId organisation_;
    const KeepingRules& rules_;
    Shelf shelf_;
    std::vector<std::pair<EventId, EventId>> withdrawn_;  // and by which
    std::vector<EventId> born_withdrawn_;
};

std::vector<NewEvent> rows_of(db::Transaction& tx, std::span<const Event* const> events) {
    std::vector<NewEvent> rows;
    rows.reserve(events.size());
    for (const auto* event : events) {
        const auto hash = digest_in(event->hash);
        ensure(hash.has_value(), "an event that was read has its hash");
        NewEvent row{.id = tx.new_id<OfStoredEvent>(), .event = event, .hash = *hash};
        row.event_key = name_id(event->event_id.empty() ? event->hash : event->event_id);
        if (event->declaration) row.declaration = digest_of(*event->declaration);
        rows.push_back(row);
    }
    return rows;
}

Shelf shelf_for(db::Transaction& tx, OrganisationId organisation, const std::vector<NewEvent>& rows) {
    std::vector<crypto::Digest> hashes;
    std::vector<NameId> keys;
    for (const auto& row : rows) {
        hashes.push_back(row.hash);
        keys.push_back(row.event_key);
    }
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    Shelf shelf;
    for (auto& known : store::known_events(tx, organisation, hashes, keys)) shelf.add(std::move(known));
    return shelf;
}

}  // namespace

Keeping keep_events(
    db::Transaction& tx,
    OrganisationId organisation,
    std::optional<CaptureId> capture,
    std::span<const Event* const> events,
    const KeepingRules& rules
) {
    Keeping keeping;
    if (events.empty()) return keeping;
    // The lock comes first: whoever holds it sees all that this organisation captured before, and locks names
    // after it, so that two captures never wait for each other in a ring.
    auto time = store::lock_clock(tx, organisation);
    auto rows = rows_of(tx, events);
    Decision decision(tx, organisation, rules, shelf_for(tx, organisation, rows));
    for (const auto& row : rows) {
        const auto& kept = keeping.events.emplace_back(decision.on(row));
        keeping.stored += kept.fate == Fate::stored ? 1 : 0;
        keeping.repeated += kept.fate == Fate::repeated ? 1 : 0;
    }
    keeping.refused = events.size() - keeping.stored - keeping.repeated;
    if (keeping.refused > 0 && rules.all_or_nothing) {
        keeping.stored = 0;
        return keeping;
    }
    std::vector<NewEvent> stored;
    std::map<EventId, Instant> times;
    time = std::max(time + tick, tx.now());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (keeping.events[at].fate != Fate::stored) continue;
        rows[at].record_time = time;
        if (decision.is_born_withdrawn(rows[at].id)) rows[at].withdrawn_at = time;
        times.emplace(rows[at].id, time);
        time += tick;
        stored.push_back(rows[at]);
    }
    if (stored.empty()) return keeping;
    store::insert(tx, organisation, capture, stored);
    for (const auto& [event, declaration] : decision.withdrawn())
        store::withdraw(tx, event, times.at(declaration));
    share(tx, organisation, stored);
    store::set_clock(tx, organisation, time - tick);
    return keeping;
}

}  // namespace chophien::traceability::epcis
