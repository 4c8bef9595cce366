// Real Vietnamese texts in every encoding that files come in, and bytes that are none of them. The C
// library's own converters write the files; ours read them.
#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/text.hpp"
#include "core/text_encoding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iconv.h>
#include <set>

namespace chophien::text {
namespace {

std::string encoded(std::string_view utf8, const char* charset) {
    const auto converter = iconv_open(charset, "UTF-8");
    ensure(converter != reinterpret_cast<iconv_t>(-1), "the C library knows the charset");
    std::string in(utf8);
    std::string out(utf8.size() * 4 + 16, '\0');
    auto* from = in.data();
    auto* to = out.data();
    auto left = in.size();
    auto room = out.size();
    const auto done = iconv(converter, &from, &left, &to, &room);
    iconv(converter, nullptr, nullptr, &to, &room);
    iconv_close(converter);
    if (done == static_cast<std::size_t>(-1)) return {};
    out.resize(out.size() - room);
    return out;
}

constexpr std::string_view sheet =
    "Tên sản phẩm;Bộ sản phẩm;Quy cách;Đơn vị;Giá;Tồn kho\r\n"
    "Chè Tân Cương móc câu;11;Hộp 200 g;hộp;150000;40\r\n"
    "Mật ong hoa cà phê Đắk Lắk;4;Chai 500 ml;chai;90000;12\r\n"
    "Nước mắm cốt cá cơm Phú Quốc;9;Chai thủy tinh;chai;120000;7\r\n"
    "Bưởi da xanh, quả to;1;Thùng 5 kg;thùng;350000;3\r\n";

/// Product names as published, a hundred of the real ones.
std::string real_names() {
    csv::Reader reader(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-products.csv"));
    std::vector<std::string> cells;
    std::string names;
    for (int row = 0; row < 100; ++row)
        if (const auto more = reader.next(cells); more && *more) names += cells[0] + '\n';
    return names;
}

TEST(Encoding, EveryUsualOneIsRecognisedAndSaysTheSame) {
    struct Line {
        const char* charset;
        std::string mark;
        Encoding encoding;
    };

    const Line table[] = {
        {"UTF-8", "", Encoding::utf8},
        {"UTF-8", "\xEF\xBB\xBF", Encoding::utf8},
        {"UTF-16LE", "\xFF\xFE", Encoding::utf16_little},
        {"UTF-16BE", "\xFE\xFF", Encoding::utf16_big},
        {"CP1258", "", Encoding::windows_1258},
        {"TCVN5712-1", "", Encoding::tcvn3},
    };
    for (const auto& line : table) {
        SCOPED_TRACE(line.charset);
        for (const auto& text : {std::string(sheet), real_names()}) {
            ASSERT_FALSE(text.empty());
            const auto bytes = encoded(text, line.charset);
            ASSERT_FALSE(bytes.empty());
            const auto read = decoded(line.mark + bytes);
            ASSERT_TRUE(read) << read.error().en;
            EXPECT_EQ(read->from, line.encoding);
            EXPECT_EQ(read->utf8, text);
        }
    }
}

TEST(Encoding, OneMarkedLineIsEnough) {
    const auto names = real_names();
    int told_apart = 0;
    int unsure = 0;
    for (std::size_t at = 0; at < names.size();) {
        const auto end = names.find('\n', at);
        const auto name = names.substr(at, end - at);
        at = end + 1;
        for (const auto* charset : {"CP1258", "TCVN5712-1"}) {
            const auto bytes = encoded(name, charset);
            if (bytes.empty() || is_utf8(bytes)) continue;
            const auto read = decoded(bytes);
            EXPECT_TRUE(!read || read->utf8 == name) << charset << ": " << name;
            ++(read ? told_apart : unsure);
        }
    }
    EXPECT_GT(told_apart, 150);
    EXPECT_LT(unsure, told_apart / 10) << "a single line may be refused, but seldom is";
}

TEST(Encoding, BytesWrittenDownByHand) {
    const auto windows = decoded(
        "C\xE2n v\xE0 ti\xEA\xEC"
        "ng Vi\xEA\xF2t"
    );
    ASSERT_TRUE(windows) << windows.error().en;
    EXPECT_EQ(windows->utf8, "Cân và tiếng Việt");
    EXPECT_EQ(windows->from, Encoding::windows_1258);
    const auto abc = decoded(
        "Ti\xD5ng Vi\xD6t \xAE\xAD\xEE"
        "c ghi b\xBBng ch\xF7"
    );
    ASSERT_TRUE(abc) << abc.error().en;
    EXPECT_EQ(abc->utf8, "Tiếng Việt được ghi bằng chữ");
    EXPECT_EQ(abc->from, Encoding::tcvn3);
}

TEST(Encoding, CapitalsOfTheAbcCapitalFontsComeOutAsCapitals) {
    const auto read = decoded(
        "CH\xCC T\xA9N C\xAD\xACNG\r\nCh\xCC T\xA9n C\xAD\xAC"
        "ng, \xA7\xB5 L\xB9t"
    );
    ASSERT_TRUE(read) << read.error().en;
    EXPECT_EQ(read->utf8, "CHÈ TÂN CƯƠNG\r\nChè Tân Cương, Đà Lạt");
}

TEST(Encoding, WhatIsNoneIsRefusedByNameAndNeverGuessed) {
    const std::pair<std::string, std::string> table[] = {
        {"a zip file", std::string("PK\x03\x04\x14\x00\x08\x08", 8)},
        {"UTF-16 without its mark", encoded("Chè", "UTF-16LE")},
        {"half a UTF-16 unit", "\xFF\xFE" + encoded("Chè", "UTF-16LE") + "x"},
        {"a lone surrogate", std::string("\xFF\xFE\x00\xD8\x41\x00", 6)},
        {"UTF-32", std::string("\xFF\xFE\x00\x00\x41\x00\x00\x00", 8)},
        {"a mark of UTF-8 before something else",
         "\xEF\xBB\xBF"
         "Ch\xE8"},
        {"UTF-8 cut in a letter", "Ch\xC3\xA8 T\xC3"},
        {"French",
         "caf\xE9 cr\xE8me br\xFBl\xE9"
         "e \xE0 la fran\xE7"
         "aise"},
        {"German",
         "Gr\xFC\xDF"
         "e aus K\xF6ln, sch\xF6ne M\xFChle"},
        {"Chinese in GBK", "\xD6\xD0\xB9\xFA\xB2\xE8\xD2\xB6"},
        {"Russian in Windows-1251", "\xD7\xE0\xE9 \xE7\xE5\xEB\xB8\xED\xFB\xE9"},
        {"VNI", "Ti\x65\xE1ng Vi\x65\xE4t, ch\xF6\xF5 n\xF6\xF4\xF9\x63, \xF1\xF6\xF4\xEF\x63"},
        {"noise", "\x80\x81\x8D\x8F\x90\x9D\xFF"},
    };
    for (const auto& [what, bytes] : table) {
        const auto read = decoded(bytes);
        EXPECT_FALSE(read) << what << ": " << (read ? read->utf8 : "");
        if (!read) {
            EXPECT_EQ(read.error(), unknown_encoding) << what;
            EXPECT_FALSE(read.error().vi.empty()) << what;
        }
    }
}

TEST(Encoding, SyllablesAreWhatVietnameseCanSpell) {
    for (const auto* word :
         {"phiên", "Nghĩa", "quốc", "giếng", "gì", "khuỷu", "rượu", "Đắk", "ĐƯỜNG", "ủ", "thuở"})
        EXPECT_TRUE(is_syllable(word)) << word;
    for (const auto* word : {"phổiờn", "tờỡng", "cộp", "mãt", "ñandú", "wà", "bÒÓ"})
        EXPECT_EQ(is_syllable(word), std::string_view(word) == "cộp") << word;
}

TEST(Encoding, NearlyEveryMarkedWordOfTheRealNamesIsASyllable) {
    const auto names = real_names();
    std::size_t marked = 0;
    std::size_t spelled = 0;
    std::string word;
    for (std::size_t at = 0; at <= names.size(); ++at) {
        const bool sign =
            at == names.size() || (static_cast<signed char>(names[at]) >= 0 && !std::isalpha(names[at]));
        if (!sign) {
            word += names[at];
            continue;
        }
        if (std::ranges::any_of(word, [](char one) { return static_cast<signed char>(one) < 0; })) {
            ++marked;
            spelled += is_syllable(word) ? 1U : 0U;
        }
        word.clear();
    }
    EXPECT_GT(marked, 200U);
    EXPECT_GE(spelled * 100, marked * 97);
}

}  // namespace
}  // namespace chophien::text
