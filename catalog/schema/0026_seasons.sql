CREATE TABLE IF NOT EXISTS product_seasons (
    product  BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    turns_on DATE NULL COMMENT 'the day on which pages that show it change next',
    KEY by_turn (turns_on)
) ENGINE=InnoDB COMMENT='products that have not always their season';

CREATE TABLE IF NOT EXISTS season_spans (
    product  BIGINT UNSIGNED NOT NULL,
    from_day SMALLINT UNSIGNED NOT NULL COMMENT 'of every year: month × 100 + day',
    to_day   SMALLINT UNSIGNED NOT NULL COMMENT 'the last one; before from_day: in the next year',
    PRIMARY KEY (product, from_day),
    CONSTRAINT span_days CHECK (from_day BETWEEN 101 AND 1231 AND to_day BETWEEN 101 AND 1231),
    CONSTRAINT spans_of_season FOREIGN KEY (product) REFERENCES product_seasons (product)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS seller_closures (
    seller    BIGINT UNSIGNED NOT NULL,
    from_day  DATE NOT NULL,
    until_day DATE NOT NULL COMMENT 'the last one',
    why       VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    turns_on  DATE NULL COMMENT 'the day on which pages that show it change next',
    PRIMARY KEY (seller, from_day),
    KEY by_turn (turns_on),
    CONSTRAINT closure_days CHECK (from_day <= until_day)
) ENGINE=InnoDB COMMENT='days on which a seller sends nothing, as Tết; given for each year';
