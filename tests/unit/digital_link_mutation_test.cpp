// Links with their bytes knocked about: whatever comes out is read or refused, and what is read has one form.
#include "server/http.hpp"
#include "server/link_path.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/resolver/anchor.hpp"

#include <gtest/gtest.h>

#include <random>

namespace chophien::traceability {
namespace {

const std::vector<std::string> seeds{
    "https://id.gs1.org/01/08936000000011/10/L1/21/S1?17=271231&linkType=gs1:pip",
    "HTTPS://A.VN/01/08936000000011/22/V/10/A%2FB",
    "https://a.vn/414/8936000000011/254/K?x=y",
    "https://a.vn/8004/8936001-X/7040/1ABC",
    "https://a.vn/415/8936000000011/8020/R1",
    "https://a.vn/00/189360000000000018",
    "/gtin/8936000000011/lot/A1/ser/2?lang=vi",
    "/01/08936000000011/10/A%252FB"};

// Deterministic, so that what fails once fails again.
std::string mutated(std::string link, std::mt19937& random) {
    static const std::string signs = "/?#%&=+:@.\\{}*0123456789ABCabc \t\r\n\xC3\xB4\xFF-_~'\"<>";
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    for (auto times = below(4) + 1; times > 0; --times) {
        if (link.empty()) link = "/";
        const auto at = below(link.size());
        switch (below(6)) {
            case 0:
                link[at] = signs[below(signs.size())];
                break;
            case 1:
                link.insert(at, 1, signs[below(signs.size())]);
                break;
            case 2:
                link.erase(at, below(5) + 1);
                break;
            case 3:
                link.insert(at, link.substr(below(link.size()), below(20)));
                break;
            case 4:
                link.insert(at, std::string("%00%2F%2e..").substr(below(4) * 3, 3));
                break;
            default:
                link.insert(at, "\0", 1);
        }
    }
    return link;
}

TEST(DigitalLinkMutations, NeverBreakTheReaderAndWhatIsReadHasOneForm) {
    std::mt19937 random(20261130);
    int read = 0;
    for (int round = 0; round < 40'000; ++round) {
        const auto link = mutated(seeds[static_cast<std::size_t>(round) % seeds.size()], random);
        for (const auto& each : {link, std::string(canonical_stem) + link}) {
            const auto found = digital_link_from(each);
            if (!found) continue;
            ++read;
            const auto form = canonical(*found);
            const auto again = digital_link_from(form);
            ASSERT_TRUE(again) << each << " -> " << form;
            ASSERT_EQ(canonical(*again), form) << each;
            ASSERT_EQ(trace_name(*again).uri, trace_name(*found).uri) << each;
            for (const auto& level : levels_of(*found)) ASSERT_TRUE(level.path.starts_with('/')) << each;
        }
        if (const auto modern = modern_form(link)) {
            ASSERT_FALSE(modern->starts_with("//")) << link;
            ASSERT_EQ(modern_form(*modern), std::nullopt) << link << " is redirected once";
        }
    }
    EXPECT_GT(read, 1000) << "the seeds must not all be destroyed";
}

TEST(LinkPaths, AreToldFromAllOthers) {
    for (const auto* path :
         {"/01/08936000000011",
          "/01/x",
          "/01//",
          "/8004/a?b=c",
          "/gtin/1",
          "/party/2",
          "/414/8/254/k",
          "/00/../x"})
        EXPECT_TRUE(server::is_link_path(path)) << path;
    for (const auto* path :
         {"",
          "/",
          "/01",
          "/01?x=/",
          "/10/L1",
          "/21/S",
          "/1/x",
          "/001/x",
          "/v1/products",
          "/lots/x",
          "01/x",
          "//01/x",
          "/gtin",
          "/GTIN/1",
          "/%30%31/1"})
        EXPECT_FALSE(server::is_link_path(path)) << path;
    EXPECT_TRUE(server::is_open_path("/.well-known/gs1resolver"));
    EXPECT_FALSE(server::is_open_path("/v1/links"));
}

TEST(LinkPaths, KeepTheirEscapesAndRefuseDots) {
    const auto target = server::link_target("/01/08936000000011/10/A%2FB%zz").value();
    EXPECT_EQ(target.segments, (std::vector<std::string>{"01", "08936000000011/10/A%2FB%zz"}));
    for (const auto* path :
         {"/01/..",
          "/01/../v1/products",
          "/01/08936000000011/./10/L",
          "/01/08936000000011/10/..",
          "/01/08936000000011/10/%2e%2E",
          "/01/08936000000011/10/.%2e/21/S",
          "/01/%2E",
          "/01/08936000000011/10/\xC3\xB4",
          "/01/08936000000011/10/a b"})
        EXPECT_FALSE(server::link_target(path)) << path;
}

TEST(LinkPaths, AreReadableFromEveryOrigin) {
    server::HttpResponse response;
    server::open_to_all(response, server::Verb::get);
    EXPECT_EQ(server::header_of(response, "access-control-allow-origin"), "*");
    EXPECT_EQ(server::header_of(response, "access-control-allow-methods"), "");
    server::open_to_all(response, server::Verb::get);
    EXPECT_EQ(response.headers.size(), 2U) << "once";
    server::HttpResponse options;
    server::open_to_all(options, server::Verb::options);
    EXPECT_EQ(server::header_of(options, "access-control-allow-methods"), "GET, HEAD, OPTIONS");
}

}  // namespace
}  // namespace chophien::traceability
