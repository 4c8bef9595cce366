ALTER TABLE order_lines
    ADD COLUMN IF NOT EXISTS list_price BIGINT NULL COMMENT 'the offer\'s own price then; none: placed before other prices were known',
    ADD COLUMN IF NOT EXISTS price_list BIGINT UNSIGNED NULL COMMENT 'the list the price came from',
    ADD COLUMN IF NOT EXISTS price_from DECIMAL(15,3) NULL COMMENT 'the quantity from which that list gives it',
    ADD COLUMN IF NOT EXISTS promotion BIGINT UNSIGNED NULL COMMENT 'the promotion the price came from';
