// How values of events are compared with what a query asks: numbers, times, amounts in other units. Used by
// matching.cpp and where results are put in order.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/query.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

bool compare(Instant value, Test test, Instant with);

/// With any of the condition's numbers; the last digits of a conversion do not count.
bool compare(double value, const Condition& condition);

/// A measured value in its unit with the condition's numbers in theirs. False when the units do not meet.
bool compare_measured(double value, std::string_view unit, const Condition& condition);

/// A private member's value: as time, number or text, whatever the condition asks; of a list any element.
bool compare_value(const json::Document& value, const Condition& condition);

/// A number, or a text that is one.
std::optional<double> number_of_value(const json::Document& value);

/// A value as text: of an object its @value or #text, of a list its first.
std::string text_of_value(const json::Document& value);

/// An attribute's id with the vocabulary's prefixes written out.
std::string attribute_name(std::string_view id);

/// Numbers by size, else texts by bytes; a missing one before all.
bool less_text(const std::optional<std::string>& left, const std::optional<std::string>& right);

}  // namespace chophien::traceability::epcis
