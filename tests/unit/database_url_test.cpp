#include "server/database_url.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace chophien::server {
namespace {

DatabaseUrl good(std::string_view text) {
    auto parsed = parse_database_url(text);
    const auto* fault = std::get_if<DatabaseUrlFault>(&parsed);
    EXPECT_EQ(fault, nullptr) << text << ": " << fault->en;
    return fault ? DatabaseUrl{} : std::get<DatabaseUrl>(parsed);
}

bool bad(std::string_view text) { return std::holds_alternative<DatabaseUrlFault>(parse_database_url(text)); }

std::string percent(std::string_view text) {
    std::string out;
    for (const char c : text) out += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    return out;
}

TEST(DatabaseUrl, NamesSeveralEqualHosts) {
    const auto url = good("mysql://lan:m%40t%3A@db1,db2:3307,[2001:db8::1]:3308,[::1]/market");

    EXPECT_EQ(url.user, "lan");
    EXPECT_EQ(url.password, "m@t:");
    EXPECT_EQ(url.name, "market");
    EXPECT_EQ(
        url.hosts,
        (std::vector<DatabaseHost>{{"db1", 3306}, {"db2", 3307}, {"2001:db8::1", 3308}, {"::1", 3306}})
    );
    EXPECT_EQ(url.tls, DatabaseTls::off);
    EXPECT_TRUE(url.socket.empty());
}

TEST(DatabaseUrl, TakesAPasswordWithAnAtSignAsPeoplePasteIt) {
    EXPECT_EQ(good("mysql://u:p@ss@h/n").password, "p@ss");
}

TEST(DatabaseUrl, MayLeaveThePasswordOut) { EXPECT_EQ(good("mysql://u@h/n").password, ""); }

TEST(DatabaseUrl, ReadsTlsAndSocket) {
    EXPECT_EQ(good("mysql://u@h/n?tls=on").tls, DatabaseTls::on);
    EXPECT_EQ(good("mysql://u@h/n?tls=off").tls, DatabaseTls::off);
    const auto verified = good("mysql://u@h/n?tls=verify&ca=/etc/ca%20file.pem");
    EXPECT_EQ(verified.tls, DatabaseTls::verified);
    EXPECT_EQ(verified.certificate_authority, "/etc/ca file.pem");
    EXPECT_EQ(good("mysql://u@/n?socket=/run/db@1.sock").socket, "/run/db@1.sock");
}

TEST(DatabaseUrl, IsRefusedWhenAnyPartIsNotWhatItShouldBe) {
    for (const auto* text : {
             "",
             "mysql://",
             "mariadb://u@h/n",
             "mysql://h/n",
             "mysql://@h/n",
             "mysql://:p@h/n",
             "mysql://u@h",
             "mysql://u@/n",
             "mysql://u@h/",
             "mysql://u@h/a-b",
             "mysql://u@h/a`b",
             "mysql://u@h/a%2Fb",
             "mysql://u@h:0/n",
             "mysql://u@h:65536/n",
             "mysql://u@h:/n",
             "mysql://u@h:3x/n",
             "mysql://u@h,/n",
             "mysql://u@,h/n",
             "mysql://u@[::1/n",
             "mysql://u@[::1]3306/n",
             "mysql://u@h h/n",
             "mysql://u:%4@h/n",
             "mysql://u:%zz@h/n",
             "mysql://u:%00@h/n",
             "mysql://u@h/n?tls=maybe",
             "mysql://u@h/n?tls=verify",
             "mysql://u@h/n?ca=/x",
             "mysql://u@h/n?socket=relative",
             "mysql://u@h/n?pool=3",
             "mysql://u@h1,h2,h3,h4,h5,h6,h7,h8,h9,h10,h11,h12,h13,h14,h15,h16,h17/n",
         })
        EXPECT_TRUE(bad(text)) << text;
    EXPECT_TRUE(bad("mysql://u:" + std::string(2000, 'p') + "@h/n"));
    EXPECT_TRUE(bad("mysql://u@h/" + std::string(65, 'n')));
}

RC_GTEST_PROP(DatabaseUrl, KeepsEveryUserAndPasswordThatIsPercentEncoded, ()) {
    const auto text = rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::nonZero<char>()));
    const auto user = *text, password = *text;
    RC_PRE(user.size() + password.size() < 600U);

    const auto parsed = parse_database_url("mysql://" + percent(user) + ":" + percent(password) + "@h/n");

    RC_ASSERT(std::holds_alternative<DatabaseUrl>(parsed));
    RC_ASSERT(std::get<DatabaseUrl>(parsed).user == user);
    RC_ASSERT(std::get<DatabaseUrl>(parsed).password == password);
}

RC_GTEST_PROP(DatabaseUrl, TakesAnyTextWithoutHarm, (const std::string& text)) {
    (void)parse_database_url(text);
    (void)parse_database_url("mysql://" + text);
    (void)parse_database_url("mysql://u:p@h/n?" + text);
}

TEST(DatabaseUrl, IsShownWithoutItsPassword) {
    const auto text = "mysql://l%20n:secret@db1:3306,[::1]:4000/market?tls=verify&ca=/ca.pem&socket=/s";

    const auto shown = good(text).shown();

    EXPECT_EQ(shown, "mysql://l%20n:********@db1:3306,[::1]:4000/market?tls=verify&ca=/ca.pem&socket=/s");
    EXPECT_EQ(good("mysql://u@h/n").shown(), "mysql://u@h:3306/n");
}

}  // namespace
}  // namespace chophien::server
