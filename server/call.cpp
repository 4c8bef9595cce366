#include "server/call.hpp"

#include "catalog/spreadsheet.hpp"
#include "core/text.hpp"
#include "server/application.hpp"
#include "server/problems.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::server {

namespace {

bool names_json(std::string_view content_type) {
    const auto type = text::fold(content_type.substr(0, content_type.find(';')));
    const auto trimmed = type.substr(0, type.find_last_not_of(' ') + 1);
    return trimmed == "application/json" || trimmed.ends_with("+json");
}

bool names_csv_or_spreadsheet(std::string_view content_type) {
    const auto type = text::fold(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/csv") ||
           type.starts_with("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

bool is_key(std::string_view text) {
    if (text.empty() || text.size() > 255) return false;
    return std::ranges::all_of(text, [](char sign) { return sign > 0x20 && sign < 0x7F; });
}

// "3-9f86d081" means version 3 (route.hpp). Nothing when the tag is not one of ours.
std::optional<std::int64_t> version_in(std::string_view etag) {
    if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
    etag = etag.substr(1, etag.size() - 2);
    std::int64_t version = 0;
    const auto [end, wrong] = std::from_chars(etag.data(), etag.data() + etag.size(), version);
    if (wrong != std::errc() || end == etag.data()) return std::nullopt;
    if (end != etag.data() + etag.size() && *end != '-') return std::nullopt;
    return version;
}

// Headers of a kept answer, a line each.
std::string lines_of(
    const std::vector<std::pair<std::string, std::string>>& headers, std::string_view content_type
) {
    std::string lines = "Content-Type: " + std::string(content_type) + "\n";
    for (const auto& [name, value] : headers) lines += name + ": " + value + "\n";
    return lines;
}

Rendered replayed(const idempotency::Answer& kept) {
    Rendered out{.status = kept.status, .content_type = {}, .headers = {}, .body = kept.body};
    std::string_view rest = kept.headers;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos) continue;
        if (line.substr(0, colon) == "Content-Type")
            out.content_type = line.substr(colon + 2);
        else
            out.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    out.headers.emplace_back("Idempotent-Replayed", "true");
    return out;
}

// Enters a key and leaves it whatever happens.
class Running {
public:
    Running(RunningKeys& keys, std::string key)
        : keys_(keys), key_(std::move(key)), entered_(keys_.enter(key_)) {}

    ~Running() {
        if (entered_) keys_.leave(key_);
    }

    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    explicit operator bool() const { return entered_; }

private:
    RunningKeys& keys_;
    std::string key_;
    bool entered_;
};

}  // namespace

Result<RoutedCall> RoutedCall::of(Context context) {
    RoutedCall call(std::move(context));
    if (auto gathered = call.gather(); !gathered) return refuse(gathered);
    return call;
}

Result<Nothing> RoutedCall::gather() {
    const auto& request = context_.request;
    const auto& line = context_.route.line;
    surroundings_.public_url = context_.public_url;
    surroundings_.verb = request.verb;
    surroundings_.language = language_of(request.accept_language);
    surroundings_.media = media_of(request.accept);
    surroundings_.client = request.client;
    surroundings_.target = request.query.empty() ? request.path : request.path + '?' + request.query;
    surroundings_.accept = request.accept;
    surroundings_.accept_language = request.accept_language;
    surroundings_.search = context_.search;
    surroundings_.content_type = request.content_type;
    surroundings_.gs1_headers = request.gs1_headers;
    surroundings_.websocket = !request.websocket_key.empty();
    surroundings_.local_destinations = context_.local_destinations;
    if (line.own_query) surroundings_.query = context_.target.query;

    const bool has_body = line.verb == Verb::post || line.verb == Verb::put || line.verb == Verb::patch;
    const bool takes_json = has_body && line.body == Body::json;
    from_text_ = !takes_json;
    if (takes_json && !request.body.empty()) {
        if (!request.content_type.empty() && !names_json(request.content_type))
            return refuse(unsupported_body, "Hãy gửi application/json.", "Send application/json.");
        auto body = json::parse(request.body);
        if (!body) return refuse(body);
        if (!body->is_object()) {
            json::Reading at;
            json::wrong_type("một đối tượng JSON", "a JSON object", at);
            return refuse(json::not_as_described, at.take());
        }
        members_ = std::move(*body);
    }
    if (has_body && line.body == Body::csv) {
        if (!names_csv_or_spreadsheet(request.content_type))
            return refuse(
                unsupported_body,
                "Hãy gửi text/csv hoặc bảng tính XLSX.",
                "Send text/csv or an XLSX spreadsheet."
            );
        auto rows = catalog::import_text(request.body);
        if (!rows) return refuse(rows);
        members_["csv"] = std::move(*rows);
    }
    if (has_body && line.body == Body::picture) {
        if (!request.content_type.starts_with("image/"))
            return refuse(
                unsupported_body, "Hãy gửi tệp ảnh (image/jpeg…).", "Send a picture (image/jpeg…)."
            );
        members_["file"] = json::Document::binary({request.body.begin(), request.body.end()});
    }
    if (has_body && line.body == Body::raw)
        members_["body"] = json::Document::binary({request.body.begin(), request.body.end()});
    json::Reading wrong;
    const auto name_once = [&](std::string_view name, const std::string& value, bool in_query) {
        if (members_.contains(name)) {
            wrong.enter(name);
            if (in_query)
                wrong.wrong("repeated", "Tham số xuất hiện hai lần.", "The parameter appears twice.");
            else
                wrong.wrong("unknown", "Đã có trong đường dẫn.", "The path names it already.");
            wrong.leave();
        } else {
            members_[std::string(name)] = value;
        }
    };
    for (const auto& [name, value] : context_.match.parameters) name_once(name, value, false);
    for (const auto& [name, value] : context_.target.query) {
        if (line.own_query) break;
        if (name == "lang" && line.verb == Verb::get) {
            surroundings_.language = value == "en" ? Language::en : Language::vi;
        } else if (takes_json) {
            wrong.enter(name);
            wrong.wrong("unknown", "Địa chỉ này không nhận tham số.", "This address takes no query.");
            wrong.leave();
        } else if (!value.empty() || line.verb != Verb::get) {
            name_once(name, value, true);  // an empty field of a search form is a filter not set
        }
    }
    if (!wrong.clean()) return refuse(json::not_as_described, wrong.take());
    if (!request.if_match.empty() && context_.route.needs_version) {
        if (request.if_match == "*") {
            if_match_.emplace(std::nullopt);
        } else {
            const auto version = version_in(request.if_match);
            if (!version) return refuse(bad_if_match);
            if_match_.emplace(*version);
        }
    }
    if (!request.idempotency_key.empty() && !is_key(request.idempotency_key))
        return refuse(bad_idempotency_key);
    return Nothing{};
}

std::string RoutedCall::next_link(std::string_view cursor) const {
    std::string link = context_.request.path + '?';
    for (const auto& [name, value] : context_.target.query) {
        if (name == "after") continue;
        link += percent_encoded(name) + '=' + percent_encoded(value) + '&';
    }
    return link + "after=" + percent_encoded(cursor);
}

Result<Rendered> RoutedCall::run(const std::function<Result<Rendered>(db::Transaction&)>& work) {
    const auto& request = context_.request;
    const auto& line = context_.route.line;
    if (line.verb == Verb::get || request.idempotency_key.empty() || !line.replayable) {
        return context_.database.transact(line.operation, [&](db::Transaction& tx) {
            auto done = work(tx);
            shown_ = tx.shown();
            return done;
        });
    }
    const auto fingerprint = crypto::sha256(
        fmt::format("{}\n{}?{}\n{}", name_of(request.verb), request.path, request.query, request.body)
    );
    const idempotency::Key key{context_.caller.client, request.idempotency_key, fingerprint};
    const Running running(context_.running, std::string(crypto::bytes_of(key.client)) + key.text);
    if (!running) return refuse(idempotency::still_running);
    return run_once(key, work);
}

Result<Rendered> RoutedCall::run_once(
    const idempotency::Key& key, const std::function<Result<Rendered>(db::Transaction&)>& work
) {
    const auto attempt = [&](db::Transaction& tx) -> Result<Rendered> {
        auto kept = idempotency::find(tx, key);
        if (!kept) return refuse(kept);
        if (*kept) return replayed(**kept);
        auto done = work(tx);
        if (!done) {
            // What the rules refused is refused again on every repeat; a malformed request leaves its key
            // free.
            if (done.error().why->kind != Kind::conflict) return done;
            const auto& request = context_.request;
            auto answer = problem(done.error(), surroundings_.language, request.request_id);
            tx.start_over();
            done = Rendered{answer.status, answer.content_type, answer.headers, answer.body};
        }
        idempotency::keep(tx, key, {done->status, lines_of(done->headers, done->content_type), done->body});
        return done;
    };
    for (int tries = 0;; ++tries) {
        try {
            return context_.database.transact(context_.route.line.operation, attempt);
        } catch (const db::Error& error) {
            // Another node kept an answer under this key between our look and our insert: run again and find
            // it.
            if (!error.duplicate() || tries == 3) throw;
        }
    }
}

}  // namespace chophien::server
