CREATE TABLE IF NOT EXISTS product_listing (
    product      BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller       BIGINT UNSIGNED NOT NULL,
    name         VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name_fold    VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'its folded words',
    ocop_group   VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ocop_set     TINYINT UNSIGNED NOT NULL,
    province     CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    stars        TINYINT UNSIGNED NOT NULL COMMENT '0 without a label; counts only until stars_until',
    stars_until  DATE NOT NULL,
    price        BIGINT NOT NULL COMMENT 'of the cheapest offer on sale',
    unit         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    pack         VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    available    BOOLEAN NOT NULL,
    turns        BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'raised by whoever looks whether it is available, so that two never look at once',
    updated_at   DATETIME(6) NOT NULL,
    KEY by_seller (seller, product),
    KEY by_group (ocop_group, product),
    KEY by_set (ocop_set, product),
    KEY by_province (province, product),
    KEY by_province_group (province, ocop_group, product),
    KEY by_stars (stars, product),
    KEY by_group_stars (ocop_group, stars, product),
    KEY by_province_stars (province, stars, product),
    KEY by_name (name_fold, product),
    KEY by_stars_until (stars_until)
) ENGINE=InnoDB COMMENT='one row for each published product, kept in the transaction that changes what it shows';

CREATE TABLE IF NOT EXISTS product_words (
    word    VARCHAR(62) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'a folded syllable, or two that stand side by side',
    product BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (word, product),
    KEY by_product (product)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS market_facts (
    name  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value VARCHAR(500) CHARACTER SET utf8mb4 NOT NULL
) ENGINE=InnoDB;
