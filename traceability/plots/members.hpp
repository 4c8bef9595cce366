// Member households of a cooperative: whose plots are worked and who delivers. Their names are the
// cooperative's own knowledge; events know them by number.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"
#include "traceability/plots/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::plots {

struct Member {
    MemberId id;
    accounts::OrganisationId organisation;
    std::int64_t version = 1;
    std::string name;
    accounts::OrganisationId account{};  ///< the household as an organisation of the market, when it is one
    std::string gln;
    bool active = true;
    Instant updated_at{};
};

struct AddMember {
    std::string name;
    std::optional<accounts::OrganisationId> account{};
};

struct ChangeMember {
    MemberId member;
    std::optional<std::string> name{};
    std::optional<accounts::OrganisationId> account{};
    std::optional<bool> active{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NameMember {
    MemberId member;
};

struct ListMembers {
    std::optional<Instant> updated_since{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct MemberView {
    MemberId id;
    std::int64_t version = 0;
    std::string name;
    std::optional<accounts::OrganisationId> account{};
    std::string gln;
    std::string party;  ///< its name in events
    bool active = true;
    Instant updated_at{};
};

/// Refuses: member_name_taken, wrong_member (no such household organisation).
Result<MemberView> add_member(db::Transaction& tx, const accounts::Caller& caller, const AddMember& wish);

/// Refuses: unknown_member, member_changed, member_name_taken, wrong_member.
Result<MemberView> change_member(
    db::Transaction& tx, const accounts::Caller& caller, const ChangeMember& wish
);

/// Refuses: unknown_member.
Result<MemberView> show_member(db::Transaction& tx, const accounts::Caller& caller, const NameMember& wish);

/// By last change, the oldest first; those no longer active too. Refuses: wrong_place_cursor.
Result<List<MemberView>> list_members(
    db::Transaction& tx, const accounts::Caller& caller, const ListMembers& wish
);

/// One of this organisation's; nothing for another's.
std::optional<Member> find_member(db::Transaction& tx, MemberId id, accounts::OrganisationId organisation);

}  // namespace chophien::traceability::plots
