#include "accounts/caller.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace chophien::accounts {
namespace {

Caller person(OrganisationKind kind, Role role) {
    Caller caller;
    caller.person = PersonId{1};
    caller.organisation = OrganisationId{1};
    caller.kind = kind;
    caller.role = role;
    return caller;
}

std::set<std::string_view> rights(const Caller& caller) {
    std::set<std::string_view> found;
    for (const auto& [permission, name] : json::Names<Permission>::of)
        if (may(caller, permission)) found.insert(name);
    return found;
}

using Rights = std::set<std::string_view>;

const Rights read_only{"anyone", "signed_in"};

Rights also(std::initializer_list<std::string_view> more) {
    auto all = read_only;
    all.insert(more);
    return all;
}

// The table of rights written out a second time, from the market's side.
Rights wanted(OrganisationKind kind, Role role) {
    using enum OrganisationKind;
    switch (kind) {
        case cooperative:
        case cooperative_union:
        case cooperative_group:
        case enterprise:
        case household:
            switch (role) {
                case Role::owner:
                    return also({"sell", "fulfil", "record", "buy", "receive", "see_money", "manage_people"});
                case Role::seller:
                    return also({"sell", "fulfil", "record", "buy", "receive"});
                case Role::recorder:
                    return also({"record"});
                case Role::finance:
                    return also({"see_money"});
                case Role::viewer:
                    return read_only;
            }
            break;
        case retailer:
        case consumer:
            switch (role) {
                case Role::owner:
                    return also({"buy", "receive", "see_money", "manage_people"});
                case Role::seller:
                    return also({"buy", "receive"});
                case Role::finance:
                    return also({"see_money"});
                default:
                    return read_only;
            }
        case authority:
            if (role == Role::owner) return also({"verify", "attest", "manage_people"});
            return role == Role::recorder ? also({"verify", "attest"}) : read_only;
        case certifier:
            if (role == Role::owner) return also({"attest", "manage_people"});
            return role == Role::recorder ? also({"attest"}) : read_only;
        case operator_:
            if (role == Role::owner) return also({"operate", "see_money", "manage_people"});
            if (role == Role::finance) return also({"see_money"});
            return role == Role::recorder ? also({"operate"}) : read_only;
    }
    return {};
}

TEST(Rights, AreThoseOfKindAndRole) {
    for (const auto& [kind, kind_name] : json::Names<OrganisationKind>::of)
        for (const auto& [role, role_name] : json::Names<Role>::of)
            EXPECT_EQ(rights(person(kind, role)), wanted(kind, role)) << kind_name << " " << role_name;
}

TEST(Rights, AGuestOnlyDoesWhatAnyoneMay) {
    EXPECT_EQ(rights(Caller{}), Rights{"anyone"});
    Caller guest;
    guest.kind = OrganisationKind::operator_;
    guest.role = Role::owner;
    EXPECT_EQ(rights(guest), Rights{"anyone"});
}

TEST(Rights, ASuspendedOrganisationEditsButNeitherBuysNorVerifies) {
    auto seller = person(OrganisationKind::cooperative, Role::owner);
    seller.suspended = true;
    EXPECT_TRUE(may(seller, Permission::sell));
    EXPECT_TRUE(may(seller, Permission::fulfil));
    EXPECT_FALSE(may(seller, Permission::buy));
    EXPECT_TRUE(may(seller, Permission::receive));
    auto authority = person(OrganisationKind::authority, Role::owner);
    authority.suspended = true;
    EXPECT_FALSE(may(authority, Permission::verify));
}

}  // namespace
}  // namespace chophien::accounts
