#include "payments/ledger_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::payments {

namespace {

struct NamedAccount {
    std::uint64_t id;
    std::uint32_t book;
    Account account;
};

struct StoredAccount {
    std::uint64_t id;
    std::int64_t book;
    Code code;
    std::string owner;
};

struct PostedHead {
    std::string kind;
    std::string key;
    Day effective_on;
    TransferId reverses;
    std::int64_t book;
};

struct PostedLeg {
    Code debit_code;
    std::string debit_owner;
    Code credit_code;
    std::string credit_owner;
    Money amount;
};

}  // namespace

}  // namespace chophien::payments

namespace chophien::db {

template <>
struct Columns<payments::StoredTransfer> {
    static constexpr auto of = std::tuple{&payments::StoredTransfer::id, &payments::StoredTransfer::content};
};

template <>
struct Columns<payments::StoredAccount> {
    using Row = payments::StoredAccount;
    static constexpr auto of = std::tuple{&Row::id, &Row::book, &Row::code, &Row::owner};
};

template <>
struct Columns<payments::PostedHead> {
    using Row = payments::PostedHead;
    static constexpr auto of =
        std::tuple{&Row::kind, &Row::key, &Row::effective_on, &Row::reverses, &Row::book};
};

template <>
struct Columns<payments::PostedLeg> {
    using Row = payments::PostedLeg;
    static constexpr auto of =
        std::tuple{&Row::debit_code, &Row::debit_owner, &Row::credit_code, &Row::credit_owner, &Row::amount};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement add_transfer{"payments.insert_transfer", R"sql(
    INSERT IGNORE INTO ledger_transfer
           (transfer_id, book_id, kind, idem_key, content_hash, reverses_id, effective_on, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr db::Statement transfer_by_key{"payments.transfer_by_key", R"sql(
    SELECT transfer_id, content_hash FROM ledger_transfer WHERE book_id = ? AND idem_key = ?
)sql"};

constexpr std::string_view accounts_by_id_head =
    "SELECT account_id, book_id, code, owner_ref FROM ledger_account WHERE account_id IN (";
constexpr std::string_view accounts_by_id_tail = ")";
constexpr auto accounts_by_id =
    db::many_rows<accounts_by_id_head, db::a_key, accounts_by_id_tail>("payments.accounts_by_id");

constexpr std::string_view add_accounts_head =
    "INSERT IGNORE INTO ledger_account (account_id, book_id, code, owner_ref, normal_side) VALUES ";
constexpr std::string_view add_accounts_row = "(?, ?, ?, ?, ?)";
constexpr auto add_accounts = db::many_rows<add_accounts_head, add_accounts_row>("payments.insert_accounts");

constexpr std::string_view add_legs_head =
    "INSERT INTO ledger_leg (transfer_id, leg_no, debit_account_id, credit_account_id, amount) VALUES ";
constexpr std::string_view add_legs_row = "(?, ?, ?, ?, ?)";
constexpr auto add_legs = db::many_rows<add_legs_head, add_legs_row>("payments.insert_legs");

constexpr std::string_view add_to_balances_head =
    "INSERT INTO ledger_balance (account_id, balance, version, floor_zero) VALUES ";
constexpr std::string_view add_to_balances_row = "(?, ?, 1, 1)";
constexpr std::string_view add_to_balances_tail =
    " ON DUPLICATE KEY UPDATE balance = balance + VALUES(balance), version = version + 1";
constexpr auto add_to_balances =
    db::many_rows<add_to_balances_head, add_to_balances_row, add_to_balances_tail>("payments.raise_balances");

constexpr db::Statement take_from_balance{"payments.lower_balance", R"sql(
    UPDATE ledger_balance
       SET balance = balance - ?, version = version + 1
     WHERE account_id = ? AND balance >= ?
)sql"};

constexpr db::Statement posted_head{"payments.posted_transfer", R"sql(
    SELECT kind, idem_key, effective_on, reverses_id, book_id FROM ledger_transfer WHERE transfer_id = ?
)sql"};

constexpr db::Statement posted_legs{"payments.posted_legs", R"sql(
    SELECT debited.code, debited.owner_ref, credited.code, credited.owner_ref, leg.amount
      FROM ledger_leg leg
      JOIN ledger_account debited ON debited.account_id = leg.debit_account_id
      JOIN ledger_account credited ON credited.account_id = leg.credit_account_id
     WHERE leg.transfer_id = ?
     ORDER BY leg.leg_no
)sql"};

constexpr db::Statement kept_balance{"payments.kept_balance", R"sql(
    SELECT kept.balance
      FROM ledger_account account
      JOIN ledger_balance kept ON kept.account_id = account.account_id
     WHERE account.book_id = ? AND account.code = ? AND account.owner_ref = ?
)sql"};

constexpr db::Statement debits_less_credits{"payments.debits_less_credits", R"sql(
    SELECT CAST(COALESCE((SELECT SUM(amount) FROM ledger_leg WHERE debit_account_id = account.account_id), 0)
              - COALESCE((SELECT SUM(amount) FROM ledger_leg WHERE credit_account_id = account.account_id), 0) AS SIGNED)
      FROM ledger_account account
     WHERE account.book_id = ? AND account.code = ? AND account.owner_ref = ?
)sql"};

// Sixty-three bits of a digest. Two names may meet at one id (one chance in two thousand among a hundred
// million accounts): then the later one takes the next probe, as in a hash table with open addressing.
// Accounts are never removed, so a name that was found once is found again.
std::uint64_t probed_id(std::uint32_t book, const Account& account, int probe) {
    const auto digest = crypto::sha256(
        std::to_string(book) + ' ' + text_of(account) + (probe == 0 ? "" : ' ' + std::to_string(probe))
    );
    std::uint64_t id = 0;
    for (std::size_t at = 0; at < 8; ++at) id = id << 8U | digest[at];
    return id >> 1U | 1U;
}

}  // namespace

bool insert_transfer(
    db::Transaction& tx, TransferId id, const Transfer& transfer, const crypto::Digest& content
) {
    return tx.change(
               add_transfer,
               id,
               std::uint64_t{transfer.book},
               transfer.kind,
               transfer.key,
               content,
               transfer.reverses,
               transfer.effective_on,
               tx.now()
           ) == 1;
}

std::optional<StoredTransfer> find_stored(db::Transaction& tx, std::uint32_t book, const std::string& key) {
    return tx.row<StoredTransfer>(transfer_by_key, std::uint64_t{book}, key);
}

std::map<Account, std::uint64_t> account_ids(
    db::Transaction& tx, std::uint32_t book, std::span<const Account> accounts
) {
    std::map<Account, std::uint64_t> known;
    std::map<Account, int> probes;
    for (const auto& account : accounts) probes.emplace(account, 0);
    for (int round = 0; !probes.empty(); ++round) {
        ensure(round < 16, "every account finds its id");
        std::vector<std::uint64_t> wanted;
        for (const auto& [account, probe] : probes) wanted.push_back(probed_id(book, account, probe));
        std::map<std::uint64_t, StoredAccount> there;
        for (auto& row : db::rows_among<StoredAccount>(tx, accounts_by_id, wanted))
            there.emplace(row.id, std::move(row));
        std::vector<NamedAccount> missing;
        for (auto at = probes.begin(); at != probes.end();) {
            const auto id = probed_id(book, at->first, at->second);
            const auto found = there.find(id);
            if (found == there.end()) {
                missing.push_back({id, book, at->first});
            } else if (found->second.book == book && Account{found->second.code, found->second.owner} == at->first) {
                known.emplace(at->first, id);
                at = probes.erase(at);
                continue;
            } else {
                ++at->second;
            }
            ++at;
        }
        const auto added = db::change_rows(tx, add_accounts, missing, [](const NamedAccount& row) {
            return db::values(
                row.id,
                std::uint64_t{row.book},
                row.account.code,
                row.account.owner,
                line_of(row.account.code).side()
            );
        });
        // Fewer added than sent: another transaction made one of them first, or two of ours met. Then look
        // again.
        if (added != missing.size()) continue;
        for (const auto& row : missing) {
            known.emplace(row.account, row.id);
            probes.erase(row.account);
        }
    }
    return known;
}

void insert_legs(
    db::Transaction& tx,
    TransferId transfer,
    std::span<const Leg> legs,
    const std::map<Account, std::uint64_t>& ids
) {
    std::int64_t number = 0;
    db::change_rows(tx, add_legs, legs, [&](const Leg& leg) {
        return db::values(transfer, ++number, ids.at(leg.debit), ids.at(leg.credit), leg.amount);
    });
}

void raise_balances(db::Transaction& tx, std::span<const Movement> raises) {
    db::change_rows(tx, add_to_balances, raises, [](const Movement& raise) {
        return db::values(raise.account, raise.by);
    });
}

bool lower_balance(db::Transaction& tx, std::uint64_t account, std::int64_t by) {
    return tx.change(take_from_balance, by, account, by) == 1;
}

std::optional<Transfer> find_posted(db::Transaction& tx, TransferId id) {
    auto head = tx.row<PostedHead>(posted_head, id);
    if (!head) return std::nullopt;
    Transfer posted{
        .kind = std::move(head->kind),
        .key = std::move(head->key),
        .legs = {},
        .effective_on = head->effective_on,
        .reverses = head->reverses,
        .references = {},
        .book = static_cast<std::uint32_t>(head->book)};
    for (auto& leg : tx.rows<PostedLeg>(posted_legs, id))
        posted.legs.push_back(
            {{leg.debit_code, std::move(leg.debit_owner)},
             {leg.credit_code, std::move(leg.credit_owner)},
             leg.amount}
        );
    return posted;
}

std::optional<Money> find_balance(db::Transaction& tx, std::uint32_t book, const Account& account) {
    return tx.row<Money>(kept_balance, std::uint64_t{book}, account.code, account.owner);
}

Money sum_of_legs(db::Transaction& tx, std::uint32_t book, const Account& account) {
    const auto net =
        tx.row<std::int64_t>(debits_less_credits, std::uint64_t{book}, account.code, account.owner)
            .value_or(0);
    return vnd(line_of(account.code).side() == Side::debit ? net : -net);
}

}  // namespace chophien::payments
