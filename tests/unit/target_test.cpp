#include "server/target.hpp"

#include "core/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace {

using namespace chophien;
using namespace chophien::server;
using Strings = std::vector<std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Target, SplitsThePathBeforeItDecodes) {
    EXPECT_EQ(target_from("/v1/products", "")->segments, (Strings{"v1", "products"}));
    EXPECT_EQ(target_from("/", "")->segments, Strings{});
    EXPECT_EQ(target_from("/v1/products/", "")->segments, (Strings{"v1", "products", ""}));
    EXPECT_EQ(target_from("//", "")->segments, (Strings{"", ""}));
    EXPECT_EQ(
        target_from("/01/0893%2F1/10/L%C3%B4-1", "")->segments, (Strings{"01", "0893/1", "10", "Lô-1"})
    );
    EXPECT_EQ(target_from("/a+b", "")->segments, Strings{"a+b"});
}

TEST(Target, ReadsTheQueryAsFormsWriteIt) {
    EXPECT_EQ(
        target_from("/", "q=b%C6%B0%E1%BB%9Fi+da&tag=1&tag=2&empty=&bare&&a=b=c")->query,
        (Pairs{{"q", "bưởi da"}, {"tag", "1"}, {"tag", "2"}, {"empty", ""}, {"bare", ""}, {"a", "b=c"}})
    );
}

class RefusedTargets : public testing::TestWithParam<std::pair<std::string_view, std::string_view>> {};

TEST_P(RefusedTargets, AreBadTargets) {
    const auto [path, query] = GetParam();
    const auto target = target_from(path, query);
    ASSERT_FALSE(target);
    EXPECT_EQ(target.error(), bad_target);
}

INSTANTIATE_TEST_SUITE_P(
    Each,
    RefusedTargets,
    testing::Values(
        std::pair{"", ""},
        std::pair{"v1", ""},
        std::pair{"/%", ""},
        std::pair{"/%4", ""},
        std::pair{"/%4g", ""},
        std::pair{"/%00", ""},
        std::pair{"/a/./b", ""},
        std::pair{"/a/..", ""},
        std::pair{"/%2e%2E/b", ""},
        std::pair{"/.%2e", ""},
        std::pair{"/%C0%AF", ""},
        std::pair{"/%ED%A0%80", ""},
        std::pair{"/%F5%80%80%80", ""},
        std::pair{"/\xff", ""},
        std::pair{"/", "q=%"},
        std::pair{"/", "%zz=1"},
        std::pair{"/", "q=%00"},
        std::pair{"/", "q=%FF"}
    )
);

TEST(Target, CountsSegmentsAndParameters) {
    std::string path, query;
    for (std::size_t count = 0; count < most_segments; ++count) path += "/s";
    for (std::size_t count = 0; count < most_parameters; ++count) query += "p=1&";
    EXPECT_TRUE(target_from(path, query));
    EXPECT_EQ(target_from(path + "/s", "").error(), target_too_complex);
    EXPECT_EQ(target_from("/", query + "p=1").error(), target_too_complex);
}

RC_GTEST_PROP(Target, WhatWasEncodedComesBack, (const std::vector<std::vector<std::uint16_t>>& texts)) {
    Strings segments;
    std::string path;
    for (const auto& letters : texts) {
        std::string segment;
        for (const auto letter : letters) {  // code points of the first plane as UTF-8
            const unsigned point = letter >= 0xd800 && letter < 0xe000 ? 0x1ea1 : letter;
            if (point == 0) continue;
            if (point < 0x80) {
                segment += static_cast<char>(point);
            } else if (point < 0x800) {
                segment += static_cast<char>(0xc0 | point >> 6);
                segment += static_cast<char>(0x80 | (point & 0x3f));
            } else {
                segment += static_cast<char>(0xe0 | point >> 12);
                segment += static_cast<char>(0x80 | (point >> 6 & 0x3f));
                segment += static_cast<char>(0x80 | (point & 0x3f));
            }
        }
        if (segment.empty() || segment == "." || segment == ".." || segments.size() == most_segments)
            continue;
        segments.push_back(segment);
        path += '/' + percent_encoded(segment);
    }
    const auto target =
        target_from(path.empty() ? "/" : path, "q=" + percent_encoded(segments.empty() ? "" : segments[0]));
    RC_ASSERT(target.has_value());
    RC_ASSERT(target->segments == segments);
    RC_ASSERT(target->query.front().second == (segments.empty() ? "" : segments[0]));
}

RC_GTEST_PROP(Target, WhateverIsAcceptedIsCleanText, ()) {
    const auto letters = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>({
        {6, rc::gen::elementOf(std::string("/%.2eE0fF41cCaA"))},
        {2, rc::gen::elementOf(std::string("&=+?;x"))},
        {1, rc::gen::arbitrary<char>()},
    }));
    const auto target = target_from('/' + letters, letters);
    if (!target) return;
    const auto clean = [](const std::string& text) {
        return text::is_utf8(text) && text.find('\0') == std::string::npos;
    };
    for (const auto& segment : target->segments) {
        RC_ASSERT(clean(segment));
        RC_ASSERT(segment != "." && segment != "..");
    }
    for (const auto& [name, value] : target->query) RC_ASSERT(clean(name) && clean(value));
}

}  // namespace
