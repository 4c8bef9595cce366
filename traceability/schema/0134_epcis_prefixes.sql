CREATE TABLE IF NOT EXISTS epcis_prefixes (
    prefix VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'GS1 company prefix that an EPC URN showed'
) ENGINE=InnoDB;
