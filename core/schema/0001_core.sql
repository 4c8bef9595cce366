CREATE TABLE IF NOT EXISTS nodes (
    number SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
    holder BIGINT UNSIGNED NOT NULL COMMENT 'drawn anew by each running server',
    until  DATETIME(6) NOT NULL
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS changes (
    id       BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'made before the transaction, the same over all its runs',
    position BIGINT UNSIGNED NULL COMMENT 'given once the row is committed and visible',
    at       DATETIME(6) NOT NULL,
    body     MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
    UNIQUE KEY by_position (position, id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS feed_head (
    id       TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    position BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB;

INSERT IGNORE INTO feed_head (id, position) VALUES (1, 0);

CREATE TABLE IF NOT EXISTS feed_readers (
    name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    position BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS idempotency (
    client      BINARY(32) NOT NULL COMMENT 'digest of who asks: a person, or a guest at an address',
    idem_key    VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fingerprint BINARY(32) NOT NULL COMMENT 'digest of method, path and body',
    status      SMALLINT UNSIGNED NOT NULL,
    headers     TEXT CHARACTER SET utf8mb4 NOT NULL,
    body        MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
    created_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (client, idem_key),
    KEY by_age (created_at)
) ENGINE=InnoDB;
