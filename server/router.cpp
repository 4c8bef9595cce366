#include "server/router.hpp"

#include <algorithm>

namespace chophien::server {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    ensure(path.starts_with('/'), "a route's path begins with a slash");
    if (path == "/") return segments;
    for (path.remove_prefix(1);;) {
        const auto slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

}  // namespace

struct Router::Node {
    std::map<std::string, Node, std::less<>> literal;
    std::map<std::string, std::unique_ptr<Node>, std::greater<>> any;  // by suffix; the empty one comes last
    std::array<const Route*, 7> by_verb{};
    std::vector<std::string_view> names;  // of the placeholders on the way here

    bool is_end() const {
        return std::ranges::any_of(by_verb, [](const Route* route) { return route != nullptr; });
    }
};

Router::Router(std::span<const std::span<const Route>> tables) : root_(std::make_unique<Node>()) {
    for (const auto& table : tables) {
        for (const auto& route : table) {
            Node* node = root_.get();
            std::vector<std::string_view> names;
            for (const auto segment : segments_of(route.line.path)) {
                if (!segment.starts_with('{')) {
                    node = &node->literal[std::string(segment)];
                    continue;
                }
                const auto end = segment.find('}');
                ensure(end != std::string_view::npos, "a placeholder is closed");
                names.push_back(segment.substr(1, end - 1));
                auto& next = node->any[std::string(segment.substr(end + 1))];
                if (!next) next = std::make_unique<Node>();
                node = next.get();
            }
            ensure(!node->is_end() || node->names == names, "one path has one name for each placeholder");
            node->names = names;
            auto& slot = node->by_verb[static_cast<std::size_t>(route.line.verb)];
            ensure(
                slot == nullptr, std::string("one route for a verb and path: ") + std::string(route.line.path)
            );
            slot = &route;
            routes_.push_back(&route);
        }
    }
}

Router::~Router() = default;

const Router::Node* Router::find(
    const Node& node, std::span<const std::string> segments, std::vector<std::string>& values
) const {
    if (segments.empty()) return node.is_end() ? &node : nullptr;
    const auto& segment = segments.front();
    if (const auto literal = node.literal.find(segment); literal != node.literal.end())
        if (const auto* found = find(literal->second, segments.subspan(1), values)) return found;
    for (const auto& [suffix, next] : node.any) {
        if (segment.size() <= suffix.size() || !segment.ends_with(suffix)) continue;
        values.push_back(segment.substr(0, segment.size() - suffix.size()));
        if (const auto* found = find(*next, segments.subspan(1), values)) return found;
        values.pop_back();
    }
    return nullptr;
}

Router::Match Router::match(Verb verb, std::span<const std::string> segments) const {
    Match match;
    std::vector<std::string> values;
    const auto* node = find(*root_, segments, values);
    if (node == nullptr) return match;
    if (verb == Verb::head) verb = Verb::get;
    match.route = node->by_verb[static_cast<std::size_t>(verb)];
    for (std::size_t number = 0; number < node->by_verb.size(); ++number) {
        const auto* route = node->by_verb[number];
        if (route == nullptr) continue;
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += name_of(route->line.verb);
        if (route->line.verb == Verb::get) match.allowed += ", HEAD";
    }
    for (std::size_t number = 0; number < values.size(); ++number)
        match.parameters.emplace_back(node->names[number], std::move(values[number]));
    return match;
}

}  // namespace chophien::server
