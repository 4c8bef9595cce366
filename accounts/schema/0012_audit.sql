CREATE TABLE IF NOT EXISTS audit_heads (
    organisation BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    number       BIGINT UNSIGNED NOT NULL COMMENT 'of the newest entry; 0 before the first',
    digest       BINARY(32) NOT NULL
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS audit (
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'whose chain it is',
    number       BIGINT UNSIGNED NOT NULL COMMENT 'from 1, without gaps',
    at           DATETIME(6) NOT NULL,
    person       BIGINT UNSIGNED NULL COMMENT 'none for the server itself',
    act          VARCHAR(64) CHARACTER SET ascii NOT NULL,
    about        VARCHAR(64) CHARACTER SET ascii NOT NULL,
    facts        TEXT CHARACTER SET utf8mb4 NOT NULL,
    digest       BINARY(32) NOT NULL COMMENT 'of the entry before and of this one',
    PRIMARY KEY (organisation, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit is append-only';

CREATE TRIGGER IF NOT EXISTS audit_remains BEFORE DELETE ON audit
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit is append-only';
