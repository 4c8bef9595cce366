CREATE TABLE IF NOT EXISTS jobs (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    kind         VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner        BIGINT UNSIGNED NULL COMMENT 'organisation that may see it',
    opened_by    BIGINT UNSIGNED NULL COMMENT 'person',
    state        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    settings     TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON, as opened',
    result       MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON, as far as it got',
    place        BIGINT NOT NULL DEFAULT 0 COMMENT 'where the next step goes on; the kind''s own counting',
    done         BIGINT NOT NULL DEFAULT 0,
    total        BIGINT NOT NULL DEFAULT 0,
    findings     BIGINT NOT NULL DEFAULT 0 COMMENT 'all that were found; the first ones are kept',
    attempts     INT NOT NULL DEFAULT 0 COMMENT 'at the present step',
    lease_holder BIGINT UNSIGNED NULL,
    lease_until  DATETIME(6) NULL,
    turn         DATETIME(6) NOT NULL COMMENT 'the earliest goes first; a long job goes to the back after its slice',
    created_at   DATETIME(6) NOT NULL,
    started_at   DATETIME(6) NULL,
    finished_at  DATETIME(6) NULL,
    KEY by_turn (state, turn),
    KEY by_owner (owner, id),
    CONSTRAINT job_state CHECK (state IN ('waiting', 'running', 'done', 'failed', 'undone')),
    CONSTRAINT job_progress CHECK (done >= 0 AND total >= 0)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS job_parts (
    job    BIGINT UNSIGNED NOT NULL,
    number BIGINT NOT NULL COMMENT 'from 0',
    input  MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
    PRIMARY KEY (job, number)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS job_findings (
    job        BIGINT UNSIGNED NOT NULL,
    number     BIGINT NOT NULL COMMENT 'from 1',
    line       BIGINT NOT NULL COMMENT 'of the input; 0: of none',
    body       TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON',
    PRIMARY KEY (job, number)
) ENGINE=InnoDB;
