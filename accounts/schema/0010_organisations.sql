CREATE TABLE IF NOT EXISTS organisations (
    id                  BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    version             INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'rises with every change; the ETag',
    kind                VARCHAR(24) CHARACTER SET ascii NOT NULL,
    state               VARCHAR(24) CHARACTER SET ascii NOT NULL,
    state_before        VARCHAR(24) CHARACTER SET ascii NULL COMMENT 'of a suspended one: where reinstatement leads',
    name                VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    tax_code            VARCHAR(14) CHARACTER SET ascii NULL,
    registration_number VARCHAR(50) CHARACTER SET utf8mb4 NULL COMMENT 'of the registration document',
    gln                 CHAR(13) CHARACTER SET ascii NULL,
    province            CHAR(2) CHARACTER SET ascii NULL COMMENT 'code of today; of an authority: its province, none is national',
    former_province     VARCHAR(40) CHARACTER SET utf8mb4 NULL COMMENT 'the former name it was given by',
    commune             CHAR(5) CHARACTER SET ascii NULL,
    address             VARCHAR(300) CHARACTER SET utf8mb4 NULL,
    phone               VARCHAR(16) CHARACTER SET ascii NULL,
    email               VARCHAR(254) CHARACTER SET ascii NULL,
    created_at          DATETIME(6) NOT NULL,
    verified_at         DATETIME(6) NULL,
    verified_tax_code   VARCHAR(14) CHARACTER SET ascii NULL COMMENT 'set by verification: two verified ones never share it',
    verified_gln        CHAR(13) CHARACTER SET ascii NULL,
    UNIQUE KEY one_verified_tax_code (verified_tax_code),
    UNIQUE KEY one_verified_gln (verified_gln),
    KEY by_state (state, id),
    KEY by_state_and_province (state, province, id),
    CHECK (state <> 'verified' OR verified_at IS NOT NULL),
    CHECK ((state = 'suspended') = (state_before IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS organisation_steps (
    organisation BIGINT UNSIGNED NOT NULL,
    id           BIGINT UNSIGNED NOT NULL,
    at           DATETIME(6) NOT NULL,
    command      VARCHAR(24) CHARACTER SET ascii NOT NULL,
    from_state   VARCHAR(24) CHARACTER SET ascii NULL COMMENT 'none when it came to be',
    to_state     VARCHAR(24) CHARACTER SET ascii NOT NULL,
    person       BIGINT UNSIGNED NULL COMMENT 'who did it; none for the server at its start',
    reason       VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    PRIMARY KEY (organisation, id),
    CONSTRAINT steps_of_organisation FOREIGN KEY (organisation) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS organisation_steps_stay BEFORE UPDATE ON organisation_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'organisation_steps is append-only';

CREATE TRIGGER IF NOT EXISTS organisation_steps_remain BEFORE DELETE ON organisation_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'organisation_steps is append-only';
