#include "server/negotiation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace {

using namespace chophien::server;

TEST(Language, IsVietnameseUnlessEnglishIsPreferred) {
    struct Row {
        std::string_view header;
        Language language;
    };

    for (const auto& [header, language] : {
             Row{"", Language::vi},
             Row{"vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", Language::vi},
             Row{"en-US,en;q=0.9,vi;q=0.8", Language::en},
             Row{"en", Language::en},
             Row{"EN-gb", Language::en},
             Row{"fr", Language::vi},
             Row{"fr, en;q=0.5", Language::en},
             Row{"fr, en;q=0.5, vi;q=0.501", Language::vi},
             Row{"*", Language::vi},
             Row{"en;q=0.5, *;q=0.8", Language::vi},
             Row{"en, *;q=0.5", Language::en},
             Row{"en, vi", Language::en},
             Row{"vi, en", Language::vi},
             Row{"en;q=0", Language::vi},
             Row{"en;q=0, vi;q=0", Language::vi},
             Row{"vi;q=0, en;q=0.001", Language::en},
             Row{"english", Language::vi},
             Row{"en;q=2", Language::vi},
             Row{"en;q=nonsense", Language::vi},
             Row{" , ,en ; q=1.000", Language::en},
         })
        EXPECT_EQ(language_of(header), language) << header;
}

TEST(Media, IsHtmlOnlyForThoseWhoPreferIt) {
    struct Row {
        std::string_view header;
        Media media;
    };

    for (const auto& [header, media] : {
             Row{"", Media::json},
             Row{"*/*", Media::json},
             Row{"application/json", Media::json},
             Row{"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", Media::html},
             Row{"text/html", Media::html},
             Row{"Text/HTML;level=1", Media::html},
             Row{"text/*", Media::html},
             Row{"text/html, application/json", Media::json},
             Row{"text/html;q=0.5, application/json;q=0.4", Media::html},
             Row{"*/*, text/html;q=0", Media::json},
             Row{"*/*;q=0.5, application/json;q=0.1", Media::html},
             Row{"application/json;q=0, text/*;q=0.1", Media::html},
             Row{"image/png", Media::json},
         })
        EXPECT_EQ(media_of(header), media) << header;
}

TEST(Gzip, IsAcceptedWhenNamedOrCoveredByTheStar) {
    EXPECT_TRUE(accepts_gzip("gzip, deflate, br"));
    EXPECT_TRUE(accepts_gzip("GZip;q=0.001"));
    EXPECT_TRUE(accepts_gzip("*"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_FALSE(accepts_gzip("identity"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0.000, *"));
    EXPECT_FALSE(accepts_gzip("br, *;q=0"));
    EXPECT_FALSE(accepts_gzip("gzipped"));
}

RC_GTEST_PROP(Negotiation, SurvivesWhateverIsSent, ()) {
    const auto header =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("en-vi*/;q=01.,txhmlapgzj \t\"\xc3"))
        );
    const bool known_language = language_of(header) == Language::vi || header.find('e') != std::string::npos;
    RC_ASSERT(known_language);
    if (header.find("html") == std::string::npos && header.find('*') == std::string::npos)
        RC_ASSERT(media_of(header) == Media::json);
    if (header.find("gzip") == std::string::npos && header.find('*') == std::string::npos)
        RC_ASSERT(!accepts_gzip(header));
}

}  // namespace
