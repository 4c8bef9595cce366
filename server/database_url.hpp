// Where the database is, as an operator writes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace chophien::server {

struct DatabaseHost {
    std::string name;  ///< host name or address, an IPv6 one without brackets
    std::uint16_t port = 3306;

    friend bool operator==(const DatabaseHost&, const DatabaseHost&) = default;
};

/// How the connection is protected.
enum class DatabaseTls {
    off,
    on,        ///< encrypted; the server's certificate is not looked at
    verified,  ///< encrypted, and the certificate must lead to `certificate_authority` and name the host
};

/// mysql://user:password@host1[:port],host2[:port]/name?tls=off|on|verify&ca=FILE&socket=FILE
///
/// User, password and name are percent-decoded. Several hosts are equal nodes of one cluster. With `socket`
/// the hosts may be left out and are not used. `ca` goes with tls=verify, which needs it.
struct DatabaseUrl {
    std::string user;
    std::string password;  ///< secret: never shown, see shown()
    std::vector<DatabaseHost> hosts;
    std::string name;    ///< 1 to 64 letters, digits and _ (it is written into SQL)
    std::string socket;  ///< absolute path; empty: TCP
    DatabaseTls tls = DatabaseTls::off;
    std::string certificate_authority;  ///< PEM file

    friend bool operator==(const DatabaseUrl&, const DatabaseUrl&) = default;

    /// The URL again, with ******** for the password: for logs and pages.
    std::string shown() const;
};

/// What is wrong with the text, in both languages; never a part of it, which may be the password.
struct DatabaseUrlFault {
    std::string_view vi;
    std::string_view en;
};

std::variant<DatabaseUrl, DatabaseUrlFault> parse_database_url(std::string_view text);

}  // namespace chophien::server
