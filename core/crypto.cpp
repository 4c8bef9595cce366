#include "core/crypto.hpp"

#include "core/result.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace chophien::crypto {

namespace {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started) throw std::runtime_error("libsodium did not start");
}

// Lets two hashes run at once and makes the others wait.
class HashTurn {
public:
    HashTurn() {
        std::unique_lock lock(mutex());
        freed().wait(lock, [] { return running() < 2; });
        ++running();
    }

    ~HashTurn() {
        {
            const std::scoped_lock lock(mutex());
            --running();
        }
        freed().notify_one();
    }

    HashTurn(const HashTurn&) = delete;
    HashTurn& operator=(const HashTurn&) = delete;

private:
    static std::mutex& mutex() {
        static std::mutex only;
        return only;
    }

    static std::condition_variable& freed() {
        static std::condition_variable only;
        return only;
    }

    static int& running() {
        static int only = 0;
        return only;
    }
};

}  // namespace

Digest sha256(std::string_view bytes) {
    Digest digest{};
    unsigned length = 0;
    const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    ensure(done == 1 && length == digest.size(), "SHA-256 makes 32 bytes");
    return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
    Digest digest{};
    unsigned length = 0;
    const auto* done = HMAC(
        EVP_sha256(),
        key.data(),
        static_cast<int>(key.size()),
        reinterpret_cast<const unsigned char*>(bytes.data()),
        bytes.size(),
        digest.data(),
        &length
    );
    ensure(done != nullptr && length == digest.size(), "HMAC-SHA256 makes 32 bytes");
    return digest;
}

std::string random_bytes(std::size_t count) {
    start_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4U];
        text += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return text;
}

std::optional<Digest> digest_from_hex(std::string_view digits) {
    Digest digest{};
    if (digits.size() != 2 * digest.size()) return std::nullopt;
    const auto value_of = [](char sign) {
        if (sign >= '0' && sign <= '9') return sign - '0';
        const char small = static_cast<char>(sign | 0x20);
        return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    };
    for (std::size_t at = 0; at < digest.size(); ++at) {
        const int high = value_of(digits[2 * at]);
        const int low = value_of(digits[2 * at + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        digest[at] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

std::string base64url(std::string_view bytes) {
    start_sodium();
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(
        text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), variant
    );
    text.pop_back();  // the terminating zero
    return text;
}

std::string password_hash(std::string_view password) {
    start_sodium();
    const HashTurn turn;
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(
            hash,
            password.data(),
            password.size(),
            crypto_pwhash_OPSLIMIT_INTERACTIVE,
            crypto_pwhash_MEMLIMIT_INTERACTIVE
        ) != 0)
        throw std::runtime_error("no memory to hash a password");
    return hash;
}

bool password_matches(std::string_view hash, std::string_view password) {
    start_sodium();
    const HashTurn turn;
    return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

}  // namespace chophien::crypto
