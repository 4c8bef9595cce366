#include "server/founding.hpp"

#include "accounts/founding.hpp"
#include "accounts/person.hpp"
#include "accounts/tax_code.hpp"
#include "accounts/verifying.hpp"
#include "catalog/demo.hpp"
#include "catalog/demonstration.hpp"
#include "catalog/importing.hpp"
#include "catalog/listing.hpp"
#include "catalog/offers.hpp"
#include "catalog/products.hpp"
#include "catalog/slots/slots.hpp"
#include "core/crypto.hpp"
#include "payments/own_account.hpp"
#include "server/target.hpp"
#include "traceability/recording.hpp"
#include "traceability/trace_keys.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <fstream>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace chophien::server {

namespace {

using accounts::Caller;
using accounts::OrganisationKind;

constexpr std::string_view logins_file = "logins";

// Twelve signs of 32: 60 bits, easy to type.
std::string drawn_password() {
    std::string password;
    for (const char byte : crypto::random_bytes(12))
        password += crockford::smalls[static_cast<unsigned char>(byte) & 31U];
    return password.insert(8, "-").insert(4, "-");
}

std::vector<Login> logins_in(const std::filesystem::path& file) {
    std::vector<Login> found;
    std::ifstream in(file);
    for (std::string role, login, password;
         std::getline(in, role, '\t') && std::getline(in, login, '\t') && std::getline(in, password);)
        found.push_back({role, login, password});
    return found;
}

// Written beside it and renamed: never half there, never readable by others.
void keep_logins(const std::filesystem::path& file, const std::vector<Login>& logins) {
    std::string text;
    for (const auto& each : logins) text += each.role + '\t' + each.login + '\t' + each.password + '\n';
    const auto fresh = file.string() + ".new";
    const int out = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = out >= 0 &&
                         write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         fsync(out) == 0;
    if (out >= 0) close(out);
    if (!written) throw std::runtime_error(fmt::format("không ghi được {0} / cannot write {0}", fresh));
    std::filesystem::rename(fresh, file);
}

template <class T>
T sure(Result<T> result, std::string_view what) {
    if (result) return std::move(*result);
    const auto& no = result.error();
    std::string text = fmt::format("{}: {} {}", what, no.why->code, no.en);
    for (const auto& violation : no.violations)
        text += fmt::format(" {} {};", violation.pointer, violation.en);
    throw std::runtime_error(text);
}

struct People {
    std::vector<Login> logins;

    accounts::FirstPerson person(std::string_view role, std::string login, std::string name) {
        ensure(accounts::login_from(login).has_value(), "whoever is founded can log in");
        const auto password = drawn_password();
        logins.push_back({std::string(role), login, password});
        return {std::move(login), std::move(name), crypto::password_hash(password)};
    }
};

// A demonstration organisation has no tax code of its own to show, so it gets none and is put in the verified
// state by the authority's own act on a proof that says what it is.
std::string demo_tax_code(std::uint64_t number) {
    for (;; ++number) {
        const auto nine = fmt::format("09{:07}", number % 10'000'000);
        if (const auto digit = accounts::tax_code_check_digit(nine)) return nine + *digit;
    }
}

class Demonstration {
public:
    Demonstration(db::Database& database, People& people, const Caller& founder, const Say& say)
        : database_(database), people_(people), operator_(founder), say_(say) {}

    void load() {
        say_(
            "Đang bày hàng trình diễn: sản phẩm OCOP thật, giá và tồn kho giả định",
            "Laying out the demonstration: real OCOP products, made-up prices and stock"
        );
        open_market();
        const auto sellers = catalog::demo_sellers();
        const auto hash = crypto::password_hash(drawn_password());  // of those nobody is meant to log in as
        std::size_t number = 0;
        std::int64_t products = 0;
        for (const auto& seller : sellers) {
            const bool shown =
                !shown_cooperative_ && seller.kind == OrganisationKind::cooperative && seller.products >= 3;
            auto first = shown
                             ? people_.person("cooperative", "htx", "Chủ nhiệm")
                             : accounts::FirstPerson{fmt::format("demo.{}", number), "Người đại diện", hash};
            const auto owner = database_.transact("demo.seller", [&](db::Transaction& tx) {
                const auto caller =
                    verified(tx, seller.kind, seller.name, seller.province, first, number + 100);
                sure(
                    catalog::import_at_once(tx, caller.organisation, caller.person, seller.csv), seller.name
                );
                return caller;
            });
            owners_.emplace(owner.organisation, owner);
            if (shown) {
                shown_cooperative_ = owner;
                shown_province_ = seller.province;
            }
            products += seller.products;
            if (++number % 100 == 0 || number == sellers.size())
                say_(
                    fmt::format("  {}/{} chủ thể, {} sản phẩm", number, sellers.size(), products),
                    fmt::format("{}/{} sellers, {} products", number, sellers.size(), products)
                );
        }
        found_commune();
        record_lots();
        sell_ahead();
    }

private:
    void open_market() {
        database_.transact("demo.open", [&](db::Transaction& tx) {
            catalog::declare_demonstration(tx);
            sure(
                payments::set_bank_account(
                    tx, operator_, {"970436", "0011004123456", "CHO PHIEN TRINH DIEN"}
                ),
                "bank account"
            );
            authority_ = sure(
                accounts::found_authority(
                    tx,
                    "Cơ quan thẩm định (trình diễn)",
                    std::nullopt,
                    people_.person("authority", "thamdinh", "Cán bộ thẩm định"),
                    operator_
                ),
                "authority"
            );
            verified(
                tx,
                OrganisationKind::retailer,
                "Siêu thị Hồ Gươm (trình diễn)",
                "01",
                people_.person("supermarket", "sieuthi", "Nhân viên thu mua"),
                1
            );
            accounts::Particulars says;
            says.name = "Chị Lan (trình diễn)";
            sure(
                accounts::found(
                    tx, OrganisationKind::consumer, says, people_.person("consumer", "lan", "Lan"), {}
                ),
                "consumer"
            );
            return true;
        });
    }

    Caller verified(
        db::Transaction& tx,
        OrganisationKind kind,
        const std::string& name,
        const std::string& province,
        const accounts::FirstPerson& first,
        std::uint64_t number
    ) {
        accounts::Particulars says;
        says.name = name;
        if (!province.empty()) says.province = province;
        says.tax_code = demo_tax_code(number * 13);
        says.registration_number = fmt::format("TRINH-DIEN-{}", number);
        auto caller = sure(accounts::found(tx, kind, says, first, {}), name);
        sure(
            accounts::decide_verification(
                tx, authority_, {caller.organisation, accounts::Decision::verified, {}}
            ),
            name
        );
        caller.verified = true;
        return caller;
    }

    // In the province of the cooperative that is shown. The code is no real commune's: theirs are not told of
    // the demonstration's holders, who name the commune when they hand an application in.
    void found_commune() {
        if (shown_province_.empty()) return;
        const auto official = people_.person("commune 99999", "canboxa", "Cán bộ xã");
        database_.transact("demo.commune", [&](db::Transaction& tx) {
            sure(
                accounts::found_authority(
                    tx, "UBND xã trình diễn (mã xã 99999)", shown_province_, official, operator_, "99999"
                ),
                "commune"
            );
            return true;
        });
    }

    // A lot for each product of the cooperative that is shown, so that there is a code to scan.
    void record_lots() {
        if (!shown_cooperative_) return;
        database_.transact("demo.lots", [&](db::Transaction& tx) {
            for (const auto& offer :
                 sure(catalog::list_own_offers(tx, *shown_cooperative_, {}), "offers").data) {
                traceability::RecordLot lot;
                lot.offer = offer.id;
                lot.harvested_on = tx.today() + std::chrono::days(-20);
                lot.place.province = "14";
                lot.place.name = "Vùng nguyên liệu của hợp tác xã (trình diễn)";
                lot.quantity = {whole(500), offer.unit};
                const auto mine =
                    sure(catalog::show_own(tx, *shown_cooperative_, {offer.product}), "product");
                if (mine.province) lot.place.province = *mine.province;
                sure(traceability::record(tx, *shown_cooperative_, lot), "lot");
            }
            return true;
        });
    }

    // Visits of every place of community tourism on the next three Saturdays, and harvests to come of some
    // fruit.
    void sell_ahead() {
        database_.transact("demo.ahead", [&](db::Transaction& tx) {
            const auto today = std::chrono::sys_days(tx.today());
            const auto saturday =
                today + std::chrono::days(7) + (std::chrono::Saturday - std::chrono::weekday(today));
            catalog::ListProducts visits;
            visits.set = catalog::service_set;
            visits.limit = 100;
            for (const auto& item : sure(catalog::list_products(tx, {}, visits), "visits").data)
                for (const auto weeks : {0, 1, 2}) {
                    catalog::CreateSlot slot;
                    slot.first_day = saturday + std::chrono::weeks(weeks);
                    slot.starts_at = "08:00";
                    slot.place = "Nhà đón khách (trình diễn)";
                    slot.quantity = whole(12 + 4 * weeks);
                    open_slot(tx, item, std::move(slot));
                }
            catalog::ListProducts fruit;
            fruit.set = 1;
            fruit.limit = 30;
            for (const auto& item : sure(catalog::list_products(tx, {}, fruit), "fruit").data) {
                catalog::CreateSlot slot;
                slot.first_day = today + std::chrono::days(40);
                slot.last_day = today + std::chrono::days(60);
                slot.quantity = whole(400);
                slot.confidence_percent = 75;
                open_slot(tx, item, std::move(slot));
            }
            return true;
        });
    }

    void open_slot(db::Transaction& tx, const catalog::ProductItem& item, catalog::CreateSlot slot) {
        const auto owner = owners_.find(item.seller.id);
        if (owner == owners_.end()) return;
        slot.offer = sure(catalog::show_own(tx, owner->second, {item.id}), item.name).offers.at(0).id;
        sure(catalog::create_slot(tx, owner->second, slot), item.name);
    }

    db::Database& database_;
    People& people_;
    const Caller& operator_;
    const Say& say_;
    Caller authority_;
    std::map<accounts::OrganisationId, Caller> owners_;
    std::optional<Caller> shown_cooperative_;
    std::string shown_province_;
};

}  // namespace

std::vector<Login> found_market(
    db::Database& database, const std::filesystem::path& data, bool demo, const Say& say
) {
    std::filesystem::create_directories(data);
    const auto file = data / logins_file;
    auto known = logins_in(file);
    People people;
    const auto first = people.person("operator", "dieuhanh", "Người điều hành");
    const auto operator_ = database.transact("server.found", [&](db::Transaction& tx) {
        traceability::ensure_trace_key(tx);
        tx.touch(tag("market"));
        return accounts::found_operator(tx, "Chợ Phiên", first);
    });
    if (!operator_) throw std::runtime_error(std::string(operator_.error().why->title.en));
    if (!*operator_) return known;
    // Kept before the demonstration is loaded, so that a start cut short leaves a market whose operator can
    // log in.
    keep_logins(file, people.logins);
    if (demo) {
        Demonstration(database, people, **operator_, say).load();
        keep_logins(file, people.logins);
    }
    return people.logins;
}

std::string welcome_text(
    db::Database& database, const std::string& public_url, const std::vector<Login>& logins
) {
    std::string text = fmt::format(
        "\nChợ Phiên đang mở / The fair is open   (Ctrl-C: đóng / closes)\n\n"
        "  Trang đầu / front page   {0}/\n"
        "  Tài liệu API / docs      {0}/docs\n"
        "  Tìm / search             {0}/v1/products?q=ca%20phe&limit=5\n",
        public_url
    );
    const auto [product, trace] = database.transact("server.welcome", [](db::Transaction& tx) {
        std::pair<std::string, std::string> paths;
        catalog::ListProducts wish;
        wish.set = 13;
        wish.limit = 1;
        if (const auto found = catalog::list_products(tx, {}, wish); found && !found->data.empty())
            paths.first = "/products/" + text_of(found->data.front().id);
        paths.second = traceability::newest_trace_path(tx).value_or("");
        return paths;
    });
    if (!product.empty()) text += fmt::format("  Sản phẩm / product       {}{}\n", public_url, product);
    if (!trace.empty()) text += fmt::format("  Truy xuất / trace        {}{}\n", public_url, trace);
    text += '\n';
    for (const auto& each : logins)
        text += fmt::format("  {}: {} / {}\n", each.role, each.login, each.password);
    return text + '\n';
}

}  // namespace chophien::server
