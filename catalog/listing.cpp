#include "catalog/listing.hpp"

#include "catalog/listing_query.hpp"
#include "catalog/pricing/resolving.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/slots/slot_store.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace chophien::catalog {

namespace {

using accounts::Caller;

// A cursor is three or four parts with hyphens between: a digest of the query it belongs to, how the list was
// made, and the key of the last row.

enum class Making : char { newest = 'n', by_name = 'a', neighbours = 'p', syllables = 's' };

std::uint64_t digest_of(const ListProducts& wish, const std::optional<std::string>& province) {
    std::string all;
    const auto add = [&](std::string_view text) { all += std::string(text) + '\n'; };
    add(fmt::format("{}", fmt::join(text::words(wish.q.value_or("")), " ")));
    add(wish.group ? json::name_of(*wish.group) : "");
    add(std::to_string(wish.set.value_or(0)));
    add(std::to_string(wish.stars_min.value_or(0)));
    add(province.value_or(""));
    add(wish.seller ? text_of(*wish.seller) : "");
    add(wish.sort ? json::name_of(*wish.sort) : "");
    return tag(all);
}

struct Cursor {
    std::uint64_t digest = 0;
    Making making = Making::newest;
    std::int32_t rank = 0;
    std::uint64_t product = 0;
    std::string name{};
};

std::string written(const Cursor& cursor) {
    const auto number = [](std::uint64_t value) { return crockford::written(value, 13, crockford::smalls); };
    auto text = fmt::format(
        "{}-{}{}-{}",
        number(cursor.digest),
        static_cast<char>(cursor.making),
        cursor.rank,
        number(cursor.product)
    );
    if (cursor.making == Making::by_name) text += '-' + crypto::hex(cursor.name);
    return text;
}

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

std::optional<Cursor> cursor_from(std::string_view text) {
    if (text.size() < 30 || text[13] != '-' || text[16] != '-') return std::nullopt;
    const auto digest = crockford::read(text.substr(0, 13));
    const auto product = crockford::read(text.substr(17, 13));
    const char rank = text[15];
    if (!digest || !product || *product > INT64_MAX || rank < '0' || rank > '3') return std::nullopt;
    Cursor cursor{*digest, static_cast<Making>(text[14]), rank - '0', *product};
    const auto rest = text.substr(30);
    if (cursor.making == Making::by_name) {
        if (!rest.starts_with('-')) return std::nullopt;
        auto name = unhexed(rest.substr(1));
        if (!name) return std::nullopt;
        cursor.name = std::move(*name);
        return cursor;
    }
    const bool known = cursor.making == Making::newest || cursor.making == Making::neighbours ||
                       cursor.making == Making::syllables;
    return known && rest.empty() ? std::optional(cursor) : std::nullopt;
}

ProductItem item_of(ListedRow&& row, Day today, bool demonstration) {
    ProductItem item{
        row.product,
        std::move(row.name),
        {row.seller, std::move(row.seller_name), std::move(row.seller_province), std::nullopt},
        row.group,
        row.set,
        std::move(row.province),
        std::nullopt,
        row.price,
        row.unit,
        std::move(row.pack),
        row.available,
        row.updated_at,
        std::nullopt,
        std::nullopt};
    if (row.stars > 0 && row.stars_until >= today) item.stars = row.stars;
    if (row.photo) item.photo = copy_path(*row.photo, "320.webp");
    if (demonstration) item.demonstration = true;
    return item;
}

// One row more than the page holds tells whether there is another page.
struct Rows {
    std::vector<ListedRow> rows;
    Making making;
};

Rows rows_for(
    db::Transaction& tx,
    const ListProducts& wish,
    const Filters& filters,
    const std::optional<Cursor>& after,
    std::int64_t limit
) {
    const auto words = text::words(wish.q.value_or(""));
    // A question without a letter or digit has no answer; no question at all lists everything.
    if (words.empty() && !text::tidy(wish.q.value_or("")).empty()) return {{}, Making::newest};
    if (words.empty()) {
        if (wish.sort == ListOrder::name)
            return {
                by_name(tx, filters, after ? after->name : "", after ? after->product : 0, limit),
                Making::by_name};
        return {newest(tx, filters, after ? after->product : INT64_MAX, limit), Making::newest};
    }
    const auto place = after ? RankedPlace{after->rank, after->product} : RankedPlace{};
    if (!after || after->making == Making::neighbours) {
        auto rows = found(tx, neighbours_of(*wish.q), filters, place, limit);
        if (after || !rows.empty()) return {std::move(rows), Making::neighbours};
    }
    return {found(tx, syllables_of(*wish.q), filters, place, limit), Making::syllables};
}

LabelView view_of_label(const OcopLabel& label, bool current) {
    LabelView view{
        label.stars,
        label.decision_no,
        label.issuer,
        label.decided_on,
        label.expires_on,
        label.standing,
        {},
        {}};
    const auto until = text_of(label.expires_on);
    if (current) {
        view.vi = fmt::format("OCOP {} sao, có hiệu lực đến hết ngày {}", label.stars, until);
        view.en = fmt::format("OCOP {} stars, valid until {}", label.stars, until);
    } else {
        view.vi = fmt::format("Đã từng đạt OCOP {} sao (hết hạn ngày {})", label.stars, until);
        view.en = fmt::format("Had {} OCOP stars (expired on {})", label.stars, until);
    }
    return view;
}

}  // namespace

SetView view_of(const OcopSet& set) {
    return {
        set.number,
        set.group,
        std::string(set.key),
        std::string(set.class_vi),
        std::string(set.name_vi),
        std::string(set.name_en)};
}

OcopView view_of(const LabelsNow& labels) {
    OcopView view;
    if (labels.current) view.current = view_of_label(*labels.current, true);
    if (labels.last) view.last = view_of_label(*labels.last, false);
    return view;
}

static ProvinceView view_of(const Province& province) {
    ProvinceView view{
        std::string(province.code), std::string(province.name), std::string(province.name_en), {}};
    for (const auto& former : province.formed_from) view.formed_from.emplace_back(former.name);
    return view;
}

Result<ProductPage> list_products(db::Transaction& tx, const Caller&, const ListProducts& wish) {
    Filters filters{wish.group, wish.set, wish.stars_min.value_or(0), std::nullopt, wish.seller};
    // One and two stars give no certificate, so every label has three or more.
    if (filters.stars_min > 0) filters.stars_min = std::max(filters.stars_min, 3);
    if (wish.province) {
        const auto province = province_from(*wish.province);
        if (!province)
            return refuse(
                unknown_filter,
                std::vector{Violation{
                    "/province",
                    "unknown_province",
                    "Không nhận ra tỉnh, thành phố này.",
                    "This is no province we know."}}
            );
        filters.province = std::string(province->today->code);
    }
    const auto digest = digest_of(wish, filters.province);
    std::optional<Cursor> after;
    if (wish.after) {
        after = cursor_from(*wish.after);
        if (!after || after->digest != digest) return refuse(wrong_cursor);
    }
    const auto limit = wish.limit.value_or(usual_page);
    auto [rows, making] = rows_for(tx, wish, filters, after, limit + 1);
    ProductPage page;
    page.notice = demonstration_notice(tx);
    if (page.notice) page.demonstration = true;
    const bool more = std::ssize(rows) > limit;
    if (more) {
        rows.pop_back();
        const auto& last = rows.back();
        page.page.next = written({digest, making, last.rank, last.product.number, last.name_fold});
    }
    for (auto& row : rows)
        page.data.push_back(item_of(std::move(row), tx.today(), page.demonstration.has_value()));
    tx.shows(tag("products"));
    return page;
}

static void show_public_prices(db::Transaction& tx, std::vector<OfferView>& offers) {
    std::vector<pricing::PricedOffer> asked;
    for (const auto& offer : offers) asked.push_back({offer.id, offer.price, offer.minimum});
    auto steps = pricing::steps_for(tx, pricing::nobody, asked);
    for (std::size_t at = 0; at < offers.size(); ++at) offers[at].prices = std::move(steps[at]);
}

Result<ProductView> product_of(db::Transaction& tx, ProductId id) {
    tx.shows(tag(id));
    auto product = store::find_product(tx, id);
    if (!product) return refuse(unknown_product);
    tx.shows(tag(product->seller));
    const auto seller = find_seller(tx, product->seller);
    if (product->state != ProductState::published || !seller || !seller->open) return refuse(unknown_product);
    ProductView view{
        .id = id,
        .name = std::move(product->name),
        .seller = {seller->organisation, seller->name, seller->province, seller->kind},
        .description = std::move(product->description),
        .set = view_of(ocop_set(product->ocop_set.value_or(0))),
        .province = view_of(province_of(product->province.value_or(""))),
        .origin = std::move(product->origin),
        .brand = std::move(product->brand),
        .storage = std::move(product->storage),
        .usage = std::move(product->usage),
        .label_words = std::move(product->label_words),
        .ocop = view_of(labels_now(labels_of(tx, id), tx.today())),
        .season = season_of(tx, id, product->seller),
        .version = product->version,
        .published_at = product->published_at.value_or(product->created_at),
        .updated_at = product->updated_at,
        .notice = demonstration_notice(tx),
    };
    view.photos = photos_of(tx, id);
    view.certificates = certificates_holding(tx, product->seller, id, std::nullopt, tx.today());
    const bool service = is_service(product->ocop_set);
    for (const auto& one : store::offers_of(tx, id)) {
        if (one.offer.state != OfferState::on_sale) continue;
        const auto left = one.stock.left();
        auto own = own_view(one);
        view.offers.push_back(
            {own.id,
             std::move(own.pack),
             own.unit,
             own.content,
             std::move(own.gtin),
             own.own_gtin,
             own.price,
             own.minimum,
             own.step,
             service ? Decimal{} : left,
             !service && left >= own.minimum,
             {},
             {},
             own.pricing_unit,
             own.tolerance_percent,
             {}}
        );
    }
    for (const auto& slot : slot_store::open_of(tx, id, tx.today())) {
        const auto offer = std::ranges::find(view.offers, slot.offer, &OfferView::id);
        if (offer == view.offers.end()) continue;
        offer->slots.push_back(shown(slot));
        offer->available = offer->available || slot.left() >= offer->minimum;
    }
    view.available = std::ranges::any_of(view.offers, &OfferView::available);
    for (auto& each : lots_in_store(tx, id))
        if (const auto offer = std::ranges::find(view.offers, each.offer, &OfferView::id);
            offer != view.offers.end())
            offer->lots.push_back(std::move(each.lot));
    show_public_prices(tx, view.offers);
    if (view.notice) view.demonstration = true;
    return view;
}

Result<ProductView> show_product(db::Transaction& tx, const Caller&, const NameProduct& wish) {
    return product_of(tx, wish.product);
}

Result<List<SetView>> list_sets(db::Transaction&, const Caller&, const Nothing&) {
    List<SetView> all;
    for (const auto& set : ocop_sets()) all.data.push_back(view_of(set));
    return all;
}

Result<List<UnitView>> list_units(db::Transaction&, const Caller&, const Nothing&) {
    List<UnitView> all;
    for (const auto& unit : units())
        all.data.push_back(
            {std::string(unit.code), std::string(unit.name_vi), std::string(unit.name_en), unit.divisible}
        );
    return all;
}

Result<List<ProvinceView>> list_provinces(db::Transaction&, const Caller&, const Nothing&) {
    List<ProvinceView> all;
    for (const auto& province : provinces()) all.data.push_back(view_of(province));
    return all;
}

}  // namespace chophien::catalog
