// A bank statement as a file: the canonical columns into lines, with everything that does not hold together
// named at once.
#include "core/csv.hpp"
#include "core/text.hpp"
#include "payments/bank_lines.hpp"
#include "payments/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace chophien::payments {

namespace {

constexpr std::array columns{
    std::string_view("account"),
    std::string_view("booked_at"),
    std::string_view("value_date"),
    std::string_view("direction"),
    std::string_view("amount_vnd"),
    std::string_view("balance_after_vnd"),
    std::string_view("bank_ref"),
    std::string_view("memo"),
    std::string_view("counter_account"),
    std::string_view("counter_bank_bin"),
    std::string_view("counter_name"),
};
constexpr std::array needed{
    std::string_view("account"),
    std::string_view("booked_at"),
    std::string_view("direction"),
    std::string_view("amount_vnd"),
    std::string_view("bank_ref"),
};

std::optional<std::int64_t> dong(std::string_view digits) {
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), amount);
    if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty() || digits[0] == '-')
        return std::nullopt;
    if (amount > Money::limit) return std::nullopt;
    return amount;
}

/// One record by its columns' names, and what is wrong with it.
class Record {
public:
    Record(
        std::size_t line,
        const std::map<std::string, std::size_t>& places,
        const std::vector<std::string>& fields
    )
        : line_(line), places_(places), fields_(fields) {}

    std::string at(std::string_view column) const {
        const auto place = places_.find(std::string(column));
        if (place == places_.end() || place->second >= fields_.size()) return {};
        return text::tidy(csv::as_typed(fields_[place->second]));
    }

    void wrong(std::string_view column, std::string_view code, std::string vi, std::string en) {
        violations_.push_back({fmt::format("/lines/{}/{}", line_, column), code, std::move(vi), std::move(en)}
        );
    }

    std::vector<Violation> take() { return std::move(violations_); }

private:
    std::size_t line_;
    const std::map<std::string, std::size_t>& places_;
    const std::vector<std::string>& fields_;
    std::vector<Violation> violations_;
};

bool plain(std::string_view text, std::string_view signs) {
    return std::ranges::all_of(text, [&](char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
               signs.find(sign) != std::string_view::npos;
    });
}

// 1.23E+15 is what a spreadsheet makes of a long reference: what it stood for is lost.
bool became_a_number(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 2 >= text.size() || text[e + 1] != '+') return false;
    const auto digits = [](std::string_view part) {
        return std::ranges::all_of(part, [](char sign) {
            return (sign >= '0' && sign <= '9') || sign == '.' || sign == ',';
        });
    };
    return digits(text.substr(0, e)) && digits(text.substr(e + 2));
}

std::optional<std::string> some(std::string text) {
    if (text.empty()) return std::nullopt;
    return text;
}

LineIn line_from(Record& record) {
    LineIn line;
    line.account = record.at("account");
    if (line.account.empty() || line.account.size() > 24 || !plain(line.account, ""))
        record.wrong(
            "account", "wrong_account", "Số tài khoản không đúng.", "This is not an account number."
        );
    const auto booked = instant_from(record.at("booked_at"));
    if (!booked)
        record.wrong(
            "booked_at",
            "wrong_time",
            "Cần ngày giờ ISO 8601 có múi giờ, như 2026-11-21T09:30:00+07:00.",
            "A time with its offset is needed, as 2026-11-21T09:30:00+07:00."
        );
    line.booked_at = booked.value_or(Instant{});
    const auto direction = json::from_name<Direction>(record.at("direction"));
    if (!direction)
        record.wrong("direction", "wrong_direction", "Phải là in hoặc out.", "It must be in or out.");
    line.direction = direction.value_or(Direction::in);
    const auto amount = dong(record.at("amount_vnd"));
    if (!amount)
        record.wrong(
            "amount_vnd",
            "wrong_amount",
            "Cần số tiền chỉ gồm chữ số.",
            "An amount of digits alone is needed."
        );
    line.amount = vnd(amount.value_or(0));
    line.bank_ref = record.at("bank_ref");
    if (became_a_number(line.bank_ref))
        record.wrong(
            "bank_ref",
            "reference_became_number",
            "Bảng tính đã đổi mã giao dịch thành số; hãy xuất lại cột này dạng văn bản.",
            "A spreadsheet turned the reference into a number; export this column as text."
        );
    else if (line.bank_ref.empty() || line.bank_ref.size() > 64 || !plain(line.bank_ref, "./-_:#+"))
        record.wrong(
            "bank_ref", "wrong_reference", "Mã giao dịch không đúng.", "This is not a bank reference."
        );
    line.memo = some(record.at("memo"));
    if (line.memo && text::characters(*line.memo) > 500)
        record.wrong("memo", "too_long", "Không được quá 500 ký tự.", "It must have at most 500 characters.");
    line.counter_account = some(record.at("counter_account").substr(0, 40));
    line.counter_bank_bin = some(record.at("counter_bank_bin").substr(0, 11));
    auto name = record.at("counter_name");
    if (text::characters(name) > 120)
        record.wrong(
            "counter_name", "too_long", "Không được quá 120 ký tự.", "It must have at most 120 characters."
        );
    line.counter_name = some(std::move(name));
    return line;
}

Result<std::map<std::string, std::size_t>> header(const std::vector<std::string>& fields) {
    std::map<std::string, std::size_t> places;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const auto name = text::tidy(fields[at]);
        if (std::ranges::find(columns, std::string_view(name)) != columns.end()) places.emplace(name, at);
    }
    std::vector<Violation> missing;
    for (const auto column : needed)
        if (!places.contains(std::string(column)))
            missing.push_back(
                {fmt::format("/csv/{}", column),
                 "missing_column",
                 fmt::format("Thiếu cột {}.", column),
                 fmt::format("The column {} is missing.", column)}
            );
    if (!missing.empty()) return refuse(statement_broken, std::move(missing));
    return places;
}

}  // namespace

Result<LinesRecorded> record_statement(
    db::Transaction& tx, const accounts::Caller& caller, const RecordStatement& request
) {
    csv::Reader reader(request.csv, csv::separator_of(request.csv));
    std::vector<std::string> fields;
    auto more = reader.next(fields);
    if (!more) return refuse(more);
    if (!*more) fields.clear();
    auto places = header(fields);
    if (!places) return refuse(places);
    RecordLines lines;
    std::vector<Violation> violations;
    std::map<std::string, std::int64_t> balances;  // of each account, after the line before
    for (more = reader.next(fields); more && *more; more = reader.next(fields)) {
        if (lines.lines.size() == most_lines)
            return refuse(
                csv::over_limit,
                fmt::format("Tối đa {} dòng một lần.", most_lines),
                fmt::format("At most {} lines at once.", most_lines)
            );
        Record record(lines.lines.size(), *places, fields);
        auto line = line_from(record);
        const auto balance_text = record.at("balance_after_vnd");
        const auto balance = dong(balance_text);
        const auto signed_amount = line.direction == Direction::in ? line.amount.minor : -line.amount.minor;
        const auto before = balances.find(line.account);
        if (!balance_text.empty() && !balance)
            record.wrong(
                "balance_after_vnd",
                "wrong_amount",
                "Cần số dư chỉ gồm chữ số.",
                "A balance of digits is needed."
            );
        else if (balance && before != balances.end() && before->second + signed_amount != *balance)
            record.wrong(
                "balance_after_vnd",
                "balance_does_not_follow",
                "Số dư không khớp với dòng trước: có thể thiếu dòng.",
                "The balance does not follow from the line before: a line may be missing."
            );
        if (balance)
            balances.insert_or_assign(line.account, *balance);
        else if (before != balances.end())
            before->second += signed_amount;
        auto wrong = record.take();
        violations.insert(
            violations.end(), std::make_move_iterator(wrong.begin()), std::make_move_iterator(wrong.end())
        );
        lines.lines.push_back(std::move(line));
    }
    if (!more) return refuse(more);
    if (!violations.empty()) return refuse(statement_broken, std::move(violations));
    if (lines.lines.empty()) return LinesRecorded{};
    return record_lines(tx, caller, lines);
}

}  // namespace chophien::payments
