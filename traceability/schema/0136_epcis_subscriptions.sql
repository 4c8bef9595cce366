CREATE TABLE IF NOT EXISTS epcis_subscriptions (
    id              BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation    BIGINT UNSIGNED NOT NULL COMMENT 'with whose rights the query runs',
    query           VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    person          BIGINT UNSIGNED NULL,
    destination     VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token           VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'signs; shown to nobody',
    schedule        VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'JSON as sent; none: stream',
    report_if_empty BOOLEAN NOT NULL,
    epc_format      VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'GS1-EPC-Format',
    created_at      DATETIME(6) NOT NULL,
    begins_at       DATETIME(6) NOT NULL COMMENT 'initialRecordTime: what was recorded before is not reported',
    proven_at       DATETIME(6) NULL COMMENT 'when the destination echoed its challenge',
    run_upto        DATETIME(6) NULL COMMENT 'of a scheduled run under way: it covers what was recorded until then',
    run_reported    BOOLEAN NOT NULL COMMENT 'the run under way has sent something',
    last_run        DATETIME(6) NULL,
    notified_at     DATETIME(6) NULL,
    batch           SMALLINT UNSIGNED NOT NULL COMMENT 'most events of one report; halved when they are too many for the receiver',
    attempts        INT UNSIGNED NOT NULL COMMENT 'failed since the last success',
    trouble         VARCHAR(500) CHARACTER SET utf8mb4 NULL COMMENT 'why the last one failed',
    due_at          DATETIME(6) NULL COMMENT 'the next look; none: paused',
    lease_holder    BIGINT UNSIGNED NULL,
    lease_until     DATETIME(6) NULL,
    KEY by_query (organisation, query, id),
    KEY by_due (due_at, id),
    CONSTRAINT subscription_of_query FOREIGN KEY (organisation, query) REFERENCES epcis_queries (organisation, name)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS epcis_subscription_places (
    subscription BIGINT UNSIGNED NOT NULL,
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'who captured',
    record_time  DATETIME(6) NOT NULL COMMENT 'of its newest event that was looked at and, if it is a result, reported',
    PRIMARY KEY (subscription, organisation)
) ENGINE=InnoDB;
