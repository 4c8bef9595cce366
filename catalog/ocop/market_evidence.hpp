// What the market itself knows of a product and its holder, offered as evidence for the criteria it bears on.
// Looked up when it is read, never stored, and no judgement: the points stay the holder's and the council's.
#pragma once

#include "catalog/ocop/applying.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog::ocop {

struct MarketEvidence {
    std::string criterion;
    std::string name_vi;
    std::string held_by = "market";
    std::string vi;
    std::string en;
    std::string link;
};

/// For the criteria of the application's set: where it is sold (storefront link), the numbers on its label,
/// its story, the kind of its holder. Share of output under contract is not offered: the market does not know
/// what is sold elsewhere. `public_url` begins the links. Refuses: unknown_application (see
/// show_application).
Result<List<MarketEvidence>> market_evidence(
    db::Transaction& tx,
    const accounts::Caller& caller,
    const NameApplication& wish,
    std::string_view public_url
);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::MarketEvidence> {
    using Of = catalog::ocop::MarketEvidence;
    static constexpr std::string_view name = "OcopMarketEvidence";
    static constexpr auto fields = std::tuple{
        field("criterion", &Of::criterion, "The criterion it bears on."),
        field("name_vi", &Of::name_vi, "Its name."),
        field("held_by", &Of::held_by, "market: held by the market, not handed in."),
        field("vi", &Of::vi, "What the market knows, in Vietnamese."),
        field("en", &Of::en, "In English."),
        field("link", &Of::link, "Where it can be seen."),
    };
};

}  // namespace chophien::json
