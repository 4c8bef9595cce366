#include "catalog/pricing/promotions.hpp"

#include "catalog/pricing/promotion_store.hpp"
#include "catalog/pricing/refusals.hpp"
#include "catalog/products.hpp"
#include "catalog/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog::pricing {

namespace {

using accounts::Caller;
using store::MarkedOffer;
using store::Promotion;

PromotionView view_of(const Promotion& promotion, Instant now) {
    return {
        .id = promotion.id,
        .name = promotion.name,
        .percent = promotion.percent,
        .amount = promotion.amount,
        .valid_from = promotion.validity.from,
        .valid_until = promotion.validity.until,
        .standing = standing_of(promotion.validity, now),
        .uses_limit = promotion.uses_limit,
        .uses = promotion.uses_limit ? std::optional(promotion.uses) : std::nullopt,
        .offers = {},
        .version = promotion.version,
        .updated_at = promotion.updated_at};
}

PromotionView full_view_of(db::Transaction& tx, const Promotion& promotion) {
    auto view = view_of(promotion, tx.now());
    view.offers = store::offers_of(tx, promotion.id);
    return view;
}

void tell(
    db::Transaction& tx,
    std::string_view what,
    const Promotion& promotion,
    std::span<const MarkedOffer> offers
) {
    tx.announce(
        {"promotion." + std::string(what),
         text_of(promotion.id),
         R"({"seller":")" + text_of(promotion.seller) + "\"}"}
    );
    for (const auto& offer : offers) tx.touch(tag(offer.product));
}

bool has_ended(const Promotion& promotion, Instant now) {
    return standing_of(promotion.validity, now) == Standing::ended;
}

void check_reduction(
    const CreatePromotion& wish,
    std::span<const std::pair<OfferId, Money>> list_prices,
    std::vector<Violation>& faults
) {
    if (wish.percent.has_value() == wish.amount.has_value()) {
        faults.push_back(
            {"/percent",
             "one_of_two",
             "Nêu phần trăm hoặc số tiền giảm, một trong hai.",
             "Say a percentage or an amount, one of the two."}
        );
        return;
    }
    if (!wish.amount) return;
    for (const auto& [offer, price] : list_prices)
        if (wish.amount->minor > price.minor / 2) {
            faults.push_back(
                {"/amount",
                 "over_half",
                 fmt::format("Giảm quá nửa giá của {}.", text_of(offer)),
                 fmt::format("More than half the price of {}.", text_of(offer))}
            );
            return;
        }
}

void check_offers(
    const CreatePromotion& wish, std::span<const MarkedOffer> own, std::vector<Violation>& faults
) {
    for (std::size_t at = 0; at < wish.offers.size(); ++at)
        if (std::ranges::find(own, wish.offers[at], &MarkedOffer::offer) == own.end())
            faults.push_back(
                {fmt::format("/offers/{}", at),
                 "unknown",
                 "Không có chào bán này.",
                 "There is no such offer."}
            );
}

void check_limit(
    const Promotion& promotion, std::optional<std::int64_t> limit, std::vector<Violation>& faults
) {
    if (!limit) return;
    if (!promotion.uses_limit)
        faults.push_back(
            {"/uses_limit",
             "never_counted",
             "Khuyến mại này mở không giới hạn lượt nên không đếm; hãy lập cái mới.",
             "This one began without a limit, so nothing was counted; make another."}
        );
    else if (*limit < promotion.uses)
        faults.push_back(
            {"/uses_limit",
             "below_used",
             fmt::format("Đã dùng {} lượt.", promotion.uses),
             fmt::format("{} are used already.", promotion.uses)}
        );
}

// After its end or limit moved: what it is for says so.
void write(db::Transaction& tx, Promotion& promotion, std::string_view what) {
    const auto offers = store::lock_offers(tx, promotion.seller, store::offers_of(tx, promotion.id));
    store::update(tx, promotion);
    store::mark(tx, offers);
    tell(tx, what, promotion, offers);
}

}  // namespace

Result<PromotionView> create_promotion(
    db::Transaction& tx, const Caller& seller, const CreatePromotion& wish
) {
    std::vector<Violation> faults;
    const auto offers = store::lock_offers(tx, seller.organisation, wish.offers);
    check_reduction(wish, store::list_prices_of(tx, offers), faults);
    check_offers(wish, offers, faults);
    const auto validity = validity_of(wish.valid_from, wish.valid_until, tx.now(), faults);
    if (!faults.empty()) return refuse(wrong_promotion, std::move(faults));
    if (store::open_promotions_of(tx, seller.organisation) >= most_open) return refuse(too_many_open);
    const Promotion promotion{
        .id = tx.new_id<OfPromotion>(),
        .seller = seller.organisation,
        .name = wish.name,
        .percent = wish.percent,
        .amount = wish.amount,
        .validity = validity,
        .uses_limit = wish.uses_limit,
        .updated_at = tx.now()};
    store::insert(tx, promotion, offers);
    store::mark(tx, offers);
    tell(tx, "created", promotion, offers);
    return full_view_of(tx, promotion);
}

Result<PromotionView> change_promotion(
    db::Transaction& tx, const Caller& seller, const ChangePromotion& wish
) {
    auto promotion = store::lock(tx, wish.promotion, seller.organisation);
    if (!promotion) return refuse(unknown_promotion);
    if (has_ended(*promotion, tx.now())) return refuse(closed);
    if (wish.expected_version && *wish.expected_version != promotion->version)
        return refuse(changed_meanwhile);
    std::vector<Violation> faults;
    check_limit(*promotion, wish.uses_limit, faults);
    if (wish.valid_until) {
        promotion->validity.until = *wish.valid_until;
        check_end(promotion->validity, tx.now(), faults);
    }
    if (!faults.empty()) return refuse(wrong_promotion, std::move(faults));
    if (wish.name) promotion->name = *wish.name;
    if (wish.uses_limit) promotion->uses_limit = wish.uses_limit;
    write(tx, *promotion, "changed");
    return full_view_of(tx, *promotion);
}

Result<PromotionView> close_promotion(db::Transaction& tx, const Caller& seller, const NamePromotion& wish) {
    auto promotion = store::lock(tx, wish.promotion, seller.organisation);
    if (!promotion) return refuse(unknown_promotion);
    if (!has_ended(*promotion, tx.now())) {
        promotion->validity.until = tx.now();
        write(tx, *promotion, "closed");
    }
    return full_view_of(tx, *promotion);
}

Result<PromotionView> show_promotion(db::Transaction& tx, const Caller& seller, const NamePromotion& wish) {
    const auto promotion = store::find(tx, wish.promotion, seller.organisation);
    if (!promotion) return refuse(unknown_promotion);
    return full_view_of(tx, *promotion);
}

Result<List<PromotionView>> list_promotions(db::Transaction& tx, const Caller& seller, const ListOwn& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfPromotion>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<PromotionView> page;
    for (const auto& promotion : store::promotions_of(tx, seller.organisation, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(view_of(promotion, tx.now()));
    }
    return page;
}

}  // namespace chophien::catalog::pricing
