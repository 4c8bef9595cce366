// A season that ends in a lorry: two plots, two harvests, one batch of tea, packed and sent to a shop.
#pragma once

#include "tests/given/diary.hpp"
#include "tests/given/epcis.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"

#include <string>

namespace chophien::given {

class SentSeason : public Season {
public:
    accounts::Caller shop = retailer("Siêu thị Hồ Gươm");
    plots::PlaceView slope = plot("Đồi 2", mai.id);
    traceability::LotId first{};
    traceability::LotId second{};
    traceability::LotId packed{};
    diary::EntryView shipping{};

    SentSeason() {
        for (const auto& where : {hill, slope}) wrote(watering("2026-11-01", where));
        first = made_by(wrote(harvest("2026-11-10", "60", hill)));
        second = made_by(wrote(harvest("2026-11-10", "40", slope)));
        const auto boxes = [](std::string_view count) {
            return json::Document{{"value", count}, {"unit", "XBX"}};
        };
        const auto dried =
            made_by(wrote(work("process", "2026-11-11", parts({first, second}), tea, boxes("90"))));
        packed = made_by(wrote(work("pack", "2026-11-12", parts({dried}), tea, boxes("90"))));
        auto sent = entry("ship", "2026-11-15", packing_house);
        sent["lots"] = parts({packed});
        sent["lots"][0]["quantity"] = boxes("40");
        sent["partner"] = text_of(shop.organisation);
        sent["vehicle"] = "11C-123.45";
        shipping = wrote(sent);
    }

    static json::Document parts(std::initializer_list<traceability::LotId> lots) {
        auto list = json::Document::array();
        for (const auto lot : lots) list.push_back({{"lot", text_of(lot)}});
        return list;
    }

    /// Its name in events.
    std::string link(traceability::LotId id) {
        return transact([&](db::Transaction& tx) {
            const auto lot = traceability::store::find(tx, id).value();
            return traceability::link_of_lot(lot.gtin, lot.lot_code);
        });
    }

    plots::PlaceView drawn(const plots::PlaceView& place, const json::Document& geometry) {
        plots::ChangePlace wish;
        wish.place = place.id;
        wish.geometry = geometry;
        wish.valid_from = day_from("2026-01-02");
        return granted(does(&plots::change_place, coop, wish));
    }

    static json::Document point() { return {{"type", "Point"}, {"coordinates", {106.2570001, 22.6710002}}}; }

    static json::Document polygon() {
        return {
            {"type", "Polygon"},
            {"coordinates",
             {{{106.25, 22.67},
               {106.2512345, 22.67},
               {106.251, 22.6712},
               {106.25, 22.671},
               {106.25, 22.67}}}}};
    }
};

}  // namespace chophien::given
