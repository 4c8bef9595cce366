CREATE TABLE IF NOT EXISTS saved_searches (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation  BIGINT UNSIGNED NOT NULL,
    name          VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    query         TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'as it was asked, JSON',
    effort        TINYINT UNSIGNED NOT NULL COMMENT 'how its words were understood when it was saved',
    saved_at      DATETIME(6) NOT NULL,
    last_found_at DATETIME(6) NULL,
    KEY by_organisation (organisation, id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS saved_search_products (
    search   BIGINT UNSIGNED NOT NULL,
    product  BIGINT UNSIGNED NOT NULL,
    found_at DATETIME(6) NULL COMMENT 'NULL: it answered already when the search was saved',
    PRIMARY KEY (search, product),
    KEY by_product (product, search),
    KEY newest_found (search, found_at, product)
) ENGINE=InnoDB COMMENT='what answers a saved search, as far as the feed was looked at';

CREATE TABLE IF NOT EXISTS saved_search_head (
    id       TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    position BIGINT UNSIGNED NOT NULL COMMENT 'of the feed: every search has been looked at up to it',
    until    BIGINT UNSIGNED NULL COMMENT 'being looked at: position to here …',
    search   BIGINT UNSIGNED NULL COMMENT '… for searches up to this one'
) ENGINE=InnoDB COMMENT='one row; whoever looks holds it';

INSERT IGNORE INTO saved_search_head (id, position, until, search) VALUES (1, 0, NULL, NULL);
