// What exports read out of an EPCIS event's JSON. Pure; what is not there is empty.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/event_store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::exports {

/// Goods an event names: a lot, a unit, a container.
struct EventGoods {
    std::string name;  ///< canonical
    std::string quantity;
    std::string unit;
};

std::string text_in(const json::Document& object, std::string_view member);

/// Of one of the parts of an event: its list of EPCs and its list of quantities.
std::vector<EventGoods> goods_in(
    const json::Document& content, std::string_view epcs, std::string_view quantities
);

/// Place of the event: where it was read, else where things are afterwards.
std::string place_in(const json::Document& content);

/// One side: the location, else who holds it, else who owns it.
std::string side_in(const json::Document& content, std::string_view list, std::string_view member);

/// A member of ilmd by its name after the prefix: "lotNumber" of cbvmda:lotNumber.
std::string ilmd_in(const json::Document& content, std::string_view local);

/// The market's own member of an event, by its name after the prefix.
std::string own_member_in(const epcis::StoredEvent& event, std::string_view local);

}  // namespace chophien::traceability::exports
