#include "traceability/epcis/subscription_events.hpp"

#include "traceability/epcis/master_data.hpp"
#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/walking.hpp"

#include <algorithm>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;

constexpr std::chrono::microseconds tick{1};

struct Recorded {
    Instant record_time;
    EventId event;
    OrganisationId organisation;
};

struct Sharer {
    OrganisationId organisation;
    Instant newest;
};

constexpr db::Statement captured_after{"epcis.captured_after", R"sql(
    SELECT record_time, id, organisation
      FROM epcis_events
     WHERE organisation = ? AND record_time > ? AND record_time <= ?
     ORDER BY record_time
     LIMIT ?
)sql"};

constexpr db::Statement shared_after{"epcis.shared_after", R"sql(
    SELECT record_time, event, organisation
      FROM epcis_shared
     WHERE viewer = ? AND organisation = ? AND record_time > ? AND record_time <= ?
     ORDER BY record_time
     LIMIT ?
)sql"};

constexpr db::Statement sharers_of{"epcis.sharers_of", R"sql(
    SELECT organisation, MAX(record_time) FROM epcis_shared WHERE viewer = ? GROUP BY organisation
)sql"};

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::Recorded> {
    using Row = chophien::traceability::epcis::Recorded;
    static constexpr auto of = std::tuple{&Row::record_time, &Row::event, &Row::organisation};
};

template <>
struct chophien::db::Columns<chophien::traceability::epcis::Sharer> {
    using Row = chophien::traceability::epcis::Sharer;
    static constexpr auto of = std::tuple{&Row::organisation, &Row::newest};
};

namespace chophien::traceability::epcis {

namespace {

bool earlier(const Recorded& left, const Recorded& right) {
    return std::tie(left.record_time, left.event) < std::tie(right.record_time, right.event);
}

/// One look of one standing query.
class Outlook {
public:
    Outlook(
        db::Transaction& tx,
        OrganisationId viewer,
        const Query& query,
        const Places& places,
        const Stretch& stretch
    )
        : tx_(tx), query_(query), places_(places), stretch_(stretch), sight_(tx, viewer) {
        for (auto& condition : query_.conditions)
            if (condition.descendants) {
                std::set<std::string> all;
                for (const auto& word : condition.words) all.merge(places_under(tx, viewer, word));
                condition.words.assign(all.begin(), all.end());
            }
        if (query_.count_limit)
            stretch_.most = std::min(
                stretch_.most, static_cast<std::size_t>(std::max<std::int64_t>(*query_.count_limit, 1))
            );
        whole_.insert(viewer);
        whole_.insert(sight_.grantors().begin(), sight_.grantors().end());
    }

    NewEvents look() {
        const MasterLookup master = [this](const std::string& name) {
            return attributes_of(tx_, sight_.viewer(), name);
        };
        NewEvents found;
        for (std::size_t looked = 0; looked < most_looked_through;) {
            const auto batch = next_batch();
            if (batch.empty()) return found;
            looked += batch.size();
            std::vector<Candidate> candidates;
            for (const auto& one : batch)
                candidates.push_back({one.record_time, one.event, one.organisation});
            std::map<EventId, StoredEvent> visible;
            for (auto& event : sight_.see(candidates)) visible.emplace(event.id, std::move(event));
            for (const auto& one : batch) {
                const auto seen = visible.find(one.event);
                const bool result = seen != visible.end() && matches(query_, seen->second, master);
                if (result && found.events.size() == stretch_.most) {
                    found.more = true;
                    return found;
                }
                if (result) found.events.push_back(std::move(seen->second));
                found.places[one.organisation] = places_[one.organisation] = one.record_time;
            }
        }
        found.more = true;
        return found;
    }

private:
    Instant place_of(OrganisationId organisation) const {
        const auto found = places_.find(organisation);
        return found == places_.end() ? stretch_.begins - tick : found->second;
    }

    // Of every source what comes next; of sources that may have more only what no other source can come
    // before.
    std::vector<Recorded> next_batch() {
        constexpr std::int64_t about = most_reported + 1;
        const auto upto = stretch_.upto.value_or(latest);
        std::vector<Recorded> all;
        std::optional<Recorded> frontier;
        const auto add = [&](std::vector<Recorded> rows) {
            if (std::ssize(rows) == about && (!frontier || earlier(rows.back(), *frontier)))
                frontier = rows.back();
            all.insert(all.end(), rows.begin(), rows.end());
        };
        for (const auto owner : whole_)
            add(tx_.rows<Recorded>(captured_after, owner, place_of(owner), upto, about));
        for (const auto& sharer : tx_.rows<Sharer>(sharers_of, sight_.viewer()))
            if (!whole_.contains(sharer.organisation) && sharer.newest > place_of(sharer.organisation))
                add(tx_.rows<Recorded>(
                    shared_after,
                    sight_.viewer(),
                    sharer.organisation,
                    place_of(sharer.organisation),
                    upto,
                    about
                ));
        std::ranges::sort(all, earlier);
        if (frontier) std::erase_if(all, [&](const Recorded& one) { return earlier(*frontier, one); });
        return all;
    }

    db::Transaction& tx_;
    Query query_;
    Places places_;
    Stretch stretch_;
    Sight sight_;
    std::set<OrganisationId> whole_;  // whose events are walked, not only those shared
};

}  // namespace

NewEvents new_events(
    db::Transaction& tx,
    OrganisationId viewer,
    const Query& query,
    const Places& places,
    const Stretch& stretch
) {
    return Outlook(tx, viewer, query, places, stretch).look();
}

}  // namespace chophien::traceability::epcis
