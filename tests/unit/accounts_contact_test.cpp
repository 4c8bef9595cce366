#include "accounts/contact.hpp"
#include "accounts/person.hpp"
#include "accounts/refusals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace chophien::accounts {
namespace {

TEST(Phone, ComesIntoOneForm) {
    const std::map<std::string, std::string> table{
        {"0912345678", "+84912345678"},
        {"0912 345 678", "+84912345678"},
        {"091.234.5678", "+84912345678"},
        {"+84912345678", "+84912345678"},
        {"+84 912 345 678", "+84912345678"},
        {"84912345678", "+84912345678"},
        {"0084912345678", "+84912345678"},
        {"(+84) 912345678", ""},
        {"+84 (0)912 345 678", "+84912345678"},
        {"024 3825 1234", "+842438251234"},
        {"(028) 3822-1234", "+842838221234"},
        {"0236 3821 234", "+842363821234"},
        {"0351234567", "+84351234567"},
    };
    for (const auto& [typed, phone] : table) {
        if (phone.empty())
            EXPECT_EQ(phone_from(typed).error(), wrong_phone) << typed;
        else
            EXPECT_EQ(phone_from(typed), phone) << typed;
    }
}

TEST(Phone, OthersAreNone) {
    for (const auto* typed :
         {"",
          "0",
          "113",
          "091234567",
          "09123456789",
          "+1 202 555 0100",
          "0412345678",
          "0243825123",
          "09123x5678",
          "+",
          "++84912345678",
          "00912345678"})
        EXPECT_EQ(phone_from(typed).error(), wrong_phone) << typed;
    EXPECT_FALSE(phone_from(std::string(10'000, '0')));
}

RC_GTEST_PROP(Phone, ItsOneFormIsReadAsItself, ()) {
    const auto typed =
        *rc::gen::container<std::string>(rc::gen::element('0', '8', '4', '9', '1', '2', '5', ' ', '.', '+'));
    const auto phone = phone_from(typed);
    if (phone) RC_ASSERT(phone_from(*phone) == *phone);
}

TEST(Email, IsKeptInSmallLetters) {
    EXPECT_EQ(email_from(" Mai.Nguyen+HTX@Example.COM.VN "), "mai.nguyen+htx@example.com.vn");
}

TEST(Email, OthersAreNone) {
    const std::string long_part(65, 'a');
    for (const auto& typed :
         {std::string(),
          std::string("mai"),
          std::string("@example.com"),
          std::string("mai@"),
          std::string("mai@localhost"),
          std::string("a@b@c.vn"),
          std::string("a b@c.vn"),
          std::string(".a@b.vn"),
          std::string("a.@b.vn"),
          std::string("a..b@c.vn"),
          std::string("a@-b.vn"),
          std::string("a@b..vn"),
          std::string("a@b.vn."),
          std::string("má@b.vn"),
          std::string("\"a\"@b.vn"),
          long_part + "@b.vn",
          "a@" + long_part + ".vn",
          "a@" + std::string(300, 'b') + ".vn"})
        EXPECT_EQ(email_from(typed).error(), wrong_email) << typed;
}

TEST(Login, IsAPhoneAnAddressOrAPlainName) {
    EXPECT_EQ(login_from("0912 345 678"), "+84912345678");
    EXPECT_EQ(login_from("Mai@Example.vn"), "mai@example.vn");
    EXPECT_EQ(login_from(" Ba.Mai_1-HTX "), "ba.mai_1-htx");
    for (const auto* typed : {"", "ab", "1abc", "bà mai", "ba mai", ".mai", "mai@", "0912", "a/b"})
        EXPECT_EQ(login_from(typed).error(), wrong_login) << typed;
    EXPECT_FALSE(login_from(std::string(65, 'a')));
    EXPECT_TRUE(login_from(std::string(64, 'a')));
}

RC_GTEST_PROP(Login, ItsOneFormIsReadAsItself, ()) {
    const auto typed =
        *rc::gen::container<std::string>(rc::gen::element('a', 'Z', '9', '0', '.', '-', '_', '@', ' ', 'n'));
    const auto login = login_from(typed);
    if (login) RC_ASSERT(login_from(*login) == *login);
}

TEST(Password, HasEightToAHundredAndTwentyEightCharacters) {
    EXPECT_EQ(check_password("1234567", "mai").error(), password_length);
    EXPECT_TRUE(check_password("ợợợợợợợợ", "mai"));
    EXPECT_TRUE(check_password(std::string(128, 'x'), "mai"));
    EXPECT_EQ(check_password(std::string(129, 'x'), "mai").error(), password_length);
}

TEST(Password, IsNotTheLoginInAnySpelling) {
    EXPECT_EQ(check_password("bamai.htx", "BaMai.HTX").error(), password_is_login);
    EXPECT_EQ(check_password("0912345678", "+84 912 345 678").error(), password_is_login);
    EXPECT_EQ(check_password("Mai@Example.vn", "mai@example.vn").error(), password_is_login);
}

TEST(Password, IsNoneOfTheMostCommon) {
    for (const auto* password : {"12345678", "PASSWORD", "Matkhau123", "mậtkhẩu123", "chophien"})
        EXPECT_EQ(check_password(password, "mai").error(), password_common) << password;
    EXPECT_TRUE(check_password("gạo nếp cái hoa vàng", "mai"));
}

}  // namespace
}  // namespace chophien::accounts
