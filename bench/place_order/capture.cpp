#include "bench/place_order/capture.hpp"

#include "core/crockford.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace chophien::bench {

namespace {

bool is_query(std::string_view sql) {
    const auto begin = sql.find_first_not_of(" \n\t(");
    return begin != std::string_view::npos &&
           (sql.substr(begin, 6) == "SELECT" || sql.substr(begin, 4) == "WITH");
}

std::string as_text(const db::Value& value) {
    return std::visit(
        []<class V>(const V& v) -> std::string {
            if constexpr (std::is_same_v<V, std::nullptr_t>)
                return "null";
            else if constexpr (std::is_same_v<V, std::string_view> || std::is_same_v<V, std::string>)
                return "t" + std::string(v);
            else
                return "n" + std::to_string(v);
        },
        value
    );
}

// The same text at the same address for every script: sessions know prepared statements by where they are.
std::string_view one_of(const std::string& text) {
    static std::set<std::string> all;
    return *all.insert(text).first;
}

// Of the same length and alphabet, so that the row is as wide and as valid as the real one. A whole answer in
// Vietnamese stays: nothing asks it to be unique.
std::string fresh_text(std::string_view old, std::uint64_t number) {
    const auto is_printable = [](char sign) { return sign >= 0x20 && sign < 0x7F; };
    std::string made(old);
    if (made.size() < 8) return made;
    if (!std::ranges::all_of(made, is_printable) && text::is_utf8(made)) return made;
    const auto signs = crockford::written(number, 13, crockford::smalls);
    const bool printable = std::ranges::all_of(made, is_printable);
    const auto count = std::min<std::size_t>(made.size(), printable ? 11 : 8);
    for (std::size_t at = 0; at < count; ++at)
        made[made.size() - 1 - at] =
            printable ? signs[signs.size() - 1 - at] : static_cast<char>(number >> (8 * at));
    return made;
}

}  // namespace

bool Script::alike(const std::vector<Sent>& one, const std::vector<Sent>& other) {
    return std::ranges::equal(one, other, [](const Sent& a, const Sent& b) {
        return a.name == b.name && a.values.size() == b.values.size();
    });
}

Script::Script(std::vector<Sent> one, std::vector<Sent> other) : sent_(std::move(one)) {
    if (!alike(sent_, other)) throw std::runtime_error("no two placements sent the same statements");
    for (std::size_t at = 0; at < sent_.size(); ++at) {
        auto& varies = varies_.emplace_back();
        for (std::size_t value = 0; value < sent_[at].values.size(); ++value)
            varies.push_back(as_text(sent_[at].values[value]) != as_text(other[at].values[value]));
    }
    for (const auto& sent : sent_) prepared_.push_back({one_of(sent.name), one_of(sent.sql)});
}

void Script::run(db::Session& session, IdSource& ids, Instant now) const {
    std::map<std::string, db::Value> replaced;
    for (std::size_t at = 0; at < sent_.size(); ++at) {
        std::vector<db::Value> values;
        for (std::size_t place = 0; place < sent_[at].values.size(); ++place) {
            const auto& old = sent_[at].values[place];
            if (!varies_[at][place]) {
                values.push_back(old);
                continue;
            }
            auto& fresh = replaced.try_emplace(as_text(old), nullptr).first->second;
            if (std::holds_alternative<std::nullptr_t>(fresh)) {
                const auto* text = std::get_if<std::string>(&old);
                if (text == nullptr)
                    fresh = ids.next();
                else if (instant_from(*text + "Z") || (text->size() > 18 && (*text)[10] == ' '))
                    fresh = db::sql_text_of(now);
                else
                    fresh = fresh_text(*text, ids.next());
            }
            values.push_back(fresh);
        }
        if (is_query(prepared_[at].sql))
            session.query(prepared_[at], values, [](const db::Row&) {});
        else
            session.change(prepared_[at], values);
    }
    session.commit();
}

}  // namespace chophien::bench
