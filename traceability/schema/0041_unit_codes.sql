CREATE TABLE IF NOT EXISTS trace_keys (
    version TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    secret  BINARY(32) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    CHECK (version < 32)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS unit_code_batches (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    lot           BIGINT UNSIGNED NOT NULL,
    organisation  BIGINT UNSIGNED NOT NULL,
    key_version   TINYINT UNSIGNED NOT NULL,
    first_counter INT UNSIGNED NOT NULL,
    units         INT UNSIGNED NOT NULL,
    printed_at    DATETIME(6) NOT NULL,
    UNIQUE KEY ranges_of_lot (lot, first_counter),
    CHECK (units BETWEEN 1 AND 100000),
    CONSTRAINT batches_of_lot FOREIGN KEY (lot) REFERENCES lots (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS unit_scans (
    lot      BIGINT UNSIGNED NOT NULL,
    counter  INT UNSIGNED NOT NULL COMMENT 'of the unit within its lot',
    times    INT UNSIGNED NOT NULL,
    first_at DATETIME(6) NOT NULL,
    last_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (lot, counter)
) ENGINE=InnoDB;
