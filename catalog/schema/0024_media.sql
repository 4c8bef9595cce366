CREATE TABLE IF NOT EXISTS pictures (
    digest    BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the file as it was sent',
    width     INT NOT NULL,
    height    INT NOT NULL,
    taken_at  VARCHAR(19) CHARACTER SET ascii NULL COMMENT 'by the camera''s own clock',
    place     VARCHAR(40) CHARACTER SET ascii NULL COMMENT 'geo URI (RFC 5870), as the camera wrote it',
    added_at  DATETIME(6) NOT NULL
) ENGINE=InnoDB COMMENT='what a picture is, and what its camera wrote; the public gets copies without that';

CREATE TABLE IF NOT EXISTS picture_copies (
    digest BINARY(32) NOT NULL,
    form   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'width and format: 800.webp',
    bytes  MEDIUMBLOB NOT NULL,
    PRIMARY KEY (digest, form),
    CONSTRAINT copies_of_picture FOREIGN KEY (digest) REFERENCES pictures (digest)
) ENGINE=InnoDB COMMENT='in the database, so that every node of a cluster has them';

CREATE TABLE IF NOT EXISTS product_photos (
    id       BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    product  BIGINT UNSIGNED NOT NULL,
    picture  BINARY(32) NOT NULL,
    place    INT NOT NULL COMMENT 'in the product''s row of photos, from 0',
    words    VARCHAR(200) CHARACTER SET utf8mb4 NULL COMMENT 'what is to be seen, for who cannot see it',
    person   BIGINT UNSIGNED NOT NULL,
    added_at DATETIME(6) NOT NULL,
    UNIQUE KEY once (product, picture),
    KEY by_product (product, place),
    CONSTRAINT photo_of_picture FOREIGN KEY (picture) REFERENCES pictures (digest)
) ENGINE=InnoDB;

ALTER TABLE product_listing
    ADD COLUMN IF NOT EXISTS photo CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'digest of the first photo, in hex';
