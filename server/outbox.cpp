#include "server/outbox.hpp"

#include "core/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace chophien::server {

namespace {

// What a kept page is answered with, in the order of how often.
struct StatusLine {
    int status;
    std::string_view line;
};

constexpr std::array<StatusLine, 4> status_lines{{
    {200, "HTTP/1.1 200 OK\r\n"},
    {304, "HTTP/1.1 304 Not Modified\r\n"},
    {307, "HTTP/1.1 307 Temporary Redirect\r\n"},
    {300, "HTTP/1.1 300 Multiple Choices\r\n"},
}};
constexpr std::string_view close_line = "Connection: close\r\n";
constexpr std::size_t date_bytes = 37;  // "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n"

// One prefix of each status, and the longest of them once more with Connection: close.
static_assert([] {
    std::size_t all = 0;
    std::size_t longest = 0;
    for (const auto& [status, line] : status_lines) {
        all += line.size() + date_bytes;
        longest = std::max(longest, line.size());
    }
    return all + longest + date_bytes + close_line.size();
}() <= 352);

std::string answer_start(int status, const Question& question, std::string_view date, bool last) {
    return fmt::format(
        "HTTP/1.1 {} {}\r\n{}X-Request-Id: {}\r\n{}",
        status,
        reason_of(status),
        date,
        question.request_id,
        last ? close_line : std::string_view{}
    );
}

// The line before a chunk, and the one after it at its end (RFC 9112 §7.1).
std::string chunk_size(std::string& chunk) {
    auto size = fmt::format("{:x}\r\n", chunk.size());
    chunk += "\r\n";
    return size;
}

}  // namespace

void Outbox::add_page(
    std::shared_ptr<const Page> page, const RequestHead& head, std::string_view date, bool last
) {
    const auto& form = page->form_for(head.accepts_gzip);
    const bool same =
        page->status() == 200 && !head.if_none_match.empty() && names_etag(head.if_none_match, form.etag);
    add(prefix(same ? 304 : page->status(), date, last));
    add_form(form, same, head.verb != Verb::head);
    pages_[pages_used_++] = std::move(page);
}

void Outbox::add_page(
    std::shared_ptr<const Page> page, const Question& question, std::string_view date, bool last
) {
    const auto& form = page->form_for(question.accepts_gzip);
    // The application's copy of If-None-Match has lost the marks of gzip forms, so it is compared with the
    // tag without one.
    const bool same = page->status() == 200 && !question.if_none_match.empty() &&
                      names_etag(question.if_none_match, page->identity().etag);
    answer_head_ = answer_start(same ? 304 : page->status(), question, date, last);
    add(answer_head_);
    add_form(form, same, question.verb != Verb::head);
    pages_[pages_used_++] = std::move(page);
}

void Outbox::add_form(const Page::Form& form, bool not_modified, bool body) {
    if (not_modified) {
        add(form.not_modified);
    } else {
        add(body ? std::string_view(form.bytes) : form.head());
    }
}

std::string_view Outbox::prefix(int status, std::string_view date, bool last) {
    std::size_t kind = 0;
    while (status_lines.at(kind).status != status) ++kind;
    auto& known = prefix_of_status_[kind];
    if (!last && !known.empty()) return known;
    auto* const start = prefixes_.data() + prefixes_used_;
    auto* end = start;
    for (const auto part : {status_lines[kind].line, date, last ? close_line : std::string_view{}})
        end = std::copy(part.begin(), part.end(), end);
    prefixes_used_ = static_cast<std::size_t>(end - prefixes_.data());
    const std::string_view made(start, static_cast<std::size_t>(end - start));
    if (!last) known = made;
    return made;
}

void Outbox::add_answer(Answer answer, const Question& question, std::string_view date, bool last) {
    if (answer.page) return add_page(std::move(answer.page), question, date, last);
    answer_head_ = answer_start(answer.status, question, date, last);
    if (answer.chunked) answer_head_ += "Transfer-Encoding: chunked\r\n";
    answer_head_ += answer.head;
    answer_body_ = std::move(answer.body);
    if (answer.chunked && !answer_body_.empty()) answer_head_ += chunk_size(answer_body_);
    add(answer_head_);
    if (!answer_body_.empty()) add(answer_body_);
}

void Outbox::add_piece(std::string piece, bool chunked) {
    answer_body_ = std::move(piece);
    answer_head_ = chunked ? chunk_size(answer_body_) : std::string();
    if (!answer_head_.empty()) add(answer_head_);
    if (!answer_body_.empty()) add(answer_body_);
}

void Outbox::add(std::string_view piece) {
    // sendmsg does not write through iov_base; the type is shared with readv.
    pieces_[used_++] = {const_cast<char*>(piece.data()), piece.size()};
    bytes_ += piece.size();
}

void Outbox::add_continue() { add("HTTP/1.1 100 Continue\r\n\r\n"); }

std::string_view Outbox::gather(std::size_t most) {
    gathered_.clear();
    for (const auto& piece : pending()) {
        const std::string_view bytes(static_cast<const char*>(piece.iov_base), piece.iov_len);
        if (gathered_.empty() && bytes.size() >= most) return bytes.substr(0, most);
        gathered_ += bytes.substr(0, most - gathered_.size());
        if (gathered_.size() == most) break;
    }
    return gathered_;
}

void Outbox::sent(std::size_t bytes) {
    ensure(bytes <= bytes_, "no more is sent than was there");
    bytes_ -= bytes;
    while (first_ < used_ && bytes >= pieces_[first_].iov_len) bytes -= pieces_[first_++].iov_len;
    if (bytes > 0) {
        auto& part = pieces_[first_];
        part.iov_base = static_cast<char*>(part.iov_base) + bytes;
        part.iov_len -= bytes;
    }
}

void Outbox::clear() {
    for (std::size_t index = 0; index < pages_used_; ++index) pages_[index].reset();
    pages_used_ = first_ = used_ = bytes_ = prefixes_used_ = 0;
    prefix_of_status_ = {};
    if (!answer_head_.empty() || !answer_body_.empty()) {
        answer_head_ = {};
        answer_body_ = {};
    }
}

}  // namespace chophien::server
