-- Which part of an offer's stock is of which lot, and what of it is not for sale for a while. The lot itself is
-- traceability's; its days and grade are copied when its goods are put in the store.
ALTER TABLE offer_stock
    ADD COLUMN IF NOT EXISTS held DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'on hold, of a lot or not',
    ADD COLUMN IF NOT EXISTS held_loose DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'on hold, of no named lot',
    ADD COLUMN IF NOT EXISTS of_lots DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'sum of stock_lots.quantity',
    ADD COLUMN IF NOT EXISTS packed_loose DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'in parcels, of no named lot',
    ADD COLUMN IF NOT EXISTS least_on_hand DECIMAL(15,3) AS (GREATEST(reserved + held, of_lots + packed_loose + held_loose)) VIRTUAL
        COMMENT 'no count may go below it: what is promised or on hold, and what is of lots, in parcels or held loose',
    ADD COLUMN IF NOT EXISTS good_until DATE NULL COMMENT 'the earliest stock_lots.due: past it, lots are held first';

ALTER TABLE offer_stock
    ADD CONSTRAINT IF NOT EXISTS never_promised_twice CHECK (held >= 0 AND reserved + held <= on_hand);

ALTER TABLE offer_stock
    ADD CONSTRAINT IF NOT EXISTS lots_within CHECK (held_loose >= 0 AND packed_loose >= 0 AND of_lots >= 0
                                                    AND of_lots + packed_loose + held_loose <= on_hand);

CREATE TABLE IF NOT EXISTS stock_lots (
    offer        BIGINT UNSIGNED NOT NULL,
    lot          BIGINT UNSIGNED NOT NULL,
    lot_code     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    harvested_on DATE NOT NULL,
    grade        VARCHAR(40) CHARACTER SET utf8mb4 NULL,
    best_before  DATE NULL,
    last_day     DATE NULL COMMENT 'of sale: the earlier of best-before and use-by',
    quantity     DECIMAL(15,3) NOT NULL COMMENT 'in the store',
    packed       DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'of it, in parcels that have not left',
    held         DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'of it, on hold',
    due          DATE AS (IF(quantity - packed - held > 0, last_day, NULL)) PERSISTENT,
    PRIMARY KEY (offer, lot),
    KEY by_lot (lot),
    KEY by_due (due, offer, lot),
    CONSTRAINT lot_parts CHECK (packed >= 0 AND held >= 0 AND packed + held <= quantity)
) ENGINE=InnoDB;

ALTER TABLE stock_movements
    ADD COLUMN IF NOT EXISTS lot BIGINT UNSIGNED NULL COMMENT 'whose part changed',
    ADD COLUMN IF NOT EXISTS held DECIMAL(15,3) NOT NULL DEFAULT 0 COMMENT 'what is on hold changed by';

CREATE TABLE IF NOT EXISTS stock_holds (
    id          BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    seller      BIGINT UNSIGNED NOT NULL,
    offer       BIGINT UNSIGNED NOT NULL,
    lot         BIGINT UNSIGNED NULL,
    quantity    DECIMAL(15,3) NOT NULL,
    reason      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    note        VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    placed_at   DATETIME(6) NOT NULL,
    released_at DATETIME(6) NULL,
    discarded   BOOLEAN NOT NULL DEFAULT FALSE,
    KEY by_seller (seller, id),
    CONSTRAINT holds_something CHECK (quantity > 0)
) ENGINE=InnoDB;
