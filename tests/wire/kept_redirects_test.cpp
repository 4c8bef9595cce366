// Kept bytes that are no 200, on the wire.
#include "tests/wire/edge.hpp"

namespace chophien::server::wire {
namespace {

TEST_F(Edge, ReadyRedirectsAndChoicesHaveTheirOwnStatusLines) {
    const Tag shown[] = {tag_of("/moved")};
    const auto keep = [&](std::string_view target, int status) {
        site.cache.begin_fill({target, 0})
            .finish(
                Page::of(
                    {.status = status,
                     .content_type = "text/plain",
                     .headers = {{"Location", "/hot"}},
                     .body = std::string(target)}
                ),
                shown
            );
    };
    keep("/moved", 307);
    keep("/choice", 300);
    RawClient client(serve());
    // One write with every status line there is, and the last one closes.
    client.send(
        get("/hot") + get("/moved") + get("/choice", "If-None-Match: *\r\n") +
        get("/hot", "If-None-Match: *\r\n") + "HEAD /moved HTTP/1.1\r\nHost: a\r\n\r\n" +
        get("/moved", "Connection: close\r\n")
    );
    EXPECT_EQ(client.answer().status, 200);
    const auto moved = client.answer();
    EXPECT_EQ(moved.status, 307);
    EXPECT_EQ(moved.header("Location"), "/hot");
    EXPECT_EQ(moved.body, "/moved");
    EXPECT_EQ(client.answer().status, 300) << "only a 200 can be not modified";
    EXPECT_EQ(client.answer(true).status, 304);
    EXPECT_EQ(client.answer(true).status, 307);
    const auto last = client.answer();
    EXPECT_EQ(last.status, 307);
    EXPECT_EQ(last.header("Connection"), "close");
}

}  // namespace
}  // namespace chophien::server::wire
