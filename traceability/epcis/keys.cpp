#include "traceability/epcis/keys.hpp"

#include "core/gs1_key.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

namespace {

constexpr Qualifier variant{.ai = "22", .names = false};
constexpr Qualifier lot{.ai = "10", .level = Level::lot};
constexpr Qualifier serial{.ai = "21", .level = Level::unit};
constexpr Qualifier third_party_serial{.ai = "235", .most = 28, .level = Level::unit};
constexpr Qualifier extension{.ai = "254", .level = Level::place};
constexpr Qualifier importer{.ai = "7040", .most = 4, .names = false};
constexpr Qualifier part_serial{.ai = "8011", .signs = Signs::digits, .most = 12, .level = Level::unit};
constexpr Qualifier service{.ai = "8019", .signs = Signs::digits, .most = 10, .names = false};
constexpr Qualifier reference{.ai = "8020", .most = 25, .level = Level::document};

constexpr std::array of_item{variant, lot, serial, third_party_serial};
constexpr std::array of_piece{variant, lot, serial};
constexpr std::array of_place{extension, importer};
constexpr std::array of_party{importer};
constexpr std::array of_component{part_serial};
constexpr std::array of_service{service};
constexpr std::array of_payment{reference};

constexpr std::array keys{
    Key{.ai = "01", .digits = 14, .checked = 14, .bare = Level::product, .qualifiers = of_item},
    Key{.ai = "00", .digits = 18, .checked = 18, .bare = Level::unit},
    Key{.ai = "414", .digits = 13, .checked = 13, .bare = Level::place, .qualifiers = of_place},
    Key{.ai = "417", .digits = 13, .checked = 13, .bare = Level::party, .qualifiers = of_party},
    Key{.ai = "8003",
        .digits = 14,
        .checked = 14,
        .most_after = 16,
        .bare = Level::product,
        .serial = Level::unit},
    Key{.ai = "8004", .most_after = 30, .serial = Level::unit, .qualifiers = of_party},
    Key{.ai = "8006", .digits = 18, .checked = 14, .bare = Level::product, .qualifiers = of_piece},
    Key{.ai = "8010",
        .most_after = 30,
        .after = Signs::set_39,
        .serial = Level::product,
        .qualifiers = of_component},
    Key{.ai = "253",
        .digits = 13,
        .checked = 13,
        .most_after = 17,
        .bare = Level::product,
        .serial = Level::document},
    Key{.ai = "255",
        .digits = 13,
        .checked = 13,
        .most_after = 12,
        .after = Signs::digits,
        .bare = Level::product,
        .serial = Level::document},
    Key{.ai = "401", .most_after = 30, .serial = Level::document},
    Key{.ai = "402", .digits = 17, .checked = 17, .bare = Level::document},
    Key{.ai = "8017", .digits = 18, .checked = 18, .bare = Level::party, .qualifiers = of_service},
    Key{.ai = "8018", .digits = 18, .checked = 18, .bare = Level::party, .qualifiers = of_service},
    Key{.ai = "8013", .most_after = 25, .serial = Level::product},
    Key{.ai = "415", .digits = 13, .checked = 13, .bare = Level::party, .qualifiers = of_payment},
};

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

// One bit per set of signs: every name's every sign is looked at, so this is a table and not a search.
constexpr std::uint8_t bit(Signs signs) {
    return signs == Signs::digits ? 1 : signs == Signs::set_39 ? 2 : 4;
}

constexpr std::array<std::uint8_t, 256> sets_of_sign = [] {
    std::array<std::uint8_t, 256> made{};
    const auto add = [&](std::string_view signs, std::uint8_t sets) {
        for (const char sign : signs) made[static_cast<unsigned char>(sign)] |= sets;
    };
    const auto small = bit(Signs::set_39) | bit(Signs::set_82);
    add("0123456789", static_cast<std::uint8_t>(small | bit(Signs::digits)));
    add("ABCDEFGHIJKLMNOPQRSTUVWXYZ-/", static_cast<std::uint8_t>(small));
    add("#", bit(Signs::set_39));
    add("abcdefghijklmnopqrstuvwxyz!\"%&'()*+,.:;<=>?_", bit(Signs::set_82));
    return made;
}();

bool all_of(Signs signs, std::string_view text) {
    return std::ranges::all_of(text, [sets = bit(signs)](char sign) {
        return (sets_of_sign[static_cast<unsigned char>(sign)] & sets) != 0;
    });
}

}  // namespace

const Key* find_key(std::string_view ai) {
    const auto* found = std::ranges::find(keys, ai, &Key::ai);
    return found == keys.end() ? nullptr : found;
}

bool qualifies(std::string_view ai) {
    return std::ranges::any_of(keys, [&](const Key& key) {
        return std::ranges::find(key.qualifiers, ai, &Qualifier::ai) != key.qualifiers.end();
    });
}

bool fits(const Key& key, std::string_view value) {
    if (value.size() < key.digits || value.empty()) return false;
    if (!std::ranges::all_of(value.substr(0, key.digits), is_digit)) return false;
    if (key.ai == "8003" && value.front() != '0') return false;
    const auto rest = value.substr(key.digits);
    return rest.size() <= key.most_after && all_of(key.after, rest);
}

bool fits(const Qualifier& qualifier, std::string_view value) {
    return !value.empty() && value.size() <= qualifier.most && all_of(qualifier.signs, value);
}

bool has_right_check(const Key& key, std::string_view value) {
    return key.checked == 0 || has_right_check_digit(value.substr(0, key.checked));
}

}  // namespace chophien::traceability::epcis
