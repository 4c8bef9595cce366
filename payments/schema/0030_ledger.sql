-- Double entry. A transfer is one business fact, its legs are debit and credit pairs, so it balances by construction.
CREATE TABLE IF NOT EXISTS ledger_account (
    account_id  BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'from a digest of book, code and owner (ledger_store.cpp)',
    book_id     INT UNSIGNED NOT NULL,
    code        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner_ref   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    normal_side CHAR(1) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY by_name (book_id, code, owner_ref),
    KEY by_owner (owner_ref),
    CONSTRAINT account_side CHECK (normal_side IN ('D', 'C'))
) ENGINE=InnoDB;

-- Only accounts with a floor have a row. Apart from ledger_account, because a leg's foreign key locks its parent row.
CREATE TABLE IF NOT EXISTS ledger_balance (
    account_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    balance    BIGINT NOT NULL DEFAULT 0,
    version    BIGINT UNSIGNED NOT NULL DEFAULT 0,
    floor_zero TINYINT(1) NOT NULL,
    CONSTRAINT balance_not_below_zero CHECK (floor_zero = 0 OR balance >= 0),
    CONSTRAINT balance_of_account FOREIGN KEY (account_id) REFERENCES ledger_account (account_id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS ledger_transfer (
    transfer_id  BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    book_id      INT UNSIGNED NOT NULL,
    kind         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    idem_key     VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of kind, references and legs',
    reverses_id  BIGINT UNSIGNED NULL,
    effective_on DATE NOT NULL COMMENT 'in Vietnam',
    created_at   DATETIME(6) NOT NULL,
    UNIQUE KEY by_key (book_id, idem_key),
    UNIQUE KEY by_reversed (reverses_id),
    CONSTRAINT reverses_a_transfer FOREIGN KEY (reverses_id) REFERENCES ledger_transfer (transfer_id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS ledger_leg (
    transfer_id       BIGINT UNSIGNED NOT NULL,
    leg_no            SMALLINT UNSIGNED NOT NULL,
    debit_account_id  BIGINT UNSIGNED NOT NULL,
    credit_account_id BIGINT UNSIGNED NOT NULL,
    amount            BIGINT NOT NULL,
    PRIMARY KEY (transfer_id, leg_no),
    KEY by_debit (debit_account_id, transfer_id, amount),
    KEY by_credit (credit_account_id, transfer_id, amount),
    CONSTRAINT leg_amount_positive CHECK (amount > 0),
    CONSTRAINT leg_two_accounts CHECK (debit_account_id <> credit_account_id),
    CONSTRAINT leg_of_transfer FOREIGN KEY (transfer_id) REFERENCES ledger_transfer (transfer_id),
    CONSTRAINT leg_debits_account FOREIGN KEY (debit_account_id) REFERENCES ledger_account (account_id),
    CONSTRAINT leg_credits_account FOREIGN KEY (credit_account_id) REFERENCES ledger_account (account_id)
) ENGINE=InnoDB;

CREATE TRIGGER IF NOT EXISTS ledger_leg_no_update BEFORE UPDATE ON ledger_leg FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger rows are never changed';

CREATE TRIGGER IF NOT EXISTS ledger_leg_no_delete BEFORE DELETE ON ledger_leg FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger rows are never removed';

CREATE TRIGGER IF NOT EXISTS ledger_transfer_no_update BEFORE UPDATE ON ledger_transfer FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger rows are never changed';

CREATE TRIGGER IF NOT EXISTS ledger_transfer_no_delete BEFORE DELETE ON ledger_transfer FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger rows are never removed';
