// A product: what it is, and when it may be shown. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/label_words.hpp"
#include "core/clock.hpp"
#include "core/json/shape.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

enum class ProductState : std::uint8_t { draft, published, withdrawn };

enum class ProductStep : std::uint8_t { publish, withdraw };

struct ProductTransition {
    ProductState from;
    ProductStep step;
    ProductState to;
};

/// The whole table; what is not in it cannot happen. A withdrawn product stays: the law keeps listings for a
/// year (Law on E-commerce art. 16.1d, 17.1e), and orders speak of it.
std::span<const ProductTransition> product_transitions();
std::optional<ProductState> next_state(ProductState from, ProductStep step);

struct Product {
    ProductId id;
    accounts::OrganisationId seller;
    std::string name;
    std::optional<std::string> description{};
    std::optional<std::int32_t> ocop_set{};  ///< 1 to 26
    std::optional<std::string> province{};   ///< of origin; code of today
    std::optional<std::string> origin{};     ///< in words: "xã Tân Cương"
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};     ///< how to keep it
    std::optional<std::string> usage{};       ///< how to use it
    std::optional<LabelWords> label_words{};  ///< none: nothing is said
    ProductState state = ProductState::draft;
    std::int64_t version = 1;
    Instant created_at{};
    Instant updated_at{};
    std::optional<Instant> published_at{};
};

/// What a product lacks before it may be published: its set, its origin, an offer on sale (label and
/// e-commerce law; a name and the answerable seller it has by being there). Empty: nothing.
std::vector<Violation> missing_for_publication(const Product& product, bool has_offer_on_sale);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::ProductState> {
    using enum catalog::ProductState;
    static constexpr std::array of{
        std::pair{draft, std::string_view("draft")},
        std::pair{published, std::string_view("published")},
        std::pair{withdrawn, std::string_view("withdrawn")},
    };
};

}  // namespace chophien::json
