CREATE TABLE IF NOT EXISTS epcis_queries (
    organisation BIGINT UNSIGNED NOT NULL,
    name         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    query        MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON as sent',
    person       BIGINT UNSIGNED NULL,
    created_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (organisation, name)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_master_data (
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'who sent it',
    name         BIGINT UNSIGNED NOT NULL,
    type         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'of vocabulary',
    attributes   MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'JSON: attributes as sent, children canonical',
    changed_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (organisation, name, type)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_seen (
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'may see an event that says the name',
    kind         TINYINT UNSIGNED NOT NULL COMMENT '1 event type, 2 step, 3 disposition, 4 place, 5 read point, 6 thing',
    name         BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (organisation, kind, name)
) ENGINE=InnoDB;
