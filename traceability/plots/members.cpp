#include "traceability/plots/members.hpp"

#include "accounts/profiles.hpp"
#include "core/text.hpp"
#include "traceability/plots/cursor.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place.hpp"
#include "traceability/plots/refusals.hpp"

namespace chophien {

template <>
struct db::Columns<traceability::plots::Member> {
    using Row = traceability::plots::Member;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::version,
        &Row::name,
        &Row::account,
        &Row::gln,
        &Row::active,
        &Row::updated_at};
};

}  // namespace chophien

namespace chophien::traceability::plots {

namespace {

using accounts::Caller;
using db::Statement;

#define CHOPHIEN_MEMBER_COLUMNS                                                 \
    "SELECT id, organisation, version, name, account, gln, active, updated_at " \
    "FROM member_households "

constexpr Statement member_by_id{"plots.member", CHOPHIEN_MEMBER_COLUMNS "WHERE id = ? AND organisation = ?"};
constexpr Statement lock_member{
    "plots.lock_member", CHOPHIEN_MEMBER_COLUMNS "WHERE id = ? AND organisation = ? FOR UPDATE"};
constexpr Statement changed_members{
    "plots.changed_members",
    CHOPHIEN_MEMBER_COLUMNS
    "WHERE organisation = ? AND updated_at >= ? AND (updated_at > ? OR id > ?) ORDER BY updated_at, id LIMIT "
    "?"};
constexpr Statement insert_member{"plots.insert_member", R"sql(
    INSERT IGNORE INTO member_households (id, organisation, version, name, folded, account, gln, active, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement name_taken{"plots.member_name_taken", R"sql(
    SELECT id FROM member_households WHERE organisation = ? AND folded = ? AND id <> ?
)sql"};
constexpr Statement update_member{"plots.update_member", R"sql(
    UPDATE member_households
       SET version = ?, name = ?, folded = ?, account = ?, active = ?, updated_at = ?
     WHERE id = ?
)sql"};

#undef CHOPHIEN_MEMBER_COLUMNS

MemberView view_of(Member member) {
    MemberView view;
    view.id = member.id;
    view.version = member.version;
    view.name = std::move(member.name);
    if (member.account) view.account = member.account;
    view.party = party_name(member.gln);
    view.gln = std::move(member.gln);
    view.active = member.active;
    view.updated_at = member.updated_at;
    return view;
}

bool is_household(db::Transaction& tx, accounts::OrganisationId account) {
    const auto found = accounts::public_organisation(tx, account);
    return found && found->kind == accounts::OrganisationKind::household;
}

tl::unexpected<Refused> no_household() {
    return refuse(
        wrong_member,
        {{"/account",
          "no_household",
          "Đây không phải một hộ đã đăng ký trên chợ.",
          "This is no household registered on the market."}}
    );
}

void tell(db::Transaction& tx, const Member& member) {
    tx.announce({"member_household.changed", text_of(member.id)});
}

}  // namespace

std::optional<Member> find_member(db::Transaction& tx, MemberId id, accounts::OrganisationId organisation) {
    return tx.row<Member>(member_by_id, id, organisation);
}

Result<MemberView> add_member(db::Transaction& tx, const Caller& caller, const AddMember& wish) {
    if (wish.account && !is_household(tx, *wish.account)) return no_household();
    Member member;
    member.id = tx.new_id<OfMember>();
    member.organisation = caller.organisation;
    member.name = wish.name;
    member.account = wish.account.value_or(accounts::OrganisationId{});
    member.updated_at = tx.now();
    const auto folded = text::fold(member.name);
    if (tx.row<std::uint64_t>(name_taken, member.organisation, folded, member.id))
        return refuse(member_name_taken);
    member.gln = take_platform_gln(tx);
    const auto made = tx.change(
        insert_member,
        member.id,
        member.organisation,
        member.version,
        member.name,
        folded,
        member.account,
        member.gln,
        member.active,
        member.updated_at
    );
    if (made == 0) return refuse(member_name_taken);
    tell(tx, member);
    return view_of(std::move(member));
}

Result<MemberView> change_member(db::Transaction& tx, const Caller& caller, const ChangeMember& wish) {
    auto member = tx.row<Member>(lock_member, wish.member, caller.organisation);
    if (!member) return refuse(unknown_member);
    if (wish.expected_version && *wish.expected_version != member->version) return refuse(member_changed);
    if (wish.account && !is_household(tx, *wish.account)) return no_household();
    if (wish.name) member->name = *wish.name;
    if (wish.account) member->account = *wish.account;
    if (wish.active) member->active = *wish.active;
    const auto folded = text::fold(member->name);
    if (tx.row<std::uint64_t>(name_taken, member->organisation, folded, member->id))
        return refuse(member_name_taken);
    ++member->version;
    member->updated_at = tx.now();
    tx.change(
        update_member,
        member->version,
        member->name,
        folded,
        member->account,
        member->active,
        member->updated_at,
        member->id
    );
    tell(tx, *member);
    return view_of(*std::move(member));
}

Result<MemberView> show_member(db::Transaction& tx, const Caller& caller, const NameMember& wish) {
    auto member = find_member(tx, wish.member, caller.organisation);
    if (!member) return refuse(unknown_member);
    return view_of(*std::move(member));
}

Result<List<MemberView>> list_members(db::Transaction& tx, const Caller& caller, const ListMembers& wish) {
    const auto from = change_cursor<OfMember>(wish.after, wish.updated_since);
    if (!from) return tl::unexpected(from.error());
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto rows =
        tx.rows<Member>(changed_members, caller.organisation, from->at, from->at, from->id.number, limit + 1);
    List<MemberView> list;
    list.page = accounts::cut(rows, limit, [](const Member& last) {
        return cursor_text(ChangeCursor<OfMember>{last.updated_at, last.id});
    });
    for (auto& row : rows) list.data.push_back(view_of(std::move(row)));
    return list;
}

}  // namespace chophien::traceability::plots
