#include "core/crockford.hpp"

#include "core/result.hpp"

namespace chophien::crockford {

int value_of(char sign) {
    if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
    if (sign == 'O') return 0;
    if (sign == 'I' || sign == 'L') return 1;
    const auto place = capitals.find(sign);
    return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

std::string written(std::uint64_t number, int width, std::string_view alphabet) {
    std::string text(static_cast<std::size_t>(width), '0');
    for (auto sign = text.rbegin(); sign != text.rend(); ++sign) {
        *sign = alphabet[number & 31U];
        number >>= 5U;
    }
    ensure(number == 0, "a number is written in enough signs");
    return text;
}

std::optional<std::uint64_t> read(std::string_view text) {
    if (text.empty() || text.size() > 13) return std::nullopt;
    std::uint64_t number = 0;
    for (const char sign : text) {
        const int value = value_of(sign);
        if (value < 0 || number >> 59U != 0) return std::nullopt;
        number = number << 5U | static_cast<std::uint64_t>(value);
    }
    return number;
}

}  // namespace chophien::crockford
