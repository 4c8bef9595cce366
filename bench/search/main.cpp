// How well and how fast the market is searched.
//
//     search_bench judge FILE [aloud]     scores a file of judgments on the demonstration's products
//     search_bench ask                    answers each line of standard input
//     search_bench speed [PRODUCTS]       index and search a market of that size; 20,000 when left out

#include "bench/search/growing.hpp"
#include "bench/search/judging.hpp"

#include <string_view>

int main(int count, char** words) {
    using namespace chophien;
    const std::string_view what = count > 1 ? words[1] : "";
    if ((what != "judge" || count < 3) && what != "ask" && what != "speed") {
        fmt::print(stderr, "search_bench judge FILE [aloud] | ask | speed [PRODUCTS]\n");
        return 2;
    }
    const db::ThreadUse use;
    bench::SearchMarket market;
    if (what == "speed") {
        bench::grow(market, count > 2 ? std::atoi(words[2]) : 20'000);
        bench::measure(market);
        return 0;
    }
    market.load();
    market.index();
    if (what == "judge")
        bench::judge(market, words[2], count > 3);
    else
        bench::answer_lines(market);
    return 0;
}
