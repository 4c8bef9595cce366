#include "catalog/ocop/application.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog::ocop {

namespace {

using State = ApplicationState;
using Command = ApplicationCommand;
using Actor = ApplicationActor;
using Guard = ApplicationGuard;

constexpr std::array steps{
    ApplicationStep{State::draft, Command::assess, Actor::holder, Guard::none, State::draft},
    ApplicationStep{State::draft, Command::submit, Actor::holder, Guard::ready, State::submitted},
    ApplicationStep{State::draft, Command::withdraw, Actor::holder, Guard::none, State::withdrawn},
    ApplicationStep{State::returned, Command::assess, Actor::holder, Guard::none, State::returned},
    ApplicationStep{State::returned, Command::submit, Actor::holder, Guard::ready, State::submitted},
    ApplicationStep{State::returned, Command::withdraw, Actor::holder, Guard::none, State::withdrawn},
    ApplicationStep{State::submitted, Command::withdraw, Actor::holder, Guard::none, State::withdrawn},
    ApplicationStep{
        State::submitted, Command::send_back, Actor::commune, Guard::reason_given, State::returned},
    ApplicationStep{State::submitted, Command::forward, Actor::commune, Guard::checked, State::at_province},
    ApplicationStep{
        State::at_province, Command::send_back, Actor::province, Guard::reason_given, State::returned},
    ApplicationStep{
        State::at_province, Command::score, Actor::province, Guard::fit_to_score, State::at_province},
    ApplicationStep{
        State::at_province, Command::decide, Actor::province, Guard::three_or_four, State::recognised},
    ApplicationStep{
        State::at_province,
        Command::decline,
        Actor::province,
        Guard::fewer_than_three,
        State::not_recognised},
    ApplicationStep{State::at_province, Command::refer, Actor::province, Guard::five, State::at_ministry},
    ApplicationStep{
        State::at_ministry, Command::score, Actor::ministry, Guard::fit_to_score, State::at_ministry},
    ApplicationStep{State::at_ministry, Command::decide, Actor::ministry, Guard::five, State::recognised},
    ApplicationStep{
        State::at_ministry, Command::hand_back, Actor::ministry, Guard::fewer_than_five, State::at_province},
};

bool is_link(std::string_view text) {
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    return web && text.find_first_of(" \"<>\\") == std::string_view::npos;
}

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f');
    });
}

}  // namespace

std::span<const ApplicationStep> application_steps() { return steps; }

const ApplicationStep* step_from(State from, Command command, Actor by) {
    const auto found = std::ranges::find_if(steps, [&](const ApplicationStep& step) {
        return step.from == from && step.command == command && step.by == by;
    });
    return found == steps.end() ? nullptr : &*found;
}

bool is_over(State state) {
    return std::ranges::none_of(steps, [&](const ApplicationStep& step) { return step.from == state; });
}

std::vector<Violation> faults_of(const ScoreSheet& sheet, const Dossier& dossier, bool whole) {
    auto faults = faults_of(sheet, dossier.marks, whole);
    for (std::size_t at = 0; at < dossier.evidence.size(); ++at) {
        const auto& paper = dossier.evidence[at];
        if (find_criterion(sheet, paper.criterion) == nullptr)
            faults.push_back(
                {fmt::format("/evidence/{}/criterion", at),
                 "other_set",
                 fmt::format("Bộ {} không có tiêu chí này.", sheet.set->number),
                 fmt::format("Set {} has no such criterion.", sheet.set->number)}
            );
        if (paper.link && !is_link(*paper.link))
            faults.push_back(
                {fmt::format("/evidence/{}/link", at),
                 "no_link",
                 "Đường dẫn phải bắt đầu bằng http:// hoặc https://.",
                 "A link begins with http:// or https://."}
            );
        if (paper.file_sha256 && !is_hex(*paper.file_sha256))
            faults.push_back(
                {fmt::format("/evidence/{}/file_sha256", at),
                 "no_digest",
                 "Mã băm SHA-256 gồm 64 chữ số hex viết thường.",
                 "A SHA-256 digest is 64 small hexadecimal digits."}
            );
    }
    return faults;
}

std::string sheet_code_of(
    std::string_view province, std::string_view commune, std::int64_t number, std::int32_t year
) {
    return fmt::format("{}-{}-{:02}-{}", province, commune, number, year);
}

}  // namespace chophien::catalog::ocop
