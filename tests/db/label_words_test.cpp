// What the law of labels asks of goods sold from afar, from the seller's form and file to the buyer's page.
#include "catalog/exporting.hpp"
#include "catalog/importing.hpp"
#include "catalog/listing_history.hpp"
#include "catalog/mirror.hpp"
#include "catalog/refusals.hpp"
#include "core/csv.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const catalog::LabelWords said_15_vol{.ethanol = "15 % vol"};

struct WordsOfLabels : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "19");

    template <class Work>
    auto done(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    OwnProduct own(ProductId product) {
        return given::granted(done([&](db::Transaction& tx) { return show_own(tx, coop, {product}); }));
    }

    static std::vector<std::string> places(const std::vector<Violation>& violations) {
        std::vector<std::string> all;
        for (const auto& one : violations) all.push_back(one.pointer);
        return all;
    }

    static std::vector<std::string> places(const std::vector<Lack>& lacks) {
        std::vector<std::string> all;
        for (const auto& one : lacks) all.push_back(one.pointer);
        return all;
    }

    given::Goods capsules() {
        return given::drafts(
            given, coop, {.name = "Viên nghệ", .set = 18, .pack = "Hộp 60 viên", .unit = "hộp"}
        );
    }
};

TEST_F(WordsOfLabels, PublishingSaysAllThatIsMissingAtOnce) {
    const auto goods = capsules();
    const auto refused = done([&](db::Transaction& tx) { return publish(tx, coop, {goods.product}); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, &incomplete);
    EXPECT_THAT(
        places(refused.error().violations),
        ElementsAre("/offers/0/content", "/label_words/ingredients", "/label_words/warning", "/usage")
    );
    EXPECT_THAT(
        places(own(goods.product).lacks),
        ElementsAre(
            "/offers/0/content", "/label_words/ingredients", "/label_words/warning", "/usage", "/storage"
        )
    );
}

TEST_F(WordsOfLabels, BuyersReadThemAndTheSellerCannotTakeAwayWhatIsNeeded) {
    const auto wine = given::sells(
        given,
        coop,
        {.name = "Rượu cần",
         .set = 15,
         .content = Quantity{whole(5), unit_from("lít")},
         .label_words = said_15_vol}
    );
    ChangeProduct wish{.product = wine.product};
    wish.label_words = {
        .ingredients = "Gạo nếp, men lá",
        .allergens = "Không có",
        .warning = "Người dưới 18 tuổi không được uống",
        .maker = "Hộ ông Y Bhăm, buôn Ako Dhông",
        .declaration_no = "05/2026/TCB",
        .shelf_life = "12 tháng"};
    given::granted(done([&](db::Transaction& tx) { return change(tx, coop, wish); }));

    const auto shown = given::granted(done([&](db::Transaction& tx) {
        return show_product(tx, given.guest(), {wine.product});
    }));
    auto all = *wish.label_words;
    all.ethanol = "15 % vol";
    EXPECT_EQ(shown.label_words, all) << "what was left out stayed";

    const auto refused = done([&](db::Transaction& tx) {
        return change(tx, coop, {.product = wine.product, .label_words = {{.ethanol = ""}}});
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, &incomplete);
    EXPECT_THAT(places(refused.error().violations), ElementsAre("/label_words/ethanol"));
    EXPECT_EQ(own(wine.product).label_words->ethanol, "15 % vol");
    given::granted(done([&](db::Transaction& tx) {
        return change(tx, coop, {.product = wine.product, .label_words = {{.allergens = ""}}});
    }));
    EXPECT_FALSE(own(wine.product).label_words->allergens);
}

TEST_F(WordsOfLabels, WhatWasPublishedBeforeStaysIsToldAndCanBeChanged) {
    const auto wine = given::sells(
        given,
        coop,
        {.name = "Rượu cần",
         .set = 15,
         .content = Quantity{whole(5), unit_from("lít")},
         .label_words = said_15_vol}
    );
    static constexpr db::Statement as_before{
        "test.before_the_law", "UPDATE products SET label_words = NULL WHERE id = ?"};
    done([&](db::Transaction& tx) { return tx.change(as_before, wine.product); });

    const auto before = own(wine.product);
    EXPECT_EQ(before.state, ProductState::published);
    ASSERT_THAT(places(before.lacks), ElementsAre("/label_words/ethanol"));
    EXPECT_TRUE(before.lacks[0].needed);
    EXPECT_THAT(before.lacks[0].vi, HasSubstr("37/2026/NĐ-CP"));
    const auto changed = given::granted(done([&](db::Transaction& tx) {
        return change(tx, coop, {.product = wine.product, .brand = "Ako Dhông"});
    }));
    EXPECT_EQ(changed.state, ProductState::published);
    const auto filled = given::granted(done([&](db::Transaction& tx) {
        return change(tx, coop, {.product = wine.product, .label_words = said_15_vol});
    }));
    EXPECT_THAT(filled.lacks, IsEmpty());
}

TEST_F(WordsOfLabels, AFileBringsThemInAndTakesThemOut) {
    constexpr std::string_view file =
        "tên sản phẩm,bộ sản phẩm,quy cách,đơn vị,giá,định lượng,đơn vị định lượng,nồng độ cồn,thành phần,"
        "chất gây dị ứng,cảnh báo,nhà sản xuất,số công bố,hạn dùng\r\n"
        "Rượu nếp,14,Chai 500 ml,chai,90000,500,ml,\"29,5 % vol\",Gạo nếp,Không có,Không dùng khi lái xe,"
        "HTX Men Lá,05/2026/TCB,24 tháng\r\n";
    const auto in = [&](std::string_view csv) {
        return given::granted(done([&](db::Transaction& tx) {
            return import_at_once(tx, coop.organisation, coop.person, csv);
        }));
    };
    const auto result = in(file);
    EXPECT_EQ(result.published, 1);
    const auto out = done([&](db::Transaction& tx) {
        auto pieces = given::granted(export_products(tx, coop, {}, ExportFormat::csv));
        pieces->read(tx);
        return pieces->take();
    });
    for (const auto* said :
         {"\"29,5 % vol\"",
          "Gạo nếp",
          "Không có",
          "Không dùng khi lái xe",
          "HTX Men Lá",
          "05/2026/TCB",
          "24 tháng"})
        EXPECT_THAT(out, HasSubstr(said));
    const auto again = in(out);
    EXPECT_EQ(again.unchanged, 1) << "a round trip changes nothing";
}

TEST_F(WordsOfLabels, HistoryAndMirrorSayThemToo) {
    const auto wine = given::sells(
        given,
        coop,
        {.name = "Rượu cần",
         .set = 15,
         .content = Quantity{whole(5), unit_from("lít")},
         .label_words = said_15_vol}
    );
    static constexpr db::Statement kept{
        "test.history", "SELECT body FROM listing_history WHERE product = ? ORDER BY id DESC LIMIT 1"};
    const auto body =
        done([&](db::Transaction& tx) { return tx.row<std::string>(kept, wine.product).value_or(""); });
    EXPECT_THAT(body, HasSubstr("15 % vol"));
    done([&](db::Transaction& tx) {
        const ProductId one[] = {wine.product};
        mirror_now(tx, one);
        return true;
    });
    const auto changes =
        given::granted(done([&](db::Transaction& tx) { return list_catalog_changes(tx, given.guest(), {}); })
        );
    ASSERT_EQ(changes.data.size(), 1U);
    ASSERT_TRUE(changes.data[0].product);
    EXPECT_EQ(changes.data[0].product->label_words, said_15_vol);
}

}  // namespace
}  // namespace chophien::catalog
