#include "catalog/ocop/market_evidence.hpp"

#include "catalog/ocop/refusals.hpp"
#include "catalog/product_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"

#include <fmt/format.h>

namespace chophien::catalog::ocop {

namespace {

/// Adds it under the criterion whose options are that ladder, if the set has one.
void offer(
    List<MarketEvidence>& list,
    const ScoreSheet& sheet,
    std::string_view ladder,
    std::string vi,
    std::string en,
    std::string link
) {
    const auto* criterion = find_by_ladder(sheet, ladder);
    if (criterion == nullptr) return;
    list.data.push_back(
        {std::string(criterion->code),
         std::string(criterion->name_vi),
         "market",
         std::move(vi),
         std::move(en),
         std::move(link)}
    );
}

}  // namespace

Result<List<MarketEvidence>> market_evidence(
    db::Transaction& tx,
    const accounts::Caller& caller,
    const NameApplication& wish,
    std::string_view public_url
) {
    const auto application = show_application(tx, caller, wish);
    if (!application) return tl::unexpected(application.error());
    const auto product = catalog::store::find_product(tx, application->product);
    if (!product) return refuse(unknown_product);
    const auto& sheet = score_sheet(application->set);
    const auto page = fmt::format("{}/products/{}", public_url, text_of(product->id));
    const auto holder = known_seller(tx, application->holder);
    List<MarketEvidence> list;
    offer(
        list,
        sheet,
        "organisation_type",
        fmt::format("Chủ thể đăng ký trên chợ: {} ({}).", holder.name, json::name_of(holder.kind)),
        fmt::format("The holder as registered here: {} ({}).", holder.name, json::name_of(holder.kind)),
        fmt::format("{}/organisations/{}", public_url, text_of(holder.organisation))
    );
    if (product->state != ProductState::published) return list;  // nobody can see its page
    offer(
        list,
        sheet,
        "distribution_reach",
        "Gian hàng thương mại điện tử đang mở trên chợ.",
        "An open storefront on this market.",
        page
    );
    for (const auto& one : catalog::store::offers_of(tx, product->id)) {
        if (one.offer.state != OfferState::on_sale) continue;
        offer(
            list,
            sheet,
            "labelling",
            fmt::format(
                "Mã trên nhãn của {}: GTIN {}, quét được để truy xuất.", one.offer.pack, one.offer.gtin
            ),
            fmt::format(
                "Number on the label of {}: GTIN {}, opens by scanning.", one.offer.pack, one.offer.gtin
            ),
            fmt::format("{}/01/{}", public_url, one.offer.gtin)
        );
        break;
    }
    if (product->description)
        offer(
            list,
            sheet,
            "story",
            "Câu chuyện sản phẩm có trên trang sản phẩm của chợ.",
            "The product's story is on its page here.",
            page
        );
    return list;
}

}  // namespace chophien::catalog::ocop
