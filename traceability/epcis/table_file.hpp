// The tables under traceability/data that EPCIS reads: semicolons between cells, # before remarks, one line
// of headings.
#pragma once

#include "core/embedded.hpp"
#include "core/result.hpp"

#include <array>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// Calls `row` with the cells of each line after the headings. The cells stay valid: files are compiled in.
template <std::size_t cells, class Row>
void each_row(std::string_view file, Row row) {
    auto text = embedded::bytes_of(embedded::traceability(), "traceability/data/" + std::string(file));
    bool headings = true;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty() || line.front() == '#') continue;
        if (std::exchange(headings, false)) continue;
        std::array<std::string_view, cells> found;
        for (std::size_t at = 0; at < cells; ++at) {
            const auto end = at + 1 == cells ? line.size() : line.find(';');
            ensure(end != std::string_view::npos, "a row has all its cells");
            found[at] = line.substr(0, end);
            line.remove_prefix(std::min(line.size(), end + 1));
        }
        row(found);
    }
}

}  // namespace chophien::traceability::epcis
