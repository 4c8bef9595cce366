#include "catalog/demonstration.hpp"

namespace chophien::catalog {

namespace {

constexpr db::Statement find_fact{"catalog.find_market_fact", R"sql(
    SELECT value FROM market_facts WHERE name = 'demonstration'
)sql"};

constexpr db::Statement write_fact{"catalog.write_market_fact", R"sql(
    INSERT IGNORE INTO market_facts (name, value) VALUES ('demonstration', 'true')
)sql"};

}  // namespace

bool is_demonstration(db::Transaction& tx) { return tx.row<std::string>(find_fact).has_value(); }

std::optional<Notice> demonstration_notice(db::Transaction& tx) {
    if (!is_demonstration(tx)) return std::nullopt;
    return Notice{
        "Chợ trình diễn: tên sản phẩm, chủ thể và sao OCOP lấy từ nguồn công khai; giá, quy cách và tồn kho "
        "là số liệu tạo ra "
        "để minh họa. Không phải lời chào bán.",
        "A demonstration market: product names, holders and OCOP stars come from public sources; prices, "
        "packs and stock are "
        "made up to illustrate. Nothing here is an offer to sell."};
}

void declare_demonstration(db::Transaction& tx) {
    if (tx.change(write_fact) == 1) tx.touch(tag("products"));
}

}  // namespace chophien::catalog
