CREATE TABLE IF NOT EXISTS diary_entries (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation BIGINT UNSIGNED NOT NULL,
    client_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'made by the phone, or its own id',
    fingerprint  BINARY(32) NOT NULL COMMENT 'of the content, without the phone''s clock',
    kind         VARCHAR(24) CHARACTER SET ascii NOT NULL,
    place        BIGINT UNSIGNED NULL,
    member       BIGINT UNSIGNED NULL,
    at           DATETIME(6) NOT NULL COMMENT 'of a day alone its midnight in Vietnam',
    day          DATE NOT NULL COMMENT 'in Vietnam',
    day_only     BOOLEAN NOT NULL,
    opens_on     DATE NULL COMMENT 'of a spray or treatment: first day of harvest again',
    content      TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON, as it was sent',
    answer       TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON: balance and warnings, as they were found',
    person       BIGINT UNSIGNED NOT NULL COMMENT 'who recorded it',
    received_at  DATETIME(6) NOT NULL,
    sent_at      DATETIME(6) NULL COMMENT 'by the phone''s clock',
    device       VARCHAR(60) CHARACTER SET utf8mb4 NULL,
    UNIQUE KEY one_of_client (organisation, client_id),
    KEY by_time (organisation, at, id),
    KEY by_place (place, at, id),
    KEY by_member (member, at, id),
    KEY by_closing (place, opens_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS diary_entries_stay BEFORE UPDATE ON diary_entries
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'diary_entries is append-only';

CREATE TRIGGER IF NOT EXISTS diary_entries_remain BEFORE DELETE ON diary_entries
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'diary_entries is append-only';

CREATE TABLE IF NOT EXISTS diary_lots (
    entry    BIGINT UNSIGNED NOT NULL,
    made     BOOLEAN NOT NULL COMMENT 'it came to be here; else it was used or seen',
    number   SMALLINT UNSIGNED NOT NULL COMMENT 'from 1, as sent',
    lot      BIGINT UNSIGNED NOT NULL,
    quantity DECIMAL(15,3) NOT NULL COMMENT 'in the lot''s unit',
    taken    BOOLEAN NOT NULL COMMENT 'out of what remains of the lot',
    PRIMARY KEY (entry, made, number),
    KEY by_lot (lot, made, entry),
    CONSTRAINT lots_of_entry FOREIGN KEY (entry) REFERENCES diary_entries (id),
    CONSTRAINT entries_of_lot FOREIGN KEY (lot) REFERENCES lots (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS diary_events (
    entry    BIGINT UNSIGNED NOT NULL,
    number   SMALLINT UNSIGNED NOT NULL,
    event_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    body     TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON, as it was recorded: a withdrawal sends it again',
    PRIMARY KEY (entry, number),
    CONSTRAINT events_of_entry FOREIGN KEY (entry) REFERENCES diary_entries (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS diary_withdrawals (
    entry        BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    reason       VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'of EPCIS: did_not_occur, incorrect_data',
    note         VARCHAR(300) CHARACTER SET utf8mb4 NULL,
    replaced_by  BIGINT UNSIGNED NULL,
    person       BIGINT UNSIGNED NOT NULL,
    withdrawn_at DATETIME(6) NOT NULL,
    KEY by_replacement (replaced_by),
    CONSTRAINT withdrawal_of_entry FOREIGN KEY (entry) REFERENCES diary_entries (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS diary_conflicts (
    organisation BIGINT UNSIGNED NOT NULL,
    client_id    VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fingerprint  BINARY(32) NOT NULL,
    content      TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON: what came under the id of another entry',
    device       VARCHAR(60) CHARACTER SET utf8mb4 NULL,
    person       BIGINT UNSIGNED NOT NULL,
    received_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (organisation, client_id, fingerprint)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS lot_plots (
    lot          BIGINT UNSIGNED NOT NULL,
    place        BIGINT UNSIGNED NOT NULL COMMENT 'where some of it grew',
    entry        BIGINT UNSIGNED NOT NULL COMMENT 'the harvest or delivery that says so',
    version      INT UNSIGNED NOT NULL COMMENT 'of the place on the day of harvest',
    harvested_at DATETIME(6) NOT NULL,
    harvested_on DATE NOT NULL,
    day_only     BOOLEAN NOT NULL,
    PRIMARY KEY (lot, place, entry),
    KEY by_place (place, harvested_on, lot),
    CONSTRAINT plots_of_lot FOREIGN KEY (lot) REFERENCES lots (id),
    CONSTRAINT lots_of_plot FOREIGN KEY (place) REFERENCES places (id)
) ENGINE=InnoDB COMMENT='carried through every entry that makes a lot out of lots';
