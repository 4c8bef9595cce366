#include "traceability/diary/plan.hpp"

#include "accounts/profiles.hpp"
#include "catalog/product_store.hpp"
#include "catalog/stock_lots.hpp"
#include "core/conversion.hpp"
#include "traceability/diary/kinds.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace chophien::traceability::diary {

namespace {

using accounts::Caller;

/// One looking-up: the plan as far as it is known, and everything that is wrong.
struct LookingUp {
    db::Transaction& tx;
    const Caller& caller;
    Plan plan{};
    std::vector<Violation> faults{};
    std::vector<Violation> too_little{};

    void wrong(std::string pointer, std::string_view code, std::string vi, std::string en) {
        faults.push_back({std::move(pointer), code, std::move(vi), std::move(en)});
    }

    std::optional<plots::Place> place_of(plots::PlaceId id, const std::string& pointer, Where where) {
        // Counted before it is read: who writes at this place takes turns from here on.
        plots::store::count_entry(tx, id);
        auto place = plots::store::find_of(tx, id, caller.organisation);
        if (!place) {
            wrong(
                pointer, "unknown_place", "Không có thửa hay cơ sở này.", "There is no such plot or facility."
            );
            return std::nullopt;
        }
        if (!fits(where, place->says.kind)) {
            const auto words = words_of(where);
            wrong(
                pointer,
                "other_kind_of_place",
                fmt::format("Việc này làm ở {}.", words.vi),
                fmt::format("This is done at {}.", words.en)
            );
        }
        if (place->valid_to && *place->valid_to < plan.when.day)
            wrong(
                pointer,
                "place_closed",
                fmt::format("Nơi này chỉ dùng đến ngày {}.", text_of(*place->valid_to)),
                fmt::format("This place was in use until {}.", text_of(*place->valid_to))
            );
        return place;
    }

    void look_up_places() {
        const auto& says = plan.says;
        const auto where = kind_of(says.kind).where;
        // Locked in one order, whatever order they are named in.
        std::map<plots::PlaceId, std::pair<std::string, Where>> named;
        if (says.place) named[*says.place] = {"/place", where};
        for (std::size_t at = 0; at < says.plots.size(); ++at)
            named.try_emplace(says.plots[at], fmt::format("/plots/{}", at), Where::grown);
        std::map<plots::PlaceId, plots::Place> found;
        for (const auto& [id, how] : named)
            if (auto place = place_of(id, how.first, how.second)) found.emplace(id, *std::move(place));
        if (says.place)
            if (const auto at = found.find(*says.place); at != found.end()) plan.place = at->second;
        std::set<plots::PlaceId> once;
        for (std::size_t at = 0; at < says.plots.size(); ++at) {
            const auto place = found.find(says.plots[at]);
            if (place == found.end() || !once.insert(says.plots[at]).second) continue;
            const auto& member = place->second.says.member;
            if (says.member && member && member != *says.member)
                wrong(
                    fmt::format("/plots/{}", at),
                    "another_members",
                    "Thửa này của hộ khác.",
                    "This plot is another household's."
                );
            plan.plots.push_back(place->second);
        }
    }

    void look_up_parties() {
        const auto& says = plan.says;
        if (says.member) {
            plan.member = plots::find_member(tx, *says.member, caller.organisation);
            if (!plan.member)
                wrong(
                    "/member",
                    "unknown_member",
                    "Tổ chức không có hộ thành viên này.",
                    "Your organisation has no such member household."
                );
        }
        if (says.partner_gln) {
            if (const auto gln = gln_from(*says.partner_gln))
                plan.partner = std::string(gln->text());
            else
                wrong("/partner_gln", "wrong_gln", gln.error().vi, gln.error().en);
        }
        if (says.partner) {
            if (!accounts::public_organisation(tx, *says.partner))
                wrong(
                    "/partner",
                    "unknown_partner",
                    "Không có tổ chức này trên chợ.",
                    "There is no such organisation on the market."
                );
            else if (!plan.partner)
                plan.partner = plots::party_number(tx, *says.partner);
        }
        if (says.their_lot)
            if (const auto link = digital_link_from(*says.their_lot)) {
                const auto name = trace_name(*link);
                if (name.level == TraceName::Level::lot || name.level == TraceName::Level::product)
                    plan.their_lot = name.uri;
            }
    }

    // What of it is not up for sale in a store: that is the orders' to take.
    Decimal free_of(const Lot& lot) {
        Decimal free = lot.remaining;
        for (const auto& part : catalog::unpacked_of(tx, lot.id)) {
            const auto pack = find_pack(tx, part.offer, caller.organisation);
            if (!pack) continue;
            const auto stored = in_lot_unit(part.quantity, *pack->sold_in, pack->content, *lot.quantity.unit);
            if (stored) free = free - *stored;
        }
        return std::max(free, Decimal{});
    }

    void add_used(const Lot& lot, const LotPart& part, const std::string& pointer) {
        if (plan.when.day < lot.harvested_on)
            wrong(
                pointer,
                "before_the_lot",
                fmt::format("Lô {} có từ ngày {}.", lot.lot_code, text_of(lot.harvested_on)),
                fmt::format("Lot {} came to be on {}.", lot.lot_code, text_of(lot.harvested_on))
            );
        const auto free = free_of(lot);
        auto quantity = free;
        if (part.quantity) {
            const auto told = converted(whole(1), *part.quantity, *lot.quantity.unit);
            if (!told || told->thousandths <= 0) {
                wrong(
                    pointer + "/quantity",
                    "other_unit",
                    fmt::format("Lô này tính bằng {}.", lot.quantity.unit->name_vi),
                    fmt::format("This lot is counted in {}.", lot.quantity.unit->name_en)
                );
                return;
            }
            quantity = *told;
        }
        if (quantity > free || quantity.thousandths == 0)
            too_little.push_back(
                {pointer,
                 "not_enough",
                 fmt::format("Lô {} còn {} {}.", lot.lot_code, text_of(free), lot.quantity.unit->name_vi),
                 fmt::format(
                     "Lot {} has {} {} left.", lot.lot_code, text_of(free), lot.quantity.unit->name_en
                 )}
            );
        UsedLot used{lot, quantity, {}};
        // Of the pack the lot is coded for; the product may have others of another size.
        for (const auto& [offer, stock] : catalog::store::offers_of(tx, lot.product))
            if (offer.gtin == lot.gtin && *offer.unit == *lot.quantity.unit && offer.content &&
                offer.content_unit)
                used.content = Quantity{*offer.content, *offer.content_unit};
        plan.used.push_back(std::move(used));
    }

    void look_up_lots() {
        const auto& parts = plan.says.lots;
        std::map<LotId, std::size_t> named;
        for (std::size_t at = 0; at < parts.size(); ++at) {
            const auto pointer = fmt::format("/lots/{}", at);
            const auto id = lot_named(tx, caller.organisation, parts[at].lot);
            if (!id)
                wrong(
                    pointer + "/lot",
                    "unknown_lot",
                    "Không có lô này; nếu lô chưa gửi được, hãy gửi mục đã tạo ra nó trước.",
                    "There is no such lot; if it was not sent yet, send the entry that makes it first."
                );
            else if (!named.emplace(*id, at).second)
                wrong(pointer + "/lot", "twice", "Lô này được nêu hai lần.", "This lot is named twice.");
        }
        std::map<std::size_t, Lot> locked;  // held in id order, told in the order sent
        for (const auto& [id, at] : named) locked.emplace(at, traceability::store::lock(tx, id));
        for (const auto& [at, lot] : locked) add_used(lot, parts[at], fmt::format("/lots/{}", at));
    }

    void add_made(const MadeLot& says, const std::string& pointer, std::set<std::string>& codes) {
        auto pack = says.offer
                        ? find_pack(tx, *says.offer, caller.organisation)
                        : find_pack(tx, says.product.value_or(catalog::ProductId{}), caller.organisation);
        if (!pack) {
            wrong(
                pointer + (says.offer ? "/offer" : "/product"),
                "unknown_goods",
                "Tổ chức không có sản phẩm này, hoặc sản phẩm chưa có chào bán nào.",
                "Your organisation has no such product, or it has no offer yet."
            );
            return;
        }
        if (!in_lot_unit(whole(1), *pack->sold_in, pack->content, *says.quantity.unit))
            wrong(
                pointer + "/quantity",
                "other_unit",
                fmt::format("Sản phẩm này bán theo {}; hãy ghi theo đơn vị đó.", pack->sold_in->name_vi),
                fmt::format("This product is sold by {}; say it in that.", pack->sold_in->name_en)
            );
        for (auto& fault : wrong_days(plan.when.day, says.use_by, says.best_before, tx.today()))
            if (fault.pointer != "/harvested_on")
                faults.push_back({pointer + fault.pointer, fault.code, fault.vi, fault.en});
        if (says.lot_code) {
            const auto code = lot_code_from(*says.lot_code);
            if (!code || *code == "." || *code == "..")
                wrong(
                    pointer + "/lot_code",
                    "wrong_lot_code",
                    "Mã lô không đúng: chữ không dấu, chữ số và dấu, tối đa 20.",
                    "This is no lot code: letters without marks, digits and signs, 20 at most."
                );
            else if (traceability::store::code_taken(tx, pack->gtin, *code) ||
                     !codes.insert(pack->gtin + *code).second)
                wrong(
                    pointer + "/lot_code",
                    "lot_code_taken",
                    "Mã lô này đã dùng cho sản phẩm này.",
                    "This lot code is in use for this product."
                );
        }
        Making making{says, *std::move(pack), {}};
        if (const auto product = catalog::store::find_product(tx, making.pack.product))
            making.ocop_set = product->ocop_set;
        plan.made.push_back(std::move(making));
    }

    void look_up_goods() {
        std::set<std::string> codes;
        for (std::size_t at = 0; at < plan.says.makes.size(); ++at)
            add_made(plan.says.makes[at], fmt::format("/makes/{}", at), codes);
    }
};

}  // namespace

bool takes_goods(EntryKind kind) {
    switch (kind) {
        case EntryKind::sort:
        case EntryKind::process:
        case EntryKind::pack:
        case EntryKind::ship:
        case EntryKind::sell:
        case EntryKind::destroy:
            return true;
        default:
            return false;
    }
}

bool is_harvest(const Plan& plan) {
    return plan.says.kind == EntryKind::harvest ||
           (plan.says.kind == EntryKind::receive_from_member && !plan.made.empty());
}

std::vector<const plots::Place*> grown_at(const Plan& plan) {
    std::vector<const plots::Place*> places;
    if (plan.says.kind == EntryKind::harvest && plan.place) places.push_back(&*plan.place);
    for (const auto& plot : plan.plots) places.push_back(&plot);
    return places;
}

std::optional<LotId> lot_named(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view named
) {
    if (const auto id = id_from<OfLot>(named)) {
        if (!traceability::store::find_of(tx, *id, organisation)) return std::nullopt;
        return id;
    }
    std::int32_t number = 1;
    const auto cut = named.find('/');
    if (cut != std::string_view::npos) {
        const auto digits = named.substr(cut + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    }
    const auto client = client_id_from(named.substr(0, cut));
    if (!client) return std::nullopt;
    auto entry = store::find_by_client(tx, organisation, *client);
    if (const auto own = id_from<OfEntry>(*client); own && !entry)
        entry = store::find_of(tx, *own, organisation);
    if (!entry) return std::nullopt;
    for (const auto& role : store::roles_of(tx, entry->id))
        if (role.made && role.number == number) return role.lot;
    return std::nullopt;
}

Result<Plan> plan_of(db::Transaction& tx, const Caller& caller, const DiaryEntry& entry, EntryId id) {
    LookingUp look{tx, caller};
    look.plan.says = entry;
    look.faults = faults_of(entry);
    look.plan.when = when_of(entry, tx.now(), look.faults);
    look.plan.id = id;
    look.plan.client_id = text_of(look.plan.id);
    if (entry.id) {
        if (auto made = client_id_from(*entry.id))
            look.plan.client_id = *std::move(made);
        else
            look.wrong(
                "/id",
                "not_an_id",
                "Mã do điện thoại tạo phải là UUID.",
                "An id made by the phone must be a UUID."
            );
    }
    look.plan.fingerprint = fingerprint_of(entry);
    look.look_up_places();
    look.look_up_parties();
    look.look_up_lots();
    look.look_up_goods();
    if (!look.faults.empty()) {
        std::ranges::move(look.too_little, std::back_inserter(look.faults));
        return refuse(wrong_entry, std::move(look.faults));
    }
    if (!look.too_little.empty()) return refuse(not_enough, std::move(look.too_little));
    return std::move(look.plan);
}

}  // namespace chophien::traceability::diary
