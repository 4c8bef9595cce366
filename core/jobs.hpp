// Durable background jobs: what takes more than one transaction (an import, an export, a recall's notices). A
// job is a row; any node takes it under a lease, does it step by step, and a dead node's job is taken over
// where it stopped.
//
// A step is one transaction of bounded size. What it did and how far the job got commit together, so that
// going on after a crash neither loses nor repeats anything.
//
//     waiting ──taken──▶ running ──last step──▶ done ──undone by another job──▶ undone
//        ▲                 │  └──five tries at one step──▶ failed
//        └──slice over, or a step threw
#pragma once

#include "core/db/database.hpp"
#include "core/json.hpp"
#include "core/list.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace chophien::jobs {

struct OfJob {
    static constexpr std::string_view prefix = "job";
};

using JobId = Id<OfJob>;

enum class JobState : std::uint8_t { waiting, running, done, failed, undone };

/// One thing the job found in its input. Line 0: in none.
struct Finding {
    std::int64_t line = 0;
    std::optional<std::string> column{};
    std::string code;
    std::string vi;
    std::string en;
};

/// A job as its steps see it. They move `place`, `done` and `result` on and say when it is done.
struct Job {
    JobId id;
    std::string kind;
    std::uint64_t owner = 0;      ///< organisation, 0 for the market's own
    std::uint64_t opened_by = 0;  ///< person
    JobState state = JobState::waiting;
    std::string settings;  ///< JSON, as opened
    std::string result;    ///< JSON object, as far as it got
    std::int64_t place = 0;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::int64_t findings = 0;
    std::int64_t attempts = 0;
};

struct NewJob {
    std::string kind;
    std::uint64_t owner = 0;
    std::uint64_t opened_by = 0;
    std::string settings = "{}";
    std::int64_t total = 0;
    std::int64_t place = 0;            ///< where the first step begins
    std::vector<std::string> parts{};  ///< the input, cut so that one step takes one
};

/// A job as its owner sees it.
struct JobView {
    JobId id;
    std::string kind;
    JobState state = JobState::waiting;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::int64_t findings = 0;
    json::Document result;
    Instant created_at;
    std::optional<Instant> started_at{};
    std::optional<Instant> finished_at{};
};

inline constexpr Refusal unknown_job{
    "jobs/unknown-job", Kind::not_found, {"Không có công việc này.", "There is no such job."}};
inline constexpr std::array refusals{&unknown_job};

inline constexpr std::int64_t findings_kept = 1000;  ///< of one job; the rest are only counted
inline constexpr std::int64_t most_attempts = 5;     ///< at one step, then the job has failed

JobId open(db::Transaction& tx, const NewJob& job);

/// Refuses: unknown_job (also another organisation's).
Result<JobView> find(db::Transaction& tx, JobId id, std::uint64_t owner);
/// In the order they were found, after the cursor. Refuses: unknown_job, unknown cursors as an empty list.
Result<List<Finding>> findings_of(
    db::Transaction& tx,
    JobId id,
    std::uint64_t owner,
    const std::optional<std::string>& after,
    std::int64_t limit
);

/// One part of the input; empty when there is none of that number.
std::string part_of(db::Transaction& tx, JobId id, std::int64_t number);

/// Counts a finding and keeps it when it is among the first.
void report(db::Transaction& tx, Job& job, const Finding& finding);

/// The job's row, locked, for what another job does about it (undoing). None when it is not the owner's.
std::optional<Job> lock(db::Transaction& tx, JobId id, std::uint64_t owner);
/// Marks a done job undone. False when it was not done.
bool mark_undone(db::Transaction& tx, JobId id);

/// Drops finished jobs older than 90 days with their findings, at most a hundred at a time; how many went.
std::uint64_t forget_old(db::Transaction& tx);

/// One bounded piece of work. A transient fault runs it again; any other exception counts as a try.
using Step = std::function<void(db::Transaction& tx, Job& job)>;
using Steps = std::map<std::string, Step, std::less<>>;

struct Pace {
    std::chrono::milliseconds lease{30'000};  ///< after its last sign of life, a job is anybody's
    std::chrono::milliseconds slice{2'000};   ///< then another waiting job has its turn
    std::chrono::milliseconds rest{500};      ///< between looks when nothing waits
};

/// Takes jobs of the kinds it knows and does them, one at a time, on its own thread.
class JobRunner {
public:
    JobRunner(db::Database& database, Steps steps, Pace pace = {});
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    /// A job was opened here; look now.
    void nudge();

private:
    void run();

    db::Database& database_;
    Steps steps_;
    Pace pace_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool nudged_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

/// Takes the next waiting or abandoned job and works on it until it is done, has failed, its slice is over or
/// `stop` says so. False when there was none to take. For the runner, for loaders that wait, and for tests.
bool work_once(
    db::Database& database,
    const Steps& steps,
    Pace pace = {},
    const std::function<bool()>& stop = [] { return false; }
);

}  // namespace chophien::jobs

namespace chophien::json {

template <>
struct Names<jobs::JobState> {
    using enum jobs::JobState;
    static constexpr std::array of{
        std::pair{waiting, std::string_view("waiting")},
        std::pair{running, std::string_view("running")},
        std::pair{done, std::string_view("done")},
        std::pair{failed, std::string_view("failed")},
        std::pair{undone, std::string_view("undone")},
    };
};

template <>
struct Shape<jobs::Finding> {
    using Of = jobs::Finding;
    static constexpr std::string_view name = "Finding";
    static constexpr auto fields = std::tuple{
        field("line", &Of::line, "The line of the input; 0 when it is about none."),
        field("column", &Of::column, "The column, by its name in the header."),
        field("code", &Of::code, "A stable word for what is wrong."),
        field("vi", &Of::vi, "What is wrong, in Vietnamese."),
        field("en", &Of::en, "The same in English."),
    };
};

template <>
struct Shape<jobs::JobView> {
    using Of = jobs::JobView;
    static constexpr std::string_view name = "Job";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The job."),
        field("kind", &Of::kind, "What it does, as catalog.import."),
        field("state", &Of::state, "waiting, running, done, failed or undone."),
        field("done", &Of::done, "How much of it is done."),
        field("total", &Of::total, "How much there is to do."),
        field("findings", &Of::findings, "How many things were found wrong; see /v1/jobs/{job}/findings."),
        field("result", &Of::result, "What came of it so far."),
        field("created_at", &Of::created_at, "When it was asked for."),
        field("started_at", &Of::started_at, "When it was first taken up."),
        field("finished_at", &Of::finished_at, "When it ended."),
    };
};

}  // namespace chophien::json
