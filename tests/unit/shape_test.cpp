#include "core/json.hpp"
#include "core/list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien {
namespace {

enum class Ripeness { green, ripe };

struct OfCrate {
    static constexpr std::string_view prefix = "crt";
};

struct Corner {
    std::int64_t x = 0;
    std::optional<std::string> note{};
};

struct Crate {
    Id<OfCrate> id{};
    std::string label{};
    Ripeness ripeness{};
    std::int64_t count = 0;
    std::optional<Decimal> weight{};
    std::optional<Money> price{};
    std::optional<Quantity> content{};
    std::optional<Day> harvested{};
    std::optional<Instant> packed{};
    std::vector<Corner> corners{};
    std::vector<std::string> words{};
    std::optional<std::string> code{};
    std::optional<std::string> pin{};
};

}  // namespace

template <>
struct json::Names<Ripeness> {
    static constexpr std::array of{
        std::pair{Ripeness::green, std::string_view("green")},
        std::pair{Ripeness::ripe, std::string_view("ripe")}};
};

template <>
struct json::Shape<Corner> {
    static constexpr std::string_view name = "Corner";
    static constexpr auto fields = std::tuple{
        field("x", &Corner::x, between(0, 9), "Across."),
        field("note", &Corner::note, one_line, characters(0, 5), "Words."),
    };
};

template <>
struct json::Shape<Crate> {
    static constexpr std::string_view name = "Crate";
    static constexpr auto fields = std::tuple{
        field("id", &Crate::id, "Which."),
        field("label", &Crate::label, one_line, characters(1, 10), "What is on it."),
        field("ripeness", &Crate::ripeness, "How ripe."),
        field("count", &Crate::count, above_zero, "How many."),
        field("weight", &Crate::weight, between(0, 50), "How heavy."),
        field("price", &Crate::price, above_zero, "How dear."),
        field("content", &Crate::content, above_zero, "What is in it."),
        field("harvested", &Crate::harvested, "Since when."),
        field("packed", &Crate::packed, "Packed when."),
        field("corners", &Crate::corners, items(0, 2), "Where it is dented."),
        field("words", &Crate::words, characters(1, 3), "Short ones."),
        field("code", &Crate::code, ascii_code("-"), "A code."),
        field("pin", &Crate::pin, secret, "A secret."),
    };
};

namespace {

using testing::AllOf;
using testing::Field;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::string_view good =
    R"({"id":"crt_0000000000001","label":"  Bưởi  Diễn ","ripeness":"ripe","count":3,
    "weight":"2.5","price":{"amount":125000,"currency":"VND"},"content":{"value":"12","unit":"kg"},
    "harvested":"2026-11-20","packed":"2026-11-21T08:00:00+07:00","corners":[{"x":1},{"x":2,"note":"dập"}],
    "words":["a","bưở"],"code":"A-1","pin":"1234"})";

auto at(const std::string& pointer, const std::string& code) {
    return AllOf(Field(&Violation::pointer, pointer), Field(&Violation::code, code));
}

std::vector<Violation> wrong_in(std::string_view text) {
    auto read = json::as<Crate>(text);
    if (read) return {};
    EXPECT_EQ(read.error(), json::not_as_described);
    return read.error().violations;
}

TEST(Shapes, AreReadWhole) {
    const auto crate = json::as<Crate>(good);
    ASSERT_TRUE(crate);
    EXPECT_EQ(crate->label, "Bưởi Diễn");
    EXPECT_EQ(crate->ripeness, Ripeness::ripe);
    EXPECT_EQ(crate->weight, Decimal{2500});
    EXPECT_EQ(crate->price, vnd(125000));
    EXPECT_EQ(crate->content->unit->code, "KGM");
    EXPECT_EQ(text_of(*crate->harvested), "2026-11-20");
    EXPECT_EQ(text_of(*crate->packed), "2026-11-21T01:00:00.000000Z");
    ASSERT_EQ(crate->corners.size(), 2U);
    EXPECT_EQ(crate->corners[1].note, "dập");
}

TEST(Shapes, AreWrittenAsTheyAreReadButForSecrets) {
    const auto crate = json::as<Crate>(good);
    ASSERT_TRUE(crate);
    const auto text = json::text_of(*crate);
    EXPECT_EQ(text.find("1234"), std::string::npos);
    const auto again = json::as<Crate>(std::string_view(text));
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->pin);
    EXPECT_EQ(json::text_of(*again), text);
}

TEST(Shapes, SayEverythingThatIsWrongAtOnce) {
    EXPECT_THAT(
        wrong_in(R"({"id":"ord_0000000000001","label":"","ripeness":"rotten","count":0,"weight":"51",
            "price":{"amount":-1,"currency":"VND"},"content":{"value":"1.5","unit":"nắm"},
            "harvested":"2026-02-30","packed":"hôm qua","corners":[{"x":10,"note":"dập nhiều"},{},{"x":1}],
            "words":["bốn chữ","a"],"code":"é","colour":"red"})"),
        UnorderedElementsAre(
            at("/id", "not_an_id"),
            at("/label", "too_short"),
            at("/ripeness", "not_one_of"),
            at("/count", "too_small"),
            at("/weight", "too_large"),
            at("/price/amount", "out_of_range"),
            at("/content/unit", "unknown_unit"),
            at("/harvested", "wrong_type"),
            at("/packed", "wrong_type"),
            at("/corners/0/x", "too_large"),
            at("/corners/0/note", "too_long"),
            at("/corners/1/x", "required"),
            at("/words/0", "too_long"),
            at("/code", "foreign_character"),
            at("/colour", "unknown")
        )
    );
}

TEST(Shapes, SayWhatIsMissing) {
    EXPECT_THAT(
        wrong_in("{}"),
        UnorderedElementsAre(
            at("/id", "required"),
            at("/label", "required"),
            at("/ripeness", "required"),
            at("/count", "required")
        )
    );
}

TEST(Shapes, PointersEscapeWhatPointersUse) {
    const auto wrong =
        wrong_in(R"({"id":"crt_0000000000001","label":"a","ripeness":"ripe","count":1,"a/b~c":1})");
    EXPECT_THAT(wrong, UnorderedElementsAre(at("/a~1b~0c", "unknown")));
}

TEST(Shapes, ViolationsAreInBothLanguages) {
    for (const auto& violation : wrong_in("{}")) {
        EXPECT_FALSE(violation.vi.empty());
        EXPECT_FALSE(violation.en.empty());
        EXPECT_NE(violation.vi, violation.en);
    }
}

TEST(Shapes, AWrongTypeIsOneViolation) {
    struct Line {
        const char* text;
        const char* pointer;
    };

    const std::string_view head = R"({"id":"crt_0000000000001","label":"a","ripeness":"ripe","count":1,)";
    for (const auto& [text, pointer] : std::vector<Line>{
             {R"("weight":true})", "/weight"},
             {R"("weight":2.5})", "/weight"},
             {R"("price":125000})", "/price"},
             {R"("price":{"amount":1,"currency":"VND","x":1}})", "/price"},
             {R"("content":"12 kg"})", "/content"},
             {R"("corners":{}})", "/corners"},
             {R"("corners":[1]})", "/corners/0"},
             {R"("harvested":20261120})", "/harvested"},
             {R"("code":1})", "/code"},
         })
        EXPECT_THAT(wrong_in(std::string(head) + text), UnorderedElementsAre(at(pointer, "wrong_type")))
            << text;
}

TEST(Shapes, PiecesAreNotSoldInParts) {
    const std::string_view head = R"({"id":"crt_0000000000001","label":"a","ripeness":"ripe","count":1,)";
    EXPECT_THAT(
        wrong_in(std::string(head) + R"("content":{"value":"1.5","unit":"H87"}})"),
        UnorderedElementsAre(at("/content", "not_whole"))
    );
}

TEST(Shapes, ListsHaveTheirLimits) {
    const std::string_view head = R"({"id":"crt_0000000000001","label":"a","ripeness":"ripe","count":1,)";
    EXPECT_THAT(
        wrong_in(std::string(head) + R"("corners":[{"x":1},{"x":1},{"x":1}]})"),
        UnorderedElementsAre(at("/corners", "too_many"))
    );
}

TEST(Shapes, ABodyThatIsWrongEverywhereIsAnsweredBriefly) {
    std::string text = R"({"id":"crt_0000000000001","label":"a","ripeness":"ripe","count":1,"corners":[)";
    for (int number = 0; number < 5'000; ++number) text += number == 0 ? "{}" : ",{}";
    EXPECT_EQ(wrong_in(text + "]}").size(), 200U);
}

TEST(Shapes, ControlCharactersAreRefused) {
    EXPECT_THAT(
        wrong_in(R"({"id":"crt_0000000000001","label":"a\u0000b","ripeness":"ripe","count":1})"),
        UnorderedElementsAre(at("/label", "control_characters"))
    );
}

TEST(Shapes, FromAQueryNumbersAndListsComeAsText) {
    const auto crate = json::as<Crate>(
        json::Document{
            {"id", "crt_0000000000001"},
            {"label", "a"},
            {"ripeness", "ripe"},
            {"count", "5"},
            {"words", "a,b"}},
        true
    );
    ASSERT_TRUE(crate);
    EXPECT_EQ(crate->count, 5);
    EXPECT_EQ(crate->words, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(json::as<Crate>(
        json::Document{{"id", "crt_0000000000001"}, {"label", "a"}, {"ripeness", "ripe"}, {"count", "5x"}},
        true
    ));
}

TEST(Parsing, RefusesWhatIsNoJson) {
    for (const auto* text :
         {"",
          " ",
          "{",
          "{]",
          "{\"a\":}",
          "{\"a\":1,}",
          "[1,2",
          "nul",
          "'a'",
          "{a:1}",
          "1 2",
          "{} x",
          "\"\x01\"",
          "01",
          "1e999",
          "\xFF",
          "\"\xC3\x28\"",
          "\"\\ud800\"",
          "// x\n1"})
        EXPECT_FALSE(json::parse(text)) << text;
}

TEST(Parsing, SaysWhatIsWrongInBothLanguages) {
    const auto refused = json::parse("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), json::malformed);
    EXPECT_NE(refused.error().vi.find("\"c\""), std::string::npos);
    EXPECT_NE(refused.error().en.find("\"c\""), std::string::npos);
}

TEST(Parsing, TheSameMemberInTwoObjectsIsNoDuplicate) {
    EXPECT_TRUE(json::parse(R"([{"a":1},{"a":2},{"a":{"a":{"a":1}}}])"));
    EXPECT_FALSE(json::parse(R"([{"a":1},{"a":2,"b":[{}],"a":3}])"));
}

TEST(Parsing, StopsAtItsDepth) {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    EXPECT_TRUE(json::parse(nested(json::deepest)));
    EXPECT_FALSE(json::parse(nested(json::deepest + 1)));
    EXPECT_FALSE(json::parse(nested(200'000)));
    EXPECT_FALSE(json::parse(std::string(200'000, '[')));
}

RC_GTEST_PROP(Parsing, NeverDoesMoreThanRefuseRandomBytes, ()) {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::element(
        '{', '}', '[', ']', '"', ':', ',', '1', 'e', '-', '.', 'n', 'u', 'l', '\\', '\x80', ' ', 'a'
    ));
    const auto parsed = json::parse(bytes);
    if (parsed) RC_ASSERT(json::parse(parsed->dump()).has_value());
}

RC_GTEST_PROP(Writing, TextsComeBackAsTheyWere, ()) {
    const auto letters = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "\"", "\\", "/", "\n", "\t", "ợ", "😀", "\u2028", "<", "&", "\x7F")
    );
    std::string text;
    for (const auto& letter : letters) text += letter;
    std::string out;
    json::write(out, std::string_view(text));
    const auto back = json::parse(out);
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->get<std::string>() == text);
}

TEST(Lists, LeaveTheCursorOutOnTheLastPage) {
    EXPECT_EQ(json::text_of(List<Corner>{{{1, {}}}, {}}), R"({"data":[{"x":1}],"page":{}})");
    EXPECT_EQ(json::text_of(List<Corner>{{}, {"abc"}}), R"({"data":[],"page":{"next":"abc"}})");
}

}  // namespace
}  // namespace chophien
