CREATE TABLE IF NOT EXISTS authority_communes (
    commune      CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'of Decision 19/2025/QĐ-TTg; one authority each',
    organisation BIGINT UNSIGNED NOT NULL,
    province     CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY one_commune_per_authority (organisation),
    CONSTRAINT commune_of_authority FOREIGN KEY (organisation) REFERENCES organisations (id)
) ENGINE=InnoDB COMMENT='written when a communal authority is founded and by nothing else';
