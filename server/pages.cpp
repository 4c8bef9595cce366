#include "server/pages.hpp"

#include "catalog/demonstration.hpp"
#include "core/places.hpp"
#include "server/page_words.hpp"
#include "server/problems.hpp"
#include "server/target.hpp"
#include "traceability/recording.hpp"
#include "web/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace chophien::server {

namespace {

Words words_of(orders::PaymentState state) {
    switch (state) {
        using enum orders::PaymentState;
        case unpaid:
            return {"chưa thanh toán", "not paid yet"};
        case part_paid:
            return {"đã trả một phần", "partly paid"};
        case paid:
            return {"đã thanh toán", "paid"};
        case released:
            return {"đã chuyển cho người bán", "paid out to the seller"};
        case refunded:
            return {"đã hoàn tiền", "refunded"};
    }
    return {"", ""};
}

Words words_of(Kind kind) {
    switch (kind) {
        case Kind::invalid:
            return {
                "Nội dung gửi lên chưa đúng; gửi lại y nguyên cũng không được.",
                "The request itself is not right; sending it again will not help."};
        case Kind::unauthenticated:
            return {"Cần đăng nhập.", "Somebody known has to ask: log in."};
        case Kind::forbidden:
            return {"Người gửi không có quyền này.", "Whoever asked has no right to it."};
        case Kind::not_found:
            return {
                "Không có, hoặc người gửi không được xem.",
                "It is not there, or not to be seen by whoever asked."};
        case Kind::conflict:
            return {
                "Yêu cầu đúng, nhưng không hợp với tình trạng hiện tại.",
                "Right in itself, but not in the present state of things."};
        case Kind::stale:
            return {
                "If-Match nêu một phiên bản cũ: hãy đọc lại rồi gửi lại.",
                "If-Match named an older version: read again, then send again."};
        case Kind::unconditional:
            return {"Cần tiêu đề If-Match.", "An If-Match header is needed."};
        case Kind::reused:
            return {
                "Idempotency-Key này đã dùng với nội dung khác.",
                "This Idempotency-Key came before with other content."};
        case Kind::too_large:
            return {"Vượt giới hạn về độ lớn.", "Over a limit on size."};
        case Kind::unsupported:
            return {
                "Phương thức hoặc kiểu nội dung không được hỗ trợ.",
                "A method or media type that is not spoken here."};
        case Kind::too_many:
            return {
                "Vượt giới hạn về số lần; hãy chờ theo Retry-After.",
                "Over a limit on rate; wait as Retry-After says."};
        case Kind::unavailable:
            return {"Tạm thời không phục vụ được; hãy thử lại.", "Not now; try again."};
    }
    return {"", ""};
}

std::string with_parameter(std::string target, std::string_view name, std::string_view value) {
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += name;
    target += '=';
    return target + percent_encoded(value);
}

// Where no clock time is known, only the day is told.
std::string shown_moment(const traceability::TraceEvent& event, Language language) {
    return event.day_only ? shown(day_in_vietnam(event.at), language) : shown(event.at, language);
}

}  // namespace

View begin_view(
    db::Transaction& tx, const Surroundings& around, std::string_view title, std::string_view target
) {
    const bool vi = around.language == Language::vi;
    return {
        {"title", title},
        {"vi", vi},
        {"other_language", with_parameter(std::string(target), "lang", vi ? "en" : "vi")},
        {"demonstration", catalog::is_demonstration(tx)},
    };
}

Document page_answer(std::string_view template_name, View view, int status) {
    const bool vi = view.at("vi").get<bool>();
    Document page{"text/html; charset=utf-8", web::page(template_name, std::move(view)), {}, status};
    page.headers.emplace_back("Content-Language", vi ? "vi" : "en");
    return page;
}

std::string product_path(catalog::ProductId product) { return "/products/" + text_of(product); }

std::string organisation_path(accounts::OrganisationId organisation) {
    return "/organisations/" + text_of(organisation);
}

// What is sold or paid by weight costs so much a kilogram, whatever it is packed in.
static std::string priced_per(const catalog::ProductItem& item, Language language) {
    if (item.unit->divisible || item.pack.empty()) return std::string(name_of_unit(*item.unit, language));
    return item.pack;
}

View card_of(const catalog::ProductItem& item, Language language) {
    const auto& province = province_of(item.province);
    return {
        {"href", product_path(item.id)},
        {"name", item.name},
        {"seller", item.seller.name},
        {"province", in(language, province.name, province.name_en)},
        {"photo", text_or_empty(item.photo)},
        {"stars", item.stars ? View(*item.stars) : View(false)},
        {"price", chophien::shown(item.price)},
        {"per", priced_per(item, language)},
        {"sold_out", !item.available},
    };
}

std::vector<View> cards_of(const std::vector<catalog::ProductItem>& items, Language language) {
    std::vector<View> cards;
    for (const auto& item : items) cards.push_back(card_of(item, language));
    return cards;
}

std::string list_target(const catalog::ListProducts& wish) {
    std::string target = "/products";
    const auto add = [&](std::string_view name, const auto& value) {
        if (!value) return;
        using Value = std::remove_cvref_t<decltype(*value)>;
        if constexpr (std::is_same_v<Value, std::string>)
            target = with_parameter(target, name, *value);
        else if constexpr (std::is_integral_v<Value>)
            target = with_parameter(target, name, std::to_string(*value));
        else if constexpr (json::Named<Value>)
            target = with_parameter(target, name, json::name_of(*value));
        else
            target = with_parameter(target, name, text_of(*value));
    };
    add("q", wish.q);
    add("group", wish.group);
    add("set", wish.set);
    add("stars_min", wish.stars_min);
    add("province", wish.province);
    add("seller", wish.seller);
    add("certificate", wish.certificate);
    add("seller_kind", wish.seller_kind);
    add("season", wish.season);
    add("price_min", wish.price_min);
    add("price_max", wish.price_max);
    if (wish.available.value_or(false)) add("available", std::optional<std::string>("true"));
    add("sort", wish.sort);
    add("after", wish.after);
    add("limit", wish.limit);
    return target;
}

void add_filters(View& view, const catalog::ListProducts& wish, Language language) {
    view["q"] = text_or_empty(wish.q);
    view["group"] = wish.group ? std::string(json::name_of(*wish.group)) : std::string();
    view["seller"] = wish.seller ? text_of(*wish.seller) : std::string();
    const auto province = wish.province ? province_from(*wish.province) : std::nullopt;
    auto choices = View::array();
    for (const auto& each : provinces())
        choices.push_back({
            {"code", each.code},
            {"name", in(language, each.name, each.name_en)},
            {"chosen", province && province->today->code == each.code},
        });
    view["provinces"] = std::move(choices);
    auto ratings = View::array();
    for (int stars = 3; stars <= 5; ++stars)
        ratings.push_back({{"stars", stars}, {"chosen", wish.stars_min == stars}});
    view["ratings"] = std::move(ratings);
    auto bare = wish;
    bare.after.reset();
    bare.set.reset();
    auto groups = View::array();
    const auto add_group = [&](std::optional<catalog::OcopGroup> group, std::string_view name) {
        bare.group = group;
        groups.push_back({{"href", list_target(bare)}, {"name", name}, {"chosen", wish.group == group}});
    };
    add_group({}, in(language, "Tất cả", "All"));
    for (const auto group :
         {catalog::OcopGroup::food,
          catalog::OcopGroup::drink,
          catalog::OcopGroup::herbal,
          catalog::OcopGroup::craft,
          catalog::OcopGroup::ornamental,
          catalog::OcopGroup::tourism})
        add_group(group, language == Language::en ? catalog::name_en(group) : catalog::name_vi(group));
    view["groups"] = std::move(groups);
}

void add_organisation(View& view, const accounts::PublicOrganisation& organisation, Language language) {
    view["name"] = organisation.name;
    view["kind"] = in(language, words_of(organisation.kind));
    view["verified"] = organisation.verified;
    view["province"] = text_or_empty(organisation.province_name);
    view["gln"] = text_or_empty(organisation.gln);
}

void add_trace(View& view, const traceability::TraceRecord& record, Day today, Language language) {
    view["unit"] = record.serial.has_value();
    view["product"] = record.product_name;
    view["product_href"] = product_path(record.product);
    view["marks"] = record.producer.verified || record.ocop;
    view["verified"] = record.producer.verified;
    if (record.ocop) {
        view["stars"] = record.ocop->stars;
        view["stars_words"] = fmt::format(
            "{}{} {}",
            record.ocop->decision ? *record.ocop->decision + ", " : std::string(),
            in(language, "đến", "until"),
            shown(record.ocop->until, language)
        );
    }
    if (record.scans)
        view["scan"] = {
            {"first", record.scans->times == 1},
            {"count", record.scans->times},
            {"first_at", shown(record.scans->first_at, language)},
        };
    view["expired"] = record.use_by && *record.use_by < today;
    view["producer"] = record.producer.name;
    view["producer_href"] = organisation_path(record.producer.organisation);
    view["address"] = text_or_empty(record.producer.address);
    view["origin"] = record.origin;
    view["harvested"] = shown(record.harvested_on, language);
    view["use_by"] = shown_or_empty(record.use_by, language);
    view["best_before"] = shown_or_empty(record.best_before, language);
    view["lot_code"] = record.lot_code;
    view["serial"] = text_or_empty(record.serial);
    view["method"] = text_or_empty(record.method);
    view["standards"] = record.standards;
    view["has_standards"] = !record.standards.empty();
    view["has_certificates"] = !record.certificates.empty();
    view["certificates"] = certificates_of(record.certificates, language);
    view["growing_area"] = text_or_empty(record.growing_area);
    view["gtin"] = record.gtin;
    view["own_number"] = record.internal_number;
    auto events = View::array();
    for (const auto& event : record.events)
        events.push_back({
            {"what", in(language, traceability::meaning_of(event.kind).words)},
            {"where", event.place},
            {"when", shown_moment(event, language)},
            {"moment", event.day_only ? text_of(day_in_vietnam(event.at)) : text_of(event.at)},
        });
    view["has_events"] = !events.empty();
    view["events"] = std::move(events);
}

// What a line that is paid by weight weighs, or will.
static std::string weight_words(const orders::LineView& line, Language language) {
    if (!line.weighed) return {};
    const auto& by = *line.weighed;
    if (by.weight)
        return fmt::format(
            "{} {}", in(language, "cân được", "weighed"), shown({*by.weight, by.unit}, language)
        );
    return language == Language::vi
               ? fmt::format(
                     "khoảng {}; trả theo cân, nhiều nhất như ghi", shown({by.usual, by.unit}, language)
                 )
               : fmt::format(
                     "about {}; paid by weight, at most as shown", shown({by.usual, by.unit}, language)
                 );
}

void add_order(View& view, const orders::OrderView& order, Language language) {
    auto lines = View::array();
    for (const auto& line : order.lines) {
        auto lots = View::array();
        for (const auto& lot : line.lots)
            lots.push_back(
                {{"href", traceability::trace_path(lot.gtin, lot.lot_code)}, {"lot_code", lot.lot_code}}
            );
        lines.push_back({
            {"name", line.product_name},
            {"pack", text_or_empty(line.pack)},
            {"quantity", shown(line.quantity, language)},
            {"weight", weight_words(line, language)},
            {"total", chophien::shown(line.total)},
            {"lots", std::move(lots)},
        });
    }
    auto history = View::array();
    for (const auto& event : order.history)
        history.push_back({
            {"state", in(language, orders::words_of(event.state))},
            {"when", shown(event.at, language)},
            {"instant", text_of(event.at)},
        });
    view["order"] = {
        {"number", order.number},
        {"state", in(language, orders::words_of(order.state))},
        {"placed", shown(order.placed_at, language)},
        {"seller", order.seller_name},
        {"seller_href", organisation_path(order.seller)},
        {"carrier", text_or_empty(order.carrier)},
        {"tracking_number", text_or_empty(order.tracking_number)},
        {"pay_by", order.pay_by ? shown(*order.pay_by, language) : std::string()},
        {"lines", std::move(lines)},
        {"delivery", chophien::shown(order.delivery)},
        {"total", chophien::shown(order.total)},
        {"payment", in(language, words_of(order.payment.state))},
        {"history", std::move(history)},
    };
}

void add_problem(View& view, const Refusal& refusal, Language language) {
    view["status"] = status_of(refusal.kind);
    view["kind"] = in(language, words_of(refusal.kind));
    view["code"] = refusal.code;
    view["other_title"] = in(language, refusal.title.en, refusal.title.vi);
}

}  // namespace chophien::server
