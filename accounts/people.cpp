#include "accounts/people.hpp"

#include "accounts/cursor.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/person_store.hpp"
#include "accounts/refusals.hpp"
#include "accounts/registering.hpp"
#include "accounts/signing_in.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <charconv>

namespace chophien::accounts {

namespace {

PersonView view_of(const Person& person) {
    return {
        person.id,
        person.organisation,
        person.login,
        person.name,
        person.role,
        person.active,
        std::nullopt,
        person.created_at};
}

void tell(db::Transaction& tx, std::string_view kind, const Person& person) {
    tx.announce(
        {std::string(kind),
         text_of(person.id),
         fmt::format("{{\"organisation\":{}}}", json::text_of(text_of(person.organisation)))}
    );
    tx.touch(tag(person.id));
}

}  // namespace

Result<PersonView> who_am_i(db::Transaction& tx, const Caller& caller, const Nothing&) {
    const auto person = store::find_person(tx, caller.person);
    if (!person) return refuse(not_found);
    auto view = view_of(*person);
    auto& rights = view.may.emplace();
    for (const auto& [permission, name] : json::Names<Permission>::of)
        if (may(caller, permission)) rights.push_back(permission);
    return view;
}

Result<PersonView> add_person(db::Transaction& tx, const Caller& caller, const AddPerson& request) {
    std::vector<Violation> wrong;
    auto checked = first_person_from({request.login, request.name, request.password}, "", wrong);
    if (!wrong.empty()) return refuse(json::not_as_described, std::move(wrong));
    if (store::people_count(tx, caller.organisation) >= most_people) return refuse(too_many_people);
    const Person person{
        tx.new_id<OfPerson>(),
        caller.organisation,
        std::move(checked.login),
        std::move(checked.name),
        request.role,
        true,
        std::move(checked.password_hash),
        tx.now()};
    if (!store::insert(tx, person)) return refuse(login_taken);
    tell(tx, "person.added", person);
    audit(
        tx,
        caller,
        "person.added",
        text_of(person.id),
        fmt::format("{{\"role\":{}}}", json::text_of(person.role))
    );
    return view_of(person);
}

Result<List<PersonView>> list_people(db::Transaction& tx, const Caller& caller, const ListPeople& request) {
    const auto after = id_cursor<OfPerson>(request.after);
    if (!after) return tl::unexpected(after.error());
    const auto limit = request.limit.value_or(default_page);
    auto found = store::people_of(tx, caller.organisation, *after, limit + 1);
    List<PersonView> list;
    list.page = cut(found, limit, [](const Person& last) { return text_of(last.id); });
    for (const auto& person : found) list.data.push_back(view_of(person));
    return list;
}

Result<PersonView> amend_person(db::Transaction& tx, const Caller& caller, const AmendPerson& request) {
    // Taken first, so that two owners who demote each other take turns and the second is the last one.
    if (!store::lock(tx, caller.organisation)) return refuse(not_found);
    auto person = store::lock_person(tx, caller.organisation, request.person);
    if (!person) return refuse(not_found);
    const auto before = *person;
    if (request.name) person->name = *request.name;
    if (request.role) person->role = *request.role;
    if (request.active) person->active = *request.active;
    const bool changed =
        person->name != before.name || person->role != before.role || person->active != before.active;
    if (!changed) return view_of(*person);
    store::update(tx, *person);
    if (store::active_owners(tx, caller.organisation) == 0) return refuse(last_owner);
    if (before.active && !person->active) revoke_tokens(tx, person->id, {});
    tell(tx, before.active && !person->active ? "person.deactivated" : "person.changed", *person);
    audit(
        tx,
        caller,
        "person.changed",
        text_of(person->id),
        fmt::format("{{\"role\":{},\"active\":{}}}", json::text_of(person->role), person->active)
    );
    return view_of(*person);
}

Result<Nothing> change_password(db::Transaction& tx, const Caller& caller, const ChangePassword& request) {
    auto person = store::find_person(tx, caller.person);
    if (!person) return refuse(not_found);
    if (const auto good = check_password(request.wanted, person->login); !good)
        return refuse(json::not_as_described, {violation_of("/wanted", good.error())});
    if (auto proven = prove_password(tx, *person, request.present); !proven) return refuse(proven);
    person->password_hash = crypto::password_hash(request.wanted);
    store::update_password(tx, *person);
    revoke_tokens(tx, person->id, caller.token);
    audit(tx, caller, "password.changed", text_of(person->id));
    return Nothing{};
}

Result<List<AuditView>> list_audit(db::Transaction& tx, const Caller& caller, const ListAudit& request) {
    std::uint64_t before = 0;
    if (request.after) {
        const auto* end = request.after->data() + request.after->size();
        if (std::from_chars(request.after->data(), end, before) != std::from_chars_result{end, std::errc{}} ||
            before == 0)
            return refuse(json::not_as_described, {violation_of("/after", Refused{&wrong_cursor})});
    }
    const auto limit = request.limit.value_or(default_page);
    auto entries = audit_of(tx, caller.organisation, before, limit + 1);
    List<AuditView> list;
    list.page = cut(entries, limit, [](const AuditEntry& last) { return std::to_string(last.number); });
    for (auto& entry : entries) {
        AuditView view;
        view.number = static_cast<std::int64_t>(entry.number);
        view.at = entry.at;
        if (entry.person) view.person = entry.person;
        view.act = std::move(entry.act);
        view.about = std::move(entry.about);
        view.facts = json::Document::parse(entry.facts);
        view.digest = crypto::hex(crypto::bytes_of(entry.digest));
        list.data.push_back(std::move(view));
    }
    return list;
}

}  // namespace chophien::accounts
