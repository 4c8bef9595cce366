#include "server/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace chophien::server {

namespace {

bool is_clean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char letter) {
        return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == 0x7f;
    });
}

bool is_clean(const HttpResponse& response) {
    return is_clean(response.content_type) &&
           std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
               return !header.first.empty() && is_clean(header.first) && is_clean(header.second);
           });
}

bool has_no_body(int status) { return status == 204 || status == 304 || status < 200; }

}  // namespace

Answer answer_from(HttpResponse response, const Question& question) {
    if (response.page) {
        const int status = response.page->status();
        return {.status = status, .head = {}, .body = {}, .page = std::move(response.page)};
    }
    if (!is_clean(response)) return answer_from(internal_fault, question);

    const bool reads = question.verb == Verb::get || question.verb == Verb::head;
    const std::string plain_etag(header_of(response, "ETag"));
    Answer answer;
    answer.status = response.status;
    if (reads && response.status == 200 && !plain_etag.empty() && !question.if_none_match.empty() &&
        names_etag(question.if_none_match, plain_etag))
        answer.status = 304;

    const bool whole = !response.rest;
    const bool compressible = whole && !has_no_body(answer.status) &&
                              header_of(response, "Content-Encoding").empty() &&
                              worth_gzip(response.content_type, response.body.size());
    std::string small;
    if (compressible && question.accepts_gzip) small = gzipped(response.body);
    const auto& body = small.empty() ? response.body : small;

    auto out = std::back_inserter(answer.head);
    bool varies = false;
    for (const auto& [name, value] : response.headers) {
        if (equal_ignoring_case(name, "ETag") && !small.empty()) {
            fmt::format_to(out, "ETag: {}\r\n", gzip_etag(value));
        } else if (equal_ignoring_case(name, "Vary") && compressible) {
            fmt::format_to(out, "Vary: Accept-Encoding, {}\r\n", value);
            varies = true;
        } else {
            fmt::format_to(out, "{}: {}\r\n", name, value);
        }
    }
    if (compressible && !varies) answer.head += "Vary: Accept-Encoding\r\n";
    if (answer.status == 101) answer.rest = std::move(response.rest);
    if (!has_no_body(answer.status)) {
        if (!response.content_type.empty())
            fmt::format_to(out, "Content-Type: {}\r\n", response.content_type);
        if (!small.empty()) answer.head += "Content-Encoding: gzip\r\n";
        if (whole) fmt::format_to(out, "Content-Length: {}\r\n", body.size());
        if (question.verb != Verb::head) {
            answer.body = std::move(small.empty() ? response.body : small);
            answer.rest = std::move(response.rest);
        }
    }
    answer.head += "X-Content-Type-Options: nosniff\r\n\r\n";
    return answer;
}

Answer answer_from(const EdgeRefusal& why, const Question& question) {
    const auto word = [&](const Words& words) { return question.english ? words.en : words.vi; };
    // The catalogue's texts hold nothing that JSON would escape, and a request id is clean by construction.
    HttpResponse response{
        .status = why.status,
        .content_type = "application/problem+json",
        .headers = {{"Content-Language", question.english ? "en" : "vi"}, {"Cache-Control", "no-store"}},
        .body = fmt::format(
            R"({{"type":"/problems/{0}","code":"{0}","title":"{1}",)"
            R"("status":{2},"detail":"{3}","instance":"{4}"}})",
            why.refusal.code,
            word(why.refusal.title),
            why.status,
            word(why.detail),
            question.request_id
        ),
    };
    if (why.retry_after_s > 0)
        response.headers.emplace_back("Retry-After", fmt::to_string(why.retry_after_s));
    return answer_from(std::move(response), question);
}

}  // namespace chophien::server
