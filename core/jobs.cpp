#include "core/jobs.hpp"

#include "core/log.hpp"

#include <charconv>

namespace chophien::jobs {

namespace {

using db::Statement;

constexpr Statement insert_job{"core.insert_job", R"sql(
    INSERT INTO jobs (id, kind, owner, opened_by, state, settings, result, total, place, turn, created_at)
    VALUES (?, ?, ?, ?, 'waiting', ?, '{}', ?, ?, UTC_TIMESTAMP(6), ?)
)sql"};

constexpr Statement insert_part{"core.insert_job_part", R"sql(
    INSERT INTO job_parts (job, number, input) VALUES (?, ?, ?)
)sql"};

constexpr Statement find_part{"core.find_job_part", R"sql(
    SELECT input FROM job_parts WHERE job = ? AND number = ?
)sql"};

constexpr Statement drop_parts{"core.drop_job_parts", R"sql(
    DELETE FROM job_parts WHERE job = ?
)sql"};

constexpr Statement find_view{"core.find_job", R"sql(
    SELECT id, kind, state, done, total, findings, result, created_at, started_at, finished_at
      FROM jobs
     WHERE id = ? AND owner = ?
)sql"};

constexpr Statement list_findings{"core.job_findings", R"sql(
    SELECT f.number, f.body
      FROM job_findings AS f
      JOIN jobs AS j ON j.id = f.job AND j.owner = ?
     WHERE f.job = ? AND f.number > ?
     ORDER BY f.number
     LIMIT ?
)sql"};

constexpr Statement insert_finding{"core.insert_job_finding", R"sql(
    INSERT INTO job_findings (job, number, line, body) VALUES (?, ?, ?, ?)
)sql"};

constexpr Statement waiting_jobs{"core.waiting_jobs", R"sql(
    SELECT id, kind, attempts
      FROM jobs
     WHERE state = 'waiting' AND turn <= UTC_TIMESTAMP(6)
     ORDER BY turn
     LIMIT 50
)sql"};

constexpr Statement abandoned_jobs{"core.abandoned_jobs", R"sql(
    SELECT id, kind, attempts
      FROM jobs
     WHERE state = 'running' AND lease_until < UTC_TIMESTAMP(6)
     ORDER BY turn
     LIMIT 50
)sql"};

constexpr Statement take_job{"core.take_job", R"sql(
    UPDATE jobs
       SET state = 'running', lease_holder = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
           attempts = attempts + 1, started_at = COALESCE(started_at, ?)
     WHERE id = ?
       AND (state = 'waiting' OR (state = 'running' AND lease_until < UTC_TIMESTAMP(6)))
)sql"};

constexpr Statement held_job{"core.held_job", R"sql(
    SELECT id, kind, COALESCE(owner, 0), COALESCE(opened_by, 0), state, settings, result, place, done, total, findings,
           attempts
      FROM jobs
     WHERE id = ? AND lease_holder = ?
       FOR UPDATE
)sql"};

constexpr Statement lock_job{"core.lock_job", R"sql(
    SELECT id, kind, COALESCE(owner, 0), COALESCE(opened_by, 0), state, settings, result, place, done, total, findings,
           attempts
      FROM jobs
     WHERE id = ? AND owner = ?
       FOR UPDATE
)sql"};

constexpr Statement save_step{"core.save_job_step", R"sql(
    UPDATE jobs
       SET state = ?, result = ?, place = ?, done = ?, total = ?, findings = ?, attempts = 0, finished_at = ?,
           lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND
     WHERE id = ? AND lease_holder = ?
)sql"};

constexpr Statement release_job{"core.release_job", R"sql(
    UPDATE jobs
       SET state = 'waiting', lease_holder = NULL, lease_until = NULL,
           turn = UTC_TIMESTAMP(6) + INTERVAL ? SECOND
     WHERE id = ? AND lease_holder = ? AND state = 'running'
)sql"};

constexpr Statement fail_job{"core.fail_job", R"sql(
    UPDATE jobs
       SET state = 'failed', findings = findings + 1, lease_holder = NULL, lease_until = NULL, finished_at = ?
     WHERE id = ?
       AND attempts >= ? AND (state = 'waiting' OR (state = 'running' AND lease_until < UTC_TIMESTAMP(6)))
)sql"};

constexpr Statement undo_job{"core.mark_job_undone", R"sql(
    UPDATE jobs SET state = 'undone' WHERE id = ? AND state = 'done'
)sql"};

constexpr Statement old_jobs{"core.old_jobs", R"sql(
    SELECT id FROM jobs
     WHERE state IN ('done', 'failed', 'undone') AND turn < ?
     ORDER BY turn
     LIMIT 100
)sql"};

constexpr Statement drop_findings{"core.drop_job_findings", R"sql(
    DELETE FROM job_findings WHERE job = ?
)sql"};

constexpr Statement drop_job{"core.drop_job", R"sql(
    DELETE FROM jobs WHERE id = ?
)sql"};

struct Candidate {
    JobId id;
    std::string kind;
    std::int64_t attempts = 0;
};

struct ViewRow {
    JobView view;
    std::string result;
};

struct FindingRow {
    std::int64_t number = 0;
    std::string body;
};

/// Another runner took the job over; what this one did since is rolled back.
struct LeaseLost : std::runtime_error {
    LeaseLost() : std::runtime_error("the job's lease was lost") {}
};

constexpr std::int64_t number_of_failure = INT32_MAX;  // after all findings that are kept

}  // namespace

}  // namespace chophien::jobs

namespace chophien::db {

template <>
struct Columns<jobs::Candidate> {
    using Of = jobs::Candidate;
    static constexpr auto of = std::tuple{&Of::id, &Of::kind, &Of::attempts};
};

template <>
struct Columns<jobs::FindingRow> {
    using Of = jobs::FindingRow;
    static constexpr auto of = std::tuple{&Of::number, &Of::body};
};

template <>
struct Columns<jobs::Job> {
    using Of = jobs::Job;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::kind,
        &Of::owner,
        &Of::opened_by,
        &Of::state,
        &Of::settings,
        &Of::result,
        &Of::place,
        &Of::done,
        &Of::total,
        &Of::findings,
        &Of::attempts};
};

void take(const Row& row, unsigned column, json::Document& into) {
    into = json::Document::parse(row.text(column));
}

template <>
struct Columns<jobs::JobView> {
    using Of = jobs::JobView;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::kind,
        &Of::state,
        &Of::done,
        &Of::total,
        &Of::findings,
        &Of::result,
        &Of::created_at,
        &Of::started_at,
        &Of::finished_at};
};

}  // namespace chophien::db

namespace chophien::jobs {

JobId open(db::Transaction& tx, const NewJob& job) {
    const auto id = tx.new_id<OfJob>();
    tx.change(
        insert_job,
        id,
        job.kind,
        Id<OfJob>{job.owner},
        Id<OfJob>{job.opened_by},
        job.settings,
        job.total,
        job.place,
        tx.now()
    );
    std::int64_t number = 0;
    for (const auto& part : job.parts) tx.change(insert_part, id, number++, part);
    tx.announce({"job.opened", text_of(id)});
    return id;
}

Result<JobView> find(db::Transaction& tx, JobId id, std::uint64_t owner) {
    auto found = tx.row<JobView>(find_view, id, owner);
    if (!found) return refuse(unknown_job);
    return std::move(*found);
}

Result<List<Finding>> findings_of(
    db::Transaction& tx,
    JobId id,
    std::uint64_t owner,
    const std::optional<std::string>& after,
    std::int64_t limit
) {
    if (auto known = find(tx, id, owner); !known) return refuse(known);
    std::int64_t begin = 0;
    if (after) std::from_chars(after->data(), after->data() + after->size(), begin);
    List<Finding> page;
    const auto rows = tx.rows<FindingRow>(list_findings, owner, id, begin, limit + 1);
    for (const auto& row : rows) {
        if (std::ssize(page.data) == limit) {
            page.page.next = std::to_string(begin);
            break;
        }
        auto finding = json::as<Finding>(std::string_view(row.body));
        ensure(finding.has_value(), "a kept finding is as it was written");
        page.data.push_back(std::move(*finding));
        begin = row.number;
    }
    return page;
}

std::string part_of(db::Transaction& tx, JobId id, std::int64_t number) {
    return tx.row<std::string>(find_part, id, number).value_or("");
}

void report(db::Transaction& tx, Job& job, const Finding& finding) {
    if (++job.findings <= findings_kept)
        tx.change(insert_finding, job.id, job.findings, finding.line, json::text_of(finding));
}

std::optional<Job> lock(db::Transaction& tx, JobId id, std::uint64_t owner) {
    return tx.row<Job>(lock_job, id, owner);
}

bool mark_undone(db::Transaction& tx, JobId id) { return tx.change(undo_job, id) == 1; }

std::uint64_t forget_old(db::Transaction& tx) {
    const auto old = tx.rows<JobId>(old_jobs, tx.now() - std::chrono::hours(24 * 90));
    for (const auto id : old) {
        tx.change(drop_findings, id);
        tx.change(drop_parts, id);
        tx.change(drop_job, id);
    }
    if (!old.empty()) tx.touch(tag("jobs"));
    return old.size();
}

namespace {

std::int64_t microseconds(std::chrono::milliseconds span) { return span.count() * 1000; }

// Fails for good a job that was tried often enough without getting on.
void give_up(db::Transaction& tx, const Candidate& job) {
    if (tx.change(fail_job, tx.now(), job.id, most_attempts) == 0) return;
    const Finding why{
        0,
        std::nullopt,
        "stopped",
        "Công việc dừng vì lỗi của hệ thống, không phải của tệp; những gì đã làm xong được giữ nguyên.",
        "The job stopped because of a fault of the system, not of the file; what was done stays done."};
    tx.change(insert_finding, job.id, number_of_failure, 0, json::text_of(why));
    tx.announce({"job.failed", text_of(job.id)});
    log::error("job failed", {{"job", text_of(job.id)}, {"kind", job.kind}});
}

std::optional<Candidate> take_one(db::Transaction& tx, const Steps& steps, std::uint64_t holder, Pace pace) {
    for (const auto* list : {&waiting_jobs, &abandoned_jobs}) {
        for (const auto& job : tx.rows<Candidate>(*list)) {
            // A kind this binary does not know is a newer node's; it stays for that one.
            if (!steps.contains(job.kind)) continue;
            if (job.attempts >= most_attempts) {
                give_up(tx, job);
                continue;
            }
            if (tx.change(take_job, holder, microseconds(pace.lease), tx.now(), job.id) == 1) {
                tx.touch(tag(job.id));
                return job;
            }
        }
    }
    return std::nullopt;
}

// One step and how far it got, in one transaction. True when the job ended with it.
bool do_step(db::Transaction& tx, const Step& step, JobId id, std::uint64_t holder, Pace pace) {
    auto job = tx.row<Job>(held_job, id, holder);
    if (!job || job->state != JobState::running) throw LeaseLost();
    step(tx, *job);
    const bool ended = job->state != JobState::running;
    ensure(
        !ended || job->state == JobState::done || job->state == JobState::failed,
        "a step ends in done or failed"
    );
    const auto finished = ended ? std::optional(tx.now()) : std::nullopt;
    tx.change(
        save_step,
        job->state,
        job->result,
        job->place,
        job->done,
        job->total,
        job->findings,
        finished,
        microseconds(pace.lease),
        id,
        holder
    );
    if (ended) {
        tx.change(drop_parts, id);
        tx.announce({"job." + std::string(json::name_of(job->state)), text_of(id)});
    }
    tx.touch(tag(id));
    return ended;
}

}  // namespace

bool work_once(db::Database& database, const Steps& steps, Pace pace, const std::function<bool()>& stop) {
    // Drawn for each taking, so that a runner that lost its lease cannot mistake the next one's for its own.
    std::uint64_t holder = 0;
    const auto job = database.transact("core.take_job", [&](db::Transaction& tx) {
        holder = tx.new_number();
        return take_one(tx, steps, holder, pace);
    });
    if (!job) return false;
    const auto& step = steps.find(job->kind)->second;
    const auto until = std::chrono::steady_clock::now() + pace.slice;
    std::int64_t pause_seconds = 0;
    try {
        do {
            const bool ended = database.transact(job->kind, [&](db::Transaction& tx) {
                return do_step(tx, step, job->id, holder, pace);
            });
            if (ended) return true;
        } while (std::chrono::steady_clock::now() < until && !stop());
    } catch (const LeaseLost& lost) {
        log::warn("job lost", {{"job", text_of(job->id)}, {"why", lost.what()}});
        return true;
    } catch (const std::exception& fault) {
        log::error(
            "job step failed", {{"job", text_of(job->id)}, {"kind", job->kind}, {"why", fault.what()}}
        );
        pause_seconds = job->attempts;  // longer after each try: 0, 1, 2 …
    }
    database.transact("core.release_job", [&](db::Transaction& tx) {
        tx.change(release_job, pause_seconds, job->id, holder);
        tx.touch(tag(job->id));
    });
    return true;
}

JobRunner::JobRunner(db::Database& database, Steps steps, Pace pace)
    : database_(database), steps_(std::move(steps)), pace_(pace), thread_([this] { run(); }) {}

JobRunner::~JobRunner() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void JobRunner::nudge() {
    {
        const std::scoped_lock lock(mutex_);
        nudged_ = true;
    }
    wake_.notify_all();
}

void JobRunner::run() {
    const db::ThreadUse use;
    const auto stop = [this] {
        const std::scoped_lock lock(mutex_);
        return stopping_;
    };
    while (!stop()) {
        bool worked = false;
        try {
            worked = work_once(database_, steps_, pace_, stop);
        } catch (const std::exception& fault) {
            log::warn("jobs not looked at", {{"why", fault.what()}});
        }
        std::unique_lock lock(mutex_);
        if (!worked) wake_.wait_for(lock, pace_.rest, [this] { return stopping_ || nudged_; });
        nudged_ = false;
    }
}

}  // namespace chophien::jobs
