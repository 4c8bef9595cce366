#include "traceability/epcis/prefixes.hpp"

#include "traceability/epcis/batches.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace chophien::traceability::epcis {

namespace {

constexpr std::size_t shortest = 6;
constexpr std::size_t longest = 12;

constexpr std::string_view find_head = "SELECT prefix FROM epcis_prefixes WHERE prefix IN (";
constexpr std::string_view find_tail = ")";
constexpr auto find_prefixes = batches<find_head, db::a_key, find_tail>("epcis.prefixes");

constexpr db::Statement insert_prefix{
    "epcis.insert_prefix", "INSERT IGNORE INTO epcis_prefixes (prefix) VALUES (?)"};

}  // namespace

void note_prefixes(std::string_view json_text, std::set<std::string>& prefixes) {
    constexpr std::string_view begin = "urn:epc:";
    for (auto at = json_text.find(begin); at != std::string_view::npos; at = json_text.find(begin, at + 1)) {
        const auto end = std::min(json_text.find('"', at), json_text.size());
        const auto prefix = company_prefix_of(json_text.substr(at, end - at));
        if (prefix.size() >= shortest && prefix.size() <= longest) prefixes.emplace(prefix);
    }
}

void keep_prefixes(db::Transaction& tx, const std::set<std::string>& prefixes) {
    if (prefixes.empty()) return;
    std::set<std::string> there;
    for (auto& prefix : rows_in_batches<std::string>(
             tx, find_prefixes, {}, std::vector<std::string>(prefixes.begin(), prefixes.end())
         ))
        there.insert(std::move(prefix));
    for (const auto& prefix : prefixes)
        if (!there.contains(prefix)) tx.change(insert_prefix, prefix);
}

PrefixLength prefix_lengths(db::Transaction& tx) {
    auto known = std::make_shared<std::map<std::string, std::optional<int>, std::less<>>>();
    return [&tx, known](std::string_view digits) -> std::optional<int> {
        const auto key = digits.substr(0, longest);
        if (const auto found = known->find(key); found != known->end()) return found->second;
        std::vector<std::string> candidates;
        for (auto length = shortest; length <= key.size(); ++length)
            candidates.emplace_back(key.substr(0, length));
        const auto found = rows_in_batches<std::string>(tx, find_prefixes, {}, candidates);
        const auto length =
            found.size() == 1 ? std::optional(static_cast<int>(found.front().size())) : std::nullopt;
        known->emplace(key, length);
        return length;
    };
}

}  // namespace chophien::traceability::epcis
