// The first start: the operator, and for a demonstration a whole market of real products.
#pragma once

#include "core/db/database.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::server {

/// A login to show: "cooperative: login / password".
struct Login {
    std::string role;
    std::string login;
    std::string password;
};

/// Tells a person what is going on, Vietnamese and English.
using Say = std::function<void(std::string_view vi, std::string_view en)>;

/// Founds what is missing: the operator with a drawn password, and with `demo`, into a market that has no
/// other organisation yet, the demonstration: its holders with their products by the same import anybody
/// uses, a cooperative, a supermarket, a consumer, an authority, and some lots with their codes. What was
/// drawn is kept in DATA/logins, mode 0600, so that the next start can show it again; delete the file once
/// the passwords are changed. Answers the logins kept there.
std::vector<Login> found_market(
    db::Database& database, const std::filesystem::path& data, bool demo, const Say& say
);

/// The first screen: where to look, how to log in.
std::string welcome_text(
    db::Database& database, const std::string& public_url, const std::vector<Login>& logins
);

}  // namespace chophien::server
