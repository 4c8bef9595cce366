CREATE TABLE IF NOT EXISTS sellers (
    organisation BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    name         VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    kind         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    province     CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
    open         BOOLEAN NOT NULL COMMENT 'verified and not suspended: only then its products are shown and sold'
) ENGINE=InnoDB COMMENT='what the catalog shows of an organisation; accounts owns the facts (sellers.hpp)';

CREATE TABLE IF NOT EXISTS products (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller       BIGINT UNSIGNED NOT NULL,
    name         VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    identity     VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the name without case and signs, with its tones',
    description  TEXT CHARACTER SET utf8mb4 NULL,
    ocop_set     TINYINT UNSIGNED NULL,
    province     CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of origin; code of today',
    origin       VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    brand        VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    storage      VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    usage_guide  VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    state        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version      BIGINT NOT NULL DEFAULT 1,
    created_at   DATETIME(6) NOT NULL,
    updated_at   DATETIME(6) NOT NULL,
    published_at DATETIME(6) NULL,
    UNIQUE KEY one_name_per_seller (seller, identity),
    KEY by_seller (seller, id),
    CONSTRAINT product_state CHECK (state IN ('draft', 'published', 'withdrawn')),
    CONSTRAINT product_set CHECK (ocop_set BETWEEN 1 AND 26),
    CONSTRAINT published_is_complete CHECK (state <> 'published' OR (ocop_set IS NOT NULL AND province IS NOT NULL))
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offers (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    product      BIGINT UNSIGNED NOT NULL,
    seller       BIGINT UNSIGNED NOT NULL,
    pack         VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    identity     VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the pack without case and blanks',
    unit         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content      DECIMAL(15,3) NULL COMMENT 'net content of one sales unit',
    content_unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL,
    gtin         CHAR(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    price        BIGINT NOT NULL COMMENT 'đồng for one sales unit, taxes included',
    minimum      DECIMAL(15,3) NOT NULL,
    step         DECIMAL(15,3) NOT NULL,
    state        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version      BIGINT NOT NULL DEFAULT 1,
    updated_at   DATETIME(6) NOT NULL,
    UNIQUE KEY one_gtin (gtin),
    UNIQUE KEY one_pack_per_product (product, identity),
    KEY by_seller (seller, id),
    CONSTRAINT offer_state CHECK (state IN ('on_sale', 'paused')),
    CONSTRAINT offer_price CHECK (price BETWEEN 1 AND 100000000000000),
    CONSTRAINT offer_steps CHECK (step > 0 AND minimum > 0),
    CONSTRAINT offer_content CHECK ((content IS NULL) = (content_unit IS NULL)),
    CONSTRAINT offer_of_product FOREIGN KEY (product) REFERENCES products (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS gtin_counters (
    slot   TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    taken  BIGINT UNSIGNED NOT NULL COMMENT 'how many of the numbers slot + 1, slot + 65, slot + 129 … were given out'
) ENGINE=InnoDB COMMENT='64 rows, so that ten nodes making offers seldom meet at one';

INSERT IGNORE INTO gtin_counters (slot, taken)
WITH RECURSIVE slots (slot) AS (SELECT 0 UNION ALL SELECT slot + 1 FROM slots WHERE slot < 63)
SELECT slot, 0 FROM slots;

CREATE TABLE IF NOT EXISTS offer_stock (
    offer    BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    on_hand  DECIMAL(15,3) NOT NULL,
    reserved DECIMAL(15,3) NOT NULL DEFAULT 0,
    CONSTRAINT never_oversold CHECK (reserved >= 0 AND reserved <= on_hand)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS stock_movements (
    id       BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    offer    BIGINT UNSIGNED NOT NULL,
    kind     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    quantity DECIMAL(15,3) NOT NULL COMMENT 'what on_hand changed by',
    why      VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    person   BIGINT UNSIGNED NULL,
    at       DATETIME(6) NOT NULL,
    KEY by_offer (offer, id)
) ENGINE=InnoDB COMMENT='append-only; adds up to on_hand for every offer';

CREATE TRIGGER IF NOT EXISTS stock_movements_stay BEFORE UPDATE ON stock_movements
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stock_movements is append-only';

CREATE TRIGGER IF NOT EXISTS stock_movements_remain BEFORE DELETE ON stock_movements
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stock_movements is append-only';

CREATE TABLE IF NOT EXISTS ocop_labels (
    id          BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    product     BIGINT UNSIGNED NOT NULL,
    stars       TINYINT UNSIGNED NOT NULL,
    decision_no VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    issuer      VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    decided_on  DATE NOT NULL,
    expires_on  DATE NOT NULL COMMENT 'the last day it holds',
    standing    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    source      VARCHAR(300) CHARACTER SET utf8mb4 NULL,
    UNIQUE KEY one_decision (product, decided_on, stars),
    KEY by_expiry (expires_on),
    CONSTRAINT label_stars CHECK (stars BETWEEN 3 AND 5),
    CONSTRAINT label_standing CHECK (standing IN ('declared', 'confirmed')),
    CONSTRAINT label_days CHECK (decided_on <= expires_on),
    CONSTRAINT label_of_product FOREIGN KEY (product) REFERENCES products (id)
) ENGINE=InnoDB;
