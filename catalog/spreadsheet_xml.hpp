// The XML in a spreadsheet, heard as it streams by, with limits on all that a parser would keep of it.
#pragma once

#include "catalog/spreadsheet_archive.hpp"

#include <map>
#include <string>
#include <string_view>

namespace chophien::catalog {

using Attributes = std::map<std::string, std::string, std::less<>>;

/// Empty when it is not there.
std::string attribute(const Attributes& all, std::string_view name);

/// Hears an XML text as it streams by. Names come without their namespaces.
class Listener {
public:
    virtual ~Listener() = default;
    virtual void opened(std::string_view name, const Attributes& attributes) = 0;
    virtual void text(std::string_view text) = 0;
    virtual void closed(std::string_view name) = 0;

    bool too_much = false;  ///< set to stop
};

/// Lets the listener hear one part of the archive. Refuses: wrong_import (not there, damaged, not well
/// formed, with a document type), csv::over_limit (the part's size, or what is in it; spreadsheet.hpp).
Result<void> hear(
    const Archive& archive, const std::string& part, std::size_t most_bytes, Listener& listener
);

}  // namespace chophien::catalog
