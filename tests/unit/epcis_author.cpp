#include "tests/unit/epcis_author.hpp"

#include "core/gs1_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace chophien::tests {

using nlohmann::json;

std::string EpcisAuthor::digits(std::size_t count) {
    std::string out;
    while (out.size() < count) out += static_cast<char>('0' + below(10));
    return out;
}

std::string EpcisAuthor::unit() {
    const auto gtin = [&] {
        auto body = "0893850" + digits(6);
        return body + check_digit(body);
    };
    const auto host =
        one_of<std::string>({"https://id.gs1.org", "https://qr.example.vn/s", "HTTP://EXAMPLE.VN"});
    switch (below(6)) {
        case 0:
            return "urn:epc:id:sgtin:8938505." + digits(6) + "." + digits(4);
        case 1:
            return host + "/01/" + gtin() + "/21/A%2F" + digits(3);
        case 2:
            return host + "/01/" + gtin() + "/10/L" + digits(2) + "/21/" + digits(5);
        case 3:
            return "urn:epc:id:sscc:8938505." + digits(10);
        case 4:
            return "urn:epc:id:grai:8938505." + digits(5) + ".C" + digits(2);
        default:
            return "urn:uuid:1b671a64-40d5-491e-99b0-" + digits(12);
    }
}

std::string EpcisAuthor::item_class() {
    switch (below(3)) {
        case 0:
            return "urn:epc:class:lgtin:8938505." + digits(6) + ".L" + digits(3);
        case 1:
            return "urn:epc:idpat:sgtin:8938505." + digits(6) + ".*";
        default:
            return "https://example.vn/goods/" + digits(3);
    }
}

std::string EpcisAuthor::place() {
    return perhaps() ? "urn:epc:id:sgln:8938505." + digits(5) + "." + digits(1)
                     : "geo:21.0" + digits(3) + ",105.8";
}

std::string EpcisAuthor::time() {
    return fmt::format(
        "20{:02}-{:02}-{:02}T{:02}:{:02}:{:02}.{}{}",
        10 + below(16),
        1 + below(12),
        1 + below(28),
        below(24),
        below(60),
        below(60),
        digits(1 + below(6)),
        one_of<std::string>({"Z", "+07:00", "-05:30"})
    );
}

json EpcisAuthor::units() {
    auto list = json::array();
    for (auto count = 1 + below(4); count > 0; --count) list.push_back(unit());
    return list;
}

json EpcisAuthor::quantities() {
    auto list = json::array();
    for (auto count = 1 + below(3); count > 0; --count) {
        json element{{"epcClass", item_class()}};
        if (perhaps())
            element["quantity"] =
                perhaps() ? json(1 + below(1000)) : json(static_cast<double>(1 + below(100'000)) / 1000);
        if (element.contains("quantity") && perhaps())
            element["uom"] = one_of<std::string>({"KGM", "LTR", "EA", "4H"});
        list.push_back(std::move(element));
    }
    return list;
}

json EpcisAuthor::private_value(int depth) {
    switch (below(depth > 2 ? 4 : 6)) {
        case 0:
            return "chữ " + digits(3);
        case 1:
            return below(10'000);
        case 2:
            return perhaps();
        case 3:
            return static_cast<double>(below(1'000'000)) / 1000;
        case 4: {
            auto list = json::array();
            for (auto count = below(4); count > 0; --count) list.push_back(private_value(depth + 1));
            return list;
        }
        default: {
            auto object = json::object();
            for (auto count = below(4); count > 0; --count)
                object[one_of<std::string>({"ex:a", "ex:b", "free", "#text"})] = private_value(depth + 3);
            return object;
        }
    }
}

json EpcisAuthor::sensor() {
    json report{{"type", one_of<std::string>({"Temperature", "RelativeHumidity", "ex:bits"})}};
    report["value"] = static_cast<double>(below(500)) / 10;
    if (report["type"] == "Temperature") report["uom"] = one_of<std::string>({"CEL", "FAH"});
    if (perhaps()) report["ex:probe"] = private_value(0);
    json other{
        {"type", "Angle"},
        {"stringValue", digits(3)},
        {"booleanValue", perhaps()},
        {"component", "latitude"}};
    json element{{"sensorReport", {std::move(report), std::move(other)}}};
    if (perhaps())
        element["sensorMetadata"] = {{"deviceID", "urn:epc:id:giai:8938505." + digits(3)}, {"ex:note", "x"}};
    return element;
}

void EpcisAuthor::add_common(json& event) {
    const auto sometimes = [&](std::string_view name, const std::function<json()>& value) {
        if (perhaps()) event[std::string(name)] = value();
    };
    const auto parties = [&](const std::string& name) {
        return json{
            {{"type", one_of<std::string>({"owning_party", "possessing_party", "https://example.vn/role"})},
             {name, "urn:epc:id:pgln:8938505." + digits(5)}},
            {{"type", "location"}, {name, place()}}};
    };
    sometimes("bizStep", [&] {
        return one_of<std::string>({"shipping", "packing", "storing", "ex:drying", "https://example.vn/step"}
        );
    });
    sometimes("disposition", [&] { return one_of<std::string>({"active", "in_transit", "ex:dry"}); });
    sometimes("persistentDisposition", [] {
        return json{{"set", {"reserved", "available"}}, {"unset", {"recalled"}}};
    });
    sometimes("readPoint", [&] { return json{{"id", place()}}; });
    sometimes("bizLocation", [&] { return json{{"id", place()}, {"ex:gate", private_value(1)}}; });
    sometimes("bizTransactionList", [&] {
        return json{
            {{"type", "po"}, {"bizTransaction", "urn:x:" + digits(3)}},
            {{"bizTransaction", "urn:x:" + digits(4)}}};
    });
    sometimes("sourceList", [&] { return parties("source"); });
    sometimes("destinationList", [&] { return parties("destination"); });
    sometimes("sensorElementList", [&] { return json{sensor(), sensor()}; });
    sometimes("certificationInfo", [&] {
        return json{"https://example.vn/vietgap/" + digits(3), "urn:x:" + digits(2)};
    });
    sometimes("eventID", [&] { return "urn:uuid:1b671a64-40d5-491e-99b0-" + digits(12); });
    sometimes("errorDeclaration", [&] {
        return json{
            {"declarationTime", time()},
            {"reason", "did_not_occur"},
            {"correctiveEventIDs", {"urn:x:" + digits(3)}}};
    });
    sometimes("ex:weather", [&] { return private_value(0); });
    sometimes("https://ns.example.org/season", [&] { return private_value(0); });
}

json EpcisAuthor::event() {
    json event{
        {"eventTime", time()}, {"eventTimeZoneOffset", one_of<std::string>({"+07:00", "-14:00", "+00:00"})}};
    add_common(event);
    const auto action = one_of<std::string>({"ADD", "OBSERVE", "DELETE"});
    switch (below(5)) {
        case 0:
            event["type"] = "ObjectEvent";
            event["epcList"] = perhaps() ? units() : json::array();
            if (perhaps()) event["quantityList"] = quantities();
            if (action == "ADD" && perhaps())
                event["ilmd"] = {{"cbvmda:lotNumber", "L" + digits(2)}, {"ex:grade", private_value(0)}};
            break;
        case 1:
            event["type"] = "AggregationEvent";
            event["parentID"] = "urn:epc:id:sscc:8938505." + digits(10);
            event["childEPCs"] = units();
            if (perhaps()) event["childQuantityList"] = quantities();
            break;
        case 2:
            event["type"] = "AssociationEvent";
            event["parentID"] = place();
            event["childQuantityList"] = quantities();
            break;
        case 3:
            event["type"] = "TransactionEvent";
            event["bizTransactionList"] = {{{"type", "inv"}, {"bizTransaction", "urn:x:" + digits(4)}}};
            event["epcList"] = units();
            if (perhaps()) event["parentID"] = unit();
            break;
        default:
            event["type"] = "TransformationEvent";
            event["inputQuantityList"] = quantities();
            event["outputEPCList"] = units();
            if (perhaps()) event["transformationID"] = "urn:x:" + digits(5);
            if (perhaps()) event["ilmd"] = {{"cbvmda:lotNumber", "L" + digits(2)}};
            return event;
    }
    event["action"] = action;
    return event;
}

void EpcisAuthor::shuffle(json& value) {
    if (value.is_array()) std::shuffle(value.begin(), value.end(), random_);
    if (value.is_structured())
        for (auto& inner : value) shuffle(inner);
}

void EpcisAuthor::breaks(json& document) {
    auto* at = &document;
    while (at->is_structured() && !at->empty() && below(6) != 0) {
        auto next = at->begin();
        std::advance(next, static_cast<std::ptrdiff_t>(below(at->size())));
        at = &*next;
    }
    static const std::vector<json> strange{
        nullptr,
        true,
        -1,
        1e300,
        "",
        "x",
        "ex:y",
        ":",
        "urn:epc:id:sgtin:..",
        "urn:epc:idpat:sgtin:*.*.*",
        "urn:epc:class:lgtin:8938505.097401.",
        "https://id.gs1.org/01//21/",
        "https://x/8006/1/21/%00",
        "https://id.gs1.org/00/%",
        "2026-02-30T00:00:00Z",
        "+99:99",
        json::array(),
        json::object(),
        json::array({json::object(), nullptr, 7}),
        {{"id", 7}, {"type", json::array()}},
        {{"@context", {{"ex", 7}}}},
        std::string(5000, 'a'),
        "\xF0\x9F\x8D\x8A"};
    switch (below(4)) {
        case 0:
            if (at->is_object() && !at->empty()) {
                at->erase(at->begin());
                return;
            }
            break;
        case 1:
            if (at->is_array() && !at->empty()) {
                at->push_back(at->front());
                return;
            }
            break;
        case 2:
            if (at->is_object()) {
                (*at)[one_of<std::string>(
                    {"ex:new",
                     "type",
                     "id",
                     "a/b~c",
                     "@context",
                     "quantity",
                     "sensorReport",
                     "epcList",
                     "",
                     "ilmd"}
                )] = one_of(strange);
                return;
            }
            break;
        default:
            break;
    }
    *at = one_of(strange);
}

}  // namespace chophien::tests
