-- What the law of labels asks of some goods, as the maker's label says it (catalog/goods_law.hpp).
ALTER TABLE products
    ADD COLUMN IF NOT EXISTS ingredients VARCHAR(2000) CHARACTER SET utf8mb4 NULL,
    ADD COLUMN IF NOT EXISTS allergens VARCHAR(300) CHARACTER SET utf8mb4 NULL,
    ADD COLUMN IF NOT EXISTS warning VARCHAR(1000) CHARACTER SET utf8mb4 NULL,
    ADD COLUMN IF NOT EXISTS maker VARCHAR(300) CHARACTER SET utf8mb4 NULL COMMENT 'who answers for it, where that is not the seller',
    ADD COLUMN IF NOT EXISTS ethanol VARCHAR(40) CHARACTER SET utf8mb4 NULL COMMENT 'such as 29,5 % vol',
    ADD COLUMN IF NOT EXISTS declaration_no VARCHAR(100) CHARACTER SET utf8mb4 NULL COMMENT 'of the declaration, registration or standard',
    ADD COLUMN IF NOT EXISTS shelf_life VARCHAR(100) CHARACTER SET utf8mb4 NULL COMMENT 'in the words of the maker';
