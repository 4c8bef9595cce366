CREATE TABLE IF NOT EXISTS member_households (
    id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'the cooperative',
    version      INT UNSIGNED NOT NULL,
    name         VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL COMMENT 'for the cooperative only',
    folded       VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'of the name, for uniqueness',
    account      BIGINT UNSIGNED NULL COMMENT 'the household as an organisation of the market, when it is one',
    gln          CHAR(13) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'its number as a party (AI 417)',
    active       BOOLEAN NOT NULL,
    updated_at   DATETIME(6) NOT NULL,
    UNIQUE KEY one_name (organisation, folded),
    UNIQUE KEY one_number (gln)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS places (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation  BIGINT UNSIGNED NOT NULL,
    version       INT UNSIGNED NOT NULL,
    kind          VARCHAR(16) CHARACTER SET ascii NOT NULL,
    name          VARCHAR(120) CHARACTER SET utf8mb4 NOT NULL,
    folded        VARCHAR(240) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'of the name, for uniqueness',
    gln           CHAR(13) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'AI 414',
    extension     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'AI 254; empty: none',
    member        BIGINT UNSIGNED NULL,
    province      CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'code of today',
    commune       VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    commune_code  CHAR(5) CHARACTER SET ascii NULL,
    code          VARCHAR(32) CHARACTER SET utf8mb4 NULL COMMENT 'growing-area, packing-house or farm code',
    code_country  CHAR(2) CHARACTER SET ascii NULL,
    code_market   CHAR(2) CHARACTER SET ascii NULL,
    grows         VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    geometry      MEDIUMTEXT CHARACTER SET ascii NULL COMMENT 'GeoJSON',
    square_metres INT UNSIGNED NULL,
    valid_from    DATE NOT NULL COMMENT 'of this version',
    valid_to      DATE NULL COMMENT 'its last day in use',
    entries       INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of its diary; counting them makes writers take turns',
    updated_at    DATETIME(6) NOT NULL,
    UNIQUE KEY one_name (organisation, folded),
    UNIQUE KEY one_number (gln, extension),
    KEY by_change (organisation, updated_at, id),
    KEY by_member (member, id),
    CONSTRAINT places_of_member FOREIGN KEY (member) REFERENCES member_households (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS place_versions (
    place       BIGINT UNSIGNED NOT NULL,
    version     INT UNSIGNED NOT NULL,
    valid_from  DATE NOT NULL,
    facts       MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON',
    person      BIGINT UNSIGNED NOT NULL COMMENT 'who recorded it',
    recorded_at DATETIME(6) NOT NULL,
    PRIMARY KEY (place, version),
    CONSTRAINT versions_of_place FOREIGN KEY (place) REFERENCES places (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TRIGGER IF NOT EXISTS place_versions_stay BEFORE UPDATE ON place_versions
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'place_versions is append-only';

CREATE TRIGGER IF NOT EXISTS place_versions_remain BEFORE DELETE ON place_versions
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'place_versions is append-only';

CREATE TABLE IF NOT EXISTS party_numbers (
    organisation BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'one without a verified GLN',
    gln          CHAR(13) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY one_number (gln)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS platform_gln_numbers (
    slot  TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    taken INT UNSIGNED NOT NULL
) ENGINE=InnoDB COMMENT='numbers of places and parties given by the market: slot + 1 + 16 * 0, 1, 2, …';

INSERT IGNORE INTO platform_gln_numbers (slot, taken) VALUES
    (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0),
    (8, 0), (9, 0), (10, 0), (11, 0), (12, 0), (13, 0), (14, 0), (15, 0);
