CREATE TABLE IF NOT EXISTS certificates (
    id                  BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    holder              BIGINT UNSIGNED NOT NULL,
    province            CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the holder''s when it declared: whose authority attests',
    scheme              VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    standard            VARCHAR(100) CHARACTER SET utf8mb4 NULL,
    number              VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    issuer              VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL,
    issuer_code         VARCHAR(40) CHARACTER SET utf8mb4 NULL,
    issuer_organisation BIGINT UNSIGNED NULL,
    mark                VARCHAR(100) CHARACTER SET utf8mb4 NULL COMMENT 'the protected name',
    registration_number VARCHAR(60) CHARACTER SET utf8mb4 NULL,
    scope               VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    growing_area        VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    issued_on           DATE NOT NULL,
    valid_until         DATE NULL COMMENT 'the last day; none where the law sets no end',
    document            BINARY(32) NULL COMMENT 'SHA-256 of the paper''s file',
    standing            VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1,
    declared_at         DATETIME(6) NOT NULL,
    UNIQUE KEY one_paper (holder, scheme, number, issued_on),
    KEY by_holder (holder, id),
    KEY waiting (standing, id),
    KEY waiting_in_province (standing, province, id),
    KEY by_issuer (issuer_organisation, standing, id),
    KEY by_end (valid_until),
    CONSTRAINT certificate_standing CHECK (standing IN ('declared', 'verified', 'refused', 'suspended', 'withdrawn')),
    CONSTRAINT certificate_scope CHECK (scope IN ('organisation', 'products', 'growing_area')),
    CONSTRAINT certificate_area CHECK ((scope = 'growing_area') = (growing_area IS NOT NULL)),
    CONSTRAINT certificate_days CHECK (valid_until IS NULL OR issued_on <= valid_until)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS certificate_products (
    product     BIGINT UNSIGNED NOT NULL,
    certificate BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (product, certificate),
    KEY by_certificate (certificate),
    CONSTRAINT products_of_certificate FOREIGN KEY (certificate) REFERENCES certificates (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS certificate_steps (
    certificate  BIGINT UNSIGNED NOT NULL,
    version      BIGINT NOT NULL,
    at           DATETIME(6) NOT NULL,
    step         VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    organisation BIGINT UNSIGNED NOT NULL,
    person       BIGINT UNSIGNED NOT NULL,
    reason       VARCHAR(500) CHARACTER SET utf8mb4 NULL,
    PRIMARY KEY (certificate, version),
    CONSTRAINT steps_of_certificate FOREIGN KEY (certificate) REFERENCES certificates (id)
) ENGINE=InnoDB COMMENT='append-only: who attested what';

CREATE TRIGGER IF NOT EXISTS certificate_steps_stay BEFORE UPDATE ON certificate_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'certificate_steps is append-only';

CREATE TRIGGER IF NOT EXISTS certificate_steps_remain BEFORE DELETE ON certificate_steps
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'certificate_steps is append-only';
