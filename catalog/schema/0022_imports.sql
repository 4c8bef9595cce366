CREATE TABLE IF NOT EXISTS import_changes (
    job         BIGINT UNSIGNED NOT NULL,
    product     BIGINT UNSIGNED NOT NULL,
    offer       BIGINT UNSIGNED NOT NULL COMMENT '0: the row is about the product itself',
    kind        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version     BIGINT NOT NULL COMMENT 'that the import left; another one now means it was changed since',
    on_hand     DECIMAL(15,3) NULL COMMENT 'of an offer, before and after the import',
    on_hand_now DECIMAL(15,3) NULL,
    label       BIGINT UNSIGNED NULL COMMENT 'the OCOP label this import added',
    before_json MEDIUMTEXT CHARACTER SET utf8mb4 NULL COMMENT 'of an updated one: what it was',
    PRIMARY KEY (job, product, offer),
    CONSTRAINT import_change_kind CHECK (kind IN ('created', 'updated'))
) ENGINE=InnoDB COMMENT='what an import did, for undoing it';
