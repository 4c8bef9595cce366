// Where webhooks may go: addresses of the network, and addresses of the web.
#include "server/webhook_address.hpp"

#include "server/webhook_courier.hpp"
#include "traceability/epcis/subscription_destination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::server {
namespace {

using traceability::epcis::destination_from;

TEST(WebhookAddress, IsPublicOrNotGoneTo) {
    for (const auto* yes :
         {"1.1.1.1",
          "8.8.8.8",
          "172.15.255.255",
          "172.32.0.1",
          "192.167.1.1",
          "100.63.255.255",
          "100.128.0.1",
          "223.255.255.255",
          "126.255.255.255",
          "2606:4700::1111",
          "2a00:1450:4001::",
          "::ffff:8.8.8.8"})
        EXPECT_TRUE(is_public_address(yes)) << yes;
    for (const auto* no :
         {"0.0.0.0",
          "0.1.2.3",
          "10.0.0.1",
          "100.64.0.1",
          "127.0.0.1",
          "127.255.255.255",
          "169.254.169.254",
          "172.16.0.1",
          "172.31.255.255",
          "192.0.0.8",
          "192.0.2.1",
          "192.88.99.1",
          "192.168.1.1",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.1",
          "203.0.113.1",
          "224.0.0.1",
          "239.255.255.255",
          "240.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::ffff:169.254.169.254",
          "::7f00:1",
          "64:ff9b::7f00:1",
          "64:ff9b::808:808",
          "64:ff9b:1::1",
          "100::1",
          "2001::1",
          "2001:db8::1",
          "2002:7f00:1::",
          "fc00::1",
          "fd12:3456::1",
          "fe80::1",
          "fe80::1%eth0",
          "fec0::1",
          "ff02::1",
          "",
          "localhost",
          "0x7f.1",
          "2130706433",
          "127.1"})
        EXPECT_FALSE(is_public_address(no)) << no;
}

TEST(WebhookAddress, KnowsThisMachine) {
    for (const auto* yes : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(is_loopback_address(yes)) << yes;
    for (const auto* no : {"8.8.8.8", "::", "0.0.0.0", "::2", "localhost"})
        EXPECT_FALSE(is_loopback_address(no)) << no;
}

TEST(WebhookDestination, IsTakenApart) {
    struct Row {
        const char* url;
        bool encrypted;
        const char* host;
        int port;
    };

    for (const auto& row : std::vector<Row>{
             {"https://client.example.com/queryCallback", true, "client.example.com", 443},
             {"HTTPS://Client.Example.com", true, "client.example.com", 443},
             {"https://a.vn:8443/x?y=z", true, "a.vn", 8443},
             {"http://127.0.0.1:9/a", false, "127.0.0.1", 9},
             {"https://[2606:4700::1111]:444/", true, "2606:4700::1111", 444},
             {"https://[::1]", true, "::1", 443},
             {"http://localhost?x", false, "localhost", 80}}) {
        const auto read = destination_from(row.url);
        ASSERT_TRUE(read) << row.url;
        EXPECT_EQ(read->encrypted, row.encrypted) << row.url;
        EXPECT_EQ(read->host, row.host) << row.url;
        EXPECT_EQ(read->port, row.port) << row.url;
    }
    for (const auto* wrong :
         {"",
          "client.example.com",
          "ftp://a.vn/",
          "https://",
          "https:///x",
          "https://user@a.vn/",
          "https://a.vn@127.0.0.1/",
          "https://a.vn:0/",
          "https://a.vn:65536/",
          "https://a.vn:/",
          "https://a.vn:80x/",
          "https://a.vn/#f",
          "https://a b.vn/",
          "https://a.vn/\\x",
          "https://[::1/",
          "https://[::1]x/",
          "https://[zz]/",
          "https://a.vn/\r\nX: y",
          "https://ví-dụ.vn/",
          "file:///etc/passwd"})
        EXPECT_FALSE(destination_from(wrong)) << wrong;
    EXPECT_FALSE(destination_from("https://a.vn/" + std::string(2'000, 'a')));
}

// RFC 4231, test case 2.
TEST(WebhookLetter, IsSignedOverItsBody) {
    traceability::epcis::Report report;
    report.token = "Jefe";
    report.body = "what do ya want for nothing?";
    report.destination = "https://a.vn/";
    const auto letter = letter_of(report);
    EXPECT_EQ(letter.url, "https://a.vn/");
    EXPECT_EQ(letter.body, report.body);
    EXPECT_THAT(
        letter.headers,
        testing::Contains(
            testing::Pair("GS1-Signature", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        )
    );
}

}  // namespace
}  // namespace chophien::server
