#include "traceability/unit_code.hpp"

#include "core/crockford.hpp"
#include "core/crypto.hpp"
#include "traceability/refusals.hpp"

namespace chophien::traceability {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned counter_bits = 24;
constexpr unsigned number_bits = 32 + counter_bits;
constexpr unsigned tag_bits = 39;
constexpr unsigned body_signs = unit_code_signs - 1;
constexpr unsigned low_signs = 10;
static_assert(tag_bits + number_bits == 5 * body_signs, "tag and numbers fill the signs after the version");

std::string bytes_of(std::uint64_t number) {
    std::string bytes(8, '\0');
    for (unsigned at = 0; at < 8; ++at) bytes[at] = static_cast<char>(number >> (56U - 8U * at) & 0xFFU);
    return bytes;
}

// The first bits of a keyed digest. The purpose keeps tag and mask apart under one secret; all parts after it
// have a fixed length, so no two messages read the same.
std::uint64_t keyed(
    const UnitKey& key, std::string_view purpose, const Gtin& gtin, std::uint64_t number, unsigned bits
) {
    std::string message(purpose);
    message += gtin.text();
    message += static_cast<char>(key.version);
    message += bytes_of(number);
    const auto digest = crypto::hmac_sha256(key.secret, message);
    std::uint64_t value = 0;
    for (unsigned at = 0; at < 8; ++at) value = value << 8U | digest[at];
    return value >> (64U - bits);
}

std::uint64_t tag_of(const UnitKey& key, const Gtin& gtin, std::uint64_t number) {
    return keyed(key, "unit tag", gtin, number, tag_bits);
}

std::uint64_t mask_of(const UnitKey& key, const Gtin& gtin, std::uint64_t tag) {
    return keyed(key, "unit mask", gtin, tag, number_bits);
}

}  // namespace

std::string unit_code(const UnitKey& key, const Gtin& gtin, Unit unit) {
    ensure(key.version < UnitKey::versions, "a key version fits into one sign");
    ensure(key.secret.size() == UnitKey::secret_bytes, "a unit key has 32 bytes");
    ensure(unit.counter <= Unit::most_counter, "a counter fits into 24 bits");
    const std::uint64_t number = std::uint64_t{unit.batch} << counter_bits | unit.counter;
    const std::uint64_t tag = tag_of(key, gtin, number);
    const Wide body = Wide{tag} << number_bits | (number ^ mask_of(key, gtin, tag));
    const auto high = static_cast<std::uint64_t>(body >> (5U * low_signs));
    const auto low = static_cast<std::uint64_t>(body) & ((1ULL << (5U * low_signs)) - 1);
    return crockford::written(key.version, 1, crockford::capitals) +
           crockford::written(high, body_signs - low_signs, crockford::capitals) +
           crockford::written(low, low_signs, crockford::capitals);
}

std::optional<std::string> written_unit_code(std::string_view typed) {
    std::string code;
    for (const char sign : typed) {
        if (sign == ' ' || sign == '-') continue;
        const int value = crockford::value_of(sign);
        if (value < 0 || code.size() == unit_code_signs) return std::nullopt;
        code += crockford::capitals[static_cast<std::size_t>(value)];
    }
    if (code.size() != unit_code_signs) return std::nullopt;
    return code;
}

Result<Unit> verified_unit(std::string_view typed, std::span<const UnitKey> keys, const Gtin& gtin) {
    const auto code = written_unit_code(typed);
    if (!code) return refuse(forged_unit_code);
    const auto version = static_cast<unsigned>(crockford::value_of(code->front()));
    const auto digits = std::string_view(*code).substr(1);
    const Wide body = Wide{crockford::read(digits.substr(0, body_signs - low_signs)).value()}
                          << (5U * low_signs) |
                      crockford::read(digits.substr(body_signs - low_signs)).value();
    const auto tag = static_cast<std::uint64_t>(body >> number_bits);
    const auto masked = static_cast<std::uint64_t>(body) & ((1ULL << number_bits) - 1);
    for (const auto& key : keys) {
        if (key.version != version) continue;
        const std::uint64_t number = masked ^ mask_of(key, gtin, tag);
        if (tag_of(key, gtin, number) != tag) continue;
        return Unit{
            static_cast<std::uint32_t>(number >> counter_bits),
            static_cast<std::uint32_t>(number & Unit::most_counter)};
    }
    return refuse(forged_unit_code);
}

}  // namespace chophien::traceability
