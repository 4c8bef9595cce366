// A page of a list: {"data": […], "page": {"next": "…"}}. The cursor is the key of the last row, opaque to
// clients.
#pragma once

#include "core/json/shape.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien {

struct PageEnd {
    std::optional<std::string> next{};  ///< send as `after` to go on; absent on the last page
};

template <class T>
struct List {
    std::vector<T> data{};
    PageEnd page{};
};

/// Nothing to say or nothing asked: 204, or no request members.
struct Nothing {};

}  // namespace chophien

namespace chophien::json {

template <>
struct Shape<PageEnd> {
    static constexpr std::string_view name = "PageEnd";
    static constexpr auto fields = std::tuple{
        field("next", &PageEnd::next, "Send it as `after` for the next page; absent on the last one.")};
};

template <Shaped T>
struct Shape<List<T>> {
    static inline const std::string name_text = "ListOf" + std::string(Shape<T>::name);
    static inline const std::string_view name = name_text;
    static constexpr auto fields = std::tuple{
        field("data", &List<T>::data, "The rows of this page."),
        field("page", &List<T>::page, "Where it goes on.")};
};

template <>
struct Shape<Nothing> {
    static constexpr std::string_view name = "Nothing";
    static constexpr std::tuple<> fields{};
};

}  // namespace chophien::json
