ALTER TABLE ocop_labels
    ADD COLUMN IF NOT EXISTS first_expires_on DATE NULL COMMENT 'of an extended label: the last day it had before',
    ADD COLUMN IF NOT EXISTS revoked_at  DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS reminded_at DATETIME(6) NULL COMMENT 'when its holder was told that re-evaluation is open',
    ADD COLUMN IF NOT EXISTS lapsed_at   DATETIME(6) NULL COMMENT 'when its end was told to lists and caches',
    ADD COLUMN IF NOT EXISTS lapses_on DATE AS (IF(lapsed_at IS NULL AND revoked_at IS NULL, expires_on, NULL)) PERSISTENT,
    ADD COLUMN IF NOT EXISTS renews_from DATE AS (IF(reminded_at IS NULL AND revoked_at IS NULL, expires_on - INTERVAL 180 DAY, NULL)) PERSISTENT,
    ADD KEY IF NOT EXISTS by_lapse (lapses_on, id),
    ADD KEY IF NOT EXISTS by_renewal (renews_from, id);

CREATE TABLE IF NOT EXISTS ocop_label_acts (
    label        BIGINT UNSIGNED NOT NULL,
    id           BIGINT UNSIGNED NOT NULL,
    at           DATETIME(6) NOT NULL,
    act          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organisation BIGINT UNSIGNED NOT NULL,
    person       BIGINT UNSIGNED NOT NULL,
    ground       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of a revocation (Decision 26/2026/QĐ-TTg art. 8)',
    until        DATE NULL COMMENT 'of an extension: the last day it holds from then on',
    reason       VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    PRIMARY KEY (label, id),
    CONSTRAINT label_act CHECK (act IN ('declare', 'award', 'confirm', 'extend', 'revoke')),
    CONSTRAINT revocation_has_ground CHECK ((act = 'revoke') = (ground IS NOT NULL)),
    CONSTRAINT extension_has_end CHECK ((act = 'extend') = (until IS NOT NULL))
) ENGINE=InnoDB COMMENT='append-only: what was done with a label, by whom';

CREATE TRIGGER IF NOT EXISTS ocop_label_acts_stay BEFORE UPDATE ON ocop_label_acts
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_label_acts is append-only';

CREATE TRIGGER IF NOT EXISTS ocop_label_acts_remain BEFORE DELETE ON ocop_label_acts
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_label_acts is append-only';

CREATE TABLE IF NOT EXISTS ocop_applications (
    id             BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    product        BIGINT UNSIGNED NOT NULL,
    holder         BIGINT UNSIGNED NOT NULL,
    ocop_set       TINYINT UNSIGNED NOT NULL,
    province       CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the holder; code of today',
    asking         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state          VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    round          INT NOT NULL COMMENT 'raised every time it comes before a council',
    version        BIGINT NOT NULL,
    dossier        MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON: marks and evidence of the holder',
    commune_report TEXT CHARACTER SET utf8mb4 NULL COMMENT 'JSON: the four assessments',
    check_due_on   DATE NULL,
    submitted_on   DATE NULL,
    submitted_by   BIGINT UNSIGNED NULL,
    reason         VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    label          BIGINT UNSIGNED NULL COMMENT 'the decision it ended in',
    created_at     DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    open_product   BIGINT UNSIGNED AS (IF(state IN ('recognised', 'not_recognised', 'withdrawn'), NULL, product)) PERSISTENT,
    UNIQUE KEY one_open_per_product (open_product),
    KEY by_holder (holder, id),
    KEY by_state (state, id),
    KEY by_province_state (province, state, id),
    CONSTRAINT application_set CHECK (ocop_set BETWEEN 1 AND 26),
    CONSTRAINT application_asking CHECK (asking IN ('first', 'upgrade', 're_evaluation')),
    CONSTRAINT application_state CHECK (state IN ('draft', 'submitted', 'returned', 'at_province', 'at_ministry',
                                                  'recognised', 'not_recognised', 'withdrawn')),
    CONSTRAINT recognised_has_label CHECK ((state = 'recognised') = (label IS NOT NULL))
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS ocop_application_steps (
    application  BIGINT UNSIGNED NOT NULL,
    id           BIGINT UNSIGNED NOT NULL,
    at           DATETIME(6) NOT NULL,
    command      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    to_state     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organisation BIGINT UNSIGNED NOT NULL,
    person       BIGINT UNSIGNED NOT NULL,
    reason       VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    PRIMARY KEY (application, id)
) ENGINE=InnoDB COMMENT='append-only';

CREATE TRIGGER IF NOT EXISTS ocop_application_steps_stay BEFORE UPDATE ON ocop_application_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_application_steps is append-only';

CREATE TRIGGER IF NOT EXISTS ocop_application_steps_remain BEFORE DELETE ON ocop_application_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_application_steps is append-only';

CREATE TABLE IF NOT EXISTS ocop_scores (
    application  BIGINT UNSIGNED NOT NULL,
    round        INT NOT NULL,
    scorer       BIGINT UNSIGNED NOT NULL COMMENT 'a person',
    organisation BIGINT UNSIGNED NOT NULL,
    council      VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    marks        TEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON: a whole sheet',
    points       INT NOT NULL COMMENT 'their sum',
    note         VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    at           DATETIME(6) NOT NULL,
    PRIMARY KEY (application, round, scorer),
    CONSTRAINT score_points CHECK (points BETWEEN 0 AND 100),
    CONSTRAINT score_council CHECK (council IN ('province', 'ministry'))
) ENGINE=InnoDB COMMENT='append-only: what each councillor gave';

CREATE TRIGGER IF NOT EXISTS ocop_scores_stay BEFORE UPDATE ON ocop_scores
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_scores is append-only';

CREATE TRIGGER IF NOT EXISTS ocop_scores_remain BEFORE DELETE ON ocop_scores
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ocop_scores is append-only';
