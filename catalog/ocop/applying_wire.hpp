// The JSON shapes of applying.hpp, which includes this file.
#pragma once

#include "catalog/ocop/applying.hpp"

namespace chophien::json {

template <>
struct Shape<catalog::ocop::OpenApplication> {
    using Of = catalog::ocop::OpenApplication;
    static constexpr std::string_view name = "OpenOcopApplication";
    static constexpr auto fields = std::tuple{
        field("product", &Of::product, "One of your products."),
        field("asking", &Of::asking, "first, upgrade or re_evaluation."),
    };
};

template <>
struct Shape<catalog::ocop::AssessApplication> {
    using Of = catalog::ocop::AssessApplication;
    static constexpr std::string_view name = "AssessOcopApplication";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field("marks", &Of::marks, items(0, 60), "Your points, criterion by criterion."),
        field("evidence", &Of::evidence, items(0, 100), "The papers behind them."),
    };
};

template <>
struct Shape<catalog::ocop::NameApplication> {
    static constexpr std::string_view name = "NameOcopApplication";
    static constexpr auto fields =
        std::tuple{field("application", &catalog::ocop::NameApplication::application, "The application.")};
};

template <>
struct Shape<catalog::ocop::SubmitApplication> {
    using Of = catalog::ocop::SubmitApplication;
    static constexpr std::string_view name = "SubmitOcopApplication";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field(
            "commune",
            &Of::commune,
            ascii_code(),
            characters(5, 5),
            "Five-digit code of the commune it is handed to; the organisation's own when left out."
        ),
    };
};

template <>
struct Shape<catalog::ocop::ListOwnApplications> {
    using Of = catalog::ocop::ListOwnApplications;
    static constexpr std::string_view name = "ListOwnOcopApplications";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, ascii_code("_"), characters(1, 40), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::ocop::ScoreView> {
    using Of = catalog::ocop::ScoreView;
    static constexpr std::string_view name = "OcopScore";
    static constexpr auto fields = std::tuple{
        field("council", &Of::council, "province or ministry."),
        field("scorer", &Of::scorer, "The councillor."),
        field("points", &Of::points, "The sum of the sheet."),
        field("note", &Of::note, "The councillor's words."),
        field("at", &Of::at, "When."),
    };
};

template <>
struct Shape<catalog::ocop::StepView> {
    using Of = catalog::ocop::StepView;
    static constexpr std::string_view name = "OcopStep";
    static constexpr auto fields = std::tuple{
        field("at", &Of::at, "When."),
        field("command", &Of::command, "What was done."),
        field("to", &Of::to, "Where it led."),
        field("reason", &Of::reason, "Why."),
    };
};

template <>
struct Shape<catalog::ocop::ApplicationView> {
    using Of = catalog::ocop::ApplicationView;
    static constexpr std::string_view name = "OcopApplication";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The application."),
        field("product", &Of::product, "The product."),
        field("holder", &Of::holder, "Whose product it is."),
        field("set", &Of::set, "Number of the OCOP set."),
        field("province", &Of::province, "Code of the holder's province."),
        field("commune", &Of::commune, "Code of the commune it was handed to."),
        field("sheet_code", &Of::sheet_code, "Code of its score sheet, given when the commune accepts it."),
        field("checked_by", &Of::checked_by, "Of a submitted one: commune, or province on its behalf."),
        field("asking", &Of::asking, "first, upgrade or re_evaluation."),
        field("state", &Of::state, "Where it stands."),
        field("round", &Of::round, "Raised every time it comes before a council."),
        field("dossier", &Of::dossier, "The holder's marks and evidence."),
        field("self_score", &Of::self_score, "What the holder's marks amount to."),
        field("commune_report", &Of::commune_report, "The commune's four assessments."),
        field(
            "check_due_on",
            &Of::check_due_on,
            "Last day of the commune's check, public holidays not counted out."
        ),
        field("submitted_on", &Of::submitted_on, "The day it was handed in."),
        field("reason", &Of::reason, "Of the latest step that gave one."),
        field("scores", &Of::scores, "The council's sheets that count now."),
        field("verdict", &Of::verdict, "What they amount to."),
        field("label", &Of::label, "The label it ended in."),
        field("history", &Of::history, "Its steps, the oldest first."),
        field("version", &Of::version, "For If-Match."),
        field("created_at", &Of::created_at, "When it was opened."),
        field("updated_at", &Of::updated_at, "Last change."),
    };
};

template <>
struct Shape<catalog::ocop::store::ApplicationItem> {
    using Of = catalog::ocop::store::ApplicationItem;
    static constexpr std::string_view name = "OcopApplicationItem";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The application."),
        field("product", &Of::product, "The product."),
        field("holder", &Of::holder, "Whose product it is."),
        field("set", &Of::set, "Number of the OCOP set."),
        field("province", &Of::province, "Code of the holder's province."),
        field("commune", &Of::commune, "Code of the commune it was handed to."),
        field("sheet_code", &Of::sheet_code, "Code of its score sheet, given when the commune accepts it."),
        field("asking", &Of::asking, "first, upgrade or re_evaluation."),
        field("state", &Of::state, "Where it stands."),
        field("check_due_on", &Of::check_due_on, "Last day of the commune's check."),
        field("updated_at", &Of::updated_at, "Last change."),
    };
};

}  // namespace chophien::json
