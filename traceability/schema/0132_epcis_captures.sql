CREATE TABLE IF NOT EXISTS epcis_captures (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation BIGINT UNSIGNED NOT NULL,
    person       BIGINT UNSIGNED NULL,
    job          BIGINT UNSIGNED NULL COMMENT 'that does it; none: done at once',
    proceeds     BOOLEAN NOT NULL COMMENT 'stores what is right although something is wrong',
    created_at   DATETIME(6) NOT NULL,
    finished_at  DATETIME(6) NULL,
    succeeds     BOOLEAN NOT NULL COMMENT 'no fault so far',
    events       INT UNSIGNED NOT NULL COMMENT 'in the document',
    stored       INT UNSIGNED NOT NULL,
    repeated     INT UNSIGNED NOT NULL COMMENT 'were there already',
    faults       INT UNSIGNED NOT NULL COMMENT 'all; the first are in errors',
    errors       MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON: problems',
    KEY by_organisation (organisation, id),
    KEY by_end (finished_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
