ALTER TABLE ocop_labels
    ADD COLUMN IF NOT EXISTS sheet_code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'of its score sheet, as printed';

ALTER TABLE ocop_label_acts
    ADD COLUMN IF NOT EXISTS from_product BIGINT UNSIGNED NULL COMMENT 'of a transfer or a consent to one',
    ADD COLUMN IF NOT EXISTS to_product   BIGINT UNSIGNED NULL,
    ADD COLUMN IF NOT EXISTS decision_no  VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'of a transfer',
    ADD KEY IF NOT EXISTS by_origin (from_product, act, label),
    DROP CONSTRAINT IF EXISTS label_act,
    ADD CONSTRAINT IF NOT EXISTS label_act_kinds CHECK (act IN ('declare', 'award', 'confirm', 'extend', 'revoke', 'consent', 'transfer')),
    ADD CONSTRAINT IF NOT EXISTS transfer_has_products CHECK ((act IN ('consent', 'transfer')) = (from_product IS NOT NULL)),
    ADD CONSTRAINT IF NOT EXISTS transfer_has_both CHECK ((from_product IS NULL) = (to_product IS NULL)),
    ADD CONSTRAINT IF NOT EXISTS transfer_has_decision CHECK ((act = 'transfer') = (decision_no IS NOT NULL));
