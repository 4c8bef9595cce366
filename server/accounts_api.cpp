// The route lines of accounts: organisations, people, tokens, verification.
#include "accounts/wire.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

std::span<const Route> accounts_routes() {
    static constexpr std::array lines{
        route<&accounts::register_organisation>(
            {.verb = Verb::post,
             .path = "/v1/organisations",
             .operation = "registerOrganisation",
             .may = Permission::anyone,
             .summary = "Register an organisation or a consumer with its first person.",
             .success = Success::created}
        ),
        route<&accounts::list_organisations>(
            {.verb = Verb::get,
             .path = "/v1/organisations",
             .operation = "listOrganisations",
             .may = Permission::verify,
             .summary = "List the organisations an authority may decide on, by state."}
        ),
        route<&accounts::my_organisation>(
            {.verb = Verb::get,
             .path = "/v1/organisations/mine",
             .operation = "showMyOrganisation",
             .may = Permission::signed_in,
             .summary = "Show one's own organisation in full."}
        ),
        route<&accounts::amend_organisation>(
            {.verb = Verb::patch,
             .path = "/v1/organisations/mine",
             .operation = "amendMyOrganisation",
             .may = Permission::manage_people,
             .summary = "Amend one's own organisation; a refused one asks to be verified again."}
        ),
        route<&accounts::show_organisation>(
            {.verb = Verb::get,
             .path = "/v1/organisations/{organisation}",
             .operation = "showOrganisation",
             .may = Permission::anyone,
             .summary = "Show an organisation's public profile.",
             .cache = Cache::shared}
        ),
        route<&accounts::decide_verification>(
            {.verb = Verb::post,
             .path = "/v1/organisations/{organisation}/verification",
             .operation = "decideVerification",
             .may = Permission::verify,
             .summary = "Verify an organisation, or refuse it with a reason."}
        ),
        route<&accounts::suspend_organisation>(
            {.verb = Verb::post,
             .path = "/v1/organisations/{organisation}/suspension",
             .operation = "suspendOrganisation",
             .may = Permission::operate,
             .summary = "Suspend an organisation: it sells and buys no more."}
        ),
        route<&accounts::reinstate_organisation>(
            {.verb = Verb::del,
             .path = "/v1/organisations/{organisation}/suspension",
             .operation = "reinstateOrganisation",
             .may = Permission::operate,
             .summary = "End a suspension."}
        ),
        route<&accounts::list_organisations>(
            {.verb = Verb::get,
             .path = "/v1/market/organisations",
             .operation = "listMarketOrganisations",
             .may = Permission::operate,
             .summary = "List all organisations of the market, by state."}
        ),
        route<static_cast<Result<
            accounts::Registered> (*)(db::Transaction&, const Caller&, const accounts::FoundAuthority&)>(
            &accounts::found_authority
        )>({.verb = Verb::post,
            .path = "/v1/authorities",
            .operation = "foundAuthority",
            .may = Permission::operate,
            .summary = "Found an authority or a certifier with its first person.",
            .success = Success::created}),
        route<&accounts::who_am_i>(
            {.verb = Verb::get,
             .path = "/v1/people/me",
             .operation = "showMe",
             .may = Permission::signed_in,
             .summary = "Show who is signed in and what she may do."}
        ),
        route<&accounts::change_password>(
            {.verb = Verb::put,
             .path = "/v1/people/me/password",
             .operation = "changePassword",
             .may = Permission::signed_in,
             .summary = "Change one's password; all other tokens end.",
             .guarded = true}
        ),
        route<&accounts::add_person>(
            {.verb = Verb::post,
             .path = "/v1/people",
             .operation = "addPerson",
             .may = Permission::manage_people,
             .summary = "Add a person to one's organisation.",
             .success = Success::created}
        ),
        route<&accounts::list_people>(
            {.verb = Verb::get,
             .path = "/v1/people",
             .operation = "listPeople",
             .may = Permission::manage_people,
             .summary = "List the people of one's organisation."}
        ),
        route<&accounts::amend_person>(
            {.verb = Verb::patch,
             .path = "/v1/people/{person}",
             .operation = "amendPerson",
             .may = Permission::manage_people,
             .summary = "Change a person's name or role, deactivate her or let her in again."}
        ),
        route<&accounts::log_in>(
            {.verb = Verb::post,
             .path = "/v1/tokens",
             .operation = "logIn",
             .may = Permission::anyone,
             .summary = "Log in: a token for login and password.",
             .success = Success::created,
             .replayable = false,
             .guarded = true}
        ),
        route<&accounts::log_out>(
            {.verb = Verb::del,
             .path = "/v1/tokens/current",
             .operation = "logOut",
             .may = Permission::signed_in,
             .summary = "Log out: the token in use ends."}
        ),
        route<&accounts::log_out_everywhere>(
            {.verb = Verb::del,
             .path = "/v1/tokens",
             .operation = "logOutEverywhere",
             .may = Permission::signed_in,
             .summary = "Log out everywhere: all of one's tokens end."}
        ),
        route<&accounts::list_audit>(
            {.verb = Verb::get,
             .path = "/v1/audit",
             .operation = "listAudit",
             .may = Permission::manage_people,
             .summary = "List what was done in one's organisation, and by whom."}
        ),
    };
    return lines;
}

}  // namespace chophien::server
