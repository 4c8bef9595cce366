CREATE TABLE IF NOT EXISTS takedowns (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    product       BIGINT UNSIGNED NOT NULL,
    seller        BIGINT UNSIGNED NOT NULL,
    in_force_of   BIGINT UNSIGNED NULL COMMENT 'the product while this keeps it off the market; NULL once lifted',
    state         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ground        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason        VARCHAR(2000) CHARACTER SET utf8mb4 NOT NULL,
    reference     VARCHAR(200) CHARACTER SET utf8mb4 NULL COMMENT 'number of the written request or decision',
    ordered_by    BIGINT UNSIGNED NOT NULL COMMENT 'organisation',
    by_authority  BOOLEAN NOT NULL,
    ordered_at    DATETIME(6) NOT NULL,
    was_published BOOLEAN NOT NULL COMMENT 'it was on the market until then',
    appeal        VARCHAR(2000) CHARACTER SET utf8mb4 NULL,
    appealed_at   DATETIME(6) NULL,
    decision      VARCHAR(2000) CHARACTER SET utf8mb4 NULL,
    decided_by    BIGINT UNSIGNED NULL COMMENT 'organisation',
    decided_at    DATETIME(6) NULL,
    UNIQUE KEY one_in_force (in_force_of),
    KEY by_seller (seller, id),
    KEY by_state (state, id),
    CONSTRAINT takedown_state CHECK (state IN ('ordered', 'appealed', 'upheld', 'lifted')),
    CONSTRAINT takedown_force CHECK ((state = 'lifted') = (in_force_of IS NULL)),
    CONSTRAINT takedown_of_product FOREIGN KEY (product) REFERENCES products (id)
) ENGINE=InnoDB COMMENT='decisions that took a product off the market';

CREATE TABLE IF NOT EXISTS listing_history (
    product BIGINT UNSIGNED NOT NULL,
    id      BIGINT UNSIGNED NOT NULL COMMENT 'by time; one transaction gives its products the same',
    at      DATETIME(6) NOT NULL,
    state   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version BIGINT NOT NULL COMMENT 'of the product',
    body    MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'what the listing said, JSON',
    PRIMARY KEY (product, id)
) ENGINE=InnoDB COMMENT='append-only: what each listing said when (Law on E-commerce 122/2025/QH15 art. 16.1d, 17.1e)';

CREATE TRIGGER IF NOT EXISTS listing_history_stays BEFORE UPDATE ON listing_history
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'listing_history is append-only';
