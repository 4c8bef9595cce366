// A real MariaDB for the tests of one executable: started when first asked for, on memory where there is
// some, gone with the process.
//
// With CHOPHIEN_TEST_DATABASE_SOCKET, _USER and _PASSWORD set, that server is used instead and left running;
// the account must own the databases named chophien_*.
#pragma once

#include <string>
#include <string_view>

namespace chophien::given {

/// What a connection needs.
struct DatabaseFacts {
    std::string socket;
    std::string user;
    std::string password;
    std::string name;
};

/// A new, empty database of the test's own: chophien_LABEL_PID_N. The label is letters, digits and _ (at most
/// 20). The first call starts the server (about a second); safe from all threads.
DatabaseFacts fresh_schema(std::string_view label = "test");

/// Drops it early, for a test that makes many; those left vanish with the server.
void drop_schema(const DatabaseFacts& facts);

}  // namespace chophien::given
