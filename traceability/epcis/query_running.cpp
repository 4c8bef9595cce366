#include "traceability/epcis/query_running.hpp"

#include "traceability/epcis/comparing.hpp"
#include "traceability/epcis/master_data.hpp"
#include "traceability/epcis/matching.hpp"

#include <algorithm>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;

constexpr auto token_life = std::chrono::hours(24);
constexpr std::size_t most_ways = 64;  // that are walked side by side
constexpr std::int64_t least_batch = 32;

constexpr db::Statement newest_recorded{"epcis.newest_recorded", R"sql(
    SELECT record_time FROM epcis_events WHERE organisation = ? ORDER BY record_time DESC LIMIT 1
)sql"};

constexpr db::Statement newest_shared{"epcis.newest_shared", R"sql(
    SELECT record_time FROM epcis_shared WHERE viewer = ? ORDER BY record_time DESC LIMIT 1
)sql"};

tl::unexpected<Refused> wrong_token(std::string vi, std::string en) {
    return refuse(
        query_parameter, std::vector{Violation{"/nextPageToken", "parameter", std::move(vi), std::move(en)}}
    );
}

/// One query for one viewer in one transaction.
class Run {
public:
    Run(db::Transaction& tx, OrganisationId viewer, const Query& query, const PageWish& wish)
        : tx_(tx), query_(query), wish_(wish), sight_(tx, viewer), key_(token_key(tx)) {
        order_ = query.order_by.value_or(OrderBy::event_time);
        for (auto& condition : query_.conditions)
            if (condition.descendants) {
                std::set<std::string> all;
                for (const auto& word : condition.words) all.merge(places_under(tx, viewer, word));
                condition.words.assign(all.begin(), all.end());
            }
        master_ = [this](const std::string& name) { return attributes_of(tx_, sight_.viewer(), name); };
    }

    Result<ResultPage> page() {
        if (auto read = read_token(); !read) return refuse(read);
        left_ = wish_.size;
        if (query_.count_limit) left_ = std::min(left_, *query_.count_limit - given_);
        if (query_.most && !behind_)
            if (auto counted = count_up_to(*query_.most); !counted) return refuse(counted);
        if (left_ <= 0) return ResultPage{};
        if (auto gathered = gathered_candidates()) return gathered_page(std::move(*gathered));
        if (order_ == OrderBy::member) return member_page();
        walk_through(left_, most_looked_at);
        return finished();
    }

private:
    std::string fingerprint() const { return query_.fingerprint + std::to_string(sight_.viewer().number); }

    Result<Nothing> read_token() {
        if (!wish_.token) return Nothing{};
        const auto token = token_from(*wish_.token, key_);
        if (!token) return wrong_token("Không phải thẻ trang của máy chủ này.", "It is no token of ours.");
        if (token->fingerprint != fingerprint())
            return wrong_token("Thẻ trang của truy vấn khác.", "It is another query's.");
        if (token->expires < tx_.now()) return wrong_token("Thẻ trang đã hết hạn.", "It has expired.");
        behind_ = token->behind;
        behind_member_ = token->member;
        upto_ = token->upto;
        given_ = token->given;
        return Nothing{};
    }

    bool fits(const StoredEvent& event) const {
        return (!upto_ || event.record_time <= *upto_) && matches(query_, event, master_);
    }

    // Few enough to be put in order in memory: an event id, a name few events mention, a narrow window of the
    // time that does not order.
    std::optional<std::vector<EventId>> gathered_candidates() {
        const auto event_times = span_of(query_, Look::event_time);
        std::optional<std::vector<EventId>> best;
        for (const auto& condition : query_.conditions) {
            if (condition.look == Look::event_id) {
                std::set<EventId> ids;
                for (const auto& word : condition.words)
                    for (const auto id : store::with_event_id(tx_, word)) ids.insert(id);
                return std::vector<EventId>(ids.begin(), ids.end());
            }
            const auto ways = ways_by_name(condition);
            if (ways.empty()) continue;
            auto found = gather(tx_, ways, event_times, best ? best->size() : most_gathered);
            if (!found) continue;
            best.emplace();
            for (const auto& one : *found) best->push_back(one.event);
        }
        if (best) return best;
        for (const auto window : {Look::record_time, Look::event_time}) {
            const bool orders = (window == Look::record_time) == (order_ == OrderBy::record_time);
            const auto span = span_of(query_, window);
            if (orders || (span.from == earliest && span.to == latest)) continue;
            const auto by = window == Look::record_time ? OrderBy::record_time : OrderBy::event_time;
            if (const auto found = gather(tx_, ways_by_time(sight_, query_, by), span, most_gathered)) {
                best.emplace();
                for (const auto& one : *found) best->push_back(one.event);
                return best;
            }
        }
        return std::nullopt;
    }

    struct Ranked {
        std::optional<std::string> member{};
        Position position;
        StoredEvent event;
    };

    bool before(const Ranked& left, const Ranked& right) const {
        const auto& low = query_.descending ? right : left;
        const auto& high = query_.descending ? left : right;
        if (order_ == OrderBy::member) {
            if (less_text(low.member, high.member)) return true;
            if (less_text(high.member, low.member)) return false;
        }
        return low.position < high.position;
    }

    Ranked ranked(StoredEvent event) const {
        const auto time = order_ == OrderBy::record_time ? event.record_time : event.time;
        Ranked one{{}, {time, event.id}, std::move(event)};
        if (order_ == OrderBy::member) one.member = member_text(one.event, query_.order_member);
        return one;
    }

    std::string kept(const std::optional<std::string>& member) const {
        return member ? '=' + *member : std::string();
    }

    Result<ResultPage> gathered_page(const std::vector<EventId>& ids) {
        std::vector<Ranked> all;
        for (auto& event : sight_.see(ids))
            if (fits(event)) all.push_back(ranked(std::move(event)));
        return page_of(std::move(all));
    }

    Result<ResultPage> page_of(std::vector<Ranked> all) {
        std::ranges::sort(all, [&](const Ranked& left, const Ranked& right) { return before(left, right); });
        if (behind_) {
            Ranked last{{}, *behind_, {}};
            if (!behind_member_.empty()) last.member = behind_member_.substr(1);
            std::erase_if(all, [&](const Ranked& one) { return !before(last, one); });
        }
        for (auto& one : all) {
            if (std::ssize(page_.events) == left_) {
                more_ = true;
                break;
            }
            last_ = one.position;
            last_member_ = kept(one.member);
            page_.events.push_back(std::move(one.event));
        }
        return finished();
    }

    Result<ResultPage> member_page() {
        // Nothing in the database is in a private member's order, so all results are needed.
        const auto wanted = order_;
        const auto behind = std::exchange(behind_, std::nullopt);
        order_ = OrderBy::event_time;
        const bool whole = walk_through(INT64_MAX, most_counted);
        order_ = wanted;
        behind_ = behind;
        more_ = false;
        if (!whole) return refuse(query_too_complex);
        std::vector<Ranked> all;
        for (auto& event : std::exchange(page_.events, {})) all.push_back(ranked(std::move(event)));
        return page_of(std::move(all));
    }

    std::vector<Way> chosen_ways() {
        std::vector<Way> chosen;
        if (order_ == OrderBy::event_time)
            for (const auto& condition : query_.conditions) {
                auto ways = ways_by_name(condition);
                const bool fewer = chosen.empty() || ways.size() < chosen.size();
                if (!ways.empty() && ways.size() <= most_ways && fewer) chosen = std::move(ways);
            }
        if (chosen.empty()) chosen = ways_by_time(sight_, query_, order_);
        return chosen;
    }

    /// Puts results into the page until there are enough or so many candidates were looked at. True when all
    /// were.
    bool walk_through(std::int64_t enough, std::size_t most) {
        const auto ways = chosen_ways();
        auto span = span_of(query_, order_ == OrderBy::record_time ? Look::record_time : Look::event_time);
        if (order_ == OrderBy::record_time && upto_) span.to = std::min(span.to, *upto_);
        const auto about = std::clamp<std::int64_t>(
            std::min<std::int64_t>(enough, biggest_page) + 1, least_batch, biggest_page
        );
        auto at = behind_;
        std::size_t looked = 0;
        for (;;) {
            const auto batch = walk(tx_, ways, span, at, query_.descending, about);
            std::map<EventId, Instant> times;
            for (const auto& one : batch.candidates) times.emplace(one.event, one.time);
            for (auto& event : sight_.see(batch.candidates)) {
                if (!fits(event)) continue;
                if (std::ssize(page_.events) >= enough) {
                    more_ = true;
                    return false;
                }
                last_ = {times.at(event.id), event.id};
                page_.events.push_back(std::move(event));
            }
            if (batch.ended) return true;
            looked += batch.candidates.size();
            if (!batch.candidates.empty()) at = {batch.candidates.back().time, batch.candidates.back().event};
            if (std::ssize(page_.events) >= enough && looked > 0) {
                more_ = true;
                return false;
            }
            if (looked >= most) {
                more_ = true;
                last_ = *at;
                return false;
            }
        }
    }

    // Whether there are more results than that. Looks at all pages' candidates once.
    Result<Nothing> count_up_to(std::int64_t most) {
        const auto enough = left_;
        std::size_t count = 0;
        if (const auto ids = gathered_candidates()) {
            for (const auto& event : sight_.see(*ids)) count += fits(event) ? 1U : 0U;
        } else {
            const auto order =
                std::exchange(order_, order_ == OrderBy::member ? OrderBy::event_time : order_);
            const bool whole = walk_through(most + 1, most_counted);
            order_ = order;
            count = page_.events.size();
            if (!whole && std::cmp_less_equal(count, most)) return refuse(query_too_complex);
            page_ = {};
            more_ = false;
        }
        left_ = enough;
        if (std::cmp_greater(count, most)) return refuse(query_too_large);
        return Nothing{};
    }

    Instant newest() {
        auto time = tx_.now();
        const auto later = [&](const std::optional<Instant>& other) {
            if (other) time = std::max(time, *other);
        };
        later(tx_.row<Instant>(newest_recorded, sight_.viewer()));
        later(tx_.row<Instant>(newest_shared, sight_.viewer()));
        for (const auto owner : sight_.grantors()) later(tx_.row<Instant>(newest_recorded, owner));
        return time;
    }

    ResultPage finished() {
        const auto given = given_ + std::ssize(page_.events);
        if (query_.count_limit && given >= *query_.count_limit) more_ = false;
        if (more_) {
            const PageToken token{
                tx_.now() + token_life, upto_ ? *upto_ : newest(), fingerprint(), last_, last_member_, given};
            page_.next = written(token, key_);
            page_.expires = token.expires;
        }
        return std::move(page_);
    }

    db::Transaction& tx_;
    Query query_;
    const PageWish& wish_;
    Sight sight_;
    std::string key_;
    MasterLookup master_;
    OrderBy order_ = OrderBy::event_time;
    std::optional<Position> behind_;
    std::string behind_member_;  // "=" before it when there is one
    std::optional<Instant> upto_;
    std::int64_t given_ = 0;
    std::int64_t left_ = 0;
    ResultPage page_;
    Position last_{};
    std::string last_member_;
    bool more_ = false;
};

}  // namespace

Result<ResultPage> run_query(
    db::Transaction& tx, OrganisationId viewer, const Query& query, const PageWish& wish
) {
    return Run(tx, viewer, query, wish).page();
}

Result<bool> has_results(db::Transaction& tx, OrganisationId viewer, const Query& query) {
    PageWish wish{.size = 1};
    for (;;) {
        auto page = run_query(tx, viewer, query, wish);
        if (!page) return refuse(page);
        if (!page->events.empty()) return true;
        if (!page->next) return false;
        wish.token = std::move(page->next);
    }
}

}  // namespace chophien::traceability::epcis
