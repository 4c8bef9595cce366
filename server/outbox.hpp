// What a connection is about to send, as the gathered write wants it: pieces in order, and whatever owns
// them. Pipelined requests fill one outbox and leave in one write.
#pragma once

#include "server/answer.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <sys/uio.h>

namespace chophien::server {

class Outbox {
public:
    /// Room for one more page and one more answer is gone.
    bool full() const { return pages_used_ == most_pages || bytes_ >= most_bytes; }

    bool empty() const { return bytes_ == 0; }

    /// `date` is a whole header line; it is copied, as the loop renews it while a slow client reads.
    void add_page(
        std::shared_ptr<const Page> page, const RequestHead& head, std::string_view date, bool last
    );
    void add_page(
        std::shared_ptr<const Page> page, const Question& question, std::string_view date, bool last
    );
    /// At most one between two clear()s.
    void add_answer(Answer answer, const Question& question, std::string_view date, bool last);

    /// The next piece of an answer that was added before; an empty one is the end of what is chunked.
    void add_piece(std::string piece, bool chunked);

    /// 100 Continue (RFC 9110 §15.2.1).
    void add_continue();

    std::span<iovec> pending() { return std::span(pieces_).subspan(first_, used_ - first_); }

    /// The first bytes of it, at most so many, in one run: copied when they lie in several pieces. For TLS,
    /// where a piece is a record. Valid until the next call; the same bytes come again until sent().
    std::string_view gather(std::size_t most);
    /// That many bytes have gone.
    void sent(std::size_t bytes);
    void clear();

private:
    static constexpr std::size_t most_pages = 32;
    static constexpr std::size_t most_bytes = 256 * 1024;

    void add(std::string_view piece);
    void add_form(const Page::Form& form, bool not_modified, bool body);
    std::string_view prefix(int status, std::string_view date, bool last);

    std::array<iovec, 2 * most_pages + 2> pieces_;  // one more answer than pages
    std::size_t first_ = 0, used_ = 0, bytes_ = 0;
    std::array<std::shared_ptr<const Page>, most_pages + 1> pages_;
    std::size_t pages_used_ = 0;
    // Status line and Date of pages, the same for all of one status in a write: four of them, and the last of
    // a connection.
    std::array<char, 352> prefixes_;
    std::size_t prefixes_used_ = 0;
    std::array<std::string_view, 4> prefix_of_status_{};
    std::string answer_head_;
    std::string answer_body_;
    std::string gathered_;
};

}  // namespace chophien::server
