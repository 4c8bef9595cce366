// One call of a route: its members gathered from path, query and body, its transaction, its idempotency
// record.
#pragma once

#include "core/db/database.hpp"
#include "core/idempotency.hpp"
#include "server/router.hpp"
#include "server/target.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace chophien::server {

class RunningKeys;

class RoutedCall final : public Call {
public:
    struct Context {
        const HttpRequest& request;
        const Route& route;
        const Router::Match& match;
        const Target& target;
        db::Database& database;
        RunningKeys& running;
        Caller caller;
        std::string public_url;
        catalog::search::Index* search = nullptr;
        bool local_destinations = false;
    };

    /// Gathers the members. Refuses: unsupported_body, malformed JSON, repeated_parameter, bad_if_match,
    /// bad_idempotency_key, and body members that the path already names.
    static Result<RoutedCall> of(Context context);

    const json::Document& members() const override { return members_; }

    bool from_text() const override { return from_text_; }

    std::optional<std::optional<std::int64_t>> if_match() const override { return if_match_; }

    const Caller& caller() const override { return context_.caller; }

    const Surroundings& surroundings() const override { return surroundings_; }

    std::string next_link(std::string_view cursor) const override;
    Result<Rendered> run(const std::function<Result<Rendered>(db::Transaction&)>& work) override;

    /// What the answer shows, for the byte cache; known after run.
    const std::vector<Tag>& shown() const { return shown_; }

private:
    explicit RoutedCall(Context context) : context_(std::move(context)) {}

    Result<Nothing> gather();
    Result<Rendered> run_once(
        const idempotency::Key& key, const std::function<Result<Rendered>(db::Transaction&)>& work
    );

    Context context_;
    Surroundings surroundings_;
    json::Document members_ = json::Document::object();
    bool from_text_ = false;
    std::optional<std::optional<std::int64_t>> if_match_;
    std::vector<Tag> shown_;
};

}  // namespace chophien::server
