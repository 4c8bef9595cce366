// Digests, keyed tags, random bytes and password hashes: OpenSSL and libsodium behind a few plain functions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// From the operating system's generator.
std::string random_bytes(std::size_t count);

/// Takes the same time wherever the first difference stands.
bool equal_in_constant_time(std::string_view left, std::string_view right);

std::string hex(std::string_view bytes);
/// Of 64 hexadecimal digits, small or capital; nothing for another text.
std::optional<Digest> digest_from_hex(std::string_view digits);
std::string base64url(std::string_view bytes);  ///< RFC 4648 §5, without padding

inline std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Argon2id (libsodium's interactive limits: 64 MiB, some 50 ms). Runs on a worker, never on an I/O thread;
/// at most two at once in the process, so that a burst of logins cannot eat the memory.
std::string password_hash(std::string_view password);
/// False for a wrong password and for a text that is no hash. The same cost as password_hash.
bool password_matches(std::string_view hash, std::string_view password);

}  // namespace chophien::crypto
