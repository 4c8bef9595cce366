// Import files that are wrong as a whole: each is refused with a stable code, in both languages, and nothing
// is kept of it.
#include "catalog/importing.hpp"
#include "catalog/spreadsheet.hpp"
#include "tests/api/fixture.hpp"

#include <fmt/format.h>

namespace chophien::api {
namespace {

using namespace std::string_literals;
using server::Verb;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const std::string header = "tên sản phẩm,quy cách,đơn vị,giá\n";

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t time = 0; time < times; ++time) all += text;
    return all;
}

class BadFiles : public Api {
protected:
    Got upload(const std::string& bytes, const std::string& language = "vi") {
        auto sent = as(coop);
        sent.body = bytes;
        sent.content_type = "text/csv";
        sent.language = language;
        return send(Verb::post, "/v1/imports", sent);
    }

    Caller coop = given.cooperative("HTX Chè", "19");
};

TEST_F(BadFiles, AreRefusedByAStableCodeInBothLanguages) {
    const std::string rows = repeated("Chè,Gói,gói,1000\n", 1000);
    const std::tuple<const char*, std::string, int, std::string, std::string> table[] = {
        {"nothing", "", 400, "catalog/wrong-import", "empty"},
        {"only line ends", repeated("\n", 5000), 400, "catalog/wrong-import", "empty"},
        {"only headings", header, 400, "catalog/wrong-import", "no_rows"},
        {"no headings we know", rows, 400, "catalog/wrong-import", "unknown_column"},
        {"ten thousand columns", repeated("a,", 10'000) + "\n", 413, "csv/over-limit", ""},
        {"a zero byte", header + "Ch\0è,Gói,gói,1000\n"s, 415, "text/unknown-encoding", ""},
        {"UTF-16 without its mark", "t\0e\0n\0"s, 415, "text/unknown-encoding", ""},
        {"half a letter of UTF-16", "\xFF\xFEt\0e"s, 415, "text/unknown-encoding", ""},
        {"another country's letters",
         header + "caf\xE9 cr\xE8me br\xFBl\xE9"
                  "e,a,b,1\n",
         415,
         "text/unknown-encoding",
         ""},
        {"a quote that never closes",
         header + rows + "\"Chè,Gói,gói,1000\n" + rows,
         400,
         "csv/malformed",
         ""},
        {"one endless line", header + std::string(1'000'000, 'x'), 413, "csv/over-limit", ""},
        {"one endless quoted line",
         header + '"' + std::string(1'000'000, 'x') + '"',
         413,
         "csv/over-limit",
         ""},
        {"a row too many",
         header + repeated("a,b,gói,1\n", 100'001),
         400,
         "catalog/wrong-import",
         "too_many_rows"},
        {"no spreadsheet", "PK\x03\x04 and nothing else", 400, "catalog/wrong-import", "not_a_spreadsheet"},
    };
    for (const auto& [what, bytes, status, code, violation] : table) {
        const auto vi = upload(bytes);
        const auto en = upload(bytes, "en");
        EXPECT_EQ(vi.status, status) << what << ": " << vi.text.substr(0, 300);
        EXPECT_EQ(vi.code(), code) << what;
        EXPECT_EQ(en.code(), code) << what;
        EXPECT_NE(vi.body.value("title", ""), en.body.value("title", "")) << what;
        if (!violation.empty()) {
            ASSERT_FALSE(vi.body.at("violations").empty()) << what;
            EXPECT_EQ(vi.body.at("violations")[0].at("code"), violation) << what;
        }
    }
    EXPECT_THAT(get("/v1/products/mine", as(coop)).body.at("data"), SizeIs(0));
}

TEST_F(BadFiles, RowsThatRepeatOneAreNamedWithItsLine) {
    const auto opened = upload(header + repeated("Chè,Gói,gói,1000\nMật,Chai,chai,2000\n", 3));
    ASSERT_EQ(opened.status, 202) << opened.text;
    const auto steps = catalog::import_steps();
    while (jobs::work_once(given.database, steps)) {
    }
    const auto job = "/v1/jobs/" + opened.body.at("job").get<std::string>();
    EXPECT_EQ(get(job, as(coop)).body.at("result").at("refused"), 4);
    EXPECT_EQ(get(job, as(coop)).body.at("result").at("created"), 2);
    const auto said = get(job + "/findings", as(coop)).body.at("data");
    int repeats = 0;
    for (const auto& one : said) {
        if (one.at("code") != "repeated_row") continue;
        ++repeats;
        EXPECT_THAT(
            one.at("en").get<std::string>(),
            HasSubstr(one.at("line").get<int>() % 2 == 0 ? "line 2" : "line 3")
        );
    }
    EXPECT_EQ(repeats, 4);
}

}  // namespace
}  // namespace chophien::api
