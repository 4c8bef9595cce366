// Who is asking, and what each role may do.
#pragma once

#include "core/crypto.hpp"
#include "core/id.hpp"
#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace chophien::accounts {

struct OfOrganisation {
    static constexpr std::string_view prefix = "org";
};

struct OfPerson {
    static constexpr std::string_view prefix = "per";
};

using OrganisationId = Id<OfOrganisation>;
using PersonId = Id<OfPerson>;

/// Kinds of organisation: the first three by Law on Cooperatives 17/2023/QH15 (hợp tác xã, liên hiệp hợp tác
/// xã, tổ hợp tác). `consumer` is one person buying for herself.
enum class OrganisationKind : std::uint8_t {
    cooperative,
    cooperative_union,
    cooperative_group,
    enterprise,
    retailer,
    household,
    consumer,
    authority,
    certifier,
    operator_,
};

enum class Role : std::uint8_t { owner, seller, recorder, finance, viewer };

/// What a route asks for. Roles and kinds are mapped to these in one table (accounts/permission.cpp).
enum class Permission : std::uint8_t {
    anyone,         ///< also guests
    signed_in,      ///< any person
    sell,           ///< edit products, offers, prices and stock of one's organisation
    fulfil,         ///< confirm, pack, ship orders to one's organisation
    record,         ///< record lots and print codes
    buy,            ///< place orders for one's organisation
    receive,        ///< accept or call off what one's organisation bought
    see_money,      ///< payments, ledger and statements of one's organisation
    manage_people,  ///< people and roles of one's organisation
    verify,         ///< the authority's acts on organisations
    attest,         ///< confirm, refuse and suspend certificates
    operate,        ///< the operator's acts on the market
};

/// The person behind a request, or a guest (person is zero).
struct Caller {
    PersonId person;
    OrganisationId organisation;
    OrganisationKind kind = OrganisationKind::consumer;
    Role role = Role::viewer;
    bool verified = false;  ///< its organisation is verified and not suspended: sellers sell only then
    /// The operator stopped its organisation: it reads, edits and ends what it began, but buys and verifies
    /// nothing.
    bool suspended = false;
    crypto::Digest client{};  ///< whose idempotency keys these are: the person, or the guest's address
    crypto::Digest token{};   ///< digest of the token it came with; zeros when it came without

    bool is_guest() const { return !person; }
};

/// The one table of rights. Pure.
bool may(const Caller& caller, Permission permission);

}  // namespace chophien::accounts

namespace chophien::json {

template <>
struct Names<accounts::OrganisationKind> {
    using enum accounts::OrganisationKind;
    static constexpr std::array of{
        std::pair{cooperative, std::string_view("cooperative")},
        std::pair{cooperative_union, std::string_view("cooperative_union")},
        std::pair{cooperative_group, std::string_view("cooperative_group")},
        std::pair{enterprise, std::string_view("enterprise")},
        std::pair{retailer, std::string_view("retailer")},
        std::pair{household, std::string_view("household")},
        std::pair{consumer, std::string_view("consumer")},
        std::pair{authority, std::string_view("authority")},
        std::pair{certifier, std::string_view("certifier")},
        std::pair{operator_, std::string_view("operator")},
    };
};

template <>
struct Names<accounts::Role> {
    using enum accounts::Role;
    static constexpr std::array of{
        std::pair{owner, std::string_view("owner")},
        std::pair{seller, std::string_view("seller")},
        std::pair{recorder, std::string_view("recorder")},
        std::pair{finance, std::string_view("finance")},
        std::pair{viewer, std::string_view("viewer")},
    };
};

template <>
struct Names<accounts::Permission> {
    using enum accounts::Permission;
    static constexpr std::array of{
        std::pair{anyone, std::string_view("anyone")},
        std::pair{signed_in, std::string_view("signed_in")},
        std::pair{sell, std::string_view("sell")},
        std::pair{fulfil, std::string_view("fulfil")},
        std::pair{record, std::string_view("record")},
        std::pair{buy, std::string_view("buy")},
        std::pair{receive, std::string_view("receive")},
        std::pair{see_money, std::string_view("see_money")},
        std::pair{manage_people, std::string_view("manage_people")},
        std::pair{verify, std::string_view("verify")},
        std::pair{attest, std::string_view("attest")},
        std::pair{operate, std::string_view("operate")},
    };
};

}  // namespace chophien::json
