#include "traceability/plots/keeping.hpp"

#include "accounts/organisation_store.hpp"
#include "accounts/profiles.hpp"
#include "core/places.hpp"
#include "traceability/plots/members.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place_store.hpp"
#include "traceability/plots/refusals.hpp"

#include <algorithm>

namespace chophien::traceability::plots {

namespace {

using accounts::Caller;

/// An empty text takes the old one away.
void say(const std::optional<std::string>& typed, std::optional<std::string>& into) {
    if (!typed) return;
    if (typed->empty())
        into.reset();
    else
        into = *typed;
}

/// What both requests may say.
template <class Wish>
Result<Nothing> say_facts(
    db::Transaction& tx,
    const Caller& caller,
    const Wish& wish,
    PlaceFacts& into,
    std::vector<Violation>& faults
) {
    if (wish.member) {
        if (!find_member(tx, *wish.member, caller.organisation)) return refuse(unknown_member);
        into.member = *wish.member;
    }
    if (wish.province) {
        const auto found = province_from(*wish.province);
        if (found)
            into.province = found->today->code;
        else
            faults.push_back(
                {"/province",
                 "unknown_province",
                 "Không có tỉnh, thành phố này.",
                 "There is no such province."}
            );
    }
    say(wish.commune, into.commune);
    say(wish.commune_code, into.commune_code);
    say(wish.code, into.code);
    say(wish.code_country, into.code_country);
    say(wish.code_market, into.code_market);
    say(wish.grows, into.grows);
    if (wish.square_metres) into.square_metres = *wish.square_metres;
    if (wish.geometry) into.geometry = geometry_from(*wish.geometry, "/geometry", faults);
    if (into.geometry && into.geometry->type == GeometryType::polygon)
        into.square_metres = square_metres_of(*into.geometry);
    if (faults.empty()) {
        auto more = faults_of(into);
        std::ranges::move(more, std::back_inserter(faults));
    }
    return Nothing{};
}

void check_day(std::optional<Day> day, std::string_view pointer, Day today, std::vector<Violation>& faults) {
    using std::chrono::years;
    if (day && (*day > today || day->year() < today.year() - years(50)))
        faults.push_back(
            {std::string(pointer),
             "wrong_day",
             "Ngày này chưa tới, hoặc đã quá 50 năm.",
             "This day is in the future, or over 50 years ago."}
        );
}

void number(db::Transaction& tx, const AddPlace& wish, Place& place, std::vector<Violation>& faults) {
    if (wish.gln) {
        const auto gln = gln_from(*wish.gln);
        if (!gln)
            faults.push_back({"/gln", "wrong_gln", gln.error().vi, gln.error().en});
        else if (is_restricted(*gln))
            faults.push_back(
                {"/gln",
                 "restricted_gln",
                 "Mã này thuộc dải lưu hành nội bộ của GS1, không phải GLN của một nơi.",
                 "This number is of GS1's restricted circulation, no place's own GLN."}
            );
        else if (accounts::store::gln_taken(tx, gln->text(), place.organisation))
            faults.push_back(
                {"/gln",
                 "another_organisations",
                 "GLN này là của một tổ chức khác đã xác minh.",
                 "This GLN is another verified organisation's."}
            );
        else
            place.gln = gln->text();
        return;
    }
    if (!faults.empty()) return;
    if (auto gln = verified_gln(tx, place.organisation)) {
        place.gln = *std::move(gln);
        place.extension = crockford::written(place.id.number, 13, crockford::capitals);
    } else {
        place.gln = take_platform_gln(tx);
    }
}

tl::unexpected<Refused> refuse_taken(store::Taken taken) {
    return taken == store::Taken::name ? refuse(place_name_taken) : refuse(place_number_taken);
}

void tell(db::Transaction& tx, const Place& place) {
    tx.announce({"place.changed", text_of(place.id)});
    tx.touch(tag(place.id));
}

// Its owner, and the household that works it.
bool sees_exactly(db::Transaction& tx, const Caller& caller, const Place& place) {
    if (place.organisation == caller.organisation) return true;
    if (!place.says.member) return false;
    const auto member = find_member(tx, place.says.member, place.organisation);
    return member && member->active && member->account && member->account == caller.organisation;
}

}  // namespace

Words words_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::plot:
            return {"thửa, vùng trồng", "plot"};
        case PlaceKind::pond:
            return {"ao nuôi", "pond"};
        case PlaceKind::cage:
            return {"lồng, bè", "cage"};
        case PlaceKind::barn:
            return {"chuồng trại", "barn"};
        case PlaceKind::packing_house:
            return {"cơ sở đóng gói", "packing house"};
        case PlaceKind::workshop:
            return {"xưởng chế biến", "workshop"};
        case PlaceKind::store:
            return {"kho", "store"};
    }
    report_bug("every kind of place has its words", std::source_location::current());
}

PlaceView view_of(const Place& place, bool exact) {
    const auto& says = place.says;
    PlaceView view;
    view.id = place.id;
    view.version = place.version;
    view.kind = says.kind;
    view.kind_vi = words_of(says.kind).vi;
    view.exact = exact;
    view.province = says.province;
    view.province_name = province_of(says.province).name;
    view.commune = says.commune;
    view.commune_code = says.commune_code;
    view.code = says.code;
    view.code_country = says.code_country;
    view.code_market = says.code_market;
    view.grows = says.grows;
    view.square_metres = says.square_metres;
    view.gln = place.gln;
    view.extension = place.extension;
    view.internal_number = is_platform(gln_from(place.gln).value());
    view.uri = name_of(place);
    view.valid_from = place.valid_from;
    view.valid_to = place.valid_to;
    view.updated_at = place.updated_at;
    if (!exact) return view;
    view.name = says.name;
    if (says.member) view.member = says.member;
    if (says.geometry) view.geometry = json::parse(geojson_of(*says.geometry)).value();
    if (const auto doubt = doubt_about_code(says)) {
        view.doubt_vi = doubt->vi;
        view.doubt_en = doubt->en;
    }
    return view;
}

Result<PlaceView> add_place(db::Transaction& tx, const Caller& caller, const AddPlace& wish) {
    std::vector<Violation> faults;
    Place place;
    place.id = tx.new_id<OfPlace>();
    place.organisation = caller.organisation;
    place.says.kind = wish.kind;
    place.says.name = wish.name;
    if (!wish.province)
        place.says.province = accounts::public_organisation(tx, caller.organisation)->province.value_or("");
    if (auto said = say_facts(tx, caller, wish, place.says, faults); !said) return refuse(said);
    if (place.says.province.empty() && faults.empty())
        faults.push_back({"/province", "missing", "Thiếu tỉnh, thành phố.", "The province is missing."});
    check_day(wish.valid_from, "/valid_from", tx.today(), faults);
    place.valid_from = wish.valid_from.value_or(tx.today());
    place.updated_at = tx.now();
    number(tx, wish, place, faults);
    if (!faults.empty()) return refuse(wrong_place, std::move(faults));
    if (const auto taken = store::insert(tx, place, caller.person); taken != store::Taken::no)
        return refuse_taken(taken);
    tell(tx, place);
    return view_of(place, true);
}

Result<PlaceView> change_place(db::Transaction& tx, const Caller& caller, const ChangePlace& wish) {
    auto place = store::lock_of(tx, wish.place, caller.organisation);
    if (!place) return refuse(unknown_place);
    if (wish.expected_version && *wish.expected_version != place->version) return refuse(place_changed);
    std::vector<Violation> faults;
    if (wish.name) place->says.name = *wish.name;
    if (auto said = say_facts(tx, caller, wish, place->says, faults); !said) return refuse(said);
    check_day(wish.valid_from, "/valid_from", tx.today(), faults);
    place->valid_from = wish.valid_from.value_or(tx.today());
    if (wish.valid_to) place->valid_to = *wish.valid_to;
    place->updated_at = tx.now();
    if (!faults.empty()) return refuse(wrong_place, std::move(faults));
    if (const auto taken = store::update(tx, *place, caller.person); taken != store::Taken::no)
        return refuse_taken(taken);
    tell(tx, *place);
    return view_of(*place, true);
}

Result<PlaceView> show_place(db::Transaction& tx, const Caller& caller, const NamePlace& wish) {
    const auto place = store::find(tx, wish.place);
    if (!place) return refuse(unknown_place);
    return view_of(*place, sees_exactly(tx, caller, *place));
}

Result<List<PlaceView>> list_places(db::Transaction& tx, const Caller& caller, const ListPlaces& wish) {
    const auto from = change_cursor<OfPlace>(wish.after, wish.updated_since);
    if (!from) return tl::unexpected(from.error());
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto places = store::changed(tx, caller.organisation, *from, limit + 1);
    List<PlaceView> list;
    list.page = accounts::cut(places, limit, [](const Place& last) {
        return cursor_text(ChangeCursor<OfPlace>{last.updated_at, last.id});
    });
    for (const auto& place : places) list.data.push_back(view_of(place, true));
    return list;
}

Result<List<PlaceVersionView>> list_place_versions(
    db::Transaction& tx, const Caller& caller, const ListPlaceVersions& wish
) {
    if (!store::find_of(tx, wish.place, caller.organisation)) return refuse(unknown_place);
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto rows = store::versions(tx, wish.place, wish.after.value_or(INT32_MAX), limit + 1);
    List<PlaceVersionView> list;
    list.page = accounts::cut(rows, limit, [](const store::PlaceVersion& last) {
        return std::to_string(last.version);
    });
    for (const auto& row : rows)
        list.data.push_back({row.version, row.valid_from, row.recorded_at, json::parse(row.facts).value()});
    return list;
}

}  // namespace chophien::traceability::plots
