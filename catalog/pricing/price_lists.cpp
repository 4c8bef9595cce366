#include "catalog/pricing/price_lists.hpp"

#include "accounts/organisation_store.hpp"
#include "catalog/offers.hpp"
#include "catalog/pricing/price_list_store.hpp"
#include "catalog/pricing/refusals.hpp"
#include "catalog/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog::pricing {

namespace {

using accounts::Caller;
using accounts::OrganisationKind;
using store::PriceList;

// Consumers are never verified, and authorities, certifiers and the operator do not buy: a list for one of
// these kinds would speak to nobody, or to whoever types that kind into a form.
bool is_verified_buyer(OrganisationKind kind) {
    switch (kind) {
        case OrganisationKind::cooperative:
        case OrganisationKind::cooperative_union:
        case OrganisationKind::cooperative_group:
        case OrganisationKind::enterprise:
        case OrganisationKind::retailer:
        case OrganisationKind::household:
            return true;
        case OrganisationKind::consumer:
        case OrganisationKind::authority:
        case OrganisationKind::certifier:
        case OrganisationKind::operator_:
            return false;
    }
    return false;
}

void check_audience(const CreatePriceList& wish, std::vector<Violation>& faults) {
    if ((wish.audience == Audience::kind) != wish.kind.has_value())
        faults.push_back(
            {"/kind",
             "not_with_this_audience",
             "Nêu loại tổ chức khi và chỉ khi bảng giá dành cho một loại tổ chức.",
             "Say a kind when, and only when, the audience is a kind."}
        );
    else if (wish.kind && !is_verified_buyer(*wish.kind))
        faults.push_back(
            {"/kind",
             "never_verified",
             "Loại tổ chức này không mua hàng với tư cách đã xác minh.",
             "Organisations of this kind do not buy as verified ones."}
        );
}

PriceListView view_of(const PriceList& list, Instant now) {
    return {
        .id = list.id,
        .name = list.name,
        .audience = list.audience,
        .kind = list.kind,
        .valid_from = list.validity.from,
        .valid_until = shown_end(list.validity),
        .standing = standing_of(list.validity, now),
        .version = list.version,
        .updated_at = list.updated_at};
}

PriceListView full_view_of(db::Transaction& tx, const PriceList& list) {
    auto view = view_of(list, tx.now());
    view.offers = store::offers_on(tx, list.id);
    view.members = store::members_of(tx, list.id);
    return view;
}

void tell(db::Transaction& tx, std::string_view what, const PriceList& list) {
    tx.announce(
        {"price_list." + std::string(what), text_of(list.id), R"({"seller":")" + text_of(list.seller) + "\"}"}
    );
}

// Only public prices are on pages that are kept and shared.
void touch_pages(db::Transaction& tx, const PriceList& list, std::span<const store::MarkedOffer> offers) {
    if (list.audience != Audience::everyone) return;
    for (const auto& offer : offers) tx.touch(tag(offer.product));
}

// After the list's end moved: what it prices says so.
void end_moved(db::Transaction& tx, PriceList& list) {
    const auto offers = store::lock_offers(tx, list.seller, store::offer_ids_on(tx, list.id));
    store::update(tx, list);
    store::mark(tx, offers);
    touch_pages(tx, list, offers);
}

bool has_ended(const PriceList& list, Instant now) {
    return standing_of(list.validity, now) == Standing::ended;
}

Result<PriceList> held_open(db::Transaction& tx, const Caller& seller, PriceListId id) {
    auto list = store::lock(tx, id, seller.organisation);
    if (!list) return refuse(unknown_price_list);
    if (has_ended(*list, tx.now())) return refuse(closed);
    return std::move(*list);
}

}  // namespace

std::vector<Violation> faults_of(const std::vector<TierWish>& tiers, const Unit& unit) {
    std::vector<Violation> faults;
    for (std::size_t at = 0; at < tiers.size(); ++at) {
        const auto& tier = tiers[at];
        const auto pointer = fmt::format("/tiers/{}", at);
        if (tier.from.thousandths <= 0)
            faults.push_back({pointer + "/from", "out_of_range", "Phải lớn hơn 0.", "It must be over zero."});
        else if (!unit.divisible && tier.from.thousandths % 1000 != 0)
            faults.push_back(
                {pointer + "/from",
                 "not_whole",
                 "Đơn vị bán này chỉ tính số nguyên.",
                 "This sales unit is only counted whole."}
            );
        if (tier.price.minor < 1)
            faults.push_back(
                {pointer + "/price", "out_of_range", "Giá phải lớn hơn 0.", "The price must be over zero."}
            );
        if (at == 0) continue;
        if (tier.from <= tiers[at - 1].from)
            faults.push_back(
                {pointer + "/from",
                 "not_rising",
                 "Các mức số lượng phải tăng dần.",
                 "Quantities must rise from tier to tier."}
            );
        if (tier.price > tiers[at - 1].price)
            faults.push_back(
                {pointer + "/price",
                 "dearer_than_fewer",
                 "Mua nhiều hơn thì đơn giá không được cao hơn.",
                 "More must not cost more apiece."}
            );
    }
    return faults;
}

Result<PriceListView> create_price_list(
    db::Transaction& tx, const Caller& seller, const CreatePriceList& wish
) {
    std::vector<Violation> faults;
    check_audience(wish, faults);
    const auto validity = validity_of(wish.valid_from, wish.valid_until, tx.now(), faults);
    if (!faults.empty()) return refuse(wrong_price_list, std::move(faults));
    if (store::open_of(tx, seller.organisation) >= most_open) return refuse(too_many_open);
    const PriceList list{
        .id = tx.new_id<OfPriceList>(),
        .seller = seller.organisation,
        .name = wish.name,
        .audience = wish.audience,
        .kind = wish.kind,
        .validity = validity,
        .updated_at = tx.now()};
    store::insert(tx, list);
    tell(tx, "created", list);
    return view_of(list, tx.now());
}

Result<PriceListView> change_price_list(
    db::Transaction& tx, const Caller& seller, const ChangePriceList& wish
) {
    auto list = held_open(tx, seller, wish.price_list);
    if (!list) return refuse(list);
    if (wish.expected_version && *wish.expected_version != list->version) return refuse(changed_meanwhile);
    if (wish.name) list->name = *wish.name;
    if (wish.valid_until) {
        list->validity.until = *wish.valid_until;
        std::vector<Violation> faults;
        check_end(list->validity, tx.now(), faults);
        if (!faults.empty()) return refuse(wrong_price_list, std::move(faults));
    }
    end_moved(tx, *list);
    tell(tx, "changed", *list);
    return full_view_of(tx, *list);
}

Result<PriceListView> close_price_list(db::Transaction& tx, const Caller& seller, const NamePriceList& wish) {
    auto list = store::lock(tx, wish.price_list, seller.organisation);
    if (!list) return refuse(unknown_price_list);
    if (!has_ended(*list, tx.now())) {
        list->validity.until = tx.now();
        end_moved(tx, *list);
        tell(tx, "closed", *list);
    }
    return full_view_of(tx, *list);
}

Result<PriceListView> show_price_list(db::Transaction& tx, const Caller& seller, const NamePriceList& wish) {
    const auto list = store::find(tx, wish.price_list, seller.organisation);
    if (!list) return refuse(unknown_price_list);
    return full_view_of(tx, *list);
}

Result<List<PriceListView>> list_price_lists(db::Transaction& tx, const Caller& seller, const ListOwn& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfPriceList>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<PriceListView> page;
    for (const auto& list : store::of_seller(tx, seller.organisation, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = text_of(page.data.back().id);
            break;
        }
        page.data.push_back(view_of(list, tx.now()));
    }
    return page;
}

Result<PriceListView> set_tiers(db::Transaction& tx, const Caller& seller, const SetTiers& wish) {
    auto list = held_open(tx, seller, wish.price_list);
    if (!list) return refuse(list);
    const auto offers = store::lock_offers(tx, seller.organisation, std::span(&wish.offer, 1));
    if (offers.empty()) return refuse(unknown_offer);
    auto faults = faults_of(wish.tiers, *offers.front().unit);
    const auto listed = store::offer_ids_on(tx, list->id);
    if (listed.size() >= most_listed_offers && std::ranges::find(listed, wish.offer) == listed.end())
        faults.push_back(
            {"/offer",
             "too_many",
             fmt::format("Bảng giá đã có {} chào bán.", most_listed_offers),
             fmt::format("The list has {} offers already.", most_listed_offers)}
        );
    if (!faults.empty()) return refuse(wrong_price_list, std::move(faults));
    store::write_tiers(tx, list->id, wish.offer, wish.tiers);
    store::update(tx, *list);
    store::mark(tx, offers);
    touch_pages(tx, *list, offers);
    tell(tx, "changed", *list);
    return full_view_of(tx, *list);
}

Result<PriceListView> add_members(db::Transaction& tx, const Caller& seller, const AddMembers& wish) {
    auto list = held_open(tx, seller, wish.price_list);
    if (!list) return refuse(list);
    std::vector<Violation> faults;
    if (list->audience != Audience::buyers)
        faults.push_back(
            {"/price_list",
             "not_for_named_buyers",
             "Bảng giá này không dành cho người mua được nêu tên.",
             "This list is not for named buyers."}
        );
    for (std::size_t at = 0; at < wish.organisations.size(); ++at)
        if (!accounts::store::find(tx, wish.organisations[at]))
            faults.push_back(
                {fmt::format("/organisations/{}", at),
                 "unknown",
                 "Không có tổ chức này.",
                 "There is no such organisation."}
            );
    if (!faults.empty()) return refuse(wrong_price_list, std::move(faults));
    store::insert_members(tx, list->id, wish.organisations);
    if (store::members_of(tx, list->id).size() > most_members)
        return refuse(
            wrong_price_list,
            {{"/organisations",
              "too_many",
              fmt::format("Bảng giá có tối đa {} người mua.", most_members),
              fmt::format("A list has at most {} buyers.", most_members)}}
        );
    store::update(tx, *list);
    tell(tx, "changed", *list);
    return full_view_of(tx, *list);
}

Result<PriceListView> remove_member(db::Transaction& tx, const Caller& seller, const RemoveMember& wish) {
    auto list = store::lock(tx, wish.price_list, seller.organisation);
    if (!list) return refuse(unknown_price_list);
    if (store::delete_member(tx, list->id, wish.organisation)) {
        store::update(tx, *list);
        tell(tx, "changed", *list);
    }
    return full_view_of(tx, *list);
}

}  // namespace chophien::catalog::pricing
