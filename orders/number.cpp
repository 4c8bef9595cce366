#include "orders/number.hpp"

#include "core/crockford.hpp"
#include "core/result.hpp"

#include <fmt/format.h>

namespace chophien::orders {

namespace {

constexpr std::size_t longest = 64;  // of what somebody types; a clean code has a third of it
constexpr std::size_t number_signs = 11;
constexpr std::size_t code_signs = 16;
constexpr std::uint64_t numbers_a_year = 1ULL << 40U;

// The signs alone, in capitals of the alphabet. Nothing when a foreign sign is among them.
std::optional<std::string> signs_of(std::string_view text) {
    if (text.size() > longest) return std::nullopt;
    std::string signs;
    for (const char sign : text) {
        if (sign == '-' || sign == ' ') continue;
        const int value = crockford::value_of(sign);
        if (value < 0) return std::nullopt;
        signs += crockford::capitals[static_cast<std::size_t>(value)];
    }
    return signs;
}

// Each weight is odd, so it has an inverse modulo 32: one wrong sign always changes the sum.
char check_sign(std::string_view signs) {
    int sum = 0;
    int weight = 1;
    for (const char sign : signs) {
        sum += weight * crockford::value_of(sign);
        weight += 2;
    }
    return crockford::capitals[static_cast<std::size_t>(sum % 32)];
}

}  // namespace

std::string order_number(Day placed, std::uint64_t random) {
    const auto year = static_cast<unsigned>(static_cast<int>(placed.year())) % 100;
    const auto signs = crockford::written(random % numbers_a_year, 8, crockford::capitals);
    const auto body = fmt::format("{:02}{}", year, signs);
    return fmt::format("{:02}-{}-{}-{}", year, signs.substr(0, 4), signs.substr(4), check_sign(body));
}

std::string new_order_number(Day placed) {
    std::uint64_t random = 0;
    for (const char byte : crypto::random_bytes(sizeof random))
        random = random << 8U | static_cast<unsigned char>(byte);
    return order_number(placed, random);
}

std::optional<std::string> order_number_from(std::string_view text) {
    const auto signs = signs_of(text);
    if (!signs || signs->size() != number_signs) return std::nullopt;
    const std::string_view body = std::string_view(*signs).substr(0, number_signs - 1);
    if (check_sign(body) != signs->back()) return std::nullopt;
    return fmt::format("{}-{}-{}-{}", body.substr(0, 2), body.substr(2, 4), body.substr(6), signs->back());
}

std::string new_follow_code() {
    std::string code;
    for (const char byte : crypto::random_bytes(code_signs)) {
        if (code.size() % 5 == 4) code += '-';
        code += crockford::capitals[static_cast<unsigned char>(byte) % 32];
    }
    return code;
}

crypto::Digest follow_digest(std::string_view code) {
    const auto signs = signs_of(code);
    // Nothing else is hashed under the name of a code, so a malformed one meets no stored digest.
    if (!signs || signs->size() != code_signs) return crypto::sha256("no follow code");
    return crypto::sha256("follow code " + *signs);
}

}  // namespace chophien::orders
