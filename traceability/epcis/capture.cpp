#include "traceability/epcis/capture.hpp"

#include "traceability/epcis/keeping.hpp"
#include "traceability/epcis/master_data.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

namespace {

using accounts::Caller;
using accounts::OrganisationId;
using accounts::Permission;
using db::Statement;
using Json = json::Document;

constexpr std::size_t errors_kept = 1'000;
constexpr std::size_t events_of_a_part = 500;
constexpr auto kept_for = std::chrono::hours(24 * 30);
constexpr std::string_view job_kind = "epcis.capture";

constexpr Statement insert_capture{"epcis.insert_capture", R"sql(
    INSERT INTO epcis_captures (id, organisation, person, job, proceeds, created_at, finished_at, succeeds, events,
                                stored, repeated, faults, errors)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_capture{"epcis.update_capture", R"sql(
    UPDATE epcis_captures
       SET finished_at = ?, succeeds = ?, stored = ?, repeated = ?, faults = ?, errors = ?
     WHERE id = ?
)sql"};

#define CHOPHIEN_CAPTURE                                                                             \
    "SELECT c.id, c.created_at, "                                                                    \
    "COALESCE(c.finished_at, IF(j.state = 'failed', COALESCE(j.finished_at, c.created_at), NULL)), " \
    "c.proceeds, c.succeeds AND COALESCE(j.state, '') <> 'failed', "                                 \
    "c.events, c.stored, c.repeated, c.faults, c.errors "                                            \
    "FROM epcis_captures AS c LEFT JOIN jobs AS j ON j.id = c.job "

constexpr Statement one_capture{"epcis.capture", CHOPHIEN_CAPTURE "WHERE c.id = ? AND c.organisation = ?"};
constexpr Statement newest_captures{
    "epcis.captures", CHOPHIEN_CAPTURE "WHERE c.organisation = ? AND c.id < ? ORDER BY c.id DESC LIMIT ?"};

#undef CHOPHIEN_CAPTURE

constexpr Statement drop_captures{"epcis.forget_captures", R"sql(
    DELETE FROM epcis_captures WHERE finished_at < ? ORDER BY finished_at, id LIMIT 200
)sql"};

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::CaptureView> {
    using Row = chophien::traceability::epcis::CaptureView;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::created_at,
        &Row::finished_at,
        &Row::proceeds,
        &Row::succeeds,
        &Row::events,
        &Row::stored,
        &Row::repeated,
        &Row::faults,
        &Row::errors};
};

namespace chophien::traceability::epcis {

namespace {

/// Where the events of a document stand.
struct EventList {
    std::string pointer;
    std::size_t size = 0;
};

const Json* at(const Json* from, std::string_view member) {
    if (from == nullptr || !from->is_object()) return nullptr;
    const auto found = from->find(member);
    return found == from->end() ? nullptr : &*found;
}

EventList events_in(const Json& document) {
    const auto* body = at(&document, "epcisBody");
    if (const auto* list = at(body, "eventList"); list != nullptr && list->is_array())
        return {"/epcisBody/eventList", list->size()};
    const auto* results = at(at(at(body, "queryResults"), "resultsBody"), "eventList");
    if (results != nullptr && results->is_array())
        return {"/epcisBody/queryResults/resultsBody/eventList", results->size()};
    return {"/epcisBody/event", at(body, "event") == nullptr ? 0U : 1U};
}

Json problem_of(const Refusal& why, const Fault& fault) {
    const auto name = why.code.substr(why.code.find('/') + 1);
    return {
        {"type", "epcisException:" + std::string(name)},
        {"title", why.title.en},
        {"status",
         why.kind == Kind::invalid    ? 400
         : why.kind == Kind::conflict ? 409
                                      : 403},
        {"detail", fault.rule},
        {"pointer", fault.pointer},
        {"value", fault.value}};
}

/// What became of a document or a part of it.
struct Taken {
    std::size_t events = 0;
    std::size_t stored = 0;
    std::size_t repeated = 0;
    std::size_t faults = 0;
    Json errors = Json::array();

    void fault(const Refusal& why, const Fault& fault) {
        if (++faults <= errors_kept) errors.push_back(problem_of(why, fault));
    }
};

// The event's number as the whole document counts: a part's first is not the document's first.
Fault moved(Fault fault, const std::string& list, std::size_t offset) {
    if (offset == 0 || !fault.pointer.starts_with(list + '/')) return fault;
    const auto rest = fault.pointer.substr(list.size() + 1);
    const auto slash = std::min(rest.find('/'), rest.size());
    if (!std::ranges::all_of(rest.substr(0, slash), [](char sign) { return sign >= '0' && sign <= '9'; }))
        return fault;
    fault.pointer =
        list + '/' + std::to_string(std::stoull(rest.substr(0, slash)) + offset) + rest.substr(slash);
    return fault;
}

std::string pointer_to(const EventList& list, std::size_t number) {
    return list.pointer == "/epcisBody/event" ? list.pointer : list.pointer + '/' + std::to_string(number);
}

Taken take_in(
    db::Transaction& tx,
    OrganisationId organisation,
    CaptureId capture,
    const Json& document,
    bool proceeds,
    std::size_t offset
) {
    const auto list = events_in(document);
    const auto bundle = read_document(document, {.now = tx.now()});
    Taken taken;
    taken.events = bundle.events.size();
    for (const auto& fault : bundle.faults) taken.fault(validation, moved(fault, list.pointer, offset));
    std::vector<const Event*> right;
    std::vector<std::size_t> numbers;
    for (std::size_t number = 0; number < bundle.events.size(); ++number) {
        const auto& read = bundle.events[number];
        for (const auto& fault : read.faults) taken.fault(validation, moved(fault, list.pointer, offset));
        if (!read.event || !read.faults.empty()) continue;
        right.push_back(&*read.event);
        numbers.push_back(number);
    }
    if (taken.faults > 0 && !proceeds) return taken;
    const auto keeping = keep_events(tx, organisation, capture, right, {.all_or_nothing = !proceeds});
    for (std::size_t number = 0; number < keeping.events.size(); ++number) {
        const auto& kept = keeping.events[number];
        const auto where = pointer_to(list, numbers[number] + offset) + "/eventID";
        if (kept.fate == Fate::other_content)
            taken.fault(
                already_exists, {where, "An event with this id is there with other content.", kept.event_id}
            );
        if (kept.fate == Fate::not_its_own)
            taken.fault(
                not_allowed, {where, "Only who captured an event may declare it wrong.", kept.event_id}
            );
    }
    if (taken.faults > 0 && !proceeds) return taken;
    taken.stored = keeping.stored;
    taken.repeated = keeping.repeated;
    keep_master_data(tx, organisation, bundle.master_data);
    return taken;
}

void announce(db::Transaction& tx, OrganisationId organisation, CaptureId capture, std::size_t stored) {
    if (stored == 0) {
        tx.touch(tag(capture));
        return;
    }
    tx.announce(
        {"epcis.captured",
         text_of(capture),
         Json{{"organisation", text_of(organisation)}, {"events", stored}}.dump()}
    );
}

// Cut so that one transaction takes some hundred events; each part is a document of its own.
std::vector<std::string> parts_of(const Json& document, const EventList& list) {
    std::vector<std::string> parts;
    const Json::json_pointer pointer(list.pointer);
    const auto& events = document.at(pointer);
    for (std::size_t begin = 0; begin < list.size; begin += events_of_a_part) {
        auto part = begin == 0 ? document : Json(document);
        if (begin > 0) part.erase("epcisHeader");
        auto some = Json::array();
        for (auto one = begin; one < std::min(begin + events_of_a_part, list.size); ++one)
            some.push_back(events[one]);
        part[pointer] = std::move(some);
        parts.push_back(part.dump());
    }
    return parts;
}

void insert(
    db::Transaction& tx,
    const Caller& caller,
    CaptureId id,
    std::optional<jobs::JobId> job,
    bool proceeds,
    const Taken& taken
) {
    tx.change(
        insert_capture,
        id,
        caller.organisation,
        caller.person,
        job,
        proceeds,
        tx.now(),
        job ? std::nullopt : std::optional(tx.now()),
        taken.faults == 0,
        static_cast<std::uint64_t>(taken.events),
        static_cast<std::uint64_t>(taken.stored),
        static_cast<std::uint64_t>(taken.repeated),
        static_cast<std::uint64_t>(taken.faults),
        taken.errors.dump()
    );
}

void capture_step(db::Transaction& tx, jobs::Job& job) {
    const auto settings = Json::parse(job.settings);
    const auto id = id_from<OfCapture>(settings.at("capture").get<std::string>());
    ensure(id.has_value(), "a capture's job knows its capture");
    const bool proceeds = settings.at("proceeds");
    const OrganisationId organisation{job.owner};
    auto view = tx.row<CaptureView>(one_capture, *id, organisation);
    ensure(view.has_value(), "a capture's job has its capture");
    const auto offset = static_cast<std::size_t>(job.place) * events_of_a_part;
    const auto document = Json::parse(jobs::part_of(tx, job.id, job.place));
    auto taken = take_in(tx, organisation, *id, document, proceeds, offset);
    const auto errors = Json::parse(view->errors);
    const auto total = settings.at("parts").get<std::int64_t>();
    job.place += 1;
    job.done += static_cast<std::int64_t>(events_in(document).size);
    if (job.place == total) job.state = jobs::JobState::done;
    auto all = errors;
    for (auto& error : taken.errors)
        if (all.size() < errors_kept) all.push_back(std::move(error));
    tx.change(
        update_capture,
        job.place == total ? std::optional(tx.now()) : std::nullopt,
        view->succeeds && taken.faults == 0,
        view->stored + static_cast<std::int64_t>(taken.stored),
        view->repeated + static_cast<std::int64_t>(taken.repeated),
        view->faults + static_cast<std::int64_t>(taken.faults),
        all.dump(),
        *id
    );
    announce(tx, organisation, *id, taken.stored);
}

}  // namespace

bool may_capture(const Caller& caller) {
    if (caller.kind == accounts::OrganisationKind::consumer) return false;
    return accounts::may(caller, Permission::record) || accounts::may(caller, Permission::receive) ||
           accounts::may(caller, Permission::attest);
}

Result<CaptureId> capture(db::Transaction& tx, const Caller& caller, const Json& document, bool proceeds) {
    if (!may_capture(caller)) return refuse(not_allowed);
    if (!document.is_object())
        return refuse(validation, "Cần một đối tượng JSON.", "The document is a JSON object.");
    const auto list = events_in(document);
    if (list.size > most_capture_events)
        return refuse(
            capture_limit,
            "Nhiều nhất " + std::to_string(most_capture_events) + " sự kiện.",
            "At most " + std::to_string(most_capture_events) + " events."
        );
    const auto id = tx.new_id<OfCapture>();
    if (list.size <= captured_at_once) {
        const auto taken = take_in(tx, caller.organisation, id, document, proceeds, 0);
        insert(tx, caller, id, std::nullopt, proceeds, taken);
        announce(tx, caller.organisation, id, taken.stored);
        return id;
    }
    auto parts = proceeds ? parts_of(document, list) : std::vector{document.dump()};
    const Json settings{{"capture", text_of(id)}, {"proceeds", proceeds}, {"parts", parts.size()}};
    const auto job = jobs::open(
        tx,
        {.kind = std::string(job_kind),
         .owner = caller.organisation.number,
         .opened_by = caller.person.number,
         .settings = settings.dump(),
         .total = static_cast<std::int64_t>(list.size),
         .parts = std::move(parts)}
    );
    Taken begun;
    begun.events = list.size;
    insert(tx, caller, id, job, proceeds, begun);
    return id;
}

Result<StoredEvent> capture_event(db::Transaction& tx, const Caller& caller, const Json& event) {
    if (!may_capture(caller)) return refuse(not_allowed);
    auto read = read_event(event, {.now = tx.now()});
    if (!read.event || !read.faults.empty()) {
        std::vector<Violation> violations;
        for (auto& fault : read.faults)
            violations.push_back({std::move(fault.pointer), "rule", fault.rule, fault.rule});
        return refuse(validation, std::move(violations));
    }
    const auto id = tx.new_id<OfCapture>();
    const Event* only = &*read.event;
    const auto keeping = keep_events(tx, caller.organisation, id, {&only, 1}, {});
    const auto& kept = keeping.events.front();
    if (kept.fate == Fate::other_content) return refuse(already_exists);
    if (kept.fate == Fate::not_its_own)
        return refuse(
            not_allowed,
            "Chỉ bên đã ghi sự kiện mới được khai báo nó sai.",
            "Only who captured an event may declare it wrong."
        );
    announce(tx, caller.organisation, id, keeping.stored);
    auto stored = store::load(tx, std::array{kept.id});
    ensure(!stored.empty(), "an event that was kept is there");
    return std::move(stored.front());
}

Result<CaptureView> capture_of(db::Transaction& tx, const Caller& caller, CaptureId id) {
    auto found = tx.row<CaptureView>(one_capture, id, caller.organisation);
    if (!found) return refuse(no_such_resource);
    return std::move(*found);
}

std::vector<CaptureView> captures_of(
    db::Transaction& tx, const Caller& caller, std::optional<CaptureId> before, std::int64_t limit
) {
    const auto last = before.value_or(CaptureId{INT64_MAX});
    return tx.rows<CaptureView>(newest_captures, caller.organisation, last, limit);
}

jobs::Steps capture_steps() { return {{std::string(job_kind), capture_step}}; }

std::uint64_t forget_captures(db::Transaction& tx) {
    const auto gone = tx.change(drop_captures, tx.now() - kept_for);
    if (gone > 0) tx.touch(tag("epcis_captures"));
    return gone;
}

}  // namespace chophien::traceability::epcis
