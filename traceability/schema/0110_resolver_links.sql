CREATE TABLE IF NOT EXISTS resolver_links (
    id             BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    organisation   BIGINT UNSIGNED NOT NULL COMMENT 'whose link it is',
    anchor         VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '/01/…/10/{lot}, /8004/0893600*',
    link_type      VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whole URI',
    href           VARCHAR(1000) CHARACTER SET ascii NOT NULL COMMENT 'https, with slots in braces',
    title          VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    title_en       VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    media_type     VARCHAR(100) CHARACTER SET ascii NULL,
    languages      VARCHAR(400) CHARACTER SET ascii NOT NULL COMMENT 'one a line',
    contexts       VARCHAR(1100) CHARACTER SET ascii NOT NULL COMMENT 'one a line',
    standing       VARCHAR(8) CHARACTER SET ascii NOT NULL,
    default_of     VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the anchor, of its one default',
    forwards_query BOOLEAN NOT NULL,
    open           BOOLEAN NOT NULL,
    version        INT UNSIGNED NOT NULL,
    recorded_at    DATETIME(6) NOT NULL,
    UNIQUE KEY one_default (default_of),
    KEY by_anchor (anchor, id),
    KEY by_organisation (organisation, id),
    KEY by_organisation_and_anchor (organisation, anchor, id),
    CHECK (standing IN ('usual', 'default', 'variant')),
    CHECK (standing = 'default' OR default_of IS NULL),
    CHECK (standing <> 'default' OR default_of = anchor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS company_prefixes (
    prefix       VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'GS1 company prefix',
    organisation BIGINT UNSIGNED NOT NULL COMMENT 'to whom GS1 gave it, as the operator checked',
    given_at     DATETIME(6) NOT NULL,
    KEY by_organisation (organisation, prefix)
) ENGINE=InnoDB;
