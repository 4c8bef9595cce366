#include "catalog/import_batch.hpp"

#include "catalog/demonstration.hpp"
#include "catalog/goods_law.hpp"
#include "catalog/import_store.hpp"
#include "catalog/listing_history.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/offers.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/takedown.hpp"
#include "core/gs1_key.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace chophien::catalog {

namespace {

using import_store::ChangeKind;
using import_store::JournalLine;
using import_store::Restocked;

struct OfferNow {
    Offer offer;
    std::optional<Offer> before{};  ///< none: this import makes it
    store::Stock stock{};           ///< as found
    std::optional<Decimal> counted{};
    bool changed = false;
};

struct ProductNow {
    Product product;
    std::optional<Product> before{};           ///< none: this import makes it
    std::map<std::string, OfferNow> offers{};  ///< by pack identity
    std::optional<OcopLabel> label{};
    bool changed = false;
    bool became_visible = false;
};

/// Assigns and tells whether that changed anything.
template <class T, class U>
bool set(T& kept, const U& wished) {
    if (kept == wished) return false;
    kept = wished;
    return true;
}

template <class T>
bool set_if_said(std::optional<T>& kept, const std::optional<T>& wished) {
    return wished && set(kept, wished);
}

// A file has one line where a text typed elsewhere may have several: the same words are the same text.
bool set_text_if_said(std::optional<std::string>& kept, const std::optional<std::string>& wished) {
    return wished && (!kept || text::tidy(*kept) != *wished) && set(kept, wished);
}

class Batch {
public:
    Batch(
        db::Transaction& tx,
        const ImportContext& context,
        ImportResult& result,
        const std::function<void(const jobs::Finding&)>& report
    )
        : tx_(tx),
          context_(context),
          result_(result),
          report_(report),
          seller_(known_seller(tx, context.seller)),
          market_(is_demonstration(tx) ? Market::demonstration : Market::real) {}

    void read(const std::vector<ImportRow>& rows) {
        std::set<std::string> identities;
        std::set<std::string> gtins;
        for (const auto& row : rows) {
            identities.insert(row.identity);
            if (row.gtin) gtins.insert(*row.gtin);
        }
        std::map<ProductId, std::string> names;
        std::vector<ProductId> ids;
        for (auto& [identity, product] : import_store::lock_products(tx_, context_.seller, identities)) {
            names.emplace(product.id, identity);
            ids.push_back(product.id);
            products_.emplace(identity, ProductNow{product, product});
        }
        std::ranges::sort(ids);
        taken_down_ = taken_down_among(tx_, ids);
        for (auto& [pack, one] : import_store::lock_offers(tx_, ids))
            products_.at(names.at(one.offer.product))
                .offers.emplace(pack, OfferNow{one.offer, one.offer, one.stock});
        for (auto& [gtin, offer] : import_store::holders_of(tx_, gtins)) gtin_holders_.emplace(gtin, offer);
    }

    void apply(const ImportRow& row) {
        ++result_.rows;
        const auto known = products_.find(row.identity);
        const bool new_product = known == products_.end();
        OfferNow offer;
        bool new_offer = true;
        if (!new_product)
            if (const auto pack = known->second.offers.find(row.pack_identity);
                pack != known->second.offers.end()) {
                offer = pack->second;
                new_offer = false;
            }
        if (!fits(row, offer, new_offer, new_product ? 0 : std::ssize(known->second.offers))) {
            ++result_.refused;
            return;
        }
        auto& now = new_product ? products_.emplace(row.identity, made(row)).first->second : known->second;
        bool changed = describe(now, row);
        if (new_offer) offer.offer.product = now.product.id;
        if (row.gtin) gtin_holders_[*row.gtin] = offer.offer.id;
        changed = offer.changed || changed;
        ++(new_offer ? result_.created : changed ? result_.updated : result_.unchanged);
        now.offers.insert_or_assign(row.pack_identity, std::move(offer));
        if (context_.publish) publish(now, row);
    }

    void write() {
        if (context_.dry_run) return;
        give_numbers();
        forget_known_labels();
        std::vector<Product> products;
        std::vector<Offer> offers;
        std::vector<Restocked> stock;
        std::vector<OcopLabel> labels;
        std::vector<ProductId> shown;
        for (auto& [identity, now] : products_) {
            const bool product_written = !now.before || now.changed;
            bool offer_written = false;
            if (product_written) {
                if (now.before) ++now.product.version;
                now.product.updated_at = tx_.now();
                products.push_back(now.product);
            }
            for (auto& [pack, one] : now.offers) {
                if (one.before && !one.changed) continue;
                offer_written = true;
                if (one.before) ++one.offer.version;
                one.offer.updated_at = tx_.now();
                offers.push_back(one.offer);
                if (!one.before || one.counted)
                    stock.push_back({one.offer.id, one.stock.on_hand, one.counted.value_or(one.stock.on_hand)}
                    );
            }
            if (now.label && !now.before) labels.push_back(*now.label);
            if (!product_written && !offer_written && !now.label) continue;
            if (now.product.state == ProductState::published) shown.push_back(now.product.id);
            tell(now);
        }
        import_store::write_products(tx_, products);
        import_store::write_offers(tx_, offers);
        import_store::write_stock(tx_, stock, context_.person);
        import_store::write_labels(tx_, labels);
        write_journal();
        refresh_listing(tx_, shown);
        keep_history(tx_, shown);
    }

private:
    void wrong(
        const ImportRow& row, ImportColumn column, std::string_view code, std::string vi, std::string en
    ) {
        report_(
            {row.line, std::string(json::name_of(column)), std::string(code), std::move(vi), std::move(en)}
        );
    }

    // Puts the row's words into the offer, if they can stand; says so when they cannot.
    bool fits(const ImportRow& row, OfferNow& now, bool is_new, std::int64_t packs) {
        auto& offer = now.offer;
        bool good = true;
        if (is_new) {
            offer.id = tx_.new_id<OfOffer>();
            offer.seller = context_.seller;
            offer.pack = row.pack;
            offer.unit = row.unit;
            offer.step = row.step.value_or(whole(1));
            offer.minimum = row.minimum.value_or(offer.step);
            offer.pricing_unit = row.pricing_unit;
            if (packs >= most_offers) {
                wrong(
                    row,
                    ImportColumn::pack_size,
                    "too_many",
                    fmt::format("Một sản phẩm có nhiều nhất {} quy cách.", most_offers),
                    fmt::format("A product has at most {} packs.", most_offers)
                );
                good = false;
            }
        } else if (!(*offer.unit == *row.unit)) {
            wrong(
                row,
                ImportColumn::unit,
                "unit_fixed",
                fmt::format(
                    "Quy cách này đang bán theo {}; muốn đổi đơn vị hãy tạo quy cách khác.",
                    offer.unit->name_vi
                ),
                fmt::format("This pack sells by {}; for another unit make another pack.", offer.unit->name_en)
            );
            good = false;
        } else if (row.pricing_unit && !(offer.priced_by() == **row.pricing_unit)) {
            wrong(
                row,
                ImportColumn::pricing_unit,
                "pricing_unit_fixed",
                fmt::format(
                    "Quy cách này đang tính giá theo {}; muốn tính khác hãy tạo quy cách khác.",
                    offer.priced_by().name_vi
                ),
                fmt::format(
                    "This pack is priced by {}; for another pricing unit make another pack.",
                    offer.priced_by().name_en
                )
            );
            good = false;
        }
        bool changed = set(offer.price, row.price);
        changed = set_if_said(offer.tolerance_percent, row.tolerance_percent) || changed;
        if (row.step) changed = set(offer.step, *row.step) || changed;
        if (row.minimum) changed = set(offer.minimum, *row.minimum) || changed;
        if (row.content) {
            changed = set(offer.content, std::optional(row.content->value)) || changed;
            changed = set(offer.content_unit, std::optional(row.content->unit)) || changed;
        }
        for (const auto& fault : faults_of(offer)) {
            wrong(row, column_at(fault.pointer), fault.code, fault.vi, fault.en);
            good = false;
        }
        if (row.gtin) {
            const auto holder = gtin_holders_.find(*row.gtin);
            if (holder != gtin_holders_.end() && holder->second != offer.id) {
                wrong(
                    row,
                    ImportColumn::gtin,
                    "gtin_taken",
                    std::string(gtin_taken.title.vi),
                    std::string(gtin_taken.title.en)
                );
                good = false;
            }
            changed = set(offer.gtin, *row.gtin) || changed;
        }
        if (row.stock && *row.stock < now.stock.least_on_hand) {
            auto fault = fault_below_least(now.stock, "");
            wrong(row, ImportColumn::stock, fault.code, std::move(fault.vi), std::move(fault.en));
            good = false;
        }
        if (row.stock && *row.stock != now.stock.on_hand) {
            now.counted = row.stock;
            changed = true;
        }
        now.changed = changed;
        return good;
    }

    ProductNow made(const ImportRow& row) {
        ProductNow now;
        now.product.id = tx_.new_id<OfProduct>();
        now.product.seller = context_.seller;
        now.product.name = row.name;
        now.product.province = seller_.province;
        now.product.created_at = tx_.now();
        return now;
    }

    // True when it changed the product.
    bool describe(ProductNow& now, const ImportRow& row) {
        auto& product = now.product;
        bool changed = set(product.name, row.name);
        changed = set_text_if_said(product.description, row.description) || changed;
        changed = set_if_said(product.ocop_set, row.ocop_set) || changed;
        changed = set_if_said(product.province, row.province) || changed;
        changed = set_if_said(product.origin, row.origin) || changed;
        changed = set_if_said(product.brand, row.brand) || changed;
        changed = set_text_if_said(product.storage, row.storage) || changed;
        changed = set_text_if_said(product.usage, row.usage) || changed;
        auto words = product.label_words.value_or(LabelWords{});
        for (const auto& [name, word] : label_words)
            changed = set_text_if_said(words.*word, row.label_words.*word) || changed;
        product.label_words = unless_silent(std::move(words));
        now.changed = now.changed || changed;
        if (row.label) {
            now.label = OcopLabel{
                tx_.new_id<OfLabel>(),
                product.id,
                row.label->stars,
                row.label->decision_no,
                row.label->issuer,
                row.label->decided_on,
                last_day_of_label(row.label->decided_on),
                LabelStanding::declared,
                row.label->source};
        }
        return changed;
    }

    void publish(ProductNow& now, const ImportRow& row) {
        auto& product = now.product;
        if (product.state == ProductState::published) return;
        std::string vi;
        std::string en;
        const auto also = [](std::string& all, std::string_view one) {
            if (!all.empty()) all += ' ';
            all += one;
        };
        if (taken_down_.contains(product.id)) {
            vi = "Sản phẩm đã bị gỡ theo quyết định.";
            en = "It was taken down by decision.";
        } else if (!seller_.open) {
            vi = "Tổ chức chưa được xác minh.";
            en = "The organisation is not verified.";
        }
        OnMarket with{{}, market_};
        for (const auto& [pack, one] : now.offers)
            if (one.offer.state == OfferState::on_sale) with.on_sale.push_back(one.offer);
        for (const auto& one : missing_of(product, with)) {
            also(vi, one.vi);
            also(en, one.en);
        }
        if (!vi.empty()) {
            report_(
                {row.line,
                 std::nullopt,
                 "left_draft",
                 fmt::format("Đã ghi thành bản nháp, chưa đăng bán: {}", vi),
                 fmt::format("Kept as a draft, not published: {}", en)}
            );
            return;
        }
        product.state = ProductState::published;
        product.published_at = tx_.now();
        now.changed = true;
        now.became_visible = true;
        ++result_.published;
    }

    // Offers without a number of the seller's own get the market's.
    void give_numbers() {
        std::vector<Offer*> without;
        for (auto& [identity, now] : products_)
            for (auto& [pack, one] : now.offers)
                if (one.offer.gtin.empty()) without.push_back(&one.offer);
        if (without.empty()) return;
        const auto numbers = store::take_platform_numbers(tx_, without.size());
        for (std::size_t at = 0; at < without.size(); ++at)
            without[at]->gtin = std::string(platform_gtin(numbers[at]).text());
    }

    void tell(const ProductNow& now) {
        const auto what = now.became_visible ? "product.published"
                          : now.before       ? "product.changed"
                                             : "product.created";
        tx_.announce({what, text_of(now.product.id)});
        tx_.touch(tag(now.product.id));
    }

    // Writes the labels of products that were there; those that were there too are none of this import's.
    void forget_known_labels() {
        std::vector<OcopLabel> labels;
        for (auto& [identity, now] : products_)
            if (now.before && now.label) labels.push_back(*now.label);
        const auto kept = import_store::write_labels(tx_, labels);
        for (auto& [identity, now] : products_)
            if (now.before && now.label && std::ranges::find(kept, now.label->id) == kept.end())
                now.label.reset();
    }

    void write_journal() {
        if (!context_.journal) return;
        std::vector<JournalLine> lines;
        for (const auto& [identity, now] : products_) {
            if (!now.before || now.changed || now.label) {
                JournalLine line{now.product.id};
                line.kind = now.before ? ChangeKind::updated : ChangeKind::created;
                line.version = now.product.version;
                if (now.before) line.before = json::text_of(*now.before);
                if (now.label) line.label = now.label->id;
                lines.push_back(std::move(line));
            }
            for (const auto& [pack, one] : now.offers) {
                if (one.before && !one.changed) continue;
                JournalLine line{now.product.id, one.offer.id};
                line.kind = one.before ? ChangeKind::updated : ChangeKind::created;
                line.version = one.offer.version;
                if (one.before) line.before = json::text_of(*one.before);
                line.on_hand = one.stock.on_hand;
                line.on_hand_now = one.counted.value_or(one.stock.on_hand);
                lines.push_back(std::move(line));
            }
        }
        import_store::write_journal(tx_, *context_.journal, lines);
    }

    db::Transaction& tx_;
    const ImportContext& context_;
    ImportResult& result_;
    const std::function<void(const jobs::Finding&)>& report_;
    Seller seller_;
    Market market_;
    std::set<ProductId> taken_down_;
    std::map<std::string, ProductNow> products_;  // by name identity
    std::map<std::string, OfferId> gtin_holders_;
};

}  // namespace

void import_batch(
    db::Transaction& tx,
    const ImportContext& context,
    const std::vector<ImportRow>& rows,
    ImportResult& result,
    const std::function<void(const jobs::Finding&)>& report
) {
    Batch batch(tx, context, result, report);
    batch.read(rows);
    for (const auto& row : rows) batch.apply(row);
    batch.write();
}

}  // namespace chophien::catalog
