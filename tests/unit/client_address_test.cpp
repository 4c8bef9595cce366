#include "server/client_address.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace chophien::server;
using boost::asio::ip::make_address;

TEST(TrustedProxies, AreAddressesAndNetworksOfBothFamilies) {
    const TrustedProxies proxies({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "::1"});
    for (const auto* inside : {"10.255.1.2", "192.0.2.7", "2001:db8:7fff::1", "::1", "::ffff:10.1.1.1"})
        EXPECT_TRUE(proxies.contains(make_address(inside))) << inside;
    for (const auto* outside : {"11.0.0.1", "192.0.2.6", "2001:db8:8000::1", "::2", "::ffff:11.1.1.1"})
        EXPECT_FALSE(proxies.contains(make_address(outside))) << outside;
    EXPECT_TRUE(TrustedProxies({"0.0.0.0/0"}).contains(make_address("203.0.113.9")));
    EXPECT_FALSE(TrustedProxies({"0.0.0.0/0"}).contains(make_address("2001:db8::1")));
    EXPECT_FALSE(TrustedProxies({}).contains(make_address("127.0.0.1")));
}

TEST(TrustedProxies, RefuseWhatIsNoNetwork) {
    for (const auto* text :
         {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "2001:db8::/129", "/8"})
        EXPECT_THROW(TrustedProxies({text}), std::invalid_argument) << text;
}

TEST(TrustedProxies, TheClientIsTheFirstAddressFromTheEndThatIsNoProxy) {
    const TrustedProxies proxies({"10.0.0.0/8"});
    EXPECT_EQ(proxies.client_of("10.0.0.1", ""), "10.0.0.1");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2"), "203.0.113.9");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "203.0.113.9:4711"), "203.0.113.9");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "[2001:db8::1]:4711"), "2001:db8::1");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "2001:DB8::1"), "2001:db8::1");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "203.0.113.9, unknown"), "10.0.0.1");
    EXPECT_EQ(proxies.client_of("10.0.0.1", "203.0.113.9, unknown, 10.0.0.2"), "10.0.0.2");
}

TEST(ConnectionCounts, CapEachAddressAndAllTogether) {
    ConnectionCounts counts(4, 2);
    {
        const auto first = counts.enter("a", true);
        const auto second = counts.enter("a", true);
        EXPECT_TRUE(first && second);
        EXPECT_EQ(second->address(), "a");
        EXPECT_FALSE(counts.enter("a", true));
        const auto third = counts.enter("a", false);
        auto fourth = counts.enter("b", true);
        EXPECT_TRUE(third && fourth);
        EXPECT_FALSE(counts.enter("c", true));
        fourth.reset();
        EXPECT_TRUE(counts.enter("c", true));
        EXPECT_EQ(counts.open(), 3U);
    }
    EXPECT_EQ(counts.open(), 0U);
}

}  // namespace
