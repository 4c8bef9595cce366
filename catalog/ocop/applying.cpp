#include "catalog/ocop/applying.hpp"

#include "accounts/communes.hpp"
#include "accounts/organisation_store.hpp"
#include "catalog/label.hpp"
#include "catalog/ocop/refusals.hpp"
#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"
#include "core/json.hpp"
#include "core/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace chophien::catalog::ocop {

namespace {

using accounts::Caller;

constexpr std::int64_t usual_page = 20;

Violation not_fit(std::string pointer, std::string_view code, std::string vi, std::string en) {
    return {std::move(pointer), code, std::move(vi), std::move(en)};
}

std::vector<Violation> why_not_eligible(const accounts::Organisation& holder, const Product& product) {
    std::vector<Violation> why;
    if (!product.ocop_set)
        why.push_back(not_fit(
            "/product", "no_set", "Sản phẩm chưa chọn bộ sản phẩm OCOP.", "The product has no OCOP set yet."
        ));
    else if (!may_apply(holder.kind, ocop_set(*product.ocop_set)))
        why.push_back(not_fit(
            "/product",
            "wrong_kind",
            "Loại hình tổ chức này không thuộc chủ thể OCOP.",
            "This kind of organisation cannot be an OCOP holder."
        ));
    if (!holder.says.province)
        why.push_back(not_fit(
            "/product",
            "no_province",
            "Chủ thể chưa khai tỉnh, thành phố.",
            "The holder has named no province."
        ));
    return why;
}

/// Whether the asking fits the label the product has today. Refuses: wrong_asking, outside_window.
Result<Nothing> check_asking(db::Transaction& tx, const Application& application) {
    const auto now = labels_now(labels_of(tx, application.product), tx.today()).current;
    const bool labelled = now.has_value();
    if ((application.asking == Asking::first) == labelled) return refuse(wrong_asking);
    if (application.asking == Asking::upgrade && now->stars == most_stars) return refuse(wrong_asking);
    if (application.asking != Asking::re_evaluation || now->first_expires_on) return Nothing{};
    const auto window = window_before(now->expires_on);
    if (!window.contains(tx.today()))
        return refuse(
            outside_window,
            fmt::format(
                "Nhãn này: từ {} đến {}.", chophien::text_of(window.first), chophien::text_of(window.last)
            ),
            fmt::format(
                "This label: from {} to {}.", chophien::text_of(window.first), chophien::text_of(window.last)
            )
        );
    return Nothing{};
}

/// Whether the commune it was handed to has an authority that works.
bool has_communal_authority(db::Transaction& tx, const Application& application) {
    if (!application.commune) return false;
    const auto communal = accounts::authority_of_commune(tx, *application.commune);
    return communal && communal->active && communal->province == application.province;
}

/// Whose check a submitted application waits for: where the commune has no authority here, or its authority
/// is suspended, the province's on its behalf.
Level checker_of(db::Transaction& tx, const Application& application) {
    return has_communal_authority(tx, application) ? Level::commune : Level::province;
}

ApplicationActor actor_of(
    db::Transaction& tx, const std::optional<Authority>& authority, const Application& application
) {
    if (!authority) return ApplicationActor::holder;
    if (authority->level == Level::commune) return ApplicationActor::commune;
    if (authority->level == Level::ministry) return ApplicationActor::ministry;
    const bool stands_in =
        application.state == ApplicationState::submitted && checker_of(tx, application) == Level::province;
    return stands_in ? ApplicationActor::commune : ApplicationActor::province;
}

/// Fixes the commune an application is handed to: the one named, or where it was before, or the holder's own.
/// Another commune gives it another sheet code. Refuses: not_as_handed_in.
Result<Nothing> hand_to_commune(
    db::Transaction& tx, Application& application, std::optional<std::string> commune
) {
    if (!commune) commune = application.commune;
    if (!commune) {
        const auto holder = accounts::store::find(tx, application.holder);
        ensure(holder.has_value(), "an application's holder is there");
        commune = holder->says.commune;
    }
    if (!commune || !is_commune_code(*commune))
        return refuse(
            not_as_handed_in,
            {not_fit(
                "/commune",
                "no_commune",
                "Cần nêu xã nhận hồ sơ: mã 5 chữ số.",
                "The commune it is handed to is needed: a code of five digits."
            )}
        );
    const auto communal = accounts::authority_of_commune(tx, *commune);
    if (communal && communal->province != application.province)
        return refuse(
            not_as_handed_in,
            {not_fit(
                "/commune",
                "other_province",
                "Xã này thuộc tỉnh khác với tỉnh của chủ thể.",
                "That commune is in another province than the holder."
            )}
        );
    if (application.commune != commune) application.sheet_code.reset();
    application.commune = std::move(commune);
    return Nothing{};
}

bool may_see(
    const Caller& caller, const std::optional<Authority>& authority, const Application& application
) {
    if (application.holder == caller.organisation) return true;
    return authority && application.submitted_on &&
           authority->sees(application.province, application.commune);
}

}  // namespace

std::vector<store::Score> counting_scores(db::Transaction& tx, const Application& application) {
    auto scores = store::scores_of(tx, application.id, application.round);
    if (!scores.empty() || application.round < 2 || application.state == ApplicationState::at_ministry)
        return scores;
    auto before = store::scores_of(tx, application.id, application.round - 1);
    if (!before.empty() && before.front().council == Level::ministry) return before;
    return scores;
}

std::optional<Verdict> verdict_of(const Application& application, const std::vector<store::Score>& scores) {
    if (scores.empty()) return std::nullopt;
    std::vector<Marks> sheets;
    for (const auto& score : scores) sheets.push_back(score.marks);
    return judge(score_sheet(application.set), sheets);
}

ApplicationView view_of(db::Transaction& tx, Application application, const Caller& reader) {
    // A councillor's sheet is not the holder's to see while the council sits, nor the commune's.
    const auto authority = authority_of(tx, reader);
    const bool of_council =
        authority && authority->level != Level::commune && application.holder != reader.organisation;
    const bool open_to_reader = of_council || is_over(application.state);
    const auto scores = open_to_reader ? counting_scores(tx, application) : std::vector<store::Score>{};
    const auto verdict = verdict_of(application, scores);
    std::optional<Level> checked_by;
    if (application.state == ApplicationState::submitted) checked_by = checker_of(tx, application);
    ApplicationView view{
        .id = application.id,
        .product = application.product,
        .holder = application.holder,
        .set = application.set,
        .province = std::move(application.province),
        .commune = std::move(application.commune),
        .sheet_code = std::move(application.sheet_code),
        .checked_by = checked_by,
        .asking = application.asking,
        .state = application.state,
        .round = application.round,
        .self_score = view_of(judge(score_sheet(application.set), std::span(&application.dossier.marks, 1))),
        .commune_report = std::move(application.commune_report),
        .check_due_on = application.check_due_on,
        .submitted_on = application.submitted_on,
        .reason = std::move(application.reason),
        .version = application.version,
        .created_at = application.created_at,
        .updated_at = application.updated_at,
    };
    view.dossier = std::move(application.dossier);
    for (const auto& score : scores)
        view.scores.push_back({score.council, score.scorer, score.points, score.note, score.at});
    if (verdict) view.verdict = view_of(*verdict);
    if (application.label) view.label = application.label;
    for (auto& line : store::steps_of(tx, application.id))
        view.history.push_back({line.at, line.command, line.to, std::move(line.reason)});
    return view;
}

Result<Application> held_for(
    db::Transaction& tx, const Caller& caller, ApplicationId id, ApplicationCommand command
) {
    const auto authority = authority_of(tx, caller);
    auto application = store::lock(tx, id);
    if (!application || !may_see(caller, authority, *application)) return refuse(unknown_application);
    const auto actor = actor_of(tx, authority, *application);
    if (step_from(application->state, command, actor) == nullptr) {
        using enum ApplicationActor;
        const bool of_another_level =
            actor != holder && std::ranges::any_of(std::array{commune, province, ministry}, [&](auto other) {
                return step_from(application->state, command, other) != nullptr;
            });
        if (of_another_level) return refuse(other_level);
        return refuse(wrong_step);
    }
    return std::move(*application);
}

void take_step(
    db::Transaction& tx,
    const Caller& caller,
    Application& application,
    ApplicationCommand command,
    const std::optional<std::string>& reason
) {
    const auto* step =
        step_from(application.state, command, actor_of(tx, authority_of(tx, caller), application));
    ensure(step != nullptr, "a step is taken only after held_for");
    application.state = step->to;
    if (reason) application.reason = reason;
    store::update(tx, application);
    store::append_step(tx, application, command, caller, reason);
    tx.announce(
        {fmt::format("ocop_application.{}", json::name_of(command)),
         text_of(application.id),
         fmt::format(
             R"({{"product":"{}","holder":"{}","state":"{}"}})",
             text_of(application.product),
             text_of(application.holder),
             json::name_of(application.state)
         )}
    );
    tx.touch(tag(application.id));
}

Result<ApplicationView> open_application(
    db::Transaction& tx, const Caller& holder, const OpenApplication& wish
) {
    const auto product = catalog::store::find_product(tx, wish.product);
    if (!product || product->seller != holder.organisation) return refuse(unknown_product);
    const auto organisation = accounts::store::find(tx, holder.organisation);
    ensure(organisation.has_value(), "a caller's organisation is there");
    if (auto why = why_not_eligible(*organisation, *product); !why.empty())
        return refuse(not_eligible, std::move(why));
    Application application{
        .id = tx.new_id<OfApplication>(),
        .product = product->id,
        .holder = holder.organisation,
        .set = *product->ocop_set,
        .province = *organisation->says.province,
        .asking = wish.asking,
        .created_at = tx.now(),
        .updated_at = tx.now(),
    };
    if (!store::insert(tx, application)) return refuse(already_open);
    tx.announce({"ocop_application.opened", text_of(application.id)});
    tx.touch(tag(application.id));
    return view_of(tx, std::move(application), holder);
}

Result<ApplicationView> assess(db::Transaction& tx, const Caller& holder, const AssessApplication& wish) {
    auto application = held_for(tx, holder, wish.application, ApplicationCommand::assess);
    if (!application) return refuse(application);
    if (wish.expected_version && *wish.expected_version != application->version)
        return refuse(ocop::changed_meanwhile);
    Dossier dossier{wish.marks, wish.evidence};
    if (auto faults = faults_of(score_sheet(application->set), dossier, false); !faults.empty())
        return refuse(not_as_scored, std::move(faults));
    application->dossier = std::move(dossier);
    take_step(tx, holder, *application, ApplicationCommand::assess);
    return view_of(tx, std::move(*application), holder);
}

Result<ApplicationView> submit(db::Transaction& tx, const Caller& holder, const SubmitApplication& wish) {
    auto application = held_for(tx, holder, wish.application, ApplicationCommand::submit);
    if (!application) return refuse(application);
    if (!holder.verified) return refuse(not_verified);
    if (auto faults = faults_of(score_sheet(application->set), application->dossier, true); !faults.empty())
        return refuse(not_as_scored, std::move(faults));
    if (auto handed = hand_to_commune(tx, *application, wish.commune); !handed) return refuse(handed);
    if (auto fits = check_asking(tx, *application); !fits) return refuse(fits);
    application->submitted_on = tx.today();
    application->submitted_by = holder.person;
    application->check_due_on = working_days_after(tx.today(), check_working_days);
    take_step(tx, holder, *application, ApplicationCommand::submit);
    return view_of(tx, std::move(*application), holder);
}

Result<ApplicationView> withdraw_application(
    db::Transaction& tx, const Caller& holder, const NameApplication& wish
) {
    auto application = held_for(tx, holder, wish.application, ApplicationCommand::withdraw);
    if (!application) return refuse(application);
    take_step(tx, holder, *application, ApplicationCommand::withdraw);
    return view_of(tx, std::move(*application), holder);
}

Result<ApplicationView> show_application(
    db::Transaction& tx, const Caller& caller, const NameApplication& wish
) {
    auto application = store::find(tx, wish.application);
    if (!application || !may_see(caller, authority_of(tx, caller), *application))
        return refuse(unknown_application);
    return view_of(tx, std::move(*application), caller);
}

Result<List<store::ApplicationItem>> list_own_applications(
    db::Transaction& tx, const Caller& holder, const ListOwnApplications& wish
) {
    auto before = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (wish.after) {
        const auto id = id_from<OfApplication>(*wish.after);
        if (!id) return refuse(ocop::wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    const auto found = store::of_holder(tx, holder.organisation, before, limit + 1);
    List<store::ApplicationItem> list;
    for (const auto& one : found) {
        if (std::ssize(list.data) == limit) {
            list.page.next = text_of(list.data.back().id);
            break;
        }
        list.data.push_back(one);
    }
    return list;
}

}  // namespace chophien::catalog::ocop
