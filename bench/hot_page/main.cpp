// Serves two ready pages the way the product does: HttpServer, one I/O thread, ByteCache. See
// bench/hot_page/run.
//
//     hot_page DIRECTORY     writes the two bodies there as small.json and large.json, prints "port N", runs
//     until SIGTERM
#include "server/byte_cache.hpp"
#include "server/http_server.hpp"
#include "server/negotiation.hpp"

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>

namespace {

std::atomic<std::uint64_t> allocations = 0;

}  // namespace

// Counted, because a ready page must cost none.
void* operator new(std::size_t bytes) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void* const memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }

void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace chophien;
using namespace chophien::server;

/// A listing in the shape of ours, as near to `bytes` as whole offers come.
std::string listing(std::size_t bytes) {
    std::string body = R"({"data":[)";
    for (int number = 1; body.size() + 150 < bytes; ++number) {
        if (number > 1) body += ',';
        body += fmt::format(
            R"({{"id":"off_{0:08x}","name":"Bưởi da xanh loại {0}","unit":"KGM",)"
            R"("price":{{"amount":{1},"currency":"VND"}},)"
            R"("stars":{2}}})",
            number,
            45'000 + 500 * number,
            3 + number % 3
        );
    }
    return body + R"(],"page":{"next":null}})";
}

class HotPages final : public Site {
public:
    explicit HotPages(ByteCache& cache) : cache_(cache) {}

    std::shared_ptr<const Page> ready(const RequestHead& head, std::size_t io_thread) override {
        const auto language = language_of(head.accept_language);
        const auto media = media_of(head.accept);
        const auto variant = static_cast<char>(static_cast<int>(language) * 2 + static_cast<int>(media));
        return cache_.find(io_thread, {head.target, variant});
    }

    bool overloaded(const RequestHead&) const override { return false; }

    std::size_t body_limit(Verb, std::string_view) const override { return 0; }

    void answer(HttpRequest&&, Reply reply) override {
        reply({.status = 404, .content_type = "text/plain", .headers = {}, .body = "?\n"});
    }

    void tick(std::size_t io_thread) override { cache_.sweep(io_thread); }

private:
    ByteCache& cache_;
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: hot_page DIRECTORY\n");
        return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    ByteCache cache({});
    for (const auto& [name, bytes] : {std::pair{"small", 1200}, std::pair{"large", 12'000}}) {
        const HttpResponse page{
            .status = 200,
            .content_type = "application/json",
            .headers = {{"Cache-Control", "no-cache"}},
            .body = listing(static_cast<std::size_t>(bytes)),
        };
        std::ofstream(std::filesystem::path(arguments[1]) / fmt::format("{}.json", name)) << page.body;
        const auto path = fmt::format("/{}.json", name);
        const Tag shown[] = {tag_of(path)};
        cache.begin_fill({path, 0}).finish(Page::of(page), shown);
    }

    HotPages site(cache);
    HttpServer server({}, site);
    server.start();
    const auto before = allocations.load();
    fmt::print("port {}\n", server.port());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop(std::chrono::milliseconds{200});
    const auto counts = server.counts();
    fmt::print(
        "ready answers {}, others {}, allocations {} on {} connections\n",
        counts.ready_answers,
        counts.site_answers + counts.edge_refusals,
        allocations.load() - before,
        counts.accepted
    );
}
