CREATE TABLE IF NOT EXISTS epcis_shared (
    viewer       BIGINT UNSIGNED NOT NULL COMMENT 'organisation that sees another''s event',
    event        BIGINT UNSIGNED NOT NULL,
    event_time   DATETIME(6) NOT NULL,
    record_time  DATETIME(6) NOT NULL,
    reason       TINYINT UNSIGNED NOT NULL COMMENT '1 named as owner, possessor or partner; 2 one step up',
    PRIMARY KEY (viewer, event),
    KEY by_event_time (viewer, event_time),
    KEY by_record_time (viewer, record_time)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_grants (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation  BIGINT UNSIGNED NOT NULL COMMENT 'whose events',
    viewer        BIGINT UNSIGNED NOT NULL COMMENT 'who sees them',
    product       TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'canonical; none: any',
    lot           TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    place         TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    biz_step      TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    due_diligence BOOLEAN NOT NULL COMMENT 'coordinates, too',
    given_at      DATETIME(6) NOT NULL,
    withdrawn_at  DATETIME(6) NULL,
    KEY by_viewer (viewer, withdrawn_at, organisation),
    KEY by_organisation (organisation, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
