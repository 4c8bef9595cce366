ALTER TABLE products
    ADD COLUMN IF NOT EXISTS label_words TEXT CHARACTER SET utf8mb4 NULL
        COMMENT 'JSON: what the law of labels asks of some goods, as the maker''s label says it (catalog/label_words.hpp)';
