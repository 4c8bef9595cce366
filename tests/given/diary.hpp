// Sentences about a cooperative's season: plots of its households, what is done on them, what is packed.
#pragma once

#include "core/json.hpp"
#include "tests/given/catalog.hpp"
#include "traceability/diary/wire.hpp"
#include "traceability/plots/wire.hpp"
#include "traceability/recording.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace chophien::given {

namespace diary = traceability::diary;
namespace plots = traceability::plots;

/// A cooperative of tea growers on given::morning, 21 November 2026: leaves by the kilogram, boxes of 200 g.
class Season : public Market {
public:
    accounts::Caller coop = cooperative("HTX Chè Đồi Xanh", "04");
    accounts::Caller stranger = cooperative("HTX Khác", "19");
    Goods leaves = sells(*this, coop, {.name = "Búp chè tươi", .set = 1, .pack = "kg", .unit = "kg"});
    Goods tea = sells(
        *this,
        coop,
        {.name = "Chè xanh",
         .set = 11,
         .pack = "Hộp 200 g",
         .unit = "hộp",
         .content = Quantity{whole(200), unit_from("GRM")}}
    );
    Goods bunches = sells(*this, coop, {.name = "Rau cải", .set = 1, .pack = "kg rau", .unit = "kg"});
    plots::MemberView mai = household_of("Hộ bà Mai");
    plots::PlaceView hill = plot("Đồi 1", mai.id);
    plots::PlaceView packing_house = place(plots::PlaceKind::packing_house, "Nhà đóng gói");

    /// The same verb as the server calls, in a transaction of its own.
    template <class Reply, class Request>
    Result<Reply> does(
        Result<Reply> (*verb)(db::Transaction&, const accounts::Caller&, const Request&),
        const accounts::Caller& who,
        const std::type_identity_t<Request>& wish
    ) {
        return transact([&](db::Transaction& tx) { return verb(tx, who, wish); });
    }

    plots::MemberView household_of(std::string_view name) {
        return granted(does(&plots::add_member, coop, {.name = std::string(name)}));
    }

    plots::PlaceView place(plots::PlaceKind kind, std::string_view name, plots::MemberId member = {}) {
        plots::AddPlace wish;
        wish.kind = kind;
        wish.name = name;
        wish.commune = "xã Trùng Khánh";
        wish.square_metres = 5'000;
        wish.valid_from = day_from("2026-01-01");
        if (member) wish.member = member;
        return granted(does(&plots::add_place, coop, wish));
    }

    plots::PlaceView plot(std::string_view name, plots::MemberId member = {}) {
        return place(plots::PlaceKind::plot, name, member);
    }

    /// As a phone sends it.
    Result<diary::EntryView> writes(const json::Document& entry) {
        auto read = json::as<diary::DiaryEntry>(entry);
        if (!read) return refuse(read);
        return does(&diary::record_entry, coop, *read);
    }

    diary::EntryView wrote(const json::Document& entry) { return granted(writes(entry)); }

    static json::Document kilograms(std::string_view value) { return {{"value", value}, {"unit", "KGM"}}; }

    static json::Document entry(std::string_view kind, std::string_view day, const plots::PlaceView& where) {
        return {{"kind", kind}, {"day", day}, {"place", text_of(where.id)}};
    }

    json::Document watering(std::string_view day, const plots::PlaceView& where) {
        return entry("water", day, where);
    }

    json::Document spray(std::string_view day, int days, const plots::PlaceView& where) {
        auto made = entry("spray", day, where);
        made["input"] = "Reasgant 3.6EC";
        made["active_ingredient"] = "Abamectin";
        made["dose"] = "20 ml cho bình 16 lít";
        made["pre_harvest_days"] = days;
        return made;
    }

    json::Document harvest(std::string_view day, std::string_view kg, const plots::PlaceView& where) {
        auto made = entry("harvest", day, where);
        made["makes"] = {{{"product", text_of(leaves.product)}, {"quantity", kilograms(kg)}}};
        return made;
    }

    /// Out of lots, named by their ids or by the entries that made them, so many kilograms of leaves.
    json::Document work(
        std::string_view kind,
        std::string_view day,
        json::Document lots,
        const Goods& makes,
        json::Document quantity
    ) {
        auto made = entry(kind, day, packing_house);
        made["lots"] = std::move(lots);
        made["makes"] = {{{"offer", text_of(makes.offer)}, {"quantity", std::move(quantity)}}};
        return made;
    }

    /// The only lot an entry made.
    static traceability::LotId made_by(const diary::EntryView& entry) {
        for (const auto& lot : entry.lots)
            if (lot.made) return lot.id;
        return {};
    }

    traceability::LotView lot(traceability::LotId id) {
        return granted(does(&traceability::show_lot, coop, {id}));
    }

    diary::LotOrigins origins(traceability::LotId id) {
        return granted(does(&diary::show_origins, coop, {id}));
    }

    diary::BatchAnswer sends(const json::Document& entries) {
        diary::RecordBatch batch;
        for (const auto& each : entries) batch.entries.push_back(each);
        return granted(does(&diary::record_batch, coop, batch));
    }

    /// A phone's id, always the same for the same number.
    static std::string uuid(int number) { return fmt::format("00000000-0000-4000-8000-{:012x}", number); }
};

}  // namespace chophien::given
