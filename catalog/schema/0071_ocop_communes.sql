ALTER TABLE ocop_applications
    ADD COLUMN IF NOT EXISTS commune    CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'it was handed to; none in those of before communes',
    ADD COLUMN IF NOT EXISTS sheet_code VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT '(T)-(X)-(STT)-20YY, given when the check accepts it',
    ADD UNIQUE KEY IF NOT EXISTS one_sheet_code (sheet_code),
    ADD KEY IF NOT EXISTS by_commune_state (commune, state, id);

CREATE TABLE IF NOT EXISTS ocop_sheet_numbers (
    commune CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    year    SMALLINT UNSIGNED NOT NULL,
    last    INT UNSIGNED NOT NULL COMMENT 'the number given latest',
    PRIMARY KEY (commune, year)
) ENGINE=InnoDB COMMENT='running numbers of score sheets, kept by each commune';
