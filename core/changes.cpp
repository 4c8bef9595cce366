#include "core/changes.hpp"

#include "core/json/writer.hpp"

#include <nlohmann/json.hpp>

namespace chophien {

std::string stored(const std::vector<Change>& changes, const std::vector<Tag>& touched) {
    std::string out = "{\"changes\":[";
    for (const auto& change : changes) {
        if (out.back() != '[') out += ',';
        out += "{\"kind\":";
        json::write(out, change.kind);
        out += ",\"about\":";
        json::write(out, change.about);
        out += ",\"data\":";
        out += change.data;
        out += '}';
    }
    out += "],\"touched\":[";
    for (const auto name : touched) {
        if (out.back() != '[') out += ',';
        json::write(out, crockford::written(name, 13, crockford::smalls));
    }
    out += "]}";
    return out;
}

void restore(std::string_view text, ChangeSet& into) {
    const auto row = nlohmann::json::parse(text);
    for (const auto& change : row.at("changes"))
        into.changes.push_back({change.at("kind"), change.at("about"), change.at("data").dump()});
    for (const auto& name : row.at("touched")) {
        // Thirteen signs carry 65 bits; the top one of ours is 0 to 15, which `read` takes as 64 bits.
        const auto read = crockford::read(name.get_ref<const std::string&>());
        if (read) into.touched.push_back(*read);
    }
}

}  // namespace chophien
