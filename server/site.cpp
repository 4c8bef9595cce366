#include "server/site.hpp"

#include "server/answer.hpp"
#include "server/negotiation.hpp"
#include "server/page.hpp"
#include "server/websocket.hpp"

#include <algorithm>

namespace chophien::server {

namespace {

constexpr std::size_t most_request_id = 64;

bool is_clean_id(std::string_view id) {
    return !id.empty() && id.size() <= most_request_id && std::all_of(id.begin(), id.end(), [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
               (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
    });
}

}  // namespace

Question question_from(const RequestHead& head, std::string own_id) {
    return {
        .verb = head.verb,
        .accepts_gzip = head.accepts_gzip,
        .english = language_of(head.accept_language) == Language::en,
        .if_none_match = without_gzip_marks(head.if_none_match),
        .request_id = is_clean_id(head.request_id) ? std::string(head.request_id) : std::move(own_id),
    };
}

HttpRequest request_from(const RequestHead& head, const Question& question) {
    const auto mark = std::min(head.target.find('?'), head.target.size());
    return {
        .verb = head.verb,
        .path = std::string(head.target.substr(0, mark)),
        .query = std::string(head.target.substr(std::min(mark + 1, head.target.size()))),
        .body = {},
        .host = std::string(head.host),
        .accept = std::string(head.accept),
        .accept_language = std::string(head.accept_language),
        .authorization = std::string(head.authorization),
        .content_type = std::string(head.content_type),
        .cookie = std::string(head.cookie),
        .idempotency_key = std::string(head.idempotency_key),
        .if_match = without_gzip_marks(head.if_match),
        .if_none_match = question.if_none_match,
        .traceparent = std::string(head.traceparent),
        .request_id = question.request_id,
        .client = {},
        .gs1_headers = {head.gs1_headers.begin(), head.gs1_headers.end()},
        .encrypted = false,
        .accepts_gzip = head.accepts_gzip,
        .websocket_key = std::string(asked_websocket_key(head)),
    };
}

Reply::Reply(std::unique_ptr<Receiver> receiver, Question question)
    : receiver_(std::move(receiver)), question_(std::move(question)) {}

Reply::Reply(Reply&&) noexcept = default;

Reply& Reply::operator=(Reply&& other) noexcept {
    std::swap(receiver_, other.receiver_);
    std::swap(question_, other.question_);
    return *this;
}

Reply::~Reply() {
    if (receiver_) send(answer_from(internal_fault, question_));
}

void Reply::operator()(HttpResponse response) { send(answer_from(std::move(response), question_)); }

void Reply::overloaded() { send(answer_from(server::overloaded, question_)); }

void Reply::send(Answer answer) {
    ensure(receiver_ != nullptr, "a reply is given once");
    const auto receiver = std::move(receiver_);
    receiver->receive(std::move(answer));
}

}  // namespace chophien::server
