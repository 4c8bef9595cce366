// From a request's verb and path to its route.
#pragma once

#include "server/route.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::server {

/// A tree of path segments. A literal segment wins over a placeholder, a placeholder with a suffix
/// ("{batch}.csv") over a bare one. Two routes for one verb and path, or two names for one placeholder's
/// place, are bugs found at the start.
class Router {
public:
    explicit Router(std::span<const std::span<const Route>> tables);
    ~Router();

    struct Match {
        const Route* route =
            nullptr;  ///< null: no such path, or, when `allowed` is not empty, no such method on it
        std::vector<std::pair<std::string_view, std::string>>
            parameters;       ///< placeholders and their decoded values
        std::string allowed;  ///< for the Allow header
    };

    /// HEAD is answered by GET's route.
    Match match(Verb verb, std::span<const std::string> segments) const;

    const std::vector<const Route*>& routes() const { return routes_; }

private:
    struct Node;
    const Node* find(
        const Node& node, std::span<const std::string> segments, std::vector<std::string>& values
    ) const;

    std::unique_ptr<Node> root_;
    std::vector<const Route*> routes_;
};

}  // namespace chophien::server
