#include "server/network.hpp"

#include <gtest/gtest.h>

namespace chophien::server {
namespace {

struct Case {
    const char* network;
    const char* address;
    bool inside;
};

class NetworkContains : public testing::TestWithParam<Case> {};

TEST_P(NetworkContains, ExactlyItsAddresses) {
    const auto& [network, address, inside] = GetParam();
    const auto parsed = Network::parse(network);

    ASSERT_TRUE(parsed) << network;
    EXPECT_EQ(parsed->contains(address), inside) << address << " in " << network;
}

INSTANTIATE_TEST_SUITE_P(
    Rows,
    NetworkContains,
    testing::Values(
        Case{"10.0.0.0/8", "10.255.0.1", true},
        Case{"10.0.0.0/8", "11.0.0.0", false},
        Case{"10.0.0.0/8", "::ffff:10.1.2.3", true},
        Case{"192.0.2.1", "192.0.2.1", true},
        Case{"192.0.2.1", "192.0.2.2", false},
        Case{"0.0.0.0/0", "203.0.113.9", true},
        Case{"0.0.0.0/0", "2001:db8::1", false},
        Case{"::/0", "2001:db8::1", true},
        Case{"::/0", "10.0.0.1", true},
        Case{"2001:db8::/33", "2001:db8:7fff::1", true},
        Case{"2001:db8::/33", "2001:db8:8000::1", false},
        Case{"::1", "::1", true},
        Case{"127.0.0.1", "not an address", false},
        Case{"127.0.0.1", "", false}
    )
);

TEST(Network, IsRefusedWhenItIsNotWrittenAsOne) {
    for (const auto* text :
         {"",
          "/8",
          "10.0.0.0/33",
          "10.0.0.0/",
          "10.0.0.0/-1",
          "10.0.0.0/8x",
          "10.0.0.1/8",
          "::1/64",
          "::/129",
          "host",
          "10.1/8"})
        EXPECT_FALSE(Network::parse(text)) << text;
}

}  // namespace
}  // namespace chophien::server
