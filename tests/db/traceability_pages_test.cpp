// Scans and pages as a phone and a machine meet them, through the whole application but its sockets.
#include "server/application.hpp"
#include "tests/given/search.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/lots.hpp"
#include "web/assets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace chophien::server {
namespace {

using given::amount;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

struct Answer {
    int status = 0;
    std::string type;
    std::string body;
    std::string location;
    std::string policy;
};

struct TracePages : testing::Test {
    given::Market given;
    given::SearchIndex search{given};
    Application app{
        given.database,
        given.metrics,
        {.workers = 1, .rate_limit = false, .sole_node = true, .search = &search.keeper->index()}};
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    given::Goods tea =
        given::sells(given, coop, {.name = "Chè Shan tuyết", .set = 11, .pack = "Hộp", .unit = "hộp"});
    traceability::LotView lot = given::lot_of(given, coop, tea.offer, amount("40", "XBX"));

    TracePages() { app.set_public_url("https://cho.example"); }

    Answer asks(
        std::string_view target,
        std::string_view accept,
        std::string_view language = "vi",
        Verb verb = Verb::get,
        std::string_view token = {}
    ) {
        HttpRequest request;
        request.verb = verb;
        const auto question = target.find('?');
        request.path = target.substr(0, question);
        if (question != std::string_view::npos) request.query = target.substr(question + 1);
        request.accept = accept;
        request.accept_language = language;
        request.client = "127.0.0.1";
        request.request_id = "test";
        if (!token.empty()) request.authorization = "Bearer " + std::string(token);
        const auto response = app.handle(request);
        if (response.page) {
            const auto& form = response.page->identity();
            const auto head = std::string(form.head());
            const auto header = [&](const std::string& name) {
                const auto at = head.find(name + ": ");
                if (at == std::string::npos) return std::string();
                const auto begin = at + name.size() + 2;
                return head.substr(begin, head.find("\r\n", begin) - begin);
            };
            return {
                response.page->status(),
                header("Content-Type"),
                form.bytes.substr(form.head_size),
                header("Location"),
                header("Content-Security-Policy")};
        }
        return {
            response.status,
            response.content_type,
            response.body,
            std::string(header_of(response, "Location")),
            std::string(header_of(response, "Content-Security-Policy"))};
    }

    /// As a browser does: a redirect is followed.
    Answer opens(std::string_view target, std::string_view language = "vi") {
        const auto answer = asks(target, browser, language);
        return answer.status == 307 ? asks(answer.location, browser, language) : answer;
    }

    Answer reads(std::string_view target) {
        const auto answer = asks(target, "application/json");
        return answer.status == 307 ? asks(answer.location, "application/json") : answer;
    }

    std::string unit_path() {
        const auto batch = given::prints(given, coop, lot.id, 1);
        return traceability::unit_path(lot.gtin, given::codes_of(given, batch).front());
    }
};

TEST_F(TracePages, OpenInTheReadersLanguageAndAsJsonForMachines) {
    const auto vi = opens(lot.trace_path);
    EXPECT_EQ(vi.status, 200);
    EXPECT_THAT(vi.type, StartsWith("text/html"));
    EXPECT_THAT(
        vi.body,
        AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("Chè Shan tuyết"), HasSubstr("HTX Đồi Xanh"))
    );
    EXPECT_THAT(vi.body, HasSubstr("Số nội bộ của chợ"));
    EXPECT_THAT(
        opens(lot.trace_path, "en").body, AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("Harvested"))
    );
    EXPECT_THAT(opens(lot.trace_path + "?lang=en").body, HasSubstr("<html lang=\"en\">"));
    const auto machine = reads(lot.trace_path);
    EXPECT_EQ(machine.type, "application/json");
    const auto record = nlohmann::json::parse(machine.body);
    EXPECT_EQ(record["lot_code"], lot.lot_code);
    EXPECT_EQ(record["internal_number"], true);
    EXPECT_EQ(nlohmann::json::parse(reads("/v1/lots/" + text_of(lot.id) + "/trace").body), record);
}

TEST_F(TracePages, TakeParametersThatScanningAppsAdd) {
    EXPECT_EQ(opens(lot.trace_path + "?fbclid=abc&17=281231").status, 200);
}

TEST_F(TracePages, LeadOlderNumbersToTheirFourteenDigitsOnce) {
    const auto short_form = lot.gtin.substr(1);
    const auto answer = asks("/01/" + short_form + "/10/" + lot.lot_code, browser);
    EXPECT_EQ(answer.status, 307);
    EXPECT_EQ(answer.location, lot.trace_path);
    EXPECT_EQ(asks("/01/" + short_form, browser).location, "/01/" + lot.gtin);
    EXPECT_EQ(asks("/01/" + short_form + "/21/ABC", browser).location, "/01/" + lot.gtin + "/21/ABC");
}

TEST_F(TracePages, LeadANumberToItsProduct) {
    EXPECT_EQ(asks("/01/" + lot.gtin, browser).location, "/products/" + text_of(tea.product));
    EXPECT_EQ(asks("/01/" + lot.gtin, "application/json").location, "/v1/products/" + text_of(tea.product));
    EXPECT_EQ(opens("/products/" + text_of(tea.product)).status, 200);
}

TEST_F(TracePages, SayWhatIsWrongWithAnAddress) {
    auto wrong = lot.gtin;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    EXPECT_EQ(reads("/01/" + wrong + "/10/X").status, 400);
    EXPECT_EQ(reads("/01/00012345678905/10/X").status, 404);
    EXPECT_EQ(reads("/01/00012345678905").status, 404);
    EXPECT_EQ(asks("/01/" + lot.gtin + "/10/nowhere", browser).location, "/products/" + text_of(tea.product))
        << "of a lot nobody recorded the product tells";
    const auto page = opens("/01/00012345678905/10/nowhere");
    EXPECT_EQ(page.status, 404);
    EXPECT_THAT(page.type, StartsWith("text/html"));
}

TEST_F(TracePages, CountWhoOpensAUnitInABrowser) {
    const auto path = unit_path();
    EXPECT_THAT(opens(path).body, HasSubstr("đã được quét 1 lần, lần đầu lúc 08:00 ngày 21/11/2026"));
    EXPECT_EQ(nlohmann::json::parse(reads(path).body)["scans"]["times"], 1) << "a machine's look is no scan";
    EXPECT_THAT(opens(path, "en").body, HasSubstr("scanned 2 times"));
    const auto serial = path.substr(path.rfind('/') + 1);
    EXPECT_THAT(opens(lot.trace_path + "/21/" + serial).body, HasSubstr("quét 3 lần"))
        << "the label's long form is the same unit";
}

TEST_F(TracePages, TellAForgedCodeWithCare) {
    auto path = unit_path();
    path.back() = path.back() == '7' ? '8' : '7';
    const auto page = opens(path);
    EXPECT_EQ(page.status, 404);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Mã này không do chợ phát hành"), HasSubstr("xin quét lại")));
    EXPECT_EQ(nlohmann::json::parse(reads(path).body)["code"], "traceability/forged-code");
    const auto genuine = unit_path();
    const auto serial = genuine.substr(genuine.rfind('/') + 1);
    EXPECT_EQ(opens("/01/" + lot.gtin + "/10/OTHER/21/" + serial).status, 404)
        << "a label that names another lot";
}

TEST_F(TracePages, ChangeWithWhatTheyShow) {
    EXPECT_THAT(opens(lot.trace_path).body, Not(HasSubstr("In mã sản phẩm")));
    given::prints(given, coop, lot.id, 5);
    EXPECT_THAT(opens(lot.trace_path).body, HasSubstr("In mã sản phẩm"));
    const auto product = "/products/" + text_of(tea.product);
    EXPECT_THAT(opens(product).body, HasSubstr(lot.lot_code));
    const auto newer = given::lot_of(given, coop, tea.offer, amount("1", "XBX"));
    EXPECT_THAT(opens(product).body, HasSubstr(newer.lot_code));
}

TEST_F(TracePages, PrintSymbolsOfTheirOwnThingsOnly) {
    const auto qr = "/v1/lots/" + text_of(lot.id) + "/qr";
    EXPECT_THAT(reads(qr).body, StartsWith("<svg "));
    EXPECT_THAT(reads(qr + "?format=png&module=3").body, StartsWith("\x89PNG"));
    const auto path = unit_path();
    EXPECT_EQ(reads(qr + "?serial=" + path.substr(path.rfind('/') + 1)).status, 200);
    EXPECT_EQ(reads(qr + "?serial=AAAAAAAAAAAAAAAAAAAA").status, 404);
}

TEST_F(TracePages, GiveCodesAndLabelsToTheirOwnerOnly) {
    const auto batch = given::prints(given, coop, lot.id, 25);
    const auto token = given.token_of(coop);
    const auto file = asks(batch.codes_path, "*/*", "vi", Verb::get, token);
    EXPECT_EQ(file.status, 200);
    const auto codes = given::codes_of(given, batch);
    EXPECT_THAT(
        file.body,
        StartsWith(
            "number,lot_code,serial,link\r\n1," + lot.lot_code + "," + codes.front() +
            ",https://cho.example/01/"
        )
    );
    EXPECT_EQ(std::ranges::count(file.body, '\n'), 26);
    const auto labels = asks(batch.labels_path + "?from=20", browser, "vi", Verb::get, token);
    EXPECT_THAT(
        labels.body,
        AllOf(HasSubstr("tem 20–25 trong 25"), HasSubstr(codes.back()), Not(HasSubstr(codes.front())))
    );
    EXPECT_EQ(asks(batch.codes_path, "*/*").status, 401);
    const auto other = given.token_of(given.cooperative("HTX Khác", "19"));
    EXPECT_EQ(asks(batch.codes_path, "*/*", "vi", Verb::get, other).status, 404);
    EXPECT_EQ(asks(batch.labels_path, browser, "vi", Verb::get, other).status, 404);
}

TEST_F(TracePages, AllOpenWithoutScript) {
    search.now();
    for (const auto& path :
         {std::string("/"),
          std::string("/products"),
          std::string("/products?q=che&province=04&stars_min="),
          "/products/" + text_of(tea.product),
          "/organisations/" + text_of(coop.organisation),
          std::string("/tracking"),
          std::string("/problems/catalog/sold-out"),
          lot.trace_path,
          unit_path()}) {
        const auto page = opens(path);
        EXPECT_EQ(page.status, 200) << path << ' ' << page.body;
        EXPECT_THAT(page.body, Not(HasSubstr("<script"))) << path;
        EXPECT_LT(page.body.size(), 15'000U) << path;
        EXPECT_THAT(page.policy, HasSubstr("default-src 'none'")) << path;
    }
    EXPECT_THAT(opens("/").body, HasSubstr("Chè Shan tuyết"));
    EXPECT_EQ(opens("/tracking?number=26-AAAA-BBBB-C&code=nope").status, 404);
    EXPECT_EQ(opens("/problems/no/such").status, 404);
    EXPECT_EQ(opens(web::path_of(web::style_sheet())).type, "text/css; charset=utf-8");
    EXPECT_EQ(opens("/assets/style.css").status, 404);
}

}  // namespace
}  // namespace chophien::server
