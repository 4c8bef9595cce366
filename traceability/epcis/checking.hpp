// Checks structures of an EPCIS document against their tables (grammar.hpp) and gathers what is looked up.
#pragma once

#include "traceability/epcis/context.hpp"
#include "traceability/epcis/faults.hpp"
#include "traceability/epcis/grammar.hpp"
#include "traceability/epcis/names.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// Walks one value. Vocabulary values written as URN or web URI become bare words on the way; nothing else
/// of the value changes. Without an event nothing is gathered.
class Checking {
public:
    Checking(
        const Prefixes& prefixes,
        std::string root,
        std::vector<Fault>& faults,
        Event* event,
        bool strict_check_digits
    )
        : prefixes_(prefixes),
          trail_(std::move(root)),
          faults_(faults),
          event_(event),
          strict_(strict_check_digits) {}

    /// Reports every member that breaks its row, that is missing, or that does not belong.
    void structure(json::Document& object, const Structure& rows);

    void fault(std::string_view rule, const json::Document& value);
    /// About a member of the value being read that may be missing.
    void fault_at(std::string_view member, std::string_view rule, const json::Document& value = nullptr);
    void warn(std::string_view member, std::string_view sentence);

    Trail& trail() { return trail_; }

private:
    void member(json::Document& value, const Member& row);
    void private_member(const std::string& name, const json::Document& value, const Structure& rows);
    void private_value(const json::Document& value);
    void private_object(json::Document& value);
    void text(json::Document& value);
    void time(const json::Document& value);
    void offset(const json::Document& value);
    void word(json::Document& value, Vocabulary vocabulary);
    void words(json::Document& value, const Member& row);
    void number(const json::Document& value, bool above_zero);
    void unit(const json::Document& value);
    void hex(const json::Document& value);
    bool uri(const json::Document& value);
    void name(const json::Document& value, Role role);
    void objects(json::Document& value, const Member& row);
    template <class Each>
    void list(json::Document& value, std::size_t least, Each each);
    void mention(const json::Document& object, Role role);
    void use_prefix(std::string_view text);

    const Prefixes& prefixes_;
    Trail trail_;
    std::vector<Fault>& faults_;
    Event* event_;
    bool strict_;
    Role role_{};  // of the object being read, for the name in it
    Name last_name_;
    std::size_t private_values_ = 0;
};

}  // namespace chophien::traceability::epcis
