// Three sorts of failure. A refusal is expected and a value (Result). A fault is the world's and an
// exception. A bug is ours: ensure() says so, aborting in debug builds and throwing in release.
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien {

/// What sort of no it is. The server maps each to one HTTP status (server/problems.cpp); nothing below knows
/// numbers.
enum class Kind {
    invalid,          ///< the request itself is wrong; sending it again will not help
    unauthenticated,  ///< nobody known is asking
    forbidden,        ///< this caller may not
    not_found,        ///< not there, or not to be seen by this caller
    conflict,         ///< right in itself, wrong in the present state
    stale,            ///< If-Match named an older version
    unconditional,    ///< If-Match is needed and was not sent
    reused,           ///< an Idempotency-Key came back with other content
    too_large,        ///< over a limit on size
    unsupported,      ///< a media type or method we do not speak
    too_many,         ///< over a limit on rate
    unavailable,      ///< not now; try again
};

/// A sentence in both languages we speak.
struct Words {
    std::string_view vi;
    std::string_view en;
};

/// One reason to say no, declared once as a constant and listed in its module's catalogue (refusals.hpp).
struct Refusal {
    std::string_view code;  ///< stable, as "orders/sold-out"; also the path of its page under /problems/
    Kind kind;
    Words title;
};

/// One thing wrong with a request: where (a JSON Pointer, RFC 6901) and what, with a stable code of its own.
struct Violation {
    std::string pointer;
    std::string_view code;
    std::string vi;
    std::string en;
};

/// A refusal as it happened: the catalogue entry, what can be said of this occurrence, and all violations at
/// once.
struct Refused {
    const Refusal* why;
    std::string vi{};  ///< detail of this occurrence; may be empty
    std::string en{};
    std::vector<Violation> violations{};
    std::int64_t retry_after_s =
        0;  ///< of too_many and unavailable: seconds until it is worth asking again; 0: not known

    friend bool operator==(const Refused& left, const Refusal& right) { return left.why == &right; }
};

template <class T>
using Result = tl::expected<T, Refused>;

/// Says no: `return refuse(sold_out);`
inline tl::unexpected<Refused> refuse(const Refusal& why, std::string vi = {}, std::string en = {}) {
    return tl::unexpected<Refused>(Refused{&why, std::move(vi), std::move(en), {}});
}

inline tl::unexpected<Refused> refuse(const Refusal& why, std::vector<Violation> violations) {
    return tl::unexpected<Refused>(Refused{&why, {}, {}, std::move(violations)});
}

/// Hands another function's refusal on: `if (!terms) return refuse(terms);`
template <class T>
tl::unexpected<Refused> refuse(Result<T>& other) {
    return tl::unexpected<Refused>(std::move(other.error()));
}

/// A bug of ours, as ensure() throws it in release builds.
struct Bug : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] void report_bug(std::string_view sentence, const std::source_location& where);

inline void ensure(
    bool holds, std::string_view sentence, const std::source_location& where = std::source_location::current()
) {
    if (!holds) [[unlikely]]
        report_bug(sentence, where);
}

}  // namespace chophien
