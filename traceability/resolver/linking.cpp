#include "traceability/resolver/linking.hpp"

#include "accounts/organisation_store.hpp"
#include "catalog/gtin.hpp"
#include "catalog/product_store.hpp"
#include "traceability/refusals.hpp"
#include "traceability/resolver/href.hpp"
#include "traceability/resolver/link_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::traceability {

namespace {

constexpr std::int64_t usual_page = 20;
constexpr std::size_t most_context_signs = 100;
constexpr std::size_t most_language_signs = 35;
constexpr std::size_t most_media_signs = 100;
constexpr std::size_t most_stored_anchor_signs = 255;

bool is_letter(char sign) { return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z'); }

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

// BCP 47 by its outer form: letters first, then letters or digits, one to eight at a time.
bool is_language(std::string_view tag) {
    if (tag.size() > most_language_signs) return false;
    bool first = true;
    for (;;) {
        const auto part = tag.substr(0, tag.find('-'));
        const bool right = std::ranges::all_of(part, [&](char sign) {
            return is_letter(sign) || (!first && is_digit(sign));
        });
        if (!right || part.size() > 8 || part.size() < (first ? 2U : 1U)) return false;
        if (part.size() == tag.size()) return true;
        tag.remove_prefix(part.size() + 1);
        first = false;
    }
}

bool is_media_type(std::string_view text) {
    const auto slash = text.find('/');
    if (text.size() > most_media_signs || slash == 0 || slash == std::string_view::npos) return false;
    const auto family = text.substr(0, slash);
    const auto type = text.substr(slash + 1);
    return std::ranges::all_of(family, [](char sign) { return sign >= 'a' && sign <= 'z'; }) &&
           !type.empty() && std::ranges::all_of(type, [](char sign) {
               return is_letter(sign) || is_digit(sign) || sign == '.' || sign == '+' || sign == '-';
           });
}

bool is_context(std::string_view text) {
    return !text.empty() && text.size() <= most_context_signs &&
           std::ranges::all_of(text, [](char sign) { return sign > 0x20 && sign < 0x7f; });
}

// Types that only the resolver gives, and those whose word must be the market's.
bool is_open_type(const LinkType& type, const Anchor& anchor) {
    if (type.standing == LinkTypeStanding::old) return false;
    if (type.uri == gs1_type("handledBy")) return anchor.prefix;
    if (type.standing == LinkTypeStanding::kept) return false;
    return anchor.ai != "01" ||
           (type.uri != gs1_type("verificationService") && type.uri != gs1_type("recallStatus"));
}

Result<Link> link_from(const LinkWords& words, const Anchor& anchor) {
    std::vector<Violation> wrong;
    Link link;
    if (const auto type = link_type_from(words.link_type); !type || !is_open_type(*type, anchor))
        wrong.push_back(
            {"/link_type",
             "unknown_link_type",
             "Không có loại liên kết này trong bộ từ GS1, hoặc không đặt được ở đây.",
             "The GS1 vocabulary has no such link type, or it cannot be given here."}
        );
    else
        link.link_type = type->uri;
    if (auto violation = wrong_href(words.href, anchor.slots, "/href"))
        wrong.push_back(*std::move(violation));
    for (std::size_t at = 0; at < words.languages.size(); ++at)
        if (!is_language(words.languages[at]))
            wrong.push_back(
                {fmt::format("/languages/{}", at),
                 "wrong_language",
                 "Ngôn ngữ viết theo BCP 47: vi, en-GB, und.",
                 "A language is written as in BCP 47: vi, en-GB, und."}
            );
    for (std::size_t at = 0; at < words.contexts.size(); ++at)
        if (!is_context(words.contexts[at]))
            wrong.push_back(
                {fmt::format("/contexts/{}", at),
                 "wrong_context",
                 "Bối cảnh là một từ ASCII không có dấu cách.",
                 "A context is one ASCII word without blanks."}
            );
    if (words.media_type && !is_media_type(*words.media_type))
        wrong.push_back(
            {"/media_type",
             "wrong_media_type",
             "Kiểu nội dung viết như text/html.",
             "A media type is written like text/html."}
        );
    if (!wrong.empty()) return refuse(wrong_link, std::move(wrong));
    link.href = words.href;
    link.title = words.title;
    link.title_en = words.title_en;
    link.media_type = words.media_type;
    link.languages = words.languages;
    link.contexts = words.contexts;
    link.standing = words.standing.value_or(LinkStanding::usual);
    link.forwards_query = words.forwards_query.value_or(true);
    link.open = words.open.value_or(true);
    return link;
}

bool sells_under(db::Transaction& tx, accounts::OrganisationId organisation, std::string_view gtin) {
    const auto product = catalog::product_with_gtin(tx, gtin);
    if (!product) return false;
    const auto found = catalog::store::find_product(tx, *product);
    return found && found->seller == organisation;
}

bool holds(db::Transaction& tx, accounts::OrganisationId organisation, const Anchor& anchor) {
    if (anchor.ai == "01" && !anchor.prefix && sells_under(tx, organisation, anchor.key)) return true;
    if ((anchor.ai == "414" || anchor.ai == "417") && !anchor.prefix) {
        const auto itself = accounts::store::find(tx, organisation);
        if (itself && itself->says.gln == anchor.key) return true;
    }
    const auto given = link_store::prefixes_among(tx, possible_company_prefixes(anchor.ai, anchor.key));
    return std::ranges::any_of(given, [&](const auto& each) { return each.organisation == organisation; });
}

LinkView view_of(link_store::StoredLink stored) {
    auto& link = stored.link;
    return {
        link.id,
        std::move(stored.anchor),
        short_form(link.link_type),
        std::move(link.href),
        std::move(link.title),
        std::move(link.title_en),
        std::move(link.media_type),
        std::move(link.languages),
        std::move(link.contexts),
        link.standing,
        link.forwards_query,
        link.open,
        stored.version,
        stored.recorded_at};
}

// Of one anchor there is one default at most: a key of the table says so, and the one before steps back. One
// that was made beside us shows itself as that key's refusal, and then steps back as well.
template <class Write>
void write_default(db::Transaction& tx, const link_store::StoredLink& stored, const Write& write) {
    constexpr int most_tries = 3;
    for (int tries = 1;; ++tries) {
        if (stored.link.standing == LinkStanding::main)
            link_store::end_default(tx, stored.anchor, stored.link.id);
        try {
            return write();
        } catch (const db::Error& error) {
            if (!error.duplicate() || tries == most_tries) throw;
        }
    }
}

void tell(db::Transaction& tx, std::string_view what, const link_store::StoredLink& stored) {
    tx.announce(
        {std::string(what), text_of(stored.link.id), fmt::format(R"({{"anchor":"{}"}})", stored.anchor)}
    );
    tx.touch(links_tag(stored.anchor));
}

}  // namespace

Tag links_tag(std::string_view anchor) { return tag("links of") ^ (tag(anchor) * 0x9E3779B97F4A7C15U); }

Result<LinkView> add_link(db::Transaction& tx, const accounts::Caller& caller, const AddLink& request) {
    if (!caller.verified) return refuse(links_need_verification);
    const auto anchor = anchor_from(request.anchor);
    if (!anchor) return tl::unexpected(anchor.error());
    if (anchor->path.size() > most_stored_anchor_signs) return refuse(wrong_anchor);
    if (!holds(tx, caller.organisation, *anchor)) return refuse(not_your_key);
    auto link = link_from(request, *anchor);
    if (!link) return refuse(link);
    const std::array here{anchor->path};
    const auto others = link_store::at(tx, here);
    const auto foreign = [&](const auto& each) { return each.organisation != caller.organisation; };
    if (std::ranges::any_of(others, foreign)) return refuse(another_ones_anchor);
    if (static_cast<std::int64_t>(others.size()) >= most_links_of_anchor ||
        link_store::count_of(tx, caller.organisation) >= most_links_of_organisation)
        return refuse(
            too_many_links,
            fmt::format(
                "Mỗi mã có tối đa {} liên kết, mỗi tổ chức tối đa {}.",
                most_links_of_anchor,
                most_links_of_organisation
            ),
            fmt::format(
                "A key has at most {} links, an organisation at most {}.",
                most_links_of_anchor,
                most_links_of_organisation
            )
        );
    link_store::StoredLink stored{*std::move(link), caller.organisation, anchor->path, 1, tx.now()};
    stored.link.id = tx.new_id<OfLink>();
    write_default(tx, stored, [&] { link_store::insert(tx, stored); });
    tell(tx, "link.added", stored);
    return view_of(std::move(stored));
}

Result<LinkView> replace_link(
    db::Transaction& tx, const accounts::Caller& caller, const ReplaceLink& request
) {
    if (!caller.verified) return refuse(links_need_verification);
    auto stored = link_store::lock_of(tx, request.link, caller.organisation);
    if (!stored) return refuse(unknown_link);
    if (request.expected_version && *request.expected_version != stored->version) return refuse(link_changed);
    const auto anchor = anchor_from(stored->anchor);
    ensure(anchor.has_value(), "an anchor that was stored is right");
    if (!holds(tx, caller.organisation, *anchor)) return refuse(not_your_key);
    auto link = link_from(request, *anchor);
    if (!link) return refuse(link);
    link->id = request.link;
    stored->link = *std::move(link);
    write_default(tx, *stored, [&] { link_store::update(tx, *stored); });
    tell(tx, "link.replaced", *stored);
    return view_of(*std::move(stored));
}

Result<Nothing> remove_link(db::Transaction& tx, const accounts::Caller& caller, const NameLink& request) {
    const auto stored = link_store::lock_of(tx, request.link, caller.organisation);
    if (!stored) return refuse(unknown_link);
    link_store::erase(tx, request.link);
    tell(tx, "link.removed", *stored);
    return Nothing{};
}

Result<LinkView> show_link(db::Transaction& tx, const accounts::Caller& caller, const NameLink& request) {
    auto stored = link_store::find_of(tx, request.link, caller.organisation);
    if (!stored) return refuse(unknown_link);
    return view_of(*std::move(stored));
}

Result<List<LinkView>> list_links(
    db::Transaction& tx, const accounts::Caller& caller, const ListLinks& request
) {
    std::optional<std::string> at;
    if (request.anchor) {
        auto anchor = anchor_from(*request.anchor);
        if (!anchor) return refuse(anchor);
        at = std::move(anchor->path);
    }
    const auto limit = request.limit.value_or(usual_page);
    auto links =
        link_store::links_of(tx, caller.organisation, at, request.after.value_or(LinkId{}), limit + 1);
    List<LinkView> list;
    const bool more = links.size() > static_cast<std::size_t>(limit);
    if (more) links.pop_back();
    for (auto& link : links) list.data.push_back(view_of(std::move(link)));
    if (more) list.page.next = text_of(list.data.back().id);
    return list;
}

Result<CompanyPrefixView> give_company_prefix(
    db::Transaction& tx, const accounts::Caller&, const GiveCompanyPrefix& request
) {
    const auto holder = accounts::store::find(tx, request.organisation);
    if (!holder) return refuse(unknown_holder);
    const auto& digits = request.prefix;
    const bool right = digits.size() >= 4 && digits.size() <= 12 && std::ranges::all_of(digits, is_digit);
    if (!right) return refuse(wrong_company_prefix);
    const auto shorter = link_store::prefixes_among(tx, possible_company_prefixes("8004", digits));
    if (!shorter.empty() || link_store::prefix_below(tx, digits)) return refuse(prefix_taken);
    link_store::CompanyPrefix given{digits, request.organisation, tx.now()};
    link_store::insert(tx, given);
    tx.announce(
        {"company_prefix.given", text_of(request.organisation), fmt::format(R"({{"prefix":"{}"}})", digits)}
    );
    return CompanyPrefixView{given.prefix, given.organisation, given.given_at};
}

Result<Nothing> take_company_prefix(
    db::Transaction& tx, const accounts::Caller&, const NameCompanyPrefix& request
) {
    const std::array wanted{request.prefix};
    const auto found = link_store::prefixes_among(tx, wanted);
    if (found.empty() || !link_store::erase_prefix(tx, request.prefix)) return refuse(unknown_prefix);
    tx.announce(
        {"company_prefix.taken",
         text_of(found.front().organisation),
         fmt::format(R"({{"prefix":"{}"}})", found.front().prefix)}
    );
    return Nothing{};
}

Result<List<CompanyPrefixView>> list_company_prefixes(
    db::Transaction& tx, const accounts::Caller&, const ListCompanyPrefixes& request
) {
    const auto limit = request.limit.value_or(usual_page);
    auto rows = link_store::prefixes_after(tx, request.after.value_or(""), limit + 1);
    List<CompanyPrefixView> list;
    const bool more = rows.size() > static_cast<std::size_t>(limit);
    if (more) rows.pop_back();
    for (const auto& row : rows) list.data.push_back({row.prefix, row.organisation, row.given_at});
    if (more) list.page.next = list.data.back().prefix;
    return list;
}

}  // namespace chophien::traceability
