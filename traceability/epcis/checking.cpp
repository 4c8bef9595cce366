#include "traceability/epcis/checking.hpp"

#include "traceability/epcis/event_hash.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

const Document nothing = nullptr;

std::string_view text_of_member(const Document& object, std::string_view name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return {};
    return found->get_ref<const std::string&>();
}

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

// "+07:00", hours to 13, or exactly fourteen.
bool is_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    if (!is_digit(text[1]) || !is_digit(text[2]) || !is_digit(text[4]) || !is_digit(text[5])) return false;
    const int hours = (text[1] - '0') * 10 + text[2] - '0';
    return (hours <= 13 && text[4] <= '5') || (hours == 14 && text.substr(4) == "00");
}

}  // namespace

void Checking::fault(std::string_view rule, const Document& value) {
    if (faults_.size() < most_faults) faults_.push_back({trail_.pointer(), std::string(rule), shown(value)});
}

void Checking::fault_at(std::string_view member, std::string_view rule, const Document& value) {
    if (faults_.size() < most_faults)
        faults_.push_back(
            {trail_.pointer(member), std::string(rule), value.is_null() ? std::string() : shown(value)}
        );
}

void Checking::warn(std::string_view subject, std::string_view sentence) {
    if (event_ == nullptr || event_->warnings.size() >= most_warnings) return;
    event_->warnings.push_back(std::string(subject).append(": ").append(sentence));
}

void Checking::use_prefix(std::string_view text) {
    if (event_ == nullptr) return;
    const auto prefix = text.substr(0, text.find(':'));
    if (prefix.size() == text.size()) return;
    const auto declared = prefixes_.find(prefix);
    if (declared != prefixes_.end()) event_->namespaces.emplace(declared->first, declared->second);
}

void Checking::structure(Document& object, const Structure& rows) {
    if (!object.is_object()) return fault(std::string(rows.name) + " is an object.", object);
    if (object.size() > most_members) return fault("An object has at most 250 members.", nothing);
    for (auto& [name, value] : object.get_ref<Document::object_t&>()) {
        trail_.enter(name);
        const auto* row = find_member(rows, name);
        if (row == nullptr) {
            private_member(name, value, rows);
        } else if (event_ != nullptr && (row->types & in(event_->type)) == 0) {
            fault("This member does not belong in events of this type.", value);
        } else {
            member(value, *row);
        }
        trail_.leave();
    }
    for (const auto& row : rows.members) {
        if (!row.required || object.contains(row.name)) continue;
        if (event_ != nullptr && (row.types & in(event_->type)) == 0) continue;
        fault_at(row.name, "This member is required.");
    }
}

void Checking::member(Document& value, const Member& row) {
    switch (row.sort) {
        case Sort::event_type:
        case Sort::anything:
            return;
        case Sort::time:
            return time(value);
        case Sort::offset:
            return offset(value);
        case Sort::action:
            if (!value.is_string() || (value != "ADD" && value != "OBSERVE" && value != "DELETE"))
                fault("The action is ADD, OBSERVE or DELETE.", value);
            return;
        case Sort::word:
            return word(value, row.vocabulary);
        case Sort::words:
            return words(value, row);
        case Sort::name:
            // A name in an object is mentioned with the object, which has its type or quantity.
            name(value, row.role == Role{} ? role_ : row.role);
            if (row.role != Role{}) mention(value, row.role);
            return;
        case Sort::names:
            role_ = row.role;
            return list(value, row.least, [&](Document& one) {
                name(one, row.role);
                mention(one, row.role);
            });
        case Sort::uri:
            uri(value);
            return;
        case Sort::uris:
            if (value.is_string()) {
                uri(value);
                return;
            }
            return list(value, row.least, [&](const Document& one) {
                if (uri(one) && row.role != Role{}) mention(one, row.role);
            });
        case Sort::text:
            return text(value);
        case Sort::number:
            return number(value, false);
        case Sort::amount:
            return number(value, true);
        case Sort::unit:
            return unit(value);
        case Sort::boolean:
            if (!value.is_boolean()) fault("This value is true or false.", value);
            return;
        case Sort::hex:
            return hex(value);
        case Sort::object:
            role_ = row.role;
            last_name_ = {};
            structure(value, *row.inner);
            if (row.role != Role{}) mention(value, row.role);
            role_ = {};
            return;
        case Sort::objects:
            return objects(value, row);
        case Sort::private_only:
            return private_object(value);
    }
}

template <class Each>
void Checking::list(Document& value, std::size_t least, Each each) {
    if (!value.is_array()) return fault("This is a list.", value);
    if (value.size() < least) return fault("This list has one element or more.", value);
    if (value.size() > most_elements) return fault("A list has at most 20000 elements.", nothing);
    std::size_t index = 0;
    for (auto& element : value) {
        trail_.enter(index++);
        each(element);
        trail_.leave();
    }
}

void Checking::objects(Document& value, const Member& row) {
    list(value, row.least, [&](Document& one) {
        role_ = row.role;
        last_name_ = {};
        structure(one, *row.inner);
        if (row.role != Role{}) mention(one, row.role);
    });
    role_ = {};
}

void Checking::text(Document& value) {
    if (!value.is_string()) return fault("This is a text.", value);
    if (value.get_ref<const std::string&>().size() > longest_text)
        fault("A text has at most 4096 bytes.", value);
}

void Checking::time(const Document& value) {
    if (!value.is_string() || !instant_from(value.get_ref<const std::string&>()))
        fault("A time is written as in RFC 3339, with its zone.", value);
}

void Checking::offset(const Document& value) {
    if (!value.is_string() || !is_offset(value.get_ref<const std::string&>()))
        fault("An offset is written ±hh:mm, up to 14:00.", value);
}

void Checking::word(Document& value, Vocabulary vocabulary) {
    if (!value.is_string()) return fault("This is a word of the vocabulary or a URI.", value);
    const auto& sent = value.get_ref<const std::string&>();
    if (number_of(vocabulary, sent)) return;
    if (sent.find(':') == std::string::npos) {
        if (vocabulary == Vocabulary::measurement && !sent.empty() && is_uri("gs1:" + sent))
            return warn(sent, "this measurement type is outside the published list.");
        return fault("A bare word is one of the vocabulary's.", value);
    }
    if (!uri(value)) return;
    const auto full = expanded(sent, prefixes_);
    if (const auto standard = word_behind(vocabulary, full)) {
        warn(sent, "a standard value is written as bare word in JSON; kept as that.");
        value = std::string(*standard);
    } else if (is_unknown_urn(vocabulary, full)) {
        fault("The vocabulary has no such value.", value);
    } else {
        use_prefix(sent);
    }
}

void Checking::words(Document& value, const Member& row) {
    list(value, row.least, [&](Document& one) { word(one, row.vocabulary); });
    if (!value.is_array() || value.size() > most_elements) return;
    std::vector<const Document*> sorted;
    for (const auto& one : value) sorted.push_back(&one);
    const auto less = [](const Document* left, const Document* right) { return *left < *right; };
    std::ranges::sort(sorted, less);
    const auto same = [](const Document* left, const Document* right) { return *left == *right; };
    if (std::ranges::adjacent_find(sorted, same) != sorted.end()) fault("A set has no value twice.", value);
}

void Checking::number(const Document& value, bool above_zero) {
    if (!value.is_number()) return fault("This is a number, not a text.", value);
    if (above_zero && !(value.get<double>() > 0)) fault("A quantity is above zero.", value);
}

void Checking::unit(const Document& value) {
    const auto good = [](const std::string& code) {
        return (code.size() == 2 || code.size() == 3) && std::ranges::all_of(code, [](char sign) {
                   return is_digit(sign) || (sign >= 'A' && sign <= 'Z');
               });
    };
    if (!value.is_string() || !good(value.get_ref<const std::string&>()))
        fault("A unit is a code of two or three capitals or digits (UN/ECE Recommendation 20).", value);
}

void Checking::hex(const Document& value) {
    const auto good = [](const std::string& text) {
        return !text.empty() && text.size() <= longest_text &&
               text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    };
    if (!value.is_string() || !good(value.get_ref<const std::string&>()))
        fault("This is written in hexadecimal digits.", value);
}

bool Checking::uri(const Document& value) {
    if (!value.is_string() || !is_uri(value.get_ref<const std::string&>())) {
        fault("This is a URI.", value);
        return false;
    }
    const auto& sent = value.get_ref<const std::string&>();
    if (sent.size() > longest_uri) {
        fault("A URI has at most 1024 bytes.", value);
        return false;
    }
    use_prefix(sent);
    return true;
}

void Checking::name(const Document& value, Role role) {
    last_name_ = {};
    if (!uri(value)) return;
    const auto& sent = value.get_ref<const std::string&>();
    last_name_ = name_from(sent);
    if (last_name_.wrong_check_digit) {
        if (strict_) return fault("The check digit of a GS1 key is right.", value);
        warn(sent, "the check digit is wrong.");
    }
    if (last_name_.broken) warn(sent, "this is no right GS1 key; kept as a private URI.");
    if (role != Role{} && !belongs_in(role, last_name_.level))
        warn(sent, "this sort of key does not belong here.");
}

// What an object names is mentioned when all of it was read: its type and quantity stand beside the name.
void Checking::mention(const Document& from, Role role) {
    if (event_ == nullptr) return;
    if (role == Role::corrective) {
        event_->mentions.push_back({role, from.get<std::string>()});
        return;
    }
    if (last_name_.canonical.empty()) return;
    Mention made{role, std::move(last_name_.canonical)};
    if (from.is_object()) {
        if (const auto kind = text_of_member(from, "type"); !kind.empty())
            made.kind = expanded(kind, prefixes_);
        made.unit = text_of_member(from, "uom");
        if (const auto amount = from.find("quantity"); amount != from.end() && amount->is_number())
            made.quantity = number_text(*amount);
    }
    if (!last_name_.lot.empty()) {
        Mention lot{Role::lot, lot_name(made.name, last_name_.lot)};
        lot.of = made.name;
        event_->mentions.push_back(std::move(lot));
    }
    event_->mentions.push_back(std::move(made));
    last_name_ = {};
}

void Checking::private_member(const std::string& name, const Document& value, const Structure& rows) {
    if (!rows.open) return fault("There is no such member in " + std::string(rows.name) + ".", value);
    if (name.size() > longest_uri) return fault("A member's name has at most 1024 bytes.", value);
    if (!curie_from(name, prefixes_)) {
        if (name.find(':') == std::string::npos)
            return fault("A private member is named prefix:name or by a URI.", value);
        if (!is_uri(name) || (!name.starts_with("urn:") && name.find("://") == std::string::npos))
            return fault("A private member's prefix is declared in the @context.", value);
    }
    use_prefix(name);
    private_value(value);
}

// Names inside are free; what is bounded is how much there is.
void Checking::private_value(const Document& value) {
    if (++private_values_ == most_private_values)
        fault("An event has at most 10000 private values.", nothing);
    if (private_values_ >= most_private_values) return;
    if (value.is_string()) {
        const auto& sent = value.get_ref<const std::string&>();
        if (sent.size() > longest_text) fault("A text has at most 4096 bytes.", value);
        use_prefix(sent);
    } else if (value.is_object()) {
        for (const auto& [name, inner] : value.get_ref<const Document::object_t&>()) {
            trail_.enter(name);
            if (name.size() > longest_uri) fault("A member's name has at most 1024 bytes.", inner);
            use_prefix(name);
            private_value(inner);
            trail_.leave();
        }
    } else if (value.is_array()) {
        std::size_t index = 0;
        for (const auto& inner : value) {
            trail_.enter(index++);
            private_value(inner);
            trail_.leave();
        }
    }
}

void Checking::private_object(Document& value) {
    static constexpr Structure free_structure{"ilmd", {}};
    structure(value, free_structure);
}

}  // namespace chophien::traceability::epcis
