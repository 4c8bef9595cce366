// Faults and where they are: JSON Pointers (RFC 6901) kept as steps and written only when something is wrong.
#pragma once

#include "traceability/epcis/event.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace chophien::traceability::epcis {

/// A member's name as a step of a pointer.
std::string escaped_in_pointer(std::string_view name);

/// A value as a fault shows it: texts bare, others as JSON, at most 200 characters.
std::string shown(const json::Document& value);

/// The way from the document's root to the value being read.
class Trail {
public:
    explicit Trail(std::string root = {}) : root_(std::move(root)) {}

    /// The name must outlive the step.
    void enter(std::string_view member) { steps_.emplace_back(member); }

    void enter(std::size_t index) { steps_.emplace_back(index); }

    void leave() { steps_.pop_back(); }

    std::string pointer() const;

    /// Of a member of the value.
    std::string pointer(std::string_view member) const {
        return pointer() + "/" + escaped_in_pointer(member);
    }

private:
    std::string root_;
    std::vector<std::variant<std::string_view, std::size_t>> steps_;
};

}  // namespace chophien::traceability::epcis
