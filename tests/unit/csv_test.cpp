#include "core/csv.hpp"

#include "core/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace chophien::csv {
namespace {

using Record = std::vector<std::string>;

std::vector<Record> all_of(std::string_view text, char separator = ',') {
    Reader reader(text, separator);
    std::vector<Record> records;
    Record record;
    for (;;) {
        const auto more = reader.next(record);
        if (!more) throw std::runtime_error(more.error().en);
        if (!*more) return records;
        records.push_back(record);
    }
}

std::string refusal_of(std::string_view text, Limits limits = {}) {
    Reader reader(text, ',', limits);
    Record record;
    for (;;) {
        const auto more = reader.next(record);
        if (!more) return std::string(more.error().why->code) + ": " + more.error().en;
        if (!*more) return "";
    }
}

TEST(Csv, ReadsRecordsAsRfc4180WritesThem) {
    EXPECT_EQ(all_of("a,b\r\nc,d\r\n"), (std::vector<Record>{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(all_of("a,b"), (std::vector<Record>{{"a", "b"}}));
    EXPECT_EQ(all_of("\"a\",\"b,\r\nb\",\"c\"\"c\"\n"), (std::vector<Record>{{"a", "b,\r\nb", "c\"c"}}));
    EXPECT_EQ(all_of("a,\r\n,b\n"), (std::vector<Record>{{"a", ""}, {"", "b"}}));
    EXPECT_EQ(all_of("\"\"\n"), (std::vector<Record>{{""}}));
    EXPECT_EQ(all_of("\"x\","), (std::vector<Record>{{"x", ""}}));
}

TEST(Csv, SkipsTheByteOrderMarkAndEmptyLines) {
    EXPECT_EQ(
        all_of("\xEF\xBB\xBF"
               "tên\r\n\r\n\nchè\r\n\r\n"),
        (std::vector<Record>{{"tên"}, {"chè"}})
    );
    EXPECT_TRUE(all_of("").empty());
    EXPECT_TRUE(all_of("\xEF\xBB\xBF\n\n").empty());
}

TEST(Csv, TellsTheLineWhereARecordBegan) {
    Reader reader("h\n\"two\nlines\"\nlast\n");
    Record record;
    ASSERT_TRUE(reader.next(record).value());
    EXPECT_EQ(reader.line(), 1U);
    ASSERT_TRUE(reader.next(record).value());
    EXPECT_EQ(reader.line(), 2U);
    ASSERT_TRUE(reader.next(record).value());
    EXPECT_EQ(reader.line(), 4U);
}

TEST(Csv, RefusesWhatRfc4180DoesNotKnow) {
    EXPECT_EQ(
        refusal_of("a\nb\"c\n"),
        "csv/malformed: Line 2: there is a quote inside a field; put the whole field in quotes and double "
        "that one."
    );
    EXPECT_EQ(refusal_of("\"a\"b\n"), "csv/malformed: Line 1: there is text after a closing quote.");
    EXPECT_EQ(refusal_of("a\n\"b\nc"), "csv/malformed: Line 2: a quote opens and does not close.");
    EXPECT_EQ(refusal_of("a\n\xFF\n"), "csv/malformed: Line 2: it is not UTF-8.");
}

TEST(Csv, HoldsItsLimits) {
    EXPECT_EQ(refusal_of("a,b,c", {3, 1}), "");
    EXPECT_EQ(
        refusal_of("a,b,c,d", {3, 1}), "csv/over-limit: Line 1: over 3 fields, or a field over 1 bytes."
    );
    EXPECT_EQ(refusal_of("a\nbb", {3, 1}), "csv/over-limit: Line 2: over 3 fields, or a field over 1 bytes.");
}

TEST(Csv, FindsTheSeparatorInTheFirstLine) {
    EXPECT_EQ(separator_of("a,b\nc;d;e;f"), ',');
    EXPECT_EQ(separator_of("a;b\n"), ';');
    EXPECT_EQ(separator_of("a\tb\n"), '\t');
    EXPECT_EQ(separator_of("\"a;b;c\",d\n"), ',');
    EXPECT_EQ(separator_of("alone"), ',');
}

TEST(Csv, NeutralisesFormulasButNoNumbers) {
    EXPECT_EQ(neutralised("=1+1"), "'=1+1");
    EXPECT_EQ(neutralised("+84 912"), "'+84 912");
    EXPECT_EQ(neutralised("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(neutralised("\tx"), "'\tx");
    EXPECT_EQ(neutralised("-12.5"), "-12.5");
    EXPECT_EQ(neutralised("-1-cmd"), "'-1-cmd");
    EXPECT_EQ(neutralised("Chè 'Tân Cương'"), "Chè 'Tân Cương'");
    EXPECT_EQ(neutralised("'=x"), "''=x");
}

RC_GTEST_PROP(CsvProperty, WhatIsWrittenIsReadBack, ()) {
    const auto cell =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;\t\"'\r\n =+-@0123.")));
    const auto record =
        rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell)));
    const auto records = *rc::gen::resize(8, rc::gen::container<std::vector<Record>>(record));
    const char separator = *rc::gen::element(',', ';', '\t');
    std::string written;
    for (const auto& one : records) write(written, one, separator);
    auto read = all_of(written, separator);
    for (auto& one : read)
        for (auto& field : one) field = as_typed(field);
    RC_ASSERT(read == records);
}

RC_GTEST_PROP(CsvProperty, NoCellThatIsWrittenCanRun, (std::string cell)) {
    const auto safe = neutralised(cell);
    const bool runs =
        !safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos;
    RC_ASSERT(!runs || safe.find_first_not_of("-0123456789.") == std::string::npos);
    RC_ASSERT(as_typed(safe) == cell);
}

RC_GTEST_PROP(CsvProperty, AnyBytesAreReadOrRefusedInOnePass, (const std::string& bytes)) {
    Reader reader(bytes);
    Record record;
    std::size_t last = 0;
    for (;;) {
        const auto more = reader.next(record);
        if (!more || !*more) break;
        RC_ASSERT(reader.end() > last);
        last = reader.end();
        for (const auto& field : record) RC_ASSERT(text::is_utf8(field));
    }
    RC_ASSERT(reader.end() <= bytes.size());
}

}  // namespace
}  // namespace chophien::csv
