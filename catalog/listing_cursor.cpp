#include "catalog/listing_cursor.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::catalog {

namespace {

// Values are written with this added: a cursor's parts have no sign.
constexpr std::int64_t middle = std::int64_t{1} << 62U;

std::optional<std::string> unhexed(std::string_view digits) {
    if (digits.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t at = 0; at < digits.size(); at += 2) {
        unsigned value = 0;
        const auto* end = digits.data() + at + 2;
        if (std::from_chars(digits.data() + at, end, value, 16) != std::from_chars_result{end, std::errc{}})
            return std::nullopt;
        bytes += static_cast<char>(value);
    }
    if (!text::is_utf8(bytes)) return std::nullopt;
    return bytes;
}

std::string number(std::uint64_t value) { return crockford::written(value, 13, crockford::smalls); }

}  // namespace

std::string written(const ListCursor& cursor) {
    auto text = fmt::format(
        "{}-{}{}-{}",
        number(cursor.digest),
        static_cast<char>(cursor.making),
        cursor.effort,
        number(cursor.product)
    );
    if (cursor.making == Making::by_name) text += '-' + crypto::hex(cursor.name);
    if (cursor.making == Making::by_index)
        text += '-' + number(static_cast<std::uint64_t>(cursor.value + middle));
    return text;
}

std::optional<ListCursor> list_cursor_from(std::string_view text) {
    if (text.size() < 30 || text[13] != '-' || text[16] != '-') return std::nullopt;
    const auto digest = crockford::read(text.substr(0, 13));
    const auto product = crockford::read(text.substr(17, 13));
    const char effort = text[15];
    if (!digest || !product || *product > INT64_MAX || effort < '0' || effort > '4') return std::nullopt;
    ListCursor cursor{*digest, static_cast<Making>(text[14]), effort - '0', *product};
    const auto rest = text.substr(30);
    if (cursor.making == Making::newest) return rest.empty() ? std::optional(cursor) : std::nullopt;
    if (!rest.starts_with('-')) return std::nullopt;
    if (cursor.making == Making::by_name) {
        auto name = unhexed(rest.substr(1));
        if (!name) return std::nullopt;
        cursor.name = std::move(*name);
        return cursor;
    }
    const auto value = crockford::read(rest.substr(1));
    if (cursor.making != Making::by_index || rest.size() != 14 || !value || *value > INT64_MAX)
        return std::nullopt;
    cursor.value = static_cast<std::int64_t>(*value) - middle;
    return cursor;
}

std::uint64_t digest_of(const ListProducts& wish, const std::optional<std::string>& province) {
    std::string all;
    const auto add = [&](std::string_view text) { all += std::string(text) + '\n'; };
    add(text::tidy(wish.q.value_or("")));
    add(wish.group ? json::name_of(*wish.group) : "");
    add(std::to_string(wish.set.value_or(0)));
    add(std::to_string(wish.stars_min.value_or(0)));
    add(province.value_or(""));
    add(wish.seller ? text_of(*wish.seller) : "");
    add(wish.certificate.value_or(""));
    add(wish.seller_kind ? json::name_of(*wish.seller_kind) : "");
    add(wish.season ? json::name_of(*wish.season) : "");
    add(std::to_string(wish.price_min.value_or(-1)));
    add(std::to_string(wish.price_max.value_or(-1)));
    add(wish.available.value_or(false) ? "available" : "");
    add(wish.sort ? json::name_of(*wish.sort) : "");
    return tag(all);
}

}  // namespace chophien::catalog
