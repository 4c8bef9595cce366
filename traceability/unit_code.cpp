#include "traceability/unit_code.hpp"

#include "core/crockford.hpp"
#include "core/crypto.hpp"
#include "traceability/refusals.hpp"

namespace chophien::traceability {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned counter_bits = 24;
constexpr unsigned number_bits = 32 + counter_bits;
constexpr unsigned proof_bits = 39;
constexpr unsigned left_bits = 47;
constexpr unsigned right_bits = 48;
constexpr unsigned rounds = 6;
constexpr unsigned body_signs = unit_code_signs - 1;
constexpr unsigned low_signs = 10;
static_assert(
    proof_bits + number_bits == 5 * body_signs, "proof and numbers fill the signs after the version"
);
static_assert(left_bits + right_bits == 5 * body_signs, "the halves make the whole");

struct Halves {
    std::uint64_t left;
    std::uint64_t right;
};

// Product, version, round and half each have a fixed length, so no two messages read the same.
std::uint64_t keyed(const UnitKey& key, const Gtin& gtin, unsigned round, std::uint64_t half, unsigned bits) {
    std::string message(gtin.text());
    message += static_cast<char>(key.version);
    message += static_cast<char>(round);
    for (unsigned shift = 64; shift > 0; shift -= 8)
        message += static_cast<char>(half >> (shift - 8U) & 0xFFU);
    const auto digest = crypto::hmac_sha256(key.secret, message);
    std::uint64_t value = 0;
    for (unsigned at = 0; at < 8; ++at) value = value << 8U | digest[at];
    return value >> (64U - bits);
}

// One round; done twice it is undone, so the rounds backwards turn a code back.
void turn(Halves& halves, const UnitKey& key, const Gtin& gtin, unsigned round) {
    if (round % 2 == 0)
        halves.left ^= keyed(key, gtin, round, halves.right, left_bits);
    else
        halves.right ^= keyed(key, gtin, round, halves.left, right_bits);
}

Wide joined(Halves halves) { return Wide{halves.left} << right_bits | halves.right; }

Halves halved(Wide whole) {
    return {
        static_cast<std::uint64_t>(whole >> right_bits),
        static_cast<std::uint64_t>(whole) & ((1ULL << right_bits) - 1)};
}

}  // namespace

std::string unit_code(const UnitKey& key, const Gtin& gtin, CodedUnit unit) {
    ensure(key.version < UnitKey::versions, "a key version fits into one sign");
    ensure(key.secret.size() == UnitKey::secret_bytes, "a unit key has 32 bytes");
    ensure(unit.counter <= CodedUnit::most_counter, "a counter fits into 24 bits");
    auto halves = halved(Wide{unit.batch} << counter_bits | unit.counter);
    for (unsigned round = 0; round < rounds; ++round) turn(halves, key, gtin, round);
    const Wide body = joined(halves);
    const auto high = static_cast<std::uint64_t>(body >> (5U * low_signs));
    const auto low = static_cast<std::uint64_t>(body) & ((1ULL << (5U * low_signs)) - 1);
    return crockford::written(key.version, 1, crockford::capitals) +
           crockford::written(high, body_signs - low_signs, crockford::capitals) +
           crockford::written(low, low_signs, crockford::capitals);
}

std::optional<std::string> written_unit_code(std::string_view typed) {
    std::optional<std::string> code{std::in_place};
    for (const char sign : typed) {
        if (sign == ' ' || sign == '-') continue;
        const int value = crockford::value_of(sign);
        if (value < 0 || code->size() == unit_code_signs) return std::nullopt;
        *code += crockford::capitals[static_cast<std::size_t>(value)];
    }
    if (code->size() != unit_code_signs) return std::nullopt;
    return code;
}

Result<CodedUnit> verified_unit(std::string_view typed, std::span<const UnitKey> keys, const Gtin& gtin) {
    const auto code = written_unit_code(typed);
    if (!code) return refuse(forged_unit_code);
    const auto version = static_cast<unsigned>(crockford::value_of(code->front()));
    const auto body = std::string_view(*code).substr(1);
    const Wide high = crockford::read(body.substr(0, body_signs - low_signs)).value();
    const Wide low = crockford::read(body.substr(body_signs - low_signs)).value();
    for (const auto& key : keys) {
        if (key.version != version) continue;
        auto halves = halved(high << (5U * low_signs) | low);
        for (unsigned round = rounds; round > 0; --round) turn(halves, key, gtin, round - 1);
        const Wide whole = joined(halves);
        if (whole >> number_bits != 0) continue;
        const auto number = static_cast<std::uint64_t>(whole);
        return CodedUnit{
            static_cast<std::uint32_t>(number >> counter_bits),
            static_cast<std::uint32_t>(number & CodedUnit::most_counter)};
    }
    return refuse(forged_unit_code);
}

}  // namespace chophien::traceability
