#include "accounts/organisation.hpp"

#include <gtest/gtest.h>

#include <array>

namespace chophien::accounts {
namespace {

using enum OrganisationCommand;
using State = OrganisationState;
using Kind = OrganisationKind;

Organisation standing(State state, std::optional<State> before = std::nullopt) {
    Organisation organisation;
    organisation.kind = Kind::cooperative;
    organisation.state = state;
    organisation.state_before = before;
    organisation.says.tax_code = "0100109106";
    organisation.says.registration_number = "1";
    return organisation;
}

constexpr std::array states{
    State::unchecked, State::registered, State::verified, State::refused, State::suspended};
constexpr std::array commands{verify, refuse, amend, suspend, reinstate};
constexpr std::array givers{Giver::authority, Giver::itself, Giver::operator_};

struct Line {
    State from;
    OrganisationCommand command;
    Giver who;
    State to;
};

// Written out again on purpose: the whole table of a complete cooperative, whose suspension began when it was
// verified.
constexpr std::array expected{
    Line{State::registered, verify, Giver::authority, State::verified},
    Line{State::refused, verify, Giver::authority, State::verified},
    Line{State::registered, refuse, Giver::authority, State::refused},
    Line{State::unchecked, amend, Giver::itself, State::unchecked},
    Line{State::registered, amend, Giver::itself, State::registered},
    Line{State::verified, amend, Giver::itself, State::verified},
    Line{State::refused, amend, Giver::itself, State::registered},
    Line{State::unchecked, suspend, Giver::operator_, State::suspended},
    Line{State::registered, suspend, Giver::operator_, State::suspended},
    Line{State::verified, suspend, Giver::operator_, State::suspended},
    Line{State::refused, suspend, Giver::operator_, State::suspended},
    Line{State::suspended, reinstate, Giver::operator_, State::verified},
};

TEST(OrganisationStates, EveryStateAndCommandAndGiverDoesWhatTheTableSaysAndNothingElse) {
    for (const auto state : states) {
        for (const auto command : commands) {
            for (const auto who : givers) {
                std::optional<State> wanted;
                for (const auto& line : expected)
                    if (line.from == state && line.command == command && line.who == who) wanted = line.to;
                const auto before = state == State::suspended ? std::optional(State::verified) : std::nullopt;
                EXPECT_EQ(next_state(standing(state, before), command, who), wanted)
                    << json::name_of(state) << " " << json::name_of(command);
            }
        }
    }
}

TEST(OrganisationStates, ReinstatementLeadsBackToWhereSuspensionBegan) {
    for (const auto before : states) {
        if (before == State::suspended) continue;
        EXPECT_EQ(next_state(standing(State::suspended, before), reinstate, Giver::operator_), before);
    }
}

TEST(OrganisationStates, NothingIsVerifiedWhileAProofIsMissing) {
    for (const auto state : {State::registered, State::refused}) {
        auto organisation = standing(state);
        organisation.says.registration_number.reset();
        EXPECT_EQ(next_state(organisation, verify, Giver::authority), std::nullopt);
        EXPECT_EQ(missing_proofs(organisation), std::vector{Proof::registration_number});
    }
}

TEST(OrganisationStates, TheTableHasNoLineTwice) {
    const auto steps = organisation_steps();
    for (std::size_t a = 0; a < steps.size(); ++a)
        for (std::size_t b = a + 1; b < steps.size(); ++b)
            EXPECT_FALSE(
                steps[a].from == steps[b].from && steps[a].command == steps[b].command &&
                steps[a].who == steps[b].who && steps[a].guard == steps[b].guard
            );
}

TEST(OrganisationKinds, OweTheProofsOfTheirKind) {
    using Proofs = std::vector<Proof>;
    const std::vector<std::pair<Kind, Proofs>> table{
        {Kind::cooperative, {Proof::tax_code, Proof::registration_number}},
        {Kind::cooperative_union, {Proof::tax_code, Proof::registration_number}},
        {Kind::enterprise, {Proof::tax_code, Proof::registration_number}},
        {Kind::retailer, {Proof::tax_code, Proof::registration_number}},
        {Kind::cooperative_group, {Proof::registration_number}},
        {Kind::household, {Proof::tax_code}},
        {Kind::consumer, {}},
        {Kind::authority, {}},
        {Kind::certifier, {}},
        {Kind::operator_, {}},
    };
    for (const auto& [kind, proofs] : table) EXPECT_EQ(proofs_of(kind), proofs) << json::name_of(kind);
}

TEST(OrganisationKinds, BeginWhereTheirKindBegins) {
    EXPECT_EQ(first_state(Kind::consumer), State::unchecked);
    EXPECT_EQ(first_state(Kind::cooperative), State::registered);
    EXPECT_EQ(first_state(Kind::household), State::registered);
    EXPECT_EQ(first_state(Kind::authority), State::verified);
    EXPECT_EQ(first_state(Kind::operator_), State::verified);
}

TEST(CheckedFacts, AreNameCodesAndProvinceButNotContacts) {
    const Particulars before{.name = "HTX", .tax_code = "1", .province = "04"};
    auto contacts = before;
    contacts.address = "Xóm 1";
    contacts.phone = "+84912345678";
    contacts.email = "a@b.vn";
    contacts.commune = "00001";
    EXPECT_TRUE(same_checked_facts(before, contacts));
    for (auto change : std::vector<void (*)(Particulars&)>{
             [](Particulars& says) { says.name = "khác"; },
             [](Particulars& says) { says.tax_code = "2"; },
             [](Particulars& says) { says.registration_number = "2"; },
             [](Particulars& says) { says.gln = "2"; },
             [](Particulars& says) { says.province = "01"; },
         }) {
        auto after = before;
        change(after);
        EXPECT_FALSE(same_checked_facts(before, after));
    }
}

}  // namespace
}  // namespace chophien::accounts
