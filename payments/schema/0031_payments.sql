CREATE TABLE IF NOT EXISTS market_bank_accounts (
    account  VARCHAR(19) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    bank_bin CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name     VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    set_at   DATETIME(6) NOT NULL COMMENT 'buyers are sent to the one set last; lines on the others are still ours',
    set_by   BIGINT UNSIGNED NOT NULL,
    KEY by_time (set_at)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS payment_attempts (
    id         BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    method     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount     BIGINT NOT NULL,
    received   BIGINT NOT NULL DEFAULT 0 COMMENT 'all that bank lines brought for it',
    surplus    BIGINT NOT NULL DEFAULT 0 COMMENT 'what of it found no open share',
    memo_code  CHAR(11) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'bank transfers only',
    buyer_id   BIGINT UNSIGNED NULL COMMENT 'a person; none for a guest',
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    paid_at    DATETIME(6) NULL,
    UNIQUE KEY by_memo_code (memo_code),
    CONSTRAINT attempt_amounts CHECK (amount > 0 AND received >= 0 AND surplus >= 0 AND surplus <= received),
    CONSTRAINT attempt_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL))
) ENGINE=InnoDB;

-- The rows of one order are the lock under which its money moves.
CREATE TABLE IF NOT EXISTS payment_shares (
    order_id   BIGINT UNSIGNED NOT NULL,
    attempt_id BIGINT UNSIGNED NOT NULL,
    place      SMALLINT UNSIGNED NOT NULL COMMENT 'part payments fill shares in this order',
    amount     BIGINT NOT NULL,
    closed     TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'the order was given back or let go: later money is the buyer''s',
    PRIMARY KEY (order_id, attempt_id),
    UNIQUE KEY by_attempt (attempt_id, place),
    CONSTRAINT share_amount CHECK (amount >= 0)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS payment_releases (
    order_id    BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller_id   BIGINT UNSIGNED NOT NULL,
    amount      BIGINT NOT NULL COMMENT 'the seller''s part',
    rates       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ids of the rows of rates.json used',
    released_at DATETIME(6) NOT NULL,
    hold_days   SMALLINT UNSIGNED NOT NULL,
    matures_at  DATETIME(6) NULL COMMENT 'none while the cash of the door is not remitted',
    matured_at  DATETIME(6) NULL,
    KEY by_maturity (matured_at, matures_at),
    CONSTRAINT release_amount CHECK (amount >= 0)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS cod_collections (
    order_id     BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller_id    BIGINT UNSIGNED NOT NULL,
    amount       BIGINT NOT NULL,
    remitted     BIGINT NOT NULL DEFAULT 0,
    collected_at DATETIME(6) NOT NULL,
    KEY by_seller (seller_id, order_id),
    CONSTRAINT collection_amounts CHECK (amount > 0 AND remitted >= 0 AND remitted <= amount)
) ENGINE=InnoDB;

-- One line of our bank's statement, from whatever source: the same line seen twice is one row.
CREATE TABLE IF NOT EXISTS bank_lines (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    account       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bank_ref      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    direction     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount        BIGINT NOT NULL,
    booked_at     DATETIME(6) NOT NULL,
    memo          VARCHAR(500) CHARACTER SET utf8mb4 NOT NULL,
    counter       VARCHAR(200) CHARACTER SET utf8mb4 NULL COMMENT 'account, bank and name of the other side, as written',
    outcome       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    origin        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who told us first: the bank or the operator',
    unapplied     BIGINT NOT NULL DEFAULT 0 COMMENT 'what of it lies in unapplied',
    proposed_code CHAR(11) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'a match that waits for a second person',
    proposed_by   BIGINT UNSIGNED NULL,
    recorded_at   DATETIME(6) NOT NULL,
    UNIQUE KEY by_reference (account, bank_ref, direction),
    CONSTRAINT line_amounts CHECK (amount >= 0 AND unapplied >= 0 AND unapplied <= amount)
) ENGINE=InnoDB;

-- What a person has to look at. One row for each sort of trouble with one line or one attempt.
CREATE TABLE IF NOT EXISTS payment_exceptions (
    id         BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    kind       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    about_id   BIGINT UNSIGNED NOT NULL COMMENT 'the line or the attempt',
    attempt_id BIGINT UNSIGNED NULL,
    line_id    BIGINT UNSIGNED NULL,
    amount     BIGINT NOT NULL,
    refund_of  BIGINT UNSIGNED NULL COMMENT 'a guest''s surplus lies in refund_transit of this order',
    opened_at  DATETIME(6) NOT NULL,
    closed_at  DATETIME(6) NULL,
    closed_by  BIGINT UNSIGNED NULL,
    note       VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    UNIQUE KEY by_subject (about_id, kind),
    KEY by_openness (closed_at, id)
) ENGINE=InnoDB;
