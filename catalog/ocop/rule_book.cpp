#include "catalog/ocop/rule_book.hpp"

#include "catalog/ocop/rules_file.hpp"
#include "core/embedded.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <vector>

namespace chophien::catalog::ocop {

namespace {

std::vector<RuleBook> books_of_file() {
    std::vector<RuleBook> books;
    for (const auto& row : rules_file().at("rule_books")) {
        RuleBook book{text_in(row, "decision"), day_from(text_in(row, "from")).value(), {}};
        for (std::size_t at = 0; at < book.deciders.size(); ++at)
            book.deciders[at] = json::from_name<Level>(row.at("deciders").at(at).get<std::string>()).value();
        ensure(books.empty() || books.back().from < book.from, "rule books follow each other");
        books.push_back(book);
    }
    return books;
}

struct GroundWords {
    std::string_view vi;
    std::string_view en;
};

const GroundWords& words_of(Ground ground) {
    static const auto all = [] {
        std::map<Ground, GroundWords> words;
        for (const auto& row : rules_file().at("grounds"))
            words[json::from_name<Ground>(text_in(row, "key")).value()] = {
                text_in(row, "vi"), text_in(row, "en")};
        return words;
    }();
    return all.at(ground);
}

bool is_weekend(Day day) {
    const std::chrono::weekday of(day);
    return of == std::chrono::Saturday || of == std::chrono::Sunday;
}

}  // namespace

const nlohmann::json& rules_file() {
    static const auto file =
        nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-rules.json"));
    return file;
}

std::string_view text_in(const nlohmann::json& row, const char* member) {
    return row.at(member).get_ref<const std::string&>();
}

Level RuleBook::decider_of(std::int32_t stars) const {
    ensure(stars >= least_stars && stars <= most_stars, "only three, four and five stars are decided");
    return deciders[static_cast<std::size_t>(stars - least_stars)];
}

std::span<const RuleBook> rule_books() {
    static const auto books = books_of_file();
    return books;
}

const RuleBook* rule_book_on(Day day) {
    const RuleBook* found = nullptr;
    for (const auto& book : rule_books())
        if (book.from <= day) found = &book;
    return found;
}

Window window_before(Day expires_on) { return {expires_on + -window_opens, expires_on + -window_closes}; }

Day working_days_after(Day day, int count) {
    while (count > 0) {
        day = day + std::chrono::days(1);
        if (!is_weekend(day)) --count;
    }
    return day;
}

bool may_apply(accounts::OrganisationKind kind, const OcopSet& set) {
    using enum accounts::OrganisationKind;
    switch (kind) {
        case cooperative:
        case cooperative_group:
        case enterprise:
        case household:
            return true;
        case cooperative_union:
            return set.group == OcopGroup::tourism;
        case retailer:
        case consumer:
        case authority:
        case certifier:
        case operator_:
            return false;
    }
    return false;
}

std::string_view name_vi(Ground ground) { return words_of(ground).vi; }

std::string_view name_en(Ground ground) { return words_of(ground).en; }

}  // namespace chophien::catalog::ocop
