// Photos through the API: sent as a file, shown under names that never change.
#include "tests/api/fixture.hpp"
#include "tests/given/pictures.hpp"

namespace chophien::api {
namespace {

using given::picture;
using server::Verb;
using testing::HasSubstr;
using testing::SizeIs;

class Photos : public Api {
protected:
    Got add(const std::string& file, const Caller& who, const std::string& query = "") {
        return send(
            Verb::post,
            "/v1/products/" + product + "/photos" + query,
            {.body = file, .token = given.token_of(who), .content_type = "image/jpeg"}
        );
    }

    Json shown() { return get("/v1/products/" + product).body.at("photos"); }

    Caller coop = given.cooperative();
    std::string product = on_sale(coop, "Chè Shan tuyết", 10).first;
};

TEST_F(Photos, AreShownWithTheirProductAndServedForEver) {
    EXPECT_THAT(shown(), SizeIs(0));
    const auto file = given::shot_by_phone(picture(1000, 800), 1);
    const auto added = add(file, coop, "?words=B%C3%BAp%20ch%C3%A8");
    ASSERT_EQ(added.status, 201) << added.text;
    EXPECT_EQ(added.body.at("place"), "geo:21.594167,105.848056");
    ASSERT_THAT(shown(), SizeIs(1));
    EXPECT_EQ(shown()[0].at("words"), "Búp chè");
    EXPECT_FALSE(shown()[0].contains("place"));
    const auto copy = get(shown()[0].at("medium").get<std::string>());
    EXPECT_EQ(copy.status, 200);
    EXPECT_EQ(copy.text.substr(8, 4), "WEBP");
    EXPECT_EQ(get(shown()[0].at("jpeg").get<std::string>()).text.substr(0, 2), "\xFF\xD8");
    const auto item = get("/v1/products?q=che%20shan").body.at("data").at(0);
    EXPECT_EQ(item.at("photo"), shown()[0].at("small"));
    EXPECT_THAT(
        get("/products", {.accept = "text/html"}).text, HasSubstr(item.at("photo").get<std::string>())
    );
    const auto page = get("/products/" + product, {.accept = "text/html"});
    EXPECT_THAT(page.text, HasSubstr(shown()[0].at("medium").get<std::string>()));
    EXPECT_THAT(page.text, HasSubstr("alt=\"Búp chè\""));
    const auto digest = added.body.at("digest").get<std::string>();
    for (const std::string& name :
         {digest + "-801.webp", digest, std::string("x-800.webp"), std::string(64, 'g') + "-800.webp"})
        EXPECT_EQ(get("/media/" + name).status, 404) << name;
}

TEST_F(Photos, SentTwiceAreOne) {
    add(picture(400, 300), coop);
    const auto again = add(picture(400, 300), coop, "?words=Nh%C3%A3n");
    EXPECT_EQ(again.status, 201);
    ASSERT_THAT(shown(), SizeIs(1));
    EXPECT_EQ(shown()[0].at("words"), "Nhãn");
}

TEST_F(Photos, AreTenAtMostInTheirSellersOrder) {
    std::vector<std::string> ids;
    for (int number = 0; number < 10; ++number) {
        const auto added = add(picture(300 + number, 300), coop);
        ASSERT_EQ(added.status, 201) << added.text;
        ids.push_back(added.body.at("photo").at("id"));
    }
    EXPECT_EQ(add(picture(400, 300), coop).code(), "catalog/too-many-photos");
    std::ranges::reverse(ids);
    const auto path = "/v1/products/" + product + "/photos";
    const auto put = [&](const std::vector<std::string>& order) {
        return send(Verb::put, path, {.body = Json{{"photos", order}}.dump(), .token = given.token_of(coop)});
    };
    EXPECT_EQ(put(ids).status, 200);
    EXPECT_EQ(shown()[0].at("id"), ids[0]);
    auto short_one = ids;
    short_one.pop_back();
    EXPECT_EQ(put(short_one).code(), "catalog/unknown-photo");
    EXPECT_EQ(send(Verb::del, path + "/" + ids[0], as(coop)).status, 204);
    EXPECT_THAT(shown(), SizeIs(9));
    EXPECT_EQ(shown()[0].at("id"), ids[1]);
    EXPECT_EQ(send(Verb::del, path + "/" + ids[0], as(coop)).code(), "catalog/unknown-photo");
}

TEST_F(Photos, OfOthersAreNotTouchedAndWrongFilesRefused) {
    const auto other = given.cooperative("HTX khác");
    EXPECT_EQ(add(picture(400, 300), other).code(), "catalog/unknown-product");
    EXPECT_EQ(add("no picture at all", coop).code(), "catalog/wrong-picture");
    const auto typed = send(
        Verb::post,
        "/v1/products/" + product + "/photos",
        {.body = picture(400, 300), .token = given.token_of(coop), .content_type = "application/json"}
    );
    EXPECT_GE(typed.status, 400);
    EXPECT_THAT(shown(), SizeIs(0));
    add(picture(400, 300), coop);
    EXPECT_EQ(get("/v1/products/mine/" + product + "/photos", as(other)).status, 404);
    EXPECT_EQ(get("/v1/products/mine/" + product + "/photos", as(coop)).body.at("data").size(), 1U);
}

}  // namespace
}  // namespace chophien::api
