CREATE TABLE IF NOT EXISTS product_mirror (
    product    BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller     BIGINT UNSIGNED NOT NULL,
    position   BIGINT UNSIGNED NOT NULL COMMENT 'of its last change; given under the lock of mirror_head, so they become visible in their order',
    changed_at DATETIME(6) NOT NULL COMMENT 'never earlier than that of a smaller position',
    gone       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it left the market; NULL while it is there',
    body       TEXT CHARACTER SET utf8mb4 NULL COMMENT 'what a mirror shows of it while it is there, JSON',
    KEY by_position (position),
    KEY by_seller (seller, position),
    KEY by_change (changed_at, position),
    CONSTRAINT there_or_gone CHECK ((gone IS NULL) <> (body IS NULL))
) ENGINE=InnoDB COMMENT='every product that was ever on the market, as the systems that mirror it know it';

CREATE TABLE IF NOT EXISTS mirror_head (
    id         TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    position   BIGINT UNSIGNED NOT NULL,
    changed_at DATETIME(6) NOT NULL
) ENGINE=InnoDB COMMENT='one row; whoever writes product_mirror holds it';

INSERT IGNORE INTO mirror_head (id, position, changed_at) VALUES (1, 0, '2026-01-01');

CREATE TABLE IF NOT EXISTS mirror_due (
    product BIGINT UNSIGNED NOT NULL PRIMARY KEY
) ENGINE=InnoDB COMMENT='products to be looked at: something touched them';

CREATE TABLE IF NOT EXISTS mirror_sellers (
    seller      BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    name        VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    open        BOOLEAN NOT NULL,
    sweep_after BIGINT UNSIGNED NULL COMMENT 'its products after this one are still to be looked at; NULL: none is',
    KEY by_sweep (sweep_after)
) ENGINE=InnoDB COMMENT='what the mirror says of sellers; when that changes, all their products are looked at';

INSERT IGNORE INTO mirror_sellers (seller, name, open, sweep_after)
SELECT organisation, name, open, 0 FROM sellers;
