// What everybody sees: lists of published products with filters and search, and one product in full.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/certificates/certificates.hpp"
#include "catalog/demonstration.hpp"
#include "catalog/ids.hpp"
#include "catalog/label.hpp"
#include "catalog/label_words.hpp"
#include "catalog/media/photos.hpp"
#include "catalog/ocop_set.hpp"
#include "catalog/pricing/price.hpp"
#include "catalog/products.hpp"
#include "catalog/search/facet.hpp"
#include "catalog/seasons.hpp"
#include "catalog/slots/slots.hpp"
#include "catalog/stock_lots.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

namespace search {
class Index;
}

/// Without one: newest, or with words the best first.
enum class ListOrder : std::uint8_t { newest, name, relevance, price, price_descending };

struct ListProducts {
    std::optional<std::string> q{};
    std::optional<OcopGroup> group{};
    std::optional<std::int32_t> set{};
    std::optional<std::int32_t> stars_min{};
    std::optional<std::string> province{};
    std::optional<accounts::OrganisationId> seller{};
    std::optional<std::string> certificate{};
    std::optional<accounts::OrganisationKind> seller_kind{};
    std::optional<search::SeasonState> season{};
    std::optional<std::int64_t> price_min{};
    std::optional<std::int64_t> price_max{};
    std::optional<bool> available{};
    std::optional<std::string> facets{};
    std::optional<ListOrder> sort{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct SellerView {
    accounts::OrganisationId id;
    std::string name;
    std::optional<std::string> province{};
    std::optional<accounts::OrganisationKind> kind{};
};

/// One product in a list.
struct ProductItem {
    ProductId id;
    std::string name;
    SellerView seller;
    OcopGroup group{};
    std::int32_t set = 0;
    std::string province;
    std::optional<std::int32_t> stars{};  ///< of a label that holds today
    Money price;                          ///< of the cheapest offer that can be had
    const Unit* unit = nullptr;
    std::string pack;
    bool available = false;
    Instant updated_at;
    std::optional<std::string> photo{};  ///< path of its first photo, at most 320 pixels wide
    std::optional<bool> demonstration{};
};

struct FacetValue {
    std::string value;  ///< as the filter of that name takes it
    std::int64_t products = 0;
};

/// One way to narrow a list down.
struct FacetView {
    search::Facet facet{};
    std::vector<FacetValue> values{};
};

struct ProductPage {
    std::vector<ProductItem> data{};
    PageEnd page{};
    std::optional<std::int64_t> products{};  ///< in the whole list, when facets were asked for
    std::optional<std::vector<FacetView>> facets{};
    std::optional<std::string> searched_for{};  ///< in place of q, when nothing has q as it was typed
    std::optional<bool> demonstration{};
    std::optional<Notice> notice{};
};

struct SetView {
    std::int32_t number = 0;
    OcopGroup group{};
    std::string key;
    std::string class_vi;
    std::string name_vi;
    std::string name_en;
};

struct ProvinceView {
    std::string code;
    std::string name;
    std::string name_en;
    std::vector<std::string> formed_from{};
};

struct LabelView {
    std::int32_t stars = 0;
    std::optional<std::string> decision_no{};
    std::optional<std::string> issuer{};
    Day decided_on{};
    Day expires_on{};
    LabelStanding standing{};
    std::string vi;  ///< the sentence to show
    std::string en;
};

struct OcopView {
    std::optional<LabelView> current{};
    std::optional<LabelView> last{};  ///< past: not to be shown as a badge
};

struct OfferView {
    OfferId id;
    std::string pack;
    const Unit* unit = nullptr;
    std::optional<Quantity> content{};
    std::string gtin;
    bool own_gtin = false;
    Money price;  ///< the list price
    Decimal minimum;
    Decimal step;
    Decimal left;
    bool available = false;
    std::vector<pricing::PriceStep> prices{};  ///< for everybody, by quantity
    std::vector<LotInStore> lots{};            ///< that are in the store, the oldest harvest first
    std::optional<const Unit*> pricing_unit{};
    std::optional<std::int32_t> tolerance_percent{};
    std::vector<SlotView> slots{};  ///< that can be ordered ahead, by their days
};

/// One product in full, as the JSON answer and the HTML page show it.
struct ProductView {
    ProductId id;
    std::string name;
    SellerView seller;
    std::optional<std::string> description{};
    SetView set;
    ProvinceView province;
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
    OcopView ocop;
    std::vector<OfferView> offers{};              ///< on sale
    std::vector<CertificateView> certificates{};  ///< that hold today
    std::vector<PhotoView> photos{};              ///< the first is the one to show
    bool available = false;
    SeasonView season;
    std::int64_t version = 0;
    Instant published_at;
    Instant updated_at;
    std::optional<bool> demonstration{};
    std::optional<Notice> notice{};
};

/// Published products of open sellers. The newest first; with `q` the best first, as search/README.md says.
/// Words, facets, sorting by price and the filters from certificate to available ask `index`; without them
/// the list comes from the database alone. Cursors belong to their query. Refuses: unknown_filter (a province
/// or certificate we do not know, an unknown facet, prices the wrong way round), wrong_cursor,
/// search_starting.
Result<ProductPage> list_products(
    db::Transaction& tx,
    const accounts::Caller& caller,
    const ListProducts& wish,
    search::Index* index = nullptr
);

/// Refuses: unknown_product (also drafts, withdrawn ones and those of closed sellers).
Result<ProductView> product_of(db::Transaction& tx, ProductId id);

/// product_of as a route calls it.
Result<ProductView> show_product(
    db::Transaction& tx, const accounts::Caller& caller, const NameProduct& wish
);

/// The 26 sets, the units and the provinces, for forms.
Result<List<SetView>> list_sets(db::Transaction& tx, const accounts::Caller& caller, const Nothing&);

struct UnitView {
    std::string code;
    std::string name_vi;
    std::string name_en;
    bool divisible = false;
};

Result<List<UnitView>> list_units(db::Transaction& tx, const accounts::Caller& caller, const Nothing&);
Result<List<ProvinceView>>
list_provinces(db::Transaction& tx, const accounts::Caller& caller, const Nothing&);

SetView view_of(const OcopSet& set);
OcopView view_of(const LabelsNow& labels);

}  // namespace chophien::catalog

#include "catalog/listing_wire.hpp"
