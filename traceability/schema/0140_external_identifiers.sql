CREATE TABLE IF NOT EXISTS external_identifiers (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation BIGINT UNSIGNED NOT NULL,
    system       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who gave it: verigoods, checkvn …',
    about        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'id of a lot, product or place, as text',
    value        VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    given_on     DATE NOT NULL,
    status       VARCHAR(12) CHARACTER SET ascii NOT NULL,
    recorded_at  DATETIME(6) NOT NULL,
    UNIQUE KEY one_value (organisation, system, about, value),
    KEY by_subject (organisation, about, id),
    KEY by_organisation (organisation, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS external_identifier_changes (
    identifier BIGINT UNSIGNED NOT NULL,
    id         BIGINT UNSIGNED NOT NULL,
    status     VARCHAR(12) CHARACTER SET ascii NOT NULL,
    given_on   DATE NOT NULL,
    person     BIGINT UNSIGNED NOT NULL COMMENT 'who recorded it',
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (identifier, id),
    CONSTRAINT changes_of_identifier FOREIGN KEY (identifier) REFERENCES external_identifiers (id)
) ENGINE=InnoDB;

CREATE TRIGGER IF NOT EXISTS external_identifier_changes_stay BEFORE UPDATE ON external_identifier_changes
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'external_identifier_changes is append-only';

CREATE TRIGGER IF NOT EXISTS external_identifier_changes_remain BEFORE DELETE ON external_identifier_changes
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'external_identifier_changes is append-only';
