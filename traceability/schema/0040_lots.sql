CREATE TABLE IF NOT EXISTS lots (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation  BIGINT UNSIGNED NOT NULL COMMENT 'whose lot it is',
    product       BIGINT UNSIGNED NOT NULL,
    gtin          CHAR(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'AI 01 of the pack',
    lot_code      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'AI 10',
    batch         INT UNSIGNED NOT NULL COMMENT 'its number among the lots of its GTIN, in unit codes',
    harvested_on  DATE NOT NULL,
    use_by        DATE NULL,
    best_before   DATE NULL,
    province      CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'code of today',
    commune       VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    place         VARCHAR(200) CHARACTER SET utf8mb4 NULL COMMENT 'name or address of field, farm, workshop',
    growing_area  VARCHAR(32) CHARACTER SET ascii NULL,
    quantity      DECIMAL(15,3) NOT NULL COMMENT 'when recorded',
    remaining     DECIMAL(15,3) NOT NULL,
    unit          VARCHAR(8) CHARACTER SET ascii NOT NULL,
    method        VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    standards     VARCHAR(1300) CHARACTER SET utf8mb4 NOT NULL DEFAULT '' COMMENT 'one a line',
    notes         VARCHAR(1000) CHARACTER SET utf8mb4 NULL COMMENT 'for the cooperative only',
    codes_printed INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'unit counters given out: 0 to codes_printed - 1',
    recorded_at   DATETIME(6) NOT NULL,
    UNIQUE KEY one_code (gtin, lot_code),
    UNIQUE KEY one_batch (gtin, batch),
    KEY by_organisation (organisation, id),
    KEY by_product (organisation, product, id),
    KEY by_use_by (use_by, id),
    CHECK (quantity > 0),
    CHECK (remaining >= 0 AND remaining <= quantity),
    CHECK (codes_printed <= 16777216)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS lot_counters (
    gtin    CHAR(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    counted VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'lots, or a harvest day',
    last    INT UNSIGNED NOT NULL,
    PRIMARY KEY (gtin, counted)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS lot_events (
    lot          BIGINT UNSIGNED NOT NULL,
    id           BIGINT UNSIGNED NOT NULL,
    kind         VARCHAR(24) CHARACTER SET ascii NOT NULL,
    biz_step     VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'bare word of CBV 2.0',
    action       VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'of EPCIS: ADD, OBSERVE, DELETE',
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'who did it; no person is named',
    quantity     DECIMAL(15,3) NOT NULL,
    unit         VARCHAR(8) CHARACTER SET ascii NOT NULL,
    offer        BIGINT UNSIGNED NULL COMMENT 'of a draw: the pack',
    sales_units  DECIMAL(15,3) NULL COMMENT 'of a draw: how many packs',
    place        VARCHAR(320) CHARACTER SET utf8mb4 NOT NULL,
    event_at     DATETIME(6) NOT NULL,
    zone_offset  CHAR(6) CHARACTER SET ascii NOT NULL COMMENT '+07:00',
    day_only     BOOLEAN NOT NULL COMMENT 'only the day is known; event_at is its local midnight',
    recorded_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (lot, id),
    KEY by_kind (lot, kind, id),
    CHECK (action IN ('ADD', 'OBSERVE', 'DELETE')),
    CONSTRAINT events_of_lot FOREIGN KEY (lot) REFERENCES lots (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS lot_events_stay BEFORE UPDATE ON lot_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lot_events is append-only';

CREATE TRIGGER IF NOT EXISTS lot_events_remain BEFORE DELETE ON lot_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lot_events is append-only';
