CREATE TABLE IF NOT EXISTS epcis_clocks (
    organisation BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    last         DATETIME(6) NOT NULL COMMENT 'record time of its newest event; locked while it captures'
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_names (
    id   BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'the first eight bytes of the name''s SHA-256',
    name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'canonical'
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_contexts (
    id         BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'the first eight bytes of the text''s SHA-256',
    namespaces MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON: prefix to namespace'
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_events (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'who captured it',
    capture      BIGINT UNSIGNED NULL COMMENT 'with which document; none: the market''s own',
    type         TINYINT UNSIGNED NOT NULL,
    action       TINYINT UNSIGNED NOT NULL,
    event_time   DATETIME(6) NOT NULL,
    record_time  DATETIME(6) NOT NULL COMMENT 'grows strictly within one organisation',
    event_key    BIGINT UNSIGNED NOT NULL COMMENT 'the first eight bytes of the SHA-256 of its event id',
    event_id     TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'as given; none: the hash',
    hash         BINARY(32) NOT NULL,
    biz_step     BIGINT UNSIGNED NULL COMMENT 'name',
    disposition  BIGINT UNSIGNED NULL COMMENT 'name',
    declaration  BIGINT UNSIGNED NULL COMMENT 'of one that withdraws: digest of what it declares',
    declared_at  DATETIME(6) NULL,
    withdrawn_at DATETIME(6) NULL COMMENT 'record time of the first declaration on it, or its own when that came before',
    context      BIGINT UNSIGNED NOT NULL,
    body         MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON as sent, less @context and recordTime',
    KEY by_record_time (organisation, record_time),
    KEY by_event_time (organisation, event_time),
    KEY by_biz_step (organisation, biz_step, event_time),
    KEY by_hash (hash(8)),
    KEY by_event_id (event_key),
    CHECK (type BETWEEN 1 AND 5),
    CHECK (action <= 3)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS epcis_events_stay BEFORE UPDATE ON epcis_events
    FOR EACH ROW SET NEW.body = IF(
        NEW.id = OLD.id AND NEW.organisation = OLD.organisation AND NEW.hash = OLD.hash AND NEW.body = OLD.body
            AND NEW.event_time = OLD.event_time AND NEW.record_time = OLD.record_time
            AND NEW.event_id <=> OLD.event_id AND NEW.declaration <=> OLD.declaration,
        NEW.body, NULL);

CREATE TRIGGER IF NOT EXISTS epcis_events_remain BEFORE DELETE ON epcis_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'epcis_events is append-only';

CREATE TABLE IF NOT EXISTS epcis_mentions (
    name         BIGINT UNSIGNED NOT NULL,
    role         TINYINT UNSIGNED NOT NULL,
    event_time   DATETIME(6) NOT NULL,
    event        BIGINT UNSIGNED NOT NULL,
    number       SMALLINT UNSIGNED NOT NULL COMMENT 'from 0, when an event has a name several times in one role',
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'who captured the event',
    kind         BIGINT UNSIGNED NULL COMMENT 'name: type of a transaction, source or destination; of a lot the unit it was told of',
    quantity     DECIMAL(30,9) NULL,
    unit         VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Recommendation 20; none: counted',
    PRIMARY KEY (name, role, event_time, event, number),
    KEY by_event (event)
) ENGINE=InnoDB;
