// What an import reads and writes, many rows in one statement, and the journal it is undone by.
#pragma once

#include "catalog/label.hpp"
#include "catalog/product_store.hpp"
#include "core/jobs.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace chophien::catalog::import_store {

/// The seller's products of these names (Product and its identity), held until the end of the transaction.
std::vector<std::pair<std::string, Product>> lock_products(
    db::Transaction& tx, accounts::OrganisationId seller, const std::set<std::string>& identities
);
/// All offers of these products with their stock, held; each with its pack's identity.
std::vector<std::pair<std::string, store::StockedOffer>> lock_offers(
    db::Transaction& tx, std::span<const ProductId> products
);
/// Which of these GTINs are whose.
std::vector<std::pair<std::string, OfferId>> holders_of(
    db::Transaction& tx, const std::set<std::string>& gtins
);

void write_products(db::Transaction& tx, std::span<const Product> products);
void write_offers(db::Transaction& tx, std::span<const Offer> offers);

/// Stock as the import found and leaves it; new offers have none before.
struct Restocked {
    OfferId offer;
    Decimal before;
    Decimal now;
};

/// Sets what is on hand, journals each difference as an import.
void write_stock(db::Transaction& tx, std::span<const Restocked> stock, accounts::PersonId person);

/// Keeps the labels that are new; answers those.
std::vector<LabelId> write_labels(db::Transaction& tx, std::span<const OcopLabel> labels);

enum class ChangeKind : std::uint8_t { created, updated };

/// One line of the journal: about a product (offer is zero) or one of its offers.
struct JournalLine {
    ProductId product;
    OfferId offer{};
    ChangeKind kind{};
    std::int64_t version = 0;  ///< that the import left
    std::optional<Decimal> on_hand{};
    std::optional<Decimal> on_hand_now{};
    LabelId label{};
    std::optional<std::string> before{};  ///< of an updated one: Product or Offer as JSON
};

void write_journal(db::Transaction& tx, jobs::JobId job, std::span<const JournalLine> lines);

/// How many products the import did something to.
std::int64_t journal_products(db::Transaction& tx, jobs::JobId job);

/// The lines of the next products after one, whole products only.
std::vector<JournalLine> journal_after(db::Transaction& tx, jobs::JobId job, ProductId after);

/// Removes a draft that was never published, with its offers; their movements stay and add up to nothing.
void erase_draft(db::Transaction& tx, ProductId product);

}  // namespace chophien::catalog::import_store

namespace chophien::json {

template <>
struct Names<catalog::import_store::ChangeKind> {
    using enum catalog::import_store::ChangeKind;
    static constexpr std::array of{
        std::pair{created, std::string_view("created")},
        std::pair{updated, std::string_view("updated")},
    };
};

// As the journal keeps what was there before.
template <>
struct Shape<catalog::Product> {
    using Of = catalog::Product;
    static constexpr std::string_view name = "ProductBefore";
    static constexpr auto fields = std::tuple{
        field("name", &Of::name, ""),
        field("description", &Of::description, ""),
        field("ocop_set", &Of::ocop_set, ""),
        field("province", &Of::province, ""),
        field("origin", &Of::origin, ""),
        field("brand", &Of::brand, ""),
        field("storage", &Of::storage, ""),
        field("usage", &Of::usage, ""),
        field("label_words", &Of::label_words, ""),
        field("state", &Of::state, ""),
        field("published_at", &Of::published_at, ""),
    };
};

template <>
struct Shape<catalog::Offer> {
    using Of = catalog::Offer;
    static constexpr std::string_view name = "OfferBefore";
    static constexpr auto fields = std::tuple{
        field("pack", &Of::pack, ""),
        field("content", &Of::content, ""),
        field("content_unit", &Of::content_unit, ""),
        field("gtin", &Of::gtin, ""),
        field("price", &Of::price, ""),
        field("minimum", &Of::minimum, ""),
        field("step", &Of::step, ""),
        field("state", &Of::state, ""),
        field("pricing_unit", &Of::pricing_unit, ""),
        field("tolerance_percent", &Of::tolerance_percent, ""),
    };
};

}  // namespace chophien::json
