#include "payments/vietqr.hpp"

#include "payments/refusals.hpp"
#include "tests/unit/shared_vectors.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

namespace chophien::payments {
namespace {

const std::string paid_once =
    "00020101021238570010A00000072701270006970436011300110041234560208QRIBFTTA530370454061500005802VN62150811"
    "HTX7K2M9QX3"
    "63047294";

TransferCode order_code() {
    TransferCode code{.bank = "970436", .account = "0011004123456"};
    code.amount = vnd(150'000);
    code.purpose = "HTX7K2M9QX3";
    return code;
}

// The same payload after a change, with its checksum made anew.
std::string changed(std::string payload, std::string_view from, std::string_view to) {
    payload.replace(payload.find(from), from.size(), to);
    payload.resize(payload.size() - 4);
    return payload + qr_checksum(payload);
}

TEST(VietQr, TheChecksumIsThatOfEmv) {
    EXPECT_EQ(qr_checksum("123456789"), "29B1");
    EXPECT_EQ(qr_checksum(""), "FFFF");
    EXPECT_EQ(qr_checksum("Đặt cọc"), "70A0");
}

TEST(VietQr, ATransferCodeIsWrittenFieldByField) {
    EXPECT_EQ(vietqr_payload(order_code()).value(), paid_once);
    TransferCode open{.bank = "970436", .account = "0011004123456"};
    EXPECT_EQ(
        vietqr_payload(open).value(),
        "00020101021138570010A00000072701270006970436011300110041234560208QRIBFTTA53037045802VN63041290"
    );
}

TEST(VietQr, ATransferCodeIsReadBack) {
    const auto code = vietqr_from(paid_once).value();
    EXPECT_EQ(code.bank, "970436");
    EXPECT_EQ(code.account, "0011004123456");
    EXPECT_EQ(code.amount, vnd(150'000));
    EXPECT_EQ(code.purpose, "HTX7K2M9QX3");
    EXPECT_EQ(code.initiation, TransferCode::Initiation::once);
    EXPECT_EQ(code.service, TransferCode::Service::to_account);
}

TEST(VietQr, WhatCannotBeTransferredIsRefused) {
    const auto refused = [](auto change) {
        auto code = order_code();
        change(code);
        return vietqr_payload(code).error();
    };
    EXPECT_EQ(refused([](auto& code) { code.bank = "970499"; }), unknown_bank);
    EXPECT_EQ(refused([](auto& code) { code.bank = ""; }), unknown_bank);
    EXPECT_EQ(refused([](auto& code) { code.account = ""; }), wrong_account);
    EXPECT_EQ(refused([](auto& code) { code.account = "0011 004"; }), wrong_account);
    EXPECT_EQ(refused([](auto& code) { code.account = "12345678901234567890"; }), wrong_account);
    EXPECT_EQ(refused([](auto& code) { code.amount = vnd(0); }), wrong_amount);
    EXPECT_EQ(refused([](auto& code) { code.amount = vnd(-1); }), wrong_amount);
    EXPECT_EQ(refused([](auto& code) { code.amount = vnd(500'000'000); }), over_transfer_ceiling);
    EXPECT_EQ(refused([](auto& code) { code.purpose = std::string(26, 'A'); }), wrong_purpose);
    EXPECT_EQ(refused([](auto& code) { code.purpose = "đặt cọc"; }), wrong_purpose);
    EXPECT_EQ(refused([](auto& code) { code.purpose = "A  B"; }), wrong_purpose);
    EXPECT_EQ(refused([](auto& code) { code.name = std::string(26, 'A'); }), wrong_label);
    EXPECT_EQ(refused([](auto& code) { code.city = std::string(16, 'A'); }), wrong_label);
    EXPECT_EQ(refused([](auto& code) { code.bill = "hóa đơn"; }), wrong_label);
    EXPECT_EQ(
        refused([](auto& code) {
            code.bill = code.store = code.reference = code.customer = std::string(25, 'A');
        }),
        wrong_label
    );
    auto most = order_code();
    most.amount = vnd(499'999'999);
    EXPECT_TRUE(vietqr_payload(most));
}

TEST(VietQr, AmountsAreWholeDongInDigits) {
    EXPECT_EQ(amount_from("1").value(), vnd(1));
    EXPECT_EQ(amount_from("9999999999999").value(), vnd(9'999'999'999'999));
    for (const auto* wrong :
         {"", "0", "000", "-1", "+1", "1.000", "1000.50", "1,000", " 1", "1e3", "12345678901234"})
        EXPECT_EQ(amount_from(wrong).error(), wrong_amount) << wrong;
}

TEST(VietQr, MessagesBecomePlain) {
    EXPECT_EQ(plain_purpose("Đặt cọc hợp đồng số 12/HĐ"), "Dat coc hop dong so 12 HD");
    EXPECT_EQ(plain_purpose("  nhiều   khoảng trắng  "), "nhieu khoang trang");
    EXPECT_EQ(plain_purpose("Hợp tác xã nông nghiệp dịch vụ"), "Hop tac xa nong nghiep di");
    EXPECT_EQ(plain_purpose("123456789012345678901234 và"), "123456789012345678901234");
    EXPECT_EQ(plain_purpose("🍯 mật ong"), "mat ong");
    EXPECT_EQ(plain_purpose("..."), "");
}

TEST(VietQr, DamagedAndForeignCodesAreRefusedWithTheReason) {
    const auto why = [](const std::string& payload) { return vietqr_from(payload).error(); };
    EXPECT_EQ(why(""), qr_wrong_length);
    EXPECT_EQ(why("0"), qr_wrong_length);
    EXPECT_EQ(why("hello"), qr_wrong_length);
    EXPECT_EQ(why(std::string(600, '0')), qr_wrong_length);
    EXPECT_EQ(why(paid_once.substr(0, paid_once.size() - 1) + "5"), qr_wrong_checksum);
    EXPECT_EQ(why(paid_once + "00"), qr_checksum_not_last);
    EXPECT_EQ(why(paid_once.substr(0, paid_once.size() - 8)), qr_checksum_not_last);
    EXPECT_EQ(why(changed(paid_once, "000201", "000202")), qr_wrong_start);
    EXPECT_EQ(why(changed(paid_once, "000201010212", "010212000201")), qr_wrong_start);
    EXPECT_EQ(why(changed(paid_once, "5406150000", "5499150000")), qr_wrong_length);
    EXPECT_EQ(why(changed(paid_once, "5406150000", "540615000054011")), qr_repeated_field);
    EXPECT_EQ(why(changed(paid_once, "5303704", "5303840")), qr_wrong_currency);
    EXPECT_EQ(why(changed(paid_once, "5303704", "")), qr_wrong_currency);
    EXPECT_EQ(why(changed(paid_once, "5802VN", "5802TH")), qr_wrong_country);
    EXPECT_EQ(why(changed(paid_once, "A000000727", "A000000775")), qr_wrong_scheme);
    EXPECT_EQ(why(changed(paid_once, "QRIBFTTA", "QRCASH00")), qr_unknown_service);
    EXPECT_EQ(why(changed(paid_once, "5406150000", "5406000000")), wrong_amount);
    EXPECT_EQ(why(changed(paid_once, "0006970436", "000697043X")), wrong_account);
    // Lengths inside a template are looked at too: of 38, of its 01, of 62.
    EXPECT_EQ(why(changed(paid_once, "0010A000000727", "0099A000000727")), qr_wrong_length);
    EXPECT_EQ(why(changed(paid_once, "01130011004123456", "01990011004123456")), qr_wrong_length);
    EXPECT_EQ(why(changed(paid_once, "0811HTX", "0899HTX")), qr_wrong_length);
}

TEST(VietQr, CodesOfOthersAreReadLeniently) {
    // Unknown fields, small hex digits and lengths that count Vietnamese letters as one.
    EXPECT_TRUE(vietqr_from(changed(
        paid_once,
        "6304",
        "8003046"
        "6304"
    )));
    const auto counted = changed(paid_once, "5802VN", "5802VN5912HTX Mật Ong1");
    EXPECT_EQ(vietqr_from(counted).value().name, "HTX Mật Ong1");
    const auto by_bytes = changed(paid_once, "5802VN", "5802VN5914HTX Mật Ong1");
    EXPECT_EQ(vietqr_from(by_bytes).value().name, "HTX Mật Ong1");
}

TEST(VietQr, BanksAreFoundByTheirNumber) {
    EXPECT_EQ(find_bank("970436")->name, "Vietcombank");
    EXPECT_TRUE(find_bank("970436")->sends);
    EXPECT_EQ(find_bank("546034")->name, "Cake by VPBank");
    EXPECT_FALSE(find_bank("422589")->sends);
    EXPECT_EQ(find_bank("970406")->name, "Vikki Bank");
    for (const auto* none : {"", "970499", "97043", "9704366", "abcdef"})
        EXPECT_EQ(find_bank(none), nullptr) << none;
    EXPECT_EQ(transfer_ceiling(), vnd(500'000'000));
    for (const auto& bank : banks()) EXPECT_EQ(find_bank(bank.number), &bank);
}

RC_GTEST_PROP(VietQrProperty, WhatIsWrittenIsReadBack, ()) {
    const auto text = [](int most) {
        std::string out;
        for (int count = *rc::gen::inRange(1, most + 1); count > 0; --count)
            out += *rc::gen::elementOf(std::string("0123456789ABCXYZ"));
        return out;
    };
    TransferCode code;
    code.bank = banks()[*rc::gen::inRange<std::size_t>(0, banks().size())].number;
    code.account = text(19);
    code.amount = vnd(*rc::gen::inRange<std::int64_t>(1, 500'000'000));
    code.purpose = text(25);
    code.bill = text(20);
    code.name = text(25);
    const auto read = vietqr_from(vietqr_payload(code).value()).value();
    RC_ASSERT(read.bank == code.bank);
    RC_ASSERT(read.account == code.account);
    RC_ASSERT(read.amount == code.amount);
    RC_ASSERT(read.purpose == code.purpose);
    RC_ASSERT(read.bill == code.bill);
    RC_ASSERT(read.name == code.name);
}

RC_GTEST_PROP(VietQrProperty, AnyChangedDigitIsFound, ()) {
    auto payload = paid_once;
    const auto at = *rc::gen::inRange<std::size_t>(0, payload.size());
    const auto by = *rc::gen::inRange(1, 10);
    RC_PRE(payload[at] >= '0' && payload[at] <= '9');
    payload[at] = static_cast<char>('0' + (payload[at] - '0' + by) % 10);
    RC_ASSERT(!vietqr_from(payload));
}

RC_GTEST_PROP(VietQrProperty, NoTextBreaksTheReader, (const std::string& text)) {
    RC_ASSERT(!vietqr_from(text));
    RC_ASSERT(!vietqr_from("000201" + text));
}

std::string text_or(const nlohmann::json& object, const char* name) {
    return object.contains(name) && !object.at(name).is_null() ? object.at(name).get<std::string>()
                                                               : std::string();
}

Result<std::string> built(const nlohmann::json& input) {
    TransferCode code;
    code.bank = input.at("bankBin");
    code.account = input.at("bankNumber");
    code.purpose = text_or(input, "purpose");
    if (text_or(input, "service") == "QRIBFTTC") code.service = TransferCode::Service::to_card;
    if (text_or(input, "initMethod") == "11") code.initiation = TransferCode::Initiation::fixed;
    if (const auto digits = text_or(input, "amount"); !digits.empty()) {
        auto amount = amount_from(digits);
        if (!amount) return refuse(amount);
        code.amount = *amount;
    }
    return vietqr_payload(code);
}

std::vector<QrField> fields_of(const nlohmann::json& root) {
    std::vector<QrField> fields;
    for (const auto& field : root) fields.push_back({field.at("id"), field.at("value")});
    return fields;
}

void expect_written(const nlohmann::json& vector) {
    const std::string payload = vector.at("expect").at("payload");
    auto fields = fields_of(vector.at("expect").at("root"));
    EXPECT_EQ(qr_fields(payload).value(), fields) << vector;
    EXPECT_EQ(fields.back().value, vector.at("expect").at("crc")) << vector;
    fields.pop_back();
    EXPECT_EQ(qr_payload(fields), payload) << vector;
    if (vector.at("kind") == "build") {
        EXPECT_EQ(built(vector.at("input")).value(), payload) << vector;
    } else if (vector.at("kind") == "vnpayqr") {
        EXPECT_EQ(vietqr_from(payload).error(), qr_wrong_scheme) << vector;
    } else {
        // Read, then written again; the one with a fee (55 to 57) has more than we write.
        const auto code = vietqr_from(payload).value();
        EXPECT_EQ(code.purpose, vector.at("input").at("purpose")) << vector;
        const auto again = vietqr_payload(code).value();
        const bool fee = std::ranges::find(fields, "55", &QrField::id) != fields.end();
        EXPECT_EQ(again == payload, !fee) << vector;
    }
}

void expect_read(const nlohmann::json& vector) {
    const auto& expect = vector.at("expect");
    const auto code = vietqr_from(vector.at("input").at("payload").get<std::string>()).value();
    EXPECT_EQ(code.initiation == TransferCode::Initiation::once ? "12" : "11", expect.at("init_method"))
        << vector;
    EXPECT_EQ(code.service == TransferCode::Service::to_card ? "QRIBFTTC" : "QRIBFTTA", expect.at("service"))
        << vector;
    EXPECT_EQ(code.bank, expect.at("bank_bin")) << vector;
    EXPECT_EQ(code.account, expect.at("account")) << vector;
    EXPECT_EQ(code.amount ? std::to_string(code.amount->minor) : "", text_or(expect, "amount")) << vector;
    EXPECT_EQ(code.purpose, text_or(expect, "purpose")) << vector;
    EXPECT_EQ(code.bill, text_or(expect, "bill")) << vector;
    EXPECT_EQ(code.reference, text_or(expect, "reference")) << vector;
    EXPECT_EQ(code.name, text_or(expect, "merchant_name")) << vector;
    EXPECT_EQ(code.city, text_or(expect, "city")) << vector;
}

TEST(VietQr, TheSharedCodesAreWrittenReadAndRefusedRight) {
    const auto file = tests::shared_vectors("payments/vectors/vietqr.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("payments/vectors/vietqr.json");
    const std::map<std::string, const Refusal*> reasons{
        {"crc", &qr_wrong_checksum},
        {"length", &qr_wrong_length},
        {"currency", &qr_wrong_currency},
        {"guid", &qr_wrong_scheme},
        {"duplicate_tag", &qr_repeated_field},
        {"crc_last", &qr_checksum_not_last},
        {"service", &qr_unknown_service},
        {"purpose_over_25", &wrong_purpose},
        {"amount_format", &wrong_amount},
        {"amount_over_13", &wrong_amount},
        {"account_format", &wrong_account},
        {"account_over_19", &wrong_account}};
    int seen = 0;
    for (const auto& vector : file->at("vectors")) {
        const std::string kind = vector.at("kind");
        const auto& input = vector.at("input");
        const auto& expect = vector.at("expect");
        if (kind == "build" || kind == "build_more" || kind == "vnpayqr") {
            expect_written(vector);
        } else if (kind == "decode") {
            expect_read(vector);
        } else if (kind == "crc") {
            EXPECT_EQ(qr_checksum(input.at("text").get<std::string>()), expect.at("crc")) << vector;
        } else if (kind == "ascii") {
            EXPECT_EQ(plain_purpose(input.at("text").get<std::string>()), expect.at("ascii")) << vector;
        } else if (kind == "reject") {
            const auto code = vietqr_from(input.at("payload").get<std::string>());
            ASSERT_FALSE(code) << vector;
            EXPECT_EQ(code.error(), *reasons.at(expect.at("reason"))) << vector << code.error().why->code;
        } else if (kind == "builder_refuse") {
            const auto payload = built(input);
            ASSERT_FALSE(payload) << vector;
            EXPECT_EQ(payload.error(), *reasons.at(expect.at("reason"))) << vector;
        } else if (kind == "accept") {
            const auto code = vietqr_from(input.at("payload").get<std::string>());
            ASSERT_TRUE(code) << vector;
            const auto amount = text_or(expect, "amount");
            EXPECT_TRUE(amount.empty() || code->amount == vnd(std::stoll(amount))) << vector;
        } else {
            FAIL() << "a new kind of vector: " << kind;
        }
        ++seen;
    }
    EXPECT_GE(seen, 49);
}

TEST(VietQr, TheSharedBankNumbersAreAllInTheTable) {
    const auto file = tests::shared_vectors("payments/vectors/bank-bins.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("payments/vectors/bank-bins.json");
    std::set<std::string> numbers;
    for (const auto& row : file->at("banks"))
        if (!row.at("bin").is_null()) numbers.insert(row.at("bin").get<std::string>());
    for (const auto& number : numbers) EXPECT_NE(find_bank(number), nullptr) << number;
    EXPECT_EQ(banks().size(), numbers.size());
}

}  // namespace
}  // namespace chophien::payments
