CREATE TABLE IF NOT EXISTS people (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation  BIGINT UNSIGNED NOT NULL,
    login         VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '+84…, an address, or a name, in its one form',
    name          VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,
    role          VARCHAR(24) CHARACTER SET ascii NOT NULL,
    active        BOOLEAN NOT NULL,
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Argon2id',
    created_at    DATETIME(6) NOT NULL,
    UNIQUE KEY one_login (login),
    KEY by_organisation (organisation, id),
    CONSTRAINT people_of_organisation FOREIGN KEY (organisation) REFERENCES organisations (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS tokens (
    digest     BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the token; the token itself is nowhere',
    person     BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY by_person (person),
    KEY by_expiry (expires_at),
    CONSTRAINT tokens_of_person FOREIGN KEY (person) REFERENCES people (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS login_failures (
    login BINARY(32) NOT NULL COMMENT 'digest of the login that was tried, known or not',
    id    BIGINT UNSIGNED NOT NULL,
    at    DATETIME(6) NOT NULL,
    PRIMARY KEY (login, id),
    KEY by_age (at)
) ENGINE=InnoDB;
