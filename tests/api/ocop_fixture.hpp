// OCOP through the API: a cooperative in Cao Bằng, its province's council and the ministry's.
#pragma once

#include "catalog/label.hpp"
#include "tests/api/fixture.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace chophien::api {

/// So many days from a clock's present.
inline std::chrono::hours days(int count) { return std::chrono::hours(24 * count); }

class OcopApi : public Api {
protected:
    Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    std::vector<Caller> province = council("Sở Nông nghiệp và Môi trường Cao Bằng", "04");
    std::vector<Caller> ministry = council("Bộ Nông nghiệp và Môi trường", std::nullopt);

    /// The chair and two councillors.
    std::vector<Caller> council(const std::string& name, std::optional<std::string> of) {
        const auto chair = given.authority(name, std::move(of));
        return {
            chair,
            given.colleague(chair, accounts::Role::recorder, "Ủy viên một"),
            given.colleague(chair, accounts::Role::recorder, "Ủy viên hai")};
    }

    /// Every criterion of the set with its most points, and then the ones named otherwise.
    Json marks(int set, const std::vector<std::pair<std::string, int>>& but = {}) {
        auto all = Json::array();
        const auto sheet = get(fmt::format("/v1/ocop/sets/{}/score-sheet", set));
        for (const auto& section : sheet.body.at("sections"))
            for (const auto& criterion : section.at("criteria")) {
                int points = criterion.at("most");
                for (const auto& [code, other] : but)
                    if (criterion.at("code") == code) points = other;
                all.push_back({{"criterion", criterion.at("code")}, {"points", points}});
            }
        return all;
    }

    Got put(const std::string& target, const Json& body, Sent sent) {
        sent.body = body.dump();
        return send(server::Verb::put, target, sent);
    }

    static std::string at(const std::string& dossier, const std::string& step = "") {
        return "/v1/ocop/applications/" + dossier + (step.empty() ? "" : "/" + step);
    }

    Got open(const std::string& product, const std::string& asking = "first") {
        return post("/v1/ocop/applications", {{"product", product}, {"asking", asking}}, as(coop));
    }

    Got assess(const std::string& dossier, const Json& points) {
        auto sent = as(coop);
        sent.if_match = "*";
        return put(
            at(dossier, "self-assessment"),
            {{"marks", points},
             {"evidence",
              Json::array(
                  {{{"criterion", "1.5"},
                    {"kind", "raw_material"},
                    {"note", "Hợp đồng liên kết với 40 hộ"},
                    {"link", "https://example.org/hop-dong.pdf"}}}
              )}},
            sent
        );
    }

    Got submit(const std::string& dossier) {
        return post(at(dossier, "submission"), {{"commune", "01279"}}, as(coop));
    }

    Got forward(const std::string& dossier) {
        return post(
            at(dossier, "commune-check"),
            {{"report",
              {{"local_origin", "Trồng tại xã"},
               {"local_labour", "45 lao động tại xã"},
               {"idea_origin", "Nghề cũ của bản"},
               {"local_identity", "Cách sao của người Tày"}}}},
            as(province[0])
        );
    }

    Got score(const std::string& dossier, const Caller& councillor, const Json& points) {
        return post(at(dossier, "scores"), {{"marks", points}}, as(councillor));
    }

    Got decide(const std::string& dossier, const Caller& chair, const std::string& number = "12/QĐ-UBND") {
        return post(
            at(dossier, "decision"),
            {{"decision_no", number}, {"issuer", "Chủ tịch UBND tỉnh Cao Bằng"}},
            as(chair)
        );
    }

    /// An application of a product before the provincial council.
    std::string at_council(const std::string& product, const std::string& asking = "first") {
        const auto opened = open(product, asking);
        EXPECT_EQ(opened.status, 201) << opened.text;
        const std::string id = opened.body.at("id");
        EXPECT_EQ(assess(id, marks(13)).status, 200);
        const auto submitted = submit(id);
        EXPECT_EQ(submitted.status, 200) << submitted.text;
        const auto forwarded = forward(id);
        EXPECT_EQ(forwarded.status, 200) << forwarded.text;
        return id;
    }

    /// All of a council give the same sheet.
    void scored_by(const std::string& dossier, const std::vector<Caller>& councillors, const Json& points) {
        for (const auto& councillor : councillors) {
            const auto sheet = score(dossier, councillor, points);
            EXPECT_EQ(sheet.status, 201) << sheet.text;
        }
    }

    /// A label of 4 stars decided by the province today.
    std::string four_stars(const std::string& product) {
        const auto dossier = at_council(product);
        scored_by(dossier, province, marks(13, {{"1.5", 2}}));
        const auto decided = decide(dossier, province[0]);
        EXPECT_EQ(decided.status, 201) << decided.text;
        return decided.body.at("label");
    }

    /// What the chore of the clockwork does.
    std::size_t expire() {
        return given.transact([](db::Transaction& tx) { return catalog::expire_labels(tx); });
    }

    std::size_t listed(int stars_min) {
        return get(fmt::format("/v1/products?stars_min={}", stars_min)).body.at("data").size();
    }

    std::string page_of(const std::string& product) {
        return get("/products/" + product, {.accept = "text/html"}).text;
    }
};

}  // namespace chophien::api
