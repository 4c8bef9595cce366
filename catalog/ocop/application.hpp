// An application for OCOP stars: its life as one table, from the holder's self-assessment to a decision.
// Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/ocop/scoring.hpp"
#include "core/clock.hpp"
#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

struct OfApplication {
    static constexpr std::string_view prefix = "oca";
};

using ApplicationId = Id<OfApplication>;

/// What it asks for (Mẫu 01).
enum class Asking : std::uint8_t { first, upgrade, re_evaluation };

/// Where an application stands.
enum class ApplicationState : std::uint8_t {
    draft,           ///< the holder assesses itself
    submitted,       ///< waits for the commune's check
    returned,        ///< sent back to the holder with reasons
    at_province,     ///< before the provincial council
    at_ministry,     ///< 90 points or more in the province: before the ministry's council
    recognised,      ///< decided: a label was made
    not_recognised,  ///< decided: fewer than 3 stars
    withdrawn,       ///< the holder took it back
};

enum class ApplicationCommand : std::uint8_t {
    assess,
    submit,
    withdraw,
    send_back,
    forward,
    score,
    decide,
    decline,
    refer,
    hand_back,
};

/// On whose behalf a command comes.
enum class ApplicationActor : std::uint8_t { holder, commune, province, ministry };

/// What must hold besides the state.
enum class ApplicationGuard : std::uint8_t {
    none,
    ready,  ///< every criterion has its points, and the asking fits the product's label today
    reason_given,
    checked,        ///< the commune's four assessments are there
    fit_to_score,   ///< the scorer is of another organisation, did not submit it, has not scored this round
    three_or_four,  ///< the council's verdict, gates and all
    five,
    fewer_than_five,
    fewer_than_three,
};

struct ApplicationStep {
    ApplicationState from;
    ApplicationCommand command;
    ApplicationActor by;
    ApplicationGuard guard;
    ApplicationState to;
};

/// The whole table; what is not in it cannot happen. Where a commune has no authority here, its province
/// takes the commune's part (README).
std::span<const ApplicationStep> application_steps();

/// The row for it, or none.
const ApplicationStep* step_from(ApplicationState from, ApplicationCommand command, ApplicationActor by);

/// Nothing can happen to it any more.
bool is_over(ApplicationState state);

/// The kinds of paper Mẫu 02 lists.
enum class EvidenceKind : std::uint8_t {
    business_registration,
    production_conditions,
    raw_material,
    environment,
    labour,
    rating_or_accounts,
    intellectual_property,
    market,
    advertising,
    story,
    quality_declaration,
    test_report,
    traceability_code,
    quality_certificate,
    award,
};

/// One paper behind a criterion: words, and where it is or what its file's digest is.
struct Evidence {
    std::string criterion;
    EvidenceKind kind{};
    std::string note;
    std::optional<std::string> link{};
    std::optional<std::string> file_sha256{};
};

struct Dossier {
    Marks marks;
    std::vector<Evidence> evidence;
};

/// What is wrong with it, all at once: faults_of its marks, evidence for criteria of another set, links that
/// are none.
std::vector<Violation> faults_of(const ScoreSheet& sheet, const Dossier& dossier, bool whole);

/// What the commune found (art. 5).
struct CommuneReport {
    std::string local_origin;
    std::string local_labour;
    std::string idea_origin;
    std::string local_identity;
};

struct Application {
    ApplicationId id;
    ProductId product;
    accounts::OrganisationId holder;
    std::int32_t set = 0;
    std::string province;                  ///< the holder's; code of today
    std::optional<std::string> commune{};  ///< it was handed to; code of today
    std::optional<std::string> sheet_code{};
    Asking asking{};
    ApplicationState state = ApplicationState::draft;
    std::int32_t round = 0;  ///< of scoring: every time it comes before a council
    std::int64_t version = 1;
    Dossier dossier{};
    std::optional<CommuneReport> commune_report{};
    std::optional<Day> check_due_on{};  ///< the last day of the commune's check
    std::optional<Day> submitted_on{};
    accounts::PersonId submitted_by{};
    std::optional<std::string> reason{};  ///< of the latest step that needed one
    LabelId label{};                      ///< the decision it ended in
    Instant created_at{};
    Instant updated_at{};
};

/// (T)-(X)-(STT)-20YY: province, commune, the commune's running number and the year (Mẫu of the score sheet).
std::string sheet_code_of(
    std::string_view province, std::string_view commune, std::int64_t number, std::int32_t year
);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Names<catalog::ocop::Asking> {
    using enum catalog::ocop::Asking;
    static constexpr std::array of{
        std::pair{first, std::string_view("first")},
        std::pair{upgrade, std::string_view("upgrade")},
        std::pair{re_evaluation, std::string_view("re_evaluation")},
    };
};

template <>
struct Names<catalog::ocop::ApplicationState> {
    using enum catalog::ocop::ApplicationState;
    static constexpr std::array of{
        std::pair{draft, std::string_view("draft")},
        std::pair{submitted, std::string_view("submitted")},
        std::pair{returned, std::string_view("returned")},
        std::pair{at_province, std::string_view("at_province")},
        std::pair{at_ministry, std::string_view("at_ministry")},
        std::pair{recognised, std::string_view("recognised")},
        std::pair{not_recognised, std::string_view("not_recognised")},
        std::pair{withdrawn, std::string_view("withdrawn")},
    };
};

template <>
struct Names<catalog::ocop::ApplicationCommand> {
    using enum catalog::ocop::ApplicationCommand;
    static constexpr std::array of{
        std::pair{assess, std::string_view("assess")},
        std::pair{submit, std::string_view("submit")},
        std::pair{withdraw, std::string_view("withdraw")},
        std::pair{send_back, std::string_view("send_back")},
        std::pair{forward, std::string_view("forward")},
        std::pair{score, std::string_view("score")},
        std::pair{decide, std::string_view("decide")},
        std::pair{decline, std::string_view("decline")},
        std::pair{refer, std::string_view("refer")},
        std::pair{hand_back, std::string_view("hand_back")},
    };
};

template <>
struct Names<catalog::ocop::EvidenceKind> {
    using enum catalog::ocop::EvidenceKind;
    static constexpr std::array of{
        std::pair{business_registration, std::string_view("business_registration")},
        std::pair{production_conditions, std::string_view("production_conditions")},
        std::pair{raw_material, std::string_view("raw_material")},
        std::pair{environment, std::string_view("environment")},
        std::pair{labour, std::string_view("labour")},
        std::pair{rating_or_accounts, std::string_view("rating_or_accounts")},
        std::pair{intellectual_property, std::string_view("intellectual_property")},
        std::pair{market, std::string_view("market")},
        std::pair{advertising, std::string_view("advertising")},
        std::pair{story, std::string_view("story")},
        std::pair{quality_declaration, std::string_view("quality_declaration")},
        std::pair{test_report, std::string_view("test_report")},
        std::pair{traceability_code, std::string_view("traceability_code")},
        std::pair{quality_certificate, std::string_view("quality_certificate")},
        std::pair{award, std::string_view("award")},
    };
};

template <>
struct Shape<catalog::ocop::Evidence> {
    using Of = catalog::ocop::Evidence;
    static constexpr std::string_view name = "OcopEvidence";
    static constexpr auto fields = std::tuple{
        field("criterion", &Of::criterion, ascii_code("."), characters(1, 8), "The criterion it supports."),
        field("kind", &Of::kind, "What sort of paper."),
        field("note", &Of::note, characters(1, 500), "What it shows."),
        field("link", &Of::link, one_line, characters(8, 500), "Where it is: http:// or https://."),
        field(
            "file_sha256", &Of::file_sha256, ascii_code(), characters(64, 64), "SHA-256 of the file, in hex."
        ),
    };
};

template <>
struct Shape<catalog::ocop::Dossier> {
    using Of = catalog::ocop::Dossier;
    static constexpr std::string_view name = "OcopDossier";
    static constexpr auto fields = std::tuple{
        field("marks", &Of::marks, items(0, 60), "The self-score, criterion by criterion."),
        field("evidence", &Of::evidence, items(0, 100), "The papers behind it."),
    };
};

template <>
struct Shape<catalog::ocop::CommuneReport> {
    using Of = catalog::ocop::CommuneReport;
    static constexpr std::string_view name = "OcopCommuneReport";
    static constexpr auto fields = std::tuple{
        field("local_origin", &Of::local_origin, characters(1, 500), "Local origin and raw material."),
        field("local_labour", &Of::local_labour, characters(1, 500), "Use of local labour."),
        field("idea_origin", &Of::idea_origin, characters(1, 500), "Where the idea comes from."),
        field("local_identity", &Of::local_identity, characters(1, 500), "Local identity and knowledge."),
    };
};

}  // namespace chophien::json
