#include "server/ocop_forms.hpp"

#include "accounts/organisation_store.hpp"
#include "catalog/ocop/market_evidence.hpp"
#include "catalog/product_store.hpp"
#include "core/places.hpp"
#include "server/page_words.hpp"
#include "server/pages.hpp"

#include <fmt/format.h>

namespace chophien::server {

namespace {

namespace ocop = catalog::ocop;

// What nobody told the market is left to be written by hand.
constexpr std::string_view to_be_written = "…………………………………………";

std::string said(const std::optional<std::string>& text) {
    return text && !text->empty() ? *text : std::string(to_be_written);
}

std::string_view words_of(ocop::EvidenceKind kind) {
    using enum ocop::EvidenceKind;
    switch (kind) {
        case business_registration:
            return "Đăng ký kinh doanh";
        case production_conditions:
            return "Điều kiện sản xuất";
        case raw_material:
            return "Nguyên liệu, liên kết";
        case environment:
            return "Môi trường, công nghệ";
        case labour:
            return "Lao động";
        case rating_or_accounts:
            return "Xếp loại hoặc báo cáo tài chính";
        case intellectual_property:
            return "Sở hữu trí tuệ";
        case market:
            return "Thị trường";
        case advertising:
            return "Quảng bá";
        case story:
            return "Câu chuyện sản phẩm";
        case quality_declaration:
            return "Công bố chất lượng";
        case test_report:
            return "Phiếu kiểm nghiệm";
        case traceability_code:
            return "Mã truy xuất";
        case quality_certificate:
            return "Chứng nhận quản lý chất lượng";
        case award:
            return "Giải thưởng";
    }
    return "";
}

/// What all three say at their top.
View begin_form(
    db::Transaction& tx,
    const ocop::ApplicationView& application,
    Surroundings around,
    std::string_view title,
    std::string_view page
) {
    around.language = Language::vi;
    const auto product = catalog::store::find_product(tx, application.product);
    const auto holder = accounts::store::find(tx, application.holder);
    ensure(product && holder, "an application's product and holder are there");
    const auto target = fmt::format("/v1/ocop/applications/{}/{}", text_of(application.id), page);
    auto view = begin_view(tx, around, title, target);
    const auto& set = catalog::ocop_set(application.set);
    const auto& says = holder->says;
    view["product"] = product->name;
    view["origin"] = said(product->origin);
    view["brand"] = said(product->brand);
    view["description"] = said(product->description);
    view["set"] = fmt::format("{} (bộ số {}, {})", set.name_vi, set.number, set.path);
    view["class"] = set.class_vi;
    view["group"] = catalog::name_vi(set.group);
    view["holder"] = says.name;
    view["holder_kind"] = server::words_of(holder->kind).vi;
    view["tax_code"] = said(says.tax_code);
    view["registration_number"] = said(says.registration_number);
    view["address"] = said(says.address);
    view["phone"] = said(says.phone);
    view["email"] = said(says.email);
    view["province"] = province_of(application.province).name;
    view["province_code"] = application.province;
    view["commune"] = said(application.commune);
    view["sheet_code"] = said(application.sheet_code);
    view["year"] =
        static_cast<int>((application.submitted_on ? *application.submitted_on : tx.today()).year());
    view["submitted_on"] = application.submitted_on ? shown(*application.submitted_on, Language::vi)
                                                    : std::string(to_be_written);
    view["first"] = application.asking == ocop::Asking::first;
    view["upgrade"] = application.asking == ocop::Asking::upgrade;
    view["re_evaluation"] = application.asking == ocop::Asking::re_evaluation;
    view["samples"] = ocop::score_sheet(application.set).samples;
    return view;
}

View rows_of(const ocop::ApplicationView& application) {
    auto sections = View::array();
    for (const auto& section : ocop::score_sheet(application.set).sections) {
        auto rows = View::array();
        for (const auto& criterion : section.criteria) {
            std::string points = "…";
            for (const auto& mark : application.dossier.marks)
                if (mark.criterion == criterion.code) points = std::to_string(mark.points);
            auto papers = View::array();
            for (const auto& paper : application.dossier.evidence)
                if (paper.criterion == criterion.code)
                    papers.push_back(
                        {{"kind", words_of(paper.kind)},
                         {"note", paper.note},
                         {"link", paper.link.value_or("")},
                         {"digest", paper.file_sha256.value_or("")}}
                    );
            rows.push_back(
                {{"code", criterion.code},
                 {"name", criterion.name_vi},
                 {"points", points},
                 {"most", criterion.most()},
                 {"papers", std::move(papers)}}
            );
        }
        sections.push_back({{"name", section.name_vi}, {"code", section.code}, {"rows", std::move(rows)}});
    }
    return sections;
}

}  // namespace

Result<Document> ocop_registration_slip(
    db::Transaction& tx, const Caller& caller, const ocop::NameApplication& wish, const Surroundings& around
) {
    const auto application = ocop::show_application(tx, caller, wish);
    if (!application) return tl::unexpected(application.error());
    auto view = begin_form(tx, *application, around, "Mẫu 01 – Phiếu đăng ký", "registration-slip");
    return page_answer("ocop_form_01", std::move(view));
}

Result<Document> ocop_self_assessment_report(
    db::Transaction& tx, const Caller& caller, const ocop::NameApplication& wish, const Surroundings& around
) {
    const auto application = ocop::show_application(tx, caller, wish);
    if (!application) return tl::unexpected(application.error());
    auto view =
        begin_form(tx, *application, around, "Mẫu 02 – Báo cáo tự đánh giá", "self-assessment-report");
    view["sections"] = rows_of(*application);
    view["total"] = application->self_score.points;
    view["stars"] = application->self_score.stars;
    auto known = View::array();
    const auto held = ocop::market_evidence(tx, caller, wish, around.public_url);
    if (!held) return tl::unexpected(held.error());
    for (const auto& one : held->data)
        known.push_back({{"criterion", one.criterion}, {"words", one.vi}, {"link", one.link}});
    view["has_known"] = !known.empty();
    view["known"] = std::move(known);
    return page_answer("ocop_form_02", std::move(view));
}

Result<Document> ocop_commune_report(
    db::Transaction& tx, const Caller& caller, const ocop::NameApplication& wish, const Surroundings& around
) {
    const auto application = ocop::show_application(tx, caller, wish);
    if (!application) return tl::unexpected(application.error());
    auto view = begin_form(tx, *application, around, "Mẫu 03 – Báo cáo của xã", "commune-report");
    const auto report = application->commune_report.value_or(ocop::CommuneReport{});
    view["local_origin"] = said(report.local_origin);
    view["local_labour"] = said(report.local_labour);
    view["idea_origin"] = said(report.idea_origin);
    view["local_identity"] = said(report.local_identity);
    view["check_due_on"] = application->check_due_on ? shown(*application->check_due_on, Language::vi)
                                                     : std::string(to_be_written);
    return page_answer("ocop_form_03", std::move(view));
}

}  // namespace chophien::server
