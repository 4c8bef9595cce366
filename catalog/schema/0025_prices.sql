CREATE TABLE IF NOT EXISTS price_lists (
    id          BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller      BIGINT UNSIGNED NOT NULL,
    name        VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    audience    VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of verified organisations, when the audience is a kind',
    valid_from  DATETIME(6) NOT NULL,
    valid_until DATETIME(6) NOT NULL COMMENT 'no longer from then on; 9999-12-31: until it is closed',
    next_turn   DATETIME(6) NULL COMMENT 'when public pages that show it change next',
    version     BIGINT NOT NULL DEFAULT 1,
    updated_at  DATETIME(6) NOT NULL,
    KEY by_seller (seller, id),
    KEY open_of_seller (seller, valid_until),
    KEY by_turn (next_turn),
    CONSTRAINT list_audience CHECK (audience IN ('everyone', 'kind', 'buyers')),
    CONSTRAINT list_kind CHECK ((audience = 'kind') = (kind IS NOT NULL))
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS price_list_members (
    list         BIGINT UNSIGNED NOT NULL,
    organisation BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (list, organisation),
    CONSTRAINT members_of_list FOREIGN KEY (list) REFERENCES price_lists (id)
) ENGINE=InnoDB COMMENT='whom a list for named buyers is for';

CREATE TABLE IF NOT EXISTS price_list_prices (
    offer         BIGINT UNSIGNED NOT NULL,
    list          BIGINT UNSIGNED NOT NULL,
    from_quantity DECIMAL(15,3) NOT NULL,
    price         BIGINT NOT NULL COMMENT 'đồng for one sales unit, taxes included',
    PRIMARY KEY (offer, list, from_quantity),
    KEY by_list (list, offer),
    CONSTRAINT tier_price CHECK (price BETWEEN 1 AND 100000000000000),
    CONSTRAINT tier_from CHECK (from_quantity > 0),
    CONSTRAINT prices_of_list FOREIGN KEY (list) REFERENCES price_lists (id)
) ENGINE=InnoDB COMMENT='ordered by offer first, as baskets ask';

CREATE TABLE IF NOT EXISTS promotions (
    id          BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller      BIGINT UNSIGNED NOT NULL COMMENT 'who gives it and bears it',
    name        VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    percent     TINYINT UNSIGNED NULL,
    amount      BIGINT NULL COMMENT 'đồng off one sales unit',
    valid_from  DATETIME(6) NOT NULL,
    valid_until DATETIME(6) NOT NULL,
    uses_limit  INT UNSIGNED NULL COMMENT 'order lines; none: no limit',
    uses        INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'counted only where there is a limit',
    next_turn   DATETIME(6) NULL COMMENT 'when public pages that show it change next',
    version     BIGINT NOT NULL DEFAULT 1,
    updated_at  DATETIME(6) NOT NULL,
    KEY by_seller (seller, id),
    KEY open_of_seller (seller, valid_until),
    KEY by_turn (next_turn),
    CONSTRAINT promotion_reduction CHECK ((percent IS NULL) <> (amount IS NULL)),
    CONSTRAINT promotion_percent CHECK (percent BETWEEN 1 AND 50),
    CONSTRAINT promotion_uses CHECK (uses_limit IS NULL OR uses <= uses_limit)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS promotion_offers (
    offer     BIGINT UNSIGNED NOT NULL,
    promotion BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (offer, promotion),
    KEY by_promotion (promotion, offer),
    CONSTRAINT offers_of_promotion FOREIGN KEY (promotion) REFERENCES promotions (id)
) ENGINE=InnoDB;

ALTER TABLE offers
    ADD COLUMN IF NOT EXISTS special_until DATETIME(6) NOT NULL DEFAULT '1900-01-01 00:00:00'
        COMMENT 'the last end of the lists and promotions that name it: from then on only its own price holds';
