ALTER TABLE offers
    ADD COLUMN IF NOT EXISTS pricing_unit VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL
        COMMENT 'of mass or volume: the price is for one of these, what is sold is weighed',
    ADD COLUMN IF NOT EXISTS tolerance_percent TINYINT UNSIGNED NULL COMMENT 'by how much a piece may differ from its content',
    ADD CONSTRAINT IF NOT EXISTS offer_weighing CHECK ((pricing_unit IS NULL) = (tolerance_percent IS NULL)
                                         AND (pricing_unit IS NULL OR content IS NOT NULL));
