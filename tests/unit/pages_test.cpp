#include "server/pages.hpp"

#include "core/embedded.hpp"
#include "web/assets.hpp"
#include "web/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace chophien::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

View blank(bool vi) {
    return {{"title", "Thử"}, {"vi", vi}, {"other_language", "/?lang=en"}, {"demonstration", false}};
}

std::vector<std::string> all_pages() {
    std::vector<std::string> names;
    for (const auto& file : embedded::web()) {
        auto name = file.name;
        if (!name.starts_with("web/templates/") || name.find("/part_") != std::string_view::npos) continue;
        name.remove_prefix(std::string_view("web/templates/").size());
        name.remove_suffix(std::string_view(".mustache").size());
        if (name != "frame") names.emplace_back(name);
    }
    return names;
}

traceability::TraceRecord tea() {
    traceability::TraceRecord record;
    record.gtin = "00490000000017";
    record.internal_number = true;
    record.lot_code = "260715N01";
    record.product = catalog::ProductId{7};
    record.product_name = "Chè <Shan> tuyết";
    record.producer = {accounts::OrganisationId{8}, "HTX Phìn Hồ", "Thôn Phìn Hồ", true};
    record.origin = "Phìn Hồ, Tuyên Quang, Việt Nam";
    record.harvested_on = day_from("2026-07-15").value();
    record.events.push_back(
        {traceability::LotEventKind::harvested,
         "commissioning",
         "Phìn Hồ",
         begin_of(record.harvested_on),
         "+07:00",
         true}
    );
    return record;
}

std::string shown_trace(const traceability::TraceRecord& record, Language language, std::string_view today) {
    auto view = blank(language == Language::vi);
    add_trace(view, record, day_from(today).value(), language);
    return page_answer("trace", std::move(view)).bytes;
}

TEST(Pages, NeedNoScriptAndNoInlineStyle) {
    const auto pages = all_pages();
    ASSERT_GE(pages.size(), 10U);
    for (const auto& name : pages) {
        for (const bool vi : {true, false}) {
            const auto page = web::page(name, blank(vi));
            EXPECT_THAT(page, AllOf(HasSubstr("<h1>"), HasSubstr("</html>"))) << name;
            for (const auto* foreign :
                 {"<script", " style=", " onclick=", " onload=", "javascript:", "{{", "http://"})
                EXPECT_THAT(page, Not(HasSubstr(foreign))) << name;
        }
    }
}

TEST(Pages, SayTheirLanguageAndLeadToTheOther) {
    EXPECT_THAT(
        web::page("home", blank(true)), AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("hreflang=\"en\""))
    );
    EXPECT_THAT(
        web::page("home", blank(false)), AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("hreflang=\"vi\""))
    );
}

TEST(Pages, OfADemonstrationSaySo) {
    auto view = blank(true);
    EXPECT_THAT(web::page("home", view), Not(HasSubstr("Bản trình diễn")));
    view["demonstration"] = true;
    EXPECT_THAT(web::page("home", view), HasSubstr("Bản trình diễn – dữ liệu giá và tồn kho không thật."));
}

TEST(Pages, EscapeWhatComesFromOutside) {
    const auto page = shown_trace(tea(), Language::vi, "2026-11-21");
    EXPECT_THAT(page, AllOf(HasSubstr("Chè &lt;Shan&gt; tuyết"), Not(HasSubstr("<Shan>"))));
    auto view = blank(true);
    view["q"] = "\"><script>alert(1)</script>";
    EXPECT_THAT(web::page("products", view), Not(HasSubstr("<script>")));
}

TEST(Pages, AreLight) {
    EXPECT_LT(
        shown_trace(tea(), Language::vi, "2026-11-21").size() + web::style_sheet().bytes.size(), 15'000U
    );
}

TEST(TracePages, MarkTheMarketsOwnNumbers) {
    auto record = tea();
    EXPECT_THAT(shown_trace(record, Language::vi, "2026-11-21"), HasSubstr("Số nội bộ của chợ"));
    EXPECT_THAT(shown_trace(record, Language::en, "2026-11-21"), HasSubstr("not a GS1 number"));
    record.internal_number = false;
    EXPECT_THAT(shown_trace(record, Language::vi, "2026-11-21"), Not(HasSubstr("Số nội bộ của chợ")));
}

TEST(TracePages, TellOnlyTheDayWhereOnlyTheDayIsKnown) {
    const auto page = shown_trace(tea(), Language::vi, "2026-11-21");
    EXPECT_THAT(page, AllOf(HasSubstr(">15/07/2026</time>"), Not(HasSubstr("00:00"))));
}

TEST(TracePages, WarnFromTheDayAfterTheLastDayOfUse) {
    auto record = tea();
    record.use_by = day_from("2026-11-21");
    EXPECT_THAT(shown_trace(record, Language::vi, "2026-11-21"), Not(HasSubstr("đã qua hạn sử dụng")));
    EXPECT_THAT(
        shown_trace(record, Language::vi, "2026-11-22"), HasSubstr("đã qua hạn sử dụng (21/11/2026)")
    );
}

TEST(TracePages, TellOfScansWithoutAccusing) {
    auto record = tea();
    record.serial = "0G7K2M9QX4T1B8WZ3NFA";
    const auto first = instant_from("2026-11-14T02:12:00Z").value();
    record.scans = traceability::Scans{1, first, first};
    EXPECT_THAT(
        shown_trace(record, Language::vi, "2026-11-21"),
        AllOf(
            HasSubstr("đã được quét 1 lần, lần đầu lúc 09:12 ngày 14/11/2026"), Not(HasSubstr("bất thường"))
        )
    );
    record.scans->times = 40;
    EXPECT_THAT(
        shown_trace(record, Language::en, "2026-11-21"),
        AllOf(HasSubstr("scanned 40 times, first on 09:12, 14 November 2026"), Not(HasSubstr("fake")))
    );
}

TEST(Words, OfDaysMomentsAndQuantities) {
    const auto day = day_from("2026-07-05").value();
    EXPECT_EQ(shown(day, Language::vi), "05/07/2026");
    EXPECT_EQ(shown(day, Language::en), "5 July 2026");
    const auto late = instant_from("2026-07-04T17:05:59Z").value();
    EXPECT_EQ(shown(late, Language::vi), "00:05 ngày 05/07/2026") << "midnight is Vietnam's";
    EXPECT_EQ(shown(Quantity{Decimal{2500}, unit_from("KGM")}, Language::vi), "2,5 kg");
    EXPECT_EQ(shown(Quantity{Decimal{2500}, unit_from("KGM")}, Language::en), "2.5 kilogram");
}

TEST(Lists, KeepTheirFiltersInTheAddress) {
    catalog::ListProducts wish;
    EXPECT_EQ(list_target(wish), "/products");
    wish.q = "mật ong & chè";
    wish.group = catalog::OcopGroup::drink;
    wish.stars_min = 4;
    EXPECT_EQ(list_target(wish), "/products?q=m%E1%BA%ADt%20ong%20%26%20ch%C3%A8&group=drink&stars_min=4");
}

TEST(Assets, AreFoundByTheNameThatTellsTheirBytes) {
    EXPECT_EQ(web::find_asset(web::style_sheet().name), &web::style_sheet());
    EXPECT_THAT(web::style_sheet().name, testing::MatchesRegex("style-[0-9a-f]{16}\\.css"));
    EXPECT_EQ(web::find_asset("style.css"), nullptr);
    EXPECT_EQ(web::find_asset("../style.css"), nullptr);
    EXPECT_THAT(web::page("home", blank(true)), HasSubstr(web::path_of(web::style_sheet())));
}

}  // namespace
}  // namespace chophien::server
