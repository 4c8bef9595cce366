#include "catalog/importing.hpp"

#include "catalog/import_batch.hpp"
#include "catalog/import_undo.hpp"
#include "catalog/naming.hpp"
#include "catalog/refusals.hpp"
#include "core/csv.hpp"

#include <fmt/format.h>

#include <charconv>
#include <unordered_map>

namespace chophien::catalog {

namespace {

using accounts::Caller;

// A part of the input is a slice of the file as it came, after one line of our own: the slice's first line in
// the file, the separator's code, and the rows that repeat an earlier one as line:earlier.
constexpr std::size_t most_part_bytes = std::size_t{256} << 10U;

struct Part {
    std::int64_t first_line = 0;
    char separator = ',';
    std::unordered_map<std::int64_t, std::int64_t> repeats{};
    std::string_view rows;
};

std::int64_t number_at(std::string_view& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (!text.empty()) text.remove_prefix(1);
    return number;
}

Part part_from(std::string_view text) {
    const auto end = text.find('\n');
    ensure(end != std::string_view::npos, "a part has its first line");
    auto head = text.substr(0, end);
    Part part;
    part.rows = text.substr(end + 1);
    part.first_line = number_at(head);
    part.separator = static_cast<char>(number_at(head));
    while (!head.empty()) {
        const auto line = number_at(head);
        part.repeats[line] = number_at(head);
    }
    return part;
}

/// Cuts a file into parts while it is looked through once.
class Cutter {
public:
    Cutter(std::string_view file, char separator) : file_(file), separator_(separator) {}

    void add(std::size_t begin, std::size_t end, std::size_t line, std::optional<std::int64_t> repeats) {
        if (rows_ == rows_of_step || (rows_ > 0 && end - begin_ > most_part_bytes)) close();
        if (rows_ == 0) {
            begin_ = begin;
            head_ = fmt::format("{} {}", line, static_cast<int>(separator_));
        }
        if (repeats) head_ += fmt::format(" {}:{}", line, *repeats);
        ++rows_;
        end_ = end;
    }

    std::vector<std::string> take() {
        if (rows_ > 0) close();
        return std::move(parts_);
    }

private:
    void close() {
        parts_.push_back(head_ + '\n');
        parts_.back().append(file_.substr(begin_, end_ - begin_));
        rows_ = 0;
    }

    std::string_view file_;
    char separator_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::int64_t rows_ = 0;
    std::string head_;
    std::vector<std::string> parts_;
};

struct LookedThrough {
    std::vector<ImportColumn> columns;
    std::vector<std::string> parts;
    std::int64_t rows = 0;
};

tl::unexpected<Refused> wrong_file(std::string_view code, std::string vi, std::string en) {
    return refuse(wrong_import, std::vector{Violation{"/csv", code, std::move(vi), std::move(en)}});
}

// What a row is about, to find rows that say the same thing twice.
std::string key_of(const std::vector<std::string>& cells, const std::vector<ImportColumn>& columns) {
    std::string name;
    std::string pack;
    for (std::size_t at = 0; at < columns.size() && at < cells.size(); ++at) {
        if (columns[at] == ImportColumn::product_name) name = name_identity(cells[at]);
        if (columns[at] == ImportColumn::pack_size) pack = pack_identity(cells[at]);
    }
    return name + '\n' + pack;
}

Result<LookedThrough> look_through(std::string_view file) {
    if (file.size() > most_import_bytes)
        return refuse(
            csv::over_limit,
            fmt::format("Tệp, đọc ra UTF-8, không được quá {} MiB.", most_import_bytes >> 20U),
            fmt::format("A file, read as UTF-8, has at most {} MiB.", most_import_bytes >> 20U)
        );
    const char separator = csv::separator_of(file);
    csv::Reader reader(file, separator);
    std::vector<std::string> cells;
    auto more = reader.next(cells);
    if (!more) return refuse(more);
    if (!*more) return wrong_file("empty", "Tệp không có gì.", "The file is empty.");
    auto columns = columns_of(cells);
    if (!columns) return refuse(columns);
    LookedThrough seen{std::move(*columns), {}, 0};
    Cutter cutter(file, separator);
    std::unordered_map<std::string, std::int64_t> first_lines;
    for (more = reader.next(cells); more && *more; more = reader.next(cells)) {
        if (++seen.rows > most_import_rows)
            return wrong_file(
                "too_many_rows",
                fmt::format("Tệp không được quá {} dòng.", most_import_rows),
                fmt::format("A file has at most {} rows.", most_import_rows)
            );
        const auto line = static_cast<std::int64_t>(reader.line());
        const auto [first, added] = first_lines.emplace(key_of(cells, seen.columns), line);
        cutter.add(
            reader.begin(), reader.end(), reader.line(), added ? std::nullopt : std::optional(first->second)
        );
    }
    if (!more) return refuse(more);
    if (seen.rows == 0)
        return wrong_file("no_rows", "Tệp chỉ có dòng tiêu đề.", "The file has a header and no rows.");
    seen.parts = cutter.take();
    return seen;
}

/// The rows of a part that can be used; what is wrong with the others goes to `report`.
struct PartRows {
    std::vector<ImportRow> good;
    std::int64_t refused = 0;
};

PartRows rows_in(
    const Part& part,
    const std::vector<ImportColumn>& columns,
    const std::function<void(const jobs::Finding&)>& report
) {
    PartRows read;
    csv::Reader reader(part.rows, part.separator);
    std::vector<std::string> cells;
    std::vector<jobs::Finding> findings;
    for (auto more = reader.next(cells); more && *more; more = reader.next(cells)) {
        const auto line = part.first_line + static_cast<std::int64_t>(reader.line()) - 1;
        findings.clear();
        auto row = row_from(line, cells, columns, findings);
        if (const auto repeated = part.repeats.find(line); repeated != part.repeats.end()) {
            findings.push_back(
                {line,
                 std::nullopt,
                 "repeated_row",
                 fmt::format("Cùng sản phẩm và quy cách với dòng {}.", repeated->second),
                 fmt::format("The same product and pack as in line {}.", repeated->second)}
            );
            row.reset();
        }
        for (const auto& finding : findings) report(finding);
        if (row)
            read.good.push_back(std::move(*row));
        else
            ++read.refused;
    }
    return read;
}

template <class T>
T kept_json(const std::string& text) {
    auto read = json::as<T>(std::string_view(text));
    ensure(read.has_value(), "what a job keeps is as it was written");
    return std::move(*read);
}

void import_step(db::Transaction& tx, jobs::Job& job) {
    const auto settings = kept_json<ImportSettings>(job.settings);
    // Negative places are the first look of an import that shall be clean: nothing is written before all rows
    // were seen.
    const bool first_look = job.place < 0;
    auto result = job.result == "{}" ? ImportResult{} : kept_json<ImportResult>(job.result);
    result.dry_run = settings.dry_run;
    const auto number = first_look ? -job.place - 1 : job.place;
    const auto text = jobs::part_of(tx, job.id, number);
    if (text.empty()) {
        if (first_look && result.refused == 0) {
            result = ImportResult{};
            job.place = 0;
        } else {
            result.dry_run = result.dry_run || first_look;
            job.state = jobs::JobState::done;
        }
        job.result = json::text_of(result);
        return;
    }
    // The second look repeats what the first one said of rows that stay drafts.
    const bool second_look = settings.only_if_clean && !settings.dry_run && !first_look;
    const auto report = [&](const jobs::Finding& finding) {
        if (!second_look || finding.code != "left_draft") jobs::report(tx, job, finding);
    };
    const auto rows = rows_in(part_from(text), settings.columns, report);
    ImportContext context{
        {job.owner}, {job.opened_by}, settings.dry_run || first_look, settings.publish, job.id};
    import_batch(tx, context, rows.good, result, report);
    result.refused += rows.refused;
    result.rows += rows.refused;
    job.done += std::ssize(rows.good) + rows.refused;
    job.place += first_look ? -1 : 1;
    job.result = json::text_of(result);
}

}  // namespace

Result<ImportOpened> open_import(db::Transaction& tx, const Caller& seller, const OpenImport& wish) {
    auto seen = look_through(wish.csv);
    if (!seen) return refuse(seen);
    const ImportSettings settings{
        wish.dry_run.value_or(false),
        wish.publish.value_or(true),
        wish.only_if_clean.value_or(false),
        seen->columns};
    const bool two_looks = settings.only_if_clean && !settings.dry_run;
    jobs::NewJob job;
    job.kind = import_kind;
    job.owner = seller.organisation.number;
    job.opened_by = seller.person.number;
    job.settings = json::text_of(settings);
    job.total = seen->rows * (two_looks ? 2 : 1);
    job.place = two_looks ? -1 : 0;
    job.parts = std::move(seen->parts);
    return ImportOpened{jobs::open(tx, job)};
}

Result<ImportOpened> undo_import(db::Transaction& tx, const Caller& seller, const NameImport& wish) {
    const auto import = jobs::lock(tx, wish.import, seller.organisation.number);
    if (!import || import->kind != import_kind) return refuse(jobs::unknown_job);
    if (import->state != jobs::JobState::done || kept_json<ImportResult>(import->result).dry_run)
        return refuse(not_undoable);
    ensure(jobs::mark_undone(tx, wish.import), "a done job can be marked undone");
    jobs::NewJob job;
    job.kind = undo_kind;
    job.owner = seller.organisation.number;
    job.opened_by = seller.person.number;
    job.settings = json::text_of(wish);
    job.total = import_store::journal_products(tx, wish.import);
    return ImportOpened{jobs::open(tx, job)};
}

jobs::Steps import_steps() {
    return {{std::string(import_kind), import_step}, {std::string(undo_kind), undo_step}};
}

Result<ImportResult> import_at_once(
    db::Transaction& tx, accounts::OrganisationId seller, accounts::PersonId person, std::string_view csv
) {
    auto seen = look_through(csv);
    if (!seen) return refuse(seen);
    if (seen->rows > rows_of_step || seen->parts.size() != 1)
        return wrong_file(
            "too_many_rows",
            fmt::format("Nhập ngay chỉ nhận đến {} dòng.", rows_of_step),
            fmt::format("At once, at most {} rows are imported.", rows_of_step)
        );
    std::vector<Violation> faults;
    const auto report = [&](const jobs::Finding& finding) {
        const auto place = fmt::format("/csv/{}/{}", finding.line, finding.column.value_or(""));
        faults.push_back({place, "row", finding.vi, finding.en});
    };
    const auto rows = rows_in(part_from(seen->parts.front()), seen->columns, report);
    ImportResult result;
    if (faults.empty()) import_batch(tx, {seller, person}, rows.good, result, report);
    if (!faults.empty()) return refuse(wrong_import, std::move(faults));
    return result;
}

std::string import_template() {
    std::string file(csv::byte_order_mark);
    std::vector<std::string> names;
    std::vector<std::string> examples;
    for (const auto& heading : import_headings()) {
        names.emplace_back(heading.name_vi);
        examples.emplace_back(heading.example);
    }
    csv::write(file, names);
    csv::write(file, examples);
    return file;
}

}  // namespace chophien::catalog
