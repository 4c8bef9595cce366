#include "catalog/ocop/judging.hpp"

#include "catalog/label.hpp"
#include "catalog/ocop/label_acts.hpp"
#include "catalog/ocop/refusals.hpp"
#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"

#include <algorithm>

namespace chophien::catalog::ocop {

namespace {

using accounts::Caller;
using State = ApplicationState;
using Command = ApplicationCommand;

constexpr std::int64_t usual_page = 20;

/// What each guard asks of the council's verdict.
bool fits(ApplicationGuard guard, const Verdict& verdict) {
    switch (guard) {
        case ApplicationGuard::three_or_four:
            return verdict.stars == 3 || verdict.stars == 4;
        case ApplicationGuard::five:
            return verdict.stars == most_stars;
        case ApplicationGuard::fewer_than_five:
            return verdict.stars < most_stars;
        case ApplicationGuard::fewer_than_three:
            return verdict.stars < least_stars;
        case ApplicationGuard::none:
        case ApplicationGuard::ready:
        case ApplicationGuard::reason_given:
        case ApplicationGuard::checked:
        case ApplicationGuard::fit_to_score:
            return true;
    }
    return false;
}

struct Judged {
    Application application;
    Verdict verdict;
};

/// The application and its council's verdict, when the verdict leads to this command.
Result<Judged> judged_for(db::Transaction& tx, const Caller& chair, ApplicationId id, Command command) {
    auto application = held_for(tx, chair, id, command);
    if (!application) return refuse(application);
    if (chair.role != accounts::Role::owner) return refuse(not_the_chair);
    const auto scores = counting_scores(tx, *application);
    if (std::ssize(scores) < least_scorers) return refuse(too_few_scorers);
    auto verdict = *verdict_of(*application, scores);
    const auto actor =
        application->state == State::at_ministry ? ApplicationActor::ministry : ApplicationActor::province;
    if (!fits(step_from(application->state, command, actor)->guard, verdict)) return refuse(other_verdict);
    return Judged{std::move(*application), std::move(verdict)};
}

/// Takes a step that only has a reason to it, after a verdict.
Result<ApplicationView> conclude(
    db::Transaction& tx, const Caller& chair, const ReasonedStep& wish, Command command
) {
    auto judged = judged_for(tx, chair, wish.application, command);
    if (!judged) return refuse(judged);
    if (command == Command::hand_back) ++judged->application.round;
    take_step(tx, chair, judged->application, command, wish.reason);
    return view_of(tx, std::move(judged->application), chair);
}

std::vector<Violation> faults_of_day(Day decided_on, const Application& application, Day today) {
    if (decided_on > today)
        return {
            {"/decided_on", "after_today", "Ngày quyết định không thể sau hôm nay.", "It is after today."}};
    if (decided_on < application.submitted_on.value_or(decided_on))
        return {
            {"/decided_on",
             "before_submission",
             "Ngày quyết định không thể trước ngày nộp hồ sơ.",
             "It is before the application was handed in."}};
    return {};
}

std::int32_t sum_of(const Marks& marks) {
    std::int32_t sum = 0;
    for (const auto& mark : marks) sum += mark.points;
    return sum;
}

}  // namespace

Result<List<store::ApplicationItem>> list_applications(
    db::Transaction& tx, const Caller& caller, const ListApplications& wish
) {
    const auto authority = authority_of(tx, caller);
    if (!authority) return refuse(other_level);
    std::uint64_t after = 0;
    if (wish.after) {
        const auto id = id_from<OfApplication>(*wish.after);
        if (!id) return refuse(ocop::wrong_cursor);
        after = id->number;
    }
    // A communal authority's list begins with what waits for its check, a province's too: those it is to
    // check on a commune's behalf are told by checked_by.
    const auto waits = authority->level == Level::ministry ? State::at_ministry : State::submitted;
    const auto state = wish.state.value_or(waits);
    List<store::ApplicationItem> list;
    if (state == State::draft) return list;  // a draft is its holder's alone
    const auto limit = wish.limit.value_or(usual_page);
    for (const auto& one :
         store::in_state(tx, state, authority->province, authority->commune, after, limit + 1)) {
        if (std::ssize(list.data) == limit) {
            list.page.next = text_of(list.data.back().id);
            break;
        }
        list.data.push_back(one);
    }
    return list;
}

Result<ApplicationView> forward(db::Transaction& tx, const Caller& authority, const CheckApplication& wish) {
    auto application = held_for(tx, authority, wish.application, Command::forward);
    if (!application) return refuse(application);
    application->commune_report = wish.report;
    if (application->commune && !application->sheet_code) {
        const auto year = static_cast<std::int32_t>(tx.today().year());
        const auto number = store::next_sheet_number(tx, *application->commune, year);
        application->sheet_code = sheet_code_of(application->province, *application->commune, number, year);
    }
    ++application->round;
    take_step(tx, authority, *application, Command::forward);
    return view_of(tx, std::move(*application), authority);
}

Result<ApplicationView> send_back(db::Transaction& tx, const Caller& authority, const ReasonedStep& wish) {
    auto application = held_for(tx, authority, wish.application, Command::send_back);
    if (!application) return refuse(application);
    take_step(tx, authority, *application, Command::send_back, wish.reason);
    return view_of(tx, std::move(*application), authority);
}

Result<ApplicationView> score(db::Transaction& tx, const Caller& councillor, const ScoreApplication& wish) {
    auto application = held_for(tx, councillor, wish.application, Command::score);
    if (!application) return refuse(application);
    if (application->holder == councillor.organisation || application->submitted_by == councillor.person)
        return refuse(own_application);
    if (auto faults = faults_of(score_sheet(application->set), wish.marks, true); !faults.empty())
        return refuse(not_as_scored, std::move(faults));
    const auto council = application->state == State::at_ministry ? Level::ministry : Level::province;
    const store::Score given{
        councillor.person,
        councillor.organisation,
        council,
        wish.marks,
        sum_of(wish.marks),
        wish.note,
        tx.now()};
    if (!store::insert_score(tx, *application, given)) return refuse(already_scored);
    take_step(tx, councillor, *application, Command::score);
    return view_of(tx, std::move(*application), councillor);
}

Result<ApplicationView> decide(db::Transaction& tx, const Caller& chair, const DecideApplication& wish) {
    auto judged = judged_for(tx, chair, wish.application, Command::decide);
    if (!judged) return refuse(judged);
    auto& application = judged->application;
    const auto decided_on = wish.decided_on.value_or(tx.today());
    if (auto faults = faults_of_day(decided_on, application, tx.today()); !faults.empty())
        return refuse(not_as_decided, std::move(faults));
    if (!catalog::store::find_product(tx, application.product)) return refuse(unknown_product);
    OcopLabel label;
    label.product = application.product;
    label.stars = judged->verdict.stars;
    label.decision_no = wish.decision_no;
    label.issuer = wish.issuer;
    label.decided_on = decided_on;
    label.standing = LabelStanding::confirmed;
    label.sheet_code = application.sheet_code;
    if (!declare_label(tx, label)) return refuse(label_known);
    application.label = label.id;
    take_step(tx, chair, application, Command::decide);
    keep_act(tx, label, {.act = LabelAct::award}, chair);
    return view_of(tx, std::move(application), chair);
}

Result<ApplicationView> decline(db::Transaction& tx, const Caller& chair, const ReasonedStep& wish) {
    return conclude(tx, chair, wish, Command::decline);
}

Result<ApplicationView> refer(db::Transaction& tx, const Caller& chair, const NameApplication& wish) {
    auto judged = judged_for(tx, chair, wish.application, Command::refer);
    if (!judged) return refuse(judged);
    ++judged->application.round;
    take_step(tx, chair, judged->application, Command::refer);
    return view_of(tx, std::move(judged->application), chair);
}

Result<ApplicationView> hand_back(db::Transaction& tx, const Caller& chair, const ReasonedStep& wish) {
    return conclude(tx, chair, wish, Command::hand_back);
}

}  // namespace chophien::catalog::ocop
