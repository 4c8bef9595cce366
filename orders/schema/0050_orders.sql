CREATE TABLE IF NOT EXISTS baskets (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    recipient     VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    phone         VARCHAR(16) CHARACTER SET ascii NOT NULL,
    address       VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    commune       VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    province      CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'code of today',
    note          VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    follow_digest BINARY(32) NULL COMMENT 'of a guest\'s follow code',
    placed_at     DATETIME(6) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS orders (
    id                 BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    number             CHAR(14) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'for people: 26-K7QF-3M2N-9',
    basket             BIGINT UNSIGNED NOT NULL,
    seller             BIGINT UNSIGNED NOT NULL,
    seller_name        VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL COMMENT 'when it was placed',
    seller_kind        VARCHAR(24) CHARACTER SET ascii NULL COMMENT 'when the seller confirmed; decides what is withheld',
    buyer_person       BIGINT UNSIGNED NULL COMMENT 'none: a guest',
    buyer_organisation BIGINT UNSIGNED NULL,
    buyer_kind         VARCHAR(24) CHARACTER SET ascii NOT NULL,
    method             VARCHAR(24) CHARACTER SET ascii NOT NULL,
    attempt            BIGINT UNSIGNED NOT NULL COMMENT 'the payment the whole basket shares',
    state              VARCHAR(24) CHARACTER SET ascii NOT NULL,
    version            INT UNSIGNED NOT NULL COMMENT 'rises with every change; the ETag',
    goods              BIGINT NOT NULL,
    delivery           BIGINT NOT NULL,
    placed_at          DATETIME(6) NOT NULL,
    due_at             DATETIME(6) NULL COMMENT 'when the market looks at it next; none: nothing is due',
    carrier            VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    tracking_number    VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    received_by        VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    UNIQUE KEY one_number (number),
    KEY by_seller (seller, id),
    KEY by_seller_and_state (seller, state, id),
    KEY by_buyer (buyer_organisation, id),
    KEY by_buyer_and_state (buyer_organisation, state, id),
    KEY by_due (state, due_at),
    CHECK (goods >= 0 AND delivery >= 0 AND version >= 1),
    CHECK ((buyer_person IS NULL) = (buyer_organisation IS NULL)),
    CHECK (state IN ('placed', 'confirmed', 'packed', 'shipped', 'delivered', 'closed', 'cancelled', 'lapsed', 'refused')),
    CHECK (state NOT IN ('confirmed', 'packed', 'shipped', 'delivered', 'closed') OR seller_kind IS NOT NULL),
    CHECK (state NOT IN ('shipped', 'delivered', 'closed') OR carrier IS NOT NULL),
    CHECK (state <> 'delivered' OR due_at IS NOT NULL),
    CHECK (state IN ('placed', 'delivered') OR due_at IS NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_lines (
    order_id     BIGINT UNSIGNED NOT NULL,
    line         TINYINT UNSIGNED NOT NULL,
    offer        BIGINT UNSIGNED NOT NULL,
    product      BIGINT UNSIGNED NOT NULL,
    product_name VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL COMMENT 'this and all below: when it was placed',
    pack         VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    unit         VARCHAR(3) CHARACTER SET ascii NOT NULL,
    gtin         CHAR(14) CHARACTER SET ascii NOT NULL,
    quantity     DECIMAL(15,3) NOT NULL,
    price        BIGINT NOT NULL,
    price_reason VARCHAR(24) CHARACTER SET ascii NOT NULL,
    total        BIGINT NOT NULL,
    PRIMARY KEY (order_id, line),
    UNIQUE KEY one_line_an_offer (order_id, offer),
    CHECK (line BETWEEN 1 AND 100),
    CHECK (quantity > 0 AND price >= 0 AND total >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_line_lots (
    order_id BIGINT UNSIGNED NOT NULL,
    line     TINYINT UNSIGNED NOT NULL,
    lot      BIGINT UNSIGNED NOT NULL,
    gtin     CHAR(14) CHARACTER SET ascii NOT NULL,
    lot_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    quantity DECIMAL(15,3) NOT NULL COMMENT 'in the line\'s sales units',
    PRIMARY KEY (order_id, line, lot),
    KEY by_lot (lot, order_id),
    CONSTRAINT lots_of_line FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line),
    CHECK (quantity > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_events (
    order_id BIGINT UNSIGNED NOT NULL,
    version  INT UNSIGNED NOT NULL COMMENT 'of the order, after it; placing is version 1 and has no row',
    at       DATETIME(6) NOT NULL,
    command  VARCHAR(24) CHARACTER SET ascii NOT NULL,
    actor    VARCHAR(24) CHARACTER SET ascii NOT NULL,
    person   BIGINT UNSIGNED NULL COMMENT 'none: a guest or the market',
    state    VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'the order\'s, after it',
    note     VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    PRIMARY KEY (order_id, version),
    CONSTRAINT events_of_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CHECK (version >= 2)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS order_events_stay BEFORE UPDATE ON order_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'order_events is append-only';

CREATE TRIGGER IF NOT EXISTS order_events_remain BEFORE DELETE ON order_events
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'order_events is append-only';

CREATE TRIGGER IF NOT EXISTS order_lines_stay BEFORE UPDATE ON order_lines
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was ordered stays as it was ordered';
